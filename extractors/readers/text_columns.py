"""Columns aligned with spaces: which stretches of the lines are columns, and which column each text stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_rows import Piece

_SPACES = re.compile(r"[ \u3000\xa0]+")
_INSIDE_LABEL = 2
_STOP = re.compile(r"[。；]\s*$|。.")
_FEWEST_LINES = 3
_FEWEST_NUMBERS = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A text in a line, with the display columns [start, end) that it takes; a Chinese character takes two."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> bool:
        """Whether it is a bare number."""
        return Piece(self.text).number


Column = tuple[int, int]


def fields(line: str) -> list[Field]:
    """The texts of a line that are at least two spaces apart."""
    found: list[Field] = []
    at = 0
    for gap in (*filter(_parts, _SPACES.finditer(line)), None):
        text = line[at : gap.start() if gap else len(line)]
        stripped = text.strip(" \xa0\r")
        if stripped:
            start = _width(line[:at]) + _width(text[: len(text) - len(text.lstrip(" \xa0"))])
            found.append(Field(stripped, start, start + _width(stripped)))
        at = gap.end() if gap else at
    return found


def _parts(spaces: re.Match[str]) -> bool:
    """Whether white space parts two columns: two ideographic spaces alone stand inside a label (收　　入)."""
    ideographic = spaces[0].count("\u3000")
    return ideographic > _INSIDE_LABEL or (len(spaces[0]) > 1 and ideographic < len(spaces[0]))


def aligned_rows(lines: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], int, bool] | None:
    """The rows of the table that the first lines draw with spaces, the number of those lines, and whether a cell's
    place in its row is its column; None where they draw none.

    Header rows above the last one keep only their texts, since they are centred over several columns.
    """
    block: list[list[Field]] = []
    for line in lines:
        row = fields(line)
        if not row or "\t" in line or (len(row) == 1 and _STOP.search(line)):
            break
        block.append(row)
    while block and len(block[-1]) == 1:
        block.pop()
    body = next((index for index, row in enumerate(block) if any(field.number for field in row)), len(block))
    numeric = [row for row in block[body:] if len(row) > 1 and any(field.number for field in row)]
    if not block or len(block[0]) == 1 or sum(len(row) > 1 for row in block) < _FEWEST_LINES:
        return None
    if len(numeric) < _FEWEST_NUMBERS:
        return None
    columns = _columns(block[max(body - 1, 0) :])
    widest = max(map(len, block[max(body - 1, 0) :]))
    if len(columns) < widest:
        return tuple(tuple(field.text for field in row) for row in block), len(block), False
    rows = []
    for index, row in enumerate(block):
        placed = _placed(row, columns)
        if placed is None and index >= body:
            return tuple(tuple(field.text for field in each) for each in block), len(block), False
        centred = index < body - 1 and len(row) < len(columns)
        rows.append(tuple(field.text for field in row) if placed is None or centred else placed)
    return tuple(rows), len(block), True


def _columns(rows: Sequence[Sequence[Field]]) -> list[Column]:
    """The stretches of display columns that the rows' texts cover, parted by stretches that none covers.

    A single text in its line may run on over blank columns, so it draws none.
    """
    columns: list[Column] = []
    for field in sorted((field for row in rows if len(row) > 1 for field in row), key=lambda field: field.start):
        if columns and field.start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], field.end))
        else:
            columns.append((field.start, field.end))
    return columns


def _placed(row: Sequence[Field], columns: Sequence[Column]) -> tuple[str, ...] | None:
    """The row's texts in their columns, blank elsewhere; None where a number stands in two or a column is taken."""
    texts = [""] * len(columns)
    taken = -1
    for field in row:
        hits = [at for at, (start, end) in enumerate(columns) if field.start < end and start < field.end]
        if not hits or hits[0] <= taken or (field.number and len(hits) > 1):
            return None
        texts[hits[0]] = field.text
        taken = hits[-1]
    return tuple(texts)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
