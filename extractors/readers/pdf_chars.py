"""A page's text layer: its glyphs with their places; what cannot be seen or read is set apart.

PDFium invents spaces and line ends that are not in the file: everything up to the space is left out, and a gap
between two glyphs tells what a space told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import Floats, Frame, Matrix
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints, inked_once, no_glyphs
from extractors.readers.pdf_radicals import unify_radicals
from extractors.readers.pdf_strokes import SLANTED, read_strokes
from extractors.readers.pdf_turned import lay_down
from extractors.readers.pdf_unmapped import REPLACEMENT, find_unmapped, inside_numbers
from extractors.readers.pdf_visibility import shown_part, visible

_BLANK = np.zeros(0x10000, np.bool_)  # controls, spaces of all widths, marks without ink
_BLANK[[*range(1, 0x21), 0xA0, 0xAD, *range(0x2000, 0x2010), 0x3000, 0xFEFF, 0xFFFF]] = True
_ODD_SIZE = 0.3  # how far, as a factor, a font size may be from the height of its boxes
_SPACE = 0x20
_HYPHEN, _HYPHEN_BUFFERED = 0x2, 0xFFFE  # what PDFium makes of a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class TextLayer:
    """A page's text: the glyphs to read, the text set apart by reason, and whether only invisible text was there."""

    glyphs: Glyphs
    frame: Frame
    apart: tuple[tuple[str, str], ...]
    invisible_only: bool


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
    code = _codes(text, length)
    owner = np.fromiter(map(engine.text_object, repeat(text), range(length)), np.int64, length)
    index = np.flatnonzero(owner)
    if not len(index):
        return TextLayer(no_glyphs(), frame, (), False)
    code, owner = code[index], owner[index]
    strokes = read_strokes(text, index, owner, forms)
    unmapped = find_unmapped(text, index, code, strokes.font)
    code[((code == _HYPHEN) | (code == _HYPHEN_BUFFERED)) & ~unmapped] = ord("-")
    blank = _BLANK[np.minimum(code, len(_BLANK) - 1)] & ~unmapped
    inked = np.flatnonzero(~blank)
    if not len(inked):
        return TextLayer(no_glyphs(), frame, (), False)
    spaced = (blank & (code == _SPACE))[inked - 1] & (inked > 0)
    code, index, unmapped, strokes = code[inked], index[inked], unmapped[inked], strokes.take(inked)

    frame = _tilted(frame, strokes.direction)
    boxes = frame.boxes(*_boxes(text, index))
    _, base = frame.points(strokes.x, strokes.y)
    size = _real_size(strokes.size, boxes[3] - boxes[1])
    turned = np.flatnonzero((strokes.direction != frame.turns) & (strokes.direction != SLANTED))
    left, right, base = lay_down(turned, boxes, base, size)
    clip = frame.boxes(*strokes.clip.T)
    shown = shown_part(left, right, clip)
    glyphs = Glyphs(unify_radicals(code), left, right, base, size, strokes.bold, spaced, *shown)
    inside = visible(glyphs, clip, frame)
    painted = inside & strokes.painted
    invisible_only = bool(inside.any()) and not bool(painted.any())
    seen = inside if invisible_only else painted
    straight = strokes.direction != SLANTED
    apart = {
        "no_unicode_map": f"{int((seen & unmapped).sum())} glyphs" if (seen & unmapped).any() else "",
        "hidden_text": _written(code, ~seen & ~unmapped),
        "slanted_text": _written(code, seen & ~straight & ~unmapped),
    }
    readable = ~unmapped
    if unmapped.any():
        readable |= inside_numbers(glyphs, unmapped)
        glyphs.code[unmapped] = REPLACEMENT
    chosen = np.flatnonzero(seen & straight & readable)
    chosen = chosen[inked_once(glyphs.take(chosen))]
    notes = tuple((reason, text) for reason, text in apart.items() if text)
    return TextLayer(glyphs.take(chosen), frame, notes, invisible_only)


def _real_size(size: Floats, height: Floats) -> Floats:
    """The font size in points; from the box's height where a font counts in units of its own (Type 3)."""
    odd = (height > 0) & ((size < _ODD_SIZE * height) | (size * _ODD_SIZE > height))
    return np.where(odd, height, size)


def _written(code: Ints, which: Flags) -> str:
    return "".join(map(chr, code[which].tolist()))


def _codes(text: engine.Handle, length: int) -> Ints:
    """The Unicode value of each character: from one buffer where it holds one unit a character, else one by one."""
    buffer = np.empty(length + 2, np.uint16)
    written = engine.text_buffer(text, 0, length, buffer.ctypes.data)
    units = buffer[:length]
    if written == length + 1 and not ((units >= 0xD800) & (units <= 0xDFFF)).any():
        return units.astype(np.int64)
    return np.fromiter(map(engine.text_unicode, repeat(text), range(length)), np.int64, length)


def _boxes(text: engine.Handle, index: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    """The loose boxes (x0, y0, x1, y1 in PDF space): as wide as the glyph's advance, as high as its font."""
    buffer = np.empty((len(index), 4), np.float32)
    begin = buffer.ctypes.data
    engine.call_each(engine.text_loose_box, repeat(text), index.tolist(), range(begin, begin + 16 * len(index), 16))
    left, top, right, bottom = buffer.astype(np.float64).T
    return left, bottom, right, top


def _tilted(frame: Frame, direction: Ints) -> Frame:
    """The frame in which most glyphs run from left to right."""
    straight = direction[direction != SLANTED]
    if not len(straight):
        return frame
    common = int(np.bincount(straight, minlength=4).argmax())
    return Frame(frame.left, frame.bottom, frame.right, frame.top, common, frame.shown)
