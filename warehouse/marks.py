"""What a page shows of what was found on it: the boxes of tables, cells, facts and leftovers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from schemas.document import Box
from warehouse.connection import Connection, read_sql

Kind = Literal["cell", "table", "table_fact", "text_fact", "leftover", "suspect", "evidence"]
"""The last two are of a finding, the others of a page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing found at a place of a page; the box as in schemas.document.

    `label`: the table_id and the statutory number of a table, concept/measure of a fact, the reason of a leftover,
    what a suspect should be.
    `confidence` is a fact's.
    """

    kind: Kind
    label: str
    confidence: Decimal | None
    box: Box


def read_marks(connection: Connection, doc_id: str, page: int) -> tuple[Mark, ...]:
    """What was found on the page (from 1), in the order of drawing: boxes before what is drawn over them."""
    rows = connection.execute(read_sql("sql/marks.sql"), {"doc_id": doc_id, "page": page}).fetchall()
    return tuple(
        Mark(kind, label, confidence, (x0, top, x1, bottom)) for kind, label, confidence, x0, top, x1, bottom in rows
    )
