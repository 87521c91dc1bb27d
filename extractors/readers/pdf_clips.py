"""Clips: which rectangle of the page an object may paint. Spreadsheets clip each cell's text to the cell."""

from __future__ import annotations

import ctypes

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import Matrix
from schemas.document import Box

OPEN: Box = (-1e9, -1e9, 1e9, 1e9)
"""No clip: everything may be painted."""


class ClipReader:
    """Reads clips, remembering those already read: thousands of objects of a page share a few hundred."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Box] = {}
        self._point = (ctypes.c_float * 2)()
        self._at = ctypes.addressof(self._point)

    def box(self, handle: engine.Handle, matrix: Matrix) -> Box:
        """The box (x0, y0, x1, y1 in PDF space) that bounds everything the object may paint."""
        clip = engine.object_clip(handle)
        paths = engine.clip_paths(clip) if clip else 0
        if paths <= 0:
            return OPEN
        key = (paths, matrix, *self._corner(clip, paths - 1, 0), *self._corner(clip, paths - 1, 2))
        if key not in self._known:
            self._known[key] = self._read(clip, paths, matrix)
        return self._known[key]

    def _corner(self, clip: engine.Handle, path: int, index: int) -> tuple[float, float]:
        segment = engine.clip_segment(clip, path, index)
        if not segment:
            return 0.0, 0.0
        engine.segment_point(segment, self._at, self._at + 4)
        return self._point[0], self._point[1]

    def _read(self, clip: engine.Handle, paths: int, matrix: Matrix) -> Box:
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = OPEN
        for path in range(paths):
            corners = [self._corner(clip, path, index) for index in range(engine.clip_segments(clip, path))]
            if not corners:
                continue
            xs = [a * x + c * y + e for x, y in corners]
            ys = [b * x + d * y + f for x, y in corners]
            x0, y0, x1, y1 = max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys))
        return x0, y0, x1, y1
