"""Lists that an operator keeps in a spreadsheet: CSV as office programs save it, known by its headings."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from extractors.amounts import fold
from extractors.organizations import clean_name
from extractors.readers.text_encoding import decode
from pipeline.errors import UserError
from schemas.document import UnreadableDocument

T = TypeVar("T")
DELIMITERS = (",", ";", "\t")
Columns = Mapping[str, tuple[str, ...]]
"""A column's name and its other headings; case, spaces, - and _ do not count."""


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What a cell must hold: `parse` gives its value, or None where it holds something else; `example` shows it."""

    parse: Callable[[str], T | None]
    example: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: its cells by the column's name, stripped, '' where blank or where the list has no such column.

    `headings` are the columns' headings as the list prints them.
    """

    file: Path
    line: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def read(self, column: str, form: Form[T]) -> T | None:
        """A cell's value, None where it is blank. Raises UserError where it is not of that form."""
        cell = self.cells[column]
        value = form.parse(cell) if cell else None
        if cell and value is None:
            raise self.error(column, f"{cell} cannot be read", f"write {form.example}, or leave it blank")
        return value

    def error(self, column: str, what: str, advice: str) -> UserError:
        """What is wrong in one cell, with its place."""
        return UserError(f"{self.file}, line {self.line}, column {self.headings.get(column, column)}: {what}", advice)


@dataclass(frozen=True, slots=True)
class CsvList:
    """The lines of a list in order, blank ones left out, and the headings that no column answers to."""

    entries: tuple[Entry, ...]
    ignored: tuple[str, ...]


def read_list(path: Path, columns: Columns) -> CsvList:
    """A CSV file of known columns: UTF-8 with or without a mark, GB18030; comma, semicolon or tab.

    Raises UserError for a file that cannot be read, has no known column or one twice, or breaks a line's cells.
    """
    text = _text(path)
    delimiter = max(DELIMITERS, key=lambda mark: _known(text, mark, columns))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = _lines(path, reader)
    _, printed = next(lines, (0, []))
    places = _places(path, printed, columns)
    headings = {name: printed[place] for name, place in places.items()}
    entries = []
    for number, cells in lines:
        if any(cells[len(printed) :]):
            what = f"{path}, line {number}: {len(cells)} cells, but the first line has {len(printed)}"
            raise UserError(what, 'put a cell that holds the delimiter between quotes ("...")')
        found = {name: cells[places[name]] if places.get(name, len(cells)) < len(cells) else "" for name in columns}
        entries.append(Entry(path, number, found, headings))
    ignored = tuple(text for place, text in enumerate(printed) if text and place not in places.values())
    return CsvList(tuple(entries), ignored)


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}", "check the path and its permissions") from error
    except UnreadableDocument as error:
        raise UserError(error.where, "save it as CSV UTF-8 (with a byte order mark, as Excel does)") from error


def _lines(path: Path, reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, its cells stripped, with the number under which an editor shows it."""
    number = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UserError(f"{path}, line {number}: {error}", "close every quote that opens a cell") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, [cell.strip() for cell in cells]
        number = reader.line_num + 1


def _known(text: str, delimiter: str, columns: Columns) -> int:
    """How many cells of the first line are known headings, if that delimiter parts them."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return sum(_column(heading, columns) is not None for heading in first.replace('"', "").split(delimiter))


def _places(path: Path, printed: Sequence[str], columns: Columns) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(printed):
        name = _column(heading, columns)
        if name in places:
            what = f"{path}: the columns {printed[places[name]]} and {heading} are both the {name}"
            raise UserError(what, "keep one of them")
        if name is not None:
            places[name] = place
    if not places:
        raise UserError(f"{path}: no heading of the first line is known", f"name its columns: {', '.join(columns)}")
    return places


def _column(heading: str, columns: Columns) -> str | None:
    wanted = _plain(heading)
    return next((name for name, known in columns.items() if wanted in map(_plain, (name, *known))), None)


def _plain(heading: str) -> str:
    return fold(heading).casefold().replace("_", "").replace("-", "")


def _year(cell: str) -> int | None:
    match = re.fullmatch(r"((?:19|20)\d{2})(?:年度?)?", unicodedata.normalize("NFKC", cell))
    return int(match[1]) if match else None


def _day(cell: str) -> date | None:
    ways = (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})(\d\d)(\d\d)")
    folded = unicodedata.normalize("NFKC", cell)
    matches = (re.fullmatch(way, folded) for way in (*ways, r"(\d{4})年(\d{1,2})月(\d{1,2})日"))
    match = next(filter(None, matches), None)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


YEAR = Form(_year, "a year as 2023")
DAY = Form(_day, "a day as 2024-09-01")
NAME = Form(lambda cell: cell if clean_name(cell) else None, "the body's name as it prints it")
