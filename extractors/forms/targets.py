"""Indicator targets and results in words: ≥95%, 不少于3次, 2020年1月至12月, 608元/人/月, 健全.

A value is given only where the text states one quantity and hardly anything else; a text with several
quantities, or with a number inside a sentence, keeps its words and gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.amounts import fold, is_blank, parse_chinese_integer
from schemas.measures import target_words

QUALITATIVE = "定性"
RANGE = "~"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_TO = r"(?:至|到|[-—–~]+)"
_REACH = 10
"""Years by which a date of figures alone (2022.12) may lie apart from the report's: a plain number is none."""
_PUNCTUATION = "。.；;，,、：:"
_SUBJECT_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Target:
    """What a target or a result says. `value` is in `unit` as printed (38.6 and 万元), never converted.

    `operator` is ≥ ≤ > < = ≈, ~ for a range, 定性 for words without a quantity, None where the text has
    several quantities. `period` is an ISO 8601 date, month, year or interval (start/end).
    """

    operator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with the words around it. `start` and `end` count in the folded text."""

    start: int
    end: int
    operator: str | None
    value: Decimal
    upper: Decimal | None
    unit: str | None
    text: str


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _quantity() -> re.Pattern[str]:
    words = target_words()
    atom = f"(?:{_any(words.units)})"
    unit = rf"{atom}(?:[/每·]{atom}{{1,2}})*"
    return re.compile(
        rf"(?P<prefix>{_any(words.prefix)})?:?(?P<sign>(?<![\dA-Za-z年月日号])[-+])?(?P<number>{_NUMBER})"
        rf"(?:(?P<inner>{unit})?(?:{_any(words.ranges)})(?P<upper>{_NUMBER}))?"
        rf"(?P<infix>{_any(words.infix)})?(?P<unit>{unit})?(?P<suffix>{_any(words.suffix)})?"
    )


@cache
def _written() -> re.Pattern[str]:
    """不少于三次: a number in characters, only where it is the whole text."""
    words = target_words()
    return re.compile(
        rf"(?P<prefix>{_any(words.prefix)})?(?P<number>[一二三四五六七八九十百两]+)"
        rf"(?P<unit>{_any(words.written)})(?P<suffix>{_any(words.suffix)})?"
    )


def _date(n: int) -> str:
    return rf"(?P<m{n}>{_MONTH})月份?(?:(?P<d{n}>{_DAY})[日号])?"


@cache
def _periods() -> tuple[re.Pattern[str], ...]:
    """2020年1-12月; 2020年1月至2020年12月; 12月底前; 1-12月: the most explicit first."""
    before = f"(?P<before>{_any(target_words().before)})"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<y1>{_YEAR})年(?P<m1>{_MONTH}){_TO}(?P<m2>{_MONTH})月份?{before}?",
            rf"(?P<y1>{_YEAR})年度?(?:{_date(1)})?{_TO}(?P<y2>{_YEAR})(?!\d|年度?\d)(?:年度?)?{before}?",
            rf"(?P<y1>{_YEAR})年度?(?:{_date(1)})?(?:{_TO}(?:(?P<y2>{_YEAR})年)?{_date(2)})?{before}?",
            rf"(?<![\d年]){_date(1)}{_TO}{_date(2)}{before}?",
            rf"(?<![\d年]){_date(1)}(?:{_TO}{_date(2)})?{before}",
            rf"(?<![\d年])(?P<m1>{_MONTH})(?:月份?)?{_TO}(?P<m2>{_MONTH})月份?(?!\d){before}?",
        )
    )


def _figures(n: int) -> str:
    return rf"(?P<y{n}>{_YEAR})[./-](?P<m{n}>{_MONTH})(?:[./-](?P<d{n}>{_DAY}))?"


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    """2022.12; 2022.1.1-2022.12.30; 12/15/2022: dates of figures alone, which must be the whole text."""
    before = f"(?P<before>{_any(target_words().before)})?"
    return tuple(
        re.compile(pattern + before)
        for pattern in (
            rf"{_figures(1)}(?:{_TO}{_figures(2)})?",
            rf"(?P<m1>{_MONTH})/(?P<d1>{_DAY})/(?P<y1>{_YEAR})",
        )
    )


@cache
def _per() -> re.Pattern[str]:
    """每年 beside a quantity, or 两年 alone before it, is part of its unit."""
    words = target_words()
    return re.compile(rf"每(?:个)?({_any(words.units)})|^([两二三四五](?:{_any(words.spans)}))$")


def _day(year: str | None, month: str | None, day: str | None) -> str:
    parts = [year or "-", *(f"{int(p):02d}" for p in (month, day) if p)]
    return "-".join(parts)


def _find_period(text: str, year: int | None) -> tuple[str | None, bool, str]:
    """The period of a text in ISO 8601, whether it is a deadline, and the text without it."""
    if text in target_words().whole_year and year:
        return str(year), False, ""
    match = next((m for p in _dates() if (m := p.fullmatch(text)) and abs(int(m["y1"]) - (year or 0)) <= _REACH), None)
    match = match or next((m for p in _periods() if (m := p.search(text))), None)
    if match is None:
        return None, False, text
    part = match.groupdict().get
    first = part("y1") or (str(year) if year else None)
    start = _day(first, part("m1"), part("d1"))
    end = _day(part("y2") or first, part("m2"), part("d2")) if part("m2") or part("y2") else ""
    rest = text[: match.start()] + text[match.end() :]
    return f"{start}/{end}" if end else start, bool(part("before")) and not end, rest


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every number of a text with its operator and unit, in order; dates give their numbers as well."""
    words = target_words()
    folded = fold(text)
    position = 0
    while match := _quantity().search(folded, position):
        if match["inner"] and match["inner"] != match["unit"]:
            # 1月至2020年 is no range: its ends are of different kinds.
            match = _quantity().match(folded[: match.end("inner")], match.start()) or match
        position = match.end()
        value = Decimal(match["number"].replace(",", ""))
        upper = Decimal(match["upper"].replace(",", "")) if match["upper"] else None
        signs = {
            words.prefix.get(match["prefix"] or ""),
            words.suffix.get(match["suffix"] or ""),
            words.infix.get(match["infix"] or ""),
        } - {None}
        plain = signs - {"="} or signs
        operator = plain.pop() if len(plain) == 1 else None if plain else "="
        yield Quantity(
            match.start(),
            match.end(),
            operator if upper is None else RANGE,
            -value if match["sign"] == "-" else value,
            upper,
            match["unit"],
            match.group(),
        )


