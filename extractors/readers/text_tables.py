"""Where the tables of a text stand: runs of lines that a converter flattened, whatever way it chose.

Four ways are known: one cell a line (a TAB before each cell, an empty line after each row), TABs between the cells of
a line, pipes, and columns aligned with spaces. What comes out is rows of cell texts; `text_grid` gives them columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extractors.readers.headings import heading_level
from extractors.readers.limits import MOST_COLUMNS
from extractors.readers.text_columns import draw
from extractors.readers.text_fields import fields
from extractors.readers.text_words import flattened_words, folded

Rows = tuple[tuple[str, ...], ...]
_Group = tuple[int, int, tuple[str, ...]]
"""A row: the lines [start, end) that it takes, and its cells."""

_RULER = re.compile(r"[\s|｜│┃+\-=:─━═┼┬┴├┤┌┐└┘╋┳┻┣┫┏┓┗┛╬╦╩╠╣╔╗╚╝]+")
_RULE = re.compile(r"[-=─━═]{2}")
_PIPE = re.compile(r"[|｜│┃║]")
_SENTENCE_ENDS = ("。", "；", "：", "！")
_LONG = 30
_SENTENCES = 0.3
_REGULAR = 0.3
_LONGEST_CELL = 20_000
"""Characters of a cell that goes on over lines: each line copies what came before."""


@dataclass(frozen=True, slots=True)
class Flattened:
    """A table found in lines [start, end): its rows and the way they were flattened.

    `cells`: covered cells were left out, a row with merges is shorter than the others. `lines`: a cell's place in its
    row is its column, unless the rows show that covered cells were left out here too. `drawn`: every row has all
    columns; `doubtful` rows could not be put into them.
    """

    start: int
    end: int
    rows: Rows
    way: Literal["cells", "lines", "drawn"]
    doubtful: frozenset[int] = frozenset()


_Found = tuple[list[Flattened], int]
"""The tables found from a line on, and the line up to which looking again for the same kind would be in vain."""


def find_tables(lines: Sequence[str], skip: frozenset[int]) -> list[Flattened]:
    """The tables of a text in order; lines in `skip` (a contents list) belong to none.

    Each way of flattening is tried on each run of lines once, so that the time grows with the text.
    """
    found: list[Flattened] = []
    tried = [0] * len(_FINDERS)
    index = 0
    while index < len(lines):
        end = index + 1
        for way, finder in enumerate(_FINDERS):
            if index in skip or index < tried[way] or not lines[index].strip():
                continue
            tables, tried[way] = finder(lines, index, skip)
            if tables:
                found += tables
                end = tables[-1].end
                break
        index = end
    return found


def _cell_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> _Found:
    """Tables with one cell a line that follow each other from a line on."""
    groups: list[_Group] = []
    index = start
    while index < len(lines) and index not in skip and _cell_line(lines[index]):
        cells, end = _cells(lines, index, skip)
        groups.append((index, end, cells))
        index = end
        while index < len(lines) and lines[index].strip(" \r") == "":
            index += 1
    if not groups:
        return [], start + 1
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(groups)]
    parts = [_flattened(_without_prose(part), "cells") for part in _split_at_gaps(groups, gaps)]
    return [table for table in parts if table is not None], index


def _without_prose(rows: Sequence[_Group]) -> Sequence[_Group]:
    """The rows without the paragraphs before and after them that begin with a TAB like a row of one cell."""
    first, last = 0, len(rows)
    while first < last and _is_sentence(rows[first]):
        first += 1
    while first < last and _is_sentence(rows[last - 1]):
        last -= 1
    return rows[first:last]


def _is_sentence(row: _Group) -> bool:
    text = row[2][0]
    return len(row[2]) == 1 and (text.endswith(_SENTENCE_ENDS) or heading_level(text) is not None)


def _cell_line(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:].rstrip("\t")


def _cells(lines: Sequence[str], start: int, skip: frozenset[int]) -> tuple[tuple[str, ...], int]:
    """The cells of the row that begins at a line, and where it ends; a line without a TAB goes on with its cell."""
    cells: list[str] = []
    index = start
    while index < len(lines) and index not in skip and lines[index].strip(" \r"):
        line = lines[index]
        if _cell_line(line):
            cells.append(_trim(line))
        elif line.startswith("\t") or _ends_table(line) or len(cells[-1]) > _LONGEST_CELL:
            break
        else:
            cells[-1] = f"{cells[-1]}\n{_trim(line)}".strip()
        index += 1
    return tuple(cells), index


def _split_at_gaps(groups: Sequence[_Group], gaps: Sequence[int]) -> list[list[_Group]]:
    """Rows parted into tables where more empty lines stand between two rows than usual, and at titles."""
    usual = min(gaps, default=1)
    parts = [[groups[0]]]
    for gap, group in zip(gaps, groups[1:], strict=True):
        if gap > usual:
            parts.append([])
        parts[-1].append(group)
    return [table for part in parts for table in _split_at_titles(part)]


def _split_at_titles(rows: Sequence[_Group]) -> list[list[_Group]]:
    """Rows parted at each row that is nothing but a title and comes after rows of more than one cell."""
    tables: list[list[_Group]] = [[]]
    begun = False
    for row in rows:
        texts = [cell for cell in row[2] if cell]
        if begun and len(texts) == 1 and _is_title(texts[0]):
            tables.append([])
            begun = False
        tables[-1].append(row)
        begun = begun or len(texts) > 1
    return tables


def _ends_table(line: str) -> bool:
    """Whether a line without a TAB is a text of its own and not the rest of a cell."""
    text = line.strip()
    return bool(flattened_words().after.fullmatch(text)) or heading_level(text) in (1, 2)


def _tab_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> _Found:
    """Tables whose rows are lines with TABs between the cells."""
    return _line_tables(lines, start, skip, lambda line: line.rstrip("\r\n").split("\t") if "\t" in line else None)


def _pipe_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> _Found:
    """Tables whose cells are parted by pipes, with or without outer ones; rulers between the rows are dropped."""
    tables, end = _line_tables(lines, start, skip, _pipe_cells)
    return [replace(table, rows=_without_frame(table.rows)) for table in tables], end


def _column_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> _Found:
    """A table whose columns are aligned with spaces."""
    if len(fields(lines[start])) < 2:
        return [], start + 1
    end = start
    while end < len(lines) and end not in skip and lines[end].strip():
        end += 1
    drawing, looked_at = draw(lines[start:end])
    if drawing is None:
        return [], start + looked_at
    end = start + drawing.lines
    return [Flattened(start, end, drawing.rows, "drawn", drawing.doubtful)], end


def _pipe_cells(line: str) -> list[str] | None:
    """The cells of a line with pipes; none for a ruler, None for another line."""
    text = line.strip()
    if len(text) > 2 and _RULER.fullmatch(text) and _RULE.search(text):
        return []
    cells = _PIPE.split(line.replace("\\|", "\0"))
    return None if len(cells) < 2 else [cell.replace("\0", "|") for cell in cells]


def _without_frame(rows: Rows) -> Rows:
    """The rows without the blank cells before a first and after a last pipe, if all rows are framed."""
    first = 1 if all(row[0] == "" for row in rows) else 0
    last = 1 if all(row[-1] == "" for row in rows) else 0
    return tuple(row[first : len(row) - last] for row in rows)


def _line_tables(
    lines: Sequence[str], start: int, skip: frozenset[int], split: Callable[[str], list[str] | None]
) -> _Found:
    """The tables in the run of lines from `start` that `split` takes for rows; a title parts two of them."""
    rows: list[_Group] = []
    index = start
    while index < len(lines) and index not in skip and lines[index].strip(" \r"):
        cells = split(lines[index])
        if cells is None or len(cells) > MOST_COLUMNS:
            break
        if cells:
            rows.append((index, index + 1, tuple(_trim(cell) for cell in cells)))
        index += 1
    parts = [_flattened(part, "lines") for part in _split_at_titles(rows)] if rows else []
    found = [table for table in parts if table is not None]
    if parts and parts[0] is not None:
        found[0] = replace(found[0], start=start)
    if parts and parts[-1] is not None:
        found[-1] = replace(found[-1], end=index)
    return found, max(index, start + 1)


def _flattened(rows: Sequence[_Group], way: Literal["cells", "lines"]) -> Flattened | None:
    """The table of these rows; None where they are one row, one column, or prose that happens to look like rows."""
    texts = tuple(cells for _, _, cells in rows)
    counts = [sum(bool(cell) for cell in cells) for cells in texts]
    if len(texts) < 2 or max(map(len, texts)) < 2 or max(counts) < 2 or _is_prose(texts):
        return None
    return Flattened(rows[0][0], rows[-1][1], texts, way)


def _is_prose(rows: Rows) -> bool:
    """Whether the rows are paragraphs: sentences for the most part, in no regular number."""
    cells = [cell for row in rows for cell in row if cell]
    if any(folded(cell) in flattened_words().form for cell in cells):
        return False
    sentences = sum(len(cell) > _LONG and cell.endswith(_SENTENCE_ENDS) for cell in cells)
    usual = max(Counter(len(row) for row in rows if len(row) > 1).values(), default=0)
    return sentences > _SENTENCES * len(cells) or usual < _REGULAR * len(rows)


def _is_title(text: str) -> bool:
    return bool(flattened_words().title.fullmatch(folded(text)))


def _trim(text: str) -> str:
    """A cell's text: outer white space off, but a leading ideographic space stays, it shows the item's depth."""
    return text.strip(" \t\r\n\f\v\xa0").rstrip()


_FINDERS: tuple[Callable[[Sequence[str], int, frozenset[int]], _Found], ...] = (
    _cell_tables,
    _pipe_tables,
    _tab_tables,
    _column_tables,
)
