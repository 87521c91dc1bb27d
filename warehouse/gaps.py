"""Gaps: the wordings of the loaded reports after which numbers stayed unbound, for whoever extends the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.connection import Connection, read_sql


@dataclass(frozen=True, slots=True)
class Gap:
    """A wording, why its numbers are no facts, how many there are in how many documents, and one of them."""

    wording: str
    reason: str
    unit: str
    numbers: int
    documents: int
    candidates: str | None
    example: str
    place: str


def find_gaps(connection: Connection, most: int = 40) -> tuple[Gap, ...]:
    """The most frequent gaps, by the documents that have them."""
    rows = connection.execute(read_sql("sql/gaps.sql"), {"most": most}).fetchall()
    return tuple(Gap(*row) for row in rows)
