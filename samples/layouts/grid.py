"""Laying out a grid row by row; spans are given, positions are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from samples.figures import Figures, Key
from samples.manuscript import Expected, Grid, GridCell
from samples.slots import Stater
from samples.typography import NumberStyle

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell to be placed."""

    text: str
    cols: int = 1
    rows: int = 1
    facts: tuple[Expected, ...] = ()
    align: Align = "left"


class GridBuilder:
    """Collects rows; a cell goes to the first column that no cell above covers."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
        self._cells: list[GridCell] = []
        self._covered: set[tuple[int, int]] = set()
        self._rows = 0
        self._header = 0

    def row(self, *entries: Entry | str, align: Align = "left") -> None:
        """Adds a row; plain strings become single cells of that alignment."""
        col = 0
        for entry in entries:
            cell = Entry(entry, align=align) if isinstance(entry, str) else entry
            while (self._rows, col) in self._covered:
                col += 1
            self._cells.append(GridCell(cell.text, self._rows, col, cell.rows, cell.cols, cell.facts, cell.align))
            self._covered.update(
                (r, c) for r in range(self._rows, self._rows + cell.rows) for c in range(col, col + cell.cols)
            )
            col += cell.cols
        self._rows += 1

    def heads(self, *rows: Iterable[Entry | str]) -> None:
        """Adds header rows, centred; they repeat on the next page."""
        for row in rows:
            self.row(*row, align="center")
        self._header = self._rows

    def build(self, *, landscape: bool = False) -> Grid:
        """The grid; cells that no row filled are blank."""
        cols = len(self.widths)
        blanks = [
            GridCell("", row, col)
            for row in range(self._rows)
            for col in range(cols)
            if (row, col) not in self._covered
        ]
        cells = sorted((*self._cells, *blanks), key=lambda cell: (cell.row, cell.col))
        return Grid(tuple(cells), self._rows, cols, self._header, self.widths, landscape)


class TableFigures:
    """Cells of figures for one statutory table."""

    def __init__(self, figures: Figures, style: NumberStyle, table: str) -> None:
        self.figures = figures
        self.style = style
        self.stater = Stater(figures, style, "table", table)

    def cell(self, *keys: Key, rows: int = 1) -> Entry:
        """The figure of the keys, or the style's blank where it is zero and the style hides zeros."""
        printed = self.style.cell(self.figures.measured(keys[0]))
        if printed is None:
            return Entry(self.style.blank, rows=rows, align="right")
        return Entry(
            printed.text, rows=rows, facts=self.stater.facts(keys, printed, "CNY", self.style.unit), align="right"
        )

    @property
    def nothing(self) -> Entry:
        """A cell that never holds a figure: blank even where zeros are printed."""
        return Entry("", align="right")
