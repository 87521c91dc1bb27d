"""The schema: what is declared once in schemas/records.py and once in SQL agrees, and everything says what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest

from schemas.diary import IngestEventRecord, IngestFileRecord, IngestRunRecord
from schemas.records import OrganizationAliasRecord, OrganizationRecord
from warehouse.check_list import PAGE as CHECKS_PAGE
from warehouse.check_list import write_check_list
from warehouse.connection import HERE, SCHEMA_VERSION, Connection, open_in_memory
from warehouse.dictionary import PAGE, write_dictionary
from warehouse.meanings import Relation, declared_names, parse_meaning, relations
from warehouse.parcels import CLAIMS, TABLES
from warehouse.rows import ARROW, arrow_schema

RECORDS = {name: record_type for name, (record_type, _) in TABLES.items()} | {
    "organization": OrganizationRecord,
    "organization_alias": OrganizationAliasRecord,
    "ingest_run": IngestRunRecord,
    "ingest_event": IngestEventRecord,
    "ingest_file": IngestFileRecord,
}
# What SQL settles after loading, behind the record's own fields.
SETTLED = {"document": ["facts", "states_tables", "states_text", "is_current", "supersedes", "same_as"]}
CONTRACT_TABLES = [
    "organization",
    "organization_alias",
    "document",
    "section",
    "source_table",
    "table_cell",
    "fact",
    "performance_project",
    "performance_indicator",
    "quantity_mention",
    "leftover",
    "finding",
    "check_outcome",
    "audit_check",
    "dismissal",
    "correction",
    "ingest_run",
    "ingest_event",
    "succession",
    "ingest_file",
]


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Connection]:
    with open_in_memory() as connection:
        yield connection


@pytest.fixture(scope="module")
def known(warehouse: Connection) -> dict[str, Relation]:
    return {relation.name: relation for relation in relations(warehouse)}


def test_the_contract_s_tables_are_there(known: dict[str, Relation]) -> None:
    assert [name for name in CONTRACT_TABLES if name not in known or known[name].is_view] == []


@pytest.mark.parametrize("table", RECORDS)
def test_a_record_s_fields_are_the_table_s_columns(table: str, known: dict[str, Relation]) -> None:
    columns = [column.name for column in known[table].columns]
    assert columns == [field.name for field in fields(RECORDS[table])] + SETTLED.get(table, [])


@pytest.mark.parametrize("table", CLAIMS)
def test_a_claim_is_a_record_and_who_says_so(table: str, known: dict[str, Relation]) -> None:
    assert [c.name for c in known[table].columns] == ["doc_id", *(field.name for field in fields(CLAIMS[table][0]))]


@pytest.mark.parametrize("table", RECORDS)
def test_a_column_takes_null_where_its_field_does(table: str, known: dict[str, Relation]) -> None:
    nullable = {column.name: column.nullable for column in known[table].columns}
    assert {field.name: field.nullable for field in arrow_schema(RECORDS[table])} == {
        name: nulls for name, nulls in nullable.items() if name not in SETTLED.get(table, [])
    }


def test_no_column_is_a_float_but_a_place(known: dict[str, Relation]) -> None:
    floats = {(r.name, c.name) for r in known.values() for c in r.columns if "DOUBLE" in c.type or "FLOAT" in c.type}
    assert {column for _, column in floats} == {"bbox"}
    assert {str(ARROW[kind]) for kind in ARROW if "double" in str(ARROW[kind])} == {"fixed_size_list<item: double>[4]"}


def test_every_table_view_and_column_carries_its_meaning(warehouse: Connection, known: dict[str, Relation]) -> None:
    """relations() raises on a comment that is missing or not bilingual; so all that DuckDB has must be in it."""
    there = warehouse.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal").fetchall()[0][0]
    assert sum(len(relation.columns) for relation in known.values()) == there
    assert set(known) == set(declared_names())
    chinese = [c.meaning.zh for r in known.values() for c in r.columns]
    assert [zh for zh in chinese if not any("一" <= character <= "鿿" for character in zh)] == []


def test_headings_are_short_and_unlike_each_other(known: dict[str, Relation]) -> None:
    for relation in known.values():
        headings = [column.meaning.zh for column in relation.columns]
        assert sorted(set(headings)) == sorted(headings), relation.name
        assert max(map(len, headings)) <= 20, relation.name


def test_a_comment_in_one_language_is_refused() -> None:
    with pytest.raises(ValueError, match="Chinese"):
        parse_meaning("只有中文")


def test_the_schema_s_version_is_the_program_s(warehouse: Connection) -> None:
    stored = warehouse.execute("SELECT value FROM warehouse_info WHERE key = 'schema_version'").fetchall()
    assert stored == [(SCHEMA_VERSION,)]


def test_the_dictionary_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_dictionary(), "run: python -m warehouse.dictionary"


def test_the_list_of_checks_is_up_to_date() -> None:
    assert CHECKS_PAGE.read_text(encoding="utf-8") == write_check_list(), "run: python -m warehouse.check_list"


def test_the_dictionary_describes_what_is_there(known: dict[str, Relation]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in known if f"### `{name}` " not in page] == []
    assert [path.stem for path in HERE.glob("queries/*.sql") if f"| `{path.stem}` |" not in page] == []
