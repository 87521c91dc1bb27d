"""Opening a warehouse: what can be wrong with the file is one line each, and a reader can do no harm."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from tests.factories import make_full_extraction
from tests.shared import ROOT
from warehouse import connection as module
from warehouse.connection import Connection, WarehouseError, open_for_reading, open_for_writing, transaction
from warehouse.load import Loader

HOLDER = """
import sys
from pathlib import Path
from warehouse.connection import open_for_writing
connection = open_for_writing(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def refusal(open_it: object, path: Path) -> WarehouseError:
    assert callable(open_it)
    with pytest.raises(WarehouseError) as caught:
        open_it(path)
    assert "\n" not in str(caught.value)
    assert caught.value.where in str(caught.value)
    return caught.value


def make_other_database(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def test_a_new_file_becomes_a_warehouse(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "w.duckdb"
    with open_for_writing(path) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchall() == [(0,)]
    with open_for_reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM v_org_year").fetchall() == [(0,)]


def test_an_empty_file_becomes_a_warehouse(tmp_path: Path) -> None:
    """A run that was killed before the tables were laid leaves such a file."""
    path = make_other_database(tmp_path / "w.duckdb")
    assert refusal(open_for_reading, path).reason == "missing"
    open_for_writing(path).close()
    open_for_reading(path).close()


@pytest.mark.parametrize("info", ["UPDATE warehouse_info SET value = 'old'", "DELETE FROM warehouse_info"])
def test_a_reader_lays_the_views_of_another_release_anew(tmp_path: Path, info: str) -> None:
    path = tmp_path / "w.duckdb"
    open_for_writing(path).close()
    make_other_database(path, f"{info} WHERE key = 'views'", "DROP VIEW v_org_year")
    with open_for_reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM v_org_year").fetchall() == [(0,)]


def test_what_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("notes " * 1000, encoding="utf-8")
    assert refusal(open_for_writing, text).reason == "not_a_database"
    assert refusal(open_for_reading, text).reason == "not_a_database"
    assert text.read_text(encoding="utf-8").startswith("notes")
    assert refusal(open_for_writing, tmp_path).reason == "not_a_database"
    others = make_other_database(tmp_path / "o.duckdb", "CREATE TABLE t (a INTEGER)")
    assert refusal(open_for_writing, others).reason == "not_a_warehouse"


def test_a_missing_warehouse_is_not_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "none.duckdb"
    assert refusal(open_for_reading, path).reason == "missing"
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(open_for_writing, tmp_path / "file" / "w.duckdb").reason == "unwritable"


@pytest.mark.parametrize("stored", ["0", "99", None])
def test_another_schema_version_is_refused(stored: str | None, tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    open_for_writing(path).close()
    change = f"UPDATE warehouse_info SET value = '{stored}'" if stored else "DELETE FROM warehouse_info"
    make_other_database(path, f"{change} WHERE key = 'schema_version'")
    for open_it in (open_for_writing, open_for_reading):
        error = refusal(open_it, path)
        assert error.reason == "other_version"
        assert f"version {stored}" in str(error)
        assert ("juesuan migrate" in str(error)) == (stored == "0")


def test_a_warehouse_that_another_process_writes_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refusal(open_for_writing, path).reason == "locked"
        assert refusal(open_for_reading, path).reason == "locked"
        holder.communicate("\n")
    open_for_writing(path).close()


def test_a_warehouse_that_this_process_writes_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_for_writing(path):
        assert refusal(open_for_reading, path).reason == "locked"


def test_a_refused_file_is_let_go(tmp_path: Path) -> None:
    path = make_other_database(tmp_path / "o.duckdb", "CREATE TABLE t (a INTEGER)")
    refusal(open_for_writing, path)
    make_other_database(path, "INSERT INTO t VALUES (1)")


def test_views_of_an_older_release_are_renewed(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    open_for_writing(path).close()
    make_other_database(
        path,
        "CREATE OR REPLACE VIEW v_org_year AS SELECT 1 AS a",
        "UPDATE warehouse_info SET value = 'x' WHERE key = 'views'",
    )
    open_for_writing(path).close()
    with open_for_reading(path) as connection:
        assert "expenditure_wan" in [c[0] for c in connection.execute("DESCRIBE v_org_year").fetchall()]


@pytest.fixture
def reader(tmp_path: Path) -> Connection:
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        Loader(connection).load([make_full_extraction()])
    return open_for_reading(tmp_path / "w.duckdb")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM fact",
        "CREATE TABLE t (a INTEGER)",
        "COPY fact TO 'stolen.csv'",
        "EXPORT DATABASE 'stolen'",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_text('README.md')",
        "SELECT * FROM glob('*')",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_a_reader_can_do_no_harm(statement: str, reader: Connection, tmp_path: Path) -> None:
    with reader, pytest.raises(duckdb.Error):
        reader.execute(statement)
    assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb"]


def interrupt(connection: Connection) -> None:
    with transaction(connection):
        connection.execute("INSERT INTO warehouse_info VALUES ('a', 'b')")
        raise KeyboardInterrupt


def test_an_exception_rolls_a_transaction_back(tmp_path: Path) -> None:
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        with pytest.raises(KeyboardInterrupt):
            interrupt(connection)
        assert connection.execute("SELECT count(*) FROM warehouse_info WHERE key = 'a'").fetchall() == [(0,)]


class Interrupted:
    """A connection that Ctrl-C meets as it begins or commits, after that was done or before."""

    def __init__(self, connection: Connection, at: str, after: bool) -> None:
        self._connection = connection
        self._at = at
        self._after = after

    def __getattr__(self, name: str) -> object:
        if name != self._at:
            return getattr(self._connection, name)

        def interrupt() -> None:
            if self._after:
                getattr(self._connection, name)()
            raise RuntimeError("Query interrupted")

        return interrupt


def test_an_interrupt_of_a_query_that_reads_from_python_comes_out_as_such(tmp_path: Path) -> None:
    def rows() -> Iterator[pa.RecordBatch]:
        raise KeyboardInterrupt
        yield

    with open_for_writing(tmp_path / "w.duckdb") as connection:
        source = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.int64())]), rows())
        connection.register("incoming", source)
        with pytest.raises(KeyboardInterrupt), transaction(connection):
            connection.execute("CREATE TEMP TABLE t AS FROM incoming")
        with transaction(connection):
            connection.execute("INSERT INTO warehouse_info VALUES ('c', 'd')")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", ["begin", "commit"])
def test_an_interrupt_at_either_end_leaves_no_transaction_open(tmp_path: Path, at: str, after: bool) -> None:
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        broken: Any = Interrupted(connection, at, after)
        with pytest.raises(KeyboardInterrupt), transaction(broken):
            connection.execute("INSERT INTO warehouse_info VALUES ('a', 'b')")
        with transaction(connection):
            connection.execute("INSERT INTO warehouse_info VALUES ('c', 'd')")
        rows = connection.execute("SELECT key FROM warehouse_info WHERE key IN ('a', 'c') ORDER BY key").fetchall()
        assert rows == ([("a",), ("c",)] if (at, after) == ("commit", True) else [("c",)])


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            "IO Error: Trying to read a database file with version number 99, but we can only read 64. newer version",
            "other_version",
        ),
        ('IO Error: Cannot open file "x": Permission denied', "unwritable"),
        ('IO Error: Cannot open file "x": Read-only file system', "unwritable"),
        ("Fatal Error: something else\nwith a trace", "failed"),
    ],
)
def test_duckdb_s_words_become_ours(message: str, reason: str) -> None:
    """What this machine cannot provoke (a user without rights, a later DuckDB), in DuckDB's own words."""
    error = module._refusal(Path("x"), message)
    assert error.reason == reason
    assert "\n" not in str(error)


def test_an_error_survives_its_way_out_of_a_worker() -> None:
    error = pickle.loads(pickle.dumps(WarehouseError("locked", "x", "wait")))
    assert (error.reason, error.where, error.advice, str(error)) == ("locked", "x", "wait", "locked: x; wait")
