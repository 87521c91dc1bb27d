"""Shards: what became of some dozens of documents, in one Parquet file that is whole or not there.

A row is a document: which one it was, how its reading ended, and the parcel's lists of rows where it was read. So a
worker of a cluster hands over its work, and what it had finished outlives the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.executors.interface import Lost
from pipeline.reading import Failure, Reading, Task
from warehouse.parcels import pack

SUFFIX = ".parquet"
PART = ".part"
FORM = b"juesuan_shard"
"""The key of the file's metadata that tells a shard from any other Parquet file, and the form of this one."""
FORM_NUMBER = b"1"
VERSION = b"extractor_version"

HEAD = pa.schema(
    [
        ("stored_path", pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("override", pa.string()),
        ("seconds", pa.float64()),
        ("reason", pa.string()),
        ("message", pa.string()),
    ]
)
"""Columns before the parcel's. `reason` is null for a document that was read, `seconds` for one that was lost."""

Key = tuple[str, str, int, str | None]
"""What a reading is of: path in the warehouse, sha256, bytes, digest of the override. The same key, the same rows."""
Ended = Reading | Lost
"""How the reading of a document ended."""


class ShardError(Exception):
    """A file that is no shard, or none that can be used: it is put aside, and its documents are read again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")


def key_of(task: Task) -> Key:
    """What a shard knows the task by."""
    return task.stored_path, task.doc_id, task.size, None if task.override is None else task.override.digest()


def write_shard(path: Path, results: Sequence[tuple[Task, Ended]], version: str) -> None:
    """Write the results of an extractor of that version, then give the file its name.

    Raises OSError where the folder cannot be written to.
    """
    head = pa.Table.from_pylist([_head_row(task, ended) for task, ended in results], HEAD)
    parcels = [_parcel_of(ended) for _, ended in results]
    table = pa.concat_tables([_parcel_schema().empty_table(), *parcels])
    for name in reversed(HEAD.names):
        table = table.add_column(0, HEAD.field(name), head.column(name))
    # Two workers may be at the same shard, where one was thought dead.
    part = path.with_name(f"{path.name}.{uuid4().hex}{PART}")
    try:
        pq.write_table(
            table.replace_schema_metadata({FORM: FORM_NUMBER, VERSION: version.encode()}),
            part,
            compression="zstd",
            write_page_checksum=True,
        )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_shard(path: Path, version: str) -> list[tuple[Key, Ended]]:
    """How each document of the shard ended, in the order in which they were written.

    Raises ShardError for a file that is missing, torn, damaged, foreign, or by an extractor of another version.
    """
    table = _read(path, version, None)
    keys = _keys(table)
    parcels = table.select(_parcel_schema().names)
    ends = zip(*(table.column(name).to_pylist() for name in ("seconds", "reason", "message")), strict=True)
    results: list[tuple[Key, Ended]] = []
    for row, (key, (seconds, reason, message)) in enumerate(zip(keys, ends, strict=True)):
        parcel = parcels.slice(row, 1)
        if (parcel.column("doc_id")[0].as_py() == key[1]) is not (reason is None):
            raise ShardError(path, f"row {row} holds no document, and no reason why")
        if reason is None:
            results.append((key, Reading(parcel, seconds)))
        elif seconds is None:
            results.append((key, Lost(reason)))
        else:
            results.append((key, Reading(Failure(reason, message), seconds)))
    return results


def list_read(path: Path, version: str) -> list[Key]:
    """The documents of the shard that were read, found without their rows. Raises ShardError as read_shard."""
    table = _read(path, version, HEAD.names)
    reasons = table.column("reason").to_pylist()
    return [key for key, reason in zip(_keys(table), reasons, strict=True) if reason is None]


def _read(path: Path, version: str, columns: Sequence[str] | None) -> pa.Table:
    """The shard's table, or some columns of it."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            _check(path, file.schema_arrow, version)
            return file.read(columns)
    except (pa.ArrowException, OSError) as error:
        raise ShardError(path, f"it is no whole Parquet file ({str(error).splitlines()[0]})") from error


def _check(path: Path, schema: pa.Schema, version: str) -> None:
    said = schema.metadata or {}
    if said.get(FORM) != FORM_NUMBER:
        raise ShardError(path, "it is no shard, or one of another form")
    if (theirs := said.get(VERSION, b"").decode()) != version:
        raise ShardError(path, f"it was written by the extractor {theirs or 'of no version'}, this is {version}")
    if not schema.equals(pa.schema([*HEAD, *_parcel_schema()])):
        raise ShardError(path, "its columns are not those of a shard")


def _keys(table: pa.Table) -> Iterable[Key]:
    return list(zip(*(table.column(name).to_pylist() for name in HEAD.names[:4]), strict=True))


def _head_row(task: Task, ended: Ended) -> dict[str, object]:
    row: dict[str, object] = dict(zip(HEAD.names, key_of(task), strict=False))
    if isinstance(ended, Lost):
        return row | {"reason": ended.reason}
    row["seconds"] = ended.seconds
    if isinstance(ended.result, Failure):
        # As the warehouse would store it: a message may quote half a surrogate pair.
        message = ended.result.message.encode("utf-8", "replace").decode("utf-8")
        row |= {"reason": ended.result.reason, "message": message}
    return row


def _parcel_of(ended: Ended) -> pa.Table:
    """The parcel of one document, or a row without anything."""
    if isinstance(ended, Reading) and isinstance(ended.result, pa.Table):
        return ended.result
    schema = _parcel_schema()
    return pa.table([pa.nulls(1, field.type) for field in schema], schema=schema)


@cache
def _parcel_schema() -> pa.Schema:
    return pack(()).schema
