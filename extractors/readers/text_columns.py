"""Columns aligned with spaces: which stretches of the lines are columns, and which column each text stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.limits import MOST_COLUMNS
from extractors.readers.text_fields import Field, Line, fields
from extractors.readers.text_overhead import place_header
from extractors.readers.text_rows import caption_length, is_form, row_of
from extractors.readers.text_words import flattened_words, folded

_STOP = re.compile(r"[。；]\s*$|。.")
_FEWEST_LINES = 3
_FEWEST_NUMBERS = 2
_FEWEST_HEADED = 2
_HEADER_FIELDS = 2


@dataclass(slots=True)
class Column:
    """A stretch of display columns, and what has been seen in it."""

    start: int
    end: int
    numbers: bool = False
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table drawn with spaces: its rows in their columns, the lines it takes, the rows that would not fit."""

    rows: tuple[tuple[str, ...], ...]
    lines: int
    doubtful: frozenset[int]


def draw(lines: Sequence[str]) -> tuple[Drawing | None, int]:
    """The table that the first lines draw with spaces, or None; and how many lines could have been its rows.

    A row whose texts fit no columns keeps them in their order, from the first column on, and is named as doubtful.
    """
    block, looked_at = _block(lines)
    if not block or not _is_table(block):
        return None, max(looked_at, 1)
    printed = [row_of(field.text for field in row) for row in block]
    body = next((index for index, row in enumerate(block) if any(field.number for field in row)), len(block) - 1)
    head = [] if is_form(printed) else block[:body]
    caption = caption_length(printed) if head else 0
    columns = _columns(block[len(head) :], head[caption:])
    doubtful: set[int] = set()
    rows = [_caption_row(row, len(columns)) for row in head[:caption]]
    rows += place_header(head[caption:], [(column.start, column.end) for column in columns])
    for index, row in enumerate(block[len(head) :], start=len(head)):
        placed = _placed(row, columns, head[caption:])
        if placed is None:
            doubtful.add(index)
            placed = [*(field.text for field in row), *[""] * (len(columns) - len(row))]
        rows.append(placed)
    width = max(map(len, rows))
    padded = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Drawing(padded, len(block), frozenset(doubtful)), len(block)


def _caption_row(row: Line, width: int) -> list[str]:
    """A caption line: its first text at the left, the others at the right."""
    first, *others = [field.text for field in row]
    return [first, *[""] * (width - len(row)), *others]


def _block(lines: Sequence[str]) -> tuple[list[list[Field]], int]:
    """The lines that can be rows, to the last one with several texts, and how many there were in all."""
    block: list[list[Field]] = []
    for line in lines:
        row = fields(line)
        if not row or len(row) > MOST_COLUMNS or "\t" in line or (len(row) == 1 and _STOP.search(line)):
            break
        block.append(row)
    looked_at = len(block)
    while block and len(block[-1]) == 1:
        block.pop()
    return (block if block and len(block[0]) > 1 else []), looked_at


def _is_table(block: Sequence[Line]) -> bool:
    """Whether lines with gaps are a table: several with numbers, or two of which one is a header."""
    several = [row for row in block if len(row) > 1]
    labels = flattened_words().labels
    if any(len(row) > _HEADER_FIELDS and any(folded(field.text) in labels for field in row) for row in several):
        return len(block) >= _FEWEST_HEADED
    figures = [sum(field.number for field in row) for row in several]
    numeric = sum(count > 0 for count in figures)
    enough = numeric >= _FEWEST_NUMBERS or max(figures, default=0) > _FEWEST_NUMBERS
    return len(several) >= _FEWEST_LINES and enough


def _columns(body: Sequence[Line], head: Sequence[Line]) -> list[Column]:
    """The columns that the fullest rows draw, with what the other rows and the header's lines add to them."""
    columns: list[Column] = []
    for row in sorted((row for row in body if len(row) > 1), key=len, reverse=True):
        for field in row:
            hits = _hits(field, columns)
            home = hits[0] if len(hits) == 1 else None if hits else _home(field, row, columns, head)
            if home is not None:
                _widen(columns, home, field)
            elif not hits:
                columns.append(Column(field.start, field.end, field.number, not field.number and not field.dash))
                columns.sort(key=lambda column: column.start)
    for row in reversed(head):
        if row is head[-1] or len(row) > _HEADER_FIELDS:
            _add_header(columns, row)
    return columns


def _home(field: Field, row: Line, columns: Sequence[Column], head: Sequence[Line]) -> int | None:
    """The column of a text that overlaps none: a number stands at the right of a column of texts or dashes, a dash at
    the left of a column of numbers; any text may stand apart under the header of its column."""
    right = next((at for at, column in enumerate(columns) if column.start >= field.end), len(columns))
    left = right - 1
    mixed = left >= 0 and (columns[left].texts or not columns[left].numbers)
    if field.number and mixed and _free(columns[left], row):
        return left
    if field.dash and right < len(columns) and columns[right].numbers and _free(columns[right], row):
        return right
    return next((at for at in _under(field, columns, head) if _free(columns[at], row)), None)


def _free(column: Column, row: Line) -> bool:
    return not any(_overlaps(field, column) for field in row)


def _under(field: Field, columns: Sequence[Column], head: Sequence[Line]) -> list[int]:
    """The columns under the header text that a field stands under."""
    for row in reversed(head):
        for over in row:
            if over.start < field.end and field.start < over.end and _hits(over, columns):
                return _hits(over, columns)
    return []


def _widen(columns: list[Column], at: int, field: Field) -> None:
    """Let a column take in a field as far as its neighbours allow."""
    column = columns[at]
    low = columns[at - 1].end if at else 0
    high = columns[at + 1].start if at + 1 < len(columns) else field.end
    column.start = min(column.start, max(low, field.start))
    column.end = max(column.end, min(high, field.end))
    column.numbers = column.numbers or field.number
    column.texts = column.texts or not (field.number or field.dash)


def _add_header(columns: list[Column], row: Line) -> None:
    """A header text over no column names the one column that its neighbours leave between them, or a blank one."""
    for index, field in enumerate(row):
        if _hits(field, columns):
            continue
        before = [at for other in row[:index] for at in _hits(other, columns)]
        after = [at for other in row[index + 1 :] for at in _hits(other, columns)]
        between = range(max(before, default=-1) + 1, min(after, default=len(columns)))
        if len(between) == 1:
            _widen(columns, between[0], field)
        else:
            columns.append(Column(field.start, field.end))
            columns.sort(key=lambda column: column.start)


def _placed(row: Line, columns: Sequence[Column], head: Sequence[Line]) -> list[str] | None:
    """The row's texts in their columns, blank elsewhere; None where a number stands in two or a column is taken."""
    texts = [""] * len(columns)
    taken = -1
    for field in row:
        hits = _hits(field, columns)
        if not hits:
            home = _home(field, row, columns, head)
            hits = [] if home is None else [home]
        if not hits or hits[0] <= taken or (field.number and len(hits) > 1):
            return None
        texts[hits[0]] = field.text
        taken = hits[-1]
    return texts


def _hits(field: Field, columns: Sequence[Column]) -> list[int]:
    return [at for at, column in enumerate(columns) if _overlaps(field, column)]


def _overlaps(field: Field, column: Column) -> bool:
    return field.start < column.end and column.start < field.end
