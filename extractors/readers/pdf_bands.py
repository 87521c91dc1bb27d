"""Banded tables: a horizontal ruling under every row, no vertical one.

The rulings give the rows, and the cells that span rows where a ruling stops short. The columns come from the
white between the words of each band: as few borders as part all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from extractors.readers.pdf_columns import borders, find_columns
from extractors.readers.pdf_frame import Floats
from extractors.readers.pdf_glyphs import Flags
from extractors.readers.pdf_headers import header_blocks, lowest, tile_columns
from extractors.readers.pdf_lattice import Grid, merge_squares
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_words import Word
from extractors.readers.pdf_zones import Zone, has_figures

_FEWEST_BANDS = 3
_TOUCHING = 0.9  # of the font size: lines nearer than this are one row, whatever their baselines
_WHITE = 1.5  # points: a narrower strip between words is no border
_END = 3.0  # points: how near to the end of a ruling the border of a column runs
_CROSSING = 2.0  # points by which a word must reach over a border to span it


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two rulings: the words line by line, and whether there are figures among them."""

    lines: tuple[tuple[Word, ...], ...]
    figures: bool

    @property
    def words(self) -> Iterator[Word]:
        """The words, downwards and from left to right."""
        return chain.from_iterable(self.lines)


def banded_grid(zone: Zone) -> tuple[Grid, list[list[Word]]] | None:
    """The grid of a banded table and the words of each of its slots; None where a band holds several rows."""
    ys = np.unique([zone.top, *zone.rulings.at.tolist(), zone.bottom])
    ys = ys[np.diff(ys, prepend=-np.inf) > _END]
    if len(ys) - 1 < _FEWEST_BANDS:
        return None
    bands = [_band(zone, top, bottom) for top, bottom in pairwise(ys.tolist())]
    if any(band is None for band in bands):
        return None
    known = [band for band in bands if band is not None]
    xs = np.array(_column_borders(known, zone))
    above = _ruled(zone.rulings, ys, xs)
    left = np.ones((len(known), len(xs)), np.bool_)
    _span_columns(known, xs, above, left)
    slots, owner = merge_squares(above.tolist(), left.tolist())
    grid = Grid(xs, ys, tuple(slots), owner)
    words: list[list[Word]] = [[] for _ in slots]
    for row, band in enumerate(known):
        for word in band.words:
            words[int(owner[row, _column(xs, word.middle)])].append(word)
    return grid, words


def _ruled(rulings: Rulings, ys: Floats, xs: Floats) -> Flags:
    """ruled[i, c]: whether a ruling runs at ys[i] over the middle of column c; the first and the last run through."""
    middle = (xs[1:] + xs[:-1]) / 2
    at = np.abs(ys[:, None] - rulings.at[None, :]) < _END
    over = (rulings.start[:, None] < middle[None, :]) & (rulings.end[:, None] > middle[None, :])
    ruled: Flags = at.astype(np.int64) @ over.astype(np.int64) > 0
    ruled[0], ruled[-1] = True, True
    return ruled


def _band(zone: Zone, top: float, bottom: float) -> Band | None:
    """The band between two rulings; None where it holds more than one row with figures."""
    rows = [row for row in zone.rows if top < row[0].line.base - 0.35 * row[0].line.size < bottom]
    figures = [row[0].line for row in rows if has_figures(row)]
    if any(below.base - above.base > _TOUCHING * above.size for above, below in pairwise(figures)):
        return None
    return Band(tuple(tuple(row) for row in rows), bool(figures))


def _column_borders(bands: Sequence[Band], zone: Zone) -> list[float]:
    """The column borders: the rivers between the columns where there are any, else the fewest that part all words."""
    start = next((row for row, band in enumerate(bands) if band.figures), 0)
    rows = [list(words) for band in bands[start:] for words in band.lines]
    blocks = header_blocks([words for band in bands[:start] for words in band.lines], zone.rulings)
    columns = find_columns(rows, [word for block in lowest(blocks, zone.rulings) for word in block.words])
    if len(columns) > 1:
        xs = borders(columns, zone.left, zone.right)
        places = [[_column(np.array(xs), word.middle) for word in row] for row in rows]
        if all(len(set(place)) == len(place) for place in places):
            return xs
    return [zone.left, *_fewest_borders(bands, zone), zone.right]


def _fewest_borders(bands: Sequence[Band], zone: Zone) -> list[float]:
    """The fewest x coordinates that part the neighbouring words of every band."""
    gaps = [gap for band in bands for gap in _gaps(band)]
    inner = {*zone.rulings.start.tolist(), *zone.rulings.end.tolist()}
    ends = [x for x in inner if zone.left + 2 * _END < x < zone.right - 2 * _END]
    gaps += [(x - _END, x + _END) for x in ends]
    found: list[tuple[float, float]] = []
    for low, high in sorted(gaps, key=lambda gap: gap[1]):
        if found and low <= found[-1][1]:
            found[-1] = (max(found[-1][0], low), found[-1][1])
        else:
            found.append((low, high))
    return [(low + high) / 2 for low, high in found]


def _gaps(band: Band) -> list[tuple[float, float]]:
    """The white strips between the words of a band, its wrapped lines laid on top of one another."""
    gaps = []
    reached: float | None = None
    for word in sorted(band.words, key=lambda word: word.line.x0):
        if reached is not None and word.line.x0 - reached > _WHITE:
            gaps.append((reached, word.line.x0))
        reached = word.line.x1 if reached is None else max(reached, word.line.x1)
    return gaps


def _span_columns(bands: Sequence[Band], xs: Floats, above: Flags, left: Flags) -> None:
    """Takes away the borders that words reach over, and those between the columns that a header spans.

    Headers side by side over one stretch of ruling, with more headers under it, share its columns out.
    """
    for row, band in enumerate(bands):
        for word in band.words:
            first, last = _column(xs, word.line.x0 + _CROSSING), _column(xs, word.line.x1 - _CROSSING)
            for border in range(first + 1, last + 1):
                top, bottom = _open_rows(above, row, border)
                left[top:bottom, border] = False
    start = next((row for row, band in enumerate(bands) if band.figures), 0)
    for row in range(start - 1):
        for first, last in _stretches(above[row + 1]):
            heads = sorted(
                (word.line.x0, word.line.x1) for word in bands[row].words if first <= _column(xs, word.middle) <= last
            )
            for begin, end in tile_columns(_merged(heads), xs[first : last + 2].tolist()):
                left[row, first + begin + 1 : first + end + 1] = False


def _open_rows(above: Flags, row: int, border: int) -> tuple[int, int]:
    """The rows [top, bottom) around a row that no ruling parts on either side of a column border."""
    parted = above[:, border - 1] | above[:, border]
    top, bottom = row, row + 1
    while not parted[top]:
        top -= 1
    while not parted[bottom]:
        bottom += 1
    return top, bottom


def _stretches(covered: Flags) -> list[tuple[int, int]]:
    """The runs of columns (first, last) over which a ruling is drawn."""
    runs: list[tuple[int, int]] = []
    for column in np.flatnonzero(covered).tolist():
        if runs and runs[-1][1] == column - 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _merged(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches from left to right, those that overlap (the lines of one header) as one."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in stretches:
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _column(xs: Floats, x: float) -> int:
    return min(max(int(np.searchsorted(xs, x, "right")) - 1, 0), len(xs) - 2)
