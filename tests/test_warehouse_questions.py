"""Named questions and typed ones, the search, and the status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from schemas.diary import IngestEventRecord, IngestRunRecord
from schemas.records import Extraction, SectionRecord
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection, WarehouseError, open_for_reading, open_for_writing
from warehouse.load import Loader
from warehouse.questions import ask, find_question, questions
from warehouse.runs import record_events, write_run
from warehouse.search import find
from warehouse.status import DocumentLine, SetAside, read_status

FOREST, AUDIT = "云溪县林业局", "青石县审计局"


def final_account(org: str, year: int, **figures: str) -> Extraction:
    """A final account with figures named as concept, concept__measure or concept__measure__fund."""
    document = make_document(f"{org}{year}.docx", org, year)
    facts = []
    for key, value in figures.items():
        concept, _, rest = key.partition("__")
        measure, _, fund = rest.partition("__")
        facts.append(make_fact(document, concept, value, measure or "final", fund=fund or "all"))
    return make_extraction(document, *facts)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two departments, with a gap between the years of one."""
    path = tmp_path_factory.mktemp("warehouse") / "w.duckdb"
    forest = final_account(
        FOREST,
        2023,
        income_total="40000000",
        expenditure="30000000",
        expenditure_basic="12000000",
        expenditure__final__general_public="20000000",
        expenditure__initial_budget__general_public="16000000",
        personnel_expenditure__final__general_public="9000000",
        public_expenditure__final__general_public="1000000",
        closing_carryover="10000000",
        three_public_total__final__fiscal="80000",
        three_public_total__budget__fiscal="100000",
        three_public_vehicle_operation__final__fiscal="60000",
        vehicles_owned="3",
        vehicles_total="4",
        procurement_total="500000",
        procurement_goods="200000",
        procurement_services="300000",
        procurement_sme="400000",
        staff_actual="30",
    )
    document = forest.document
    more = (
        make_fact(document, "expenditure", "30000000", function_code="213", function_name="农林水支出"),
        make_fact(
            document,
            "expenditure",
            "124.5",
            "completion_rate",
            fund="general_public",
            base="initial_budget",
            unit="percent",
        ),
        make_fact(document, "vehicles", "3", item="执法执勤用车", unit="vehicle"),
        make_fact(document, "vehicles", "1", item="其他用车", unit="vehicle"),
        make_fact(document, "vehicles", "0", item="离退休干部用车", unit="vehicle"),
    )
    slow = make_full_extraction()
    with open_for_writing(path) as connection:
        outcomes = Loader(connection).load(
            [
                replace(forest, facts=forest.facts + more, projects=moved(slow, document)),
                final_account(FOREST, 2022, expenditure="25000000", three_public_total__final__fiscal="70000"),
                final_account(FOREST, 2019, expenditure="1000"),
                final_account(AUDIT, 2023, expenditure="9000000", opening_carryover="0"),
            ]
        )
    assert [outcome.action for outcome in outcomes] == ["loaded"] * 4
    return path


def moved(extraction: Extraction, document: Any) -> Any:
    return tuple(replace(p, doc_id=document.doc_id, org_id=document.org_id) for p in extraction.projects)


