"""Columns of a table that goes over pages: the next page's brought onto the first's where each page found its own.

Where rulings part the columns every page has the same. Where white space does, a column that is blank on a page is
none there; what stands at the same place is the same column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.document import Cell

Places = tuple[int, ...]


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
