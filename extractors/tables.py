"""Logical tables: captions peeled off, pages joined, spans filled; what statements and forms read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.alignment import moved, realigned, shared_columns, widened
from extractors.amounts import find_unit, fold, parse_amount
from extractors.outline import Outline
from schemas.document import Cell, Document, Heading, Paragraph, Table
from schemas.statement import vocabulary

Row = tuple[Cell, ...]
_NAMED = re.compile(r"^(?:编制)?(?:部门|单位)(?:名称)?[:：]")
_NOTE = re.compile(r"^(?:注|说明|备注)[:：\d]")
_HEADER_ROLES = ("code", "label", "line", "unit", "measure", "fund", "total")
_CUT = 4
"""Characters that must be left of a label that is cut off."""
_CAPTION_LIMIT = 8
_CAPTION_LENGTH = 60
_FORM_NUMBER = re.compile(
    r"^[(（]?(?:财决)?(?:公开|预算|附|部门|单位)?\s*(?:表\s*\d{1,2}(?:-\d+)?|\d{1,2}(?:-\d+)?\s*表)[)）]?$"
)
_CONTINUED = re.compile(r"续表|[(（]续[)）]|^续(?:公开|预算|附)")
_ASIDE = re.compile(
    rf"{_FORM_NUMBER.pattern}|(?:编制)?(?:部门|单位)(?:名称)?[:：]|[(（].*[)）]$|[(（]?(?:19|20)\d\d年度?[)）]?$"
)


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table as its readers meet it.

    `titles` are the caption lines, nearest first; `unit` the money unit stated for the whole table; `grid` the rows
    without captions and notes, every cell repeated over its span; `notes` the lines peeled off below it.
    """

    table_id: str
    titles: tuple[str, ...]
    unit: str | None
    grid: tuple[Row, ...]
    notes: tuple[str, ...]
    section_id: str | None
    part: str
    page: int | None
    page_end: int | None
    spans_known: bool
    cells: tuple[Cell, ...] = field(repr=False)
    rows: int = 0
    cols: int = 0

    @property
    def title(self) -> str | None:
        """The nearest caption line that names the table and not its unit, number, year or department."""
        lines = (t for t in self.titles if not (find_unit(t) or _ASIDE.match(fold(t))))
        return next(lines, self.titles[0] if self.titles else None)


def fill_spans(table: Table) -> list[list[Cell]]:
    """Rows x columns with every cell repeated over its span; a hole of a ragged table is a blank cell."""
    blank = Cell("", -1, -1)
    grid = [[blank] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for c in range(cell.col, min(cell.col + cell.col_span, table.cols)):
                if grid[r][c] is blank:
                    grid[r][c] = cell
    return [[Cell("", r, c) if cell is blank else cell for c, cell in enumerate(row)] for r, row in enumerate(grid)]


def distinct(row: Sequence[Cell]) -> list[Cell]:
    """The row's cells without repeats, in order."""
    seen: list[Cell] = []
    for cell in row:
        if not seen or cell is not seen[-1]:
            seen.append(cell)
    return seen


def row_texts(row: Sequence[Cell]) -> list[str]:
    """The folded texts of the row's cells, once each, without blank ones."""
    return [text for c in distinct(row) if (text := fold(c.text))]


def _is_caption(row: Sequence[Cell], width: int) -> bool:
    """A row inside the table that belongs to its caption: the title, 公开01表, 部门：X 单位：万元."""
    texts = row_texts(row)
    if not texts:
        return True
    if any(parse_amount(t) for t in texts):
        return False
    if all(find_unit(t) or _FORM_NUMBER.match(t) or _NAMED.match(t) for t in texts):
        return True
    spanning = max(c.col_span for c in distinct(row) if fold(c.text)) >= max(2, width - 1)
    return len(texts) == 1 and (spanning or bool(re.search(r"(?:表|年度?\))$", texts[0]))) and texts[0][-1] in "表）)度"


def _peel(grid: list[list[Cell]], width: int) -> tuple[list[str], list[list[Cell]], list[str]]:
    """Caption lines at the top and note lines at the bottom taken off; the rest is the body with its header."""
    top = 0
    while top < min(len(grid), 5) and width > 1 and _is_caption(grid[top], width):
        top += 1
    end = len(grid)
    while end > top:
        texts = row_texts(grid[end - 1])
        if texts and not (len(texts) == 1 and _NOTE.match(texts[0])):
            break
        end -= 1
    captions = [c.text.strip() for row in grid[:top] for c in distinct(row) if fold(c.text)]
    notes = [t for row in grid[end:] for t in row_texts(row)]
    return captions, grid[top:end], notes


def _captions_before(document: Document, index: int) -> list[str]:
    """The short lines between the previous table and this one, nearest first."""
    lines: list[str] = []
    for block in reversed(document.blocks[max(0, index - _CAPTION_LIMIT) : index]):
        if isinstance(block, Table):
            break
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Paragraph) and block.kind != "contents" and fold(block.text):
            if len(fold(block.text)) > _CAPTION_LENGTH or fold(block.text)[-1] in "。；;":
                break
            lines.append(block.text)
    return lines


