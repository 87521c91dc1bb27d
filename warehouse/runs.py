"""The diary of ingestion: each run, and what it did with every file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.records import IngestEventRecord, IngestRunRecord
from warehouse.connection import Connection, read_sql, transaction
from warehouse.rows import to_arrow


def open_run(connection: Connection, run: IngestRunRecord) -> None:
    """Write a run that begins; where it dies, `finished_at` stays NULL."""
    _append(connection, "incoming_run", to_arrow([run], IngestRunRecord), "sql/insert_run.sql")


def record_events(connection: Connection, events: Sequence[IngestEventRecord]) -> None:
    """Write what a run did with some files, all or none."""
    if events:
        _append(connection, "incoming_event", to_arrow(events, IngestEventRecord), "sql/insert_events.sql")


def close_run(connection: Connection, run_id: str, finished_at: datetime, status: str) -> None:
    """Write the end of a run (time in UTC): `status` is finished or failed."""
    at = finished_at.astimezone(UTC).replace(tzinfo=None)
    connection.execute(read_sql("sql/close_run.sql"), [at, status, run_id])


def _append(connection: Connection, name: str, rows: object, statement: str) -> None:
    with transaction(connection):
        connection.register(name, rows)
        connection.execute(read_sql(statement))
        connection.unregister(name)
