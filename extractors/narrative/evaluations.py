"""Whose score: the name before 得分 or 权重 is a project's, an indicator's, or none (the department's own)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.narrative.marks import Word
from extractors.narrative.trail import Trail
from schemas.wording import wording

_QUOTED = re.compile(r"[“\"《‘「]([^“”\"《》‘’「」]{2,60})[”\"》’」]")
_LIST = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]+|[①-⑳])+")
_EVALUATES = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d年度?)?(?P<name>.{2,60}?)(?:项目)?(?:支出)?(?:重点|财政|再)*绩效(?:自评价?|评价)(?:情况)?报告$"
)
_INDICATORS = "指标分析"
"""A section of an evaluation report that scores groups of indicators, not the project."""
_BOUND = re.compile(r"[，。;:\n]|(?<=[\d%分])[、和]")


@dataclass(frozen=True, slots=True)
class Scored:
    """`name` is None for the department; `known` is False where a project is meant that the text does not name;
    `silent` says that nothing stands before the word: the name said last still holds; `project` that it is a project's.
    """

    name: str | None
    known: bool = True
    silent: bool = False
    project: bool = False


DEPARTMENT = Scored(None)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = wording().scored

    def any_of(key: str) -> str:
        return "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True))

    leads = re.compile(rf"^(?:(?:19|20)\d\d年度?|{any_of('leads')})+")
    tails = re.compile(rf"(?:{any_of('tails')})+$")
    own = re.compile(rf"^$|{any_of('whole')}|(?:{any_of('bodies')}|(?:19|20)\d\d年度?)$")
    verbs = re.compile(any_of("verbs"))
    return leads, tails, own, verbs


def find_evaluated(titles: Sequence[str]) -> Scored:
    """What a score without a name is of, by the folded titles above its text: the project of 某某项目绩效评价报告.

    Under a title of indicators it is of some of them: unknown. Without such a report it is the department's.
    """
    _, _, own, _ = _patterns()
    for title in titles:
        match = _EVALUATES.match(title)
        if match and not own.search(match["name"]):
            return Scored(match["name"], known=_INDICATORS not in titles[-1])
    return DEPARTMENT


def find_scored(trail: Trail, word: Word) -> Scored:
    """What the score or weight that a word announces is of."""
    leads, tails, own, verbs = _patterns()
    begin = max(trail.text.rfind(c, 0, word.start) for c in "。\n") + 1
    before = trail.text[begin : word.start]
    bounds = [m.end() for m in _BOUND.finditer(before)]
    clause = before[bounds[-1] if bounds else 0 :]
    if not clause and before.endswith(":"):
        clause = before[bounds[-2] if len(bounds) > 1 else 0 : -1]
    if not _LIST.sub("", clause):
        return Scored(None, silent=True)
    tail = tails.search(clause)
    rest = clause[: tail.start()] if tail else clause
    project = tail is not None and "项目" in tail.group()
    printed = trail.printed(begin, word.start)
    last = next((m for m in reversed(list(_QUOTED.finditer(printed)))), None)
    if last and not tails.sub("", printed[last.end() :]):
        return Scored(last[1], project=True)
    name = leads.sub("", _LIST.sub("", rest))
    if project and (not name or verbs.search(name)):
        return Scored(last[1], project=True) if last else Scored(None, known=False)
    if not project and (own.search(name) or own.search(rest) or verbs.search(name)):
        return Scored(None)
    return Scored(name, project=project) if len(name) > 1 else Scored(None, known=False)
