"""From the labels above and beside a figure to its dimensions: concept, measure, fund, year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.amounts import find_unit
from extractors.statements.headers import Column, Panel
from extractors.statements.rows import RowKey
from schemas.classification import economic
from schemas.report import Report
from schemas.statement import Statement, Term, fold_label, vocabulary

_CARRYOVER = frozenset(("opening_carryover", "closing_carryover"))
_BROUGHT_IN = frozenset(("opening_carryover", "nonfiscal_surplus_used"))
_GRAND = {"income_current_year": "income_total", "expenditure": "expenditure_total"}
_SUMS = frozenset(("expenditure", "income_current_year", "fiscal_appropriation", "three_public_total"))
_HEADINGS = ("heading", "source")
_KINDS = (
    frozenset(
        f"{source}_income" for source in ("superior_subsidy", "business", "operating", "affiliated_remittance", "other")
    )
    | {"fiscal_appropriation"},
    frozenset(
        f"expenditure_{kind}"
        for kind in ("basic", "project", "operating", "remitted_to_superior", "subsidy_to_affiliated")
    ),
)
_YEAR = re.compile(r"(20\d{2})年")
_PRIOR = {"final": "prior_final", "budget": "prior_budget", "initial_budget": "prior_budget"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column says of the figures under it. `unread` is a label that no declaration names, `grand` a 总计.

    `heading` and `source` say that the lowest label stands over columns of its own (资金来源, 单位资金).
    """

    concept: str | None = None
    fund: str | None = None
    measure: str | None = None
    unit: str | None = None
    money_unit: str | None = None
    year: int | None = None
    economic_code: str | None = None
    item: str | None = None
    unread: str | None = None
    heading: bool = False
    source: bool = False
    grand: bool = False
    impossible: bool = False


def combine(old: str | None, new: str | None) -> tuple[str | None, bool]:
    """The concept of a label under another's, and whether the contract has one.

    项目支出 under 本年支出 is expenditure_project; 基本支出 under 年初结转和结余 or 本年收入 has no concept.
    """
    if old == "income_current_year" and new is not None and new.startswith("expenditure_"):
        return old, False
    if new is None or old is None or old in _SUMS or old == new:
        return new or old, True
    if old in _CARRYOVER or any(old in kinds and new in kinds for kinds in _KINDS):
        return old, False  # parts of one sum stand beside one another, never one over the other
    if new in _SUMS:
        return old, True
    return new, True


def _apply(reading: Reading, term: Term) -> Reading:
    concept, possible = combine(reading.concept, term.concept)
    return replace(
        reading,
        concept=concept,
        fund=term.fund or reading.fund,
        measure=term.measure or reading.measure,
        unit=term.unit or reading.unit,
        item=term.item or reading.item,
        impossible=reading.impossible or not possible,
    )


def shared_labels(panel: Panel) -> frozenset[str]:
    """Labels over the whole panel (人员经费 over 编码 名称 决算数): its headings, not readings of a column."""
    named = {label for c in (*panel.codes, *panel.labels) for label in c.path}
    if len(panel.measures) > 1:
        named |= set.intersection(*(set(c.path) for c in panel.measures))
    return frozenset(named)


def read_column(column: Column, panel: Panel, statement: Statement, fiscal_year: int | None) -> Reading:
    """What the header says of one measure column of a statement."""
    shared = shared_labels(panel)
    reading = Reading()
    for label in column.path:
        year = _YEAR.search(label)
        if year and fiscal_year is not None:
            reading = replace(reading, year=int(year.group(1)))
        reading = replace(reading, money_unit=find_unit(label) or reading.money_unit)
        term = vocabulary().read(label)
        reading = replace(reading, grand=fold_label(label) == "总计")
        if term is not None and label not in shared:
            summed = reading.source and term.role == "total"
            reading = replace(reading, heading=summed or term.role in _HEADINGS, source=summed or term.role == "source")
        if term is not None and (label not in shared or term.role in ("measure", "fund")):
            reading = _apply(reading, term)
        elif term is None and label not in shared and fold_label(label):
            classes = economic().named(label, fiscal_year)
            if len(classes) == 1 and statement.layout == "code_rows":
                reading = replace(reading, economic_code=classes[0].code)
            else:
                reading = replace(reading, unread=label)
    if reading.heading:
        reading = replace(reading, unread=column.path[-1])
    if reading.unread and len(panel.measures) == 1:
        reading = replace(reading, unread=None)
    return _settle_year(reading, fiscal_year)


