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
_SHARE = 0.4  # of the pages between the first and the last that have it (left and right pages may differ)
_TABLE_SHARE = 0.6  # of all pages: only then a line that heads a table is furniture
_EDGE_LINES = 3  # a page's outermost lines that can be furniture, on each side


def drop_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without page numbers and running headers and footers."""
    repeated = _repeated(pages)
    offsets = _offsets(pages)
    return tuple(_bare(page, repeated, offsets) for page in pages)


def _bare(page: Page, repeated: frozenset[tuple[str, int]], offsets: frozenset[int]) -> Page:
    """The page without its furniture: what is taken off stands further out than all that stays."""
    furniture: set[int] = set()
    for side in _edges(page):
        for index, line, from_edge in side:
            place = int(from_edge // _PLACE)
            known = any((_key(line), near) in repeated for near in (place - 1, place, place + 1))
            if not known and not _is_page_number(line, page, offsets):
                break
            furniture.add(index)
    if not furniture:
        return page
    return replace(page, items=tuple(item for i, item in enumerate(page.items) if i not in furniture))


def _edges(page: Page) -> tuple[list[tuple[int, Line, float]], list[tuple[int, Line, float]]]:
    """The lines at the top and at the bottom of a page, from the edge inwards up to the first table.

    Each with its index and the distance of its baseline from the edge (negative: from the bottom).
    """
    height = page.frame.height
    top: list[tuple[int, Line, float]] = []
    bottom: list[tuple[int, Line, float]] = []
    for index, item in enumerate(page.items[:_EDGE_LINES]):
        if not isinstance(item, Line) or item.base > _ZONE * height:
            break
        top.append((index, item, item.base))
    for index in range(len(page.items) - 1, max(len(page.items) - 1 - _EDGE_LINES, -1), -1):
        item = page.items[index]
        if not isinstance(item, Line) or item.base < (1 - _ZONE) * height:
            break
        bottom.append((index, item, item.base - height))
    return top, bottom


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[str, int]]:
    """The texts (digits folded) and places of lines that come again on most pages from the first that has them on."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for side in _edges(page):
            for _, line, from_edge in side:
                seen[_key(line), int(from_edge // _PLACE)].add(page.number)
    return frozenset(
        (key, place)
        for (key, place), on in seen.items()
        if len(on) >= max(_FEWEST, _SHARE * (max(on) - min(on) + 1))
        and (len(on) >= _TABLE_SHARE * len(pages) or not _TABLE_HEAD.search(key))
        and key.strip("#-—– ") != ""
    )


def _offsets(pages: Sequence[Page]) -> frozenset[int]:
    """The differences between printed and counted page numbers that come on two pages or more."""
    seen: dict[int, int] = defaultdict(int)
    for page in pages:
        for side in _edges(page):
            for _, line, _ in side:
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
