"""Zones: the stretches of a page that hold a table without vertical rulings, found by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints
from extractors.readers.pdf_lattice import Grid
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_words import Word, split_words

Rows = list[list[Word]]

_SAME_END = 8.0  # points: rulings whose ends differ by less rule the same table
_WIDE = 0.3  # of the page's width: a shorter ruling underlines a header or a word
_GAP = 0.3  # of the font size: white space that parts words between rulings
_CAPTION = re.compile(
    r"单位[:：]|表[》〉」』）)]?$|^公开\w*表|^表\s?\d|^[注说备][明注]?[:：]|^[-—–－]\s?\d+\s?[-—–－]$|^第\d+页"
)
_NAMED = re.compile(r"^(?:编制)?(?:部门|单位)(?:名称)?[:：]|^[(（]?(?:金额)?单位[:：]\w?元")
PITCH = 2.2  # of the usual row height: a wider gap ends a table
_FAR = 2.5  # of the font size: a narrower gap ends none, whatever is usual (wrapped names are lines of their own)
_PROSE = 0.6  # of the zone's width: a line of one piece as long as this is prose
_MOST_PROSE = 0.1  # of a zone's lines
SHORT_LABEL = 12  # characters: a single piece as short as this may be a row
_FEWEST_FIGURES = 2  # lines with figures
_FEWEST_RULINGS, _FEWEST_PIECES = 3, 3
OPEN_GAP = 1.0  # of the font size: white space that parts words where nothing is ruled
_DESCENT = 0.35  # of the font size: how far characters reach below their baseline
LONG_NAME = 30  # characters: a single piece longer than this is prose


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a page: its borders, its words by line, which glyphs they are, and the rulings inside."""

    left: float
    right: float
    top: float
    bottom: float
    rows: Rows
    members: Ints
    rulings: Rulings


def ruled_zones(glyphs: Glyphs, free: Flags, horizontal: Rulings, frame: Frame) -> Iterator[Zone]:
    """The zones between horizontal rulings of one width, the widest first."""
    wide = horizontal.take(np.flatnonzero(horizontal.end - horizontal.start > _WIDE * frame.width))
    for group in sorted(_alike(wide), key=lambda group: float((group.start - group.end).min())):
        parts = [_part(glyphs, free, horizontal, group, begin=at, end=at + 1) for at in range(len(group) - 1)]
        begin = 0
        while begin < len(parts):
            first = parts[begin] if _tabular(parts[begin]) else _under_captions(parts[begin], glyphs, free, horizontal)
            end = begin + (first is not None)
            while first is not None and end < len(parts) and _goes_on(parts[end], parts[begin:end]):
                end += 1
            if first is not None:
                box = (first.left, first.top, first.right, parts[end - 1].bottom)
                zone = zone_in(glyphs, free, horizontal, box)
                if end == len(parts) and not any(word.decimal for row in zone.rows for word in row):
                    zone = _grown(zone, glyphs, free, horizontal, frame)
                if _convincing(zone, rulings=end - begin + 1):
                    yield zone
            begin = max(end, begin + 1)


def has_figures(row: Sequence[Word]) -> bool:
    """Whether a line belongs to a table's body: it holds an amount or two numbers."""
    return any(word.decimal for word in row) or sum(word.numeric for word in row) >= 2


