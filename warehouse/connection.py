"""Opening a warehouse: to write, or to read in a way that no query can misuse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from shlex import quote

import duckdb

Connection = duckdb.DuckDBPyConnection
"""An open warehouse; the other floors name it so, and never import duckdb."""

HERE = Path(__file__).parent
SCHEMA_VERSION = "2"
MAKE_IT = "make it with: juesuan ingest <folder> --db <warehouse>"
# What a query that a person typed may not do: leave the database, or lift these locks.
POINTER = b"juesuan-version "
"""How a file begins that only names the version to open, where the file system has no links."""
GUARDED = {"enable_external_access": "false", "lock_configuration": "true"}
# Yields statements: the comments of the views' columns, where a view has none of its own.
COMMENTS = "sql/comment_columns.sql"
TABLES = "SELECT table_name FROM duckdb_tables() WHERE NOT internal"


class WarehouseError(Exception):
    """The warehouse cannot be used: `reason` is a stable word, `where` the file, `advice` what the user can do.

    Reasons: missing, unwritable, not_a_database, not_a_warehouse, other_version, locked, failed, bad_query,
    unknown_question, unknown_table, unwritable_export.
    """

    def __init__(self, reason: str, where: str, advice: str) -> None:
        super().__init__(f"{reason}: {where}; {advice}")
        self.reason = reason
        self.where = where
        self.advice = advice

    def __reduce__(self) -> tuple[type[WarehouseError], tuple[str, str, str]]:
        return type(self), (self.reason, self.where, self.advice)


@cache
def read_sql(name: str) -> str:
    """The text of a .sql file of this package, as 'sql/insert.sql'."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def read_folder(name: str) -> str:
    """The .sql files of a folder of this package, joined in the order of their names."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / name).glob("*.sql")))


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing: whatever leaves the block by an exception leaves the warehouse as it was.

    A Ctrl-C that meets DuckDB at work comes out as what it is.
    """
    done = False
    try:
        connection.begin()
        yield
        connection.commit()
        done = True
    except (duckdb.Error, RuntimeError) as error:
        # The one where a query is stopped, the other where it reads from Python's side.
        if str(error) == "Query interrupted" or "KeyboardInterrupt" in str(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        if not done:
            roll_back(connection)


def roll_back(connection: Connection) -> None:
    """End a transaction, if there is one: Ctrl-C may meet DuckDB as it begins or commits, and nobody knows how far."""
    with suppress(duckdb.TransactionException):
        connection.rollback()


def open_for_writing(path: Path) -> Connection:
    """The warehouse at `path`, made where there is none. Raises WarehouseError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError("unwritable", str(path), f"{error.strerror}; name another place") from error
    return _checked(_connect(path, path, read_only=False), path, writing=True)


def published_file(path: Path) -> Path:
    """The file that the warehouse's path stands for: the version behind a link or a pointer, else the file itself."""
    if path.is_symlink():
        return path.parent / path.readlink()
    if path.is_file():
        with path.open("rb") as handle:
            head = handle.read(4096)
        if head.startswith(POINTER):
            return path.parent / head.removeprefix(POINTER).decode().strip()
    return path


def open_for_reading(path: Path) -> Connection:
    """The warehouse at `path`, read-only and locked in: no query can write, reach a file or change a setting.

    The version that is published now stays open, whatever is published later. Raises WarehouseError.
    """
    connection = _open_published(path)
    if _info(connection).get("views") == _digest_of_views():
        return connection
    # An earlier release wrote it, or a run that was stopped before its views: they hold no data and are laid anew.
    connection.close()
    _renew_views(path)
    return _open_published(path)


def _open_published(path: Path) -> Connection:
    """The version that is published; the next one where a writer pruned this one before it was open."""
    while True:
        current = published_file(path)
        try:
            if not current.exists():
                raise WarehouseError("missing", str(path), MAKE_IT)
            return _checked(_connect(current, path, read_only=True), path, writing=False)
        except WarehouseError:
            if published_file(path) == current:
                raise


def _renew_views(path: Path) -> None:
    if published_file(path) == path:
        open_for_writing(path).close()
        return
    # Here and not above: publishing stands on this module.
    from warehouse.publishing import writing

    with writing(path):
        """Opening to write lays the views."""


def stored_version(path: Path) -> str | None:
    """The schema's version of the warehouse at `path`, this program's or another's; None where it does not say.

    Raises WarehouseError where there is no warehouse.
    """
    current = published_file(path)
    if not current.exists():
        raise WarehouseError("missing", str(path), MAKE_IT)
    with closing(_connect(current, path, read_only=True)) as connection:
        try:
            _refuse_others(connection, path)
            return _info(connection).get("schema_version")
        except duckdb.Error as error:
            raise _refusal(path, str(error)) from error


def is_older(version: str | None) -> bool:
    """Whether a stored version of the schema is one that `juesuan migrate` brings to the current one."""
    return version is not None and version.isdecimal() and int(version) < int(SCHEMA_VERSION)


def refuse_version(path: Path, version: str | None) -> WarehouseError:
    """What to say of a warehouse of another schema version than this program's."""
    if is_older(version):
        advice = f"run: juesuan migrate --db {quote(str(path))}"
    else:
        advice = "use the release of juesuan that wrote it, or ingest into a new file"
    found = f"its schema is version {version}, this program's is {SCHEMA_VERSION}"
    return WarehouseError("other_version", str(path), f"{found}; {advice}")


def open_in_memory() -> Connection:
    """An empty warehouse that vanishes with the connection, for the data dictionary and for trials."""
    connection = duckdb.connect(":memory:")
    _lay_schema(connection)
    return connection


def _connect(file: Path, path: Path, *, read_only: bool) -> Connection:
    """A connection to the file, which the user knows as `path`."""
    if path.is_dir():
        raise WarehouseError("not_a_database", str(path), "it is a folder; name the warehouse's file")
    try:
        return duckdb.connect(str(file), read_only=read_only, config=dict(GUARDED) if read_only else {})
    except duckdb.ConnectionException as error:
        raise WarehouseError("locked", str(path), "this process has it open already; close it first") from error
    except duckdb.Error as error:
        raise _refusal(path, str(error)) from error


def _refusal(path: Path, message: str) -> WarehouseError:
    """What DuckDB's words mean for the user."""
    if "lock" in message and "onflict" in message:
        return WarehouseError("locked", str(path), "another process has it open; wait for it or close it")
    if "not a valid DuckDB" in message:
        return WarehouseError("not_a_database", str(path), "it is no DuckDB file; name another")
    if "storage version" in message or "newer version" in message:
        return WarehouseError("other_version", str(path), "another release of DuckDB wrote it; ingest into a new file")
    if "Cannot open file" in message or "Permission denied" in message or "Read-only file system" in message:
        return WarehouseError("unwritable", str(path), "check the folder and its permissions, or name another place")
    return WarehouseError("failed", str(path), message.splitlines()[0])


def _checked(connection: Connection, path: Path, *, writing: bool) -> Connection:
    """The connection, its schema seen to be ours (laid, where it is new); closed where it is not."""
    with ExitStack() as stack:
        stack.callback(connection.close)
        try:
            if writing and not connection.execute(TABLES).fetchall():
                _lay_schema(connection)
            _refuse_others(connection, path)
            info = _info(connection)
            if info.get("schema_version") != SCHEMA_VERSION:
                raise refuse_version(path, info.get("schema_version"))
            if writing and info.get("views") != _digest_of_views():
                _lay_views(connection)
        except duckdb.Error as error:
            raise _refusal(path, str(error)) from error
        stack.pop_all()
    return connection


def _refuse_others(connection: Connection, path: Path) -> None:
    """Raises WarehouseError where the database is empty or holds something else."""
    tables = {name for (name,) in connection.execute(TABLES).fetchall()}
    if not tables:
        raise WarehouseError("missing", str(path), MAKE_IT)
    if "warehouse_info" not in tables:
        raise WarehouseError("not_a_warehouse", str(path), "it holds other tables; name another file")


def _info(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM warehouse_info").fetchall())


def _lay_schema(connection: Connection) -> None:
    """All tables, or none if it is interrupted: an empty file is laid again."""
    with transaction(connection):
        connection.execute(read_folder("schema"))
    _lay_views(connection)


def _lay_views(connection: Connection) -> None:
    """The views as this release of the program defines them; they hold no data, so they may change at any time."""
    with transaction(connection):
        connection.execute(read_folder("views"))
        for (statement,) in connection.execute(read_sql(COMMENTS)).fetchall():
            connection.execute(statement)
        connection.execute("INSERT OR REPLACE INTO warehouse_info VALUES ('views', ?)", [_digest_of_views()])


@cache
def _digest_of_views() -> str:
    return sha256((read_folder("views") + read_sql(COMMENTS)).encode()).hexdigest()[:16]
