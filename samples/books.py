"""Keeping a department's books over years: budget, final account and the chain of carry-overs between them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from samples.draw import TEN_THOUSAND_YUAN, snap, vary
from samples.economics import economic_items
from samples.matters import (
    draw_events,
    draw_procurement,
    draw_staff,
    draw_three_public,
    draw_vehicles,
    spend_three_public,
)
from samples.model import CAPITAL, GENERAL, GOV_FUND, OWN, THREE_PUBLIC_LEAVES, Department, Ledger, Line, Year
from samples.projects import draw_projects, draw_score
from schemas.classification import functional

Counts = dict[tuple[str, str], int]
Lines = dict[tuple[str, str], Line]
_CAPITAL_CLASS = "223"


def keep_books(department: Department, years: Sequence[int], seed: int) -> dict[int, Year]:
    """The years in order, each opening with what the year before left; the same seed gives the same books."""
    random = Random(f"{seed}/{department.key}")
    standing: Counts = draw_staff(random, department) | draw_vehicles(random)
    plan = _first_plan(random, department, standing)
    final: Ledger | None = None
    books: dict[int, Year] = {}
    for year in years:
        plan = {key: _grow(random, line, department.grain) for key, line in plan.items()}
        budget = _budget(random, department, year, plan, standing)
        final = _final(random, department, budget, final, standing)
        books[year] = Year(
            budget,
            final,
            _adjust(random, budget, final, department.grain),
            draw_projects(random, department, final),
            draw_score(random),
        )
    return books


def _source_of(code: str) -> str:
    subject = functional().find(code)
    if subject is None:
        raise ValueError(f"departments.toml names {code}, which is no 项")
    return {"gov_fund": GOV_FUND, "state_capital": CAPITAL}.get(subject.fund, GENERAL)


def _first_plan(random: Random, department: Department, standing: Counts) -> Lines:
    staff = standing["staff_actual", ""]
    grain, unit = department.grain, TEN_THOUSAND_YUAN
    medical = "2101102" if department.is_unit else "2101101"
    retired = "2080502" if department.is_unit else "2080501"
    per_head = {department.running: 140, "2080505": 16, "2080506": 8, medical: 8, "2210201": 13}
    if not department.is_unit:
        per_head["2101103"] = 3
    plan = {
        (GENERAL, code): Line(basic=vary(random, staff * tenths * unit // 10, 900, 1100, grain))
        for code, tenths in per_head.items()
    }
    pensions = standing["staff_retired", ""] * unit
    plan[GENERAL, retired] = Line(basic=vary(random, pensions, 600, 1500, grain))
    for code, size in department.profile.items():
        amount = vary(random, size * unit, 850, 1150, grain)
        if code in OWN:
            plan[code, department.running] = Line(income=amount)
        else:
            plan[_source_of(code), code] = Line(project=amount)
    return plan


def _grow(random: Random, line: Line, grain: int) -> Line:
    return Line(
        income=vary(random, line.income, 930, 1120, grain),
        basic=vary(random, line.basic, 960, 1090, grain),
        project=vary(random, line.project, 780, 1260, grain),
    )


def _budget(random: Random, department: Department, year: int, plan: Lines, standing: Counts) -> Ledger:
    grain = department.grain
    lines: Lines = {}
    for key, line in plan.items():
        if key[0] in OWN:
            lines[key] = _own_line(random, key[0], line.income, 0, grain, planned=True)
        else:
            lines[key] = Line(income=line.basic + line.project, basic=line.basic, project=line.project)
    owned = standing["vehicles_total", ""]
    matters = draw_three_public(random, owned, grain, planned=random.random() < 0.7)
    economic = economic_items(random, lines, matters, grain)
    matters |= _other_matters(random, department, lines, economic)
    return Ledger(year, lines, economic, matters, dict(standing))


def _final(random: Random, department: Department, budget: Ledger, before: Ledger | None, standing: Counts) -> Ledger:
    grain = department.grain
    lines: Lines = {}
    for key, planned in budget.lines.items():
        opening = before.lines[key].closing if before is not None and key in before.lines else 0
        if key[0] in OWN:
            income = vary(random, planned.income, 880, 1150, grain)
            lines[key] = _own_line(random, key[0], income, opening, grain, planned=False)
            continue
        basic = vary(random, planned.basic, 960, 1050, grain)
        project = vary(random, planned.project, 700, 1050, grain)
        left = vary(random, planned.project, 10, 90, grain) if random.random() < 0.4 else 0
        income = max(0, basic + project + left - opening)
        if key[0] == CAPITAL and key[1].startswith(_CAPITAL_CLASS):
            income = max(income, snap(planned.project, grain))
        lines[key] = Line(opening=opening, income=income, basic=basic, project=project)
    matters = spend_three_public(random, {leaf: budget.matters[leaf] for leaf in THREE_PUBLIC_LEAVES}, grain)
    economic = economic_items(random, lines, matters, grain)
    counts = standing | draw_events(random, matters, max(standing["vehicles_total", ""] - random.randint(0, 1), 0))
    matters |= _other_matters(random, department, lines, economic)
    counts["equipment_over_threshold", "general"] = random.choice((0, 0, 1, 3))
    counts["equipment_over_threshold", "special"] = random.choice((0, 0, 0, 2))
    return Ledger(budget.year, lines, economic, matters, counts)


def _own_line(random: Random, source: str, income: int, opening: int, grain: int, *, planned: bool) -> Line:
    if planned:
        if source == "operating_income":
            return Line(income=income, operating=income)
        basic = vary(random, income, 300, 600, grain)
        return Line(income=income, basic=basic, project=income - basic)
    if source == "operating_income":
        spent = vary(random, income, 800, 930, grain)
        return Line(opening=opening, income=income, operating=spent, distributed=opening + income - spent)
    surplus = vary(random, income, 20, 60, grain) if source == "business_income" and random.random() < 0.6 else 0
    basic = vary(random, income, 300, 550, grain)
    project = vary(random, income + opening, 300, 430, grain)
    return Line(opening=opening, income=income, basic=basic, project=project, surplus=surplus)


def _other_matters(random: Random, department: Department, lines: Lines, economic: dict[str, int]) -> dict[str, int]:
    grain = department.grain
    volume = sum(line.spent for line in lines.values())
    public = sum(amount for code, amount in economic.items() if code[:3] not in ("301", "303"))
    fixed = vary(random, volume, 700, 2400, grain)
    current = vary(random, volume, 60, 300, grain)
    return {
        **draw_procurement(random, volume, grain),
        "agency_operating_expenditure": 0 if department.is_unit else public,
        "meeting_expenditure": economic.get("30215", 0),
        "training_expenditure": economic.get("30216", 0),
        "assets_fixed": fixed,
        "assets_current": current,
        "assets_total": fixed + current + vary(random, volume, 10, 90, grain),
    }


def _adjust(random: Random, budget: Ledger, final: Ledger, grain: int) -> dict[str, int]:
    """The adjusted budget of each general public 项: what was spent, or somewhat more."""
    return {
        code: line.spent if random.random() < 0.4 else vary(random, line.spent, 1000, 1130, grain)
        for (source, code), line in final.lines.items()
        if source == GENERAL
    }
