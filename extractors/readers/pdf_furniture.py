"""Page furniture: page numbers, and headers and footers that come again at the same place on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_page import Page

_NUMBERED = re.compile(
    r"[-—–―－_~·•一]*\s*(?P<number>\d{1,4})\s*[-—–―－_~·•一]*"
    r"|第?\s*(?P<page>\d{1,4})\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?"
    r"|(?P<of>\d{1,4})\s*[/／]\s*\d{1,4}|(?i:page)\s*(?P<english>\d{1,4})(?:\s*of\s*\d{1,4})?"
)
_BARE = re.compile(r"\d{1,4}")
_TABLE_HEAD = re.compile(r"单位[:：]|表$|^公开|编制")
_DIGITS = re.compile(r"\d+")
_ZONE = 0.12  # of the page's height, at the top and at the bottom
_PLACE = 6.0  # points: furniture stands this near to where it stands on the other pages
_FEWEST = 3  # pages that a header must be on
_TABLE_SHARE = 0.6  # of all pages: only then a line that heads a table is furniture
_EDGE_LINES = 3  # a page's outermost lines that can be furniture, on each side


def drop_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without page numbers and running headers and footers."""
    repeated = _repeated(pages)
    offsets = _offsets(pages)
    return tuple(_bare(page, repeated, offsets) for page in pages)


def _bare(page: Page, repeated: frozenset[tuple[str, int]], offsets: frozenset[int]) -> Page:
    furniture: set[int] = set()
    for index, line, from_edge in _edge_lines(page):
        key = _key(line)
        near = range(int(from_edge // _PLACE) - 1, int(from_edge // _PLACE) + 2)
        if any((key, place) in repeated for place in near) or _is_page_number(line, page, offsets):
            furniture.add(index)
    if not furniture:
        return page
    return replace(page, items=tuple(item for i, item in enumerate(page.items) if i not in furniture))


def _edge_lines(page: Page) -> list[tuple[int, Line, float]]:
    """The outermost lines of a page: index, line, distance of the baseline from the edge (negative: from below)."""
    height = page.frame.height
    lines = [(i, item) for i, item in enumerate(page.items) if isinstance(item, Line)]
    top = [(i, line, line.base) for i, line in lines[:_EDGE_LINES] if line.base < _ZONE * height]
    bottom = [(i, line, line.base - height) for i, line in lines[-_EDGE_LINES:] if line.base > (1 - _ZONE) * height]
    return top + bottom


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """The texts (digits folded) and places of lines that stand on at least three pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for _, line, from_edge in _edge_lines(page):
            seen[_key(line), int(from_edge // _PLACE)].add(page.number)
    return frozenset(
        (key, place)
        for (key, place), on in seen.items()
        if len(on) >= (max(_FEWEST, _TABLE_SHARE * len(pages)) if _TABLE_HEAD.search(key) else _FEWEST)
        and key.strip("#-—– ") != ""
    )


def _offsets(pages: Sequence[Page]) -> frozenset[int]:
    """The differences between printed and counted page numbers that come on two pages or more."""
    seen: dict[int, int] = defaultdict(int)
    for page in pages:
        for _, line, _ in _edge_lines(page):
            number = _page_number(line)
            if number is not None:
                seen[number - page.number] += 1
    return frozenset(offset for offset, times in seen.items() if times >= 2)


def _is_page_number(line: Line, page: Page, offsets: frozenset[int]) -> bool:
    number = _page_number(line)
    if number is None:
        return False
    if _BARE.fullmatch(line.text.strip()):
        return number == page.number or number - page.number in offsets
    return True


def _page_number(line: Line) -> int | None:
    match = _NUMBERED.fullmatch(line.text.strip())
    if match is None:
        return None
    return int(next(group for group in match.groups() if group))


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.replace(" ", ""))
