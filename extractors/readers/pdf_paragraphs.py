"""Paragraphs: lines put together as they were before the page wrapped them, over page ends too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.readers.contents import entry_text
from extractors.readers.headings import heading_level, printed_number
from extractors.readers.pdf_frame import Frame
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_page import Page
from extractors.readers.pdf_tables import PlacedTable
from schemas.document import Run, Table

_STOP = re.compile(r"[。；：！？:;!?][”’）)》]*$")
_DOTS = 3
_LEADERS = re.compile(r"(?P<dots>[.．·…‥ ]{8,})[0-9]{1,4}$")
_LATIN = re.compile(r"[A-Za-z]")
# What a line end does not part: opening brackets, a number or word or one character, closing punctuation; and
# what stands in brackets before a number.
_WORD = re.compile(
    r"(?:[（(][^（()）]{1,3}[)）](?=[0-9]))?[（(《“‘【〔]*(?:[0-9A-Za-z.,%％+\-/]+|.)[，。；：、！？）)》”’】〕]*"
)
_INDENT = 0.9  # of the font size: less is not an indent
_LEADING = 1.8  # of the page's usual leading: a wider gap ends a paragraph
_SLACK = 0.5  # of the font size: a line that ends so near to the margin is full
_SUPPORT = 0.05  # of the lines: as many must begin at the left border
_RAGGED = 3.0  # points by which they may differ
_NEARLY = 0.7  # of the text area's width
_SIZE = 0.6  # points by which the size may differ within a paragraph
_CENTRED = 12.0  # points between a line's centre and the text area's
_TITLE = 1.25  # of the body's size: centred lines from here on make one title


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or heading as rebuilt: its text, where its pieces stand, and whether it is bold throughout."""

    text: str
    page: int
    runs: tuple[Run, ...]
    bold: bool


@dataclass(frozen=True, slots=True)
class _Area:
    """The text area of a kind of page: left and right border, usual leading (points), size of the body text,
    and whether paragraphs begin with an indent."""

    left: float
    right: float
    leading: float
    size: float
    indented: bool

    def balanced(self, line: Line) -> bool:
        """Whether a line's middle is the text area's."""
        return abs((line.x0 + line.x1) / 2 - (self.left + self.right) / 2) < _CENTRED

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, away from both borders."""
        aside = min(line.x0 - self.left, self.right - line.x1)
        return self.balanced(line) and aside > 1.5 * self.size

    def at_right(self, line: Line) -> bool:
        """Whether a line stands in the right half alone: a unit, a form's number, a signature."""
        return line.x0 > (self.left + self.right) / 2

    def nearly_full(self, line: Line) -> bool:
        """Whether a line takes most of the width, so that a word kept whole may have been too long for the rest."""
        return line.x1 - self.left > _NEARLY * (self.right - self.left)

    def holds_break(self, line: Line, following: Line) -> bool:
        """Whether a line ends because the following line's first word did not fit into it."""
        match = _WORD.match(following.text)
        length = match.end() if match else 1
        word = following.edges[length] - following.edges[0]
        return line.x1 + word + _SLACK * line.size > self.right


def rebuild(pages: Sequence[Page]) -> Iterator[TextBlock | Table]:
    """The paragraphs and tables of a document in reading order."""
    areas = _areas(pages)
    waiting: list[tuple[Page, Line]] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, PlacedTable):
                yield from _closed(waiting)
                yield item.table
            else:
                if waiting and not _goes_on(waiting, page, item, areas):
                    yield from _closed(waiting)
                waiting.append((page, item))
    yield from _closed(waiting)


def _goes_on(waiting: Sequence[tuple[Page, Line]], page: Page, line: Line, areas: dict[int, _Area]) -> bool:
    """Whether a line continues the paragraph that the waiting lines began."""
    above_page, above = waiting[-1]
    area, above_area = areas[_shape(page.frame)], areas[_shape(above_page.frame)]
    if abs(line.size - above.size) > _SIZE or _LEADERS.search(above.text) or entry_text(above.text) is not None:
        return False
    same_page = page.number == above_page.number
    if page.number > above_page.number + 1:
        return False
    gap = line.base - above.base
    if above_area.at_right(above):
        return False
    if same_page and not 0.9 * line.size < gap <= max(_LEADING * area.leading, 2.2 * line.size):
        return False
    if above_area.centred(above) and area.centred(line):
        return same_page and _one_title(waiting, line, above_area)
    ended = _STOP.search(above.text) is not None
    indent = line.x0 - area.left
    if not above_area.holds_break(above, line):
        flush = area.indented and indent < _INDENT * line.size and not ended
        return flush and above_area.nearly_full(above) and printed_number(line.text) is None
    if above.bold and not line.bold and not area.indented and heading_level(above.text, bold=True) is not None:
        return False
    if ended and printed_number(line.text) is not None:
        return False
    if area.centred(line) and same_page and above_area.balanced(above):
        return above.bold == line.bold and heading_level(above.text, bold=above.bold) is not None
    if indent > _INDENT * line.size:
        hanging = len(waiting) > 1 and abs(line.x0 - above.x0) < 0.5 * line.size
        level = same_page and abs(line.x0 - above.x0) < 0.5 * line.size
        return (hanging or level) and not ended and printed_number(line.text) is None
    return area.indented or not ended


