"""Rows of cell texts put back into a grid: which column a cell stands in, which cells were merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.readers.text_blanks import (
    form_header_length,
    header_length,
    join_captions,
    join_form,
    join_totals,
    label_columns,
)
from extractors.readers.text_headers import align_header, group_starts, header_end
from extractors.readers.text_rows import (
    Row,
    amount_columns,
    caption_length,
    covered,
    is_form,
    padded,
    row_of,
    spread,
    starts,
)
from extractors.readers.text_short import fits_as_printed, stretch, stretch_form
from extractors.readers.text_tables import Flattened
from schemas.document import Cell, Table

_DOUBT_LENGTH = 120


@dataclass(slots=True)
class _Slot:
    """A cell under construction."""

    text: str
    row: int
    col: int
    col_span: int
    row_span: int = 1


@dataclass(slots=True)
class _Draft:
    """The rows of a table in their columns. `caption` and `header` count rows; `unsure` are the rows left as printed,
    `doubts` say so."""

    rows: list[Row]
    width: int
    caption: int
    header: int
    form: bool
    doubts: list[str] = field(default_factory=list)
    unsure: list[Row] = field(default_factory=list)


def rebuild(table: Flattened) -> tuple[Table, tuple[str, ...]]:
    """The table of a flattened one, its merges inferred, and the rows whose columns are doubtful.

    A doubtful row keeps its cells in the order and place in which it was printed; no merge is made up for it.
    """
    rows = [row_of(texts) for texts in table.rows]
    ragged = len({len(row) for row in rows}) > 1
    placed = table.way != "cells" and not (ragged and _keeps_blanks(rows))
    draft = _align(rows, placed=placed) if ragged else _draft(rows)
    draft.doubts += [_quoted(rows[index]) for index in sorted(table.doubtful)]
    if placed:
        _join_blanks(draft)
    slots = _stack(draft)
    cells = tuple(Cell(slot.text, slot.row, slot.col, slot.row_span, slot.col_span) for slot in slots)
    return Table(cells, rows=len(draft.rows), cols=draft.width, spans_known=False), tuple(draft.doubts)


def _keeps_blanks(rows: Sequence[Row]) -> bool:
    """Whether rows end in blank cells: then a shorter row does not lack such cells, it leaves out covered ones."""
    return any(len(row) > 1 and row[-1].blank for row in rows)


def _draft(rows: list[Row]) -> _Draft:
    """A table whose rows all have the same length: nothing has to be moved."""
    caption = caption_length(rows)
    form = is_form(rows)
    header = form_header_length(rows[caption:]) if form else header_length(rows[caption:])
    return _Draft(list(rows), len(rows[0]), caption, header, form)


def _align(rows: list[Row], *, placed: bool) -> _Draft:
    """Rows of unequal length brought to the table's width.

    Where the place of a cell is its column (`placed`), a short row may only lack the blank cells at its end.
    """
    width = max(map(len, rows))
    caption = caption_length(rows)
    draft = _Draft([], width, caption, 0, is_form(rows))
    draft.rows += [_caption_row(row, width) for row in rows[:caption]]
    if draft.form:
        _align_form(draft, rows[caption:], placed=placed)
    else:
        _align_statement(draft, rows, placed=placed)
    return draft


def _caption_row(row: Row, width: int) -> Row:
    return spread(row, [width - len(row) + 1, *[1] * (len(row) - 1)])


def _align_statement(draft: _Draft, rows: list[Row], *, placed: bool) -> None:
    end = header_end(rows, draft.caption, draft.width)
    head = [] if end is None else rows[draft.caption : end + 1]
    # A first row of full width says nothing of the rows below it: the caption alone may be the shorter one.
    draft.header = len(head) if len(head) > 1 else header_length(rows[draft.caption :])
    aligned = _align_head(draft, head, placed=placed)
    body = rows[draft.caption + len(head) :]
    amounts = amount_columns(body, draft.width)
    groups = group_starts(aligned)
    for row in body:
        fitting: Row | None = row
        if len(row) < draft.width:
            fitting = stretch(row, draft.width, amounts, groups)
            if placed and fits_as_printed(row, amounts):
                fitting = padded(row, draft.width) if fitting is None else None
        draft.rows.append(fitting or _doubtful(draft, row))


def _align_head(draft: _Draft, head: Sequence[Row], *, placed: bool) -> list[Row]:
    """The header's rows from the last upwards, each over the one below it."""
    aligned: list[Row] = []
    for row in reversed(head):
        if not aligned:
            aligned.append(row)
            continue
        below = aligned[-1]
        over = align_header(row, below) if covered(below) == draft.width else None
        if over is None and placed and any(piece.blank for piece in row):
            over = padded(row, draft.width)
        aligned.append(over or _doubtful(draft, row))
    aligned.reverse()
    draft.rows += aligned
    return aligned


