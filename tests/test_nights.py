"""Runs over a real folder, night after night: revisions, twins, archives, and what the warehouse holds in the end."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.executors import Inline, Processes
from pipeline.ingest import ingest
from pipeline.manifest import read_manifest
from pipeline.settings import Settings
from pipeline.sources import FileSources
from tests.conftest import Juesuan
from warehouse.connection import open_for_reading
from warehouse.load import Loader
from warehouse.publishing import writing

ORG = "青石县水利局"


def report(amount: str, org: str = ORG, year: int = 2023) -> str:
    """A small report with a figure."""
    return f"{org}{year}年度部门决算\n一、收入支出决算总体情况\n本年收入合计{amount}万元，本年支出合计{amount}万元。\n"


FIRST, SECOND, THIRD = (report(amount) for amount in ("11.50", "12.50", "13.50"))
OTHER = report("99.00", "云溪县林业局")


Files = Mapping[str, str | Mapping[str, str]]
"""By name the text of a report, or the members of an archive."""


class Nights:
    """A folder of reports and the warehouse of its runs."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "inbox"
        self.database = home / "w.duckdb"
        self.folder.mkdir(parents=True)
        self._time = 1_700_000_000

    def run(self, files: Files | None = None, **options: Any) -> dict[str, int]:
        """A run when the folder holds these files and no others; what became of how many."""
        if files is not None:
            self.lay(files)
        options.setdefault("database", self.database)
        summary = ingest([f"{self.folder}/"], Settings(workers=0, **options), lambda done: None)
        return {action: number for action, number in summary.actions.items() if number}

    def lay(self, files: Files) -> None:
        for path in self.folder.iterdir():
            if path.name not in files:
                path.unlink()
        for name, content in files.items():
            path = self.folder / name
            part = path.with_name(".part")
            if isinstance(content, str):
                part.write_text(content, encoding="utf-8")
            else:
                with zipfile.ZipFile(part, "w") as package:
                    for member, text in content.items():
                        package.writestr(zipfile.ZipInfo(member), text)
            if path.exists() and path.read_bytes() == part.read_bytes():
                part.unlink()
            else:
                part.replace(path)
                self.touch(name)

    def touch(self, name: str) -> None:
        """Another time of change than any before."""
        self._time += 1
        os.utime(self.folder / name, (self._time, self._time))

    def select(self, query: str) -> list[tuple[Any, ...]]:
        with closing(open_for_reading(self.database)) as connection:
            return connection.execute(query).fetchall()

    def versions(self) -> dict[str, tuple[bool, str | None]]:
        """By the amount that it states: whether a document is current, and which one it supersedes."""
        rows = self.select("SELECT doc_id, is_current, supersedes FROM document")
        amounts = dict(self.select("SELECT DISTINCT doc_id, value_reported FROM fact"))
        return {amounts[doc_id]: (is_current, amounts.get(old)) for doc_id, is_current, old in rows}

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the diary, without the folder's own path."""
        with closing(open_for_reading(self.database)) as connection:
            names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            rows = {n: connection.table(n).fetchall() for n in names if not n.startswith("ingest_")}
        place = str(self.folder)
        return {
            name: sorted((tuple(v.replace(place, "") if isinstance(v, str) else v for v in row) for row in found), key=repr)
            for name, found in rows.items()
        }  # fmt: skip


class InlineUnpacker(Inline):
    """Unpacks in this process: starting another takes longer than all the rest."""

    def __init__(self, *_: object) -> None:
        super().__init__()

    def close(self) -> None:
        """There is nothing to end."""


@pytest.fixture(autouse=True)
def _unpack_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.sources.Processes", InlineUnpacker)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path / "nights")


