"""Performance projects with their indicators, drawn from the words of words.toml."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.draw import TEN_THOUSAND_YUAN, vary
from samples.model import FISCAL, Department, IndicatorTruth, Ledger, ProjectTruth

_CENT = Decimal("0.01")


@cache
def words() -> dict[str, Any]:
    """The words of words.toml."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def draw_score(random: Random) -> Decimal:
    """A department's own score of the year."""
    return Decimal(random.randint(880, 990)) / 10


def plain(value: Decimal) -> str:
    """A number without trailing zeros: 38.60 prints as 38.6, 12.00 as 12."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def draw_projects(random: Random, department: Department, final: Ledger) -> tuple[ProjectTruth, ...]:
    """Two to four projects whose amounts lie within the year's fiscal project expenditure, in steps of 0.01 万元."""
    names = random.sample(words()["project"]["names"], random.randint(2, 4))
    grain = max(department.grain, TEN_THOUSAND_YUAN // 100)
    volume = final.total("project", FISCAL) // (len(names) + 1)
    return tuple(
        _draw_project(random, department, name, vary(random, volume, 300, 950, grain), grain) for name in names
    )


def _draw_project(random: Random, department: Department, name: str, initial: int, grain: int) -> ProjectTruth:
    budget = initial if random.random() < 0.6 else vary(random, initial, 850, 1150, grain)
    executed = budget if random.random() < 0.3 else vary(random, budget, 620, 1000, grain)
    rows = [_draw_indicator(random, group, budget, executed) for group in words()["indicator"]]
    weights = [90 // len(rows)] * len(rows)
    weights[0] += 90 - sum(weights)
    indicators = tuple(_weigh(row, weight, random) for row, weight in zip(rows, weights, strict=True))
    return ProjectTruth(
        name,
        department.name,
        initial,
        budget,
        executed,
        f"完成{name}的年度任务，使相关工作按计划推进。",
        f"{name}的年度任务已按计划推进，目标基本实现。",
        indicators,
    )


def _draw_indicator(random: Random, group: dict[str, Any], budget: int, executed: int) -> IndicatorTruth:
    choice = random.choice(group["choices"])
    head = (group["level1"], group["level2"], choice["level3"])
    if "words" in choice:
        return IndicatorTruth(*head, choice["words"], choice["done"], choice["op"], None, None, None, 0, Decimal(0))
    unit, operator = choice["unit"], choice["op"]
    if choice.get("budget"):
        target, actual = Decimal(budget) / TEN_THOUSAND_YUAN, Decimal(executed) / TEN_THOUSAND_YUAN
    else:
        target = Decimal(random.randint(choice["low"], choice["high"]))
        actual = _reach(random, target, operator, unit)
    sign = "" if operator == "=" else operator
    return IndicatorTruth(
        *head, f"{sign}{plain(target)}{unit}", f"{plain(actual)}{unit}", operator, target, unit, actual, 0, Decimal(0)
    )


def _reach(random: Random, target: Decimal, operator: str, unit: str) -> Decimal:
    if operator == "=":
        return target
    if operator == "≤":
        return max(target - random.randint(0, 1), Decimal(1))
    if unit == "%":
        return min(target + Decimal(random.randint(-60, 30)) / 10, Decimal(100))
    return target * random.randint(88, 115) // 100


def _weigh(row: IndicatorTruth, weight: int, random: Random) -> IndicatorTruth:
    missed = (
        row.target_operator == "≥"
        and row.actual_value is not None
        and row.target_value is not None
        and row.actual_value < row.target_value
    )
    score = Decimal(weight)
    if missed and row.actual_value is not None and row.target_value is not None:
        score = (weight * row.actual_value / row.target_value).quantize(_CENT)
    reason = random.choice(words()["phrases"]["reasons_down"]) if missed else ""
    return IndicatorTruth(
        row.level1,
        row.level2,
        row.level3,
        row.target_text,
        row.actual_text,
        row.target_operator,
        row.target_value,
        row.target_unit,
        row.actual_value,
        weight,
        score,
        reason,
    )
