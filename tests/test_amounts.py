"""Printed numbers: every way of writing one gives its value, and nothing else is a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.amounts import find_unit, is_blank, parse_amount, parse_chinese_integer

MONEY = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("text", "value", "decimals", "unit"),
    [
        ("1,720.00", "1720.00", 2, None),
        ("１２．５", "12.5", 1, None),
        ("（3.2）", "-3.2", 1, None),
        ("△12", "-12", 0, None),
        ("－0.5", "-0.5", 1, None),
        ("67.18万元", "67.18", 2, "万元"),
        ("3亿元", "3", 0, "亿元"),
        ("31.4%", "31.4", 1, None),
        ("12,345\n.60", "12345.60", 2, None),
        ("¥ 8", "8", 0, None),
    ],
)
def test_a_number_is_read(text: str, value: str, decimals: int, unit: str | None) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value, amount.decimals, amount.unit) == (Decimal(value), decimals, unit)


@pytest.mark.parametrize(
    "text", ["", " ", "—", "--", "－", "无", "2019年", "12人", "1,72", "3.1.2", "行政运行", "1-12月"]
)
def test_anything_else_is_not(text: str) -> None:
    assert parse_amount(text) is None


@given(MONEY)
def test_separators_width_and_sign_do_not_change_the_value(value: Decimal) -> None:
    plain = f"{value:.2f}"
    wide = plain.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    for text in (plain, f"{value:,.2f}", wide, f" {plain} "):
        amount = parse_amount(text)
        assert amount is not None
        assert amount.value == value
    negative = parse_amount(f"-{plain}")
    assert negative is not None
    assert negative.value == -value


@given(st.text(alphabet="甲乙丙项目支出（）", min_size=1))
def test_words_are_never_amounts(text: str) -> None:
    assert parse_amount(text) is None


def test_blanks_are_no_zero() -> None:
    assert is_blank("—")
    assert not is_blank("0")


@pytest.mark.parametrize(
    ("text", "value"), [("两", 2), ("十二", 12), ("三百零五", 305), ("二〇二三", 2023), ("一万二千", 12000), ("十", 10)]
)
def test_chinese_integers(text: str, value: int) -> None:
    assert parse_chinese_integer(text) == value


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_integers_round_trip(value: int) -> None:
    names, powers = "零一二三四五六七八九", ["", "十", "百", "千"]
    digits = str(value)
    text = ""
    for i, d in enumerate(digits):
        power = len(digits) - i - 1
        text += names[int(d)] + powers[power] if d != "0" else "零"
    while "零零" in text:
        text = text.replace("零零", "零")
    assert parse_chinese_integer(text.rstrip("零") or "零") == value


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("金额单位：万元", "万元"),
        ("单位:元", "元"),
        ("项目资金（万元）", "万元"),
        ("部门：某局  单位：千元", "千元"),
        ("单位：人", None),
    ],
)
def test_the_unit_of_a_line(line: str, unit: str | None) -> None:
    assert find_unit(line) == unit
