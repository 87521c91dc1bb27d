"""Blank cells of a table whose columns are known: which of them the neighbouring cell covers, and which are blank."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.text_rows import Piece, Row
from extractors.readers.text_words import flattened_words, folded

_SUMS = ("合计", "总计")
_TOTALS = (*_SUMS, "栏次", "栏目")


def join_captions(rows: Sequence[Row]) -> list[Row]:
    """Caption rows: each text covers the blank cells after it."""
    return [_joined(row, [True] * len(row)) for row in rows]


def join_totals(rows: Sequence[Row], labels: Sequence[bool]) -> list[Row]:
    """A statement's body: the label of a total covers the blank code and name cells after it, and no other cell.

    Where further code and name cells are blank before its amount (公用经费合计 under two groups of columns), it covers
    all up to the last of them.
    """
    return [_joined(row, _total_columns(row, labels)) if row[0].label and labels[0] else row for row in rows]


def _total_columns(row: Row, labels: Sequence[bool]) -> list[bool]:
    free = list(labels)
    for col, piece in enumerate(row):
        if piece.label and folded(piece.text).endswith(_SUMS):
            end = next((at for at in range(col + 1, len(row)) if not row[at].blank), len(row))
            last = max((at for at in range(col, end) if labels[at]), default=col)
            free[col : last + 1] = [True] * (last + 1 - col)
    return free


def join_form(rows: Sequence[Row]) -> list[Row]:
    """A form's rows: a text covers the blank cells after it, but not those of a column in which the rows beside it
    print something, nor those that stand over the sub-headings of the next row."""
    sided = any(row[0].blank for row in rows)
    joined = []
    for index, row in enumerate(rows):
        beside = _beside(rows, index, sided=sided)
        free = [not any(_prints(other, col, sided=sided) for other in beside) for col in range(len(row))]
        below = rows[index + 1] if index + 1 < len(rows) else ()
        depth = _first_text(below)
        if depth and row[0].label and below[depth].label:
            first = next((col for col in range(1, len(row)) if row[col].label), len(row))
            free[depth:first] = [False] * (first - depth)
        joined.append(_joined(row, free))
    return joined


def _beside(rows: Sequence[Row], index: int, *, sided: bool) -> Sequence[Row]:
    """The rows that share their columns with a row: those under the same side heading, else the neighbours."""
    if not sided:
        return [*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2]]
    start = index
    while start > 0 and rows[start][0].blank:
        start -= 1
    end = index + 1
    while end < len(rows) and rows[end][0].blank:
        end += 1
    return rows[start:end]


def _prints(row: Row, col: int, *, sided: bool) -> bool:
    """Whether a neighbour shows that a column is one of its own: by any text beside the same side heading, else only
    by a number, since forms change their columns from row to row."""
    return not row[col].blank if sided else row[col].number


def header_length(rows: Sequence[Row]) -> int:
    """How many rows a statement's header has: those before the first number or the first total."""
    for index, row in enumerate(rows):
        labels = [folded(piece.text) for piece in row if piece.label]
        if any(piece.number for piece in row) or (labels and labels[0] in _TOTALS and len(labels) == 1):
            return index
    return 0


def form_header_length(rows: Sequence[Row]) -> int:
    """How many rows of a form are a list's header: two, where the second row fills just the gaps of the first."""
    if len(rows) < 3 or len(rows[0]) != len(rows[1]):
        return 0
    upper, lower = rows[0], rows[1]
    if not any(piece.blank for piece in upper) or upper[0].blank:
        return 0
    followers = (*upper[1:], Piece("."))
    groups = [piece.blank or follower.blank for piece, follower in zip(upper, followers, strict=True)]
    fits = all(group != piece.blank for group, piece in zip(groups, lower, strict=True))
    return 2 if fits and all(piece.label or piece.blank for piece in (*upper, *lower)) else 0


def label_columns(header: Sequence[Sequence[str]]) -> list[bool]:
    """For each column whether it holds codes or names, by the words of the filled header above it."""
    labels = flattened_words().labels
    if not header:
        return []
    return [folded(header[-1][col]) in labels for col in range(len(header[-1]))]


def _first_text(row: Row) -> int:
    return next((index for index, piece in enumerate(row) if not piece.blank), 0)


def _joined(row: Row, free: Sequence[bool]) -> Row:
    """The row with each text covering the blank cells after it as far as their columns are free."""
    pieces: list[Piece] = []
    open_ = False
    for col, piece in enumerate(row):
        if piece.blank and open_ and free[col]:
            pieces[-1] = Piece(pieces[-1].text, pieces[-1].span + 1)
        else:
            pieces.append(piece)
            open_ = piece.label
    return tuple(pieces)
