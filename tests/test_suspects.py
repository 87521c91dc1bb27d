"""Who is named where a check fails: the figure that is out of its unit or its digits, and once for one matter."""

from __future__ import annotations

import pytest

from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.judging import audit
from warehouse.load import Loader

AGENCY = "text general_public agency_operating_expenditure"
REST = [f"text all procurement_{kind} final {amount}万元" for kind, amount in (("goods", "12.40"), ("works", "31.75"))]
MANY = [f"T05 general_public expenditure#21301{code} final {code}.25万元" for code in range(10, 99)]
"""What shows that the report counts in 万元."""


def judge(*lines: str) -> list[tuple[str, str | None, str | None]]:
    """Of each finding that follows from no other: its check, what its suspect prints, the slip that it looks like."""
    with empty_warehouse() as connection:
        Loader(connection).load(read_figures(lines, "words"))
        audit(connection)
        return connection.execute("""
            SELECT f.rule_id, s.value_reported, f.slip
            FROM finding f LEFT JOIN fact s ON s.fact_id = f.suspect
            WHERE f.caused_by IS NULL AND f.severity <> 'info'
            ORDER BY ALL
        """).fetchall()


@pytest.mark.parametrize(
    ("lines", "suspect", "slip"),
    [
        ([f"{AGENCY} final 64.82万元", f"{AGENCY} change -12.84万元", f"{AGENCY} change_rate -16.14%"], "-12.84", "transposed"),
        ([f"{AGENCY} final 83.46元", f"{AGENCY} change -2.97万元", f"{AGENCY} change_rate -3.44%", *REST, *MANY], "83.46", "unit"),
    ],
    ids=["two digits of a change", "yuan among ten thousands"],
)  # fmt: skip
def test_a_change_and_its_rate_name_what_slipped(lines: list[str], suspect: str, slip: str) -> None:
    assert judge(*lines) == [("growth_rate", suspect, slip)]


def test_a_sum_that_is_rounded_still_shows_a_slip() -> None:
    lines = [
        "T04 all expenditure_total final 96.68万元", "T04 all expenditure final 76.91万元", "T04 all closing_carryover final 17.98万元",
    ]  # fmt: skip
    assert {found[1:] for found in judge(*lines)} <= {("17.98", "transposed"), (None, None)}


def test_an_amount_in_the_wrong_unit_is_named_although_it_is_printed_without_decimals() -> None:
    lines = ["T01 all other_income final 25.37万元", "text all other_income final 253700万元"]
    assert judge(*lines) == [("text_amount", "253700", "unit")]


def test_a_table_under_the_wrong_unit_is_one_matter() -> None:
    items = {"three_public_total": "16.45", "three_public_vehicle": "12.48", "three_public_reception": "3.97"}
    table = [f"T07 fiscal {item} final {amount}元" for item, amount in items.items()]
    text = [f"text fiscal {item} final {amount}万元" for item, amount in items.items()]
    ((rule, _, slip),) = judge(*table, *text, *MANY)
    assert (rule, slip) == ("text_amount", "unit")


def test_two_amounts_that_stand_against_each_other_are_one_matter() -> None:
    rows = ["221", "22102", "2210201"]
    lines = [
        line
        for table, amount in (("T03", "56.95"), ("T05", "59.65"))
        for line in [
            f"{table} {'all' if table == 'T03' else 'general_public'} expenditure#{code} final {amount}万元"
            for code in rows
        ]
    ]
    assert len(judge(*lines)) == 1
