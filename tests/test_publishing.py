"""Publishing: readers never wait, one writer at a time, and a death at any step leaves a whole version."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import duckdb
import pytest

from tests.factories import make_full_extraction
from tests.shared import ROOT
from warehouse import publishing as module
from warehouse.connection import (
    Connection,
    WarehouseError,
    open_for_reading,
    open_for_writing,
    published_file,
)
from warehouse.load import Loader
from warehouse.publishing import LOCK, OWNER, WORK, home_of, prune, writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "w.duckdb"


def publish(path: Path, *names: str, keep: int = module.KEEP) -> None:
    """A version more, with those documents."""
    with writing(path, keep) as connection:
        Loader(connection).load([make_full_extraction(name) for name in names])


def held(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT path FROM document ORDER BY path").fetchall()
    return [path.removeprefix("reports/") for (path,) in rows]


def read(path: Path) -> list[str]:
    with closing(open_for_reading(path)) as connection:
        return held(connection)


def files(path: Path) -> set[str]:
    """What lies in the warehouse's folder but the lock."""
    return {file.name for file in home_of(path).iterdir()} - {LOCK}


@contextmanager
def running(script: str, *arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A script in a process of its own that talks over its output; killed in the end if it still runs."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def test_the_path_is_a_link_to_the_newest_version(path: Path) -> None:
    publish(path, "a.docx")
    assert path.readlink() == Path("w.duckdb.d", "000001.duckdb")
    publish(path, "b.docx")
    assert published_file(path) == home_of(path) / "000002.duckdb"
    assert read(path) == ["a.docx", "b.docx"]
    assert files(path) == {"000001.duckdb", "000002.duckdb"}


def test_a_reader_keeps_its_version_and_the_next_one_sees_the_new(path: Path) -> None:
    publish(path, "a.docx")
    with closing(open_for_reading(path)) as before:
        with writing(path, keep=1) as connection:
            Loader(connection).load([make_full_extraction("b.docx")])
            assert read(path) == ["a.docx"], "what is not published is not seen"
        with closing(open_for_reading(path)) as after:
            assert held(after) == ["a.docx", "b.docx"]
            assert held(before) == ["a.docx"]
        publish(path, "c.docx", keep=1)
        assert held(before) == ["a.docx"]
    assert read(path) == ["a.docx", "b.docx", "c.docx"]


READER = """
import sys
import duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    for _ in sys.stdin:
        print(connection.execute("SELECT count(*) FROM document").fetchone()[0], flush=True)
"""


def test_a_reader_of_another_program_follows_the_link_and_keeps_its_version(path: Path) -> None:
    publish(path, "a.docx")
    with running(READER, path) as (reader, said):
        assert reader.stdin is not None

        def ask() -> str:
            assert reader.stdin is not None
            reader.stdin.write("\n")
            reader.stdin.flush()
            return said.readline()

        assert ask() == "1\n"
        publish(path, "b.docx", keep=1)
        assert ask() == "1\n"
    with running(READER, path) as (reader, said):
        assert reader.stdin is not None
        assert reader.communicate("\n", timeout=60)[0] == "2\n"


def test_a_reader_takes_the_next_version_where_its_own_was_pruned_before_it_was_open(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(path, "a.docx")
    honest, turns = duckdb.connect, iter([True])

    def connect(file: str, **options: object) -> Connection:
        if next(turns, False):
            publish(path, "b.docx", keep=1)
            assert not Path(file).exists()
        return honest(file, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("warehouse.connection.duckdb.connect", connect)
    monkeypatch.setattr(module, "open_for_writing", lambda work: open_with(honest, work))
    assert read(path) == ["a.docx", "b.docx"]


def open_with(connect: object, work: Path) -> Connection:
    assert callable(connect)
    return connect(str(work))  # type: ignore[no-any-return]


def test_without_links_a_small_file_names_the_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for number, name in enumerate(("a.docx", "b.docx"), 1):
        publish(path, name)
        assert not path.is_symlink()
        assert path.read_bytes() == b"juesuan-version w.duckdb.d/%06d.duckdb\n" % number
    assert read(path) == ["a.docx", "b.docx"]
    monkeypatch.undo()
    publish(path, "c.docx")
    assert path.is_symlink()
    assert read(path) == ["a.docx", "b.docx", "c.docx"]


def test_old_versions_go_but_those_to_keep_and_the_current_one(path: Path) -> None:
    for number in range(5):
        publish(path, f"{number}.docx", keep=3)
    assert files(path) == {"000003.duckdb", "000004.duckdb", "000005.duckdb"}
    path.unlink()
    path.symlink_to("w.duckdb.d/000003.duckdb")  # somebody went back
    prune(path, 1)
    assert files(path) == {"000003.duckdb", "000005.duckdb"}
    assert read(path) == ["0.docx", "1.docx", "2.docx"]
    publish(path, "new.docx", keep=1)
    assert files(path) == {"000006.duckdb"}
    assert read(path) == ["0.docx", "1.docx", "2.docx", "new.docx"]


WRITER = """
import sys
from pathlib import Path
from tests.factories import make_full_extraction
from warehouse.load import Loader
from warehouse.publishing import writing
with writing(Path(sys.argv[1])) as connection:
    Loader(connection).load([make_full_extraction(sys.argv[2])])
    print("written", flush=True)
    sys.stdin.readline()
"""


def refusal(path: Path) -> WarehouseError:
    with pytest.raises(WarehouseError) as caught, writing(path):
        pytest.fail("it may not be written")
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


def test_a_second_writer_is_told_who_writes_and_since_when(path: Path) -> None:
    publish(path, "a.docx")
    with running(WRITER, path, "b.docx") as (writer, said):
        assert said.readline() == "written\n"
        error = refusal(path)
        assert error.reason == "locked"
        host = os.uname().nodename
        assert f"process {writer.pid} on {host} writes to it since 20" in str(error)
        assert "(0 min); wait for it or stop it" in str(error)
        card = json.loads((home_of(path) / OWNER).read_bytes())
        card["since"] = (datetime.now(UTC) - timedelta(minutes=90, seconds=5)).isoformat(timespec="seconds")
        (home_of(path) / OWNER).write_text(json.dumps(card), encoding="utf-8")
        assert "(90 min)" in str(refusal(path))
        (home_of(path) / OWNER).unlink()
        assert "another process writes to it" in str(refusal(path))
        assert read(path) == ["a.docx"], "a reader does not care"
        writer.communicate("\n", timeout=60)
    assert read(path) == ["a.docx", "b.docx"]
    publish(path, "c.docx")


def test_this_process_is_no_second_writer_either(path: Path) -> None:
    with writing(path):
        error = refusal(path)
    assert error.reason == "locked"
    assert f"process {os.getpid()} " in str(error)
    publish(path, "a.docx")


def test_the_lock_falls_with_its_holder_and_the_next_writer_goes_on(path: Path) -> None:
    publish(path, "a.docx")
    published = published_file(path)
    before = published.read_bytes()
    with running(WRITER, path, "b.docx") as (writer, said):
        assert said.readline() == "written\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait(60)
    assert published_file(path) == published
    assert published.read_bytes() == before
    assert read(path) == ["a.docx"]
    assert WORK in files(path)
    with writing(path) as connection:
        assert held(connection) == ["a.docx", "b.docx"], "what was committed is not done again"
    assert read(path) == ["a.docx", "b.docx"]
    assert files(path) == {"000001.duckdb", "000002.duckdb"}


def test_an_error_publishes_what_was_committed(path: Path) -> None:
    publish(path, "a.docx")
    with pytest.raises(ZeroDivisionError), writing(path) as connection:
        Loader(connection).load([make_full_extraction("b.docx")])
        connection.begin()
        connection.execute("DELETE FROM document")
        raise ZeroDivisionError
    assert read(path) == ["a.docx", "b.docx"]
    assert files(path) == {"000001.duckdb", "000002.duckdb"}


def test_a_file_that_cannot_be_completed_is_not_published(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        """A connection whose disk is full when it comes to the end."""

        def __init__(self, connection: Connection) -> None:
            self.connection = connection

        def execute(self, statement: str) -> None:
            assert statement == "CHECKPOINT"
            raise duckdb.IOException('Could not write file "w": No space left on device\nstack')

        def rollback(self) -> None:
            self.connection.rollback()

        def close(self) -> None:
            self.connection.close()

    publish(path, "a.docx")
    honest = module._close
    monkeypatch.setattr(module, "_close", lambda connection, of: honest(Full(connection), of))  # type: ignore[arg-type]
    with pytest.raises(WarehouseError, match="No space left on device; mend it and run again") as caught:
        publish(path, "b.docx")
    assert caught.value.reason == "failed"
    assert read(path) == ["a.docx"]
    assert OWNER not in files(path)
    monkeypatch.undo()
    publish(path)
    assert read(path) == ["a.docx", "b.docx"]


def test_a_full_disk_that_takes_no_copy_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    publish(path, "a.docx")
    monkeypatch.setattr("warehouse.publishing.shutil.copyfile", copy)
    assert "No space left on device" in str(refusal(path))
    assert files(path) == {"000001.duckdb"}
    assert read(path) == ["a.docx"]


# Kills itself before the k-th step that publishing takes in the file system.
DYING = """
import os, signal, sys
from pathlib import Path
from tests.factories import make_full_extraction
from warehouse import publishing
from warehouse.load import Loader

last, steps = int(sys.argv[2]), 0

def dying(step):
    def take(*args, **options):
        global steps
        if publishing.at_the_end:
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return step(*args, **options)
    return take

for name in ("replace", "unlink", "symlink_to", "write_bytes"):
    setattr(Path, name, dying(getattr(Path, name)))
publishing.at_the_end = False
with publishing.writing(Path(sys.argv[1]), keep=1) as connection:
    Loader(connection).load([make_full_extraction("b.docx")])
    publishing.at_the_end = True
print(steps)
"""


def test_a_death_between_any_two_steps_of_publishing_leaves_a_whole_version(path: Path) -> None:
    publish(path, "a.docx")
    shutil.copytree(path.parent, path.parent / "before", symlinks=True)
    seen = []
    for last in range(1, 50):
        place = path.parent / str(last) / path.name
        shutil.copytree(path.parent / "before", place.parent, symlinks=True)
        done = subprocess.run(
            [sys.executable, "-c", DYING, str(place), str(last)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            assert int(done.stdout) == last - 1
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        seen.append(read(place))
        publish(place, "b.docx", "c.docx")
        assert read(place) == ["a.docx", "b.docx", "c.docx"]
        assert not files(place) & {WORK, OWNER, "link"}
    assert len(seen) >= 4, "it takes some steps"
    assert seen == sorted(seen, key=len), "first the old version, then the new"
    assert {len(documents) for documents in seen} == {1, 2}


def test_a_plain_file_of_before_is_taken_over(path: Path) -> None:
    with closing(open_for_writing(path)) as connection:
        Loader(connection).load([make_full_extraction("a.docx")])
    assert read(path) == ["a.docx"]
    publish(path, "b.docx")
    assert path.is_symlink()
    assert read(path) == ["a.docx", "b.docx"]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.factories import make_full_extraction
from warehouse.connection import open_for_writing
from warehouse.load import Loader
loader = Loader(open_for_writing(Path(sys.argv[1])))
loader.load([make_full_extraction("a.docx")])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_plain_file_whose_writer_was_killed_is_taken_over_whole(path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert path.with_name("w.duckdb.wal").stat().st_size > 0
    publish(path, "b.docx")
    assert read(path) == ["a.docx", "b.docx"]


def test_a_folder_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "w.duckdb").mkdir()
    assert refusal(tmp_path / "w.duckdb").reason == "not_a_database"
    assert [file.name for file in tmp_path.iterdir()] == ["w.duckdb"]


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file" / "w.duckdb").reason == "unwritable"


def write_text(path: Path) -> None:
    path.write_text("notes " * 1000, encoding="utf-8")


def write_foreign(path: Path) -> None:
    with closing(duckdb.connect(str(path))) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")


def write_older(path: Path) -> None:
    with closing(open_for_writing(path)) as connection:
        connection.execute("UPDATE warehouse_info SET value = '1' WHERE key = 'schema_version'")


@pytest.mark.parametrize(
    ("make", "reason"),
    [(write_text, "not_a_database"), (write_foreign, "not_a_warehouse"), (write_older, "other_version")],
)
def test_what_is_no_warehouse_of_this_version_is_left_as_it_was(make: object, reason: str, path: Path) -> None:
    assert callable(make)
    make(path)
    before = path.read_bytes()
    assert refusal(path).reason == reason
    assert path.read_bytes() == before
    assert not path.is_symlink()
    assert files(path) == set()
