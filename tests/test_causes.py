"""One wrong figure is one finding: what rests on a figure that another finding suspects follows from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.judging import audit
from warehouse.load import Loader
from warehouse.verdicts import dismiss, find_findings, take_back

EARLIER = ["--- final_account year=2022", "text all income_total final 761.42万元"]
CHANGE = "text all income_total change {}万元 base=prior_final"
RATE = "text all income_total change_rate 4.50% base=prior_final"
WRONG_CHANGE = ["--- final_account", "text all income_total final 795.68万元", CHANGE.format("43.26"), RATE, *EARLIER]
"""34.26 misprinted: neither its rate comes out, nor last year's income."""
WRONG_TOTAL = [
    "--- final_account", "T01 all income_total final 795.68万元", "text all income_total final 759.68万元",
    CHANGE.format("34.26"), *EARLIER,
]  # fmt: skip
"""795.68 misprinted: the text is unlike the table, and the change, which is right, leads to another year before."""

Findings = dict[str, tuple[str, str | None, bool]]


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


def judge(connection: Connection, lines: list[str]) -> Findings:
    Loader(connection).load(read_figures(lines))
    audit(connection)
    return find(connection)


def find(connection: Connection) -> Findings:
    """By check: the finding's id, the check that it follows from, and whether it is dismissed."""
    found = connection.execute("""
        SELECT f.rule_id, f.finding_id, c.rule_id, f.dismissed
        FROM finding f LEFT JOIN finding c ON c.finding_id = f.caused_by
    """).fetchall()
    return {rule: (id_, cause, dismissed) for rule, id_, cause, dismissed in found}


def causes(findings: Findings) -> dict[str, str | None]:
    return {rule: cause for rule, (_, cause, _) in findings.items()}


def test_a_wrong_change_is_one_finding(warehouse: Connection) -> None:
    assert causes(judge(warehouse, WRONG_CHANGE)) == {"growth_rate": None, "prior_year_differs": "growth_rate"}


def test_a_figure_that_was_computed_from_a_suspect_follows_from_it(warehouse: Connection) -> None:
    assert causes(judge(warehouse, WRONG_TOTAL)) == {"text_amount": None, "prior_year_differs": "text_amount"}


def test_what_rests_on_a_dismissed_finding_stands_for_itself(warehouse: Connection) -> None:
    (cause, *_) = judge(warehouse, WRONG_TOTAL)["text_amount"]
    (finding,) = find_findings(warehouse, cause)
    assert dismiss(warehouse, finding, "the table is wrong", "张三") == 1
    found = find(warehouse)
    assert [found[rule][1:] for rule in ("text_amount", "prior_year_differs")] == [(None, True), (None, False)]
    assert take_back(warehouse, finding) == 1
    assert causes(find(warehouse)) == {"text_amount": None, "prior_year_differs": "text_amount"}