def glues_columns(grid: Grid, glyphs: Glyphs) -> bool:
    """Whether a grid's vertical rulings stop under the header: rows of figures stand in one wide cell each."""
    wide = [i for i, slot in enumerate(grid.slots) if slot.col_span >= max(_FEWEST_PIECES, (len(grid.xs) - 1) // 2)]
    if len(wide) < _FEWEST_FIGURES:
        return False
    x, y = glyphs.middle
    inside = glyphs.take(np.flatnonzero(np.isin(grid.slot_at(x, y), wide)))
    rows = split_words(inside, OPEN_GAP)
    return sum(has_amount(row) and len(row) >= _FEWEST_PIECES for row in rows) >= _FEWEST_FIGURES


def _alike(wide: Rulings) -> Iterator[Rulings]:
    """Rulings that begin and end at the same x, by group."""
    waiting = np.arange(len(wide))
    while len(waiting):
        first = waiting[0]
        same = (np.abs(wide.start[waiting] - wide.start[first]) < _SAME_END) & (
            np.abs(wide.end[waiting] - wide.end[first]) < _SAME_END
        )
        yield wide.take(waiting[same])
        waiting = waiting[~same]


def _part(glyphs: Glyphs, free: Flags, horizontal: Rulings, group: Rulings, *, begin: int, end: int) -> Zone:
    """The zone between two rulings of a group."""
    left, right = float(group.start.min()), float(group.end.max())
    return zone_in(glyphs, free, horizontal, (left, float(group.at[begin]), right, float(group.at[end])))


def zone_in(glyphs: Glyphs, free: Flags, horizontal: Rulings, box: tuple[float, float, float, float]) -> Zone:
    left, top, right, bottom = box
    x, y = glyphs.middle
    members = np.flatnonzero(free & (x > left - _SAME_END) & (x < right + _SAME_END) & (y > top) & (y < bottom))
    inside = (horizontal.at > top - 1) & (horizontal.at < bottom + 1)
    inside &= (horizontal.start > left - _SAME_END) & (horizontal.end < right + _SAME_END)
    rows = split_words(glyphs.take(members), _GAP)
    return Zone(left, right, top, bottom, rows, members, horizontal.take(np.flatnonzero(inside)))


def _tabular(zone: Zone) -> bool:
    """Whether what stands between two rulings are rows of a table: several pieces on a line, no captions or prose."""
    if not any(len(row) > 1 for row in zone.rows) or any(is_caption(row) for row in zone.rows):
        return False
    width = zone.right - zone.left
    prose = sum(row[0].line.x1 - row[0].line.x0 > _PROSE * width for row in zone.rows if len(row) == 1)
    return prose <= _MOST_PROSE * len(zone.rows)


def _goes_on(zone: Zone, above: Sequence[Zone]) -> bool:
    """Whether a table that has begun goes on between the next two rulings.

    A blank row does, and a row with nothing but a name (合计 without a figure), as high as the rows above it.
    """
    if any(len(row) > 1 for row in zone.rows):
        return _tabular(zone)
    height = zone.bottom - zone.top
    if len(above) < 2 or height > PITCH * min(part.bottom - part.top for part in above):
        return len(zone.rows) == 1 and len(zone.rows[0][0].text) <= SHORT_LABEL and not is_caption(zone.rows[0])
    names = [row[0] for row in zone.rows]
    long = sum(len(word.text) for word in names) > LONG_NAME or any(word.text[-1] in "。；" for word in names)
    return not long and not any(is_caption(row) for row in zone.rows)


def _under_captions(zone: Zone, glyphs: Glyphs, free: Flags, horizontal: Rulings) -> Zone | None:
    """The rows under the captions that stand between a ruling (of a page's header, or over a title) and a table."""
    last = max((i for i, row in enumerate(zone.rows) if is_caption(row)), default=-1)
    if last < 0 or last == len(zone.rows) - 1:
        return None
    line = zone.rows[last][0].line
    rest = zone_in(glyphs, free, horizontal, (zone.left, line.base + _DESCENT * line.size, zone.right, zone.bottom))
    return rest if _tabular(rest) else None


def is_caption(row: Sequence[Word]) -> bool:
    """Whether a line stands over or under a table: a title, 公开01表, 部门：X 单位：万元, a note, a page's number."""
    return _names_table(row) or (len(row) == 1 and _CAPTION.search(row[0].text) is not None)


def _convincing(zone: Zone, *, rulings: int) -> bool:
    """Whether a zone is a table and not a page between the rulings of its header and footer.

    It has two lines with figures; or three rulings and a line in three pieces far from one another.
    """
    if sum(has_figures(row) for row in zone.rows) >= _FEWEST_FIGURES:
        return True
    return rulings >= _FEWEST_RULINGS and any(_pieces(row) >= _FEWEST_PIECES for row in zone.rows)


def _pieces(row: Sequence[Word]) -> int:
    """How many pieces of a line stand as far from one another as columns do."""
    return 1 + sum(b.line.x0 - a.line.x1 > OPEN_GAP * b.line.size for a, b in pairwise(row))


def _grown(zone: Zone, glyphs: Glyphs, free: Flags, horizontal: Rulings, frame: Frame) -> Zone:
    """A header's zone with the rows under it: the page ended before the ruling that closes the table."""
    below = zone_in(glyphs, free, horizontal, (zone.left, zone.bottom, zone.right, frame.height))
    last = None
    pitches: list[float] = []
    for row in below.rows:
        base = row[0].line.base
        if is_caption(row) or (len(row) == 1 and row[0].line.x1 - row[0].line.x0 > _PROSE * (zone.right - zone.left)):
            break
        if last is not None:
            pitch = base - last
            if len(pitches) >= 2 and pitch > max(PITCH * median(pitches), _FAR * row[0].line.size):
                break
            pitches.append(pitch)
        last = base
    if last is None:
        return zone
    bottom = last + 0.5 * below.rows[0][0].line.size
    return zone_in(glyphs, free, horizontal, (zone.left, zone.top, zone.right, bottom))


def _names_table(row: Sequence[Word]) -> bool:
    """Whether a line is the one under a table's title: 部门：X, 单位：万元."""
    return any(_NAMED.search(word.text) for word in row)


def has_amount(row: Sequence[Word]) -> bool:
    """Whether a line holds several pieces, one of them an amount with decimals or thousands."""
    return len(row) > 1 and any(word.decimal for word in row)