@pytest.fixture(scope="module")
def warehouse(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


D = Decimal
MISSING = [f"T{n:02}" for n in range(2, 10)]
EXPECTED: dict[str, list[tuple[object, ...]]] = {
    "overview": [
        (2023, "云溪县", FOREST, 4000, 3000, 40, 900, 100, 8, D("0.27"), 50, 1000),
        (2023, "云溪县", AUDIT, None, 900, None, None, None, None, None, None, None),
        (2022, "云溪县", FOREST, None, 2500, None, None, None, 7, D("0.28"), None, None),
        (2019, "云溪县", FOREST, None, D("0.1"), None, None, None, None, None, None, None),
    ],
    "three_public_by_year": [
        (FOREST, 2022, 7, None, None, None, None, None, None, None),
        (FOREST, 2023, 8, 10, 80, None, None, None, None, None),
    ],
    "execution_rate": [(FOREST, 2023, 1600, 2000, 125, D("124.5"), "initial_budget")],
    "functional_structure": [(FOREST, 2023, "213", "农林水支出", 3000, 100, None)],
    "personnel_and_public": [(FOREST, 2023, 900, 100, 90, 30, 30)],
    "carryover": [
        (FOREST, 2023, None, 1000, D("33.33"), None),
        (AUDIT, 2023, 0, None, None, None),
    ],
    "procurement": [(FOREST, 2023, 50, 20, None, 30, 40, 80)],
    "vehicles": [(FOREST, 2023, 4, 3, "执法执勤用车 3、其他用车 1", None, None, 6, 2)],
    "slow_projects": [(FOREST, 2023, "林区道路养护", 50, 30, 60, D("92.5"), None)],
    "change_from_prior_year": [(FOREST, 2023, 2500, 3000, 500, 20, None, None, 1)],
    "missing_years": [(FOREST, "final_account", 2019, 2023, [2020, 2021])],
    "budget_against_final": [(FOREST, 2023, "general_public", 1600, 2000, 400, 25)],
    "reading_quality": [
        ("reports/云溪县林业局2019.docx", FOREST, 2019, "final_account", 1, 8, MISSING[:7], 1, 0, 100, 0, 0),
        ("reports/云溪县林业局2022.docx", FOREST, 2022, "final_account", 1, 9, MISSING, 2, 0, 100, 0, 0),
        ("reports/云溪县林业局2023.docx", FOREST, 2023, "final_account", 1, 9, MISSING, 23, 0, 100, 0, 0),
        ("reports/青石县审计局2023.docx", AUDIT, 2023, "final_account", 1, 9, MISSING, 2, 0, 100, 0, 0),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_named_question_gives_the_known_answer(name: str, warehouse: Connection) -> None:
    assert list(ask(warehouse, name).rows) == EXPECTED[name]


def test_every_question_has_a_known_answer() -> None:
    assert set(EXPECTED) == set(questions())
    assert len(EXPECTED) >= 10


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_question_asks_in_both_languages_and_names_its_columns(name: str, warehouse: Connection) -> None:
    question = find_question(name)
    assert question.zh.endswith("？")
    assert question.en.endswith("?")
    answer = ask(warehouse, name)
    assert [c for c, m in zip(answer.columns, answer.meanings, strict=True) if m is None] == []
    assert [column for column in question.headings if column not in answer.columns] == []
    headings = [meaning.zh for meaning in answer.meanings if meaning]
    assert len(set(headings)) == len(headings)


def test_a_question_needs_no_rows() -> None:
    with empty_warehouse() as empty:
        for name in questions():
            assert ask(empty, name).rows == ()


def test_values_stay_decimals(warehouse: Connection) -> None:
    (row,) = ask(warehouse, "SELECT value FROM fact WHERE concept = 'income_total';").rows
    assert isinstance(row[0], Decimal)


def test_a_typed_select_is_limited_on_demand(warehouse: Connection) -> None:
    assert len(ask(warehouse, "SELECT * FROM fact", limit=2).rows) == 2
    assert ask(warehouse, "SELECT 1 AS value").meanings == (None,)


@pytest.mark.parametrize(
    ("question", "reason", "words"),
    [
        ("overveiw", "unknown_question", "overview"),
        ("SELECT nothing FROM fact", "bad_query", "nothing"),
        ("SELECT '", "bad_query", "unterminated"),
        ("DELETE FROM fact", "bad_query", "one SELECT"),
        ("SELECT 1; SELECT 2", "bad_query", "one SELECT"),
        ("COPY fact TO 'x.csv'", "bad_query", "one SELECT"),
        ("", "bad_query", "one SELECT"),
        ("SELECT * FROM read_csv('secret.csv')", "bad_query", "disabled"),
        ("SELECT * FROM 'secret.parquet'", "bad_query", "disabled"),
    ],
)
def test_what_is_no_question_is_one_line(question: str, reason: str, words: str, warehouse: Connection) -> None:
    with pytest.raises(WarehouseError, match=words) as caught:
        ask(warehouse, question)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)


def test_a_section_is_found_by_all_the_words() -> None:
    document = make_document()
    text = "前" * 100 + "公务接待费用于接待考察组。" + "后" * 100
    sections = (
        SectionRecord(document.doc_id, "s1", None, 1, 1, None, "三公经费", text, 7, "main"),
        SectionRecord(document.doc_id, "s2", "s1", 2, 2, None, "公务接待费说明", "无。", 8, "main"),
    )
    with empty_warehouse() as warehouse:
        Loader(warehouse).load([make_extraction(document, sections=sections, tables=())])
        assert [hit.section_id for hit in find(warehouse, "公务接待费")] == ["s2", "s1"]
        assert [hit.section_id for hit in find(warehouse, "公务接待费", limit=1)] == ["s2"]
        (hit,) = find(warehouse, " 公务接待费  考察组 ")
        assert (hit.section_id, hit.page, hit.org_name) == ("s1", 7, FOREST)
        assert hit.snippet.startswith("前" * 30 + "公务接待费用于")
        assert len(hit.snippet) <= 91
        assert find(warehouse, "考察组 没有") == ()
        assert find(warehouse, "  ") == ()
        assert find(warehouse, "%") == ()


def test_the_status_counts_what_is_there() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    with empty_warehouse() as warehouse:
        Loader(warehouse).load([make_full_extraction(), make_full_extraction("full.pdf")])
        for run, action in (("r1", "quarantined"), ("r2", "loaded")):
            write_run(warehouse, IngestRunRecord(run, now, None, "reports", "1", "running"))
            mended = IngestEventRecord(run, 0, "mended.docx", None, action, "damaged", "no zip", None, now)
            broken = IngestEventRecord(run, 1, "broken.docx", None, "quarantined", "empty_file", "0 bytes", None, now)
            record_events(warehouse, [mended, broken])
            now += timedelta(days=1)
        status = read_status(warehouse)
    assert (status.documents, status.reports, status.organizations, status.facts) == (2, 1, 1, 2)
    assert (status.projects, status.indicators, status.leftovers) == (2, 2, 2)
    assert status.mentions == {"bound": 2, "date": 2, "no_concept": 2}
    assert status.set_aside == (SetAside("broken.docx", "empty_file", "0 bytes"),)
    docx, pdf = status.lines
    assert isinstance(docx, DocumentLine)
    assert (docx.path, docx.is_current, pdf.is_current) == ("reports/full.docx", True, False)
    assert (docx.tables_found, docx.tables_expected, docx.identities_closed, docx.identities) == (1, 9, 1, 1)
    assert (docx.facts, docx.mentions, docx.leftovers, docx.claimed_pct) == (1, 3, 1, D(50))
