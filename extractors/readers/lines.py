"""Lines: what a reader knows of a paragraph before it is decided whether it is a heading, an entry or a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.readers.contents import contents_lines
from extractors.readers.headings import Number, heading_catalog, heading_level, printed_number
from schemas.document import Block, Chart, Heading, Paragraph, Table

_BARRIER = "\0"
_SECTION = "section"
_ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's text and look. `styled` is the heading level that the format declares, `bold` the whole line's.

    `kind` "body" is still to be decided; any other kind is what the format itself says.
    """

    text: str
    styled: int | None = None
    bold: bool = False
    kind: Literal["body", "contents", "footnote", "textbox"] = "body"


def settle(items: Iterable[Line | Table | Chart]) -> tuple[Block, ...]:
    """The blocks of a document: blank lines dropped, contents lists and headings told from paragraphs."""
    kept = [item for item in items if not isinstance(item, Line) or item.text.strip()]
    contents = contents_lines([_contents_view(item) for item in kept])
    blocks: list[Block] = []
    titles: list[_Title] = []
    for index, item in enumerate(kept):
        if not isinstance(item, Line):
            blocks.append(item)
            continue
        text = item.text.strip()
        kind = "contents" if index in contents else item.kind
        level = heading_level(text, bold=item.bold, styled=item.styled) if kind == "body" else None
        if level is not None:
            plain = item.styled is None and heading_level(text) is None
            titles.append(_Title(len(blocks), text, level, printed_number(text), plain))
        blocks.append(Paragraph(text, kind=kind))
    titles = _without_cover(titles)
    for title, level in zip(titles, _placed(titles), strict=True):
        blocks[title.block] = Heading(title.text, level)
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Title:
    """A heading before its level is final: its block, its level alone, its number; `plain`: known by its bold face."""

    block: int
    text: str
    level: int
    number: Number | None
    plain: bool

    def counts(self, name: str) -> bool:
        """Whether the heading is numbered in this way."""
        return self.number is not None and self.number.numbering.name == name


def _contents_view(item: Line | Table | Chart) -> str:
    """What the search for contents lists sees: a table, a footnote or a text box ends a list."""
    return item.text if isinstance(item, Line) and item.kind in ("body", "contents") else _BARRIER


def _without_cover(titles: Sequence[_Title]) -> list[_Title]:
    """The headings without the bold lines of the cover: those before the first one that is known by more than that."""
    first = next((index for index, title in enumerate(titles) if not title.plain), 0)
    return list(titles[first:])


def _placed(titles: Sequence[_Title]) -> list[int]:
    """The final levels.

    A converter that loses automatic numbers prints 1、 2、 among 三、 四、: such a heading continues the run of
    sections and stands at their level. A bold line without a number stands under the last heading that has one.
    """
    levels: list[int] = []
    following = _following_sections(titles)
    section = item = above = 0
    lossy = False
    for index, title in enumerate(titles):
        level = title.level
        if title.plain:
            levels.append(above + 1 if above else level)
            continue
        if title.counts(_ITEM) and title.number is not None:
            value = title.number.value
            if (
                value == section + 1
                and not (item and value == item + 1)
                and _skipped(following[index], value, lossy=lossy)
            ):
                level, section, item, lossy = _section_level(), value, 0, True
            else:
                item = value
        elif title.counts(_SECTION) and title.number is not None:
            section, item = title.number.value, 0
        elif level == 1:
            section = item = 0
        above = level
        levels.append(level)
    return levels


def _following_sections(titles: Sequence[_Title]) -> list[int | None]:
    """For each heading the number of the next section under the same heading of the first level."""
    following: list[int | None] = []
    number: int | None = None
    for title in reversed(titles):
        following.append(number)
        if title.level == 1:
            number = None
        elif title.counts(_SECTION) and title.number is not None:
            number = title.number.value
    return following[::-1]


def _skipped(following: int | None, value: int, *, lossy: bool) -> bool:
    """Whether the sections after a heading go on beyond `value`, so that nothing but this heading can be that one.

    Where no section follows, only a document that has lost numbers before (`lossy`) is taken to have lost this one.
    """
    return lossy if following is None else following > value


def _section_level() -> int:
    return next(n.level for n in heading_catalog().numberings if n.name == _SECTION)
