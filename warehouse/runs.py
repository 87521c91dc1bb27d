"""The diary of ingestion: each run, what it did with every file, and where the files lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from schemas.diary import IngestEventRecord, IngestFileRecord, IngestRunRecord
from warehouse.connection import Connection, read_sql, transaction
from warehouse.rows import to_arrow


def write_run(connection: Connection, run: IngestRunRecord) -> None:
    """Write a run that begins, or again when it ends; where it dies, `finished_at` stays NULL."""
    with transaction(connection):
        _append(connection, "incoming_run", to_arrow([run], IngestRunRecord), "sql/insert_run.sql")


def record_events(connection: Connection, events: Sequence[IngestEventRecord]) -> None:
    """Write what a run did with some files. Runs inside a transaction."""
    if events:
        _append(connection, "incoming_event", to_arrow(events, IngestEventRecord), "sql/insert_events.sql")


def record_files(connection: Connection, files: Sequence[IngestFileRecord]) -> None:
    """Write what is known of some files from now on, each path once; a document that took another's place succeeds it.

    Runs inside a transaction.
    """
    if files:
        _append(connection, "incoming_file", to_arrow(files, IngestFileRecord), "sql/insert_files.sql")


def known_files(connection: Connection) -> dict[str, IngestFileRecord]:
    """What the earlier runs know of files, by path."""
    names = [field.name for field in fields(IngestFileRecord)]
    table = connection.table("ingest_file").select(*names).to_arrow_table()
    columns = [table.column(name).to_pylist() for name in names]
    return {row[0]: IngestFileRecord(*row) for row in zip(*columns, strict=True)}


def paths_of_documents(connection: Connection) -> dict[str, tuple[str, str]]:
    """The documents that the warehouse holds: doc_id to the path they bear and the extractor version."""
    rows = connection.execute("SELECT doc_id, path, extractor_version FROM document").fetchall()
    return {doc_id: (path, version) for doc_id, path, version in rows}


def _append(connection: Connection, name: str, rows: object, statement: str) -> None:
    connection.register(name, rows)
    connection.execute(read_sql(statement))
    connection.unregister(name)
