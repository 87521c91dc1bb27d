"""Revisions: which published figures an edition of a report prints differently from the one that it supersedes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warehouse.connection import Connection, read_sql
from warehouse.questions import Answer

SURE = Decimal("0.9")
"""Figures read with less confidence are not compared, as they are in no view: a doubt is no revision."""


def find_reports(connection: Connection, words: Sequence[str]) -> tuple[str, ...]:
    """The report_ids that the words can mean: of a file (name, path, doc_id, a part of path or title) or of the
    organisations whose name or aliases hold every word. A file's exact name goes before all else."""
    given = {"wanted": " ".join(words), "words": list(words)}
    rows = connection.execute(read_sql("sql/reports_meant.sql"), given).fetchall()
    best = min((closeness for _, closeness in rows), default=0)
    return tuple(report_id for report_id, closeness in rows if closeness == best)


def list_revisions(
    connection: Connection,
    reports: Sequence[str] | None = None,
    *,
    chain: bool = False,
    restated: bool = False,
    least: Decimal = SURE,
) -> Answer:
    """The rows of v_revision for the reports (without them, for all), in the order of organisations, years and pages.

    Each current edition is compared with the one before it; with `chain` the earlier ones are, too. `restated` adds
    the figures that say the same in another unit or to other decimals. `least` is the least confidence of a figure.
    """
    given = {
        "reports": None if reports is None else list(reports),
        "chain": chain,
        "restated": restated,
        "least": least,
    }
    cursor = connection.execute(read_sql("sql/revisions.sql"), given)
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, (None,) * len(columns), tuple(cursor.fetchall()))
