"""Write a Document as a docx again, for tests that ask whether a format changes a fact."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as Docx

from schemas.document import Chart, Document, Heading, Paragraph, Table


def write_docx(document: Document, path: Path) -> None:
    """The document's headings, paragraphs and tables as Word would hold them, merged cells merged."""
    out = docx.Document()
    for block in document.blocks:
        match block:
            case Heading():
                out.add_heading(block.text, min(block.level, 9))
            case Paragraph():
                out.add_paragraph(block.text)
            case Table():
                _write_table(out, block)
            case Chart():
                raise AssertionError("a text has no charts")
    out.save(str(path))


def _write_table(out: Docx, block: Table) -> None:
    table = out.add_table(block.rows, block.cols)
    grid = [list(row.cells) for row in table.rows]
    for cell in block.cells:
        origin = grid[cell.row][cell.col]
        if cell.row_span > 1 or cell.col_span > 1:
            origin = origin.merge(grid[cell.row + cell.row_span - 1][cell.col + cell.col_span - 1])
        origin.text = cell.text
    out.add_paragraph("")
