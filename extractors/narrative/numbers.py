"""Numbers of a folded text with their units; dates, numbering, ordinals, references and thresholds set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from extractors.amounts import UNIT_FACTORS, parse_chinese_integer
from extractors.narrative.marks import Number
from schemas.wording import wording

COUNT_UNITS = [
    "个团组",
    "个批次",
    "个项目",
    "个百分点",
    "人(次)",
    "批(次)",
    "人次",
    "批次",
    "团组",
    "团次",
    "台(套)",
    "台(件)",
    "台/套",
    "台套",
    "平方米",
    "平方公里",
    "立方米",
    "公里",
    "千米",
    "个团",
    "个次",
    "辆",
    "台",
    "套",
    "部",
    "人",
    "名",
    "批",
    "个",
    "项",
    "家",
    "次",
    "件",
    "条",
    "份",
    "户",
    "亩",
    "吨",
    "起",
    "宗",
    "处",
    "所",
    "期",
    "场",
    "篇",
    "册",
    "门",
    "间",
    "栋",
    "座",
    "组",
    "团",
    "股",
    "办",
    "年",
    "月",
    "天",
    "日",
    "小时",
    "分钟",
    "分",
    "岁",
    "倍",
    "级",
    "种",
    "类",
    "元/人",
    "位",
    "支",
    "只",
    "株",
    "公顷",
    "千瓦",
    "米",
]
_NUMERALS = "一二两三四五六七八九十百"
_FACTORS = {**UNIT_FACTORS, "万亿元": Decimal(10) ** 12, "亿": UNIT_FACTORS["亿元"], "万": UNIT_FACTORS["万元"]}
_LIST = (
    rf"(?P<list>(?:(?<=[\n。;:，)、])|^)(?:\((?:\d{{1,2}}|[{_NUMERALS}]{{1,3}})\)|\d{{1,2}}[.、](?!\d)"
    rf"|[{_NUMERALS}]{{1,3}}、|\d{{1,2}}\)|[①-⑳])[.、]?|(?:图|表|附件|附表|公开|栏次|序号)\d{{1,2}}(?!\d)表?"
    r"|(?<![\d.,])\d{1,2}[.、](?=20\d\d年))"
)
_DATE = (
    r"(?P<date>(?:19|20)\d\d年\d{1,2}(?:[-—~至]\d{1,2})?月(?:\d{1,2}日)?(?:底|末)?|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|(?:19|20)\d\d[.-](?:0[1-9]|1[0-2])(?![\d万亿千百元%人辆])"
    r"|(?<![\d.])\d{1,2}(?:[-—~至]\d{1,2})?月(?:\d{1,2}日|份|底|末)?|(?<![\d.])\d{1,2}日)"
)
_YEAR = r"(?P<year>(?<!\d)(?:19|20)\d\d(?:年度?|(?=[-—~至](?:19|20)\d\d年))(?:末|底|初)?)"
_REFERENCE = (
    r"(?P<reference>\[(?:19|20)\d\d\](?:第?\d+号)?|第?\d+号(?!楼|线)|\((?:19|20)\d\d\)\d+号"
    r"|\d{10,}(?!\.\d|,)|(?:\(0\d{2,3}\)|0\d{2,3}-)\d{7,8})"
)
_ORDINAL = r"(?P<ordinal>第\d+(?:批|次|条|款|项|届|季度|部分|年|章|名|位)?)"
_LITERAL = r"(?P<literal>(?<![\d.,A-Za-z])(?:(?<![\d)A-Za-z%个])[-+])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_WRITTEN = rf"(?P<written>(?<![第{_NUMERALS}])[{_NUMERALS}]{{1,3}}(?=个|辆|批次|人次|名|家|人(?![员大民均次社力才])))"
_LISTING = ("、", "和", "与", "及", "以及")
_MONEY = re.compile(r"(?:万亿元|亿元|百万元|万元|千元|元)(?![/每])|[亿万](?=[，。;、):\n]|$)")
_COUNT = re.compile("|".join(re.escape(u) for u in sorted(COUNT_UNITS, key=len, reverse=True)))
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"(?:19|20)\d\d[-—~至]$")
_LIMIT = re.compile(r"(?:\(含\)|含)?(?:及以[上下]|以[上下内])")


@cache
def _pattern() -> re.Pattern[str]:
    equipment = wording().equipment
    prices = "|".join(map(re.escape, sorted(equipment.prices, key=len, reverse=True)))
    nouns = "|".join(map(re.escape, sorted(equipment.nouns, key=len, reverse=True)))
    threshold = (
        rf"(?P<equipment>(?:{prices})(?P<price>\d+(?:\.\d+)?)万?元?"
        rf"(?:\(含\)|含)?(?:及)?以上(?:\(含\))?(?:的)?(?:{nouns})?)"
    )
    return re.compile("|".join((_LIST, threshold, _REFERENCE, _DATE, _YEAR, _ORDINAL, _LITERAL, _WRITTEN)))


def scan_numbers(text: str) -> Iterator[Number]:
    """The numbers of a folded text in order; an equipment threshold also gives the number inside its name."""
    return iter(_share_units(text, list(_scan(text))))


def _share_units(text: str, numbers: list[Number]) -> list[Number]:
    """分别为20.10、180.00和90.00万元: the unit of the last holds for all."""
    for place in range(len(numbers) - 2, -1, -1):
        number, following = numbers[place], numbers[place + 1]
        listed = number.kind == "bare" and following.kind in ("amount", "percent")
        if listed and text[number.end : following.start] in _LISTING:
            numbers[place] = replace(number, kind=following.kind, unit=following.unit, factor=following.factor)
    return numbers


def _scan(text: str) -> Iterator[Number]:
    for match in _pattern().finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if match["equipment"]:
            inner = match.span("price")
            yield Number(start, end, "equipment")
            yield Number(inner[0], inner[1], "threshold", Decimal(match["price"]), inner[1])
        elif match["literal"]:
            yield _measure(text, match["literal"], start, end)
        elif match["written"]:
            value = parse_chinese_integer(match["written"])
            unit = _COUNT.match(text, end)
            if value is not None and unit:
                yield Number(start, unit.end(), "count", Decimal(value), end, unit.group(), written=True)
        elif kind:
            year = re.match(r"(?:19|20)\d\d", match.group()) if kind in ("date", "year") else None
            yield Number(start, end, kind, digits=end, year=int(year.group()) if year else None)


def _measure(text: str, literal: str, start: int, end: int) -> Number:
    value = Decimal(literal.replace(",", ""))
    decimals = len(literal.partition(".")[2])
    if _YEAR_LIKE.fullmatch(literal) and _SPAN.search(text, max(0, start - 5), start):
        return Number(start, end, "date", digits=end)  # 2018-2030人口发展规划
    if limit := _LIMIT.match(text, end):
        return Number(start, limit.end(), "threshold", value, end, decimals=decimals)
    if money := _MONEY.match(text, end):
        unit = money.group()
        kind = "threshold" if _LIMIT.match(text, money.end()) else "amount"
        return Number(start, money.end(), kind, value, end, unit, _FACTORS[unit], decimals)
    rest = text[end : end + 5]
    if rest and rest[0] in "%‰":
        factor = Decimal(1) if rest[0] == "%" else Decimal("0.1")
        stop = end + 2 if rest[:2] == "%%" else end + 1
        return Number(start, stop, "percent", value, end, "%", factor, decimals)
    if rest.startswith(("个百分点", "百分点")):
        return Number(
            start, end + (4 if rest[0] == "个" else 3), "points", value, end, "个百分点", Decimal(1), decimals
        )
    if text[max(0, start - 3) : start] == "百分之":
        return Number(start - 3, end, "percent", value, end, "%", Decimal(1), decimals)
    scale = Decimal(10_000) if rest[:1] == "万" else Decimal(1)
    after = end + (1 if rest[:1] == "万" else 0)
    after += text[after : after + 1] in ("余", "多")
    if count := _COUNT.match(text, after):
        stop = count.end()
        if limit := _LIMIT.match(text, stop):
            return Number(start, limit.end(), "threshold", value, end, count.group(), scale, decimals)
        return Number(start, stop, "count", value, end, count.group(), scale, decimals)
    if _YEAR_LIKE.fullmatch(literal):
        return Number(start, end, "date", digits=end)  # 《2022中央补助项目》
    return Number(start, end, "bare", value, end, decimals=decimals)
