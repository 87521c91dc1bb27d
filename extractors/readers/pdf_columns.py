"""Columns: where no ruling parts them, the white rivers that run down between the words do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf_words import Word

_ACROSS = re.compile(r"[总合小]计|栏次|行次")  # words that may stand across columns that are apart elsewhere
_RIVER = 1.5  # points: a narrower white strip is the space of a word


@dataclass(slots=True)
class Column:
    """A column as found: how far its words reach, and whether header or body words stand in it."""

    x0: float
    x1: float
    header: bool = False
    body: bool = False

    def takes(self, word: Word) -> bool:
        """Whether a word stands over or in the column."""
        return word.line.x0 < self.x1 and word.line.x1 > self.x0


def find_columns(body: Sequence[Sequence[Word]], leaves: Sequence[Word]) -> list[Column]:
    """The columns of a table from its body rows and the lowest header words, from left to right.

    A number under a centred header need not touch it: a column without header and its neighbour without body
    are one.
    """
    columns: list[Column] = []
    words = [word for row in body for word in row]
    for word in sorted(words, key=lambda word: (_ACROSS.fullmatch(word.text) is not None, word.line.x0)):
        index = _is_index(word, body)
        if not _ACROSS.fullmatch(word.text) or sum(column.takes(word) for column in columns) < 2:
            _add(columns, word.line.x0, word.line.x1, header=index, body=not index)
    for leaf in leaves:
        touched = [column for column in columns if column.takes(leaf)]
        if sum(column.body for column in touched) < 2:
            _add(columns, leaf.line.x0, leaf.line.x1, header=True, body=False)
        else:
            for column in touched:
                column.header = True
    return _paired(columns)


def _is_index(word: Word, body: Sequence[Sequence[Word]]) -> bool:
    """Whether a word is one of the column numbers (栏次) that stand under the header."""
    return bool(body) and word.row == body[0][0].row and word.numeric and len(word.text) <= 2


def _add(columns: list[Column], x0: float, x1: float, *, header: bool, body: bool) -> None:
    """Widens the columns by a stretch; those that it touches become one."""
    merged = Column(x0, x1, header, body)
    apart = []
    for column in columns:
        if column.x0 < merged.x1 + _RIVER and column.x1 > merged.x0 - _RIVER:
            merged = Column(
                min(column.x0, merged.x0),
                max(column.x1, merged.x1),
                column.header or merged.header,
                column.body or merged.body,
            )
        else:
            apart.append(column)
    columns[:] = sorted([*apart, merged], key=lambda column: column.x0)


def _paired(columns: list[Column]) -> list[Column]:
    """The columns with each one that lacks a header joined to the nearest neighbour that lacks a body."""
    columns = list(columns)
    while True:
        pairs = [
            (right.x0 - left.x1, at)
            for at, (left, right) in enumerate(pairwise(columns))
            if (not left.header and not right.body) or (not right.header and not left.body)
        ]
        if not pairs:
            return columns
        _, at = min(pairs)
        left, right = columns[at : at + 2]
        columns[at : at + 2] = [Column(left.x0, right.x1, left.header or right.header, left.body or right.body)]


def borders(columns: Sequence[Column], left: float, right: float) -> list[float]:
    """The x coordinates of the column borders: the middles of the rivers, and the table's own ends."""
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return [min(left, columns[0].x0), *inner, max(right, columns[-1].x1)]
