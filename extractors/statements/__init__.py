"""Statutory tables to facts: the title, the header, the rows, and the table's own identities."""

from extractors.statements.identities import check_statement, is_misread
from extractors.statements.layouts import read_statement
from extractors.statements.reading import StatementReading, leave_rows
from extractors.statements.titles import name_tables

__all__ = ["StatementReading", "check_statement", "is_misread", "leave_rows", "name_tables", "read_statement"]
