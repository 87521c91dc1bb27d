"""The views over a small known case: which figure wins, and what the wide tables, years and quality say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from schemas.records import Extraction, Leftover, Mention, OrganizationRecord, SourceTableRecord, TableCheckRecord
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.load import Loader
from warehouse.meanings import relations

ORG = "云溪县林业局"


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


def load(connection: Connection, *extractions: Extraction) -> None:
    outcomes = Loader(connection).load(extractions)
    assert [o.message for o in outcomes if o.action not in ("loaded", "replaced")] == []
    assert connection.execute("FROM v_orphans").fetchall() == []


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_every_view_answers_on_an_empty_warehouse(warehouse: Connection) -> None:
    for relation in relations(warehouse):
        if relation.is_view and relation.name not in ("v_concept", "v_province"):
            assert warehouse.table(relation.name).fetchall() == [], relation.name


def test_every_view_answers_on_every_kind_of_row(warehouse: Connection) -> None:
    load(warehouse, make_full_extraction())
    for relation in relations(warehouse):
        warehouse.table(relation.name).fetchall()


BEST: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "table before text": [("5", {"source": "text"}), ("7", {})],
    "main before annex": [("5", {"part": "annex:1"}), ("7", {})],
    "table of an annex before text of the main part": [("5", {"source": "text"}), ("7", {"part": "annex:1"})],
    "the surer of two": [("5", {"confidence": Decimal("0.91")}), ("7", {"confidence": Decimal("0.99")})],
    "a doubtful one is none": [("5", {"confidence": Decimal("0.899")}), ("7", {"source": "text"})],
    "the first printed of two alike": [("5", {"table_id": "t1", "row": 9}), ("7", {"table_id": "t1", "row": 2})],
}


@pytest.mark.parametrize("case", BEST)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_best_fact_is_one(warehouse: Connection, case: str, backwards: bool) -> None:
    document = make_document()
    facts = [make_fact(document, "expenditure", value, **fields) for value, fields in BEST[case]]
    load(warehouse, make_extraction(document, *(reversed(facts) if backwards else facts)))
    assert rows(warehouse, "SELECT value FROM v_fact_best") == [(Decimal(7),)]


def test_what_differs_in_a_dimension_stays_apart(warehouse: Connection) -> None:
    document = make_document()
    dimensions: list[dict[str, Any]] = [
        {},
        {"fund": "fiscal"},
        {"function_code": "201"},
        {"function_name": "没有编码的类"},
        {"economic_code": "301"},
        {"item": "养护"},
        {"base": "prior_final"},
        {"measure": "prior_final"},
        {"fiscal_year": 2022},
    ]
    load(warehouse, make_extraction(document, *(make_fact(document, "expenditure", "1", **d) for d in dimensions)))
    assert rows(warehouse, "SELECT count(*) FROM v_fact_best") == [(len(dimensions),)]


def test_sums_never_double_over_files_of_one_report(warehouse: Connection) -> None:
    files = [make_document("a.docx"), make_document("a.pdf"), make_document("b.pdf", revision=1)]
    load(warehouse, *(make_extraction(d, make_fact(d, "expenditure", str(n))) for n, d in enumerate(files, 1)))
    assert rows(warehouse, "SELECT value FROM v_fact") == [(Decimal(3),)]


def correct(connection: Connection, number: str, value: str | None, **place: Any) -> None:
    row = {"table_id": None, "row": None, "col": None, "section_id": None, "char_start": None, "char_end": None} | place
    connection.execute(
        "INSERT INTO correction VALUES ($id, $doc, $table_id, $row, $col, $section_id, $char_start, $char_end,"
        " 'expenditure', 'final', 'all', $value, 'CNY', 'misread', 'an auditor', $at)",
        {
            "id": number,
            "doc": make_document().doc_id,
            "value": value,
            "at": datetime.now(UTC).replace(tzinfo=None),
            **row,
        },
    )


def test_a_correction_comes_first_and_survives_a_new_extraction(warehouse: Connection) -> None:
    document = make_document()
    doubtful = make_fact(document, "expenditure", "5", table_id="t1", row=1, col=2, confidence=Decimal("0.5"))
    in_text = make_fact(document, "expenditure", "6", source="text", section_id="s1", char_start=0, char_end=2)
    load(warehouse, make_extraction(document, doubtful, in_text))
    assert rows(warehouse, "SELECT value FROM v_fact_best") == [(Decimal(6),)]
    correct(warehouse, "c1", "8", table_id="t1", row=1, col=2)
    correct(warehouse, "c2", "9", table_id="t1", row=1, col=2, section_id="s1")
    assert rows(warehouse, "SELECT value, corrected FROM v_fact_best") == [(Decimal(9), True)]
    renewed = replace(document, extractor_version="2")
    load(warehouse, make_extraction(renewed, replace(doubtful, fact_id="another"), in_text))
    assert rows(warehouse, "SELECT value, corrected FROM v_fact_best") == [(Decimal(9), True)]
    assert rows(warehouse, "SELECT value FROM fact WHERE fact_id = 'another'") == [(Decimal(5),)]


def test_a_correction_without_a_value_withdraws_the_figure(warehouse: Connection) -> None:
    document = make_document()
    in_text = make_fact(document, "expenditure", "6", source="text", section_id="s1", char_start=0, char_end=2)
    load(warehouse, make_extraction(document, in_text))
    correct(warehouse, "c1", None, section_id="s1", char_start=0, char_end=2)
    assert rows(warehouse, "FROM v_fact_best") == []


def test_a_wide_table_has_a_row_a_code(warehouse: Connection) -> None:
    document = make_document()

    def cell(concept: str, value: str, row: int, code: str | None = None, name: str | None = None, **more: Any) -> Any:
        where: dict[str, Any] = {
            "statutory_table": "T03",
            "table_id": "t1",
            "row": row,
            "function_code": code,
            "function_name": name,
        }
        return make_fact(document, concept, value, **(where | more))

    load(
        warehouse,
        make_extraction(
            document,
            cell("expenditure", "30000000", 3),
            cell("expenditure", "30000000", 4, "213", "农林水支出"),
            cell("expenditure_basic", "12345600", 4, "213", "农林水支出", confidence=Decimal("0.8")),
            cell("expenditure", "77", 4, "213", "农林水支出", statutory_table="T05", fund="general_public"),
        ),
    )
    assert rows(
        warehouse,
        "SELECT function_code, expenditure_wan, expenditure_basic_wan, expenditure_project_wan, confidence, fiscal_year"
        " FROM v_t03 ORDER BY printed_row",
    ) == [
        (None, Decimal(3000), None, None, Decimal("0.95"), 2023),
        ("213", Decimal(3000), Decimal("1234.56"), None, Decimal("0.8"), 2023),
    ]
    assert rows(warehouse, "SELECT expenditure_wan FROM v_t05") == [(Decimal("0.0077"),)]


@pytest.mark.parametrize(
    ("rows_of_unit", "expected"),
    [((60, 30), [(None, 100), ("201", 70), ("205", 30)]), ((60, 29), [(None, 100), ("201", None), ("205", None)])],
)
@pytest.mark.parametrize("crossed", [True, False])
def test_a_code_of_several_rows_has_their_sum_where_the_total_proves_it(
    warehouse: Connection, rows_of_unit: tuple[int, int], expected: list[Any], crossed: bool
) -> None:
    document = make_document(doc_kind="budget")
    table: dict[str, Any] = {"statutory_table": "B03", "table_id": "t1", "measure": "initial_budget"}

    def cell(value: int, row: int, code: str | None = None, economic: str | None = None) -> Any:
        code_of = {"function_code": code, "economic_code": economic if crossed else None}
        return make_fact(document, "expenditure", str(value * 10_000), row=row, **(table | code_of))

    first, last = rows_of_unit
    coded = [cell(first, 2, "201", "301"), cell(10, 3, "201", "302"), cell(last, 4, "205", "301")]
    load(warehouse, make_extraction(document, cell(100, 1), *coded, *([] if crossed else [cell(0, 5, "205")])))
    query = "SELECT function_code, expenditure_wan FROM v_b03 ORDER BY printed_row"
    assert rows(warehouse, query) == expected


def test_units_keep_their_rows_in_a_wide_table(warehouse: Connection) -> None:
    document = make_document()
    table: dict[str, Any] = {"statutory_table": "T03", "table_id": "t1", "function_code": "201"}
    own = make_fact(document, "expenditure", "20000", row=1, **table)
    units = replace(own, fact_id="u", org_id="u", row=2, value=Decimal(10_000))
    bodies = tuple(OrganizationRecord(name, name, None, None, None, None) for name in (document.org_id, "u"))
    load(warehouse, make_extraction(document, own, units, organizations=bodies))
    assert rows(warehouse, "SELECT expenditure_wan FROM v_t03 ORDER BY printed_row") == [(2,), (1,)]


def test_balances_have_a_row_a_line(warehouse: Connection) -> None:
    document = make_document()

    def cell(table: str, concept: str, value: str, **more: Any) -> Any:
        where: dict[str, Any] = {"statutory_table": table, "table_id": "t1", "row": 1}
        return make_fact(document, concept, value, **(where | more))

    load(
        warehouse,
        make_extraction(
            document,
            cell("T01", "income_total", "20000"),
            cell("T01", "income_total", "10000", measure="initial_budget"),
            cell("T04", "expenditure", "30000", fund="fiscal"),
            cell("T04", "expenditure", "20000", fund="general_public"),
            cell("T04", "expenditure", "10000", fund="gov_fund"),
            cell("T07", "three_public_total", "40000", fund="fiscal", measure="budget"),
            cell("T07", "three_public_total", "30000", fund="fiscal"),
            cell("T07", "reception_persons", "12", fund="all", unit="person_time"),
        ),
    )
    assert rows(warehouse, "SELECT concept_name, initial_budget_wan, final_wan FROM v_t01") == [("收入总计", 1, 2)]
    assert rows(warehouse, "SELECT fiscal_wan, general_public_wan, gov_fund_wan, state_capital_wan FROM v_t04") == [
        (3, 2, 1, None)
    ]
    assert rows(warehouse, "SELECT concept_name, budget_wan, final_wan FROM v_t07") == [("三公经费合计", 4, 3)]


def test_a_year_has_one_row_of_headlines(warehouse: Connection) -> None:
    final, budget = make_document("f.docx"), make_document("b.docx", doc_kind="budget")
    load(
        warehouse,
        make_extraction(
            final,
            make_fact(final, "expenditure", "30000000"),
            make_fact(final, "expenditure", "99", function_name="没有编码的类"),
            make_fact(final, "expenditure", "20000000", fund="general_public"),
            make_fact(final, "expenditure", "25000000", measure="prior_final", fiscal_year=2022),
            make_fact(final, "expenditure", "18000000", measure="adjusted_budget", fund="general_public"),
            make_fact(final, "three_public_total", "50000", fund="fiscal"),
            make_fact(final, "staff_actual", "21", unit="person", decimals=0),
        ),
        make_extraction(
            budget, make_fact(budget, "expenditure", "16000000", measure="initial_budget", fund="general_public")
        ),
    )
    assert rows(
        warehouse,
        "SELECT org_name, fiscal_year, expenditure_wan, general_public_expenditure_wan, general_public_budget_wan,"
        " three_public_total_wan, staff_actual FROM v_org_year",
    ) == [(ORG, 2023, Decimal(3000), Decimal(2000), Decimal(1600), Decimal(5), 21)]


def test_a_year_takes_the_three_public_budget_of_all_fiscal_money(warehouse: Connection) -> None:
    budget = make_document("b.docx", doc_kind="budget")
    funds = {"state_capital": "0", "gov_fund": "0", "general_public": "60000", "fiscal": "198600"}
    load(
        warehouse,
        make_extraction(
            budget,
            *(
                make_fact(budget, "three_public_total", value, measure="initial_budget", fund=fund)
                for fund, value in funds.items()
            ),
        ),
    )
    assert rows(warehouse, "SELECT three_public_budget_wan FROM v_org_year") == [(Decimal("19.86"),)]


def test_three_public_prefers_the_fiscal_scope_and_the_initial_budget(warehouse: Connection) -> None:
    document = make_document()

    def figure(concept: str, value: str, measure: str = "final", fund: str = "fiscal") -> Any:
        return make_fact(document, concept, value, measure, fund=fund)

    load(
        warehouse,
        make_extraction(
            document,
            figure("three_public_total", "70000", fund="general_public"),
            figure("three_public_total", "80000"),
            figure("three_public_total", "90000", "adjusted_budget"),
            figure("three_public_total", "100000", "initial_budget"),
            figure("reception_persons", "34", fund="all"),
        ),
    )
    assert rows(
        warehouse,
        "SELECT three_public_total_wan, three_public_total_budget_wan, reception_persons, vehicles_owned FROM v_three_public",
    ) == [(8, 10, 34, None)]


def test_shares_of_functions_are_of_their_level(warehouse: Connection) -> None:
    document = make_document()
    load(
        warehouse,
        make_extraction(
            document,
            make_fact(document, "expenditure", "100000"),
            make_fact(document, "expenditure", "75000", function_code="213", function_name="农林水支出"),
            make_fact(document, "expenditure", "25000", function_code="208", function_name="社会保障和就业支出"),
            make_fact(document, "expenditure", "75000", function_code="21302", function_name="林业和草原"),
        ),
    )
    assert rows(
        warehouse,
        "SELECT function_code, function_level, class_code, expenditure_wan, share_pct FROM v_function_expenditure"
        " ORDER BY function_code",
    ) == [
        ("208", "类", "208", Decimal("2.5"), 25),
        ("213", "类", "213", Decimal("7.5"), 75),
        ("21302", "款", "213", Decimal("7.5"), 100),
    ]


def test_quality_counts_what_is_claimed(warehouse: Connection) -> None:
    document = make_document(year=2019)
    fact = make_fact(document, "expenditure", "1", table_id="t1", row=1, col=1)
    told = make_fact(document, "expenditure", "1", source="text", section_id="s1", char_start=0, char_end=1)

    def mention(reason: str | None, fact_id: str | None = None) -> Mention:
        return Mention(document.doc_id, "s1", 0, 1, None, None, None, "1", reason, fact_id)

    empty = SourceTableRecord(document.doc_id, "t2", 2, "基金", None, "T08", "s1", "main", 3, 3, 2, 2, "empty")
    first = SourceTableRecord(document.doc_id, "t1", 1, "总表", None, "T01", "s1", "main", 2, 2, 2, 2, "read")
    load(
        warehouse,
        make_extraction(
            document,
            fact,
            told,
            tables=(first, empty),
            mentions=(mention(None, told.fact_id), mention("date"), mention("form"), mention("no_concept")),
            leftovers=(
                Leftover(document.doc_id, "unknown_row", "x", None, "t1", 4, 2),
                Leftover(document.doc_id, "contents_differ", "y"),
            ),
            checks=(
                TableCheckRecord(document.doc_id, "t1", "T01", "T01.1", "", True, Decimal(0)),
                TableCheckRecord(document.doc_id, "t1", "T01", "T01.2", "", False, Decimal(3)),
                TableCheckRecord(document.doc_id, "t1", "T01", "T01.3", "", None, None),
            ),
        ),
    )
    assert rows(
        warehouse,
        "SELECT tables_expected, tables_found, tables_missing, facts, table_facts, text_facts, mentions,"
        " leftovers, figures_claimed, figures_printed, claimed_pct, identities, identities_closed FROM v_document_quality",
    ) == [(8, 2, ["T02", "T03", "T04", "T05", "T06", "T07"], 2, 1, 1, 4, 2, 3, 5, 60, 2, 1)]
    assert rows(warehouse, "SELECT mentions_by_reason FROM v_document_quality") == [
        ({"bound": 1, "date": 1, "form": 1, "no_concept": 1},)
    ]
    assert rows(warehouse, "SELECT reason, table_title FROM v_leftover ORDER BY reason") == [
        ("contents_differ", None),
        ("unknown_row", "总表"),
    ]


def test_the_macros_keep_decimals(warehouse: Connection) -> None:
    assert rows(warehouse, "SELECT wan(123456789012345678.123456::DECIMAL(24, 6))") == [
        (Decimal("12345678901234.567812"),)
    ]
    assert rows(warehouse, "SELECT percent_of(1, 3), percent_of(1, 0), percent_of(NULL, 3)") == [
        (Decimal("33.33"), None, None)
    ]
