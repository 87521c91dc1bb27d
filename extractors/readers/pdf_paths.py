"""The drawn objects of a page: pieces of lines, images, and the form XObjects that text stands in.

Producers draw a table's ruling as a line (WPS Writer, Aspose), as a rectangle as thin as a line (Word, Excel,
WPS spreadsheets), as the border of a larger rectangle, or as the edge of a shaded one. All become pieces here.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import IDENTITY, Floats, Matrix, multiplied

_THIN = 3.0  # points: a box as thin as this is a line, whatever was meant
_BAR = 5.0  # points: a filled bar as thin as this is a thick line if it is four times as long
_MOST_SEGMENTS = 4000  # a path of more is a drawing
_DEEPEST = 8  # forms nested deeper than this are not a report's tables
_WHITE = (255, 255, 255)


@dataclass(slots=True)
class Drawing:
    """What a page draws besides text, in PDF space.

    `lines` are boxes (x0, y0, x1, y1) of pieces of horizontal and vertical lines; `fills` are the edges of
    shaded areas, likewise; `forms` gives the matrix of every text object inside a form; `images` counts images.
    """

    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    forms: dict[engine.Handle, Matrix] = field(default_factory=dict)
    images: int = 0

    def boxes(self) -> tuple[Floats, Floats, Floats, Floats]:
        """The pieces of lines and edges as columns x0, y0, x1, y1."""
        table = np.array([*self.lines, *self.fills], dtype=np.float64).reshape(-1, 4)
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
        for index in range(engine.page_objects(page)):
            self._take(engine.page_object(page, index), IDENTITY, 0)
        return self._drawing

    def _take(self, handle: engine.Handle, matrix: Matrix, depth: int) -> None:
        match engine.object_type(handle):
            case engine.TEXT:
                if depth:
                    self._drawing.forms[handle] = matrix
            case engine.PATH:
                self._take_path(handle, matrix)
            case engine.IMAGE:
                self._drawing.images += 1
            case engine.FORM if depth < _DEEPEST:
                engine.object_matrix(handle, self._at)
                a, b, c, d, e, f = self._floats
                inner = multiplied((a, b, c, d, e, f), matrix)
                for index in range(engine.form_objects(handle)):
                    self._take(engine.form_object(handle, index), inner, depth + 1)

    def _take_path(self, handle: engine.Handle, matrix: Matrix) -> None:
        at = self._at
        if not engine.object_bounds(handle, at, at + 4, at + 8, at + 12):
            return
        x0, y0, x1, y1 = self._floats[:4]
        if matrix is not IDENTITY:
            x0, y0, x1, y1 = _moved_box((x0, y0, x1, y1), matrix)
        thickness, length = sorted((x1 - x0, y1 - y0))
        if thickness < _THIN:
            self._drawing.lines.append((x0, y0, x1, y1))
            return
        words = self._words_at
        engine.path_draw_mode(handle, words, words + 4)
        filled, stroked = self._words[0] != 0, self._words[1] != 0
        if filled and thickness < _BAR and length > 4 * thickness:
            self._drawing.lines.append((x0, y0, x1, y1))
        elif stroked:
            self._drawing.lines.extend(self._edges(handle, matrix))
        elif filled:
            engine.object_fill(handle, words, words + 4, words + 8, words + 12)
            if tuple(self._words[:3]) != _WHITE and self._words[3] > 0:
                self._drawing.fills.extend(self._edges(handle, matrix))

    def _edges(self, handle: engine.Handle, matrix: Matrix) -> list[tuple[float, float, float, float]]:
        """The straight pieces of a path that run along an axis, as boxes."""
        count = engine.path_segments(handle)
        if count > _MOST_SEGMENTS:
            return []
        engine.object_matrix(handle, self._at)
        a, b, c, d, e, f = multiplied(tuple(self._floats), matrix)
        edges: list[tuple[float, float, float, float]] = []
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


def _moved_box(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
