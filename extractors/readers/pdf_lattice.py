"""Lattices: crossing rulings make a grid, and a grid's squares that no ruling parts make a merged cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_frame import Floats
from extractors.readers.pdf_rulings import TOLERANCE, Rulings, merge_doubles

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

_OVERHANG = 18.0  # points by which rulings must stick out of the crossings before a missing border is supplied


class Slot(NamedTuple):
    """A cell's place in a grid."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Column borders, row borders (layout points), the slots in reading order, and the slot of each square.

    `owner[row, col]` is the index of the slot that covers the square, -1 where the square is outside the table.
    """

    xs: Floats
    ys: Floats
    slots: tuple[Slot, ...]
    owner: Ints

    @property
    def area(self) -> float:
        """The area of the whole grid."""
        return float((self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0]))

    def box(self, slot: Slot) -> tuple[float, float, float, float]:
        """A slot's box in layout points."""
        return (
            float(self.xs[slot.col]),
            float(self.ys[slot.row]),
            float(self.xs[slot.col + slot.col_span]),
            float(self.ys[slot.row + slot.row_span]),
        )

    def slot_at(self, x: Floats, y: Floats) -> Ints:
        """The index of the slot under each point, -1 outside."""
        col = np.searchsorted(self.xs, x, "right") - 1
        row = np.searchsorted(self.ys, y, "right") - 1
        inside = (col >= 0) & (col < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        found = np.full(len(x), -1, np.int64)
        found[inside] = self.owner[row[inside], col[inside]]
        return found


def find_grids(horizontal: Rulings, vertical: Rulings) -> Iterator[tuple[Grid, Ints]]:
    """The grids that rulings make, each with the indexes of its horizontal rulings; boxes of one square too."""
    if not len(horizontal) or not len(vertical):
        return
    for rows, cols in _crossing(horizontal, vertical):
        grid = _grid(horizontal.take(rows), vertical.take(cols))
        if grid is not None:
            yield grid, rows


def _crossing(horizontal: Rulings, vertical: Rulings) -> Iterator[tuple[Ints, Ints]]:
    """Sets of rulings that hang together by crossing or touching."""
    touch = (
        (horizontal.start[:, None] <= vertical.at[None, :] + TOLERANCE)
        & (horizontal.end[:, None] >= vertical.at[None, :] - TOLERANCE)
        & (vertical.start[None, :] <= horizontal.at[:, None] + TOLERANCE)
        & (vertical.end[None, :] >= horizontal.at[:, None] - TOLERANCE)
    )
    waiting = touch.any(axis=1)
    while waiting.any():
        rows: Flags = np.zeros(len(horizontal), np.bool_)
        rows[int(waiting.argmax())] = True
        while True:
            cols = touch[rows].any(axis=0)
            grown: Flags = np.any(touch[:, cols], axis=1)
            if (grown == rows).all():
                break
            rows = grown
        waiting &= ~rows
        yield np.flatnonzero(rows), np.flatnonzero(cols)


def _grid(horizontal: Rulings, vertical: Rulings) -> Grid | None:
    """The grid of one set of crossing rulings, or None where they enclose nothing."""
    horizontal, vertical = merge_doubles(horizontal), merge_doubles(vertical)
    xs, ys = np.unique(vertical.at), np.unique(horizontal.at)
    if not len(xs) or not len(ys):
        return None
    vertical, xs = _with_sides(vertical, xs, horizontal)
    horizontal, ys = _with_sides(horizontal, ys, vertical)
    if len(xs) < 2 or len(ys) < 2:
        return None
    above = _covered(horizontal, ys, xs)  # above[r, c]: a ruling on border r over column c
    left = _covered(vertical, xs, ys).T  # left[r, c]: a ruling on border c beside row r
    slots, owner = merge_squares(above.tolist(), left.tolist())
    _close_ends(slots, above, left)
    closed = _closed(owner, above, left, len(slots))
    if not closed.any():
        return None
    index = np.where(closed, np.cumsum(closed) - 1, -1)
    return Grid(xs, ys, tuple(slot for slot, kept in zip(slots, closed.tolist(), strict=True) if kept), index[owner])


def _with_sides(lines: Rulings, at: Floats, across: Rulings) -> tuple[Rulings, Floats]:
    """The lines with an outer border supplied where the crossing rulings stick out beyond the last of them."""
    supplied: list[tuple[float, float, float]] = []
    for ends, side, sign in ((across.start, at[0], -1.0), (across.end, at[-1], 1.0)):
        out = np.flatnonzero((ends - side) * sign > _OVERHANG)
        if len(out) >= 2:
            reach = across.at[out]
            supplied.append((float(np.median(ends[out])), float(reach.min()), float(reach.max())))
    if not supplied:
        return lines, at
    more = np.array(supplied)
    lines = Rulings(np.r_[lines.at, more[:, 0]], np.r_[lines.start, more[:, 1]], np.r_[lines.end, more[:, 2]])
    return lines, np.unique(lines.at)


def _covered(lines: Rulings, at: Floats, across: Floats) -> Flags:
    """covered[i, j]: whether a line runs at at[i] all the way from across[j] to across[j + 1]."""
    covered = np.zeros((len(at), len(across) - 1), np.bool_)
    index = np.searchsorted(at, lines.at)
    first = np.searchsorted(across, lines.start - TOLERANCE, "left")
    last = np.searchsorted(across, lines.end + TOLERANCE, "right") - 1
    for i, begin, end in zip(index.tolist(), first.tolist(), last.tolist(), strict=True):
        covered[i, begin:end] = True
    return covered


def merge_squares(above: list[list[bool]], left: list[list[bool]]) -> tuple[list[Slot], Ints]:
    """The slots in reading order and the slot of each square.

    Squares without a ruling between them are one slot where they make a rectangle; what makes none is cut
    into the rectangles that its rows make.
    """
    rows, cols = len(left), len(above[0])
    owner = [[-1] * cols for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        below, beside, taken = above[row + 1], left[row], owner[row]
        for col in range(cols):
            if taken[col] >= 0:
                continue
            if below[col] and beside[col + 1]:  # most cells span nothing
                taken[col] = len(slots)
                slots.append(Slot(row, col))
                continue
            slot = _widest(row, col, above, left, owner)
            for r in range(row, row + slot.row_span):
                owner[r][col : col + slot.col_span] = [len(slots)] * slot.col_span
            slots.append(slot)
    return slots, np.array(owner, np.int64)


def _widest(row: int, col: int, above: list[list[bool]], left: list[list[bool]], owner: list[list[int]]) -> Slot:
    """The largest rectangle from a square on, to the right and then downwards, that no ruling parts."""
    end = col + 1
    while end < len(owner[row]) and not left[row][end] and owner[row][end] < 0:
        end += 1
    below = row + 1
    while below < len(owner):
        if any(above[below][col:end]) or any(left[below][col + 1 : end]) or max(owner[below][col:end]) >= 0:
            break
        below += 1
    return Slot(row, col, below - row, end - col)


def _close_ends(slots: Sequence[Slot], above: Flags, left: Flags) -> None:
    """Supplies the first and the last border where a slot has both its sides: the page cut the row there."""
    last = len(left) - 1
    for row, col, row_span, col_span in slots:
        if row == 0 and left[0, col] and left[0, col + col_span]:
            above[0, col : col + col_span] = True
        if row + row_span > last and left[last, col] and left[last, col + col_span]:
            above[last + 1, col : col + col_span] = True


def _closed(owner: Ints, above: Flags, left: Flags, slots: int) -> Flags:
    """Per slot: whether no way leads out of it, past a missing border of the grid's edge or through a neighbour."""
    closed = np.ones(slots + 1, np.bool_)
    closed[-1] = False  # the world outside
    padded = np.pad(owner, 1, constant_values=-1)
    here = padded[1:-1, 1:-1]
    gaps = (
        (padded[:-2, 1:-1], ~above[:-1]),
        (padded[2:, 1:-1], ~above[1:]),
        (padded[1:-1, :-2], ~left[:, :-1]),
        (padded[1:-1, 2:], ~left[:, 1:]),
    )
    while True:
        before = int(closed.sum())
        for beside, gap in gaps:
            closed[here[gap & ~closed[beside]]] = False
        if int(closed.sum()) == before:
            return closed[:-1]
