"""What the warehouse holds: counts for `juesuan status`, and a line for each document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from warehouse.connection import Connection, read_sql


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that the latest run that met it quarantined: why, in a stable word and in a sentence."""

    path: str
    reason: str | None
    message: str | None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document's reading in figures; `claimed_pct` is the share of its printed figures that something claims."""

    doc_id: str
    path: str
    org_name: str | None
    fiscal_year: int | None
    doc_kind: str
    is_current: bool
    tables_found: int
    tables_expected: int
    identities_closed: int
    identities: int
    facts: int
    mentions: int
    leftovers: int
    claimed_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Status:
    """Counts over all documents; `mentions` by reason, where 'bound' are those bound to a fact."""

    documents: int
    reports: int
    organizations: int
    facts: int
    projects: int
    indicators: int
    leftovers: int
    mentions: dict[str, int]
    set_aside: tuple[SetAside, ...]
    lines: tuple[DocumentLine, ...]


def read_status(connection: Connection) -> Status:
    """The status of an open warehouse."""
    counts = connection.execute(read_sql("sql/counts.sql")).fetchall()[0]
    documents, reports, organizations, facts, projects, indicators, leftovers = counts
    return Status(
        documents=documents,
        reports=reports,
        organizations=organizations,
        facts=facts,
        projects=projects,
        indicators=indicators,
        leftovers=leftovers,
        mentions=dict(connection.execute(read_sql("sql/mentions_by_reason.sql")).fetchall()),
        set_aside=tuple(SetAside(*row) for row in connection.execute(read_sql("sql/set_aside.sql")).fetchall()),
        lines=tuple(DocumentLine(*row) for row in connection.execute(read_sql("sql/document_lines.sql")).fetchall()),
    )
