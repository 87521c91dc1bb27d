"""Rulings: the pieces of drawn lines put together to the horizontal and vertical lines that the eye sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_frame import Floats

TOLERANCE = 3.0
"""Points: gaps in a line shorter than this are none (dashes, corners); lines that come so near meet."""

_SAME = 1.0  # points: pieces of one line are off by less
_DOUBLE = 4.0  # points: parallel lines of one table nearer than this are one; no text fits between them
_SHORTEST = 4.0  # points: what is shorter after joining rules nothing


@dataclass(frozen=True, slots=True)
class Rulings:
    """Parallel lines: the coordinate across, and where each begins and ends along. Sorted by `at`, then `start`."""

    at: Floats
    start: Floats
    end: Floats

    def __len__(self) -> int:
        return len(self.at)

    def take(self, which: np.ndarray) -> Rulings:
        """The chosen rulings."""
        return Rulings(self.at[which], self.start[which], self.end[which])


def join_rulings(x0: Floats, top: Floats, x1: Floats, bottom: Floats) -> tuple[Rulings, Rulings]:
    """The horizontal and the vertical rulings that pieces (boxes in layout coordinates) make up."""
    flat = (x1 - x0) >= (bottom - top)
    horizontal = _joined(((top + bottom) / 2)[flat], x0[flat], x1[flat], _SAME)
    vertical = _joined(((x0 + x1) / 2)[~flat], top[~flat], bottom[~flat], _SAME)
    return horizontal, vertical


def merge_doubles(rulings: Rulings) -> Rulings:
    """The rulings of one table with the lines of each double line as one."""
    at = rulings.at
    if not len(at) or bool((at[1:] - at[:-1] > _DOUBLE)[at[1:] != at[:-1]].all()):
        return rulings
    return _joined(at, rulings.start, rulings.end, _DOUBLE)


def _joined(at: Floats, start: Floats, end: Floats, near: float) -> Rulings:
    """Lines put together of pieces; pieces that follow one another across at less than `near` are on one line."""
    if not len(at):
        return Rulings(at, start, end)
    at = _snapped(at, near)
    order = np.lexsort((start, at))
    at, start, end = at[order], start[order], end[order]
    # A piece begins a new ruling where it stands on another line or beyond everything reached so far on its own.
    new = np.ones(len(at), np.bool_)
    line = np.cumsum(np.diff(at, prepend=at[0]) > 0)
    lift = line * (float(end.max() - start.min()) + 10 * TOLERANCE)
    reached = np.maximum.accumulate(end + lift)
    new[1:] = (start + lift)[1:] > reached[:-1] + TOLERANCE
    first = np.flatnonzero(new)
    rulings = Rulings(at[first], start[first], np.maximum.reduceat(end, first))
    return rulings.take(np.flatnonzero(rulings.end - rulings.start >= _SHORTEST))


def _snapped(values: Floats, near: float) -> Floats:
    """Each value replaced by the mean of its cluster, the values that follow one another at no more than `near`."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    cluster = np.cumsum(np.diff(ordered, prepend=ordered[0]) > near)
    means = np.bincount(cluster, ordered) / np.bincount(cluster)
    result = np.empty_like(values)
    result[order] = means[cluster]
    return result