def _strip_asides(text: str, name: str) -> str:
    """A text without what is beside its quantity: the indicator's name, titles in 《》, what remains of the money,

    and a closing bracket that says the quantity again.
    """
    text = re.sub(r"《[^《》]*》", "", text)
    remains = re.search(rf"(?<=[^,;。])[,;。](?:{_any(target_words().remainder)})\d[^,;。]*$", text)
    if remains and any(c.isdigit() for c in text[: remains.start()]):
        text = text[: remains.start()]
    if name and not name[-1].isdigit():
        text = text.removeprefix(name).strip(_PUNCTUATION) or text
    bracket = re.fullmatch(r"([^()]+)\(([^()]+)\)", text)
    if bracket:
        outer, inner = ([(q.value, q.unit) for q in find_quantities(part)] for part in bracket.groups())
        if len(outer) == 1 and inner and set(inner) == set(outer):
            return bracket[1]
    return text


def _is_subject(text: str) -> bool:
    """Words beside the quantity that only name it: short, one clause, no other number, written or in digits."""
    return len(text) <= _SUBJECT_LENGTH and not _counts(text) and not re.search(r"[，。；、,;/*×=]", text)


def _counts(text: str) -> bool:
    """Whether words hold a number, in digits or written with a counter."""
    written = rf"[一二三四五六七八九十百两](?:{_any(target_words().written)})"
    return any(c.isdigit() for c in text) or re.search(written, text) is not None


def _parse_written(text: str) -> Target | None:
    match = _written().fullmatch(text)
    number = parse_chinese_integer(match["number"]) if match else None
    if match is None or number is None:
        return None
    words = target_words()
    operator = words.prefix.get(match["prefix"] or "") or words.suffix.get(match["suffix"] or "") or "="
    return Target(operator, Decimal(number), match["unit"])


def parse_target(text: str, year: int | None = None, name: str = "") -> Target:
    """The operator, value, unit and period that a target or a result states; all None for a blank cell.

    `year` is the report's: 12月底前 and 全年 are about it. `name` is the indicator's, which a text may repeat.
    """
    folded = fold(text).strip(_PUNCTUATION)
    if not folded or is_blank(folded):
        return Target()
    folded = _strip_asides(folded, fold(name))
    period, deadline, rest = _find_period(folded, year)
    found = list(find_quantities(rest))
    if not found:
        if written := _parse_written(rest):
            return written
        if period:
            return Target("≤" if deadline else "=", period=period)
        return Target(QUALITATIVE)
    if len(found) > 1:
        return Target(period=period)
    quantity = found[0]
    head, tail = rest[: quantity.start], rest[quantity.end :].strip(_PUNCTUATION)
    per = [a or b for a, b in _per().findall(head) + _per().findall(tail)]
    head, tail = _per().sub("", head), _per().sub("", tail)
    # Clauses before one that begins with an operator (费用等，预计3万元) only lead to it.
    led = head.endswith((",", ";", "。")) and quantity.text.startswith(tuple(target_words().prefix))
    unit = quantity.unit
    if unit is None and tail and len(tail) <= 4 and tail.isalpha():
        unit, tail = tail, ""
    if not (_is_subject(head) or (led and not _counts(head))) or not _is_subject(tail):
        return Target(period=period)
    unit = "/".join([unit or "", *per]) if per else unit
    if quantity.upper is not None:
        return Target(RANGE, None, unit, period)
    return Target(quantity.operator, quantity.value, unit, period)