def _settle_year(reading: Reading, fiscal_year: int | None) -> Reading:
    """A column of last year's figures (2024年预算数 in a 2025 budget) is a prior measure of that year."""
    if reading.year is None or fiscal_year is None or reading.year == fiscal_year:
        return replace(reading, year=None)
    if reading.year == fiscal_year - 1 and reading.measure in ("change", "change_rate"):
        return replace(reading, year=None)  # 比2023年执行数增减
    if reading.year == fiscal_year - 1:
        return replace(reading, measure=_PRIOR.get(reading.measure or "budget", reading.measure))
    return replace(reading, unread=reading.unread or f"{reading.year}年")


def column_concept(
    reading: Reading, statement: Statement, readings: Sequence[Reading]
) -> tuple[str | None, str | None]:
    """Concept and fund of a column in a table whose rows are 科目: the column says what is measured."""
    total = statement.totals.get("column", "expenditure")
    concept, fund = reading.concept, reading.fund
    if (
        reading.grand
        and total in _GRAND
        and concept is fund is None
        and any(r.concept in _BROUGHT_IN for r in readings)
    ):
        return _GRAND[total], statement.fund
    if total == "income_current_year":
        if concept in (None, "income_current_year"):
            if fund is not None:
                return "fiscal_appropriation", fund
            if concept is None and any(r.concept == "income_current_year" for r in readings):
                return "income_total", "all"
            return "income_current_year", "all"
        if concept == "income_total" and not any(r.concept == "opening_carryover" for r in readings):
            return total, "all"  # 收入总计 over the sources of the year alone
        return concept, fund or "all"
    if concept == "expenditure_total":
        concept = total  # 支出总计 whose parts are 基本支出 and 项目支出
    elif statement.fund != "all" and concept == "income_current_year":
        concept = "fiscal_appropriation"
    elif concept == "fiscal_appropriation" and fund is not None:
        return total, fund  # the source of an expenditure, not an income
    elif concept == "opening_carryover" and not any(r.concept == "closing_carryover" for r in readings):
        return None, None  # 上年结转 beside the year's sources
    elif concept is not None and concept.endswith("_income"):
        return None, None
    if fund is None and any(r.fund is not None for r in readings):
        return concept or total, "all"  # 合计 beside columns of single funds
    return concept or total, fund or statement.fund


def settle_measure(measure: str | None, statement: Statement, is_budget: bool) -> str:
    """The measure of a figure: as printed, but a budget table's plain 预算数 is the initial budget."""
    budget = statement.kind == "budget" or (statement.kind == "any" and is_budget)
    if measure is None:
        return "initial_budget" if budget else "final"
    return "initial_budget" if measure == "budget" and budget else measure


def settle_row_measure(key: RowKey, statement: Statement, report: Report) -> tuple[str | None, int | None]:
    """Measure and year of a row that is one reading of all columns (2025年预算数 | 2026年预算数 | 增减额)."""
    measure = "budget" if key.term is None else key.term.measure
    if measure is None:
        return None, None
    year = _YEAR.search(key.label)
    reading = Reading(measure=measure, year=int(year.group(1)) if year else None)
    settled = _settle_year(reading, report.fiscal_year)
    if settled.unread is not None:
        return None, None
    return settle_measure(settled.measure, statement, report.is_budget), settled.year
