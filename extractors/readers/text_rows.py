"""Rows of a flattened table: their pieces, and what a piece's text shows about the column it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.text_words import flattened_words, folded

_NUMBER = re.compile(r"[-−－–△▲(]?[¥￥]?\d[\d,]*(?:\.\d+)?%?\)?")
_PRECISE = re.compile(r"[-−－–△▲(]?[¥￥]?(?:\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+)%?\)?")
_MOST_CAPTIONS = 3
_DASH = re.compile(r"[-—–－―/\\*]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell on its way into the grid: its text and how many columns it covers."""

    text: str
    span: int = 1

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.text.strip()

    @property
    def number(self) -> bool:
        """Whether it holds a bare number or the dash that stands for none."""
        text = folded(self.text)
        return bool(_NUMBER.fullmatch(text) or _DASH.fullmatch(text))

    @property
    def precise(self) -> bool:
        """Whether it holds a number that is an amount and no code or line number: with decimals or separators."""
        return bool(_PRECISE.fullmatch(folded(self.text)))

    @property
    def label(self) -> bool:
        """Whether it holds words."""
        return not self.blank and not self.number


Row = tuple[Piece, ...]


def row_of(texts: Iterable[str]) -> Row:
    """A row with every cell one column wide."""
    return tuple(Piece(text) for text in texts)


def spread(row: Row, spans: Sequence[int]) -> Row:
    """The row with these spans."""
    return tuple(Piece(piece.text, span) for piece, span in zip(row, spans, strict=True))


def padded(row: Row, width: int) -> Row:
    """The row filled up with blank cells at its end."""
    return row + tuple(Piece("") for _ in range(width - covered(row)))


def covered(row: Row) -> int:
    """How many columns a row covers."""
    return sum(piece.span for piece in row)


def starts(row: Row) -> Iterator[tuple[int, Piece]]:
    """Each piece with the column in which it begins."""
    col = 0
    for piece in row:
        yield col, piece
        col += piece.span


def caption_length(rows: Sequence[Row]) -> int:
    """How many rows at the top are no part of the table proper: its title, 公开01表, the body's name, the unit."""
    words = flattened_words()
    length = 0
    for row in rows[:-1]:
        texts = [folded(piece.text) for piece in row if not piece.blank]
        captions = [bool(words.caption.fullmatch(text) or words.title.fullmatch(text)) for text in texts]
        if not texts or len(texts) > _MOST_CAPTIONS or not all(captions):
            break
        length += 1
    return length


def is_form(rows: Sequence[Row]) -> bool:
    """Whether the rows are those of a performance form and not of a statement."""
    form = flattened_words().form
    return any(folded(piece.text) in form for row in rows for piece in row)


def amount_columns(rows: Sequence[Row], width: int) -> frozenset[int]:
    """The columns in which rows without merges print amounts, or nothing at all; none where they print no amount."""
    full = [row for row in rows if len(row) == width]
    amounts = {col for row in full for col, piece in enumerate(row) if piece.precise}
    texts = {col for row in full for col, piece in enumerate(row) if not piece.blank}
    return frozenset(amounts | (set(range(width)) - texts)) if amounts else frozenset()


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to deal `total` out to `parts`, none negative."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


def evenly(total: int, parts: int) -> list[int]:
    """`total` columns dealt out to `parts`, the first ones wider where it does not divide."""
    base, extra = divmod(total, parts)
    return [base + (index < extra) for index in range(parts)]


def bounds_to_spans(bounds: Sequence[int], end: int) -> list[int]:
    """The lengths of the stretches that begin at `bounds`."""
    return [later - earlier for earlier, later in pairwise((*bounds, end))]
