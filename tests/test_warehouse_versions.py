"""What follows from documents together: which file of a report is current, and what an organisation is called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from schemas.records import Extraction, OrganizationRecord
from tests.factories import make_document, make_extraction, make_fact, make_id
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.load import Loader


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


# Which file of a report is current: the name, and what its document says.
VERSIONS: dict[str, tuple[dict[str, dict[str, Any]], str, dict[str, str], dict[str, str]]] = {
    "docx leads pdf and text": (
        {"a.txt": {}, "a.pdf": {}, "a.docx": {}},
        "a.docx",
        {},
        {"a.txt": "a.docx", "a.pdf": "a.docx"},
    ),
    "a revision mark": (
        {"a.docx": {}, "a.pdf": {}, "b.pdf": {"revision": 1}},
        "b.pdf",
        {"b.pdf": "a.docx"},
        {"a.pdf": "a.docx"},
    ),
    "the later date before the mark": (
        {
            "a.pdf": {"published_date": date(2024, 8, 1), "revision": 1},
            "b.pdf": {"published_date": date(2024, 9, 1)},
        },
        "b.pdf",
        {"b.pdf": "a.pdf"},
        {},
    ),
    "an undated file is of its revision's date": (
        {
            "a.docx": {"published_date": date(2024, 8, 1)},
            "a.pdf": {},
            "b.pdf": {"published_date": date(2024, 9, 1), "revision": 1},
        },
        "b.pdf",
        {"b.pdf": "a.docx"},
        {"a.pdf": "a.docx"},
    ),
    "dates that cannot be compared yield to the mark": (
        {"a.pdf": {"published_date": date(2024, 9, 1)}, "b.pdf": {"revision": 1}},
        "b.pdf",
        {"b.pdf": "a.pdf"},
        {},
    ),
    "three editions": (
        {"a.pdf": {}, "b.pdf": {"revision": 1}, "c.pdf": {"revision": 2}},
        "c.pdf",
        {"c.pdf": "b.pdf", "b.pdf": "a.pdf"},
        {},
    ),
}


@pytest.mark.parametrize("case", VERSIONS)
@pytest.mark.parametrize("backwards", [False, True])
def test_exactly_one_file_of_a_report_is_current(warehouse: Connection, case: str, backwards: bool) -> None:
    files, current, supersedes, same_as = VERSIONS[case]
    loader = Loader(warehouse)
    for name in sorted(files, reverse=backwards):
        loader.load([make_extraction(make_document(name, **files[name]))])
    names = {make_document(name).doc_id: name for name in files}
    rows = warehouse.execute("SELECT doc_id, is_current, supersedes, same_as FROM document").fetchall()
    assert [names[doc_id] for doc_id, is_current, _, _ in rows if is_current] == [current]
    assert {names[doc_id]: names[old] for doc_id, _, old, _ in rows if old} == supersedes
    assert {names[doc_id]: names[twin] for doc_id, _, _, twin in rows if twin} == same_as


def test_a_file_that_gave_facts_leads_one_that_did_not(warehouse: Connection) -> None:
    pdf = make_document("a.pdf")
    Loader(warehouse).load(
        [make_extraction(make_document("a.docx")), make_extraction(pdf, make_fact(pdf, "expenditure", "1"))]
    )
    assert warehouse.execute("SELECT format FROM document WHERE is_current").fetchall() == [("pdf",)]


def test_the_older_file_is_current_again_when_the_newer_is_forgotten(warehouse: Connection) -> None:
    loader = Loader(warehouse)
    newer = make_document("b.pdf", revision=1)
    loader.load([make_extraction(make_document("a.pdf")), make_extraction(newer)])
    loader.forget([newer.doc_id])
    rows = warehouse.execute("SELECT path, is_current, supersedes FROM document").fetchall()
    assert rows == [("reports/a.pdf", True, None)]


def test_an_organisation_bears_its_newest_name(warehouse: Connection) -> None:
    org_id = make_id("renamed")

    def named(file: str, year: int, name: str, code: str | None) -> Extraction:
        organization = OrganizationRecord(org_id, name, code, None, None, None)
        return make_extraction(make_document(file, name, year, org_id=org_id), organizations=(organization,))

    other = make_document("unit.docx", "云溪县自然资源局", 2025)
    told = OrganizationRecord(org_id, "林业局（下属）", "510899", None, None, None)
    own = OrganizationRecord(other.org_id, "云溪县自然资源局", None, None, None, None)
    extractions = [
        named("new.docx", 2024, "云溪县林业和草原局", None),
        named("old.docx", 2019, "云溪县林业局", "510800"),
        make_extraction(other, organizations=(own, told)),
    ]
    Loader(warehouse).load(extractions)
    found = warehouse.execute("SELECT name, admin_code FROM organization WHERE org_id = ?", [org_id]).fetchall()
    assert found == [("云溪县林业和草原局", "510800")]
    aliases = warehouse.execute("SELECT alias FROM organization_alias WHERE org_id = ? ORDER BY alias", [org_id])
    assert [alias for (alias,) in aliases.fetchall()] == ["云溪县林业局", "林业局（下属）"]


def test_a_report_published_in_two_halves_is_current_in_both(warehouse: Connection) -> None:
    tables, text, copy = (make_document(name) for name in ("tables.pdf", "text.pdf", "text.docx"))
    loader = Loader(warehouse)
    loader.load([
        make_extraction(tables, make_fact(tables, "expenditure", "5", statutory_table="B03", source="table")),
        make_extraction(text, make_fact(text, "expenditure", "5", source="text")),
        make_extraction(copy, make_fact(copy, "expenditure", "5", source="text")),
    ])  # fmt: skip
    rows = warehouse.execute("SELECT path, is_current FROM document ORDER BY path").fetchall()
    current = {path for path, is_current in rows if is_current}
    assert len(current) == 2
    assert any(path.endswith("tables.pdf") for path in current)
    assert warehouse.execute("SELECT count(*) FROM v_fact_best").fetchall() == [(1,)]