def _align_form(draft: _Draft, rows: list[Row], *, placed: bool) -> None:
    """A form's rows; rows of the same length that follow each other stand in the same columns."""
    width = draft.width
    heads = any(row[0].blank for row in rows)
    before: Row = ()
    for index, row in enumerate(rows):
        if placed and len(row) < width:
            lone = row[0].label and all(piece.number for piece in row[1:])
            draft.rows.append(_doubtful(draft, row) if lone else padded(row, width))
            before = ()
            continue
        if len(row) == width:
            stretched = row
        elif len(row) == len(before):
            stretched = spread(row, [piece.span for piece in before])
        else:
            below = rows[index + 1] if index + 1 < len(rows) else row
            is_head = row[0].blank or (heads and below[0].blank)
            stretched = stretch_form(row, width, heads=heads, is_head=is_head)
        draft.rows.append(stretched)
        before = stretched if len(row) > 1 else ()


def _doubtful(draft: _Draft, row: Row) -> Row:
    draft.doubts.append(_quoted(row))
    draft.unsure.append(padded(row, draft.width))
    return draft.unsure[-1]


def _quoted(row: Row) -> str:
    return " | ".join(piece.text for piece in row)[:_DOUBT_LENGTH]


def _join_blanks(draft: _Draft) -> None:
    """Blank cells that a merge covers given to their text; the header's follow when the rows are stacked."""
    body = draft.caption + draft.header
    draft.rows[: draft.caption] = join_captions(draft.rows[: draft.caption])
    if draft.form:
        draft.rows[body:] = join_form(draft.rows[body:])
    elif draft.header:
        filled = _filled(_stack(draft), body, draft.width)[draft.caption :]
        labels = label_columns(filled)
        draft.rows[body:] = [
            joined if len(row) == draft.width else row
            for row, joined in zip(draft.rows[body:], join_totals(draft.rows[body:], labels), strict=True)
        ]


def _stack(draft: _Draft) -> list[_Slot]:
    """The cells of the rows, vertical merges made: in a header under each text, in a form under side headings."""
    slots: list[_Slot] = []
    above: list[_Slot] = []
    header_end_ = draft.caption + draft.header
    unsure = {id(row) for row in draft.unsure}
    for index, row in enumerate(draft.rows):
        if id(row) in unsure:
            _stack_body(slots, [], row, index)
            above = []
        elif draft.caption <= index < header_end_:
            above = _stack_header(slots, above if index > draft.caption else [], row, index)
        else:
            continuing = draft.form and index > header_end_ and above
            above = _stack_body(slots, above if continuing else [], row, index)
    return slots


def _stack_header(slots: list[_Slot], above: list[_Slot], row: Row, index: int) -> list[_Slot]:
    """A header row: a blank cell continues the cell to its left where both lie under one cell, else the cell above."""
    current: list[_Slot] = []
    pending: dict[int, list[int]] = {}
    for col, piece in starts(row):
        left = current[-1] if current else None
        if piece.blank and above and not (left is not None and left.row == index and above[col] is above[col - 1]):
            pending.setdefault(id(above[col]), []).append(col)
            current += [above[col]] * piece.span
        elif piece.blank and left is not None and left.text.strip() and left.row == index:
            left.col_span += piece.span
            current += [left] * piece.span
        else:
            slot = _Slot(piece.text, index, col, piece.span)
            slots.append(slot)
            current += [slot] * piece.span
    for slot in {id(slot): slot for slot in current if slot.row < index}.values():
        if all(at < len(current) and current[at] is slot for at in range(slot.col, slot.col + slot.col_span)):
            slot.row_span += 1
        else:
            for col in pending[id(slot)]:
                blank = _Slot("", index, col, 1)
                slots.append(blank)
                current[col] = blank
    return current


def _stack_body(slots: list[_Slot], above: list[_Slot], row: Row, index: int) -> list[_Slot]:
    """A body row. In a form the blank cells before its first text continue the side headings above them."""
    cells = list(starts(row))
    depth = next((col for col, piece in cells if not piece.blank), 0)
    opens = bool(above) and any(col == depth and piece.label for col, piece in cells)
    current: list[_Slot] = []
    for col, piece in cells:
        over = above[col] if opens and col < depth else None
        if over is not None and _side_heading(over, depth):
            if over.col == col:
                over.row_span += 1
            current += [over] * piece.span
            continue
        slot = _Slot(piece.text, index, col, piece.span)
        slots.append(slot)
        current += [slot] * piece.span
    return current


def _side_heading(slot: _Slot, depth: int) -> bool:
    """Whether a cell's text is a heading at the side of the rows below, within their first `depth` columns."""
    piece = row_of([slot.text])[0]
    return piece.label and slot.col + slot.col_span <= depth


def _filled(slots: Sequence[_Slot], rows: int, width: int) -> list[list[str]]:
    """The texts of the first rows, each repeated over its spans."""
    grid = [[""] * width for _ in range(rows)]
    for slot in slots:
        for row in range(slot.row, min(slot.row + slot.row_span, rows)):
            for col in range(slot.col, min(slot.col + slot.col_span, width)):
                grid[row][col] = slot.text
    return grid
