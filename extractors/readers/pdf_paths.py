"""The drawn objects of a page: pieces of lines, images, and the form XObjects that text stands in.

Producers draw a table's ruling as a line (WPS Writer, Aspose), as a rectangle as thin as a line (Word, Excel,
WPS spreadsheets), as the border of a larger rectangle, or as the edge of a shaded one. All become pieces here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import IDENTITY, Floats, Matrix, multiplied
from schemas.document import Box

_THIN = 3.0  # points: a box as thin as this is a line, whatever was meant
_BAR = 5.0  # points: a filled bar as thin as this is a thick line if it is four times as long
_MOST_SEGMENTS = 4000  # a path of more is a drawing
_DEEPEST = 8  # forms nested deeper than this are not a report's tables
_WHITE = [255, 255, 255]


@dataclass(slots=True)
class Drawing:
    """What a page draws besides text, in PDF space.

    `lines` are pieces of horizontal and vertical lines as boxes (x0, y0, x1, y1), `edges` the borders of shaded
    areas likewise, `shades` those areas, `white` the pieces in the paper's colour; `forms` gives the matrix of
    every text object inside a form; `images` are the places of images.
    """

    lines: list[Box] = field(default_factory=list)
    edges: list[Box] = field(default_factory=list)
    shades: list[Box] = field(default_factory=list)
    white: list[Box] = field(default_factory=list)
    forms: dict[engine.Handle, Matrix] = field(default_factory=dict)
    images: list[Box] = field(default_factory=list)

    def pieces(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The visible pieces as columns x0, y0, x1, y1: a white line is seen on a shaded area only."""
        seen = [line for line in self.white if any(_crosses(line, shade) for shade in self.shades)]
        table = np.array([*self.lines, *self.edges, *seen], dtype=np.float64).reshape(-1, 4)
        return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


class PathReader:
    """Walks a page's objects, forms within forms included."""

    def __init__(self) -> None:
        self._drawing = Drawing()
        self._floats = (ctypes.c_float * 6)()
        self._at = ctypes.addressof(self._floats)
        self._words = (ctypes.c_uint * 4)()
        self._words_at = ctypes.addressof(self._words)

    def read(self, page: engine.Handle) -> Drawing:
        """Everything the page draws."""
        count = engine.page_objects(page)
        self._walk(map(engine.page_object, repeat(page), range(count)), IDENTITY, 0)
        return self._drawing

    def _walk(self, handles: Iterable[engine.Handle], matrix: Matrix, depth: int) -> None:
        for handle in handles:
            kind = engine.object_type(handle)
            if kind == engine.TEXT:
                if depth:
                    self._drawing.forms[handle] = matrix
            elif kind == engine.PATH:
                self._take_path(handle, matrix)
            elif kind == engine.IMAGE:
                self._take_image(handle, matrix)
            elif kind == engine.FORM and depth < _DEEPEST:
                engine.object_matrix(handle, self._at)
                a, b, c, d, e, f = self._floats
                inner = map(engine.form_object, repeat(handle), range(engine.form_objects(handle)))
                self._walk(inner, multiplied((a, b, c, d, e, f), matrix), depth + 1)

    def _box(self, handle: engine.Handle, matrix: Matrix) -> Box | None:
        at = self._at
        if not engine.object_bounds(handle, at, at + 4, at + 8, at + 12):
            return None
        x0, y0, x1, y1 = self._floats[:4]
        return (x0, y0, x1, y1) if matrix is IDENTITY else _moved_box((x0, y0, x1, y1), matrix)

    def _take_image(self, handle: engine.Handle, matrix: Matrix) -> None:
        self._drawing.images.append(self._box(handle, matrix) or (0.0, 0.0, 0.0, 0.0))

    def _take_path(self, handle: engine.Handle, matrix: Matrix) -> None:
        box = self._box(handle, matrix)
        if box is None:
            return
        x0, y0, x1, y1 = box
        width, height = x1 - x0, y1 - y0
        thickness, length = (width, height) if width < height else (height, width)
        words = self._words_at
        engine.path_draw_mode(handle, words, words + 4)
        filled, stroked = self._words[0] != 0, self._words[1] != 0
        paint = engine.object_stroke if stroked else engine.object_fill
        paint(handle, words, words + 4, words + 8, words + 12)
        *colour, opacity = self._words
        if not opacity:
            return
        target = self._drawing.white if colour == _WHITE else self._drawing.lines
        if thickness < _THIN or (not stroked and thickness < _BAR and length > 4 * thickness):
            target.append((x0, y0, x1, y1))
        elif stroked:
            target.extend(self._edges(handle, matrix))
        elif filled and colour != _WHITE:
            self._drawing.shades.append((x0, y0, x1, y1))
            self._drawing.edges.extend(self._edges(handle, matrix))

    def _edges(self, handle: engine.Handle, matrix: Matrix) -> list[Box]:
        """The straight pieces of a path that run along an axis, as boxes."""
        count = engine.path_segments(handle)
        if count > _MOST_SEGMENTS:
            return []
        engine.object_matrix(handle, self._at)
        a, b, c, d, e, f = multiplied(tuple(self._floats), matrix)
        edges: list[Box] = []
        start = last = (0.0, 0.0)
        for index in range(count):
            segment = engine.path_segment(handle, index)
            engine.segment_point(segment, self._at, self._at + 4)
            x, y = self._floats[0], self._floats[1]
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = engine.segment_type(segment)
            if kind == engine.MOVE:
                start = point
            elif kind == engine.LINE:
                edges.append((*last, *point))
            last = point
            if engine.segment_close(segment):
                edges.append((*last, *start))
                last = start
        return [
            (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            for x0, y0, x1, y1 in edges
            if abs(x1 - x0) < 0.5 or abs(y1 - y0) < 0.5
        ]


def _moved_box(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _crosses(line: Box, area: Box) -> bool:
    """Whether the middle of a line lies inside an area, not on its border."""
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return area[0] + _THIN < x < area[2] - _THIN and area[1] + _THIN < y < area[3] - _THIN
