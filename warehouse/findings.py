"""Findings as people read them: listed, one by one with their evidence, and as a workbook for a department."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from schemas.document import Box
from warehouse.connection import Connection, WarehouseError, read_sql
from warehouse.export import BATCH_ROWS, replacing_file
from warehouse.meanings import Relation, relations
from warehouse.questions import Answer
from warehouse.spreadsheets import name_sheets, write_workbook

SHEETS = {"v_finding": "sql/workbook_findings.sql", "v_coverage": "sql/workbook_coverage.sql"}
"""The sheets of a workbook: the view whose headings each has, and its statement."""
WIDTHS = {
    "org_name": 24, "path": 36, "title_zh": 32, "message_zh": 70, "message_en": 70, "place_words": 40, "quotation": 60,
    "missing": 48, "basis": 32, "finding_id": 18, "printed": 16, "should_be": 16,
}  # fmt: skip
"""Characters that a column of a workbook is wide."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: of these reports, this fiscal year, these severities and checks (None or empty: of all), or one.

    `everything` adds what follows from another finding, what people dismissed and what superseded files print.
    """

    reports: tuple[str, ...] | None = None
    year: int | None = None
    severities: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    finding_id: str | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding, or a figure of its evidence, stands: a cell of a table, characters of a section, or all of it.

    `role` is suspect, evidence, or words (what is objected to is no figure). `box` as in schemas.document; `should_be`
    in the printed unit, where it is known.
    """

    role: Literal["suspect", "evidence", "words"]
    doc_id: str
    path: str
    fact_id: str | None
    printed: str | None
    should_be: str | None
    page: int | None
    box: Box | None
    table_id: str | None
    row: int | None
    col: int | None
    section_id: str | None
    char_start: int | None
    char_end: int | None


def list_findings(connection: Connection, wanted: Wanted) -> Answer:
    """The rows of v_finding_all that are wanted, in the order of organisations, years, files, severity and pages."""
    return _answer(connection, "sql/findings.sql", wanted)


def count_by_check(connection: Connection) -> Answer:
    """Causes in current files that nobody dismissed, by check and severity: the most frequent first."""
    return _answer(connection, "sql/findings_by_check.sql", Wanted())


def count_unaudited(connection: Connection) -> tuple[int, int]:
    """The current files, and how many of them no audit has judged since they were read."""
    documents, unaudited = connection.execute(read_sql("sql/unaudited.sql")).fetchall()[0]
    return documents, unaudited


def read_places(connection: Connection, finding_id: str) -> tuple[Place, ...]:
    """Where one finding is proved: its suspect or its words first, then its evidence in reading order."""
    cursor = connection.execute(read_sql("sql/finding_places.sql"), {"finding_id": finding_id})
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return tuple(Place(**row | {"box": None if row["box"] is None else tuple(row["box"])}) for row in rows)


def write_findings(connection: Connection, wanted: Wanted, path: Path) -> tuple[int, int]:
    """Write an Excel workbook: the findings wanted, with page and quotation, and what was checked on their reports.

    Returns the rows of both sheets. Raises WarehouseError where the file cannot be written.
    """
    known = {relation.name: relation for relation in relations(connection)}
    titles = name_sheets([known[view] for view in SHEETS])

    def sheets() -> Iterator[tuple[str, Relation, pa.RecordBatchReader]]:
        for title, (view, file) in zip(titles, SHEETS.items(), strict=True):
            statement = read_sql(file)
            found = connection.query(statement, params=_used(statement, wanted))
            columns = {column.name: column for column in known[view].columns}
            relation = replace(known[view], columns=tuple(columns[name] for name in found.columns))
            with found.to_arrow_reader(BATCH_ROWS) as batches:
                yield title, relation, batches

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing_file(path) as place:
            findings, coverage = write_workbook(place, sheets(), WIDTHS)
    except OSError as error:
        raise WarehouseError("unwritable_export", str(path), f"{error.strerror or error}; name another file") from error
    return findings, coverage


def _answer(connection: Connection, file: str, wanted: Wanted) -> Answer:
    statement = read_sql(file)
    cursor = connection.execute(statement, _used(statement, wanted))
    columns = tuple(column[0] for column in cursor.description or ())
    return Answer(columns, (None,) * len(columns), tuple(cursor.fetchall()))


def _used(statement: str, wanted: Wanted) -> dict[str, Any]:
    """The parameters that the statement has; the engine refuses others."""
    given = {
        "reports": None if wanted.reports is None else list(wanted.reports),
        "year": wanted.year,
        "severities": list(wanted.severities) or None,
        "checks": list(wanted.checks) or None,
        "finding_id": wanted.finding_id,
        "everything": wanted.everything,
    }
    return {name: value for name, value in given.items() if f"${name}" in statement}
