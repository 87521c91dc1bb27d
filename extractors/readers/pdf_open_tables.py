"""Open tables: the rows and columns of a table that no vertical rulings part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.readers.pdf_bands import banded_grid
from extractors.readers.pdf_cells import joined_text
from extractors.readers.pdf_columns import borders, find_columns
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_glyphs import Flags, Glyphs
from extractors.readers.pdf_header_levels import MIDDLE, lowest_headers, stack_headers, top_over
from extractors.readers.pdf_headers import Block, header_blocks, lowest, place
from extractors.readers.pdf_lattice import Slot
from extractors.readers.pdf_lines import Line, write_lines
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_tables import PlacedTable
from extractors.readers.pdf_unruled import may_hold_columns, unruled_zones
from extractors.readers.pdf_words import Word
from extractors.readers.pdf_zones import Rows, Zone, has_figures, ruled_zones
from schemas.document import Cell, Table

_WRAPPED = 0.78  # of the usual row height: lines nearer than this are one row
_TOUCHING = 0.9  # of the font size: lines nearer than this are one row, whatever is usual
_LEADING = 0.9  # of the font size: half the height of a row that stands alone
_SIDES = 2  # a table's names stand on one side or on two
_ACROSS = 0.9  # of the widest ruling: as long a ruling runs across the whole table
_ASCENT = 0.95  # of the font size: where a row begins above its first baseline


def read_around(
    glyphs: Glyphs, free: Flags, horizontal: Rulings, frame: Frame, page: int
) -> tuple[list[PlacedTable], list[Line]]:
    """The tables without vertical rulings among the free glyphs, and the lines of what is left after them."""
    tables: list[PlacedTable] = []
    for zone in ruled_zones(glyphs, free, horizontal, frame):
        if free[zone.members].all():
            free = _taken(build_table(zone, frame, page), zone, tables, free)
    lines = write_lines(glyphs.take(free))
    if may_hold_columns(lines):
        before = len(tables)
        for zone in unruled_zones(glyphs, free):
            free = _taken(build_table(zone, frame, page), zone, tables, free)
        if len(tables) > before:
            lines = write_lines(glyphs.take(free))
    return tables, lines


def _taken(table: PlacedTable | None, zone: Zone, tables: list[PlacedTable], free: Flags) -> Flags:
    """Keeps a table, if there is one; returns the glyphs that are left."""
    if table is None:
        return free
    tables.append(table)
    left = free.copy()
    left[zone.members] = False
    return left


def build_table(zone: Zone, frame: Frame, page: int) -> PlacedTable | None:
    """The table that a zone holds, or None where its words make no columns."""
    banded = banded_grid(zone)
    if banded is not None:
        grid, contents = banded
        if len(grid.xs) < 3:
            return None
        return _placed(list(zip(grid.slots, contents, strict=True)), grid.xs.tolist(), grid.ys.tolist(), frame, page)
    start = _body_start(zone)
    header, body = zone.rows[:start], zone.rows[start:]
    blocks = header_blocks(header, zone.rulings)
    rows = _table_rows(body, zone.rulings)
    top, bottom = _header_borders(zone, blocks, rows)
    xs: list[float] = []
    levels = 0
    for leaves in (lowest_headers(blocks, top, bottom), lowest(blocks, zone.rulings)):
        columns = find_columns(body, [word for block in leaves for word in block.words])
        if len(columns) < 2:
            continue
        xs = borders(columns, zone.left, zone.right)
        levels = stack_headers(blocks, xs, top, bottom) if blocks else 0
        if levels:
            break
    if not xs:
        return None
    if blocks and not levels:
        levels = place(blocks, xs, zone.rulings)
    ys = _row_borders(zone, [[block.words for block in blocks if block.level == n] for n in range(levels)], rows)
    placed: list[tuple[Slot, list[Word]]] = [(block.slot, block.words) for block in blocks]
    for number, row in enumerate(rows, levels):
        for col, words in enumerate(_by_column(row, xs)):
            placed.append((Slot(number, col), words))
    placed.extend((slot, []) for slot in _blanks([block.slot for block in blocks], levels, len(xs) - 1))
    return _placed(placed, xs, ys, frame, page)


def _placed(
    filled: list[tuple[Slot, list[Word]]], xs: list[float], ys: list[float], frame: Frame, page: int
) -> PlacedTable:
    """The table of slots with their words."""
    filled.sort(key=lambda entry: (entry[0].row, entry[0].col))
    cells = tuple(_cell(slot, words, xs, ys, frame, page) for slot, words in filled)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    table = Table(cells, len(ys) - 1, len(xs) - 1, page, frame.box_as_shown(box), spans_known=False)
    return PlacedTable(table, box)


def _body_start(zone: Zone) -> int:
    """The index of the first body row: the first with figures, or without any the first under the second ruling."""
    for index, row in enumerate(zone.rows):
        if has_figures(row):
            return _name_start(zone, index)
    under = [at for at in zone.rulings.at.tolist() if at > zone.top + 1]
    return next((i for i, row in enumerate(zone.rows) if under and row[0].line.base > under[0]), 1)


def _name_start(zone: Zone, first: int) -> int:
    """The index of the first line of the row whose figures stand on the given one: a wrapped name begins above them."""
    widest = float((zone.rulings.end - zone.rulings.start).max()) if len(zone.rulings) else 0.0
    across = zone.rulings.at[zone.rulings.end - zone.rulings.start > _ACROSS * widest].tolist()
    under = [
        i for i in range(1, first) if any(zone.rows[0][0].line.base < at < zone.rows[i][0].line.base for at in across)
    ]
    if under and all(len(zone.rows[i]) <= _SIDES for i in under):
        return under[0]
    while first > 1 and len(zone.rows[first - 1]) <= _SIDES:
        above, below = zone.rows[first - 1][0].line, zone.rows[first][0].line
        if below.base - above.base > _TOUCHING * below.size:
            break
        first -= 1
    return first


def _header_borders(zone: Zone, blocks: Sequence[Block], rows: Sequence[Sequence[Word]]) -> tuple[float, float]:
    """The y coordinates between which the header stands: its rulings, or what its rows and the first body row say."""
    if not blocks or not rows:
        return zone.top, zone.bottom
    last = max(block.bottom for block in blocks)
    first = min(word.line.base for word in rows[0])
    ruled = zone.rulings.at[(zone.rulings.at > last) & (zone.rulings.at < first)]
    if len(ruled):
        bottom = float(ruled[-1])
    else:
        middles = [sum(word.line.base for word in row) / len(row) for row in rows[:2]]
        half = (middles[1] - middles[0]) / 2 if len(middles) > 1 else _LEADING * rows[0][0].line.size
        bottom = middles[0] - MIDDLE * rows[0][0].line.size - half
    over = zone.rulings.at[zone.rulings.at < min(block.top for block in blocks)]
    return (float(over[-1]) if len(over) else top_over(blocks, bottom)), bottom


def _table_rows(body: Rows, rulings: Rulings) -> list[list[Word]]:
    """The body's lines put together to rows: lines that a wrapped cell has close under one another are one row."""
    if not body:
        return []
    bases = np.array([row[0].line.base for row in body])
    steps = np.diff(bases)
    usual = float(np.percentile(steps, 75)) if len(steps) else 0.0
    ruled = [bool(((rulings.at > above) & (rulings.at < below)).any()) for above, below in pairwise(bases)]
    by_rulings = sum(ruled) * 3 >= len(body)
    rows = [list(body[0])]
    for row, step, parted in zip(body[1:], steps.tolist(), ruled, strict=True):
        size = row[0].line.size
        joined = not parted if by_rulings else not parted and step < max(_WRAPPED * usual, _TOUCHING * size)
        figures = step > _TOUCHING * size and has_figures(rows[-1]) and has_figures(row)
        if joined and not figures:
            rows[-1].extend(row)
        else:
            rows.append(list(row))
    return rows


