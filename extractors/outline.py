"""The section tree: headings, the text under each, and where every character of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeGuard

from extractors.amounts import fold
from extractors.contents import find_contents
from extractors.headings import Headline, find_headlines, has_figure, read_headline
from extractors.topics import topic_of_path
from schemas.document import Block, Box, Document, Heading, Paragraph, Run
from schemas.records import SectionRecord

_MAIN_LEVEL = 2
"""The level of a report's main sections (一、收入支出决算总体情况说明)."""

Kind = Literal["cover", "contents", "body", "glossary"]


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
        hits = [run for run in self.runs if run.start < end and start < run.end]
        if not hits:
            return self.record.page, None
        run = hits[0]
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
    tree = _Tree(document.sha256)
    section_of: list[int] = []
    skip = 0
    for i, block in enumerate(blocks):
        if i in contents:
            if i == contents.start:
                titled = read_headline(block) is None
                tree.open(Headline(None, _text(block).strip() if titled else "", 1), _page(block), "contents")
            if i > contents.start or not titled:
                tree.write(block)
        elif skip:
            skip -= 1
        elif i in headlines and not (i < contents.start or tree.is_cover(headlines[i])):
            headline = headlines[i]
            if tree.enter(headline, block):
                skip = headline.blocks - 1
                if headline.run_in:
                    tree.write(block)
            else:
                tree.write(block)
        else:
            tree.prepare(block)
            tree.write(block)
        section_of.append(len(tree.drafts) - 1)
    return Outline(tree.sections(), tuple(section_of))


def topic_of(section: Section) -> str | None:
    """The id of the section family that the section's own or the nearest outer title names; None if none does."""
    return topic_of_path(section.path)


@dataclass(slots=True)
class _Draft:
    """A section while it is being filled."""

    level: int
    number: str | None
    title: str
    kind: Kind
    part: str
    page: int | None
    parent: int | None
    scheme: str | None = None
    ordinal: int = 0
    texts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    blocks: int = 0


