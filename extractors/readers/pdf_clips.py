"""Clips: which rectangle of the page an object may paint. Spreadsheets clip each cell's text to the cell."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import repeat

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import Floats, Matrix
from schemas.document import Box

OPEN: Box = (-1e9, -1e9, 1e9, 1e9)
"""No clip: everything may be painted."""


def read_clips(objects: Sequence[engine.Handle], matrices: Sequence[Matrix]) -> Floats:
    """Per object the box (columns x0, y0, x1, y1 in PDF space) that bounds everything it may paint.

    `matrices` lead from the form that an object stands in to the page. Thousands of objects of a page share a
    few hundred clips: those whose innermost path has the same corners are read once.
    """
    boxes = np.empty((len(objects), 4))
    boxes[:] = OPEN
    clips = list(map(engine.object_clip, objects))
    paths = np.fromiter(map(engine.clip_paths, clips), np.int64, len(clips))
    clipped = np.flatnonzero(paths > 0)
    if not len(clipped):
        return boxes
    known: dict[Matrix, int] = {}
    form = [known.setdefault(matrices[row], len(known)) for row in clipped.tolist()]
    kind = paths[clipped] * len(known) + form
    for number in np.unique(kind).tolist():
        alike = clipped[kind == number]
        count, matrix = int(paths[alike[0]]), matrices[alike[0]]
        own = [clips[row] for row in alike.tolist()]
        # Corners to an eighth of a point, in one number: clips are told apart by the innermost path's diagonal.
        corners = np.hstack([_corners(own, count - 1, 0), _corners(own, count - 1, 2)])
        parts = (corners * 8).astype(np.int64) & 0xFFFF
        key = (parts[:, 0] << 48) | (parts[:, 1] << 32) | (parts[:, 2] << 16) | parts[:, 3]
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        boxes[alike] = np.array([_read(own[row], count, matrix) for row in first.tolist()])[which]
    return boxes


def _corners(clips: Sequence[engine.Handle], path: int, index: int) -> Floats:
    """One corner of the same path of each clip."""
    points = np.zeros((len(clips), 2), np.float32)
    begin, end = points.ctypes.data, points.ctypes.data + points.nbytes
    segments = map(engine.clip_segment, clips, repeat(path), repeat(index))
    engine.call_each(engine.segment_point, segments, range(begin, end, 8), range(begin + 4, end + 4, 8))
    return points.astype(np.float64)


def _read(clip: engine.Handle, paths: int, matrix: Matrix) -> Box:
    """The box of one clip: what all its paths let through."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = OPEN
    point = (ctypes.c_float * 2)()
    at = ctypes.addressof(point)
    for path in range(paths):
        xs, ys = [], []
        for index in range(engine.clip_segments(clip, path)):
            engine.segment_point(engine.clip_segment(clip, path, index), at, at + 4)
            xs.append(a * point[0] + c * point[1] + e)
            ys.append(b * point[0] + d * point[1] + f)
        if xs:
            x0, y0, x1, y1 = max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys))
    return x0, y0, x1, y1
