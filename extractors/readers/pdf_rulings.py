"""Rulings: the pieces of drawn lines put together to the horizontal and vertical lines that the eye sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_frame import Floats

TOLERANCE = 3.0
"""Points: gaps in a line shorter than this are none (dashes, corners); lines that come so near meet."""

_DOUBLE = 4.0  # points: parallel lines nearer than this are one (double lines); no text fits between them
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
    horizontal = _joined(((top + bottom) / 2)[flat], x0[flat], x1[flat])
    vertical = _joined(((x0 + x1) / 2)[~flat], top[~flat], bottom[~flat])
    return horizontal, vertical


def _joined(at: Floats, start: Floats, end: Floats) -> Rulings:
    if not len(at):
        return Rulings(at, start, end)
    at = snapped(at)
    order = np.lexsort((start, at))
    at, start, end = at[order], start[order], end[order]
    # A piece begins a new ruling where it stands on another line or beyond everything reached so far on its own.
    line = np.cumsum(np.r_[False, np.diff(at) > 0])
    lift = line * (float(end.max() - start.min()) + 10 * TOLERANCE)
    reached = np.maximum.accumulate(end + lift)
    new = np.r_[True, (start + lift)[1:] > reached[:-1] + TOLERANCE]
    first = np.flatnonzero(new)
    rulings = Rulings(at[first], start[first], np.maximum.reduceat(end, first))
    return rulings.take(np.flatnonzero(rulings.end - rulings.start >= _SHORTEST))


def snapped(values: Floats) -> Floats:
    """Each value replaced by the mean of its cluster: the values that follow one another as double lines do."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    cluster = np.cumsum(np.r_[False, np.diff(ordered) > _DOUBLE])
    means = np.bincount(cluster, ordered) / np.bincount(cluster)
    result = np.empty_like(values)
    result[order] = means[cluster]
    return result
