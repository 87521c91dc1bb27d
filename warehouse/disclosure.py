"""Who has disclosed: a list of what is due, held against the current documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from schemas.disclosure import ExpectedDisclosure
from warehouse.connection import Connection, read_sql

Outcome = Literal["disclosed", "undisclosed", "unknown", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What became of something due.

    'undisclosed': the organisation is known, its document is not here. 'unknown': nobody of that name is known.
    'ambiguous': the name fits several, whose names stand in `organisations`; else that holds the one's name, or none.
    `doc_id`, `path` and `fiscal_year` are those of the document that counts, the latest where several do.
    """

    expected: ExpectedDisclosure
    outcome: Outcome
    org_id: str | None
    organisations: tuple[str, ...]
    doc_id: str | None
    path: str | None
    fiscal_year: int | None

    @property
    def disclosed(self) -> bool:
        """Whether the document is here."""
        return self.outcome == "disclosed"


def find_disclosures(connection: Connection, expected: Sequence[ExpectedDisclosure]) -> tuple[Disclosure, ...]:
    """What became of each thing due, in the order of the list.

    An organisation is the one of that id, else of that name, else of that alias, where its division code, if known,
    begins as wanted; a name that fits two is nobody's.
    """
    columns = {
        "ord": pa.array(range(len(expected)), pa.int64()),
        "name": pa.array([e.name for e in expected], pa.string()),
        "org_id": pa.array([e.org_id for e in expected], pa.string()),
        "admin_code": pa.array([e.admin_code for e in expected], pa.string()),
        "year": pa.array([e.year for e in expected], pa.int64()),
        "doc_kinds": pa.array([list(e.doc_kinds) for e in expected], pa.list_(pa.string())),
    }
    connection.register("expected", pa.table(columns))
    try:
        rows = connection.execute(read_sql("sql/disclosures.sql")).fetchall()
    finally:
        connection.unregister("expected")
    return tuple(
        Disclosure(due, _outcome(names, doc_id), org_id, tuple(names), doc_id, path, year)
        for due, (org_id, names, doc_id, path, year) in zip(expected, rows, strict=True)
    )


def _outcome(names: Sequence[str], doc_id: str | None) -> Outcome:
    if len(names) == 1:
        return "undisclosed" if doc_id is None else "disclosed"
    return "ambiguous" if names else "unknown"
