"""Loading: whole or not at all, once or not again, and what follows from documents together."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.diary import IngestEventRecord, IngestRunRecord
from schemas.records import Extraction, Leftover, Mention
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.shared import ROOT
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection, WarehouseError, open_for_reading, open_for_writing, open_in_memory
from warehouse.load import Loader, loaded_versions
from warehouse.parcels import CLAIMS, TABLES
from warehouse.rows import arrow_schema
from warehouse.runs import record_events, write_run

LOADED = [*TABLES, *CLAIMS, "organization", "organization_alias", "succession"]


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


def content(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that loading writes, in an order of its own."""
    return {name: sorted(connection.table(name).fetchall(), key=repr) for name in LOADED}


def actions(loader: Loader, *extractions: Extraction) -> list[str]:
    return [outcome.action for outcome in loader.load(extractions)]


def orphans(connection: Connection) -> list[tuple[Any, ...]]:
    return connection.execute("FROM v_orphans").fetchall()


def test_every_kind_of_row_arrives_as_it_was(warehouse: Connection) -> None:
    extraction = make_full_extraction()
    assert actions(Loader(warehouse), extraction) == ["loaded"]
    for name, (record_type, rows) in TABLES.items():
        names = arrow_schema(record_type).names
        stored = warehouse.table(name).select(*names).fetchall()
        assert stored == [tuple(getattr(row, n) for n in names) for row in rows(extraction)], name
        assert stored, name
    assert orphans(warehouse) == []


def test_a_value_stays_exact(warehouse: Connection) -> None:
    document = make_document()
    values = ["123456789012345678.123456", "0.000001", "-0.01", "1720", "98.6900000000"]
    facts = [make_fact(document, "income_total", v, item=v) for v in values]
    Loader(warehouse).load([make_extraction(document, *facts)])
    stored = dict(warehouse.execute("SELECT item, value FROM fact").fetchall())
    assert stored == {v: Decimal(v) for v in values}


def test_the_same_bytes_change_nothing(warehouse: Connection) -> None:
    loader = Loader(warehouse)
    extraction = make_full_extraction()
    loader.load([extraction])
    before = content(warehouse)
    assert actions(loader, extraction) == ["unchanged"]
    assert actions(Loader(warehouse), extraction) == ["unchanged"]
    assert content(warehouse) == before
    assert loaded_versions(warehouse) == {extraction.document.doc_id: "1"}


def test_the_same_bytes_twice_in_a_batch_are_loaded_once(warehouse: Connection) -> None:
    assert actions(Loader(warehouse), make_full_extraction(), make_full_extraction()) == ["loaded", "duplicate"]
    assert warehouse.execute("SELECT count(*) FROM document").fetchall() == [(1,)]


def test_another_extractor_replaces_a_document_whole(warehouse: Connection) -> None:
    loader = Loader(warehouse)
    loader.load([make_full_extraction(), make_full_extraction("other.docx")])
    document = make_document("full.docx", extractor_version="2")
    renewed = make_extraction(document, make_fact(document, "expenditure", "5"))
    assert actions(loader, renewed) == ["replaced"]
    for name in (
        "table_cell",
        "performance_project",
        "performance_indicator",
        "quantity_mention",
        "leftover",
        "table_check",
    ):
        rows = warehouse.execute("SELECT count(*) FROM query_table($1) WHERE doc_id = $2", [name, document.doc_id])
        assert rows.fetchall() == [(0,)], name
    facts = warehouse.execute("SELECT concept FROM fact WHERE doc_id = ?", [document.doc_id]).fetchall()
    assert facts == [("expenditure",)]
    assert orphans(warehouse) == []


def test_batches_and_order_do_not_matter(warehouse: Connection) -> None:
    extractions = [make_full_extraction(f"{n}.docx") for n in range(4)]
    Loader(warehouse).load(extractions)
    with open_in_memory() as other:
        loader = Loader(other)
        for extraction in reversed(extractions):
            loader.load([extraction])
        assert content(other) == content(warehouse)


def test_a_refused_row_costs_its_document_only(warehouse: Connection) -> None:
    good, bad = make_full_extraction("good.docx"), make_document("bad.docx")
    wrong = make_extraction(bad, make_fact(bad, "expenditure", "5", fund="unheard_of"))
    outcomes = Loader(warehouse).load([good, wrong])
    assert [outcome.action for outcome in outcomes] == ["loaded", "quarantined"]
    assert outcomes[1].message is not None
    assert "fund" in outcomes[1].message
    assert loaded_versions(warehouse) == {good.document.doc_id: "1"}
    assert orphans(warehouse) == []


def test_a_figure_too_large_for_its_column_is_refused(warehouse: Connection) -> None:
    document = make_document()
    (outcome,) = Loader(warehouse).load([make_extraction(document, make_fact(document, "expenditure", "1" * 20))])
    assert (outcome.action, outcome.message) == ("quarantined", f"value {'1' * 20} does not fit DECIMAL(24, 6)")


def test_a_serial_number_in_the_text_stays_as_printed(warehouse: Connection) -> None:
    document, digits = make_document(), "9" * 30
    mention = Mention(document.doc_id, "s1", 0, 30, None, Decimal(digits), None, digits, "unparsed")
    assert actions(Loader(warehouse), make_extraction(document, mentions=(mention,))) == ["loaded"]
    assert warehouse.execute("SELECT value, value_reported FROM quantity_mention").fetchall() == [(None, digits)]


