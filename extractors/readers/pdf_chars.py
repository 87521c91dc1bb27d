"""A page's text layer: its glyphs with their places; what cannot be seen or read is set apart.

PDFium invents spaces and line ends that are not in the file: everything up to the space is left out, and a gap
between two glyphs tells what a space told.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_clips import ClipReader
from extractors.readers.pdf_frame import IDENTITY, Floats, Frame, Matrix
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints, inked_once, no_glyphs
from extractors.readers.pdf_radicals import unify_radicals
from extractors.readers.pdf_visibility import shown_part, visible

_BOLD_WEIGHT = 600
_STROKED = 2  # fill and stroke: how word processors thicken a font that has no bold face
_SPACES = np.array([0xA0, 0xAD, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF, *range(0x2000, 0x2010)])
_HYPHEN_MARK = 2  # what PDFium makes of a hyphen at a line's end
_SLANTED = -1
_DESCENT = 0.15  # of the font size: how far below the baseline the ink of a turned glyph is taken to reach


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A page's text: the glyphs to read, the text set apart by reason, and whether only invisible text was there."""

    glyphs: Glyphs
    frame: Frame
    apart: tuple[tuple[str, str], ...]
    invisible_only: bool


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Per text object, in arrays over its characters: baseline point in PDF space, direction in quarter turns
    counterclockwise (or slanted), size, weight, whether it paints, and its clip (x0, y0, x1, y1)."""

    x: Floats
    y: Floats
    direction: Ints
    size: Floats
    bold: Flags
    painted: Flags
    clip: Floats


def read_text(page: engine.Handle, frame: Frame, forms: Mapping[engine.Handle, Matrix]) -> TextLayer:
    """The text layer of a page. `forms` gives the matrix of each text object that stands in a form XObject."""
    text = engine.load_text(page)
    if not text:
        return TextLayer(no_glyphs(), frame, (), False)
    try:
        return _read(text, frame, forms)
    finally:
        engine.close_text(text)


def _read(text: engine.Handle, frame: Frame, forms: Mapping[engine.Handle, Matrix]) -> TextLayer:
    length = engine.text_length(text)
    every = range(length)
    code = np.fromiter((engine.text_unicode(text, i) for i in every), np.int64, length)
    owner = np.fromiter((engine.text_object(text, i) or 0 for i in every), np.uint64, length)
    code[code == _HYPHEN_MARK] = ord("-")
    kept = np.flatnonzero((owner != 0) & ((code > 32) | (code == 0)) & ~np.isin(code, _SPACES))
    if not len(kept):
        return TextLayer(no_glyphs(), frame, (), False)
    code, owner = code[kept], owner[kept]
    unmapped = np.fromiter((engine.text_unmapped(text, i) for i in kept.tolist()), np.bool_, len(kept))
    unmapped |= (code == 0) | ((code >= 0xE000) & (code <= 0xF8FF)) | (code == 0xFFFD) | (code > 0x10FFFF)
    strokes = _strokes(text, kept, owner, forms)
    x0, y0, x1, y1 = _boxes(text, kept, strokes.direction)

    frame = _tilted(frame, strokes.direction)
    left, _, right, bottom = frame.boxes(x0, y0, x1, y1)
    _, base = frame.points(strokes.x, strokes.y)
    base = np.where(strokes.direction == frame.turns, base, bottom - _DESCENT * strokes.size)
    clip = frame.boxes(*strokes.clip.T)
    glyphs = Glyphs(unify_radicals(code), left, right, base, strokes.size, strokes.bold, *shown_part(left, right, clip))
    inside = visible(glyphs, clip, frame)
    painted = inside & strokes.painted
    invisible_only = bool(inside.any()) and not bool(painted.any())
    seen = inside if invisible_only else painted
    straight = strokes.direction != _SLANTED
    apart = {
        "no_unicode_map": f"{int((seen & unmapped).sum())} glyphs" if (seen & unmapped).any() else "",
        "hidden_text": _written(code, ~seen & ~unmapped),
        "slanted_text": _written(code, seen & ~straight & ~unmapped),
    }
    chosen = np.flatnonzero(seen & straight & ~unmapped)
    chosen = chosen[inked_once(glyphs.take(chosen))]
    notes = tuple((reason, text) for reason, text in apart.items() if text)
    return TextLayer(glyphs.take(chosen), frame, notes, invisible_only)


def _written(code: Ints, which: Flags) -> str:
    return "".join(map(chr, code[which].tolist()))


def _strokes(
    text: engine.Handle, kept: Ints, owner: NDArray[np.uint64], forms: Mapping[engine.Handle, Matrix]
) -> _Strokes:
    """What the characters of one text object have in common, asked once per object."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    counts = np.diff(np.r_[starts, len(owner)])
    rows = np.empty((len(starts), 10))
    point = (ctypes.c_double * 2)()
    matrix = (ctypes.c_float * 6)()
    point_at, matrix_at = ctypes.addressof(point), ctypes.addressof(matrix)
    clips = ClipReader()
    bold_fonts: dict[int, bool] = {}
    for row, (index, handle) in enumerate(zip(kept[starts].tolist(), owner[starts].tolist(), strict=True)):
        engine.text_origin(text, index, point_at, point_at + 8)
        engine.text_matrix(text, index, matrix_at)
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        mode = engine.text_render_mode(handle)
        font = engine.text_font(handle)
        if font not in bold_fonts:
            bold_fonts[font] = _is_bold(font)
        rows[row, :6] = (
            point[0],
            point[1],
            _direction(a, b),
            engine.text_size(text, index) * (c * c + d * d) ** 0.5,
            bold_fonts[font] or mode == _STROKED,
            mode != engine.INVISIBLE,
        )
        rows[row, 6:] = clips.box(handle, forms.get(handle, IDENTITY))
    rows = np.repeat(rows, counts, axis=0)
    return _Strokes(
        x=rows[:, 0],
        y=rows[:, 1],
        direction=rows[:, 2].astype(np.int64),
        size=rows[:, 3],
        bold=rows[:, 4] > 0,
        painted=rows[:, 5] > 0,
        clip=rows[:, 6:],
    )


