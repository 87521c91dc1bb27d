"""Printed numbers: 1,720.00, ５８７.5, （3.2）, △12, 三批次, 万元. Decimal everywhere, never float."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

UNIT_FACTORS: dict[str, Decimal] = {
    "亿元": Decimal(100_000_000),
    "百万元": Decimal(1_000_000),
    "万元": Decimal(10_000),
    "千元": Decimal(1_000),
    "元": Decimal(1),
}
"""Units of money, longest first, and what one of them is in yuan."""

_NUMBER = re.compile(r"[+\-−–－△▲]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+\-−–－△▲]?\d+(?:\.\d+)?|[+\-−–－△▲]?\.\d+")
_BLANKS = frozenset(("", "-", "—", "－", "–", "--", "——", "/", "无", "×", "*", "…"))
_NEGATIVE = "-−–－△▲"
_DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "俩": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as printed: `value` without its unit's factor, `decimals` as printed, `unit` of money if any."""

    value: Decimal
    decimals: int
    unit: str | None
    text: str


def fold(text: str) -> str:
    """NFKC without white space: the form in which labels and titles are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parse_amount(text: str) -> Amount | None:
    """The single number of a cell, or None where the cell is blank, a dash, or holds anything but a number.

    Accepts thousand separators, full-width digits, a money unit or percent sign after the number, and
    negatives as -, －, △ or in parentheses. Spaces inside a number (a wrapped cell) are ignored.
    """
    folded = fold(text).replace("，", ",").replace("￥", "").replace("¥", "")
    if folded in _BLANKS or len(folded) > 40:
        return None
    negative = False
    if folded[0] == "(" and folded[-1] == ")":
        folded, negative = folded[1:-1], True
    unit = next((u for u in UNIT_FACTORS if folded.endswith(u)), None)
    body = folded[: -len(unit)] if unit else folded.rstrip("%")
    match = _NUMBER.fullmatch(body)
    if match is None:
        return None
    if body[0] in _NEGATIVE:
        body, negative = body[1:], not negative
    body = body.lstrip("+").replace(",", "")
    value = Decimal(body)
    decimals = len(body.partition(".")[2])
    return Amount(-value if negative else value, decimals, unit, text.strip())


def is_blank(text: str) -> bool:
    """True for an empty cell or one that holds a dash only: no fact."""
    return fold(text) in _BLANKS


def parse_chinese_integer(text: str) -> int | None:
    """两 is 2, 十二 is 12, 三百零五 is 305, 二〇二三 is 2023; None where the text is no Chinese number."""
    if not text or any(c not in _DIGITS and c not in _POWERS and c != "万" for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * _POWERS[char], 0
    return total + section + digit


def find_unit(text: str) -> str | None:
    """The money unit that a heading, a unit line or a column states: '单位：万元' gives '万元'."""
    folded = fold(text)
    match = re.search(r"单位[:：]?(?:人民币)?(亿元|百万元|万元|千元|元)", folded) or re.search(
        r"[(（](?:单位[:：])?(亿元|百万元|万元|千元|元)[)）]", folded
    )
    return match.group(1) if match else None
