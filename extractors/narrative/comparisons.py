"""Comparisons: what a change is measured against (比2021年决算数, 与上年度相比, 较年初预算, 同比)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.narrative.marks import Comparison

_WHEN = (
    r"(?:(?:19|20)\d\d年(?:度|同期)?(?:\([^()\n]{0,10}\))?"
    r"|上年(?:度|同期)?(?:同期)?|上一年度?|去年(?:同期)?|前一年度?)"
)
_TURNS = "增|减|下降|上升|提高|降|上涨|持平|一致|相同|无|有所|相比|没有|基本|对比|比较|略"
_STEP = rf"(?:(?!{_TURNS})[^，。;:、\d()\n])"
_WHAT = (
    rf"(?:{_STEP}{{0,18}}?(?:年初|全年|调整后?的?|当年|本年|批复)?{_STEP}{{0,4}}?"
    r"(?:预算执行|预算|决算|执行)(?:数|数据|数额|收入|支出|安排|金额|总额)?)"
)
_PATTERN = re.compile(
    r"(?P<same>同比)|(?<![占例])(?:相较于|相较|相比|对比|比照|与|同|比|较|和|跟)(?:于)?(?:本部门|本单位|部门)?"
    rf"(?P<when>{_WHEN})?的?(?P<what>{_WHAT})?(?:相比较|相比|对比|比较|相较|相对比|比)?"
)
_MEASURES = (
    ("final", re.compile("执行|决算|实际")),
    ("initial_budget", re.compile("年初")),
    ("adjusted_budget", re.compile("全年|调整")),
    ("budget", re.compile("预算")),
)


def scan_comparisons(text: str) -> Iterator[Comparison]:
    """The comparisons of a folded text in order."""
    for match in _PATTERN.finditer(text):
        when, what = match["when"], match["what"]
        if match["same"]:
            yield Comparison(match.start(), match.end(), None, True, None)
            continue
        if not when and not (
            what and re.match(r"(?:年初|全年|调整|当年|本年|批复|部门|支出|收入)*(?:预算|决算)", what)
        ):
            continue
        if (
            not when
            and match.group()[0] in "同和跟与"
            and not re.search("相|持平|一致|对比|比较", text[match.start() : match.end() + 4])
        ):
            continue
        measure = next((name for name, pattern in _MEASURES if what and pattern.search(what)), None)
        year = re.match(r"(?:19|20)\d\d", when) if when else None
        yield Comparison(
            match.start(), match.end(), int(year.group()) if year else None, bool(when and not year), measure
        )
