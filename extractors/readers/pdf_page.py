"""A page: its tables and the lines around them in reading order, in layout coordinates."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_chars import read_text
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_lattice import find_grids
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_open_tables import read_around
from extractors.readers.pdf_paths import PathReader
from extractors.readers.pdf_rulings import join_rulings
from extractors.readers.pdf_tables import PlacedTable, fill_grids
from extractors.readers.pdf_zones import glues_columns

_ONE_COLUMN = 2  # column borders
_PICTURE = 0.05  # of the page: an image as large as that may be a chart; a seal or a logo is smaller

Note = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: number from 1, frame, lines and tables by their top, notes, images.

    `pictures` are the images that are large enough to say something.
    """

    number: int
    frame: Frame
    items: tuple[Line | PlacedTable, ...]
    notes: tuple[Note, ...]
    images: int
    pictures: int


def read_page(handle: engine.Handle, number: int) -> Page:
    """Everything a page holds; the page may be closed afterwards."""
    frame = _frame(handle)
    drawing = PathReader().read(handle)
    layer = read_text(handle, frame, drawing.forms)
    notes: list[Note] = [(reason, text, number) for reason, text in layer.apart]
    if layer.invisible_only:
        notes.append(("invisible_text_only", "the page shows an image and hides a text behind it", number))
    frame = layer.frame
    horizontal, vertical = join_rulings(*frame.boxes(*drawing.pieces()))
    # A frame with nothing but rows in it parts no columns: its rulings are as good as horizontal ones alone.
    found = [
        (grid, rows)
        for grid, rows in find_grids(horizontal, vertical)
        if len(grid.xs) > _ONE_COLUMN and not glues_columns(grid, layer.glyphs)
    ]
    tables, free = fill_grids([grid for grid, _ in found], layer.glyphs, frame, number)
    loose = np.ones(len(horizontal), np.bool_)
    for _, rows in found:
        loose[rows] = False
    open_tables, lines = read_around(layer.glyphs, free, horizontal.take(loose), frame, number)
    items: list[Line | PlacedTable] = [*lines, *tables, *open_tables]
    items.sort(key=_top)
    least = _PICTURE * frame.width * frame.height
    pictures = sum((x1 - x0) * (y1 - y0) >= least for x0, y0, x1, y1 in drawing.images)
    return Page(number, frame, tuple(items), tuple(notes), len(drawing.images), pictures)


def _frame(handle: engine.Handle) -> Frame:
    bounds = (ctypes.c_float * 4)()
    engine.page_bounds(handle, ctypes.addressof(bounds))
    left, top, right, bottom = bounds
    turns = engine.page_rotation(handle) % 4
    return Frame(left, bottom, right, top, turns, turns)


def _top(item: Line | PlacedTable) -> float:
    return item.box[1]