def test_an_unchanged_folder_costs_looks_only(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    files: Files = {
        "a.txt": FIRST,
        "b.txt": OTHER,
        "c.txt": FIRST,
        "z.zip": {"m.txt": SECOND, "n.txt": SECOND},
        "bad.txt": "",
    }
    assert nights.run(files) == {"loaded": 3, "duplicate": 2, "quarantined": 1, "unpacked": 1}
    before = nights.content()

    def refuse(*_: object) -> None:
        pytest.fail("it is opened")

    for opened in ("pipeline.inbox.digest", "pipeline.run.read_file", "pipeline.sources.FileSources.unpack"):
        monkeypatch.setattr(opened, refuse)
    for _ in range(2):
        assert nights.run() == {"unchanged": 4, "duplicate": 2, "quarantined": 1}
    assert nights.content() == before
    assert nights.select("SELECT count(*) FROM ingest_event") == [(7,)], "nothing new is to be told"


def test_a_touched_file_is_hashed_and_no_more(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    nights.run({"a.txt": FIRST})
    nights.touch("a.txt")
    monkeypatch.setattr("pipeline.run.read_file", None)
    assert nights.run() == {"unchanged": 1}
    monkeypatch.setattr("pipeline.inbox.digest", None)
    assert nights.run() == {"unchanged": 1}


def test_changed_bytes_under_the_same_name_are_the_next_version(nights: Nights) -> None:
    for text in (FIRST, SECOND, THIRD):
        nights.run({"a.txt": text})
    assert nights.versions() == {"11.50": (False, None), "12.50": (False, "11.50"), "13.50": (True, "12.50")}


def test_a_version_that_comes_back_is_current_again(nights: Nights) -> None:
    for text in (FIRST, SECOND, FIRST):
        nights.run({"a.txt": text})
    assert nights.versions() == {"11.50": (True, "12.50"), "12.50": (False, None)}
    nights.run({"a.txt": SECOND})
    assert nights.versions() == {"11.50": (False, None), "12.50": (True, "11.50")}


def test_another_report_under_the_same_name_replaces_nothing(nights: Nights) -> None:
    nights.run({"a.txt": FIRST})
    nights.run({"a.txt": OTHER})
    assert nights.versions() == {"11.50": (True, None), "99.00": (True, None)}
    nights.run({"a.txt": SECOND})
    assert nights.versions() == {"11.50": (False, None), "99.00": (True, None), "12.50": (True, "11.50")}


def test_a_night_with_a_broken_file_breaks_no_succession(nights: Nights) -> None:
    for text in (FIRST, "", SECOND):
        nights.run({"a.txt": text})
    assert nights.versions() == {"11.50": (False, None), "12.50": (True, "11.50")}


def test_a_version_that_stands_elsewhere_too_takes_the_old_one_s_place(nights: Nights) -> None:
    nights.run({"b.txt": FIRST})
    assert nights.run({"a.txt": SECOND, "b.txt": SECOND}) == {"loaded": 1, "duplicate": 1}
    assert nights.versions() == {"11.50": (False, None), "12.50": (True, "11.50")}


def test_a_forgotten_version_leaves_its_successor_in_its_place(nights: Nights) -> None:
    for text in (FIRST, SECOND, THIRD):
        nights.run({"a.txt": text})
    ((middle,),) = nights.select("SELECT DISTINCT doc_id FROM fact WHERE value_reported = '12.50'")
    with writing(nights.database) as connection:
        Loader(connection).forget([middle])
    assert nights.versions() == {"11.50": (False, None), "13.50": (True, "11.50")}


@pytest.mark.parametrize("batch", [1, 64])
@pytest.mark.parametrize("backwards", [False, True])
def test_files_that_move_up_are_versions_in_whatever_order_they_are_loaded(
    nights: Nights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int, backwards: bool
) -> None:
    """As who keeps the last two reports does: report_old becomes last year's, report the new one."""
    nights.run({"report_old.txt": FIRST, "report.txt": SECOND})
    monkeypatch.setattr("pipeline.run.BATCH", batch)
    if backwards:
        monkeypatch.setattr("pipeline.executors.Inline.run", run_backwards)
    assert nights.run({"report_old.txt": SECOND, "report.txt": THIRD}) == {"loaded": 1, "replaced": 1}
    assert nights.versions() == {"11.50": (False, None), "12.50": (False, "11.50"), "13.50": (True, "12.50")}


def run_backwards(self, function, tasks):  # type: ignore[no-untyped-def]
    """As if the last document were read first."""
    for task in reversed(list(tasks)):
        yield task, function(task)


HISTORIES: dict[str, list[Files]] = {
    "the first of two twins is deleted": [{"a.txt": FIRST, "b.txt": FIRST}],
    "a twin with a smaller name comes later": [{"c.txt": FIRST}],
    "a file is moved": [{"moved.txt": FIRST}],
    "a document was in an archive": [{"a.zip": {"x.txt": FIRST}}],
    "a document was in an archive and beside it": [{"a.zip": {"x.txt": FIRST, "y.txt": FIRST}, "c.txt": FIRST}],
    "all at once": [],
}


@pytest.mark.parametrize("history", HISTORIES)
def test_the_same_inbox_gives_the_same_warehouse_whatever_was_before(
    nights: Nights, tmp_path: Path, history: str
) -> None:
    last: Files = {"b.txt": FIRST, "c.txt": FIRST, "z.zip": {"x.txt": FIRST, "other.txt": OTHER}}
    for files in HISTORIES[history]:
        nights.run(files)
    nights.run(last)
    fresh = Nights(tmp_path / "fresh")
    fresh.run(last)
    assert nights.content() == fresh.content()
    assert [path.removeprefix(str(nights.folder)) for (path,) in nights.select("SELECT path FROM document ORDER BY 1")] == [
        "/b.txt", "/z.zip!/other.txt",
    ]  # fmt: skip


def test_a_deleted_file_is_told_of_once_and_its_document_stays(nights: Nights) -> None:
    nights.run({"a.txt": FIRST, "b.txt": OTHER})
    assert nights.run({"a.txt": FIRST}) == {"unchanged": 1, "missing": 1}
    assert nights.run() == {"unchanged": 1}
    assert nights.select("SELECT reason FROM ingest_event WHERE action = 'missing'") == [("missing",)]
    assert nights.select("SELECT count(*) FROM document") == [(2,)]
    assert nights.select("SELECT path LIKE '%b.txt' FROM ingest_file WHERE missing_since IS NOT NULL") == [(True,)]
    assert nights.run({"a.txt": FIRST, "b.txt": OTHER}) == {"unchanged": 2}
    assert nights.select("SELECT count(*) FROM ingest_file WHERE missing_since IS NOT NULL") == [(0,)]


def test_a_forgotten_document_stays_forgotten(nights: Nights) -> None:
    nights.run({"a.txt": FIRST, "z.zip": {"m.txt": SECOND}})
    with writing(nights.database) as connection:
        Loader(connection).forget(
            [doc_id for (doc_id,) in connection.execute("SELECT doc_id FROM document").fetchall()]
        )
    assert nights.run() == {"unchanged": 1, "skipped": 2}
    nights.touch("a.txt")
    nights.touch("z.zip")
    assert nights.run() == {"unpacked": 1, "skipped": 2}
    assert nights.run() == {"unchanged": 1, "skipped": 2}
    assert nights.select("SELECT count(*) FROM document") == [(0,)]
    assert nights.run(retry=True) == {"unpacked": 1, "loaded": 2}


def test_what_a_manifest_says_anew_is_read_anew(nights: Nights, tmp_path: Path) -> None:
    listed = tmp_path / "manifest.csv"
    for year, done in ((2021, "replaced"), (2021, "unchanged"), (2022, "replaced")):
        if nights.database.exists() is False:
            nights.run({"a.txt": FIRST})
        listed.write_text(f"path,year\n{nights.folder}/a.txt,{year}\n", encoding="utf-8")
        assert nights.run(manifest=read_manifest(listed)) == {done: 1}
        assert nights.select("SELECT fiscal_year FROM document") == [(year,)]
    assert nights.run() == {"replaced": 1}
    assert nights.select("SELECT fiscal_year FROM document") == [(2023,)]


def test_a_changed_member_of_an_archive_is_the_next_version(nights: Nights) -> None:
    nights.run({"z.zip": {"m.txt": FIRST, "n.txt": OTHER}})
    assert nights.run({"z.zip": {"m.txt": SECOND, "n.txt": OTHER}}) == {"unpacked": 1, "loaded": 1, "unchanged": 1}
    assert nights.versions() == {"11.50": (False, None), "12.50": (True, "11.50"), "99.00": (True, None)}
    assert nights.run({"z.zip": {"n.txt": OTHER}}) == {"unpacked": 1, "unchanged": 1, "missing": 1}
    assert nights.run({}) == {"missing": 2}
    assert nights.select("SELECT count(*) FROM document") == [(3,)]


def test_an_archive_whose_unpacker_was_killed_is_unpacked_at_the_second_attempt(
    nights: Nights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first leaves a part of its folder behind."""
    monkeypatch.setattr("pipeline.sources.Processes", Processes)
    nights.lay({"z.zip": {"m.txt": FIRST}})
    with FileSources(tmp_path / "spool", Settings()) as sources:
        (tmp_path / "spool" / "000001" / "000001").mkdir(parents=True)
        members = sources.unpack(nights.folder / "z.zip")
    assert isinstance(members, tuple)
    assert [member.name for member in members] == ["m.txt"]


def test_a_run_leaves_no_file_of_its_own(nights: Nights) -> None:
    nights.run({"a.txt": FIRST, "z.zip": {"m.txt": SECOND, "bad.txt": ""}})
    assert {path.name for path in nights.database.with_name("w.duckdb.d").iterdir()} == {"000001.duckdb", "lock"}


def test_the_exit_status_tells_of_files_that_are_still_set_aside(nights: Nights, juesuan: Juesuan) -> None:
    nights.lay({"a.txt": FIRST, "bad.txt": ""})
    for _ in range(2):
        done = juesuan("ingest", nights.folder, "--db", nights.database, "--workers", "0")
        assert done.returncode == 3, done.stderr
        assert "bad.txt  empty_file: " in done.stdout
    (nights.folder / "bad.txt").unlink()
    assert juesuan("ingest", nights.folder, "--db", nights.database, "--workers", "0").returncode == 0
