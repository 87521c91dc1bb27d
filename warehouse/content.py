"""What the warehouse says, in one hash: the same content has the same hash, however it came in."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from warehouse.connection import Connection, read_sql


def content_hash(connection: Connection) -> str:
    """A hash of all that documents and people say, in 64 hexadecimal digits.

    It is the same whatever the order of insertion and the engine, and another where a row is added, repeated, lost or
    changed. Left out are the tables ingest_* and all times; of `warehouse_info` only the schema's version counts.
    """
    return join_hashes(table_hashes(connection))


def table_hashes(connection: Connection) -> dict[str, str]:
    """The same for each table by name, so that a difference can be found. An open warehouse is read once, set-wise."""
    statements = connection.execute(read_sql("sql/content.sql")).fetchall()
    rows = [connection.execute(statement).fetchall()[0] for (statement,) in statements]
    return {name: _hash("\t".join(map(str, (name, *sums)))) for name, *sums in rows}


def join_hashes(hashes: Mapping[str, str]) -> str:
    """The hash of the whole out of those of the tables."""
    return _hash("".join(f"{name}\t{hashes[name]}\n" for name in sorted(hashes)))


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
