"""The content's hash: blind to how the content came in, and to nothing that it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from schemas.records import Extraction
from tests.conftest import Juesuan
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection, open_for_reading, open_for_writing, open_in_memory
from warehouse.content import content_hash, table_hashes
from warehouse.load import Loader
from warehouse.meanings import Relation, relations

# For each type of a column a value and another.
VALUES = {
    "VARCHAR": ("'a'", "'b'"),
    "BOOLEAN": ("TRUE", "FALSE"),
    "INTEGER": ("1", "2"),
    "BIGINT": ("1", "2"),
    "DECIMAL(24,6)": ("1.5", "1.500001"),
    "DECIMAL(12,3)": ("1.5", "1.501"),
    "DECIMAL(4,3)": ("0.95", "0.951"),
    "DATE": ("DATE '2024-09-01'", "DATE '2024-09-02'"),
    "TIMESTAMP": ("TIMESTAMP '2024-09-01 08:00:00'", "TIMESTAMP '2024-09-01 08:00:01'"),
    "DOUBLE[4]": ("[1, 2, 3.25, 4]", "[1, 2, 3.24, 4]"),
    "VARCHAR[]": ("['a', 'b']", "['a, b']"),
}


def reports() -> list[Extraction]:
    revised = make_document("b.pdf", revision=1)
    other = make_document("c.docx", "青石县审计局")
    return [
        make_full_extraction(),
        make_extraction(make_document("a.pdf")),
        make_extraction(revised, make_fact(revised, "expenditure", "3")),
        make_extraction(other, make_fact(other, "expenditure", "3"), make_fact(other, "income_total", "4")),
    ]


def hash_of(*batches: list[Extraction]) -> str:
    with empty_warehouse() as connection:
        for batch in batches:
            Loader(connection).load(batch)
        return content_hash(connection)


def test_order_and_batches_leave_the_hash_as_it_is() -> None:
    at_once = hash_of(reports())
    assert hash_of(reports()[::-1]) == at_once
    assert hash_of(*([report] for report in reports())) == at_once
    assert hash_of(*([report] for report in reports()[::-1])) == at_once
    assert hash_of(reports()[:1], reports()) == at_once
    assert hash_of(reports()[:3]) != at_once


def test_what_a_run_notes_of_itself_does_not_count(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        before = content_hash(connection)
        connection.execute("UPDATE warehouse_info SET value = 'other' WHERE key = 'views'")
        connection.execute("CREATE TEMP TABLE passing AS SELECT 1 AS a")
        connection.execute("CREATE TABLE ingest_note AS SELECT 1 AS a")
        assert content_hash(connection) == before
        connection.execute("UPDATE warehouse_info SET value = 'other' WHERE key = 'schema_version'")
        assert content_hash(connection) != before


def test_a_reader_sees_the_same_hash_as_the_writer(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        Loader(connection).load(reports())
        written = table_hashes(connection)
    with open_for_reading(tmp_path / "w.duckdb") as connection:
        assert table_hashes(connection) == written


@pytest.fixture(scope="module")
def declared() -> list[Relation]:
    with open_in_memory() as connection:
        return [relation for relation in relations(connection) if not relation.is_view]


@contextmanager
def unbound(table: Relation) -> Iterator[Connection]:
    """The table alone with a row, without what keys and checks forbid."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    values = ", ".join(VALUES[column.type][0] for column in table.columns)
    with duckdb.connect() as connection:
        connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        connection.execute(f'INSERT INTO "{table.name}" VALUES ({values})')
        yield connection


def test_every_value_counts_but_the_times(declared: list[Relation]) -> None:
    for table in declared:
        if table.name == "warehouse_info":
            continue
        with unbound(table) as connection:
            before = content_hash(connection)
            for column in table.columns:
                value, other = VALUES[column.type]
                counts = not table.name.startswith("ingest_") and column.type != "TIMESTAMP"
                for change in (other, "NULL"):
                    connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = {change}')
                    assert (content_hash(connection) != before) == counts, (table.name, column.name, change)
                connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = {value}')
            assert content_hash(connection) == before


ALIKE = {
    "a repeated row": ("VALUES ('a', 'b'), ('a', 'b')", "VALUES ('a', 'b')"),
    "an exchange between columns": ("VALUES ('a', 'b')", "VALUES ('b', 'a')"),
    "an exchange between rows": ("VALUES ('a', 'b'), ('c', 'd')", "VALUES ('a', 'd'), ('c', 'b')"),
    "no text and an empty one": ("VALUES (NULL, 'b')", "VALUES ('', 'b')"),
    "a word that looks like the next column": ("VALUES ('a1:b', '')", "VALUES ('a', 'b0:')"),
    "a border between columns": ("VALUES ('ab', 'c')", "VALUES ('a', 'bc')"),
    "no number and none": ("VALUES (NULL::INTEGER, 'b')", "VALUES (0, 'b')"),
    "numbers that run together": ("VALUES (1, 23)", "VALUES (12, 3)"),
    "no list and an empty one": ("VALUES (NULL::VARCHAR[], 'b')", "VALUES ([]::VARCHAR[], 'b')"),
    "a missing word and its name": ("VALUES ([NULL]::VARCHAR[], 'b')", "VALUES (['NULL']::VARCHAR[], 'b')"),
    "no row and no words": ("SELECT 'a', 'b' WHERE FALSE", "SELECT NULL::VARCHAR, NULL::VARCHAR"),
}


@pytest.mark.parametrize("case", ALIKE)
def test_what_is_alike_is_told_apart(case: str) -> None:
    hashes = set()
    for rows in ALIKE[case]:
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE t AS SELECT * FROM ({rows}) AS row_of(x, y)")
            hashes.add(content_hash(connection))
    assert len(hashes) == 2


def test_the_order_of_columns_does_not_count_but_their_names_do() -> None:
    hashes = []
    for definition in ("SELECT 1 AS x, 'a' AS y", "SELECT 'a' AS y, 1 AS x", "SELECT 1 AS x, 'a' AS z"):
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE t AS {definition}")
            hashes.append(content_hash(connection))
    assert hashes[0] == hashes[1] != hashes[2]


def test_the_last_bits_of_a_float_do_not_count() -> None:
    hashes = set()
    for box in ("[0.1 + 0.2, -0.0]", "[0.3, 0]"):
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE t AS SELECT {box}::DOUBLE[2] AS bbox")
            hashes.add(content_hash(connection))
    assert len(hashes) == 1


def test_status_prints_the_hash(juesuan: Juesuan, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    with open_for_writing(database) as connection:
        Loader(connection).load(reports())
    plain = juesuan("status", "--hash", "--db", database).stdout
    told = json.loads(juesuan("status", "--hash", "--json", "--db", database).stdout)
    with open_for_reading(database) as connection:
        assert plain == content_hash(connection) + "\n"
        assert told == {"hash": plain.strip(), "tables": table_hashes(connection)}
