"""Setting a manuscript on pages: where every line of text and every rule stands, for any PDF producer to draw.

Points from the top left corner of the page; a text's y is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from samples.manuscript import Grid, Heading, Manuscript, PageBreak, Paragraph
from samples.writers.lines import Measure, break_lines

_SHORT, _LONG, _MARGIN = 595.28, 841.89, 62.0
_LEADING = 1.65


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """`rules`: how tables are ruled: lines between cells, thin filled rectangles, one stroked box a cell,
    horizontal lines only, or none. `repeat`: header rows again on each page. `rotate`: wide tables on landscape
    pages. `furniture`: a running head with the title, beside the page number."""

    producer: Literal["reportlab", "fpdf2"] = "reportlab"
    rules: Literal["lines", "rects", "boxes", "horizontal", "none"] = "lines"
    repeat: bool = True
    rotate: bool = False
    furniture: bool = False
    cell_size: float = 7.5


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's outline; how it is drawn is the style's matter."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Page:
    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def set_pages(manuscript: Manuscript, style: PdfStyle, measure: Measure) -> list[Page]:
    """The manuscript's pages."""
    setter = _Setter(manuscript.title, style, measure)
    for block in manuscript.blocks:
        match block:
            case Heading():
                setter.heading(block)
            case Paragraph():
                setter.paragraph(block)
            case Grid():
                setter.grid(block)
            case PageBreak():
                setter.turn()
    return setter.pages


