"""Small tables written as text, for tests: one line a row, | between cells, > repeats the cell to the left (a merge)."""

from __future__ import annotations

from extractors.outline import Outline, Section
from extractors.tables import LogicalTable, assemble_tables
from schemas.document import Cell, Document, Paragraph, Table
from schemas.records import SectionRecord
from schemas.report import DocKind, Report


def table_of(text: str) -> Table:
    """A Table from lines of cells; '>' extends the cell to its left, '^' the cell above."""
    rows = [[c.strip() for c in line.strip().split("|")] for line in text.strip().splitlines()]
    cells: dict[tuple[int, int], Cell] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            at = {">": origin.get((r, c - 1)), "^": origin.get((r - 1, c))}.get(value)
            if at is None:
                origin[r, c] = (r, c)
                cells[r, c] = Cell(value, r, c)
                continue
            origin[r, c] = at
            old = cells[at]
            cells[at] = Cell(old.text, *at, max(old.row_span, r - at[0] + 1), max(old.col_span, c - at[1] + 1))
    return Table(tuple(cells.values()), len(rows), max(len(r) for r in rows))


def report_of(kind: DocKind = "final_account", year: int = 2022) -> Report:
    """A report of a fictional bureau."""
    return Report("d" * 64, None, kind, year, "org", "云溪县星火服务局", None, "部门", None, None, None)


def document_of(*blocks: Table | Paragraph | str) -> tuple[Document, Outline]:
    """A document of one section; a string is a paragraph."""
    made = tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks)
    record = SectionRecord("d" * 64, "s1", None, 0, 1, None, "", "", None, "main")
    outline = Outline((Section(record, (), "body", ()),), tuple(0 for _ in made))
    return Document("d" * 64, "r.docx", "docx", made), outline


def tables_of(*blocks: Table | str) -> tuple[LogicalTable, ...]:
    """The logical tables of a document made of these blocks."""
    return assemble_tables(*document_of(*blocks))
