"""Performance forms: the national self-evaluation form, a completion form without scores, a budget's target form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from samples.layouts.grid import Entry, GridBuilder
from samples.manuscript import ExpectedIndicator, ExpectedProject, Grid
from samples.model import IndicatorTruth, ProjectTruth
from samples.projects import plain
from samples.typography import NumberStyle

_MONEY = NumberStyle("万元", 2, separators=False)


def form_grid(layout: str, project: ProjectTruth, options: Mapping[str, Any]) -> tuple[Grid, ExpectedProject]:
    """The form of a project in a layout (self_evaluation, completion, target), and what it states."""
    form = _Form(project, options)
    return {
        "self_evaluation": form.self_evaluation,
        "completion": form.completion,
        "target": form.target,
    }[layout](layout)


class _Form:
    def __init__(self, project: ProjectTruth, options: Mapping[str, Any]) -> None:
        self.project = project
        self.words = {
            "owner": "主管部门",
            "doer": "实施单位",
            "goals": "年度总体目标",
            "expected": "预期目标",
            "actual": "实际完成情况",
            "target": "年度指标值",
            "done": "实际完成值",
            "reason": "偏差原因分析及改进措施",
            "indicators": "绩效指标",
            "name": "项目名称",
            **options.get("heads", {}),
        }
        self.merged = options.get("merged", True)

    def self_evaluation(self, layout: str) -> tuple[Grid, ExpectedProject]:
        """Ten columns: head, money with execution rate and points, goals, indicator rows with points, total."""
        p, w = self.project, self.words
        g = GridBuilder((6, 10, 12, 16, 11, 11, 11, 7, 8, 14))
        g.row(Entry(w["name"], cols=2), Entry(p.name, cols=8))
        g.row(Entry(w["owner"], cols=2), Entry(p.unit, cols=4), Entry(w["doer"], cols=2), Entry(p.unit, cols=2))
        rate = f"{_MONEY.rate(p.executed, p.budget).text}%"
        money = [_MONEY.money(fen).text for fen in (p.initial, p.budget, p.executed)]
        g.row(
            Entry("项目资金（万元）", cols=2, rows=4), Entry("", cols=2),
            *("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"), align="center",
        )  # fmt: skip
        g.row(Entry("年度资金总额", cols=2), *money, "10", rate, plain(p.execution_score))
        g.row(Entry("其中：当年财政拨款", cols=2), *money, "—", rate, "—")
        g.row(Entry("其他资金", cols=2), "0.00", "0.00", "0.00", "—", "", "—")
        g.row(Entry(w["goals"], rows=2), Entry(w["expected"], cols=5), Entry(w["actual"], cols=4))
        g.row(Entry(p.expected_goal, cols=5), Entry(p.actual_goal, cols=4))
        rows = len(p.indicators) + 1
        g.row(
            Entry(w["indicators"], rows=rows), "一级指标", "二级指标", Entry("三级指标", cols=2),
            w["target"], w["done"], "分值", "得分", w["reason"], align="center",
        )  # fmt: skip
        for head, row in zip(self._heads(), p.indicators, strict=True):
            g.row(
                *head, Entry(row.level3, cols=2), row.target_text, row.actual_text,
                str(row.weight), plain(row.score), row.reason,
            )  # fmt: skip
        g.row(Entry("总分", cols=7, align="center"), "100", plain(p.score), "")
        return g.build(), self._expected(layout, (p.initial, p.budget, p.executed), scored=True, done=True)

    def completion(self, layout: str) -> tuple[Grid, ExpectedProject]:
        """Five columns: head, budget and executed amounts, goals, indicator rows without points."""
        p, w = self.project, self.words
        g = GridBuilder((14, 18, 18, 24, 24))
        g.row(w["name"], Entry(p.name, cols=4))
        g.row(w["owner"], Entry(p.unit, cols=4))
        g.row(
            Entry("预算执行情况（万元）", rows=2),
            "预算数：",
            _MONEY.money(p.budget).text,
            "执行数：",
            _MONEY.money(p.executed).text,
        )
        g.row("其中：财政拨款", _MONEY.money(p.budget).text, "其中：财政拨款", _MONEY.money(p.executed).text)
        g.row(Entry(w["goals"], rows=2), Entry(w["expected"], cols=2), Entry(w["actual"], cols=2))
        g.row(Entry(p.expected_goal, cols=2), Entry(p.actual_goal, cols=2))
        g.row("一级指标", "二级指标", "三级指标", w["target"], w["done"], align="center")
        for head, row in zip(self._heads(), p.indicators, strict=True):
            g.row(*head, row.level3, row.target_text, row.actual_text)
        return g.build(), self._expected(layout, (None, p.budget, p.executed), scored=False, done=True)

    def target(self, layout: str) -> tuple[Grid, ExpectedProject]:
        """Five columns of a budget: head, the year's money, the goal, indicator rows with target values only."""
        p, w = self.project, self.words
        g = GridBuilder((14, 18, 20, 26, 22))
        g.row(w["name"], Entry(p.name, cols=4))
        g.row(w["owner"], Entry(p.unit, cols=2), w["doer"], p.unit)
        g.row(
            Entry("项目资金（万元）", rows=3),
            Entry("年度资金总额", cols=2),
            Entry(_MONEY.money(p.initial).text, cols=2),
        )
        g.row(Entry("其中：财政拨款", cols=2), Entry(_MONEY.money(p.initial).text, cols=2))
        g.row(Entry("其他资金", cols=2), Entry("0.00", cols=2))
        g.row(w["goals"], Entry(p.expected_goal, cols=4))
        g.row(
            Entry(w["indicators"], rows=len(p.indicators) + 1),
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            align="center",
        )
        for head, row in zip(self._heads(), p.indicators, strict=True):
            g.row(*head, row.level3, row.target_text)
        return g.build(), self._expected(layout, (None, p.initial, None), scored=False, done=False)

    def _heads(self) -> list[Sequence[Entry | str]]:
        """First and second level of each row: merged over their rows, or repeated in each."""
        rows = self.project.indicators
        if not self.merged:
            return [(row.level1, row.level2) for row in rows]
        heads: list[Sequence[Entry | str]] = []
        for level1, group in groupby(rows, key=lambda row: row.level1):
            members = list(group)
            heads += [
                (Entry(level1, rows=len(members)), row.level2) if index == 0 else (row.level2,)
                for index, row in enumerate(members)
            ]
        return heads

    def _expected(self, layout: str, money: Sequence[int | None], *, scored: bool, done: bool) -> ExpectedProject:
        amounts = [None if fen is None else _MONEY.money(fen).value for fen in money]
        return ExpectedProject(
            self.project.name,
            layout,
            amounts[0],
            amounts[1],
            amounts[2],
            self.project.score if scored else None,
            tuple(_expected_row(row, scored, done) for row in self.project.indicators),
        )


def _expected_row(row: IndicatorTruth, scored: bool, done: bool) -> ExpectedIndicator:
    return ExpectedIndicator(
        row.level1,
        row.level2,
        row.level3,
        row.target_text,
        row.actual_text if done else "",
        row.target_operator,
        row.target_value,
        row.target_unit,
        row.actual_value if done else None,
        Decimal(row.weight) if scored else None,
        row.score if scored else None,
    )
