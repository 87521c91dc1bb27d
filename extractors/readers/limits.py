"""How large a document may be: far beyond any report, far below what a machine can hold.

A few kilobytes may unfold into millions of cells (a merge over a thousand million columns), and the time of what
follows grows with the cells. A reader asks while it builds; the whole document is asked once more when it is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemas.document import Chart, Document, Heading, Table, UnreadableDocument

MOST_COLUMNS = 1_000
"""Columns of a table; Word itself stops at 63, and the widest statement that was met has 45."""
MOST_SQUARES = 500_000
"""Rows times columns, of all tables of a document together: a table of 20,000 rows and 25 columns."""
MOST_CHARACTERS = 5_000_000
"""Characters of a document's text; the longest report that was met has some hundred thousand."""
MOST_HEADINGS = 10_000
"""Headings of a document; a report has some hundred."""
_ADVICE = "the file is no report, or holds far too many of them; split it"


def check_grid(rows: int, cols: int, name: str) -> None:
    """Raises UnreadableDocument "too_large" for a table of so many rows and columns in the file `name`."""
    if cols > MOST_COLUMNS or rows * cols > MOST_SQUARES:
        raise UnreadableDocument("too_large", f"{name}: a table of {rows} rows and {cols} columns", _ADVICE)


def check_length(characters: int, name: str) -> None:
    """Raises UnreadableDocument "too_large" for so long a text in the file `name`."""
    if characters > MOST_CHARACTERS:
        raise UnreadableDocument("too_large", f"{name}: {characters} characters, at most {MOST_CHARACTERS}", _ADVICE)


def check_document(document: Document) -> None:
    """Raises UnreadableDocument "too_large" for a document whose tables or texts are too much together."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table in tables:
        check_grid(table.rows, table.cols, document.name)
    squares = sum(table.rows * table.cols for table in tables)
    if squares > MOST_SQUARES:
        raise UnreadableDocument("too_large", f"{document.name}: {len(tables)} tables of {squares} cells", _ADVICE)
    check_length(sum(_characters(document)), document.name)
    headings = sum(isinstance(block, Heading) for block in document.blocks)
    if headings > MOST_HEADINGS:
        raise UnreadableDocument("too_large", f"{document.name}: {headings} headings, at most {MOST_HEADINGS}", _ADVICE)


def _characters(document: Document) -> Iterable[int]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (len(cell.text) for cell in block.cells)
        elif isinstance(block, Chart):
            yield from (len(point.series) + len(point.category) + len(point.value) for point in block.points)
        else:
            yield len(block.text)
