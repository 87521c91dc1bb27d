"""Writing a manuscript as plain text: what a converter leaves of a report, in several ways and encodings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from samples.manuscript import Grid, Heading, Manuscript, PageBreak, Paragraph


@dataclass(frozen=True, slots=True)
class TextStyle:
    """`tables`: one cell a line after a tab (a blank line ends a row), tabs, pipes, or columns aligned by spaces."""

    tables: Literal["cells", "tabs", "pipes", "columns"] = "cells"
    encoding: str = "utf-8"
    indent: str = "　　"


def write_text(manuscript: Manuscript, path: Path, style: TextStyle) -> None:
    """Writes the manuscript in the style's encoding."""
    lines: list[str] = []
    for block in manuscript.blocks:
        match block:
            case Heading():
                lines += ["", block.text]
            case Paragraph():
                lines.append(_paragraph(block, style))
            case Grid():
                lines += [*_TABLES[style.tables](block), ""]
            case PageBreak():
                lines.append("")
    path.write_bytes(("\n".join(lines) + "\n").encode(style.encoding))


def _paragraph(paragraph: Paragraph, style: TextStyle) -> str:
    if paragraph.style == "unit":
        between = "\t" if style.tables == "tabs" else " " * 8
        return paragraph.text.strip().replace("\t", between)
    return style.indent + paragraph.text if paragraph.style == "body" else paragraph.text


def _rows(grid: Grid) -> list[list[str | None]]:
    """Texts by row and column; None where a cell above or to the left covers the place."""
    rows: list[list[str | None]] = [[None] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def _covered_below(grid: Grid) -> set[tuple[int, int]]:
    """First columns of places that a cell above covers: converters leave an empty cell there."""
    return {(row, cell.col) for cell in grid.cells for row in range(cell.row + 1, cell.row + cell.row_span)}


def _cells(grid: Grid) -> Iterator[str]:
    below = _covered_below(grid)
    for index, row in enumerate(_rows(grid)):
        for col, text in enumerate(row):
            if text is not None or (index, col) in below:
                yield f"\t{text or ''}"
        yield ""


def _tabs(grid: Grid) -> Iterator[str]:
    for row in _rows(grid):
        yield "\t".join(text or "" for text in row)


def _pipes(grid: Grid) -> Iterator[str]:
    for index, row in enumerate(_rows(grid)):
        yield "| " + " | ".join(text or "" for text in row) + " |"
        if index == 0:
            yield "|" + "---|" * grid.cols


def _columns(grid: Grid) -> Iterator[str]:
    rows = _rows(grid)
    widths = [0] * grid.cols
    for cell in grid.cells:
        if cell.col_span == 1:
            widths[cell.col] = max(widths[cell.col], _width(cell.text))
    for cell in grid.cells:
        span = range(cell.col, cell.col + cell.col_span)
        lack = _width(cell.text) - sum(widths[col] for col in span) - 2 * (cell.col_span - 1)
        if lack > 0:
            widths[cell.col] += lack
    right = {(cell.row, cell.col) for cell in grid.cells if cell.align == "right" and cell.col_span == 1}
    for index, row in enumerate(rows):
        line = ""
        for col, text in enumerate(row):
            pad = " " * max(0, sum(widths[:col]) + 2 * col - _width(line))
            if text:
                fill = " " * (widths[col] - _width(text)) if (index, col) in right else ""
                line += pad + fill + text
        yield line.rstrip()


def _width(text: str) -> int:
    """Columns of a terminal: a CJK character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


_TABLES = {"cells": _cells, "tabs": _tabs, "pipes": _pipes, "columns": _columns}