def _by_column(row: Sequence[Word], xs: Sequence[float]) -> list[list[Word]]:
    """A row's words by column."""
    columns: list[list[Word]] = [[] for _ in xs[1:]]
    for word in row:
        col = int(np.searchsorted(xs, word.middle, "right")) - 1
        columns[min(max(col, 0), len(columns) - 1)].append(word)
    return columns


def _row_borders(zone: Zone, header: Sequence[Sequence[Sequence[Word]]], rows: Sequence[Sequence[Word]]) -> list[float]:
    """The y coordinates of the row borders, header levels first."""
    starts = [min(words[0].line.base - _ASCENT * words[0].line.size for words in level) for level in header]
    starts += [min(word.line.base - _ASCENT * word.line.size for word in row) for row in rows]
    ys = [zone.top]
    for start in starts[1:]:
        ys.append(max(start, ys[-1] + 0.1))
    return [*ys, max(zone.bottom, ys[-1] + 0.1)]


def _blanks(slots: Sequence[Slot], levels: int, cols: int) -> list[Slot]:
    """The squares of the header that no block covers."""
    covered = {
        (row, col)
        for slot in slots
        for row in range(slot.row, slot.row + slot.row_span)
        for col in range(slot.col, slot.col + slot.col_span)
    }
    return [Slot(row, col) for row in range(levels) for col in range(cols) if (row, col) not in covered]


def _cell(slot: Slot, words: Sequence[Word], xs: Sequence[float], ys: Sequence[float], frame: Frame, page: int) -> Cell:
    box = (xs[slot.col], ys[slot.row], xs[slot.col + slot.col_span], ys[slot.row + slot.row_span])
    lines = [word.line for word in sorted(words, key=lambda word: (word.row, word.line.x0))]
    text = joined_text(lines, box[2] - box[0])
    return Cell(text, slot.row, slot.col, slot.row_span, slot.col_span, page, frame.box_as_shown(box))
