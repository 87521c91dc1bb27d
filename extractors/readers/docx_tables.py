"""The grid of a docx table: horizontal and vertical merges, skipped grid columns, rows of unequal length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from extractors.readers.docx_names import CELL, CONTENT_CONTROL, ROW, VAL, w
from schemas.document import Cell, Table

_CELL_PROPERTIES = w("tcPr")
_ROW_PROPERTIES = w("trPr")
_CONTENT = w("sdtContent")
_TRANSPARENT = frozenset((w("customXml"), w("ins"), w("moveTo")))
_SPAN = w("gridSpan")
_MERGE = w("vMerge")
_LEGACY_MERGE = w("hMerge")
_COLUMN_LIMIT = 1_000


@dataclass(slots=True)
class _Slot:
    """A cell under construction; its row span grows while the merge goes on."""

    text: str
    row: int
    col: int
    col_span: int
    row_span: int = 1


def read_table(element: Any, read_cell: Callable[[Any], str]) -> tuple[Table | None, tuple[str, ...]]:
    """The table of a w:tbl, and the texts that its merges hide; None where it has no cell.

    `read_cell` gives a cell's printed text; it is called once a cell, in reading order. Work and memory grow with
    the number of cells. Cells that a row lacks at its ends are blank cells.
    """
    slots: list[_Slot] = []
    hidden: list[str] = []
    widths: list[int] = []
    open_merges: dict[int, _Slot] = {}
    for row, row_element in enumerate(_rows(element)):
        col, still_open = _skipped(row_element, "gridBefore"), dict[int, _Slot]()
        slots.extend(_Slot("", row, at, 1) for at in range(col))
        last: _Slot | None = None
        for cell in _cells(row_element):
            span, merge, swallowed = _shape(cell)
            text = read_cell(cell)
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
        after = _skipped(row_element, "gridAfter")
        slots.extend(_Slot("", row, at, 1) for at in range(col, col + after))
        widths.append(col + after)
        open_merges = still_open
    if not slots:
        return None, tuple(hidden)
    cols = max(widths)
    slots.extend(_Slot("", row, at, 1) for row, width in enumerate(widths) for at in range(width, cols))
    slots.sort(key=lambda slot: (slot.row, slot.col))
    cells = tuple(Cell(slot.text, slot.row, slot.col, slot.row_span, slot.col_span) for slot in slots)
    return Table(cells, rows=len(widths), cols=cols), tuple(hidden)


def _rows(element: Any) -> Iterator[Any]:
    """The rows that are printed: not the deleted ones, those in content controls included."""
    for child in element:
        if child.tag == ROW:
            properties = child.find(_ROW_PROPERTIES)
            if properties is None or properties.find(w("del")) is None:
                yield child
        elif child.tag == CONTENT_CONTROL:
            content = child.find(_CONTENT)
            if content is not None:
                yield from _rows(content)
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag == CONTENT_CONTROL:
            content = child.find(_CONTENT)
            if content is not None:
                yield from _cells(content)
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)


def _shape(cell: Any) -> tuple[int, str | None, bool]:
    """Columns, vertical merge (restart, continue or None), and whether the cell to its left has swallowed it."""
    properties = cell.find(_CELL_PROPERTIES)
    if properties is None:
        return 1, None, False
    span, merge, swallowed = 1, None, False
    for child in properties:
        if child.tag == _SPAN:
            span = _count(child)
        elif child.tag == _MERGE:
            merge = child.get(VAL, "continue")
        elif child.tag == _LEGACY_MERGE:
            swallowed = child.get(VAL, "continue") == "continue"
    return max(span, 1), merge, swallowed


def _skipped(row: Any, name: str) -> int:
    properties = row.find(_ROW_PROPERTIES)
    element = None if properties is None else properties.find(w(name))
    return 0 if element is None else _count(element)


def _count(element: Any) -> int:
    """A number of grid columns; what is no sensible number counts as none."""
    value = element.get(VAL, "")
    return min(int(value), _COLUMN_LIMIT) if value.isdecimal() else 0
