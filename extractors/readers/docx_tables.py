"""The grid of a docx table: horizontal and vertical merges, skipped grid columns, rows of unequal length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from extractors.readers.docx_names import (
    CELL,
    CONTENT_CONTROL,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT,
    VAL,
    properties_of,
    w,
)
from extractors.readers.docx_values import whole_number
from extractors.readers.limits import MOST_COLUMNS, check_grid
from schemas.document import Cell, Table

_CELL_PROPERTIES = w("tcPr")
_ROW_PROPERTIES = w("trPr")
_CONTENT = w("sdtContent")
_TRANSPARENT = frozenset((w("customXml"), w("ins"), w("moveTo")))
_DELETED = w("del")
_SPAN = w("gridSpan")
_MERGE = w("vMerge")
_LEGACY_MERGE = w("hMerge")
_BEFORE = w("gridBefore")
_AFTER = w("gridAfter")
# What makes a table more than rows of cells of paragraphs; the names of a changed property stand within its change.
_NOT_PLAIN = (TABLE, CONTENT_CONTROL, _DELETED, _BEFORE, _AFTER, *_TRANSPARENT, w("moveFrom"), w("tcPrChange"))

_place = attrgetter("row", "col")


@dataclass(slots=True)
class _Slot:
    """A cell under construction; its row span grows while the merge goes on."""

    text: str
    row: int
    col: int
    col_span: int
    row_span: int = 1


class PrintedCell(NamedTuple):
    """A w:tc: its text and columns, its vertical merge (restart, continue or None), and whether the cell to its left
    has swallowed it."""

    text: str
    span: int
    merge: str | None
    swallowed: bool


class PrintedRow(NamedTuple):
    """A w:tr: its cells, and the grid columns that it skips before and after them."""

    before: int
    cells: list[PrintedCell]
    after: int


def lay_out(rows: Iterable[PrintedRow], name: str) -> tuple[Table | None, tuple[str, ...]]:
    """The table of these rows, and the texts that its merges hide; None where it has no cell.

    Work and memory grow with the number of cells. Cells that a row lacks at its ends are blank cells.
    Raises UnreadableDocument, with the file's `name`, where merges and skipped columns make the grid too large.
    """
    slots: list[_Slot] = []
    hidden: list[str] = []
    widths: list[int] = []
    cols = 0
    open_merges: dict[int, _Slot] = {}
    for row, (before, cells, after) in enumerate(rows):
        col, still_open = before, dict[int, _Slot]()
        slots.extend(_Slot("", row, at, 1) for at in range(col))
        last: _Slot | None = None
        for text, span, merge, swallowed in cells:
            above = open_merges.get(col) if merge == "continue" else None
            if swallowed and last is not None:
                last.col_span += span
                hidden += [text] if text else []
            elif above is not None and above.col_span == span:
                above.row_span += 1
                still_open[col] = last = above
                hidden += [text] if text else []
            else:
                last = _Slot(text, row, col, span)
                slots.append(last)
                if merge is not None:
                    still_open[col] = last
            col += span
        slots.extend(_Slot("", row, at, 1) for at in range(col, col + after))
        widths.append(col + after)
        cols = max(cols, col + after)
        check_grid(row + 1, cols, name)
        open_merges = still_open
    if not slots:
        return None, tuple(hidden)
    slots.extend(_Slot("", row, at, 1) for row, width in enumerate(widths) for at in range(width, cols))
    slots.sort(key=_place)
    placed = tuple(Cell(slot.text, slot.row, slot.col, slot.row_span, slot.col_span) for slot in slots)
    return Table(placed, rows=len(widths), cols=cols), tuple(hidden)


def is_plain(element: Any) -> bool:
    """Whether a w:tbl holds nothing but rows of cells of paragraphs: no table in it, no revision, no control."""
    inner = element.iterdescendants(*_NOT_PLAIN)
    return next(inner, None) is None


def plain_rows(element: Any) -> Iterator[PrintedRow]:
    """The rows of a plain w:tbl whose paragraphs hold runs of text alone, in one pass: most tables are such ones."""
    cells: list[PrintedCell] | None = None
    lines: list[list[str]] = []
    span, merge, swallowed, in_cell = 1, None, False, False
    for node in element.iter(ROW, CELL, PARAGRAPH, TEXT, _SPAN, _MERGE, _LEGACY_MERGE):
        tag = node.tag
        if tag == TEXT:
            if not lines:  # loose in a cell, a row or the table itself
                lines.append([])
            lines[-1].append(node.text or "")
        elif tag == PARAGRAPH:
            lines.append([])
        elif tag == _SPAN:
            span = max(_count(node), 1)
        elif tag == _MERGE:
            merge = node.get(VAL, "continue")
        elif tag == _LEGACY_MERGE:
            swallowed = node.get(VAL, "continue") == "continue"
        else:
            if in_cell and cells is not None:
                cells.append(PrintedCell(_joined(lines), span, merge, swallowed))
                if len(cells) > MOST_COLUMNS:
                    break
            span, merge, swallowed, in_cell = 1, None, False, tag == CELL
            lines.clear()
            if tag == ROW:
                if cells is not None:
                    yield PrintedRow(0, cells, 0)
                cells = []
    if cells is not None:
        if in_cell:
            cells.append(PrintedCell(_joined(lines), span, merge, swallowed))
        yield PrintedRow(0, cells, 0)


def _joined(lines: Sequence[Sequence[str]]) -> str:
    """The text of a cell with these runs of these paragraphs."""
    return join_lines(["".join(runs) for runs in lines])


def join_lines(lines: Sequence[str]) -> str:
    """The text of a cell with these paragraphs."""
    text = lines[0] if len(lines) == 1 else "\n".join([line.rstrip() for line in lines if line.strip()])
    return text.strip(" \t\r\n").rstrip()


def read_rows(element: Any, read_cell: Callable[[list[Any]], str]) -> Iterator[PrintedRow]:
    """The rows of any w:tbl; `read_cell` gives the text of a cell's children, called once a cell, in reading order."""
    for row in _rows(element):
        properties = properties_of(row, _ROW_PROPERTIES)
        cells = []
        for cell in _held(row, CELL):
            children = list(cell)
            span, merge, swallowed = _shape(children)
            cells.append(PrintedCell(read_cell(children), span, merge, swallowed))
        yield PrintedRow(_skipped(properties, _BEFORE), cells, _skipped(properties, _AFTER))


