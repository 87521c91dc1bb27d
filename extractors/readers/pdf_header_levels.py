"""Header levels without rulings: which header stands over which, from where each is centred in its cell.

A cell's text stands in its middle, so a header whose cell reaches down to the first body row tells where its cell
begins, and so where the header over it ends: level by level up to the table's top. Where texts do not stand in the
middle of their cells the levels do not add up, and nothing is placed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.readers.pdf_headers import Block, tile_columns

MIDDLE = 0.35  # of the font size: how far above its baseline the middle of a line is
_OFF = 0.8  # of the font size: borders nearer than this are one
_MOST_LEVELS = 5


def middle(block: Block) -> float:
    """The y coordinate of a header's middle."""
    return (block.top + block.bottom) / 2 - MIDDLE * block.words[0].line.size


def top_over(blocks: Sequence[Block], bottom: float) -> float:
    """Where a header begins that no ruling begins: its first row is as high as its last."""
    middles = [middle(block) for block in blocks]
    return min(middles) - (bottom - max(middles))


def stack_headers(blocks: Sequence[Block], borders: Sequence[float], top: float, bottom: float) -> int:
    """Gives each header its columns and levels; returns the number of levels, 0 where they do not add up."""
    reached = [bottom] * (len(borders) - 1)
    spans: dict[int, tuple[float, float]] = {}
    waiting = list(blocks)
    for _ in range(_MOST_LEVELS):
        placed = [entry for run in _runs(reached, blocks) for entry in _heads(waiting, run, reached, borders, top)]
        for block, first, last in placed:
            spans[id(block)] = 2 * middle(block) - reached[first], reached[first]
            block.first, block.last = first, last
        for block, first, last in placed:
            reached[first : last + 1] = [spans[id(block)][0]] * (last + 1 - first)
        waiting = [block for block in waiting if id(block) not in spans]
        if not waiting or not placed:
            break
    if waiting or max(reached) - min(reached) > _near(blocks):
        return 0
    return _number_levels(blocks, spans)


def _near(blocks: Sequence[Block]) -> float:
    """How far two borders may seem apart that are one."""
    return _OFF * blocks[0].words[0].line.size


def lowest_headers(blocks: Sequence[Block], top: float, bottom: float) -> list[Block]:
    """The headers that can stand right on a border: none that would begin above the top, none over another."""
    possible = [block for block in blocks if 2 * middle(block) - bottom > top - _near(blocks)]
    possible = [block for block in possible if middle(block) < bottom]
    return [block for block in possible if not any(block.over(other) for other in possible)]


def _runs(reached: Sequence[float], blocks: Sequence[Block]) -> list[list[int]]:
    """The neighbouring columns whose headers so far end at the same height."""
    runs: list[list[int]] = []
    for column, at in enumerate(reached):
        if runs and abs(at - reached[column - 1]) < _near(blocks):
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _heads(
    waiting: Sequence[Block], run: Sequence[int], reached: Sequence[float], borders: Sequence[float], top: float
) -> Iterator[tuple[Block, int, int]]:
    """The headers that stand on the headers so far of a run of columns, with the first and last column of each."""
    start, end = run[0], run[-1] + 1
    if not waiting or reached[start] - top < _near(waiting):
        return
    inside = [block for block in waiting if borders[start] <= (block.x0 + block.x1) / 2 < borders[end]]
    heads = sorted(lowest_headers(inside, top, reached[start]), key=lambda block: block.x0)
    spans = tile_columns([(block.x0, block.x1) for block in heads], borders[start : end + 1])
    for block, (first, last) in zip(heads, spans, strict=False):
        yield block, start + first, start + last


def _number_levels(blocks: Sequence[Block], spans: Mapping[int, tuple[float, float]]) -> int:
    """Numbers the rows of the header from the borders of its cells; returns how many there are."""
    near = _near(blocks)
    rows: list[float] = []
    for at in sorted(top for top, _ in spans.values()):
        if not rows or at - rows[-1] > near:
            rows.append(at)
    for block in blocks:
        top, bottom = spans[id(block)]
        block.level = sum(at < top + near for at in rows) - 1
        block.levels = max(sum(at < bottom - near for at in rows) - block.level, 1)
    return len(rows)
