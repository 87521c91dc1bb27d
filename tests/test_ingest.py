"""A run: what is read, taken, skipped and set aside, and that the diary says so."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

import pipeline.ingest as stage
from pipeline.errors import UserError
from pipeline.executors import Inline, WorkerDied
from pipeline.ingest import Done, ingest
from pipeline.settings import Settings
from schemas.diary import IngestEventRecord
from tests.conftest import SAMPLES
from warehouse.connection import open_for_reading
from warehouse.questions import ask

TEXT = "bole_tianlu_station_2022_unit_final_account_pipes.txt"
WORD = "yueyang_shuiyun_2022_final_account.docx"


def run(database: Path, *inputs: Path) -> tuple[IngestEventRecord, ...]:
    """A run in this process."""
    return ingest(inputs, Settings(database, workers=0), lambda done: None)


def actions(events: tuple[IngestEventRecord, ...]) -> dict[str, str]:
    return {Path(event.path).name: event.action for event in events}


def select(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(open_for_reading(database)) as connection:
        return list(ask(connection, query).rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two reports and a file of another kind."""
    place = tmp_path / "reports"
    place.mkdir()
    for name in (TEXT, WORD):
        shutil.copy(SAMPLES / name, place)
    (place / "README.md").write_text("notes", encoding="utf-8")
    return place


def test_a_folder_is_loaded_and_the_diary_says_so(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    events = run(database, folder)
    assert actions(events) == {"README.md": "skipped", TEXT: "loaded", WORD: "loaded"}
    assert [event.ord for event in events] == [0, 1, 2]
    assert select(database, "SELECT path, action FROM ingest_event ORDER BY ord") == [
        (e.path, e.action) for e in events
    ]
    assert select(database, "SELECT status, finished_at IS NOT NULL FROM ingest_run") == [("finished", True)]
    assert select(database, "SELECT count(*) > 100 FROM fact") == [(True,)]


def test_the_same_bytes_change_nothing(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    run(database, folder)
    before = select(database, "SELECT * FROM fact ORDER BY fact_id")
    (folder / WORD).rename(folder / "renamed.docx")
    assert actions(run(database, folder)) == {"README.md": "skipped", TEXT: "unchanged", "renamed.docx": "unchanged"}
    assert select(database, "SELECT * FROM fact ORDER BY fact_id") == before


def test_a_changed_extractor_replaces_a_document_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "w.duckdb"
    run(database, folder)
    before = select(database, "SELECT * FROM fact ORDER BY fact_id")
    for module in ("pipeline.ingest", "extractors.extraction"):
        monkeypatch.setattr(f"{module}.extractor_version", lambda: "another")
    assert actions(run(database, folder)) == {"README.md": "skipped", TEXT: "replaced", WORD: "replaced"}
    assert select(database, "SELECT * FROM fact ORDER BY fact_id") == before
    assert select(database, "SELECT DISTINCT extractor_version FROM document") == [("another",)]


def test_the_same_bytes_twice_in_a_run_are_one_document(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / WORD, folder / "z_copy.docx")
    events = run(tmp_path / "w.duckdb", folder)
    assert actions(events)["z_copy.docx"] == "duplicate"
    assert WORD in (events[-1].message or "")


def test_processes_and_this_process_give_the_same_rows(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    run(one, folder)
    ingest([folder], Settings(two, workers=2), lambda done: None)
    for table in ("document", "fact", "section", "table_cell", "quantity_mention", "leftover", "performance_indicator"):
        rows = f"SELECT * FROM {table} ORDER BY ALL"
        assert select(one, rows) == select(two, rows), table


def test_every_file_is_heard_of_once(folder: Path, tmp_path: Path) -> None:
    heard: list[Done] = []
    ingest([folder], Settings(tmp_path / "w.duckdb", workers=0), heard.append)
    assert [done.count for done in heard] == [1, 2, 3]
    assert {done.total for done in heard} == {3}
    assert Counter(done.gave is not None for done in heard) == {True: 2, False: 1}


def test_a_bug_costs_one_document(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import extractors.readers

    honest = extractors.readers.read

    def read(path: Path) -> object:
        if path.suffix == ".docx":
            raise KeyError("column")
        return honest(path)

    monkeypatch.setattr("extractors.readers.read", read)
    events = run(tmp_path / "w.duckdb", folder)
    assert actions(events) == {"README.md": "skipped", TEXT: "loaded", WORD: "quarantined"}
    (failed,) = (event for event in events if event.action == "quarantined")
    assert failed.reason == "program_error"
    assert "KeyError at test_ingest.py:" in (failed.message or "")
    assert "trace " in (failed.message or "")


def test_a_dead_worker_costs_one_document(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mortal(Inline):
        def run(self, function, tasks):  # type: ignore[no-untyped-def]
            for task, result in super().run(function, tasks):
                yield task, WorkerDied() if task.path.suffix == ".docx" else result

    monkeypatch.setattr(stage, "choose_executor", lambda workers: Mortal())
    events = run(tmp_path / "w.duckdb", folder)
    assert actions(events) == {"README.md": "skipped", TEXT: "loaded", WORD: "quarantined"}


def test_a_run_that_breaks_off_is_marked(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "w.duckdb"

    def break_off(done: Done) -> None:
        if done.event.action == "skipped":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], Settings(database, workers=0), break_off)
    assert select(database, "SELECT status FROM ingest_run") == [("failed",)]
    assert select(database, "SELECT action FROM ingest_event") == [("skipped",)]
    assert select(database, "SELECT count(*) FROM document") == [(0,)]


def test_a_missing_input_touches_no_database(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file or folder"):
        run(tmp_path / "w.duckdb", tmp_path / "nowhere")
    assert not (tmp_path / "w.duckdb").exists()
