"""What reaches the terminal is harmless and aligned."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.terminal import CELL_WIDTH, clip, draw_table, neutralise, show_value, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("部门决算.docx", "部门决算.docx"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("two\nlines\tand tabs", "two lines and tabs"),
        ("full\u3000width", "full width"),
        ("gnp\u202efdp.exe", "gnp\\u202efdp.exe"),
        ("\udcff", "\\udcff"),
    ],
)
def test_neutralise(text: str, shown: str) -> None:
    assert neutralise(text) == shown


@given(st.text(st.characters()))
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in neutralise(text))


@given(st.text(), st.integers(1, 40))
def test_clip_keeps_to_its_columns(text: str, columns: int) -> None:
    assert width(clip(text, columns)) <= columns


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1720.500000"), "1,720.5"),
        (Decimal(100), "100"),
        (Decimal("-0.000001"), "-0.000001"),
        (None, ""),
        (2023, "2023"),
        ("x\x07", "x\\x07"),
    ],
)
def test_show_value(value: object, shown: str) -> None:
    assert show_value(value) == shown


def test_a_table_aligns_chinese_and_numbers() -> None:
    lines = draw_table(["单位", "amount"], [["审计局", Decimal("1234.50")], ["Office", None], ["x" * 200, Decimal(1)]])
    assert lines[2].startswith("审计局") and lines[2].endswith("1,234.5")
    assert len({width(line) for line in lines if line.endswith(("5", "1", "─", "amount"))}) == 1
    assert width(lines[4].split("  ")[0]) == CELL_WIDTH


def test_a_table_without_rows_has_headings() -> None:
    assert draw_table(["a", "b"], [])[0] == "a  b"
