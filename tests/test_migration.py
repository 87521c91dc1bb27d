"""Migration: an older warehouse becomes a current one, with every row, and the old file is only read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from pipeline.migration import run_migrate
from tests.conftest import Juesuan
from tests.factories import make_document, make_extraction, make_fact, make_full_extraction
from tests.shared import ROOT
from tests.warehouses import empty_warehouse
from warehouse import migration as module
from warehouse.connection import (
    SCHEMA_VERSION,
    Connection,
    WarehouseError,
    open_for_reading,
    open_for_writing,
    published_file,
)
from warehouse.content import table_hashes
from warehouse.load import Loader
from warehouse.meanings import relations
from warehouse.migration import migrate
from warehouse.publishing import home_of, replacing, writing

VERSION_1 = (ROOT / "tests" / "migration" / "version_1.sql").read_text(encoding="utf-8")
OLD = "1"
PEOPLE = {
    "correction": "('c', 'd', 't1', 1, 2, NULL, NULL, NULL, 'expenditure', 'final', 'all', 7, 'CNY', 'misread', 'an auditor', ?)",
    "dismissal": "('d', 'r', 'p', 'as it was agreed', 'an auditor', ?)",
    "finding": "('f', 'd', 'o', 2023, 'r', 'info', '甲', 'a', 1, 2, 1, ['x', 'y'], NULL, 3)",
    "check_outcome": "('d', 'r', 'pass', NULL)",
    "ingest_run": "('run', ?, NULL, 'reports', '1', 'finished')",
    "ingest_event": "('run', 0, 'reports/a.docx', 'd', 'loaded', NULL, NULL, 1.5, ?)",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of version 1 with rows in every table: what a loader writes today, as far as version 1 had it."""
    path = tmp_path_factory.mktemp("made") / "old.duckdb"
    document = make_document("b.pdf", revision=1)
    with duckdb.connect(str(path)) as connection, empty_warehouse() as today:
        connection.execute(VERSION_1)
        loader = Loader(today)
        loader.load(
            [
                make_full_extraction(),
                make_extraction(document, make_fact(document, "expenditure", "3", statutory_table="T03")),
            ]
        )
        known = {relation.name: [column.name for column in relation.columns] for relation in relations(today)}
        for table, columns in columns_of(connection).items():
            if table in PEOPLE:
                given = [datetime.now(UTC).replace(tzinfo=None)] * PEOPLE[table].count("?")
                connection.execute(f"INSERT INTO {table} VALUES {PEOPLE[table]}", given)
            elif table != "warehouse_info":
                shared = [name for name in known[table] if name in columns]
                rows = today.execute(f"SELECT {', '.join(shared)} FROM {table}").fetchall()
                places = ", ".join("?" * len(shared))
                connection.executemany(f"INSERT INTO {table} ({', '.join(shared)}) VALUES ({places})", rows)
    return path


@pytest.fixture
def old(made: Path, tmp_path: Path) -> Path:
    return Path(copyfile(made, tmp_path / "old.duckdb"))


def columns_of(connection: Connection) -> dict[str, list[str]]:
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()")
    names = [name for (name,) in rows.fetchall()]
    return {name: [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()] for name in names}


def count_rows(path: Path) -> dict[str, int]:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for (name,) in tables}


def change(path: Path, *statements: str) -> None:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def refusal(old: Path, new: Path) -> WarehouseError:
    with pytest.raises(WarehouseError) as caught:
        migrate(old, new)
    assert "\n" not in str(caught.value)
    return caught.value


def test_every_row_is_in_the_new_warehouse_and_the_old_one_as_it_was(old: Path, tmp_path: Path) -> None:
    new, bytes_before = tmp_path / "new.duckdb", old.read_bytes()
    assert migrate(old, new) == (OLD, SCHEMA_VERSION)
    assert old.read_bytes() == bytes_before
    rows_of_old, rows_of_new = count_rows(old), count_rows(new)
    del rows_of_old["warehouse_info"]
    assert min(rows_of_old.values()) > 0
    assert {name: rows_of_new[name] for name in rows_of_old} == rows_of_old
    with open_for_reading(new) as connection:
        assert connection.execute("SELECT expenditure_wan FROM v_org_year").fetchall() != []
        assert connection.execute("SELECT why FROM dismissal").fetchall() == [("as it was agreed",)]


