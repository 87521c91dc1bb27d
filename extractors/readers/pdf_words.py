"""Words: what stands together on a line, parted from its neighbours by the white space between columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from extractors.readers.pdf_glyphs import Glyphs, line_numbers
from extractors.readers.pdf_lines import Line, write_lines

_AMOUNT = re.compile(r"[-－—△(（]?[0-9][0-9,，]*(?:\.[0-9]+)?[%％)）]?")
_SPACED_LETTERS = 2.0  # of the font size: single characters so near to one another are one spaced-out word
_IDEOGRAPH = 0x2E80
_CODE_LEVELS = "类款项"  # the headers of three narrow columns, not a spaced-out word


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a column's text on one line; `row` numbers the lines from the top."""

    line: Line
    row: int

    @property
    def text(self) -> str:
        """The text."""
        return self.line.text

    @property
    def numeric(self) -> bool:
        """Whether it is nothing but a number."""
        return _AMOUNT.fullmatch(self.line.text) is not None

    @property
    def decimal(self) -> bool:
        """Whether it is an amount that prints its decimals or its thousands."""
        return self.numeric and ("." in self.line.text or "," in self.line.text)

    @property
    def middle(self) -> float:
        """The x coordinate of its middle."""
        return (self.line.x0 + self.line.x1) / 2


def split_words(glyphs: Glyphs, gap: float) -> list[list[Word]]:
    """The words of each line, downwards and from left to right.

    `gap` is the white space, in font sizes, that parts a number from its neighbour; between Chinese characters
    it takes twice as much. Spaced-out single characters (合 计) are put together again.
    """
    if not len(glyphs):
        return []
    number = line_numbers(glyphs)
    order = np.lexsort((glyphs.x0, number))
    glyphs, number = glyphs.take(order), number[order]
    size = np.minimum(glyphs.size[1:], glyphs.size[:-1])
    wide = (glyphs.code[1:] >= _IDEOGRAPH) & (glyphs.code[:-1] >= _IDEOGRAPH)
    space = glyphs.x0[1:] - glyphs.x1[:-1]
    parted = (np.diff(number) != 0) | (space > gap * size * np.where(wide, 2.0, 1.0))
    piece = np.cumsum(np.r_[False, parted])
    of_row = number[np.flatnonzero(np.r_[True, parted])]
    lines = write_lines(glyphs, piece)
    words = [Word(line, int(of_row[line.group])) for line in lines]
    return [_respaced(list(row)) for _, row in groupby(words, key=lambda word: word.row)]


def _respaced(row: Sequence[Word]) -> list[Word]:
    """The words of a line with neighbouring single Chinese characters as one word."""
    merged: list[Word] = []
    for word in row:
        last = merged[-1] if merged else None
        if (
            last is not None
            and len(word.text) == 1
            and _is_spaced(last.text)
            and ord(word.text) >= _IDEOGRAPH
            and word.text not in _CODE_LEVELS
            and word.line.x0 - last.line.x1 < _SPACED_LETTERS * word.line.size
        ):
            merged[-1] = Word(_glued(last.line, word.line), word.row)
        else:
            merged.append(word)
    return merged


def _is_spaced(text: str) -> bool:
    return all(ord(character) >= _IDEOGRAPH for character in text) and len(text) <= 3


def _glued(left: Line, right: Line) -> Line:
    return Line(left.group, left.text + right.text, (*left.edges[:-1], *right.edges), left.base, left.size, left.bold)
