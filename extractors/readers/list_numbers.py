"""List numbers as Word prints them (ST_NumberFormat, ECMA-376 17.18.59): 一, ①, IV, 甲, 壹, b."""

from __future__ import annotations

from collections.abc import Callable

_LARGEST = 32_767
"""The largest number that a list of Word's starts at: beyond it letters and Roman numerals fill pages."""
_PLAIN = "〇一二三四五六七八九"
_ZERO = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def list_number(value: int, style: str) -> str:
    """The number in a style of ST_NumberFormat; an unknown style prints Arabic digits, `none` and `bullet` nothing."""
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    return str(value) if write is None or not 0 <= value <= _LARGEST else write(value)


def _digits(value: int, digits: str) -> str:
    return "".join(digits[int(char)] for char in str(value))


def _counting(value: int, digits: str = _ZERO, units: str = "十百千", myriad: str = "万", *, full: bool = False) -> str:
    """Chinese numerals with units: 十二, 一百零三; `full` writes 壹拾 where speech says 十."""
    if value == 0:
        return digits[0]
    if value >= 10_000:
        rest = value % 10_000
        head = _counting(value // 10_000, digits, units, myriad, full=True) + myriad
        gap = digits[0] if 0 < rest < 1000 else ""
        return head + (gap + _counting(rest, digits, units, myriad, full=True) if rest else "")
    printed, pending = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit == 0:
            pending = bool(printed)
            continue
        if pending:
            printed += digits[0]
            pending = False
        printed += digits[digit] + (units[place - 1] if place else "")
    if not full and printed.startswith(digits[1] + units[0]):
        return printed[1:]
    return printed


def _roman(value: int) -> str:
    printed = ""
    for size, letters in _ROMAN:
        printed += letters * (value // size)
        value %= size
    return printed


def _letters(value: int) -> str:
    """a, b ... z, aa, bb ...: Word repeats the letter instead of counting in base 26."""
    if value < 1:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _circled(value: int) -> str:
    if value == 0:
        return "⓪"
    for start, first in ((1, "①"), (21, "㉑"), (36, "㊱")):
        last = {1: 20, 21: 35, 36: 50}[start]
        if start <= value <= last:
            return chr(ord(first) + value - start)
    return str(value)


def _cycle(value: int, names: str) -> str:
    return names[(value - 1) % len(names)] if value > 0 else str(value)


def _within(value: int, first: str, last: int) -> str:
    """A number of a Unicode series that begins with `first` and ends at `last`."""
    return chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: "".join(chr(ord(char) + 0xFEE0) for char in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(char) + 0xFEE0) for char in str(value)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: _within(value, "⑴", 20),
    "decimalEnclosedFullstop": lambda value: _within(value, "⒈", 20),
    "ideographEnclosedCircle": lambda value: _within(value, "㊀", 10),
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": lambda value: _counting(value),
    "chineseCountingThousand": lambda value: _counting(value),
    "chineseLegalSimplified": lambda value: _counting(value, _LEGAL, "拾佰仟", full=True),
    "ideographDigital": lambda value: _digits(value, _PLAIN),
    "japaneseCounting": lambda value: _counting(value),
    "japaneseDigitalTenThousand": lambda value: _counting(value),
    "taiwaneseCounting": lambda value: _counting(value),
    "taiwaneseCountingThousand": lambda value: _counting(value),
    "taiwaneseDigital": lambda value: _digits(value, _PLAIN),
    "ideographTraditional": lambda value: _cycle(value, _STEMS),
    "ideographZodiac": lambda value: _cycle(value, _BRANCHES),
}
