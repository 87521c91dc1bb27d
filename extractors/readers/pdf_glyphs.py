"""Glyphs: the characters of a page with their places, as arrays, and which of them stand on one line.

A line's Chinese and digits share the baseline but not the top, so the baseline is what counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_frame import Floats

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_OVERPRINT = 0.15  # of the font size: the same glyph again within this distance is the same ink
_BASELINE = 0.3  # of the font size: glyphs whose baselines differ by less stand on one line


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Glyphs in layout coordinates.

    Unicode value, left and right border, baseline (downwards), font size in points, whether the font or the way
    it is painted is bold, whether the file has a space before it, and how far left and right border can be seen
    (a cell may cut its text off).
    """

    code: Ints
    x0: Floats
    x1: Floats
    base: Floats
    size: Floats
    bold: Flags
    spaced: Flags
    seen0: Floats
    seen1: Floats

    def __len__(self) -> int:
        return len(self.code)

    def take(self, which: Ints | Flags) -> Glyphs:
        """The chosen glyphs, in the order of the choice."""
        return Glyphs(
            self.code[which],
            self.x0[which],
            self.x1[which],
            self.base[which],
            self.size[which],
            self.bold[which],
            self.spaced[which],
            self.seen0[which],
            self.seen1[which],
        )

    @property
    def middle(self) -> tuple[Floats, Floats]:
        """The centres of what can be seen of the glyphs, x and y."""
        return (self.seen0 + self.seen1) / 2, self.base - 0.35 * self.size


def changes(values: Ints) -> Flags:
    """Per value: whether it differs from the one before; the first does."""
    new = np.empty(len(values), np.bool_)
    new[:1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def run_lengths(starts: Ints, length: int) -> Ints:
    """How many values each run has, given where the runs begin and how many values there are."""
    lengths = np.empty(len(starts), np.int64)
    lengths[:-1] = starts[1:] - starts[:-1]
    lengths[-1:] = length - starts[-1:]
    return lengths


def line_numbers(glyphs: Glyphs, group: Ints | None = None) -> Ints:
    """A number per glyph: the same for glyphs of one group that stand on one baseline; larger further down."""
    group = np.zeros(len(glyphs), np.int64) if group is None else group
    order = np.lexsort((glyphs.base, group))
    base, size, of = glyphs.base[order], glyphs.size[order], group[order]
    new = changes(of)
    new[1:] |= base[1:] - base[:-1] > _BASELINE * np.minimum(size[1:], size[:-1])
    numbers = np.empty(len(glyphs), np.int64)
    numbers[order] = np.cumsum(new)
    return numbers


def touching_runs(glyphs: Glyphs, reach: float, group: Ints | None = None) -> Ints:
    """A number per glyph: the same for neighbours of one line and group no further apart than `reach` font sizes."""
    number = line_numbers(glyphs, group)
    order = np.lexsort((glyphs.x0, number))
    gap = glyphs.x0[order][1:] - glyphs.x1[order][:-1]
    parted = changes(number[order])
    parted[1:] |= gap > reach * glyphs.size[order][1:]
    runs = np.empty(len(glyphs), np.int64)
    runs[order] = np.cumsum(parted)
    return runs


def inked_once(glyphs: Glyphs) -> Ints:
    """The indexes of the glyphs without those printed a second time on the same spot (overprinted bold)."""
    if not len(glyphs):
        return np.empty(0, np.int64)
    # One key sorts faster than three: code, then line, then x to a thirty-second of a point.
    place = np.clip(glyphs.x0 * 32, 0, (1 << 20) - 1).astype(np.int64)
    order = np.argsort((glyphs.code << 40) | (line_numbers(glyphs) << 20) | place, kind="stable")
    code, base, x0 = glyphs.code[order], glyphs.base[order], glyphs.x0[order]
    reach = _OVERPRINT * np.minimum(glyphs.size[order][1:], (glyphs.x1 - glyphs.x0)[order][1:] * 2)
    seen0 = glyphs.seen0[order]
    near = (x0[1:] - x0[:-1] < reach) & (np.abs(base[1:] - base[:-1]) < reach)
    near &= np.abs(seen0[1:] - seen0[:-1]) < reach
    again = ~changes(code)
    again[1:] &= near
    return np.sort(order[~again])


def no_glyphs() -> Glyphs:
    """No glyph at all."""
    none = np.empty(0)
    return Glyphs(
        np.empty(0, np.int64), none, none, none, none, np.empty(0, np.bool_), np.empty(0, np.bool_), none, none
    )