class _Tree:
    """The sections opened so far; the last one is being filled."""

    def __init__(self, doc_id: str) -> None:
        self.doc_id = doc_id
        self.drafts: list[_Draft] = []
        self.part = "main"
        self.annexes = 0
        self.main_ordinal = 0
        self.has_part = False

    @property
    def has_body(self) -> bool:
        """Whether a section of the report itself is open or done."""
        return any(draft.kind in ("body", "glossary") for draft in self.drafts)

    def is_cover(self, headline: Headline) -> bool:
        """Whether a heading is a line of the cover: before the report itself, its own title or its annex number."""
        return (headline.report or headline.scheme == "annex") and not self.has_body

    def prepare(self, block: Block) -> None:
        """Open the untitled section that a block needs where no heading stands before it."""
        words = _is_text(block)
        if not self.drafts:
            self.open(Headline(None, "", 1), _page(block), "cover" if words and not _states(block) else "body")
        elif self.drafts[-1].kind in ("cover", "contents") and (not words or _states(block)):
            self.open(Headline(None, "", 1), _page(block), "body")

    def enter(self, headline: Headline, block: Block) -> bool:
        """Open the section of a heading; False where the heading is a term of a glossary."""
        glossary = self._glossary()
        if glossary is not None and self._is_term(headline, glossary):
            return False
        if headline.report:
            if self._repeats_report(headline):
                return False
            self.annexes += 1
            self.part = f"annex:{self.annexes}"
            self._open_report(headline, block)
            return True
        if headline.scheme == "annex" or (headline.scheme == "part" and headline.ordinal > self.main_ordinal):
            self.part = "main"
        if headline.scheme == "part":
            self.has_part = True
            if self.part == "main":
                self.main_ordinal = headline.ordinal
        self.open(replace(headline, level=self._level(headline)), _page(block))
        return True

    def open(self, headline: Headline, page: int | None, kind: Kind | None = None) -> None:
        """Begin a section under the nearest open one of a lower level and of the same part."""
        parent = self._parent(headline.level)
        if kind is None:
            inherited = parent is not None and self.drafts[parent].kind == "glossary"
            declared = headline.topic is not None and headline.topic.kind == "glossary"
            kind = "glossary" if inherited or declared else "body"
        self.drafts.append(
            _Draft(
                headline.level, headline.number, headline.title, kind, self.part, page, parent,
                headline.scheme, headline.ordinal,
            )
        )  # fmt: skip

    def write(self, block: Block) -> None:
        """Put a block into the open section: a paragraph adds its text, a table or a chart only its presence."""
        draft = self.drafts[-1]
        draft.blocks += 1
        if not isinstance(block, Heading | Paragraph) or not block.text:
            return
        offset = draft.length + 1 if draft.texts else 0
        draft.texts.append(block.text)
        draft.runs.extend(replace(run, start=run.start + offset, end=run.end + offset) for run in block.runs)
        draft.length = offset + len(block.text)

    def sections(self) -> tuple[Section, ...]:
        """The finished sections in reading order, s1 first."""
        done: list[Section] = []
        for i, draft in enumerate(self.drafts):
            outer = () if draft.parent is None else done[draft.parent].path
            record = SectionRecord(
                doc_id=self.doc_id,
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

    def _repeats_report(self, headline: Headline) -> bool:
        """Whether the report just begun prints its title again, behind a cover of its own."""
        last = self.drafts[-1]
        return last.part != "main" and last.level == 1 and fold(headline.title).endswith(fold(last.title))

    def _open_report(self, headline: Headline, block: Block) -> None:
        last = self.drafts[-1]
        if last.scheme == "annex" and not last.blocks and not last.title:
            last.title, last.part = headline.title, self.part
        else:
            self.open(replace(headline, level=1), _page(block))

    def _level(self, headline: Headline) -> int:
        """The level of a heading among its neighbours.

        A list number before a known heading (a converter wrote 1、 for 一、) takes that heading's usual level; an
        unnumbered one stands below a part only where the report has parts, and always below an annex's title.
        """
        lowest = 1 if self.part == "main" else 2
        topic = headline.topic
        if headline.scheme in ("part", "annex"):
            return lowest
        if headline.scheme is None:
            level = headline.level if topic is None or self.has_part or self.part != "main" else 1
            return max(level, lowest)
        if headline.scheme == "arabic" and topic is not None and topic.level <= _MAIN_LEVEL:
            return topic.level if self._continues(topic.level, headline.ordinal) else headline.level
        return max(headline.level, lowest)

    def _continues(self, level: int, ordinal: int) -> bool:
        """Whether a heading of that level and ordinal may follow: nothing deeper is open, or it counts on."""
        if not self.drafts or self.drafts[-1].level <= level:
            return True
        before = next((d for d in reversed(self.drafts) if d.level <= level), None)
        return before is not None and before.level == level and before.ordinal == ordinal - 1

    def _parent(self, level: int) -> int | None:
        for i in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[i]
            if draft.part != self.part:
                return None
            if draft.kind in ("body", "glossary") and draft.level < level:
                return i
        return None

    def _glossary(self) -> _Draft | None:
        """The outermost open glossary."""
        found: _Draft | None = None
        i = len(self.drafts) - 1 if self.drafts else None
        while i is not None:
            if self.drafts[i].kind == "glossary":
                found = self.drafts[i]
            i = self.drafts[i].parent
        return found

    def _is_term(self, headline: Headline, glossary: _Draft) -> bool:
        if headline.report or headline.scheme in ("part", "annex"):
            return False
        if headline.scheme is None:
            return headline.topic is not None and headline.topic.level > 1
        if headline.run_in or headline.scheme == "arabic":
            return True
        return headline.level <= glossary.level and headline.ordinal <= glossary.ordinal


def _is_text(block: Block) -> TypeGuard[Heading | Paragraph]:
    return isinstance(block, Heading | Paragraph)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Heading | Paragraph) else ""


def _page(block: Block) -> int | None:
    return getattr(block, "page", None)


def _states(block: Block) -> bool:
    """Whether a block is a sentence with figures: no cover and no list of contents has one."""
    text = _text(block)
    return "。" in text and has_figure(text)
