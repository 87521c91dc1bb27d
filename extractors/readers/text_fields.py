"""Texts of a line that spaces keep apart, and where on the line they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.text_rows import Piece

_SPACES = re.compile(r"[ \u3000\xa0]+")
_DASHES = re.compile(r"[-—–－―/\\]+")
_INSIDE_LABEL = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A text in a line, with the display columns [start, end) that it takes; a Chinese character takes two."""

    text: str
    start: int
    end: int

    @property
    def dash(self) -> bool:
        """Whether it is the dash that stands for nothing."""
        return bool(_DASHES.fullmatch(self.text))

    @property
    def number(self) -> bool:
        """Whether it is a bare number."""
        return not self.dash and Piece(self.text).number


Line = Sequence[Field]


def fields(line: str) -> list[Field]:
    """The texts of a line that are at least two spaces apart."""
    found: list[Field] = []
    at = position = 0
    for gap in (*filter(_parts, _SPACES.finditer(line)), None):
        end = gap.start() if gap else len(line)
        text = line[at:end]
        start = position + display_width(text[: len(text) - len(text.lstrip(" \xa0"))])
        stripped = text.strip(" \xa0\r")
        if stripped:
            found.append(Field(stripped, start, start + display_width(stripped)))
        position += display_width(line[at : gap.end() if gap else end])
        at = gap.end() if gap else end
    return found


def display_width(text: str) -> int:
    """The columns that a text takes where every character has the width of one or two Latin ones."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _parts(spaces: re.Match[str]) -> bool:
    """Whether white space parts two columns: two ideographic spaces alone stand inside a label (收　　入)."""
    ideographic = spaces[0].count("\u3000")
    return ideographic > _INSIDE_LABEL or (len(spaces[0]) > 1 and ideographic < len(spaces[0]))