def _notes_after(document: Document, index: int) -> list[str]:
    notes: list[str] = []
    for block in document.blocks[index + 1 : index + 4]:
        if not isinstance(block, Paragraph) or not (_NOTE.match(fold(block.text)) or not fold(block.text)):
            break
        if fold(block.text):
            notes.append(block.text)
    return notes


def _is_bare(lines: Sequence[str], known: Sequence[str]) -> bool:
    """Whether lines between two tables say nothing new: repeated captions, unit lines, form numbers, 续表."""
    old = {fold(k) for k in known}
    for line in lines:
        text = fold(line)
        if text in old or find_unit(text) or _FORM_NUMBER.match(text) or _CONTINUED.search(text):
            continue
        return False
    return True


def _header_length(first: Sequence[Sequence[Cell]], second: Sequence[Sequence[Cell]]) -> int:
    """How many rows of the second page repeat the first page's header."""
    ahead = [row_texts(row) for row in first[:6]]
    count = 0
    for row in second[:6]:
        texts = row_texts(row)
        if len(texts) < 3 and not any(vocabulary().read_whole(t) for t in texts):
            break  # a label and its value (项目名称 …) name a form, not columns
        if texts and any(_alike(texts, row) for row in ahead) and not any(parse_amount(t) and "." in t for t in texts):
            count += 1
        else:
            break
    return count


