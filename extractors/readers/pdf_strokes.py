"""Strokes: what the characters of one text object have in common, asked once per object."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_clips import read_clips
from extractors.readers.pdf_frame import IDENTITY, Floats, Matrix
from extractors.readers.pdf_glyphs import Flags, Ints, changes, run_lengths

SLANTED = -1
"""The direction of text that runs neither along nor across the page."""

_BOLD_WEIGHT = 600
_STROKED = 2  # fill and stroke: how word processors thicken a font that has no bold face
_SLANT = 0.05  # tangent of the angle up to which text counts as level


@dataclass(frozen=True, slots=True)
class Strokes:
    """Per character: baseline (PDF space), direction in quarter turns counterclockwise (or slanted), font size in
    points, whether it is bold, whether it paints at all, its clip (columns x0, y0, x1, y1 in PDF space), and a number
    for its font."""

    x: Floats
    y: Floats
    direction: Ints
    size: Floats
    bold: Flags
    painted: Flags
    clip: Floats
    font: Ints

    def take(self, which: Ints) -> Strokes:
        """The strokes of the chosen characters."""
        return Strokes(
            self.x[which],
            self.y[which],
            self.direction[which],
            self.size[which],
            self.bold[which],
            self.painted[which],
            self.clip[which],
            self.font[which],
        )


def read_strokes(text: engine.Handle, index: Ints, owner: Ints, forms: Mapping[engine.Handle, Matrix]) -> Strokes:
    """The strokes of characters, given each one's index in the text page and its text object.

    `forms` gives the matrix of each text object that stands in a form XObject.
    """
    starts = np.flatnonzero(changes(owner))
    counts = run_lengths(starts, len(owner))
    first, handles = index[starts].tolist(), owner[starts].tolist()
    many = len(first)

    origin = np.empty((many, 2))
    engine.call_each(engine.text_origin, repeat(text), first, _slots(origin, 0), _slots(origin, 8))
    matrix = np.empty((many, 6), np.float32)
    engine.call_each(engine.text_matrix, repeat(text), first, _slots(matrix, 0))
    a, b, c, d = (matrix[:, n].astype(np.float64) for n in range(4))
    size = np.fromiter(map(engine.text_size, repeat(text), first), np.float64, many) * np.hypot(c, d)
    mode = np.fromiter(map(engine.text_render_mode, handles), np.int64, many)
    fonts, font = np.unique(np.fromiter(map(engine.text_font, handles), np.int64, many), return_inverse=True)
    bold = np.array([_is_bold(handle) for handle in fonts.tolist()])[font] | (mode == _STROKED)

    clip = read_clips(handles, [forms.get(handle, IDENTITY) for handle in handles])
    return Strokes(
        x=np.repeat(origin[:, 0], counts),
        y=np.repeat(origin[:, 1], counts),
        direction=np.repeat(_directions(a, b), counts),
        size=np.repeat(size, counts),
        bold=np.repeat(bold, counts),
        painted=np.repeat(mode != engine.INVISIBLE, counts),
        clip=np.repeat(clip, counts, axis=0),
        font=np.repeat(font, counts),
    )


def _slots(buffer: np.ndarray[Any, Any], offset: int) -> range:
    """The address in each row of a buffer, `offset` bytes from the row's beginning."""
    begin = buffer.ctypes.data + offset
    step = buffer.strides[0]
    return range(begin, begin + step * len(buffer), step)


def _directions(a: Floats, b: Floats) -> Ints:
    """Quarter turns counterclockwise of text whose writing direction is (a, b)."""
    if not b.any() and (a > 0).all():
        return np.zeros(len(a), np.int64)
    level, upright = np.abs(b) <= _SLANT * np.abs(a), np.abs(a) <= _SLANT * np.abs(b)
    return np.select([level & (a > 0), level, upright & (b > 0), upright], [0, 2, 1, 3], default=SLANTED).astype(
        np.int64
    )


def _is_bold(font: engine.Handle) -> bool:
    if not font:
        return False
    if engine.font_weight(font) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    engine.font_name(font, ctypes.addressof(name), 128)
    return b"bold" in name.value.lower()
