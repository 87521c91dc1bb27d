"""Statements survive their flattening in every way, nothing is lost, and long tables take no longer than they must."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import Cell, Paragraph, Table
from tests.flattening import cells, only, read, tabs
from tests.packages import filled


@pytest.mark.parametrize("way", ["cells", "tabs", "columns", "short"])
def test_a_long_table_takes_time_in_proportion(way: str) -> None:
    def seconds(count: int) -> float:
        rows = [["编码", "名称", "合计"], *([str(2010000 + at), "某项支出", f"{at}.50"] for at in range(count))]
        if way == "short":
            rows += [["另计", "1.00"]] * count
        lines = {
            "cells": cells(*("|".join(row) for row in rows)),
            "short": cells(*("|".join(row) for row in rows)),
            "tabs": tabs(*("|".join(row) for row in rows)),
            "columns": ["".join(f"{text:<12}" for text in row) for row in rows],
        }[way]
        start = time.process_time()
        assert len(only(read(*lines))) == len(rows)
        return time.process_time() - start

    assert seconds(5_000) < 40 * max(seconds(500), 0.01)


label = st.text(alphabet="甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=2, max_size=6)
amount = st.one_of(
    st.just(""), st.decimals(min_value=0, max_value=99_999, places=2, allow_nan=False).map(lambda value: f"{value:,}")
)


@st.composite
def statements(draw: st.DrawFn) -> Table:
    """A table of codes, names and amounts as statements have them: a merged header, a merged total, rows in full."""
    width = draw(st.integers(2, 5))
    grouped = draw(st.booleans())
    found = [Cell("科目编码", 0, 0, 1 + grouped), Cell("科目名称", 0, 1, 1 + grouped)]
    if grouped:
        found.append(Cell("本年支出", 0, 2, 1, width))
        found += [Cell(f"支出{at}", 1, 2 + at) for at in range(width)]
    else:
        found += [Cell(f"支出{at}", 0, 2 + at) for at in range(width)]
    top = 1 + grouped
    found.append(Cell("合计", top, 0, 1, 2))
    found += [Cell(f"{1000 + at}.50", top, 2 + at) for at in range(width)]
    rows = draw(st.integers(1, 6))
    for at in range(top + 1, top + 1 + rows):
        found += [Cell(str(2010000 + at), at, 0), Cell(draw(label), at, 1)]
        found += [Cell(draw(amount), at, 2 + col) for col in range(width)]
    found[-1] = Cell("7.25", found[-1].row, found[-1].col)
    return Table(tuple(found), top + 1 + rows, 2 + width)


def as_cells(table: Table) -> list[str]:
    lines = []
    for row in range(table.rows):
        crossed = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
        lines += [*(f"\t{cell.text if row == cell.row else ''}" for cell in crossed), ""]
    return lines


def as_rows(table: Table) -> list[list[str]]:
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def as_tabs(table: Table) -> list[str]:
    return ["\t".join(row) for row in as_rows(table)]


def as_pipes(table: Table) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in as_rows(table)]


def as_columns(table: Table) -> list[str]:
    return [
        "".join(f"{text}{' ' * (18 - sum(2 if ord(char) > 255 else 1 for char in text))}" for text in row).rstrip()
        for row in as_rows(table)
    ]


@settings(max_examples=60, deadline=None)
@given(statements(), st.sampled_from([as_cells, as_tabs, as_pipes, as_columns]))
def test_a_statement_survives_its_flattening(table: Table, flatten: object) -> None:
    assert callable(flatten)
    found = read(*flatten(table))
    assert only(found) == filled(table)
    assert found.notes == ()


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(label, amount), min_size=1, max_size=6), min_size=2, max_size=8), st.booleans())
def test_nothing_is_lost_whatever_the_rows(rows: list[list[str]], one_a_line: bool) -> None:
    lines = (
        [line for row in rows for line in (*(f"\t{cell}" for cell in row), "")]
        if one_a_line
        else ["\t".join(row) for row in rows]
    )
    found = read(*lines)
    printed: list[str] = []
    for block in found.blocks:
        if isinstance(block, Table):
            filled(block)
            printed += [line for cell in block.cells for line in cell.text.split("\n")]  # a wrapped cell
        elif isinstance(block, Paragraph):
            printed += block.text.split("\t")
        else:
            printed.append(getattr(block, "text", ""))
    wanted = sorted(cell for row in rows for cell in row if cell)
    assert sorted(each for each in printed if each and each not in ("前文。", "后文。")) == wanted
