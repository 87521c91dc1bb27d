"""Headers without rulings: header words put together to blocks, and the columns and rows each block spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.readers.pdf_lattice import Slot
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_words import Word

_WRAP = 1.4  # of the font size: header lines nearer than this are one wrapped header
_ACROSS = 0.9  # of the widest ruling: as long a ruling runs across the whole table
_UNDER = 1.6  # of the font size: how far below a spanning header its ruling is looked for
_CROSSING = 2.0  # points by which a header may reach over the border of its columns
_REACH = 6.0  # points by which a ruling may miss a column's middle


@dataclass(slots=True)
class Block:
    """A header as printed: its words from the top, the columns [first, last] that it spans, and its level."""

    words: list[Word]
    first: int = 0
    last: int = 0
    level: int = 0
    levels: int = 1

    @property
    def x0(self) -> float:
        """Where it begins."""
        return min(word.line.x0 for word in self.words)

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.line.x1 for word in self.words)

    @property
    def top(self) -> float:
        """Its first baseline."""
        return self.words[0].line.base

    @property
    def bottom(self) -> float:
        """Its last baseline."""
        return self.words[-1].line.base

    def over(self, other: Block) -> bool:
        """Whether it stands above another, as far as the words go."""
        return self.bottom < other.top and self.x0 < other.x1 and self.x1 > other.x0

    @property
    def slot(self) -> Slot:
        """Its place in the grid."""
        return Slot(self.level, self.first, self.levels, self.last - self.first + 1)


def header_blocks(rows: Sequence[Sequence[Word]], rulings: Rulings) -> list[Block]:
    """The header words as blocks: lines close under one another, with no ruling between them, are one header."""
    blocks: list[Block] = []
    for row in rows:
        for word in row:
            above = [
                block
                for block in blocks
                if block.x0 < word.line.x1
                and block.x1 > word.line.x0
                and 0 < word.line.base - block.bottom < _WRAP * word.line.size
                and not _ruled_between(block, word, rulings)
            ]
            if len(above) == 1:
                above[0].words.append(word)
            else:
                blocks.append(Block([word]))
    return blocks


def _each(rulings: Rulings) -> list[tuple[float, float, float]]:
    return list(zip(rulings.at.tolist(), rulings.start.tolist(), rulings.end.tolist(), strict=True))


def _ruled_between(block: Block, word: Word, rulings: Rulings) -> bool:
    return any(block.bottom < at < word.line.base and start < word.middle < end for at, start, end in _each(rulings))


def tiled_rows(blocks: Sequence[Block], rulings: Rulings) -> list[list[Block]]:
    """The header rows that a ruling across the whole table parts from more headers below: each spans it all."""
    if not blocks or not len(rulings):
        return []
    widest = float((rulings.end - rulings.start).max())
    last = max(block.bottom for block in blocks)
    across = sorted(at for at, start, end in _each(rulings) if end - start > _ACROSS * widest and at < last)
    rows = [
        [block for block in blocks if above < block.top and block.bottom < below]
        for above, below in pairwise([float("-inf"), *across])
    ]
    return [row for row in rows if row]


def lowest(blocks: Sequence[Block], rulings: Rulings) -> list[Block]:
    """The blocks that no other block stands under: each heads one column."""
    upper = {id(block) for row in tiled_rows(blocks, rulings) for block in row}
    return [block for block in blocks if id(block) not in upper and not any(block.over(other) for other in blocks)]


def place(blocks: Sequence[Block], borders: Sequence[float], rulings: Rulings) -> int:
    """Gives each block its columns and its levels; returns the number of levels.

    A header over several columns spans what its ruling underlines, or else the columns in whose middle it stands.
    """
    upper: set[int] = set()
    for row in tiled_rows(blocks, rulings):
        row.sort(key=lambda block: block.x0)
        for block, (first, last) in zip(
            row, tile_columns([(block.x0, block.x1) for block in row], borders), strict=False
        ):
            block.first, block.last = first, last
            upper.add(id(block))
    below = {id(block): [other for other in blocks if block.over(other)] for block in blocks}
    for block in blocks:
        if id(block) in upper:
            continue
        own = _touched(block.x0, block.x1, borders)
        lower = [other for other in blocks if other.top > block.bottom]
        beside = [other for other in blocks if other is not block and abs(other.top - block.top) < 2.0]
        underlined = _underlined(block, borders, rulings)
        if underlined is not None and lower:
            block.first, block.last = underlined
        elif not below[id(block)] and len(own) == 1:
            block.first = block.last = own[0]
        else:
            taken = {column for other in beside for column in _touched(other.x0, other.x1, borders)}
            block.first, block.last = _centred(block, own, borders, taken, single=not below[id(block)])
    return _stack(blocks)


def tile_columns(heads: Sequence[tuple[float, float]], borders: Sequence[float]) -> list[tuple[int, int]]:
    """Shares all columns out among headers (x0, x1) that stand side by side, so that each is in its columns' middle.

    Returns the first and last column of each; nothing where not every header can stand over columns of its own.
    """
    columns = len(borders) - 1
    if not 0 < len(heads) <= columns:
        return []
    # best[n]: the least sum of distances for the headers so far when they take the first n columns, and their ends.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for x0, x1 in heads:
        middle = (x0 + x1) / 2
        best = {
            end: min(
                (cost + abs((borders[start] + borders[end]) / 2 - middle), (*ends, end))
                for start, (cost, ends) in best.items()
                if start < end and borders[start] <= x0 + _CROSSING
            )
            for end in range(min(best) + 1, columns + 1)
            if x1 - _CROSSING <= borders[end] and borders[min(best)] <= x0 + _CROSSING
        }
        if not best:
            return []
    if columns not in best:
        return []
    ends = best[columns][1]
    return [(start, end - 1) for start, end in pairwise((0, *ends))]


def _touched(x0: float, x1: float, borders: Sequence[float]) -> list[int]:
    """The columns that a stretch covers for the most part, or the one its middle is in."""
    middle = (x0 + x1) / 2
    inside = [
        column
        for column, (left, right) in enumerate(pairwise(borders))
        if left <= middle < right or min(x1, right) - max(x0, left) > 0.5 * (right - left)
    ]
    return inside or [0 if middle < borders[0] else len(borders) - 2]


def _underlined(block: Block, borders: Sequence[float], rulings: Rulings) -> tuple[int, int] | None:
    """The columns over which the ruling right under a block runs, unless it runs over all of them."""
    for at, start, end in _each(rulings):
        near = 0 < at - block.bottom < _UNDER * block.words[-1].line.size
        if near and start < block.x0 + _REACH and end > block.x1 - _REACH:
            columns = [
                column
                for column, (left, right) in enumerate(pairwise(borders))
                if start - _REACH < (left + right) / 2 < end + _REACH
            ]
            if columns and len(columns) < len(borders) - 1:
                return columns[0], columns[-1]
    return None


def _centred(
    block: Block, own: Sequence[int], borders: Sequence[float], taken: set[int], *, single: bool
) -> tuple[int, int]:
    """The run of columns around the block's own, free of its neighbours', whose middle is nearest to the block's."""
    middle = (block.x0 + block.x1) / 2
    best = (own[0], own[-1])
    least = float("inf")
    for first in range(own[0], -1, -1):
        if first < own[0] and first in taken:
            break
        for last in range(own[-1], len(borders) - 1):
            if last > own[-1] and last in taken:
                break
            if first == last and not single:
                continue  # a header with headers under it spans more than one column
            off = abs((borders[first] + borders[last + 1]) / 2 - middle)
            if off < least:
                best, least = (first, last), off
    return best


def _stack(blocks: Sequence[Block]) -> int:
    """Sets the level of each block, from those above it, and how many levels it spans downwards."""
    ordered = sorted(blocks, key=lambda block: (block.top, block.x0))
    depth: dict[int, int] = {}
    for block in ordered:
        columns = range(block.first, block.last + 1)
        block.level = max((depth.get(column, 0) for column in columns), default=0)
        for column in columns:
            depth[column] = block.level + 1
    levels = max((block.level for block in ordered), default=0) + 1
    for block in ordered:
        under = [
            other.level
            for other in ordered
            if other.level > block.level and other.first <= block.last and other.last >= block.first
        ]
        block.levels = min(under, default=levels) - block.level
    return levels
