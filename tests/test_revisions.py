"""Revisions: what a newer edition of a report prints differently, each figure against its own counterpart."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest import ingest
from pipeline.settings import Settings
from schemas.records import DocumentRecord, Extraction
from tests.conftest import Juesuan
from tests.factories import make_document, make_extraction, make_fact
from tests.shared import SHARED, needs_shared
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection, open_for_reading, open_for_writing
from warehouse.load import Loader
from warehouse.revisions import find_reports, list_revisions

Figure = tuple[str, dict[str, Any]]
DEVSET = SHARED / "devset"


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


def edition(name: str, figures: list[Figure], **fields: Any) -> Extraction:
    """A file that prints the figures of one concept below each other, except where a figure says otherwise."""
    document = make_document(name, **fields)
    facts = [
        make_fact(document, said.pop("concept", "expenditure"), value, table_id="t1", row=row, col=1, page=2, **said)
        for row, (value, said) in enumerate((value, dict(said)) for value, said in figures)
    ]
    return make_extraction(document, *facts)


def wan(value: str, decimals: int = 2) -> Figure:
    """A figure printed in 万元."""
    yuan = Decimal(value) * 10_000
    return str(yuan), {"value_reported": value, "unit_reported": "万元", "decimals": decimals}


def revised(connection: Connection, before: list[Figure], after: list[Figure], **wish: Any) -> list[tuple[Any, ...]]:
    Loader(connection).load([edition("a.docx", before), edition("b.docx", after, revision=1)])
    return told(connection, **wish)


def told(connection: Connection, **wish: Any) -> list[tuple[Any, ...]]:
    """Kind, value before and value after of each revision."""
    answer = list_revisions(connection, **wish)
    places = [answer.columns.index(name) for name in ("kind", "value_from", "value_to")]
    return [tuple(row[place] for place in places) for row in answer.rows]


CASES: dict[str, tuple[list[Figure], list[Figure], list[tuple[Any, ...]]]] = {
    "nothing changed": ([("5", {}), ("6", {})], [("5", {}), ("6", {})], []),
    "a figure changed": ([("5", {})], [("7", {})], [("changed", 5, 7)]),
    "a figure added": ([("5", {})], [("5", {}), ("7", {"fund": "fiscal"})], [("added", None, 7)]),
    "a figure removed": ([("5", {}), ("7", {"fund": "fiscal"})], [("5", {})], [("removed", 7, None)]),
    "figures in another order": ([("5", {}), ("6", {})], [("6", {}), ("5", {})], []),
    "equal ones meet before those in the same place": (
        [("5", {}), ("6", {}), ("7", {})],
        [("6", {}), ("9", {}), ("7", {})],
        [("changed", 5, 9)],
    ),
    "what is left meets in order": (
        [("1", {}), ("5", {}), ("2", {})],
        [("3", {}), ("5", {}), ("4", {})],
        [("changed", 1, 3), ("changed", 2, 4)],
    ),
    "one of three alike is gone": ([("5", {})] * 3, [("5", {})] * 2, [("removed", 5, None)]),
    "another unit is another figure": (
        [("5", {"unit": "person"})],
        [("5", {"unit": "percent"})],
        [("added", None, 5), ("removed", 5, None)],
    ),
    "a code's other name is the same code": (
        [("5", {"function_code": "213", "function_name": "农林水支出"})],
        [("6", {"function_code": "213", "function_name": "农林水事务"})],
        [("changed", 5, 6)],
    ),
    "names without codes are apart": (
        [("5", {"function_name": "甲"}), ("5", {"function_name": "乙"})],
        [("5", {"function_name": "甲"}), ("6", {"function_name": "乙"})],
        [("changed", 5, 6)],
    ),
    "table and text are apart": (
        [("5", {"statutory_table": "T03"}), ("5", {"source": "text"})],
        [("5", {"statutory_table": "T03"}), ("6", {"source": "text"})],
        [("changed", 5, 6)],
    ),
    "the last digit in the same unit": ([wan("12.34")], [wan("12.35")], [("changed", 123_400, 123_500)]),
    "one person more": (
        [("5", {"unit": "person", "decimals": 0})],
        [("6", {"unit": "person", "decimals": 0})],
        [("changed", 5, 6)],
    ),
    "a decrease that became an increase": (
        [("-5", {"measure": "change"})],
        [("5", {"measure": "change"})],
        [("changed", -5, 5)],
    ),
    "nothing and something": ([wan("0.00")], [wan("0.01")], [("changed", 0, 100)]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_figure_meets_its_counterpart(warehouse: Connection, case: str) -> None:
    before, after, expected = CASES[case]
    assert sorted(revised(warehouse, before, after), key=str) == sorted(expected, key=str)


EXACT = {"unit_reported": "元", "decimals": 2}
SAME_NUMBER: dict[str, tuple[Figure, Figure, str | None]] = {
    "the same in 元": (wan("12.34"), ("123400", EXACT), None),
    "exact after rounded": (wan("12.34"), ("123412.34", EXACT), "restated"),
    "rounded after exact": (("123412.34", EXACT), wan("12.34"), "restated"),
    "fewer decimals": (wan("12.34"), wan("12.3", 1), "restated"),
    "in 亿元": (wan("12345.67"), ("123000000", {"unit_reported": "亿元", "decimals": 2}), "restated"),
    "too far off": (wan("12.34"), ("123451", EXACT), "changed"),
}


@pytest.mark.parametrize("case", SAME_NUMBER)
def test_a_number_rounded_otherwise_is_restated(warehouse: Connection, case: str) -> None:
    before, after, kind = SAME_NUMBER[case]
    listed = revised(warehouse, [before], [after], restated=True)
    assert [row[0] for row in listed] == ([] if kind is None else [kind])
    assert told(warehouse) == [row for row in listed if row[0] == "changed"]


def test_a_restated_figure_meets_the_nearest(warehouse: Connection) -> None:
    before = [wan("12.3", 1), wan("45.6", 1)]
    after = [("456012", EXACT), ("123004", EXACT), ("99", EXACT)]
    assert sorted(revised(warehouse, before, after, restated=True), key=str) == [
        ("added", None, 99),
        ("restated", 123_000, 123_004),
        ("restated", 456_000, 456_012),
    ]


def test_a_doubtful_figure_is_no_revision_unless_asked(warehouse: Connection) -> None:
    doubtful: dict[str, Any] = {"confidence": Decimal("0.8")}
    before = [("5", {}), ("6", {"fund": "fiscal"}), ("8", {"concept": "income_total"})]
    after = [
        ("7", doubtful),
        ("6", {"fund": "fiscal"} | doubtful),
        ("9", {"concept": "income_current_year"} | doubtful),
    ]
    assert revised(warehouse, before, after) == [("removed", 8, None)]
    assert told(warehouse, least=Decimal(0)) == [("changed", 5, 7), ("removed", 8, None), ("added", None, 9)]


def test_a_figure_that_a_person_corrected_counts_as_corrected(warehouse: Connection) -> None:
    """What was misread in one edition did not change in the other."""
    assert revised(warehouse, [("5", {})], [("7", {})]) == [("changed", 5, 7)]
    place = [make_document("a.docx").doc_id, "t1", 0, 1]
    at = datetime.now(UTC).replace(tzinfo=None)
    warehouse.execute(
        "INSERT INTO correction VALUES ('c', ?, ?, ?, ?, NULL, NULL, NULL, 'expenditure', 'final', 'all', 7, 'CNY',"
        " 'misread', 'an auditor', ?)",
        [*place, at],
    )
    assert told(warehouse) == []


def test_each_edition_is_compared_with_the_one_before(warehouse: Connection) -> None:
    files = [edition(f"{n}.docx", [(str(n), {})], revision=n) for n in (0, 1, 2)]
    Loader(warehouse).load(files)
    assert told(warehouse) == [("changed", 1, 2)]
    assert sorted(told(warehouse, chain=True)) == [("changed", 0, 1), ("changed", 1, 2)]


def test_copies_of_an_edition_are_not_compared(warehouse: Connection) -> None:
    Loader(warehouse).load([
        edition("a.docx", [("5", {})]), edition("a.pdf", [("4", {})]),
        edition("b.docx", [("6", {})], revision=1), edition("b.pdf", [("9", {})], revision=1),
    ])  # fmt: skip
    assert told(warehouse, chain=True) == [("changed", 5, 6)]


def test_a_report_in_two_files_is_one_edition(warehouse: Connection) -> None:
    in_table, in_text = {"statutory_table": "T03"}, {"source": "text"}
    Loader(warehouse).load([
        edition("a-tables.pdf", [("5", in_table)]), edition("a-text.pdf", [("5", in_text)]),
        edition("b-tables.pdf", [("6", in_table)], revision=1), edition("b-text.pdf", [("7", in_text)], revision=1),
    ])  # fmt: skip
    assert sorted(told(warehouse)) == [("changed", 5, 6), ("changed", 5, 7)]
    answer = list_revisions(warehouse)
    columns = [answer.columns.index(name) for name in ("path_from", "path_to")]
    assert {tuple(row[column] for column in columns) for row in answer.rows} == {
        ("reports/a-tables.pdf", "reports/b-tables.pdf"),
        ("reports/a-text.pdf", "reports/b-text.pdf"),
    }
    whole = edition("c.docx", [("6", in_table), ("7", in_text)], revision=2)
    Loader(warehouse).load([whole])
    assert told(warehouse) == []


def test_both_places_can_be_opened(warehouse: Connection) -> None:
    before = [("5", {}), ("5", {"fund": "fiscal"})]
    after = [("5", {"fund": "fiscal"}), ("7", {"section_id": "s1"}), ("8", {"concept": "income_total"})]
    revised(warehouse, before, after)
    answer = list_revisions(warehouse)
    changed, added = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    documents = {side: make_document(name).doc_id for side, name in (("from", "a.docx"), ("to", "b.docx"))}
    rows = {"from": 0, "to": 1}
    for side, doc_id in documents.items():
        assert (changed[f"doc_id_{side}"], changed[f"table_id_{side}"]) == (doc_id, "t1")
        assert (changed[f"page_{side}"], changed[f"row_{side}"], changed[f"col_{side}"]) == (2, rows[side], 1)
    assert (changed["section_id_from"], changed["section_id_to"]) == (None, "s1")
    assert changed["difference"] == 2
    assert (added["doc_id_from"], added["path_from"]) == (documents["from"], "reports/a.docx")
    assert (added["fact_id_from"], added["page_from"], added["page_to"]) == (None, None, 2)


def other(name: str, **fields: Any) -> DocumentRecord:
    return make_document(name, "青石县审计局", **fields)


def test_a_report_is_found_by_its_file_or_its_organisation(warehouse: Connection) -> None:
    ours, theirs = make_document("a.docx"), other("b.docx")
    Loader(warehouse).load([make_extraction(d) for d in (ours, other("c.docx", year=2022), theirs)])
    assert find_reports(warehouse, ["a.docx"]) == (ours.report_id,)
    assert find_reports(warehouse, [theirs.doc_id[:8]]) == (theirs.report_id,)
    assert len(find_reports(warehouse, ["青石", "审计"])) == 2
    assert find_reports(warehouse, ["青石", "林业"]) == ()
    assert len(find_reports(warehouse, ["reports/"])) == 3


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("revised") / "w.duckdb"
    with open_for_writing(path) as connection:
        revised(connection, [wan("5.00"), ("3", {"fund": "fiscal"})], [wan("7.00")])
        Loader(connection).load([make_extraction(other("other.docx"))])
    return path


def test_a_person_sees_both_figures_and_their_places(juesuan: Juesuan, database: Path) -> None:
    done = juesuan("revisions", "--db", database)
    assert done.returncode == 0, done.stderr
    first, *lines = done.stdout.splitlines()
    assert first == "reports/a.docx -> reports/b.docx"
    assert any("5.00万元" in line and "7.00万元" in line and line.count("p.2 t1 row 0 col 1") == 2 for line in lines)
    assert lines[-1] == "2 figures: 1 changed, 1 removed"
    assert juesuan("revisions", "other.docx", "--db", database).stdout == "no figure differs between editions\n"


def test_scripts_and_spreadsheets_see_all_columns(juesuan: Juesuan, database: Path) -> None:
    records = json.loads(juesuan("revisions", "云溪县", "--json", "--db", database).stdout)
    rows = list(csv.DictReader(io.StringIO(juesuan("revisions", "--csv", "--db", database).stdout)))
    assert [list(record) for record in records] == [list(row) for row in rows]
    assert {(r["kind"], r["value_from"], r["value_to"]) for r in records} == {
        ("changed", 50_000, 70_000),
        ("removed", 3, None),
    }


def test_an_unknown_name_is_said_to_be_so(juesuan: Juesuan, database: Path) -> None:
    done = juesuan("revisions", "nobody", "--db", database)
    assert done.returncode == 1
    assert done.stderr.startswith("juesuan: nobody: no such document or organisation")


@needs_shared
def test_the_planted_changes_of_a_real_revision_are_found_and_no_others(tmp_path: Path) -> None:
    """The docx first published and the PDF published again: all that the truth says is different, nothing else."""
    names = ("hb_420881_shuili_2022.docx", "hb_420881_shuili_2022_revised.pdf")
    printed: dict[str, Counter[tuple[str, ...]]] = {name: Counter() for name in names}
    with (DEVSET / "gold_facts.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["doc"] in names:
                said = (row["statutory_table"], row["concept"], row["measure"], row["fund"], row["function_code"])
                printed[row["doc"]][*said, str(Decimal(row["value"]).normalize())] += 1
    truth = [printed[names[0]] - printed[names[1]], printed[names[1]] - printed[names[0]]]
    database = tmp_path / "w.duckdb"
    ingest([str(DEVSET / "docs" / name) for name in names], Settings(database, workers=0), lambda done: None)
    with open_for_reading(database) as connection:
        answer = list_revisions(connection)
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    keys = ("statutory_table", "concept", "measure", "fund", "function_code")
    found = [
        Counter(
            (*(str(record[key] or "") for key in keys), str(Decimal(str(record[f"value_{side}"])).normalize()))
            for record in records
        )
        for side in ("from", "to")
    ]
    assert {record["kind"] for record in records} == {"changed"}
    assert found == truth