def test_half_a_surrogate_pair_does_not_stop_a_document(warehouse: Connection) -> None:
    document = make_document()
    leftover = Leftover(document.doc_id, "unknown_row", "坏\ud835字")
    assert actions(Loader(warehouse), make_extraction(document, leftovers=(leftover,))) == ["loaded"]
    assert warehouse.execute("SELECT text FROM leftover").fetchall() == [("坏?字",)]


def test_an_error_in_the_middle_leaves_the_warehouse_as_it_was(
    warehouse: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader = Loader(warehouse)
    loader.load([make_full_extraction()])
    before = content(warehouse)

    def fail(_: Loader) -> None:
        raise duckdb.IOException("IO Error: no space left")

    monkeypatch.setattr(Loader, "_settle", fail)
    renewed = make_full_extraction()
    renewed = replace(renewed, document=replace(renewed.document, extractor_version="2"))
    with pytest.raises(WarehouseError, match="no space left"):
        loader.load([renewed, make_full_extraction("other.docx")])
    assert content(warehouse) == before
    monkeypatch.undo()
    assert actions(loader, renewed) == ["replaced"]


KILLED_IN_THE_MIDDLE = """
import os, signal, sys
from pathlib import Path
from tests.factories import make_full_extraction
from warehouse.connection import open_for_writing
from warehouse.load import Loader

loader = Loader(open_for_writing(Path(sys.argv[1])))
loader.load([make_full_extraction("first.docx")])
Loader._settle = lambda self: os.kill(os.getpid(), signal.SIGKILL)
loader.load([make_full_extraction("second.docx")])
"""


def test_a_killed_process_leaves_nothing_half_loaded(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    killed = subprocess.run([sys.executable, "-c", KILLED_IN_THE_MIDDLE, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_in_memory() as undisturbed:
        Loader(undisturbed).load([make_full_extraction("first.docx")])
        with open_for_writing(path) as warehouse:
            assert content(warehouse) == content(undisturbed)
        Loader(undisturbed).load([make_full_extraction("second.docx")])
        with open_for_writing(path) as warehouse:
            assert actions(Loader(warehouse), make_full_extraction("second.docx")) == ["loaded"]
            assert content(warehouse) == content(undisturbed)


def test_a_forgotten_document_leaves_no_trace(warehouse: Connection) -> None:
    loader = Loader(warehouse)
    loader.load([make_full_extraction("kept.docx")])
    before = content(warehouse)
    gone = make_extraction(make_document("gone.pdf", "青石县审计局"))
    loader.load([gone])
    loader.forget([gone.document.doc_id])
    assert content(warehouse) == before
    assert actions(loader, gone) == ["loaded"]


def test_a_run_and_its_events_are_written(warehouse: Connection) -> None:
    chengdu = timezone(timedelta(hours=8))
    start, end = datetime(2026, 3, 1, 1, 30, tzinfo=chengdu), datetime(2026, 2, 28, 18, 0, tzinfo=UTC)
    run = IngestRunRecord("r1", start, None, "reports", "1", "running", "local", 2)
    write_run(warehouse, run)
    begun = warehouse.execute("SELECT status, finished_at, loaded FROM ingest_run").fetchall()
    assert begun == [("running", None, None)]
    record_events(warehouse, [])
    event = IngestEventRecord(
        "r1", 1, "reports/x.docx", None, "quarantined", "damaged", "no zip", Decimal("0.25"), start
    )
    record_events(warehouse, [event])
    write_run(warehouse, replace(run, finished_at=end, status="finished", loaded=0, quarantined=1))
    utc = datetime(2026, 2, 28, 17, 30)  # noqa: DTZ001 - as DuckDB gives a TIMESTAMP, in UTC
    columns = "started_at, finished_at, status, engine, workers, loaded, quarantined, missing"
    assert warehouse.execute(f"SELECT {columns} FROM ingest_run").fetchall() == [
        (utc, utc + timedelta(minutes=30), "finished", "local", 2, 0, 1, None)
    ]
    assert warehouse.execute("SELECT action, reason, seconds, noted_at FROM ingest_event").fetchall() == [
        ("quarantined", "damaged", Decimal("0.250"), utc)
    ]


def test_orphans_are_seen(warehouse: Connection) -> None:
    document = make_document()
    lost = make_fact(document, "expenditure", "1", section_id="nowhere", table_id="t9", org_id="nobody")
    Loader(warehouse).load([make_extraction(document, lost)])
    assert sorted(orphans(warehouse)) == [
        ("fact", "org_id", "nobody", 1),
        ("fact", "section_id", "nowhere", 1),
        ("fact", "table_id", "t9", 1),
    ]


def test_what_is_written_can_be_read_by_the_next_process(tmp_path: Path) -> None:
    path = tmp_path / "new" / "w.duckdb"
    with open_for_writing(path) as connection:
        Loader(connection).load([make_full_extraction()])
    with open_for_reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchall() == [(1,)]
    assert [file.name for file in path.parent.iterdir()] == ["w.duckdb"]
