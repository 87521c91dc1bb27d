"""Turned text: a label set sideways on an upright page, laid down so that it reads like any other line."""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_frame import Floats
from extractors.readers.pdf_glyphs import Ints

_NEXT = 2.0  # of the font size: turned glyphs further apart than this begin a new label
_MIDDLE = 0.35  # of the font size: the middle of a line above its baseline

Boxes = tuple[Floats, Floats, Floats, Floats]


def lay_down(which: Ints, boxes: Boxes, base: Floats, size: Floats) -> tuple[Floats, Floats, Floats]:
    """Left borders, right borders and baselines, with the turned glyphs of each label on one level line.

    `which` are the turned glyphs in the order of the content stream, `boxes` (x0, top, x1, bottom) all glyphs'.
    A label takes the width that it has on the page, in the middle of its height.
    """
    left, top, right, bottom = boxes
    left, right, base = left.copy(), right.copy(), base.copy()
    if not len(which):
        return left, right, base
    x, y = (left + right)[which] / 2, (top + bottom)[which] / 2
    step = np.hypot(np.diff(x), np.diff(y))
    parted = (np.diff(which) > 1) | (step > _NEXT * size[which][1:])
    for label in np.split(which, np.flatnonzero(parted) + 1):
        borders = np.linspace(left[label].min(), right[label].max(), len(label) + 1)
        base[label] = (top[label].min() + bottom[label].max()) / 2 + _MIDDLE * size[label].mean()
        left[label], right[label] = borders[:-1], borders[1:]
    return left, right, base