class _Setter:
    def __init__(self, title: str, style: PdfStyle, measure: Measure) -> None:
        self.title = title
        self.style = style
        self.measure = measure
        self.pages: list[Page] = []
        self.wide = False
        self.y = 0.0
        self._start()

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.page.width - 2 * _MARGIN

    def _start(self) -> None:
        size = (_LONG, _SHORT) if self.wide else (_SHORT, _LONG)
        self.pages.append(Page(*size))
        self.y = _MARGIN
        self._centred(f"— {len(self.pages)} —", self.page.height - 34, 9)
        if self.style.furniture:
            self.page.texts.append(Text(_MARGIN, 40, 9, self.title))

    def turn(self) -> None:
        """A new page, unless the page is still blank."""
        if self.y > _MARGIN:
            self._start()

    def _fit(self, height: float) -> None:
        if self.y + height > self.page.height - _MARGIN:
            self._start()

    def _centred(self, text: str, y: float, size: float) -> None:
        self.page.texts.append(Text((self.page.width - self.measure(text, size)) / 2, y, size, text))

    def _upright(self) -> None:
        if self.wide:
            self.wide = False
            self._start()

    def heading(self, heading: Heading) -> None:
        self._upright()
        size = {1: 16.0, 2: 14.0}.get(heading.level, 12.0)
        self._fit(size * _LEADING * 3)
        for line in break_lines(heading.text, self.room, size, self.measure):
            self.y += size * _LEADING
            if heading.level == 1:
                self._centred(line, self.y, size)
            else:
                self.page.texts.append(Text(_MARGIN, self.y, size, line))

    def paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.style in ("title", "caption"):
            if paragraph.style == "title":
                self._upright()
            size = 20.0 if paragraph.style == "title" else 13.0
            self._fit(size * _LEADING * 5)
            for line in break_lines(paragraph.text, self.room, size, self.measure):
                self.y += size * _LEADING
                self._centred(line, self.y, size)
            return
        if paragraph.style in ("unit", "contents") and "\t" in paragraph.text:
            self._tabbed(paragraph.text, 9.0 if paragraph.style == "unit" else 11.0)
            return
        if paragraph.style == "body":
            self._upright()
        size = 9.0 if paragraph.style in ("note", "unit") else 11.0
        indent = 2 * size if paragraph.style == "body" else 0.0
        for index, line in enumerate(break_lines(paragraph.text, self.room, size, self.measure, indent)):
            self._fit(size * _LEADING)
            self.y += size * _LEADING
            self.page.texts.append(Text(_MARGIN + (indent if index == 0 else 0.0), self.y, size, line))

    def _tabbed(self, text: str, size: float) -> None:
        left, right = text.split("\t", 1)
        self._fit(size * _LEADING)
        self.y += size * _LEADING
        if left:
            self.page.texts.append(Text(_MARGIN, self.y, size, left))
        self.page.texts.append(Text(self.page.width - _MARGIN - self.measure(right, size), self.y, size, right))

    def grid(self, grid: Grid) -> None:
        if self.style.rotate and grid.landscape and not self.wide:
            self.wide = True
            carried = self._take_caption()
            self._start()
            self._put_back(carried)
        table = _Table(grid, self.room, self.style.cell_size, self.measure)
        self.y += 6
        self._fit(sum(table.heights[: grid.header + 1]))
        row = 0
        while row < grid.rows:
            last = row + 1
            again = self.style.repeat and row > 0
            height = table.heights[row] + (sum(table.heights[: grid.header]) if again else 0.0)
            while last < grid.rows and self.y + height + table.heights[last] <= self.page.height - _MARGIN:
                height += table.heights[last]
                last += 1
            if again:
                self._part(table, 0, grid.header)
            self._part(table, row, last)
            row = last
            if row < grid.rows:
                self._start()
        self.y += 8

    def _take_caption(self) -> list[Text]:
        """The caption and unit lines that already stand above the table, to go with it to the new page."""
        foot = self.page.height - 34
        texts = [text for text in self.page.texts if text.y != foot]
        tail: list[Text] = []
        while texts and len(tail) < 4 and (not tail or tail[-1].y - texts[-1].y < 26) and texts[-1].size in (9.0, 13.0):
            tail.append(texts.pop())
        for text in tail:
            self.page.texts.remove(text)
        return tail[::-1]

    def _put_back(self, texts: list[Text]) -> None:
        for text in texts:
            self.y = _MARGIN + text.y - texts[0].y + 13
            far = text.x > _SHORT / 2
            x = self.page.width - _MARGIN - self.measure(text.text, text.size) if far else text.x
            if text.size == 13.0:
                x = (self.page.width - self.measure(text.text, text.size)) / 2
            self.page.texts.append(Text(x, self.y, text.size, text.text))

    def _part(self, table: _Table, first: int, last: int) -> None:
        """Draws rows [first, last) at the cursor; a cell that spans further is cut at the page's end."""
        tops = [self.y]
        for row in range(first, last):
            tops.append(tops[-1] + table.heights[row])
        for cell, lines in zip(table.grid.cells, table.lines, strict=True):
            begin, end = max(cell.row, first), min(cell.row + cell.row_span, last)
            if begin >= end:
                continue
            x0, x1 = _MARGIN + table.edges[cell.col], _MARGIN + table.edges[cell.col + cell.col_span]
            top, bottom = tops[begin - first], tops[end - first]
            self.page.boxes.append(Box(x0, top, x1, bottom))
            if cell.row < first:
                continue
            y = (top + bottom) / 2 - len(lines) * table.leading / 2
            for line in lines:
                y += table.leading
                width = self.measure(line, table.size)
                x = {"left": x0 + 3, "center": (x0 + x1 - width) / 2, "right": x1 - 3 - width}[cell.align]
                if line:
                    self.page.texts.append(Text(x, y - table.size * 0.3, table.size, line))
        self.y = tops[-1]


class _Table:
    """A grid's geometry: column edges, wrapped cell lines, row heights."""

    def __init__(self, grid: Grid, width: float, size: float, measure: Measure) -> None:
        self.grid = grid
        self.size = size
        self.leading = size * 1.35
        whole = sum(grid.widths)
        self.edges = [0.0]
        for share in grid.widths:
            self.edges.append(self.edges[-1] + width * share / whole)
        self.lines = [
            break_lines(cell.text, self.edges[cell.col + cell.col_span] - self.edges[cell.col] - 6, size, measure)
            for cell in grid.cells
        ]
        self.heights = [self.leading + 4.0] * grid.rows
        pairs = sorted(zip(grid.cells, self.lines, strict=True), key=lambda pair: pair[0].row_span)
        for cell, lines in pairs:
            needed = len(lines) * self.leading + 4.0
            last = cell.row + cell.row_span - 1
            lack = needed - sum(self.heights[cell.row : last + 1])
            if lack > 0:
                self.heights[last] += lack
