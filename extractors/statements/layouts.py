"""The reader of each layout: a statement of codes and labels, or a list of items."""

from __future__ import annotations

from extractors.statements.lists import ListReader
from extractors.statements.reading import StatementReader, StatementReading, leave_rows
from extractors.tables import LogicalTable
from schemas.report import Report
from schemas.statement import Statement


def read_statement(
    table: LogicalTable, statement: Statement, report: Report, default_unit: str | None = None
) -> StatementReading:
    """The facts of one table that has been named. Amounts in yuan; `default_unit` where the table states none."""
    if statement.layout in ("form", "none"):
        return StatementReading(leftovers=list(leave_rows(table, report, "table_without_layout")))
    reader = ListReader if statement.layout == "item_rows" else StatementReader
    return reader(table, statement, report, default_unit).read()
