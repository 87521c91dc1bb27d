"""Search: the sections that hold given words. `contains` finds Chinese where a full-text index needs word breaks."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.connection import Connection, read_sql


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds every word: where it stands, and what surrounds the first word in it."""

    doc_id: str
    path: str
    org_name: str | None
    fiscal_year: int | None
    section_id: str
    title: str
    page: int | None
    snippet: str


def find(connection: Connection, words: str, limit: int = 50) -> tuple[Hit, ...]:
    """The sections of current files whose title or text holds all of `words` (split at white space).

    Hits in the title come first, then by organisation, latest year and place. No words find nothing.
    """
    wanted = words.split()
    if not wanted:
        return ()
    rows = connection.execute(read_sql("sql/find.sql"), {"words": wanted, "first": wanted[0], "most": limit}).fetchall()
    return tuple(Hit(*row) for row in rows)
