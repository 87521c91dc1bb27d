"""A run: what is read, taken, skipped and set aside, and that the diary says so."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import extractors.extraction
import pipeline.ingest as stage
from pipeline.errors import UserError
from pipeline.executors import Executor, Inline, Lost
from pipeline.ingest import ingest
from pipeline.run import GIVEN_UP, Done, TooManyFailures
from pipeline.settings import Settings
from pipeline.summary import RunSummary
from schemas.document import Document
from schemas.records import Extraction
from tests.conftest import SAMPLES
from warehouse.connection import WarehouseError, open_for_reading
from warehouse.questions import ask

TEXT = "bole_tianlu_station_2022_unit_final_account_pipes.txt"
WORD = "yueyang_shuiyun_2022_final_account.docx"


def run(database: Path, *inputs: Path) -> RunSummary:
    """A run in this process."""
    return ingest([str(place) for place in inputs], Settings(database, workers=0), lambda done: None)


def actions(summary: RunSummary) -> dict[str, str]:
    """By file; the unchanged ones have no event."""
    return {Path(event.path).name: event.action for event in summary.events}


def counts(summary: RunSummary) -> dict[str, int]:
    return {action: number for action, number in summary.actions.items() if number}


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
    summary = run(database, folder)
    assert actions(summary) == {"README.md": "skipped", TEXT: "loaded", WORD: "loaded"}
    assert [event.ord for event in summary.events] == [0, 1, 2]
    assert select(database, "SELECT path, action FROM ingest_event ORDER BY ord") == [
        (e.path, e.action) for e in summary.events
    ]
    columns = "run_id, status, finished_at IS NOT NULL, loaded, skipped, unchanged, engine, workers"
    assert select(database, f"SELECT {columns} FROM ingest_run") == [
        (summary.run_id, "finished", True, 2, 1, 0, "local", 0)
    ]
    assert select(database, "SELECT count(*) FROM fact") == [(summary.facts,)]
    assert summary.facts > 100
    assert (summary.status, summary.version, summary.error) == ("finished", "000001.duckdb", None)
    assert summary.bytes_read == sum((folder / name).stat().st_size for name in (TEXT, WORD))


def test_the_same_bytes_change_nothing(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    run(database, folder)
    before = select(database, "SELECT * FROM fact ORDER BY fact_id")
    assert counts(run(database, folder)) == {"unchanged": 2, "skipped": 1}
    (folder / WORD).rename(folder / "renamed.docx")
    renamed = run(database, folder)
    assert actions(renamed) == {"README.md": "skipped", "renamed.docx": "replaced", WORD: "missing"}
    assert counts(renamed)["unchanged"] == 1
    assert select(database, "SELECT * FROM fact ORDER BY fact_id") == before
    assert select(database, "SELECT path FROM document WHERE format = 'docx'") == [(str(folder / "renamed.docx"),)]


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
    summary = run(tmp_path / "w.duckdb", folder)
    assert actions(summary)["z_copy.docx"] == "duplicate"
    assert WORD in (summary.events[-1].message or "")


def test_processes_and_this_process_give_the_same_rows(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    run(one, folder)
    ingest([str(folder)], Settings(two, workers=2), lambda done: None)
    for table in ("document", "fact", "section", "table_cell", "quantity_mention", "leftover", "performance_indicator"):
        rows = f"SELECT * FROM {table} ORDER BY ALL"
        assert select(one, rows) == select(two, rows), table


def test_every_file_is_heard_of_once(folder: Path, tmp_path: Path) -> None:
    heard: list[Done] = []
    ingest([str(folder)], Settings(tmp_path / "w.duckdb", workers=0), heard.append)
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
    summary = run(tmp_path / "w.duckdb", folder)
    assert actions(summary) == {"README.md": "skipped", TEXT: "loaded", WORD: "quarantined"}
    (failed,) = summary.events_of("quarantined")
    assert failed.reason == "program_error"
    assert "KeyError at test_ingest.py:" in (failed.message or "")
    assert "trace " in (failed.message or "")


@pytest.mark.parametrize("reason", sorted(GIVEN_UP))
def test_a_lost_worker_costs_one_document(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    class Mortal(Inline):
        def run(self, function, tasks):  # type: ignore[no-untyped-def]
            for task, result in super().run(function, tasks):
                yield task, Lost(reason) if task.path.suffix == ".docx" else result

    @contextmanager
    def open_mortal(settings: Settings, shards: Path) -> Iterator[Executor]:
        yield Mortal()

    monkeypatch.setattr(stage, "open_engine", open_mortal)
    summary = run(tmp_path / "w.duckdb", folder)
    assert actions(summary) == {"README.md": "skipped", TEXT: "loaded", WORD: "quarantined"}
    (failed,) = summary.events_of("quarantined")
    assert (failed.reason, failed.message) == (reason, GIVEN_UP[reason])


def test_a_run_that_is_stopped_publishes_what_it_loaded(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    run(database, folder / TEXT)

    def break_off(done: Done) -> None:
        if done.event.action == "skipped":
            raise KeyboardInterrupt

    ended: list[RunSummary] = []
    with pytest.raises(KeyboardInterrupt):
        ingest([str(folder)], Settings(database, workers=0), break_off, ended.append)
    assert select(database, "SELECT status FROM ingest_run ORDER BY started_at") == [("finished",), ("stopped",)]
    assert select(database, "SELECT action FROM ingest_event ORDER BY noted_at") == [("loaded",), ("skipped",)]
    assert select(database, "SELECT count(*) FROM document") == [(1,)]
    assert [(summary.status, summary.error) for summary in ended] == [("stopped", None)]
    assert counts(run(database, folder)) == {"loaded": 1, "unchanged": 1, "skipped": 1}


def test_a_run_that_fails_says_so_to_whoever_waits_for_its_end(folder: Path, tmp_path: Path) -> None:
    def fail(done: Done) -> None:
        raise OSError("the journal's disk is full")

    ended: list[RunSummary] = []
    with pytest.raises(OSError, match="full"):
        ingest([str(folder)], Settings(tmp_path / "w.duckdb", workers=0), fail, ended.append)
    assert select(tmp_path / "w.duckdb", "SELECT status FROM ingest_run") == [("failed",)]
    assert [(summary.status, summary.error) for summary in ended] == [("failed", "OSError: the journal's disk is full")]


def test_a_run_gives_up_when_too_many_files_are_set_aside(folder: Path, tmp_path: Path) -> None:
    for number in range(3):
        (folder / f"z{number}.docx").write_bytes(bytes([number]) * 500)
    database = tmp_path / "w.duckdb"
    ended: list[RunSummary] = []
    with pytest.raises(TooManyFailures, match="2 files were set aside, at most 1 may be"):
        ingest([str(folder)], Settings(database, workers=0, max_failures=1), lambda done: None, ended.append)
    assert select(database, "SELECT status, quarantined FROM ingest_run") == [("failed", 2)]
    assert "at most 1 may be" in (ended[0].error or "")
    enough = ingest([str(folder)], Settings(database, workers=0, max_failures=1), lambda done: None)
    assert counts(enough)["quarantined"] == 3, "those of the night before are no failures of this one"
    assert select(database, "SELECT count(*) FROM document") == [(2,)]


def test_what_was_loaded_before_a_run_gave_up_is_published(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.BATCH", 1)
    for number in range(2):
        (folder / f"z{number}.docx").write_bytes(bytes([number]) * 500)
    database = tmp_path / "w.duckdb"
    with pytest.raises(TooManyFailures):
        ingest([str(folder)], Settings(database, workers=0, max_failures=0), lambda done: None)
    assert select(database, "SELECT count(*) FROM document") == [(2,)]


def test_a_run_beside_another_is_refused_and_tells_nothing(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "w.duckdb"
    ended: list[RunSummary] = []

    def run_inside(done: Done) -> None:
        ingest([str(folder)], Settings(database, workers=0), lambda done: None, ended.append)

    with pytest.raises(WarehouseError, match="locked"):
        ingest([str(folder)], Settings(database, workers=0), run_inside)
    assert ended == []


def test_a_refused_document_is_set_aside_and_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = extractors.extraction.extract

    def extract(document: Document, *given: Any) -> Extraction:
        extraction = honest(document, *given)
        kind = "poem" if document.format == "docx" else extraction.document.doc_kind
        return replace(extraction, document=replace(extraction.document, doc_kind=kind))

    monkeypatch.setattr("extractors.extraction.extract", extract)
    database = tmp_path / "w.duckdb"
    summary = run(database, folder)
    assert actions(summary) == {"README.md": "skipped", TEXT: "loaded", WORD: "quarantined"}
    assert summary.events_of("quarantined")[0].reason == "refused"
    monkeypatch.setattr("pipeline.run.read_file", None)
    assert counts(run(database, folder)) == {"unchanged": 1, "quarantined": 1, "skipped": 1}


def test_a_missing_input_touches_no_database(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file or folder"):
        run(tmp_path / "w.duckdb", tmp_path / "nowhere")
    assert not (tmp_path / "w.duckdb").exists()
