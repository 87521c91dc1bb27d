"""Where words stand on the pages of a PDF, for a finding that objects to words: no box was stored for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_page import read_page
from schemas.document import Box

PAGES_ON = 20
"""A section may run on, and hold pages of tables: so many pages are sought, from where it is known to stand."""
CONTEXTS = (24, 8, 2)
"""Characters around the words that must stand there too, the longest first: the same words may stand twice."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a text (characters `start` to `end`), and the page from which on they are sought."""

    text: str
    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a line as it is compared, and which of the line's characters it is."""

    char: str
    line: Line
    at: int


def find_boxes(source: bytes, name: str, wording: Wording) -> tuple[int, tuple[Box, ...]]:
    """The page (from 1) and a box a line, as in schemas.document; none where no page has the words outside its tables.

    White space and the width of characters do not count. Raises UnreadableDocument as the reader does.
    """
    with engine.opened(source, name) as (document, count):
        numbers = range(wording.page, min(wording.page + PAGES_ON, count + 1))
        read: dict[int, tuple[list[Letter], Frame]] = {}
        for context in CONTEXTS:
            for number in numbers:
                letters, frame = read[number] if number in read else read.setdefault(number, _read(document, number))
                if found := _find(letters, wording, context):
                    return number, tuple(_boxes(found, frame))
    return wording.page, ()


def _read(document: engine.Handle, number: int) -> tuple[list[Letter], Frame]:
    """The letters of a page outside its tables, in reading order; none where it cannot be loaded."""
    with engine.loaded(document, number - 1) as handle:
        if not handle:
            return [], Frame(0, 0, 0, 0, 0, 0)
        page = read_page(handle, number)
    return [letter for item in page.items if isinstance(item, Line) for letter in _letters(item)], page.frame


def _find(letters: Sequence[Letter], wording: Wording, context: int) -> Sequence[Letter]:
    words = _compared(wording.text[wording.start : wording.end])
    before = _compared(wording.text[max(0, wording.start - context) : wording.start])
    after = _compared(wording.text[wording.end : wording.end + context])
    start = "".join(letter.char for letter in letters).find(before + words + after)
    return letters[start + len(before) : start + len(before + words)] if start >= 0 else ()


def _letters(line: Line) -> Iterator[Letter]:
    for at, char in enumerate(line.text):
        yield from (Letter(one, line, at) for one in _compared(char))


def _compared(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _boxes(letters: Sequence[Letter], frame: Frame) -> Iterator[Box]:
    """One box a line, in the order of the lines."""
    lines: dict[int, list[Letter]] = {}
    for letter in letters:
        lines.setdefault(id(letter.line), []).append(letter)
    for found in lines.values():
        line = found[0].line
        _, top, _, bottom = line.box
        yield frame.box_as_shown((line.edges[found[0].at], top, line.edges[found[-1].at + 1], bottom))
