"""Hive partitions: rows in any order into one folder a value of the keys, in bounded memory and with few open files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

NULL = "__HIVE_DEFAULT_PARTITION__"
"""How Hive names the folder of the rows that lack a key."""
MOST_BYTES = 512 * 2**20
"""Rows are held back until so many bytes have come, for each row group should be large."""
MOST_OPEN_FILES = 200
ROWS_IN_A_GROUP = 100_000

Key = tuple[Any, ...]


@dataclass(slots=True)
class _Partition:
    """What waits to be written to one folder, and how many files it has by now."""

    waiting: list[pa.RecordBatch] = field(default_factory=list)
    bytes: int = 0
    parts: int = 0


class PartitionWriter:
    """Writes batches into `folder`, by the values of `keys`, which are columns of `schema` and of no file.

    Folders are named by the values as they are: Arrow's and DuckDB's writers percent-encode them, which Hive, Spark and
    Trino decode byte by byte, to other characters. So no value may hold a slash or a percent sign. Every file is
    complete only after close().
    """

    def __init__(self, folder: Path, schema: pa.Schema, keys: Sequence[str]) -> None:
        self._folder = folder
        self._keys = keys
        self._schema = pa.schema([f for f in schema if f.name not in keys], schema.metadata)
        self._partitions: dict[Key, _Partition] = {}
        self._open: dict[Key, pq.ParquetWriter] = {}
        self._bytes = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Take in a batch of `schema`; the rows of a folder keep the order in which they came."""
        values: Iterable[Key] = zip(*(batch.column(key).to_pylist() for key in self._keys), strict=True)
        places: dict[Key, list[int]] = {}
        for place, key in enumerate(values if self._keys else [()] * batch.num_rows):
            places.setdefault(key, []).append(place)
        columns = batch.select(self._schema.names)
        for key, chosen in places.items():
            # A copy: a slice would keep the whole batch alive.
            rows = columns.take(pa.array(chosen, pa.int32())) if len(places) > 1 else columns
            partition = self._partitions.setdefault(key, _Partition())
            partition.waiting.append(rows)
            partition.bytes += rows.nbytes
            self._bytes += rows.nbytes
        if self._bytes > MOST_BYTES:
            self._flush(MOST_BYTES // 2)

    def close(self) -> None:
        """Write what waits, and end every file."""
        self._flush(0)
        while self._open:
            self._close(next(iter(self._open)))

    def _flush(self, limit: int) -> None:
        """Write the fullest partitions until no more than so many bytes wait."""
        for key, partition in sorted(self._partitions.items(), key=lambda item: -item[1].bytes):
            if self._bytes <= limit:
                return
            table = pa.Table.from_batches(partition.waiting).cast(self._schema)
            self._writer(key, partition).write_table(table, ROWS_IN_A_GROUP)
            self._bytes -= partition.bytes
            partition.waiting, partition.bytes = [], 0

    def _writer(self, key: Key, partition: _Partition) -> pq.ParquetWriter:
        """The partition's open file, else its next one; of too many open files the one longest unused is ended."""
        if key in self._open:
            self._open[key] = self._open.pop(key)
            return self._open[key]
        if len(self._open) == MOST_OPEN_FILES:
            self._close(next(iter(self._open)))
        names = (f"{name}={NULL if value is None else value}" for name, value in zip(self._keys, key, strict=True))
        folder = self._folder.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        writer = pq.ParquetWriter(folder / f"part-{partition.parts}.parquet", self._schema, compression="zstd")
        partition.parts += 1
        self._open[key] = writer
        return writer

    def _close(self, key: Key) -> None:
        self._open.pop(key).close()
