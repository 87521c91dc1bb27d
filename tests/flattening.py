"""Flattened tables for tests: small tables written with | between the cells, and what the text reader makes of them."""

from __future__ import annotations

from extractors.readers import text
from schemas.document import Document
from tests.packages import filled, tables


def read(*lines: str) -> Document:
    """The Document of these lines between two paragraphs."""
    return text.read("\n".join(("前文。", "", *lines, "", "后文。", "")).encode(), "a.txt")


def only(found: Document) -> list[list[str]]:
    """The grid of the document's one table."""
    (table,) = tables(found)
    assert not table.spans_known
    return filled(table)


def cells(*rows: str) -> list[str]:
    """Lines of one cell each: a row is written with | between its cells."""
    return [line for row in rows for line in (*(f"\t{cell.strip()}" for cell in row.split("|")), "")]


def tabs(*rows: str) -> list[str]:
    """Lines with a TAB between the cells: a row is written with | between them."""
    return ["\t".join(cell.strip() for cell in row.split("|")) for row in rows]
