"""Rows of a performance form: the cells of a row once each, with the labels among them, and the columns of a header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from extractors.amounts import Amount, find_unit, fold, is_blank, parse_amount
from extractors.targets import find_quantities
from schemas.document import Cell
from schemas.performance import FormCatalog, Label


class FormTable(Protocol):
    """What a form reader needs of a logical table."""

    @property
    def table_id(self) -> str: ...
    @property
    def titles(self) -> tuple[str, ...]: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def grid(self) -> tuple[tuple[Cell, ...], ...]: ...
    @property
    def section_id(self) -> str | None: ...
    @property
    def part(self) -> str: ...
    @property
    def page(self) -> int | None: ...
    @property
    def spans_known(self) -> bool: ...


def clean(text: str) -> str:
    """A cell's text without the white space of line wraps; a space stays between two Latin words."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", text.strip())


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a row, once: it stands in the columns first..last. `carried`: merged down from the row above."""

    cell: Cell
    first: int
    last: int
    carried: bool
    label: Label | None

    @property
    def text(self) -> str:
        """The text as printed, without line wraps."""
        return clean(self.cell.text)

    @property
    def blank(self) -> bool:
        """True for an empty cell; a dash is not blank."""
        return not self.cell.text.strip()

    @property
    def amount(self) -> Amount | None:
        """The number that the cell is, if it is one."""
        return parse_amount(self.cell.text)

    def is_label(self, *groups: str) -> bool:
        """Whether the cell is a label of one of the groups."""
        return self.label is not None and self.label.group in groups


class Stretch:
    """Watches a column of merged cells for an empty stretch: a group whose name stands on another page.

    An empty stretch at the head of a page belongs to the group before it; one in mid page begins a group
    whose name is printed on the next. A stretch is a merged empty cell, or cells that a PDF leaves unruled.
    """

    def __init__(self) -> None:
        self._inside = False

    def begins(self, row: FormRow, entries: Sequence[Entry], turned: bool) -> bool:
        """Whether a group without a name begins in this row; `turned` where the row is the first of its page."""
        paged = row.page is not None
        empty = [e for e in entries if e.blank and not e.carried and (e.cell.row_span > 1 or (paged and not e.cell.page))]
        new = bool(empty) and not self._inside and not turned
        self._inside = bool(empty)
        return new


class PageWatch:
    """Notices where a new page begins among rows: there a merged cell of the page before may go on, empty."""

    def __init__(self) -> None:
        self._page: int | None = None
        self._index = -1

    def turned(self, row: FormRow) -> bool:
        """Whether the row is the first of a page or of a table; to be asked once for every row."""
        turned = row.index <= self._index or (row.page is not None and row.page != self._page)
        self._page, self._index = row.page or self._page, row.index
        return turned


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form. `entries` are all its cells, `fresh` those that begin in this row."""

    index: int
    entries: tuple[Entry, ...]

    @property
    def fresh(self) -> tuple[Entry, ...]:
        """The cells that begin here, blank ones included."""
        return tuple(e for e in self.entries if not e.carried)

    @property
    def filled(self) -> tuple[Entry, ...]:
        """The cells that begin here and are not empty."""
        return tuple(e for e in self.entries if not e.carried and not e.blank)

    @property
    def page(self) -> int | None:
        """The page of the row's first cell that knows one."""
        return next((e.cell.page for e in self.fresh if e.cell.page), None)

    @property
    def unit(self) -> str | None:
        """The money unit that a label of this row states: 项目资金（万元）."""
        return next((u for e in self.entries if not e.amount and (u := find_unit(e.cell.text))), None)

    def after(self, label: Entry) -> Entry | None:
        """The value beside a label: the next cell that is not empty, unless another label comes first."""
        rest = self.fresh[self.fresh.index(label) + 1 :]
        value = next((e for e in rest if not e.blank), None)
        return value if value is not None and value.label is None else None

    def labels(self, *groups: str) -> tuple[Entry, ...]:
        """The labels of these groups that begin in this row."""
        return tuple(e for e in self.fresh if e.is_label(*groups))


def form_rows(table: FormTable, catalog: FormCatalog) -> Iterator[FormRow]:
    """The rows of a table with the labels among their cells."""
    above: set[int] = set()
    for index, cells in enumerate(table.grid):
        entries: list[Entry] = []
        for col, cell in enumerate(cells):
            if entries and entries[-1].cell is cell:
                last = entries[-1]
                entries[-1] = Entry(cell, last.first, col, last.carried, last.label)
            else:
                entries.append(Entry(cell, col, col, id(cell) in above, catalog.find(cell.text)))
        above = {id(cell) for cell in cells}
        entries = [part for entry in entries for part in _split(entry, catalog)]
        yield FormRow(index, tuple(entries))


