"""The section tree: headings, the text under each, and where every character of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.document import Box, Document, Run
from schemas.records import SectionRecord


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its scope. `path` holds the titles from the root to this one; `runs` count in record.text.

    Only `body` sections give facts: a contents list, a cover and a glossary state none of their own.
    """

    record: SectionRecord
    path: tuple[str, ...]
    kind: Literal["cover", "contents", "body", "glossary"]
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
    raise NotImplementedError
