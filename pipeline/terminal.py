"""What the terminal shows: texts made harmless, tables of Chinese aligned, a progress bar where somebody looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

CELL_WIDTH = 60
"""Columns of the terminal after which a cell is cut short."""


def neutralise(text: str) -> str:
    """The text on one line, with control characters and direction marks shown as escapes.

    A file name or a title may hold terminal sequences; none of them reaches the terminal.
    """
    return "".join(
        c if c == " " or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs", "Zs") else _escape(c)
        for c in text
    )


def _escape(char: str) -> str:
    if char in "\n\r\t" or unicodedata.category(char) == "Zs":
        return " "
    return char.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns the text takes: two for a Chinese character, none for a combining mark."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clip(text: str, columns: int) -> str:
    """The text cut to that many columns, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += width(char)
        if taken > columns - 1:
            return text[:index] + "…"
    return text


def show_value(value: object) -> str:
    """A value as a person reads it: numbers with separators and no idle zeros, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        shown = f"{value:,f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown
    if isinstance(value, float):
        return f"{value:,.2f}"
    return neutralise(str(value))


def draw_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines of a table: headings, a rule, the rows; columns of numbers stand right."""
    body = [list(row) for row in rows]
    texts = [[clip(show_value(value), CELL_WIDTH) for value in row] for row in body]
    heads = [clip(neutralise(name), CELL_WIDTH) for name in headings]
    widths = [max(width(cell) for cell in column) for column in zip(heads, *texts, strict=True)]
    right = [
        any(isinstance(v, int | float | Decimal) for v in column)
        and all(v is None or isinstance(v, int | float | Decimal) for v in column)
        for column in (zip(*body, strict=True) if body else [()] * len(heads))
    ]

    def line(cells: Sequence[str]) -> str:
        parts = []
        for text, columns, flush in zip(cells, widths, right, strict=True):
            blanks = " " * (columns - width(text))
            parts.append(blanks + text if flush else text + blanks)
        return "  ".join(parts).rstrip()

    return [line(heads), "  ".join("─" * columns for columns in widths), *(line(row) for row in texts)]