UNKNOWN = Label("ignored", "unknown")


def _split(entry: Entry, catalog: FormCatalog) -> tuple[Entry, ...]:
    """项目名称：午餐补助 in one cell is a label and its value."""
    head, colon, tail = entry.text.replace("：", ":").partition(":")
    label = catalog.find(head) if entry.label is None and colon and tail else None
    if label is None or label.group not in ("head", "amount", "goal", "closing", "score"):
        return (entry,)
    value = replace(entry.cell, text=tail)
    return replace(entry, label=label), Entry(value, entry.first, entry.last, entry.carried, None)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a header: what its label means, where it stands and the money unit that it states."""

    label: Label
    first: int
    last: int
    unit: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a header row names. `width` is how many cells the header row had."""

    columns: tuple[Column, ...]
    width: int
    slots: tuple[int, ...]

    def has(self, field: str) -> bool:
        """Whether a column of that field is there."""
        return any(c.label.field == field for c in self.columns)

    def assign(self, row: FormRow, spans_known: bool) -> list[tuple[Column, Entry]]:
        """Every cell of a row under its column; cells under no named column are left out.

        Where the format lost the merges, a row with as many cells as the header is read cell by cell;
        else each cell goes to the column that it overlaps most.
        """
        if not spans_known and len(row.entries) == self.width:
            by_slot = dict(zip(self.slots, self.columns, strict=True))
            return [(by_slot[i], e) for i, e in enumerate(row.entries) if i in by_slot]
        pairs = [(best, e) for e in row.entries if (best := self._under(e)) is not None]
        return pairs

    def _under(self, entry: Entry) -> Column | None:
        best, most = None, 0
        for column in self.columns:
            overlap = min(entry.last, column.last) - max(entry.first, column.first) + 1
            if overlap > most:
                best, most = column, overlap
        return best


def make_header(row: FormRow, keep: Iterable[Entry]) -> Header:
    """A header from the cells `keep` of a row; a cell that is no known label still holds its place."""
    kept = list(keep)
    columns = tuple(Column(e.label or UNKNOWN, e.first, e.last, find_unit(e.cell.text), e.text) for e in kept)
    return Header(columns, len(row.entries), tuple(row.entries.index(e) for e in kept))


def nest_header(header: Header, row: FormRow) -> Header:
    """A second header row below the first: 全年预算数 over 总额, 财政拨款, 其他资金 gives one column for each."""
    columns: list[Column] = []
    slots: list[int] = []
    split: set[Column] = set()
    for i, entry in enumerate(row.entries):
        over = next((c for c in header.columns if c.first <= entry.first and entry.last <= c.last), None)
        if entry.carried or entry.label is None or entry.label.group != "amount":
            continue
        label = entry.label
        if over:
            split.add(over)
        if over and over.label.group == "amount":
            side = label.side or over.label.side
            part = label.part if over.label.part in ("", "total") else over.label.part
            if over.label.part and label.part not in ("", "total"):
                part = "detail"
            label = Label("amount", side or part, side, part)
        unit = find_unit(entry.cell.text) or (over.unit if over else None)
        columns.append(Column(label, entry.first, entry.last, unit, f"{over.text if over else ''}{entry.text}"))
        slots.append(i)
    kept = [(c, s) for c, s in zip(header.columns, header.slots, strict=True) if c not in split]
    both = sorted([*kept, *zip(columns, slots, strict=True)], key=lambda pair: pair[0].first)
    return Header(tuple(c for c, _ in both), len(row.entries), tuple(s for _, s in both))


def read_number(text: str) -> Decimal | None:
    """The number of a weight, score or rate cell: 12.5, 10分, 96.15%; None for a dash, a blank or words."""
    if is_blank(text):
        return None
    amount = parse_amount(text)
    if amount is not None:
        return amount.value
    found = list(find_quantities(text))
    return found[0].value if len(found) == 1 and len(fold(text)) <= len(found[0].text) + 2 else None


def join_texts(entries: Sequence[Entry]) -> str:
    """The texts of cells under one column, in order."""
    return "".join(e.text for e in entries)
