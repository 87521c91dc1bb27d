"""Lines: the glyphs of one baseline written out from left to right.

Justified and letter-spaced setting puts gaps between Chinese characters that are no text; a space is written only
between Latin words and numbers, and where a gap is so wide that it parts two things (部门：…  单位：万元).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractors.readers.pdf_frame import Floats
from extractors.readers.pdf_glyphs import Glyphs, Ints, changes, line_numbers, run_lengths

_LATIN_GAP = 0.22  # of the font size: a narrower gap between Latin letters or digits is kerning
_REAL_GAP = -0.1  # of the font size: where the file has a space, glyphs may even overlap a little
_WIDE_GAP = 1.1  # of the font size: a wider gap between Chinese characters parts two things
_COLUMN_GAP = 2.5  # of the font size: so wide a gap is the white between columns, or leads to a page number
_SPREAD = 1.8  # a gap so many times the line's usual gap is one, also in a letter-spaced line
_SPACE = ord(" ")
_LATIN = np.array([chr(code).isalnum() or chr(code) in ".,%)(-" for code in range(0x250)] + [False])
_FEWEST_SPACED = 5  # glyphs that a line needs before its gaps say that it is letter-spaced
_LETTER_SPACED = 1.0  # of the font size: digits further apart than this are numbers of their own


@dataclass(frozen=True, slots=True)
class Line:
    """A line as set: text, the x borders of its characters (one more than characters), baseline, font size in
    points, whether it is bold throughout. `group` is what the caller sorted its glyphs by."""

    group: int
    text: str
    edges: tuple[float, ...]
    base: float
    size: float
    bold: bool

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.edges[-1]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The line's box, from the height that its size takes above and below the baseline."""
        return self.edges[0], self.base - 0.88 * self.size, self.edges[-1], self.base + 0.16 * self.size


def write_lines(glyphs: Glyphs, group: Ints | None = None) -> list[Line]:
    """The lines of each group of glyphs, by group and then downwards."""
    if not len(glyphs):
        return []
    group = np.zeros(len(glyphs), np.int64) if group is None else group
    number = line_numbers(glyphs, group)
    order = np.lexsort((glyphs.x0, number))
    glyphs, group, number = glyphs.take(order), group[order], number[order]
    starts = np.flatnonzero(changes(number))
    counts = run_lengths(starts, len(number))
    base = np.add.reduceat(glyphs.base, starts) / counts
    size = np.add.reduceat(glyphs.size, starts) / counts
    bold = np.logical_and.reduceat(glyphs.bold, starts)
    right = np.round(np.maximum.reduceat(glyphs.x1, starts), 2)

    after = _spaces(glyphs, number, starts, counts)
    code, x0 = glyphs.code, glyphs.x0
    if len(after):
        code, x0 = np.insert(code, after, _SPACE), np.insert(x0, after, glyphs.x1[after - 1])
    text = code.astype("<u4").tobytes().decode("utf-32-le", "replace")
    borders = np.round(x0, 2).tolist()
    begins = starts + np.searchsorted(after, starts, "left")
    ends = np.append(begins[1:], len(text))
    return [
        Line(of, text[begin:end], (*borders[begin:end], edge), at, height, heavy)
        for of, begin, end, edge, at, height, heavy in zip(
            group[starts].tolist(),
            begins.tolist(),
            ends.tolist(),
            right.tolist(),
            base.tolist(),
            size.tolist(),
            bold.tolist(),
            strict=True,
        )
    ]


def _spaces(glyphs: Glyphs, number: Ints, starts: Ints, counts: Ints) -> Ints:
    """The indexes of the glyphs before which a space is written; twice where the white space is a column's."""
    gap = glyphs.x0[1:] - glyphs.x1[:-1]
    within = number[1:] == number[:-1]
    size = np.minimum(glyphs.size[1:], glyphs.size[:-1])
    usual = np.repeat(_usual_gap(gap, number, starts, counts), counts)[:-1]
    latin = _LATIN[np.minimum(glyphs.code, len(_LATIN) - 1)]
    latin_pair = latin[1:] & latin[:-1]
    spread = np.where(np.repeat(counts, counts)[:-1] >= _FEWEST_SPACED, _SPREAD * usual, 0.0)
    latin_gap = np.minimum(np.maximum(_LATIN_GAP * size, spread), _LETTER_SPACED * size)
    wide_gap = np.maximum(_WIDE_GAP * size, _SPREAD * usual)
    real = glyphs.spaced[1:] & latin_pair & (gap > _REAL_GAP * size)
    spaced = within & (real | (gap > np.where(latin_pair, latin_gap, wide_gap)))
    far = spaced & (gap > _COLUMN_GAP * size)
    return np.sort(np.append(np.flatnonzero(spaced), np.flatnonzero(far))) + 1


def _usual_gap(gap: Floats, number: Ints, starts: Ints, counts: Ints) -> Floats:
    """Per line: the lower median of the gaps between its glyphs, 0 for a line of one glyph."""
    padded = np.append(gap, 0.0)
    padded[starts + counts - 1] = np.inf  # the gap after a line's last glyph is none
    order = np.lexsort((padded, number))
    median = padded[order][starts + np.maximum(counts - 2, 0) // 2]
    return np.where(counts >= 2, np.maximum(median, 0.0), 0.0)