def _alike(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two header rows say the same; a label that is repeated on the next page may be cut off there."""
    return len(texts) == len(others) and all(
        a == b or (min(len(a), len(b)) >= _CUT and (a.startswith(b) or b.startswith(a)))
        for a, b in zip(texts, others, strict=True)
    )


def _continues(first: LogicalTable, body: list[list[Cell]], between: Sequence[str], table: Table) -> bool:
    """Whether a table is the next page of the one before: nothing new between, and the same columns."""
    if not body or not _is_bare(between, first.titles):
        return False
    if _header_length(first.grid, body):
        return True
    alike = first.cols == table.cols or _is_open(first, table)
    return alike and not _is_header(body[0]) and not _is_sibling(first.grid, body[0])


def _is_open(first: LogicalTable, table: Table) -> bool:
    """Whether white space parts the columns of both, on pages: each found its own."""
    return (
        not first.spans_known and not table.spans_known and all(c.box is not None for c in (*first.cells, *table.cells))
    )


def _aligned(
    first: LogicalTable, body: list[list[Cell]], table: Table
) -> tuple[LogicalTable, list[list[Cell]], Table] | None:
    """A table and its next page on the same columns; None where they are not the same columns."""
    if not _is_open(first, table):
        return first, body, table
    shared = shared_columns(first.cells, table.cells)
    if shared is None:
        return None
    own, other = shared
    width = max(first.cols, table.cols)
    if own != tuple(range(width)):
        grid = tuple(widened(row, own, width) for row in first.grid)
        first = replace(first, grid=grid, cells=tuple(moved(c, own) for c in first.cells), cols=width)
    if other != tuple(range(width)):
        body = [list(widened(row, other, width)) for row in body]
        table = replace(table, cells=tuple(moved(c, other) for c in table.cells), cols=width)
    return first, body, table


def _is_sibling(first: Sequence[Row], row: Sequence[Cell]) -> bool:
    """Whether a row begins a table of the same form (项目名称 …) and not the next page of this one."""
    if not first:
        return False
    own, other = (row_texts(r) for r in (first[0], row))
    return bool(own and other) and own[0] == other[0] and own != other and not parse_amount(own[0])


def _is_header(row: Sequence[Cell]) -> bool:
    """Whether a row names columns: no figure in it, and two labels or more that tables print in headers."""
    if any(parse_amount(c.text) for c in row):
        return False
    terms = [vocabulary().read_whole(c.text) for c in distinct(row) if fold(c.text)]
    return sum(1 for t in terms if t is not None and t.role in _HEADER_ROLES) >= 2


def _joined(first: LogicalTable, body: list[list[Cell]], table: Table, notes: Sequence[str]) -> LogicalTable:
    """The first table with the next page's rows below, renumbered, its repeated header dropped."""
    width = max(first.cols, table.cols)
    offset = first.rows
    moved: dict[int, Cell] = {}

    def move(cell: Cell) -> Cell:
        return moved.setdefault(id(cell), replace(cell, row=cell.row + offset))

    drop = _header_length(first.grid, body)
    rows = tuple(tuple(move(c) for c in row) for row in body[drop:])
    grid = tuple(r + tuple(Cell("", r[0].row, c) for c in range(len(r), width)) for r in (*first.grid, *rows) if r)
    return replace(
        first,
        grid=grid,
        notes=(*first.notes, *notes),
        page_end=max((c.page or 0 for c in table.cells), default=0) or first.page_end,
        cells=(*first.cells, *(move(c) for c in table.cells)),
        rows=offset + table.rows,
        cols=width,
    )


def assemble_tables(document: Document, outline: Outline) -> tuple[LogicalTable, ...]:
    """All tables of a document in reading order, continuation pages joined to their first page."""
    found: list[LogicalTable] = []
    last_index = -1
    for index, table in _tables(document):
        fitted = None
        if found and last_index == index - 1 and table.spans_known:
            fitted = realigned(found[-1].cells, found[-1].cols, table)
        table = fitted or table
        captions, body, notes = _peel(fill_spans(table), table.cols)
        before = _captions_before(document, index)
        section = outline.sections[outline.section_of[index]].record
        adjacent = last_index >= 0 and not any(
            isinstance(b, Paragraph) and len(fold(b.text)) > _CAPTION_LENGTH
            for b in document.blocks[last_index + 1 : index]
        )
        between = [*captions, *before] if last_index >= 0 else []
        notes = [*notes, *_notes_after(document, index)]
        whole = found[-1] if found and adjacent and found[-1].part == section.part else None
        if whole and _continues(whole, body, between, table) and (pair := _aligned(whole, body, table)):
            first, body, table = pair
            found[-1] = _joined(first, body, table, notes)
        else:
            lines = [*reversed(captions), *before]
            found.append(
                LogicalTable(
                    table_id=f"t{len(found) + 1}",
                    titles=tuple(lines),
                    unit=next((u for u in map(find_unit, (*lines, *notes)) if u), None),
                    grid=tuple(tuple(row) for row in body),
                    notes=tuple(notes),
                    section_id=section.section_id,
                    part=section.part,
                    page=table.page,
                    page_end=max((c.page or 0 for c in table.cells), default=0) or table.page,
                    spans_known=table.spans_known,
                    cells=table.cells,
                    rows=table.rows,
                    cols=table.cols,
                )
            )
        last_index = index
    return tuple(found)


def _tables(document: Document) -> Iterator[tuple[int, Table]]:
    return ((i, b) for i, b in enumerate(document.blocks) if isinstance(b, Table))