def _boxes(text: engine.Handle, kept: Ints, direction: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """Boxes in PDF space. A loose box spans the advance width but knows upright text only; else the ink counts."""
    buffer = np.empty((len(kept), 4), np.float32)
    address = buffer.ctypes.data
    for row, index in enumerate(kept.tolist()):
        engine.text_loose_box(text, index, address + 16 * row)
    box = buffer.astype(np.float64)
    left, top, right, bottom = box[:, 0], box[:, 1], box[:, 2], box[:, 3]
    turned = np.flatnonzero(direction % 2 != 0)
    ink = (ctypes.c_double * 4)()
    at = ctypes.addressof(ink)
    for row in turned.tolist():
        engine.text_tight_box(text, int(kept[row]), at, at + 8, at + 16, at + 24)
        left[row], right[row], bottom[row], top[row] = ink
    return left, bottom, right, top


def _direction(a: float, b: float) -> int:
    """Quarter turns counterclockwise of a text's direction, or the mark of slanted text."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return _SLANTED


def _is_bold(font: engine.Handle) -> bool:
    if not font:
        return False
    if engine.font_weight(font) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    engine.font_name(font, ctypes.addressof(name), 128)
    return b"bold" in name.value.lower()


def _tilted(frame: Frame, direction: Ints) -> Frame:
    """The frame in which most glyphs run from left to right."""
    straight = direction[direction != _SLANTED]
    if not len(straight):
        return frame
    common = int(np.bincount(straight, minlength=4).argmax())
    return Frame(frame.left, frame.bottom, frame.right, frame.top, common, frame.shown)
