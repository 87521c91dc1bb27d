"""Zones: the stretches of a page that hold a table without vertical rulings, found by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_words import Word, split_words

Rows = list[list[Word]]

_SAME_END = 8.0  # points: rulings whose ends differ by less rule the same table
_WIDE = 0.3  # of the page's width: a shorter ruling underlines a header or a word
_GAP = 0.3  # of the font size: white space that parts words between rulings
_CAPTION = re.compile(r"单位[:：]|表$|^公开\w*表|^表\s?\d|^[注说备][明注]?[:：]")
_PITCH = 2.2  # of the usual row height: a wider gap ends a table
_PROSE = 0.6  # of the zone's width: a line of one piece as long as this is prose
_MOST_PROSE = 0.1  # of a zone's lines


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
    """The zones between horizontal rulings of one width, from the top."""
    wide = horizontal.take(np.flatnonzero(horizontal.end - horizontal.start > _WIDE * frame.width))
    for group in _alike(wide):
        begin = 0
        while begin + 1 < len(group):
            end = begin
            while end + 1 < len(group) and _tabular(_part(glyphs, free, horizontal, group, begin=end, end=end + 1)):
                end += 1
            if end > begin:
                zone = _part(glyphs, free, horizontal, group, begin=begin, end=end)
                if end == len(group) - 1 and not any(has_figures(row) for row in zone.rows):
                    zone = _grown(zone, glyphs, free, horizontal, frame)
                yield zone
            begin = max(end, begin + 1)


def has_figures(row: Sequence[Word]) -> bool:
    """Whether a line belongs to a table's body: it holds an amount or two numbers."""
    return any(word.decimal for word in row) or sum(word.numeric for word in row) >= 2


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
    return _zone(glyphs, free, horizontal, (left, float(group.at[begin]), right, float(group.at[end])))


def _zone(glyphs: Glyphs, free: Flags, horizontal: Rulings, box: tuple[float, float, float, float]) -> Zone:
    left, top, right, bottom = box
    x, y = glyphs.middle
    members = np.flatnonzero(free & (x > left - _SAME_END) & (x < right + _SAME_END) & (y > top) & (y < bottom))
    inside = (horizontal.at > top - 1) & (horizontal.at < bottom + 1)
    inside &= (horizontal.start > left - _SAME_END) & (horizontal.end < right + _SAME_END)
    rows = split_words(glyphs.take(members), _GAP)
    return Zone(left, right, top, bottom, rows, members, horizontal.take(np.flatnonzero(inside)))


def _tabular(zone: Zone) -> bool:
    """Whether what stands between two rulings are rows of a table: several pieces on a line, no captions or prose."""
    if not any(len(row) > 1 for row in zone.rows):
        return False
    single = [row[0] for row in zone.rows if len(row) == 1]
    if any(_CAPTION.search(word.text) for word in single):
        return False
    width = zone.right - zone.left
    prose = sum(word.line.x1 - word.line.x0 > _PROSE * width for word in single)
    return prose <= _MOST_PROSE * len(zone.rows)


def _grown(zone: Zone, glyphs: Glyphs, free: Flags, horizontal: Rulings, frame: Frame) -> Zone:
    """A header's zone with the rows under it: the page ended before the ruling that closes the table."""
    below = _zone(glyphs, free, horizontal, (zone.left, zone.bottom, zone.right, frame.height))
    last = None
    pitches: list[float] = []
    for row in below.rows:
        base = row[0].line.base
        if len(row) == 1 and (
            _CAPTION.search(row[0].text) or row[0].line.x1 - row[0].line.x0 > _PROSE * (zone.right - zone.left)
        ):
            break
        if last is not None:
            pitch = base - last
            if len(pitches) >= 2 and pitch > _PITCH * median(pitches):
                break
            pitches.append(pitch)
        last = base
    if last is None:
        return zone
    bottom = last + 0.5 * below.rows[0][0].line.size
    return _zone(glyphs, free, horizontal, (zone.left, zone.top, zone.right, bottom))
