"""One document as it stands in the warehouse: found by what a person types, read part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from warehouse.connection import Connection, read_sql
from warehouse.questions import Answer

Part = Literal[
    "identity", "sections", "texts", "tables", "cells", "facts", "mentions", "projects", "leftovers", "codes", "why"
]
"""The parts of a sheet: each is sheet/<part>.sql."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that a person may mean."""

    doc_id: str
    path: str
    title: str | None
    format: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a part is narrowed down to: a page, a table (table_id or T01), a section (section_id), a fact (its id or
    its figure as printed)."""

    page: int | None = None
    table: str | None = None
    section: str | None = None
    wanted: str | None = None


WHOLE = Scope()


def find_documents(connection: Connection, wanted: str) -> tuple[FoundDocument, ...]:
    """The documents that `wanted` can mean: by exact name or path, else by doc_id, else by a part of path or title."""
    rows = connection.execute(read_sql("sheet/documents.sql"), {"wanted": wanted}).fetchall()
    best = min((closeness for *_, closeness in rows), default=0)
    return tuple(FoundDocument(*row) for *row, closeness in rows if closeness == best)


def read_part(connection: Connection, part: Part, doc_id: str, scope: Scope = WHOLE) -> Answer:
    """One part of a document's sheet, in reading order."""
    statement = read_sql(f"sheet/{part}.sql")
    given = {
        "doc_id": doc_id,
        "page": scope.page,
        "table": scope.table,
        "section": scope.section,
        "wanted": scope.wanted,
    }
    cursor = connection.execute(statement, {name: value for name, value in given.items() if f"${name}" in statement})
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, (None,) * len(columns), tuple(cursor.fetchall()))
