"""Visibility: which glyphs a reader of the page sees, and which are clipped away.

A spreadsheet clips a cell's text to the cell: a name that is cut off is still that cell's name, read whole; but a
line that lies wholly outside its clip is out of sight: it is shown on the next page, where the cell goes on.
"""

from __future__ import annotations

import numpy as np

from extractors.readers.pdf_frame import Floats, Frame
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints, touching_runs

Clip = tuple[Floats, Floats, Floats, Floats]
"""Per glyph what may be painted: x0, top, x1, bottom in layout points."""

_CONTIGUOUS = 0.5  # of the font size: glyphs nearer than this go on with the text before them
_INSET = 2.0  # points by which a glyph out of sight is drawn into the cell that cuts it off


def shown_part(left: Floats, right: Floats, clip: Clip) -> tuple[Floats, Floats]:
    """What the clip leaves to see of each glyph, from left to right; a spot inside the clip where it leaves nothing."""
    inset = np.minimum(_INSET, (clip[2] - clip[0]) / 4)
    low, high = clip[0], clip[2]
    away = (right <= low) | (left >= high)
    low, high = np.where(away, low + inset, low), np.where(away, high - inset, high)
    return np.clip(left, low, high), np.clip(right, low, high)


def visible(glyphs: Glyphs, clip: Clip, frame: Frame) -> Flags:
    """Per glyph: whether it stands on the page and its clip shows it, or shows a part of the text it belongs to."""
    middle_x, middle_y = (glyphs.x0 + glyphs.x1) / 2, glyphs.base - 0.35 * glyphs.size
    level = (middle_y >= clip[1]) & (middle_y <= clip[3]) & (glyphs.base > 0) & (middle_y < frame.height)
    on_page = (glyphs.x1 > 0) & (glyphs.x0 < frame.width)
    seen: Flags = level & on_page & (middle_x >= clip[0]) & (middle_x <= clip[2])
    cut = np.flatnonzero(level & ~seen)
    if len(cut):
        seen = seen.copy()
        seen[cut] = _continues(glyphs, clip, seen, cut)
    return seen


def _continues(glyphs: Glyphs, clip: Clip, seen: Flags, cut: Ints) -> Flags:
    """Per glyph of `cut`: whether it goes on with a text, under the same clip, of which a part is seen."""
    near = np.sort(np.r_[np.flatnonzero(seen), cut])
    _, window = np.unique(np.stack([edge[near] for edge in clip]), axis=1, return_inverse=True)
    run = touching_runs(glyphs.take(near), _CONTIGUOUS, window.astype(np.int64).ravel())
    shown = np.bincount(run, seen[near]) > 0
    continues: Flags = shown[run[np.searchsorted(near, cut)]]
    return continues
