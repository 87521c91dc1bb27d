"""The text with itself: what a figure is bound to, when a list is complete, and what must stay silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.judging import audit
from warehouse.load import Loader

TOTAL = "text fiscal three_public_total"
CASES: dict[str, tuple[str, str, list[str]]] = {
    "a rate against the year before": (
        "growth_rate", "pass", [f"{TOTAL} final 27.49万元", f"{TOTAL} change -8.63万元", f"{TOTAL} change_rate -23.89%"],
    ),
    "a rate against a named year has its own change": (
        "growth_rate", "pass", [
            f"{TOTAL} final 18.86万元",
            f"{TOTAL} change -8.63万元 base=prior_final", f"{TOTAL} change_rate -31.4% base=prior_final",
            f"{TOTAL} change -7.95万元 base=prior_final item=2019", f"{TOTAL} change_rate -29.7% base=prior_final item=2019",
        ],
    ),
    "a wrong rate against a named year": (
        "growth_rate", "fail", [
            f"{TOTAL} final 18.86万元",
            f"{TOTAL} change -8.63万元 base=prior_final", f"{TOTAL} change_rate -31.4% base=prior_final",
            f"{TOTAL} change -7.95万元 base=prior_final item=2019", f"{TOTAL} change_rate -42.2% base=prior_final item=2019",
        ],
    ),
    "a rate of which only the two figures are printed": (
        "growth_rate", "pass", [
            f"{TOTAL} final 18.86万元", f"{TOTAL} prior_final 27.49万元 year=2022", f"{TOTAL} change_rate -31.39% base=prior_final",
        ],
    ),
    "a wrong rate of which only the two figures are printed": (
        "growth_rate", "fail", [
            f"{TOTAL} final 18.86万元", f"{TOTAL} prior_final 27.49万元 year=2022", f"{TOTAL} change_rate -45.76% base=prior_final",
        ],
    ),
    "a rate that is cut": (
        "growth_rate", "near", [
            f"{TOTAL} final 1000000元", f"{TOTAL} change 163934元", f"{TOTAL} change_rate 19.60%",
        ],
    ),
    "a rate over nothing": (
        "growth_rate", "not_applicable", [f"{TOTAL} final 5.00万元", f"{TOTAL} change 5.00万元", f"{TOTAL} change_rate 100.00%"],
    ),
    "a change against the budget": (
        "growth_prior", "pass", [
            f"{TOTAL} budget 20.20万元", f"{TOTAL} final 18.86万元", f"{TOTAL} change -1.34万元 base=budget",
        ],
    ),
    "unchanged, but the figures differ": (
        "growth_direction", "fail", [
            f"{TOTAL} final 18.86万元", f"{TOTAL} prior_final 27.49万元 year=2022", f"{TOTAL} change 持平 base=prior_final",
        ],
    ),
    "a change too small to tell its direction": (
        "growth_direction", "pass", [
            f"{TOTAL} final 100000.00万元", f"{TOTAL} change -9.50万元", f"{TOTAL} change_rate -0.01%",
        ],
    ),
    "a share of the total of all funds in another section": (
        "text_share", "pass", [
            "text all expenditure final 376.83万元",
            "text general_public expenditure final 332.77万元 section=s2",
            "text general_public expenditure share 88.31% base=expenditure section=s2",
        ],
    ),
    "a share of the fiscal total": (
        "text_share", "pass", [
            "text all expenditure final 476.83万元", "text fiscal expenditure final 376.83万元",
            "text general_public expenditure final 332.77万元 section=s2",
            "text general_public expenditure share 88.31% base=expenditure section=s2",
        ],
    ),
    "a share of nothing": (
        "text_share", "not_applicable", [
            "text all procurement_total final 0万元", "text all procurement_sme final 3万元",
            "text all procurement_sme share 0% base=procurement_total",
        ],
    ),
    "completion of a budget of 0": (
        "text_completion", "not_applicable", [
            f"{TOTAL} budget 0万元", f"{TOTAL} final 0万元", f"{TOTAL} completion_rate 100% base=budget",
        ],
    ),
    "a list that may name only some parts": (
        "text_income_parts", "not_applicable", [
            "text all income_current_year final 100.00万元", "text fiscal fiscal_appropriation final 80.00万元",
        ],
    ),
    "parts whose shares sum to 100 are all parts": (
        "text_income_parts", "fail", [
            "text all income_current_year final 100.00万元",
            "text fiscal fiscal_appropriation final 8.00万元", "text fiscal fiscal_appropriation share 80.00%",
            "text all other_income final 20.00万元", "text all other_income share 20.00%",
        ],
    ),
    "parts of a sentence without another number are all parts": (
        "text_expenditure_parts", "fail", [
            "section s1 支出决算 :: 本年支出100.00万元，其中：基本支出60.00万元，项目支出4.00万元。",
            "text all expenditure final 100.00万元", "text all expenditure_basic final 60.00万元",
            "text all expenditure_project final 4.00万元",
        ],
    ),
    "a sentence with a number that was not read": (
        "text_expenditure_parts", "not_applicable", [
            "section s1 支出决算 :: 本年支出100.00万元，其中：基本支出60.00万元，某支出36.00万元，项目支出4.00万元。",
            "text all expenditure final 100.00万元", "text all expenditure_basic final 60.00万元",
            "mention s1 no_concept 36.00万元", "text all expenditure_project final 4.00万元",
        ],
    ),
    "a sum that is off by rounding": (
        "text_basic_parts", "pass", [
            "text general_public expenditure_basic final 105.58万元", "text general_public personnel_expenditure final 95.36万元",
            "text general_public public_expenditure final 10.23万元",
        ],
    ),
    "a count that is off by one": (
        "text_vehicles_parts", "fail", [
            "text all vehicles_total final 9辆", "text all vehicles final 5辆 item=机要通信用车",
            "text all vehicles final 5辆 item=应急保障用车",
        ],
    ),
    "vehicle expenses by their two parts": (
        "text_three_public_parts", "pass", [
            f"{TOTAL} final 6.00万元", "text fiscal three_public_abroad final 1.00万元",
            "text fiscal three_public_vehicle_purchase final 2.00万元", "text fiscal three_public_vehicle_operation final 2.50万元",
            "text fiscal three_public_reception final 0.50万元",
        ],
    ),
    "a figure told again with fewer decimals": (
        "text_restated", "pass", [
            "text general_public expenditure final 332.77万元", "text general_public expenditure final 332.8万元",
        ],
    ),
    "domestic reception beside foreign": (
        "text_restated", "pass", [
            "text fiscal three_public_reception final 5.00万元", "text fiscal three_public_reception final 4.00万元",
            "text fiscal foreign_reception final 1.00万元", f"{TOTAL} final 5.00万元", f"{TOTAL} final 5.00万元",
        ],
    ),
    "a final below one of two budgets": (
        "text_budget_words", "pass", [
            "section s1 决算 :: 年初预算0万元，全年预算321.02万元，支出决算307.82万元，完成95.89%，决算数小于预算数。",
            f"{TOTAL} initial_budget 0万元", f"{TOTAL} adjusted_budget 321.02万元", f"{TOTAL} final 307.82万元",
            f"{TOTAL} completion_rate 95.89% base=adjusted_budget",
        ],
    ),
    "a cost indicator that is a part of the project": (
        "performance_copied", "not_applicable", [
            "project 绩效考评 budget=56.46万元", "indicator 绩效管理成本 target=≤36.46万元", "indicator 检查成本 target=≤20万元",
        ],
    ),
    "a digit too many in what was paid": (
        "performance_copied", "fail", [
            "project 物业管理 budget=30.74万元 executed=30.74万元", "indicator 费用 actual=2020年支付资金330.74万元",
        ],
    ),
}  # fmt: skip


ONE_WRONG_FIGURE = [
    "text general_public expenditure#2080505 initial_budget 50.00万元",
    "text general_public expenditure#2080505 final 84.00万元",
    "text general_public expenditure#2080505 completion_rate 96.00% base=initial_budget",
    "text general_public expenditure final 100.00万元",
    "text general_public expenditure#2010101 final 52.00万元",
]
WRONG_BASE = [f"{TOTAL} final 18.86万元", f"{TOTAL} change -8.63万元", f"{TOTAL} change_rate -45.76%"]


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Connection]:
    """All cases, loaded and audited at once."""
    with empty_warehouse() as connection:
        cases = {name: lines for name, (_, _, lines) in CASES.items()}
        cases |= {"one wrong figure": ONE_WRONG_FIGURE, "wrong base": WRONG_BASE}
        Loader(connection).load([e for name, lines in cases.items() for e in read_figures(lines, name)])
        audit(connection)
        yield connection


def findings_of(name: str, connection: Connection) -> list[tuple[object, ...]]:
    """Of a case's findings: what is expected, the slip, whether another finding caused it, and the message."""
    asked = """
        SELECT expected, slip, caused_by IS NOT NULL, message_zh
        FROM finding JOIN document USING (doc_id) WHERE split_part(path, '/', 2) = ? ORDER BY caused_by NULLS FIRST
    """
    return connection.execute(asked, [name]).fetchall()


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_judged_with_itself(name: str, warehouse: Connection) -> None:
    rule, expected, _ = CASES[name]
    asked = """
        SELECT DISTINCT outcome
        FROM judgement JOIN document USING (doc_id) WHERE split_part(path, '/', 2) = ? AND rule_id = ?
    """
    outcomes = {outcome for (outcome,) in warehouse.execute(asked, [name, rule]).fetchall()}
    assert expected in outcomes
    assert expected == "fail" or "fail" not in outcomes


def test_a_wrong_figure_is_one_finding_however_many_checks_it_breaks(warehouse: Connection) -> None:
    (expected, slip, caused, _), *consequences = findings_of("one wrong figure", warehouse)
    assert (expected, slip, caused) == (480000, "transposed", False)
    assert consequences
    assert all(follows for _, _, follows, _ in consequences)


def test_a_rate_over_the_current_year_is_named(warehouse: Connection) -> None:
    ((_, slip, _, message),) = findings_of("wrong base", warehouse)
    assert slip == "prior_base"
    assert message == "下降45.76%：8.63÷（18.86＋8.63）＝31.39%（45.76%是以本年数为分母）"
