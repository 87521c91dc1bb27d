"""The sections of a report while it is read: which heading opens one, at which level, in which part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.amounts import fold
from extractors.outline.headings import Headline, has_figure
from extractors.outline.numbering import read_numbering
from schemas.classification import functional
from schemas.document import Block, Heading, Paragraph, Run

_TABLES = "part.tables"
_CLASS_DIGITS = 3
_MAIN_LEVEL = 2
"""The level of a report's main sections (一、收入支出决算总体情况说明)."""

Kind = Literal["cover", "contents", "body", "glossary"]


@dataclass(slots=True)
class Draft:
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
    topic: str | None = None
    texts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    blocks: int = 0


class SectionTree:
    """The sections opened so far; the last one is being filled."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.part = "main"
        self.annexes = 0
        self.main_ordinal = 0
        self.has_part = False

    @property
    def has_body(self) -> bool:
        """Whether a section of the report itself is open or done."""
        return any(draft.kind in ("body", "glossary") for draft in self.drafts)

    def is_cover(self, headline: Headline) -> bool:
        """Whether a heading is a line of the cover: before everything else, the report's own title or annex number."""
        if self.drafts and self.drafts[-1].kind != "cover":
            return False
        unknown = headline.scheme is None and headline.topic is None
        return headline.report or unknown or headline.scheme == "annex"

    def prepare(self, block: Block) -> None:
        """Open the untitled section that a block needs where no heading stands before it."""
        states = _states(block)
        if not self.drafts:
            self.open(Headline(None, "", 1), page_of(block), "body" if states else "cover")
        elif self.drafts[-1].kind == "contents" or (self.drafts[-1].kind == "cover" and states):
            self.open(Headline(None, "", 1), page_of(block), "body")

    def enter(self, headline: Headline, block: Block) -> bool:
        """Open the section of a heading; False where it is a term of a glossary or a row of a table without rulings."""
        glossary = self._outermost(lambda draft: draft.kind == "glossary")
        if glossary is not None and self._is_term(headline, glossary):
            return False
        tables = self._outermost(lambda draft: draft.topic == _TABLES)
        if tables is not None and _is_row(headline):
            return False
        if headline.report and self.has_body:
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
        self.open(replace(headline, level=self._level(headline)), page_of(block))
        return True

    def open(self, headline: Headline, page: int | None, kind: Kind | None = None) -> None:
        """Begin a section under the nearest open one of a lower level and of the same part."""
        parent = self._parent(headline.level)
        if kind is None:
            inherited = parent is not None and self.drafts[parent].kind == "glossary"
            declared = headline.topic is not None and headline.topic.kind == "glossary"
            kind = "glossary" if inherited or declared else "body"
        self.drafts.append(
            Draft(
                headline.level, headline.number, headline.title, kind, self.part, page, parent,
                headline.scheme, headline.ordinal, headline.topic.id if headline.topic else None,
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

    def _repeats_report(self, headline: Headline) -> bool:
        """Whether the report just begun prints its title again, behind a cover of its own."""
        last = self.drafts[-1]
        return last.part != "main" and last.level == 1 and fold(headline.title).endswith(fold(last.title))

    def _open_report(self, headline: Headline, block: Block) -> None:
        last = self.drafts[-1]
        if last.scheme == "annex" and not last.blocks and not last.title:
            last.title, last.part = headline.title, self.part
        else:
            self.open(replace(headline, level=1), page_of(block))

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

    def _outermost(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """The outermost open section that fits."""
        found: Draft | None = None
        i = len(self.drafts) - 1 if self.drafts else None
        while i is not None:
            if fits(self.drafts[i]):
                found = self.drafts[i]
            i = self.drafts[i].parent
        return found

    def _is_term(self, headline: Headline, glossary: Draft) -> bool:
        if headline.report or headline.scheme in ("part", "annex"):
            return False
        if headline.scheme is None:
            return headline.topic is not None and headline.topic.level > 1
        if headline.run_in or headline.scheme == "arabic":
            return True
        return headline.level <= glossary.level and headline.ordinal <= glossary.ordinal


def _is_row(headline: Headline) -> bool:
    """Whether a numbered title is a row of 收入支出总表: a 类 of the classification, or two rows side by side."""
    if headline.scheme not in ("cn", "cn_paren") or headline.run_in:
        return False
    pieces = headline.title.split()
    return (len(pieces) > 1 and read_numbering(pieces[-1]) is not None) or any(
        functional().named(piece, digits=_CLASS_DIGITS) for piece in pieces
    )


def page_of(block: Block) -> int | None:
    """The page on which a block begins, as far as its format knows."""
    return getattr(block, "page", None)


def _states(block: Block) -> bool:
    """Whether a block is no text or a sentence with figures: no cover and no list of contents has one."""
    return not isinstance(block, Heading | Paragraph) or ("。" in block.text and has_figure(block.text))