def _rows(element: Any) -> Iterator[Any]:
    """The rows that are printed: not the deleted ones, those in content controls included."""
    for row in _held(element, ROW):
        properties = properties_of(row, _ROW_PROPERTIES)
        if properties is None or properties.find(_DELETED) is None:
            yield row


def _held(element: Any, kind: str) -> Iterator[Any]:
    """The children of a kind, those in content controls and accepted insertions included."""
    for child in element:
        if child.tag == kind:
            yield child
        elif child.tag == CONTENT_CONTROL:
            content = child.find(_CONTENT)
            if content is not None:
                yield from _held(content, kind)
        elif child.tag in _TRANSPARENT:
            yield from _held(child, kind)


def _shape(children: list[Any]) -> tuple[int, str | None, bool]:
    """Columns, vertical merge (restart, continue or None), and whether the cell to its left has swallowed it."""
    span, merge, swallowed = 1, None, False
    if not children or children[0].tag != _CELL_PROPERTIES:
        return span, merge, swallowed
    for child in children[0]:
        tag = child.tag
        if tag == _SPAN:
            span = _count(child)
        elif tag == _MERGE:
            merge = child.get(VAL, "continue")
        elif tag == _LEGACY_MERGE:
            swallowed = child.get(VAL, "continue") == "continue"
    return max(span, 1), merge, swallowed


def _skipped(properties: Any | None, name: str) -> int:
    element = None if properties is None else properties.find(name)
    return 0 if element is None else _count(element)


def _count(element: Any) -> int:
    """A number of grid columns; what is no sensible number counts as none."""
    return min(max(whole_number(element.get(VAL), 0), 0), MOST_COLUMNS + 1)
