"""Rulings of every make give the same grids; what no ruling parts is one cell."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf_lattice import Grid, find_grids
from extractors.readers.pdf_rulings import join_rulings
from tests.pdfs import HEIGHT, drawn, grid, read, rows, rule, tables, texts, write

Piece = tuple[float, float, float, float]


def grids(*pieces: Piece) -> list[Grid]:
    """The grids that pieces of lines (x0, top, x1, bottom) make."""
    table = np.array(pieces, dtype=np.float64)
    return [found for found, _ in find_grids(*join_rulings(*table.T))]


def across(top: float, x0: float, x1: float) -> Piece:
    return (x0, top - 0.25, x1, top + 0.25)


def down(x: float, top: float, bottom: float) -> Piece:
    return (x - 0.25, top, x + 0.25, bottom)


def spans(found: Grid) -> list[tuple[int, int, int, int]]:
    return [tuple(slot) for slot in found.slots]  # type: ignore[misc]


FRAME = (across(0, 0, 100), across(40, 0, 100), down(0, 0, 40), down(100, 0, 40))


def test_a_frame_is_one_square() -> None:
    (found,) = grids(*FRAME)
    assert spans(found) == [(0, 0, 1, 1)]


def test_a_cell_that_spans_columns_and_one_that_spans_rows() -> None:
    (found,) = grids(*FRAME, across(20, 30, 100), down(30, 0, 40), down(60, 20, 40))
    assert spans(found) == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_pieces_of_a_dashed_line_are_one_line() -> None:
    dashes = [across(20, x, x + 2) for x in range(0, 100, 4)]
    (found,) = grids(*FRAME, *dashes)
    assert spans(found) == [(0, 0, 1, 1), (1, 0, 1, 1)]


def test_double_lines_are_one_line() -> None:
    (found,) = grids(*FRAME, across(19, 0, 100), across(21, 0, 100), across(2, 0, 100), down(98, 0, 40))
    assert spans(found) == [(0, 0, 1, 1), (1, 0, 1, 1)]


def test_missing_sides_are_supplied_where_the_rulings_stick_out() -> None:
    (found,) = grids(*(across(top, 0, 200) for top in (0, 20, 40)), down(60, 0, 40), down(120, 0, 40))
    assert found.xs.tolist() == [0, 60, 120, 200]
    assert len(found.slots) == 6


def test_a_row_that_the_page_end_cuts_is_closed() -> None:
    (found,) = grids(
        across(0, 0, 100), across(20, 0, 100), across(50, 60, 100), *(down(x, 0, 50) for x in (0, 60, 100))
    )
    assert spans(found) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_corner_outside_the_table_is_no_cell() -> None:
    (found,) = grids(
        across(0, 50, 100), across(20, 0, 100), across(40, 0, 100), down(0, 20, 40), down(50, 0, 40), down(100, 0, 40)
    )
    assert spans(found) == [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert found.slot_at(np.array([10.0, 60.0, 500.0]), np.array([10.0, 10.0, 10.0])).tolist() == [-1, 0, -1]


def test_tables_that_do_not_touch_are_two_grids() -> None:
    moved = [(x0, top + 60, x1, bottom + 60) for x0, top, x1, bottom in FRAME]
    assert len(grids(*FRAME, *moved)) == 2


def test_what_is_not_a_rectangle_is_cut_into_rectangles() -> None:
    found = grids(*FRAME, across(20, 0, 50), down(50, 20, 40))[0]
    assert sum(slot.row_span * slot.col_span for slot in found.slots) == 4
    assert (found.owner >= 0).all()


@st.composite
def partitions(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """A grid cut into rectangles (row, col, row span, col span), in reading order."""
    rows, cols = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    slots = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            free = next((c for c in range(col, cols) if (row, c) in taken), cols)
            width = draw(st.integers(1, free - col))
            height = draw(st.integers(1, rows - row))
            taken |= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
            slots.append((row, col, height, width))
    return slots


@given(partitions())
def test_every_grid_of_rectangles_is_found_again(slots: list[tuple[int, int, int, int]]) -> None:
    """Each cell's border is drawn piece by piece; a border that no cell has makes no row or column."""
    pieces = []
    for row, col, height, width in slots:
        left, top, right, bottom = 30.0 * col, 20.0 * row, 30.0 * (col + width), 20.0 * (row + height)
        pieces += [
            across(top, left, right),
            across(bottom, left, right),
            down(left, top, bottom),
            down(right, top, bottom),
        ]
    (found,) = grids(*pieces)
    boxes = [tuple(round(edge) for edge in found.box(slot)) for slot in found.slots]
    assert boxes == [(30 * col, 20 * row, 30 * (col + width), 20 * (row + height)) for row, col, height, width in slots]


