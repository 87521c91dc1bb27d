"""Forgetting documents: those that are named go, wholly; what people said stays."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Juesuan
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from warehouse.connection import open_for_reading, open_for_writing
from warehouse.content import content_hash
from warehouse.load import Loader


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "w.duckdb"
    revised = make_document("b.pdf", revision=1)
    with open_for_writing(path) as connection:
        Loader(connection).load([
            make_full_extraction(),
            make_extraction(make_document("a.pdf")),
            make_extraction(revised, make_fact(revised, "expenditure", "3")),
        ])  # fmt: skip
        connection.execute(
            "INSERT INTO dismissal VALUES (?, 'r', 'p', 'as it was agreed', 'an auditor', ?)",
            [revised.doc_id, datetime.now(UTC).replace(tzinfo=None)],
        )
    return path


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(open_for_reading(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_document_goes_wholly_and_an_older_one_is_current_again(juesuan: Juesuan, database: Path) -> None:
    done = juesuan("forget", "b.pdf", "--db", database)
    assert done.returncode == 0, done.stderr
    first, last = done.stdout.splitlines()
    assert first == f"forgot reports/b.pdf  {make_document('b.pdf').doc_id}"
    assert last == "1 document forgotten; corrections and dismissals stay; ingest --retry reads them again"
    assert rows(database, "SELECT path FROM document ORDER BY path") == [("reports/a.pdf",), ("reports/full.docx",)]
    assert rows(database, "SELECT count(*) FROM fact WHERE concept = 'expenditure'") == [(0,)]
    assert rows(database, "SELECT count(*) FROM document WHERE supersedes IS NOT NULL") == [(0,)]
    assert rows(database, "FROM v_orphans") == []
    assert rows(database, "SELECT why FROM dismissal") == [("as it was agreed",)]


def test_what_is_forgotten_and_loaded_again_is_as_it_was(juesuan: Juesuan, database: Path) -> None:
    with open_for_reading(database) as connection:
        before = content_hash(connection)
    assert juesuan("forget", "full.docx", "a.pdf", "--db", database).returncode == 0
    with open_for_writing(database) as connection:
        assert content_hash(connection) != before
        Loader(connection).load([make_extraction(make_document("a.pdf")), make_full_extraction()])
        assert content_hash(connection) == before


def test_several_are_named_and_one_twice(juesuan: Juesuan, database: Path) -> None:
    doc_id = make_document("a.pdf").doc_id
    done = juesuan("forget", "a.pdf", "b.pdf", doc_id[:8], "--json", "--db", database)
    assert [gone["path"] for gone in json.loads(done.stdout)] == ["reports/a.pdf", "reports/b.pdf"]
    assert rows(database, "SELECT path FROM document") == [("reports/full.docx",)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["reports/"], "reports/: 3 documents could be meant (reports/a.pdf, reports/b.pdf, reports/full.docx)"),
        (["a.pdf", "none.pdf"], "none.pdf: no such document in the warehouse"),
    ],
)
def test_nothing_goes_where_one_name_is_unclear(juesuan: Juesuan, database: Path, names: list[str], said: str) -> None:
    done = juesuan("forget", *names, "--db", database)
    assert done.returncode == 1
    assert done.stderr.startswith(f"juesuan: {said}")
    assert rows(database, "SELECT count(*) FROM document") == [(3,)]


def test_forgetting_makes_no_warehouse(juesuan: Juesuan, tmp_path: Path) -> None:
    done = juesuan("forget", "a.pdf", "--db", tmp_path / "none.duckdb")
    assert done.returncode == 1
    assert done.stderr.startswith("juesuan: missing:")
    assert list(tmp_path.iterdir()) == []
