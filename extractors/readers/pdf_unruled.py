"""Tables without any ruling: the stretches of a page whose lines of figures stand in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from extractors.readers.pdf_glyphs import Flags, Glyphs
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_rulings import Rulings
from extractors.readers.pdf_words import Word, split_words
from extractors.readers.pdf_zones import (
    LONG_NAME,
    OPEN_GAP,
    PITCH,
    SHORT_LABEL,
    Rows,
    Zone,
    has_amount,
    is_caption,
    zone_in,
)

_FEWEST_ROWS = 4  # lines with figures that make a table without rulings
_AMONG = 3  # characters: 其中： may head columns
_SET_OFF = re.compile(r" [-－△(（]?[0-9][0-9,，]*[.,，][0-9]+[%％)）]?(?= |$)")
_HEADER_PITCH = 2.0  # of the font size: lines of a header that are further apart are none
_CENTRED = 0.04  # of a table's width: how far a title may stand off its middle
_LISTED = re.compile(r"[(（]?[一二三四五六七八九十\d]+[、.．)）]|第")
_RAGGED = 2.5  # points: figures of a column whose ends differ by less are aligned


def may_hold_columns(lines: Sequence[Line]) -> bool:
    """Whether enough lines hold an amount set off by white space: else it need not be looked for columns."""
    return sum(_SET_OFF.search(line.text) is not None for line in lines) >= _FEWEST_ROWS


def unruled_zones(glyphs: Glyphs, free: Flags) -> Iterator[Zone]:
    """The zones where lines of figures stand in columns, without any ruling.

    Precision first: at least four lines near to one another whose amounts end at the same x.
    """
    own = np.flatnonzero(free)
    rows = split_words(glyphs.take(own), OPEN_GAP)
    none = Rulings(np.empty(0), np.empty(0), np.empty(0))
    for run in _runs(rows):
        if sum(has_amount(row) for row in run) < _FEWEST_ROWS or not _aligned(run):
            continue
        size = run[0][0].line.size
        left = min(row[0].line.x0 for row in run) - 1
        right = max(row[-1].line.x1 for row in run) + 1
        top, bottom = run[0][0].line.base - size, run[-1][0].line.base + 0.3 * size
        yield zone_in(glyphs, free, none, (left, top, right, bottom))


def _runs(rows: Rows) -> Iterator[Rows]:
    """Stretches of lines in several pieces, from the first header line to the last line with figures."""
    run: Rows = []
    for above, row in pairwise([[], *rows]):
        far = bool(run) and row[0].line.base - above[0].line.base > PITCH * 1.5 * row[0].line.size
        if run and (far or _ends_run(row)):
            yield _trimmed(run)
            run = []
        if not _ends_run(row):
            run.append(row)
    if run:
        yield _trimmed(run)


def _ends_run(row: Sequence[Word]) -> bool:
    """Whether a line is none of a table: a caption, or one piece that is long or ends as a sentence does."""
    if is_caption(row) or len(row) > 1:
        return is_caption(row)
    text = row[0].text
    return len(text) > LONG_NAME or text[-1] in "。；" or (text[-1] in "：:" and len(text) > _AMONG)


def _trimmed(run: Rows) -> Rows:
    """A stretch without the single pieces before its first line of several, and after its last figures.

    A short piece right over that line is a header over some of its columns, or the first line of one.
    """
    first = next((i for i, row in enumerate(run) if len(row) > 1), len(run))
    while 0 < first < len(run) and _heads_columns(run[first - 1][0], run[first]):
        first -= 1
    last = max((i for i, row in enumerate(run) if has_amount(row)), default=-1)
    return run[first : last + 1]


def _heads_columns(word: Word, below: Sequence[Word]) -> bool:
    """Whether a single piece belongs to the header whose next line is given: near, short, no title."""
    near = below[0].line.base - word.line.base < _HEADER_PITCH * word.line.size
    middle = (below[0].line.x0 + below[-1].line.x1) / 2
    titled = len(below) > 1 and abs(word.middle - middle) < _CENTRED * (below[-1].line.x1 - below[0].line.x0)
    return near and len(word.text) <= SHORT_LABEL and not titled and _LISTED.match(word.text) is None


def _aligned(run: Rows) -> bool:
    """Whether most amounts of a stretch end where other amounts end."""
    ends = sorted(word.line.x1 for row in run for word in row if word.decimal)
    near = sum(
        min(abs(end - other) for other in (*ends[max(i - 1, 0) : i], *ends[i + 1 : i + 2])) < _RAGGED
        for i, end in enumerate(ends)
        if len(ends) > 1
    )
    return near >= 0.8 * len(ends)