def test_what_is_said_stays_the_same_to_the_letter(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.duckdb"
    migrate(old, new)
    with duckdb.connect(str(old)) as before, duckdb.connect(str(new)) as after:
        theirs, ours, shapes = table_hashes(before), table_hashes(after), columns_of(after)
        # A table that has got columns since then has another hash; its rows are counted above.
        names = {name for name, columns in columns_of(before).items() if shapes.get(name) == columns} & set(theirs)
    names.remove("warehouse_info")
    assert {"correction", "dismissal", "check_outcome"} <= names
    assert {name: ours[name] for name in names} == {name: theirs[name] for name in names}


def test_columns_go_by_name_and_a_new_one_has_its_default(old: Path, tmp_path: Path) -> None:
    change(
        old,
        "ALTER TABLE document DROP COLUMN same_as",
        "ALTER TABLE document DROP COLUMN is_current",
        "ALTER TABLE document DROP COLUMN path",
        "ALTER TABLE document ADD COLUMN path VARCHAR DEFAULT 'somewhere'",
        "DROP TABLE table_check",
    )
    migrate(old, tmp_path / "new.duckdb")
    with open_for_reading(tmp_path / "new.duckdb") as connection:
        told = connection.execute("SELECT DISTINCT path, is_current, same_as FROM document").fetchall()
        assert told == [("somewhere", False, None)]
        assert connection.execute("SELECT count(*) FROM table_check").fetchall() == [(0,)]


def test_a_script_fills_what_no_copy_by_name_can(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCRIPTS", tmp_path)
    change(old, "ALTER TABLE leftover RENAME COLUMN text TO words", "ALTER TABLE dismissal RENAME TO verdict")
    script = tmp_path / f"{OLD}_to_{SCHEMA_VERSION}.sql"
    script.write_text(
        "-- moves: leftover.words, verdict\n"
        "INSERT INTO leftover BY NAME SELECT * RENAME (words AS text) FROM earlier_warehouse.leftover;"
        "INSERT INTO dismissal BY NAME FROM earlier_warehouse.verdict;",
        encoding="utf-8",
    )
    migrate(old, tmp_path / "new.duckdb")
    with open_for_reading(tmp_path / "new.duckdb") as connection:
        assert connection.execute("SELECT text FROM leftover").fetchall() == [("某行 | 3.00",)]
        assert connection.execute("SELECT why FROM dismissal").fetchall() == [("as it was agreed",)]
        assert connection.execute("SELECT count(*) FROM fact").fetchall() == [(2,)]


def test_a_script_that_loses_rows_is_caught(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SCRIPTS", tmp_path)
    script = tmp_path / f"{OLD}_to_{SCHEMA_VERSION}.sql"
    script.write_text("INSERT INTO fact BY NAME FROM earlier_warehouse.fact LIMIT 1;", encoding="utf-8")
    assert "fact 2 -> 1" in refusal(old, tmp_path / "new.duckdb").advice
    assert not (tmp_path / "new.duckdb").exists()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE fact ADD COLUMN mood VARCHAR", "fact.mood"),
        ("CREATE TABLE notes AS SELECT 'mine' AS note", "notes.note"),
        ("ALTER TABLE leftover ALTER COLUMN text DROP NOT NULL; UPDATE leftover SET text = NULL", "NOT NULL"),
    ],
)
def test_what_has_no_place_ends_the_migration_without_a_trace(
    old: Path, tmp_path: Path, statement: str, named: str
) -> None:
    change(old, statement)
    before = old.read_bytes()
    error = refusal(old, tmp_path / "new.duckdb")
    assert error.reason == "failed" and named in error.advice
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.duckdb"]
    assert old.read_bytes() == before


def test_a_current_warehouse_is_left(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "w.duckdb").close()
    assert migrate(tmp_path / "w.duckdb", tmp_path / "new.duckdb") == (SCHEMA_VERSION, SCHEMA_VERSION)
    assert not (tmp_path / "new.duckdb").exists()


def test_what_cannot_be_migrated_is_refused(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.duckdb"
    assert refusal(tmp_path / "none.duckdb", new).reason == "missing"
    (tmp_path / "text").write_text("no database " * 1000, encoding="utf-8")
    assert refusal(tmp_path / "text", new).reason == "not_a_database"
    change(tmp_path / "other.duckdb", "CREATE TABLE t (a INTEGER)")
    assert refusal(tmp_path / "other.duckdb", new).reason == "not_a_warehouse"
    for stored in ("'99'", "'x'"):
        change(old, f"UPDATE warehouse_info SET value = {stored} WHERE key = 'schema_version'")
        assert refusal(old, new).reason == "other_version"
    change(old, "DELETE FROM warehouse_info")
    assert refusal(old, new).reason == "other_version"
    assert not new.exists()


def test_a_file_that_is_there_is_never_overwritten(old: Path, tmp_path: Path) -> None:
    (tmp_path / "new.duckdb").write_text("mine", encoding="utf-8")
    assert refusal(old, tmp_path / "new.duckdb").reason == "unwritable"
    assert (tmp_path / "new.duckdb").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("open_it", [open_for_reading, open_for_writing])
def test_opening_an_older_warehouse_says_how_to_migrate_it(old: Path, open_it: object) -> None:
    assert callable(open_it)
    with pytest.raises(WarehouseError, match=f"juesuan migrate --db {old}$"):
        open_it(old)


def test_the_command_puts_the_new_in_the_old_one_s_place(juesuan: Juesuan, old: Path) -> None:
    before, kept = old.read_bytes(), old.with_name(f"old.duckdb.v{OLD}.bak")
    done = juesuan("migrate", "--db", old)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{old}: schema version {OLD} -> {SCHEMA_VERSION}; the old file is kept as {kept}\n"
    assert kept.read_bytes() == before
    assert sorted(path.name for path in home_of(old).iterdir()) == ["000001.duckdb", "lock"]
    assert juesuan("find", "收入", "--db", old).returncode == 0
    with writing(old) as connection:
        Loader(connection).load([make_full_extraction("another.docx")])
    again = json.loads(juesuan("migrate", "--json", "--db", old).stdout)
    assert again == {"database": str(old), "from": SCHEMA_VERSION, "to": SCHEMA_VERSION, "kept": None}


def test_an_earlier_backup_is_never_overwritten(juesuan: Juesuan, old: Path) -> None:
    kept = old.with_name(f"old.duckdb.v{OLD}.bak")
    kept.write_text("mine", encoding="utf-8")
    done = juesuan("migrate", "--db", old)
    assert done.returncode == 1
    assert str(kept) in done.stderr
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_command_that_fails_leaves_the_old_warehouse(juesuan: Juesuan, old: Path) -> None:
    change(old, "CREATE TABLE notes AS SELECT 'mine' AS note")
    before = old.read_bytes()
    assert juesuan("migrate", "--db", old).returncode == 1
    assert old.read_bytes() == before
    assert [path.name for path in home_of(old).iterdir()] == ["lock"]
    assert not old.with_name(f"old.duckdb.v{OLD}.bak").exists()


def insert_and_die(path: Path) -> None:
    """What a killed writer leaves: a row that stands in the log only."""
    script = (
        "import duckdb, os, signal, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute(\"INSERT INTO organization VALUES ('late', '青石县审计局', NULL, NULL, NULL, NULL, NULL)\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.with_name(f"{path.name}.wal").exists()


def late_comers(path: Path) -> list[tuple[str]]:
    with duckdb.connect(str(published_file(path)), read_only=True) as connection:
        return connection.execute("SELECT name FROM organization WHERE org_id = 'late'").fetchall()


def test_the_log_of_a_killed_run_is_migrated_and_kept(juesuan: Juesuan, old: Path) -> None:
    insert_and_die(old)
    assert juesuan("migrate", "--db", old).returncode == 0
    assert not old.with_name("old.duckdb.wal").exists()
    assert late_comers(old) == late_comers(old.with_name(f"old.duckdb.v{OLD}.bak")) == [("青石县审计局",)]


def test_what_a_killed_writer_had_not_published_is_migrated(juesuan: Juesuan, old: Path) -> None:
    home_of(old).mkdir()
    published, work = home_of(old) / "000007.duckdb", home_of(old) / "work.duckdb"
    old.rename(published)
    old.symlink_to(f"{home_of(old).name}/{published.name}")
    copyfile(published, work)
    insert_and_die(work)
    assert juesuan("migrate", "--db", old).returncode == 0
    assert late_comers(old) == late_comers(old.with_name(f"old.duckdb.v{OLD}.bak")) == [("青石县审计局",)]
    assert sorted(path.name for path in home_of(old).iterdir()) == ["000007.duckdb", "000008.duckdb", "lock"]


def test_a_migration_that_was_killed_before_it_was_published_is_finished(juesuan: Juesuan, old: Path) -> None:
    home_of(old).mkdir()
    migrate(old, home_of(old) / "work.duckdb")
    (home_of(old) / "work.duckdb.part").write_text("cut off", encoding="utf-8")
    before = old.read_bytes()
    assert juesuan("migrate", "--db", old).returncode == 0
    with open_for_reading(old) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchall() == [(2,)]
    assert old.with_name(f"old.duckdb.v{OLD}.bak").read_bytes() == before


def test_two_writers_do_not_migrate_at_once(juesuan: Juesuan, old: Path) -> None:
    with replacing(old):
        done = juesuan("migrate", "--db", old)
    assert done.returncode == 1
    assert "locked" in done.stderr


def test_where_no_second_name_can_be_had_the_old_file_is_copied(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    before = old.read_bytes()
    assert run_migrate(Namespace(db=old, json=False)) == 0
    assert old.with_name(f"old.duckdb.v{OLD}.bak").read_bytes() == before


def test_a_migrated_document_says_what_it_states(old: Path, tmp_path: Path) -> None:
    """What version 1 counted at every loading decides, from version 2 on, which file leads."""
    migrate(old, tmp_path / "new.duckdb")
    with open_for_reading(tmp_path / "new.duckdb") as connection:
        migrated = connection.execute("SELECT path, facts, states_tables, states_text FROM document ORDER BY path")
        assert migrated.fetchall() == [("reports/b.pdf", 1, True, False), ("reports/full.docx", 1, False, False)]
