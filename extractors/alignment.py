"""Columns of a table that goes over pages: the next page's brought onto the first's where each page found its own.

Where rulings part the columns every page has the same. Where white space does, a column that is blank on a page is
none there; what stands at the same place is the same column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.document import Cell, Table

Places = tuple[int, ...]
_EDGE = 4.0
"""Points by which the same ruling may differ from page to page."""


def shared_columns(first: Sequence[Cell], second: Sequence[Cell]) -> tuple[Places, Places] | None:
    """For each of two tables the columns of the joined one that its own columns become.

    None where they do not fit: a column would be two of the other table's, or in no place.
    """
    own, other = _borders(first), _borders(second)
    if own is None or other is None:
        return None
    if len(other) > len(own):
        placed = _place(own, other)
        return (placed, tuple(range(len(other) - 1))) if placed else None
    placed = _place(other, own)
    return (tuple(range(len(own) - 1)), placed) if placed else None


def moved(cell: Cell, places: Places) -> Cell:
    """A cell with its columns where `places` puts them."""
    last = places[cell.col + cell.col_span - 1]
    return replace(cell, col=places[cell.col], col_span=last - places[cell.col] + 1)


def widened(row: Sequence[Cell], places: Places, width: int) -> tuple[Cell, ...]:
    """A row of a grid, every cell over its span, with its columns where `places` puts them."""
    shifted: dict[int, Cell] = {id(cell): moved(cell, places) for cell in row}
    filled: list[Cell | None] = [None] * width
    for cell in shifted.values():
        filled[cell.col : cell.col + cell.col_span] = [cell] * cell.col_span
    return tuple(Cell("", row[0].row, col) if cell is None else cell for col, cell in enumerate(filled))


def _column_starts(cells: Sequence[Cell], cols: int) -> list[float] | None:
    """The left edges of a table's columns, where every column has a cell of its own with a box."""
    starts: dict[int, float] = {}
    for cell in cells:
        if cell.box is not None:
            starts[cell.col] = min(cell.box[0], starts.get(cell.col, cell.box[0]))
    return [starts[c] for c in range(cols)] if len(starts) == cols else None


def realigned(first: Sequence[Cell], cols: int, table: Table) -> Table | None:
    """A page whose columns are fewer, because cells are merged that the first page splits, brought onto its columns."""
    starts = _column_starts(first, cols)
    if starts is None or table.cols >= cols or any(c.box is None for c in table.cells):
        return None
    cells: list[Cell] = []
    for cell in table.cells:
        assert cell.box is not None
        inside = [i for i, x in enumerate(starts) if cell.box[0] - _EDGE <= x < cell.box[2] - _EDGE]
        if not inside or abs(starts[inside[0]] - cell.box[0]) > _EDGE:
            return None
        cells.append(replace(cell, col=inside[0], col_span=len(inside)))
    return replace(table, cells=tuple(cells), cols=cols)


def _borders(cells: Sequence[Cell]) -> list[float] | None:
    """The x coordinates of a table's column borders; None where its cells have no boxes."""
    cols = max((cell.col + cell.col_span for cell in cells), default=0)
    starts: list[float | None] = [None] * (cols + 1)
    for cell in cells:
        if cell.box is None:
            return None
        starts[cell.col], starts[cell.col + cell.col_span] = cell.box[0], cell.box[2]
    return None if any(x is None for x in starts) else [x for x in starts if x is not None]


def _place(narrow: Sequence[float], wide: Sequence[float]) -> Places | None:
    """For each column between borders the one of the other borders in which its middle is; None where two share one."""
    middles = [(left + right) / 2 for left, right in pairwise(narrow)]
    places = tuple(sum(x <= middle for x in wide[:-1]) - 1 for middle in middles)
    apart = all(a < b for a, b in pairwise(places)) and places[0] >= 0 and middles[-1] < wide[-1]
    return places if apart else None