def _one_title(waiting: Sequence[tuple[Page, Line]], line: Line, area: _Area) -> bool:
    """Whether a centred line goes on with the title that the centred lines above it began."""
    above = waiting[-1][1]
    if above.bold != line.bold or line.text[0] in "（(" or above.text.endswith("表"):
        return False
    if printed_number(line.text) is not None:
        return False
    return line.size >= _TITLE * area.size or area.holds_break(above, line)


def _closed(waiting: list[tuple[Page, Line]]) -> Iterator[TextBlock]:
    """The waiting lines as one block; none are waiting afterwards."""
    if waiting:
        yield _text_block(waiting)
        waiting.clear()


def _text_block(lines: Iterable[tuple[Page, Line]]) -> TextBlock:
    text = ""
    runs: list[Run] = []
    bold = True
    for page, line in lines:
        if text and _LATIN.match(text[-1]) and _LATIN.match(line.text):
            text += " "
        start = len(text)
        written, edges = _without_leaders(line)
        text += written
        box = page.frame.box_as_shown(line.box)
        edges = edges if page.frame.upright else ()
        runs.append(Run(start, len(text), page.number, box, edges))
        bold = bold and line.bold
    return TextBlock(text, runs[0].page, tuple(runs), bold)


def _without_leaders(line: Line) -> tuple[str, tuple[float, ...]]:
    """The text and borders of a line, with the dots that lead to a page number cut down to three."""
    match = _LEADERS.search(line.text)
    if match is None:
        return line.text, line.edges
    start, end = match.start() + _DOTS, match.end("dots")
    return line.text[:start] + line.text[end:], line.edges[:start] + line.edges[end:]


def _shape(frame: Frame) -> int:
    return round(frame.width)


def _areas(pages: Sequence[Page]) -> dict[int, _Area]:
    """The text area of each page width, from its lines."""
    lines: dict[int, list[list[Line]]] = {}
    for page in pages:
        own = [item for item in page.items if isinstance(item, Line)]
        lines.setdefault(_shape(page.frame), []).append(own)
    return {width: _area(width, runs) for width, runs in lines.items()}


def _area(width: int, pages: Sequence[Sequence[Line]]) -> _Area:
    lines = [line for own in pages for line in own]
    long = [line for line in lines if line.x1 - line.x0 > 0.5 * width]
    if not long:
        left = min((line.x0 for line in lines), default=0.1 * width)
        return _Area(left, width - left, 20.0, 12.0, True)
    left = _left_border(pages, width)
    right = float(np.percentile([line.x1 for line in long], 90))
    size = float(np.median([line.size for line in long]))
    gaps = [b.base - a.base for own in pages for a, b in pairwise(own) if abs(a.size - b.size) < _SIZE]
    leading = float(np.median([gap for gap in gaps if gap > 0.5 * size] or [1.5 * size]))
    starts = [
        b.x0 - left for own in pages for a, b in pairwise(own) if a.x1 < right - 4 * size and b.x1 - b.x0 > 0.4 * width
    ]
    indented = sum(start > _INDENT * size for start in starts) * 2 >= len(starts)
    return _Area(left, right, leading, size, indented)


def _left_border(pages: Sequence[Sequence[Line]], width: int) -> float:
    """Where the text begins on the left: the least x at which several long lines, or lines after one, begin."""
    starts: list[float] = []
    for own in pages:
        above = False
        for line in own:
            long = line.x1 - line.x0 > 0.5 * width
            if long or above:
                starts.append(line.x0)
            above = long
    starts.sort()
    enough = max(1, round(_SUPPORT * len(starts)))
    return next(x for x, later in zip(starts, starts[enough - 1 :], strict=False) if later - x < _RAGGED)
