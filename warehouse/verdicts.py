"""What people say: that a finding is none (dismissals), that a figure was misread (corrections).

Both are keyed by the place, not by a row: a new audit and a new extraction find them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256

from warehouse.connection import Connection, read_sql, transaction
from warehouse.judging import offer_documents


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding that a person means."""

    finding_id: str
    doc_id: str
    path: str
    rule_id: str
    place: str
    message_zh: str
    dismissed: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a person means, with its place: a cell (table_id, row, col), or characters of a section.

    `value` is in the base unit `unit`; `value_reported` and `unit_reported` are as printed.
    """

    fact_id: str
    concept: str
    measure: str
    fund: str
    value: Decimal
    unit: str
    value_reported: str
    unit_reported: str | None
    table_id: str | None
    row: int | None
    col: int | None
    section_id: str | None
    char_start: int | None
    char_end: int | None


def find_findings(connection: Connection, wanted: str) -> tuple[FoundFinding, ...]:
    """The findings whose id is or begins with what was typed (at least 6 characters of it)."""
    rows = connection.execute(read_sql("sql/findings_meant.sql"), {"wanted": wanted}).fetchall()
    return tuple(FoundFinding(*row) for row in rows)


def find_figures(connection: Connection, doc_id: str, wanted: str) -> tuple[Figure, ...]:
    """The figures of a document that were meant: by fact_id, else by place (t3/27/6, s13/78/82), else as printed.

    Several facts can stand at one place (收、支总计各). A figure without a place of its own is none of them.
    """
    rows = connection.execute(read_sql("sql/figures_meant.sql"), {"doc_id": doc_id, "wanted": wanted}).fetchall()
    best = min((closeness for *_, closeness in rows), default=0)
    return tuple(Figure(*row) for *row, closeness in rows if closeness == best)


def dismiss(connection: Connection, finding: FoundFinding, why: str, made_by: str) -> int:
    """Say that a finding is none, and what follows from it neither: at its place, for their checks.

    An earlier dismissal of it is replaced. Returns how many findings are dismissed by it.
    """
    with transaction(connection):
        given = {"finding_id": finding.finding_id, "why": why, "made_by": made_by, "made_at": _now()}
        return _settled(connection, "sql/dismiss.sql", given, finding)


def take_back(connection: Connection, finding: FoundFinding) -> int:
    """Undo the dismissal of a finding, and of what was dismissed with it. Returns how many findings are open again."""
    with transaction(connection):
        return _settled(connection, "sql/take_back.sql", {"finding_id": finding.finding_id}, finding)


def correct(
    connection: Connection, doc_id: str, figures: Iterable[Figure], value: Decimal | None, why: str, made_by: str
) -> None:
    """Say what figures should have been read as: `value` in the base unit of each, None where it is no fact at all.

    It stands beside the extracted value; views prefer it, and the next audit judges by it. The latest counts.
    """
    now = _now()
    with transaction(connection):
        for figure in figures:
            said = "|".join(map(str, (doc_id, figure, value, why, made_by, now)))
            in_table = figure.row is not None
            connection.execute(
                read_sql("sql/correct.sql"),
                {
                    "correction_id": sha256(said.encode()).hexdigest()[:16],
                    "doc_id": doc_id,
                    "table_id": figure.table_id if in_table else None,
                    "row": figure.row,
                    "col": figure.col,
                    "section_id": None if in_table else figure.section_id,
                    "char_start": None if in_table else figure.char_start,
                    "char_end": None if in_table else figure.char_end,
                    "concept": figure.concept,
                    "measure": figure.measure,
                    "fund": figure.fund,
                    "value": value,
                    "unit": figure.unit,
                    "why": why,
                    "made_by": made_by,
                    "made_at": now,
                },
            )


def _settled(connection: Connection, file: str, given: dict[str, object], finding: FoundFinding) -> int:
    """Say it, and what follows from which now; returns how many findings are judged otherwise than before."""
    before = _dismissed(connection, finding)
    connection.execute(read_sql(file), given)
    offer_documents(connection, [finding.doc_id])
    connection.execute(read_sql("sql/settle_findings.sql"))
    return len(before ^ _dismissed(connection, finding))


def _dismissed(connection: Connection, finding: FoundFinding) -> set[str]:
    return {id_ for (id_,) in connection.execute(read_sql("sql/dismissed.sql"), [finding.doc_id]).fetchall()}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
