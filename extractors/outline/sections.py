"""The section tree: headings, the text under each, and where every character of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.outline.contents import find_contents
from extractors.outline.headings import Headline, find_headlines, read_headline
from extractors.outline.topics import topic_of_path
from extractors.outline.tree import Draft, Kind, SectionTree, page_of
from schemas.document import Block, Box, Document, Run
from schemas.records import SectionRecord


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its scope. `path` holds the titles from the root to this one; `runs` count in record.text.

    Only `body` sections give facts: a contents list, a cover and a glossary state none of their own.
    """

    record: SectionRecord
    path: tuple[str, ...]
    kind: Kind
    runs: tuple[Run, ...]

    def place(self, start: int, end: int) -> tuple[int | None, Box | None]:
        """Page and box of characters [start, end) of the section's text, as far as the format knows them."""
        run = next((run for run in self.runs if run.start < end and start < run.end), None)
        if run is None:
            return self.record.page, None
        x0, top, x1, bottom = run.box
        if run.edges:
            x0 = run.edges[max(start - run.start, 0)]
            x1 = run.edges[min(end - run.start, len(run.edges) - 1)]
        return run.page, (x0, top, x1, bottom)


@dataclass(frozen=True, slots=True)
class Outline:
    """All sections in reading order; `section_of[i]` is the index of the section that holds block i."""

    sections: tuple[Section, ...]
    section_of: tuple[int, ...]


def outline_document(document: Document) -> Outline:
    """The section tree of a document; every block belongs to exactly one section."""
    blocks = document.blocks
    contents = find_contents(blocks)
    headlines = find_headlines(blocks)
    tree = SectionTree()
    section_of: list[int] = []
    skip = 0
    for i, block in enumerate(blocks):
        if skip:
            skip -= 1
        elif i in contents:
            if i > contents.start or not _open_contents(tree, block):
                tree.write(block)
        elif i in headlines and not (i < contents.start or tree.is_cover(headlines[i])):
            skip = _enter(tree, headlines[i], block)
        else:
            tree.prepare(block)
            tree.write(block)
        section_of.append(len(tree.drafts) - 1)
    return Outline(_sections(tree.drafts, document.sha256), tuple(section_of))


def topic_of(section: Section) -> str | None:
    """The id of the section family that the section's own or the nearest outer title names; None if none does."""
    return topic_of_path(section.path)


def _open_contents(tree: SectionTree, block: Block) -> bool:
    """Open the list of contents; whether its first block is its title rather than an entry."""
    titled = read_headline(block) is None
    title = getattr(block, "text", "").strip() if titled else ""
    tree.open(Headline(None, title, 1), page_of(block), "contents")
    return titled


def _enter(tree: SectionTree, headline: Headline, block: Block) -> int:
    """Open a heading's section, or write it as text where it is none; how many more blocks the heading takes."""
    opened = tree.enter(headline, block)
    if not opened or headline.run_in:
        tree.write(block)
    return headline.blocks - 1 if opened else 0


def _sections(drafts: Sequence[Draft], doc_id: str) -> tuple[Section, ...]:
    """The finished sections in reading order, s1 first."""
    done: list[Section] = []
    for i, draft in enumerate(drafts):
        outer = () if draft.parent is None else done[draft.parent].path
        record = SectionRecord(
            doc_id=doc_id,
            section_id=f"s{i + 1}",
            parent_id=None if draft.parent is None else f"s{draft.parent + 1}",
            ord=i + 1,
            level=draft.level,
            number=draft.number,
            title=draft.title,
            text="\n".join(draft.texts),
            page=draft.page,
            part=draft.part,
        )
        done.append(Section(record, (*outer, draft.title), draft.kind, tuple(draft.runs)))
    return tuple(done)
