"""An empty warehouse for a test: one in memory, laid once and cleared after each use, for laying takes a third of a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from warehouse.connection import Connection, open_in_memory
from warehouse.meanings import relations


@cache
def _laid() -> Connection:
    return open_in_memory()


@contextmanager
def empty_warehouse() -> Iterator[Connection]:
    """The shared warehouse, empty; whatever the block leaves in it is deleted."""
    connection = _laid()
    try:
        yield connection
    finally:
        for relation in relations(connection):
            if not relation.is_view and relation.name != "warehouse_info":
                connection.execute(f'DELETE FROM "{relation.name}"')
