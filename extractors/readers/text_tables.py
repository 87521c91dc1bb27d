"""Where the tables of a text stand: runs of lines that a converter flattened, whatever way it chose.

Four ways are known: one cell a line (a TAB before each cell, an empty line after each row), TABs between the cells of
a line, pipes, and columns aligned with spaces. What comes out is rows of cell texts; `text_grid` gives them columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.headings import heading_level
from extractors.readers.text_words import flattened_words

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Flattened:
    """A table found in lines [start, end): its rows, and whether a cell's place in its row is its column.

    Where it is not (`placed` False), covered cells were left out and a row with merges is shorter than the others.
    """

    start: int
    end: int
    rows: Rows
    placed: bool


def find_tables(lines: Sequence[str], skip: frozenset[int]) -> list[Flattened]:
    """The tables of a text in order; lines in `skip` (a contents list) belong to none."""
    found: list[Flattened] = []
    index = 0
    while index < len(lines):
        tables: list[Flattened] = []
        if index not in skip and lines[index].strip():
            for finder in _FINDERS:
                tables = finder(lines, index, skip)
                if tables:
                    break
        found += tables
        index = tables[-1].end if tables else index + 1
    return found


def _cell_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> list[Flattened]:
    """Tables with one cell a line that follow each other from a line on."""
    if not _cell_line(lines[start]):
        return []
    groups: list[tuple[int, int, tuple[str, ...]]] = []
    index = start
    while index < len(lines) and index not in skip and _cell_line(lines[index]):
        cells, end = _cells(lines, index, skip)
        groups.append((index, end, cells))
        index = end
        while index < len(lines) and lines[index] == "":
            index += 1
    tables = []
    for table in _split_groups(groups):
        rows = tuple(cells for _, _, cells in table)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            tables.append(Flattened(table[0][0], table[-1][1], rows, placed=False))
        elif tables:
            break
        else:
            return []
    return tables


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
        elif line.startswith("\t") or _ends_table(line):
            break
        else:
            cells[-1] = f"{cells[-1]}\n{_trim(line)}".strip()
        index += 1
    return tuple(cells), index


def _split_groups(
    groups: Sequence[tuple[int, int, tuple[str, ...]]],
) -> list[list[tuple[int, int, tuple[str, ...]]]]:
    """Rows parted into tables: at a row that is a title, and at a gap wider than the gap between rows."""
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(groups)]
    usual = min(gaps, default=1)
    tables = [[groups[0]]]
    for gap, group in zip(gaps, groups[1:], strict=True):
        lonely_title = len(group[2]) == 1 and _is_title(group[2][0]) and any(len(row[2]) > 1 for row in tables[-1])
        if gap > usual or lonely_title:
            tables.append([])
        tables[-1].append(group)
    return tables


def _is_title(text: str) -> bool:
    return bool(flattened_words().title.fullmatch(re.sub(r"\s+", "", text)))


def _ends_table(line: str) -> bool:
    """Whether a line without a TAB is a text of its own and not the rest of a cell."""
    text = line.strip()
    return bool(flattened_words().after.fullmatch(text)) or heading_level(text) in (1, 2)


def _tab_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> list[Flattened]:
    """A table whose rows are lines with TABs between the cells."""
    return _split_rows(lines, start, skip, lambda line: line.rstrip("\r\n").split("\t") if "\t" in line else None)


def _pipe_tables(lines: Sequence[str], start: int, skip: frozenset[int]) -> list[Flattened]:
    """A table whose cells are parted by pipes, with or without outer ones; rulers between the rows are dropped."""
    return _split_rows(lines, start, skip, _pipe_cells)


_RULER = re.compile(r"[\s|｜│┃+\-=:─━═┼┬┴├┤┌┐└┘╋┳┻┣┫┏┓┗┛╬╦╩╠╣╔╗╚╝]+")
_PIPE = re.compile(r"[|｜│┃║]")


def _pipe_cells(line: str) -> list[str] | None:
    """The cells of a line with pipes; none for a ruler, None for another line."""
    text = line.strip()
    if len(text) > 2 and _RULER.fullmatch(text) and re.search(r"[-=─━═]{2}", text):
        return []
    cells = _PIPE.split(text.replace("\\|", "\0"))
    if len(cells) < 2:
        return None
    if _PIPE.match(text) and cells[0] == "":
        cells = cells[1:]
    if cells and _PIPE.search(text[-1]) and cells[-1] == "":
        cells = cells[:-1]
    return [cell.replace("\0", "|") for cell in cells]


def _split_rows(
    lines: Sequence[str], start: int, skip: frozenset[int], split: Callable[[str], list[str] | None]
) -> list[Flattened]:
    """The longest run of lines from `start` that `split` takes for rows, if it is a table."""
    rows: list[tuple[str, ...]] = []
    index = start
    while index < len(lines) and index not in skip and lines[index].strip(" \r"):
        cells = split(lines[index])
        if cells is None:
            break
        if cells:
            rows.append(tuple(_trim(cell) for cell in cells))
        index += 1
    width = max(map(len, rows), default=0)
    full = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    if len(rows) < 2 or width < 2 or full < 1:
        return []
    return [Flattened(start, index, tuple(rows), placed=True)]


def _trim(text: str) -> str:
    """A cell's text: outer white space off, but a leading ideographic space stays, it shows the item's depth."""
    return text.strip(" \t\r\n\f\v\xa0").rstrip()


_FINDERS: tuple[Callable[[Sequence[str], int, frozenset[int]], list[Flattened]], ...] = (
    _cell_tables,
    _pipe_tables,
    _tab_tables,
)
