"""Migration: a warehouse of an older schema, copied into a new one of the current schema."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

import duckdb

from warehouse.connection import (
    HERE,
    SCHEMA_VERSION,
    Connection,
    WarehouseError,
    is_older,
    open_for_writing,
    read_sql,
    refuse_version,
    stored_version,
)

SCRIPTS = HERE / "migrations"
"""<from>_to_<to>.sql fills, out of `earlier_warehouse`, the tables that no copy by name can fill: with a renamed or
derived column, or a new one that is not its default. It runs before the rest is copied. A line `-- moves: a.b, c`
names the older columns and tables that it takes elsewhere, or drops; any other without a place ends the migration."""
MOVES = "-- moves: "


def migrate(old: Path, new: Path) -> tuple[str, str]:
    """Copy the warehouse `old` into the file `new`, in the current schema; returns the versions of both.

    Tables and columns go by name, the diary and people's corrections and dismissals with them; a column that `old`
    lacks has its default or NULL. Every table's rows are counted in both. `old` is read, never written. If it is of the
    current version already, the versions are equal and `new` is not made.
    Raises WarehouseError where `old` is no warehouse, a newer one or one that does not fit, or `new` is there already
    or cannot be written; then `new` is not made.
    """
    version = stored_version(old)
    if version == SCHEMA_VERSION:
        return version, version
    if version is None or not is_older(version):
        raise refuse_version(old, version)
    if new.exists():
        raise WarehouseError("unwritable", str(new), "it is there already; remove it or name another place")
    with ExitStack() as unfinished:
        unfinished.callback(_remove, new)
        with closing(open_for_writing(new)) as connection:
            try:
                _copy(connection, old, version)
            except duckdb.Error as error:
                why = " ".join(str(error).split())
                raise WarehouseError("failed", str(old), f"it cannot be migrated: {why}") from error
        unfinished.pop_all()
    return version, SCHEMA_VERSION


def _copy(connection: Connection, old: Path, version: str) -> None:
    connection.execute("ATTACH ? AS earlier_warehouse (READ_ONLY)", [str(old)])
    file = SCRIPTS / f"{version}_to_{SCHEMA_VERSION}.sql"
    script = file.read_text(encoding="utf-8") if file.exists() else ""
    moved = {
        name.strip()
        for line in script.splitlines()
        if line.startswith(MOVES)
        for name in line.removeprefix(MOVES).split(",")
    }
    columns = [column for (column,) in connection.execute(read_sql("sql/homeless_columns.sql")).fetchall()]
    homeless = [column for column in columns if moved.isdisjoint((column, column.partition(".")[0]))]
    if homeless:
        lost = f"schema version {SCHEMA_VERSION} has no place for {', '.join(homeless)}"
        raise WarehouseError("failed", str(old), f"{lost}; move them elsewhere and drop them first")
    connection.execute(script)
    filled = {name for name, here, _ in _counts(connection) if here}
    for name, statement in connection.execute(read_sql("sql/copy_tables.sql")).fetchall():
        if name not in filled:
            connection.execute(statement)
    unlike = [f"{name} {there} -> {here}" for name, here, there in _counts(connection) if here != there]
    if unlike:
        raise WarehouseError("failed", str(old), f"rows were lost or doubled on the way: {', '.join(unlike)}")
    connection.execute("DETACH earlier_warehouse")


def _counts(connection: Connection) -> list[tuple[str, int, int]]:
    """Each table's name and its rows here and in the earlier warehouse."""
    questions = connection.execute(read_sql("sql/count_copies.sql")).fetchall()
    return [connection.execute(question).fetchall()[0] for (question,) in questions]


def _remove(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}.wal")):
        file.unlink(missing_ok=True)
