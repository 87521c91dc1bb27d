"""Tables: the grids of a page filled with the glyphs that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_cells import joined_text
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints, touching_runs
from extractors.readers.pdf_lattice import Grid
from extractors.readers.pdf_lines import Line, write_lines
from schemas.document import Cell, Table

_PAGE_SHARE = 0.7  # a grid of few squares that takes more of the page than this is the page's border
_FEW_SLOTS = 3
_CUT = 0.2  # of a glyph: a border that cuts off less does not cut through it
_CONTIGUOUS = 0.15  # of the font size: glyphs nearer than this are one run


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table and where it stands in the layout: top for the reading order, box for what lies around it."""

    table: Table
    box: tuple[float, float, float, float]


def fill_grids(grids: Sequence[Grid], glyphs: Glyphs, frame: Frame, page: int) -> tuple[list[PlacedTable], Flags]:
    """The tables that the grids hold, and which glyphs are left for the text around them.

    A grid of one square is a frame around prose, and a grid without text says nothing: neither is a table.
    """
    free = np.ones(len(glyphs), np.bool_)
    x, y = glyphs.middle
    kept: list[Grid] = []
    group = np.full(len(glyphs), -1, np.int64)
    offset = 0
    for grid in sorted(grids, key=lambda grid: grid.area):
        if len(grid.slots) < 2 or _is_page_border(grid, frame):
            continue
        slot = np.where(free, grid.slot_at(x, y), -1)
        if not (slot >= 0).any():
            continue
        slot = _whole_runs(grid, glyphs, slot, free)
        taken = slot >= 0
        group[taken] = slot[taken] + offset
        free &= ~taken
        offset += len(grid.slots)
        kept.append(grid)
    lines: dict[int, list[Line]] = {}
    for line in write_lines(glyphs.take(~free), group[~free]):
        lines.setdefault(line.group, []).append(line)
    tables = []
    first = 0
    for grid in kept:
        tables.append(_table(grid, lines, first, frame, page))
        first += len(grid.slots)
    return tables, free


def _is_page_border(grid: Grid, frame: Frame) -> bool:
    return len(grid.slots) <= _FEW_SLOTS and grid.area > _PAGE_SHARE * frame.width * frame.height


def _whole_runs(grid: Grid, glyphs: Glyphs, slot: Ints, free: Flags) -> Ints:
    """The slots with each run of touching glyphs in one: text that a cell lets run over its border stays whole.

    Only a run with a glyph that a border cuts through counts; two full cells may touch without it.
    """
    inside = np.flatnonzero(slot >= 0)
    inset = _CUT * (glyphs.seen1 - glyphs.seen0)[inside]
    border = np.searchsorted(grid.xs, glyphs.seen0[inside] + inset, "right")
    beyond = np.searchsorted(grid.xs, glyphs.seen1[inside] - inset, "right")
    crossing = inside[border != beyond]
    crossing = np.array([i for i in crossing.tolist() if _leaves(grid, glyphs, i, int(slot[i]))], np.int64)
    if not len(crossing):
        return slot
    near = np.flatnonzero(free)
    run = np.empty(len(glyphs), np.int64)
    run[near] = touching_runs(glyphs.take(near), _CONTIGUOUS)
    whole = slot.copy()
    for which in np.unique(run[crossing]).tolist():
        members = near[run[near] == which]
        votes = slot[members]
        votes = votes[votes >= 0]
        whole[members] = int(np.bincount(votes).argmax())
    return whole


def _leaves(grid: Grid, glyphs: Glyphs, glyph: int, slot: int) -> bool:
    """Whether a glyph sticks out of its slot to a side."""
    x0, _, x1, _ = grid.box(grid.slots[slot])
    left, right = float(glyphs.seen0[glyph]), float(glyphs.seen1[glyph])
    inset = _CUT * (right - left)
    return left + inset < x0 or right - inset > x1


def _table(grid: Grid, lines: dict[int, list[Line]], first: int, frame: Frame, page: int) -> PlacedTable:
    xs, ys = np.round(grid.xs, 2).tolist(), np.round(grid.ys, 2).tolist()
    cells = []
    for index, (row, col, row_span, col_span) in enumerate(grid.slots, first):
        x0, top, x1, bottom = xs[col], ys[row], xs[col + col_span], ys[row + row_span]
        box = (x0, top, x1, bottom) if frame.upright else frame.box_as_shown((x0, top, x1, bottom))
        text = joined_text(lines[index], x1 - x0) if index in lines else ""
        cells.append(Cell(text, row, col, row_span, col_span, page, box))
    box = (xs[0], ys[0], xs[-1], ys[-1])
    table = Table(tuple(cells), len(ys) - 1, len(xs) - 1, page, frame.box_as_shown(box))
    return PlacedTable(table, box)