ROWS = [["项目", "金额"], ["甲", "1.00"], ["乙", "2.00"]]
XS, TOPS = (100.0, 300.0, 450.0), (60.0, 80.0, 100.0, 120.0)


def lines(canvas: Canvas) -> None:
    for top in TOPS:
        rule(canvas, XS[0], top, XS[-1], top)
    for x in XS:
        rule(canvas, x, TOPS[0], x, TOPS[-1])


def dashed(canvas: Canvas) -> None:
    canvas.setDash(2, 2)
    lines(canvas)


def thin_rectangles(canvas: Canvas) -> None:
    for top in TOPS:
        canvas.rect(XS[0], HEIGHT - top, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
    for x in XS:
        canvas.rect(x, HEIGHT - TOPS[-1], 0.5, TOPS[-1] - TOPS[0], stroke=0, fill=1)


def boxes(canvas: Canvas) -> None:
    for left, right in itertools.pairwise(XS):
        for top, bottom in itertools.pairwise(TOPS):
            canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=1, fill=0)


def shades(canvas: Canvas) -> None:
    for row, bottom in enumerate(TOPS[1:]):
        for col, left in enumerate(XS[:-1]):
            canvas.setFillGray(0.9 if (row + col) % 2 else 0.8)
            canvas.rect(left, HEIGHT - bottom, XS[col + 1] - left, 20, stroke=0, fill=1)
    canvas.setFillGray(0)


def one_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for top in TOPS:
        path.moveTo(XS[0], HEIGHT - top)
        path.lineTo(XS[-1], HEIGHT - top)
    for x in XS:
        path.moveTo(x, HEIGHT - TOPS[0])
        path.lineTo(x, HEIGHT - TOPS[-1])
    canvas.drawPath(path)


def white_on_shade(canvas: Canvas) -> None:
    canvas.setFillGray(0.7)
    canvas.rect(XS[0], HEIGHT - TOPS[-1], XS[-1] - XS[0], TOPS[-1] - TOPS[0], stroke=0, fill=1)
    canvas.setStrokeGray(1)
    lines(canvas)
    canvas.setFillGray(0)


@pytest.mark.parametrize(
    "draw", [lines, dashed, thin_rectangles, boxes, shades, one_path, white_on_shade], ids=lambda draw: draw.__name__
)
def test_every_way_to_draw_a_table_gives_its_cells(draw: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        draw(canvas)
        for row, bottom in zip(ROWS, TOPS[1:], strict=True):
            for x, text in zip(XS, row, strict=False):
                write(canvas, x + 5, bottom - 5, text)

    (table,) = tables(read(drawn(page)))
    assert rows(table) == ROWS
    assert table.spans_known


def test_white_lines_on_white_paper_part_nothing() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setStrokeGray(1)
        lines(canvas)
        write(canvas, 105, 75, "看不见格线")

    document = read(drawn(page))
    assert tables(document) == []
    assert texts(document) == ["看不见格线"]


def test_a_frame_around_prose_and_an_empty_grid_are_no_tables() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 100, 480, 700)
        write(canvas, 80, 100, "框中的文字。")
        grid(canvas, (100, 200, 300), (200, 220, 240), [["", ""], ["", ""]])

    document = read(drawn(page))
    assert tables(document) == []
    assert texts(document) == ["框中的文字。"]


def test_text_that_runs_over_its_cell_stays_whole() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas, (100, 150, 300), (60, 80), [["", ""]])
        write(canvas, 103, 75, "一般公共预算财政拨款", 9)

    assert rows(tables(read(drawn(page)))[0]) == [["一般公共预算财政拨款", ""]]
