"""Rows of a performance form: the cells of a row once each, with the labels among them, and the columns of a header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from extractors.amounts import Amount, find_unit, fold, is_blank, parse_amount
from extractors.forms.targets import find_quantities
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


def _split(entry: Entry, catalog: FormCatalog) -> tuple[Entry, ...]:
    """项目名称：午餐补助 in one cell is a label and its value."""
    head, colon, tail = entry.text.replace("：", ":").partition(":")
    label = catalog.find(head) if entry.label is None and colon and tail else None
    if label is None or label.group not in ("head", "amount", "goal", "closing", "score"):
        return (entry,)
    value = replace(entry.cell, text=tail)
    return replace(entry, label=label), Entry(value, entry.first, entry.last, entry.carried, None)


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
