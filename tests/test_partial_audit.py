"""An audit of some documents says of them what an audit of all says, and leaves what was found of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from schemas.records import TableCheckRecord
from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.judging import audit
from warehouse.load import Loader

REPORTS = (
    "--- final_account",
    "T01 all income_total final 762.10万元",
    "T01 all expenditure_total final 761.10万元",
    "text all income_total final 762.10万元",
    "text all income_total change 0.68万元 base=prior_final",
    "--- final_account year=2022",
    "T01 all income_total final 759.56万元",
    "T01 all expenditure_total final 795.56万元",
)


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        Loader(connection).load(read_figures(REPORTS, "partial"))
        yield connection


def told(connection: Connection, year: int) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT rule_id, scope, severity, message_zh, suspect, caused_by FROM finding WHERE fiscal_year = ? ORDER BY ALL",
        [year],
    ).fetchall()


def id_of(connection: Connection, year: int) -> str:
    ((doc_id,),) = connection.execute("SELECT doc_id FROM document WHERE fiscal_year = ?", [year]).fetchall()
    return str(doc_id)


@pytest.mark.parametrize("year", [2022, 2023])
def test_a_document_is_judged_alike_alone_and_among_all(warehouse: Connection, year: int) -> None:
    audit(warehouse)
    among_all = told(warehouse, year)
    assert among_all
    warehouse.execute("DELETE FROM finding")
    done = audit(warehouse, [id_of(warehouse, year)])
    assert done.documents == 1
    assert told(warehouse, year) == among_all
    assert told(warehouse, 2022 + 2023 - year) == []


def test_the_comparison_with_last_year_is_made(warehouse: Connection) -> None:
    audit(warehouse, [id_of(warehouse, 2023)])
    assert "prior_year_differs" in {rule for rule, *_ in told(warehouse, 2023)}


def test_what_was_found_of_others_stays(warehouse: Connection) -> None:
    audit(warehouse)
    before = told(warehouse, 2022)
    audit(warehouse, [id_of(warehouse, 2023)])
    assert told(warehouse, 2022) == before


def test_a_sum_with_a_term_that_was_not_read_is_not_applicable() -> None:
    lines = (
        "T01 all income_current_year final 9.00万元",
        "T01 all opening_carryover final 1.00万元",
        "T01 all income_total final 13.00万元",
    )
    with empty_warehouse() as connection:
        (read,) = read_figures(lines, "unread")
        (table_id,) = {fact.table_id for fact in read.facts}
        unread = TableCheckRecord(read.document.doc_id, str(table_id), "T01", "T01.3", "final", None, None)
        Loader(connection).load([replace(read, checks=(unread,))])
        audit(connection)
        outcome = connection.execute("SELECT outcome, missing FROM check_outcome WHERE rule_id = 'T01.3'").fetchall()
        found = connection.execute("FROM finding").fetchall()
    assert outcome == [("not_applicable", "unread")]
    assert found == []
