"""Columns of a performance form: what a header row names, where it stands on later pages, which cell is under which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.amounts import find_unit
from extractors.forms.rows import Entry, FormRow
from schemas.performance import FormCatalog, Label

UNKNOWN = Label("ignored", "unknown")


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
        return [(best, e) for e in row.entries if (best := self._under(e)) is not None]

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
    """A second header row below the first: 全年预算数 over 总额, 财政拨款, 其他资金 gives one column for each.

    绩效指标 over 一级指标, 三级指标, 指标值 gives their columns.
    """
    columns: list[Column] = []
    slots: list[int] = []
    split: set[Column] = set()
    for i, entry in enumerate(row.entries):
        over = next((c for c in header.columns if c.first <= entry.first and entry.last <= c.last), None)
        if entry.carried or entry.label is None or entry.label.group not in ("amount", "indicator"):
            continue
        label = entry.label
        if over:
            split.add(over)
        if over and over.label.group == label.group == "amount":
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


def has_levels(rows: Sequence[FormRow], catalog: FormCatalog) -> bool:
    """Whether any cell is the name of a level (产出指标, 数量指标)."""
    return any(catalog.level_fields(e.text) for row in rows for e in row.filled)


def realign_header(rows: Sequence[FormRow], header: Header, catalog: FormCatalog) -> Header:
    """The header's columns on a page that prints none and whose columns may stand elsewhere.

    The column that holds level names fixes the place of the others, in their order; without level names
    the columns are counted from the right.
    """
    starts = sorted({e.first for row in rows for e in row.entries})
    fields = [c.label.field for c in header.columns]
    votes: Counter[tuple[str, int]] = Counter()
    for entry in (e for row in rows for e in row.filled):
        levels = catalog.level_fields(entry.text)
        # A name of either level (成本指标) is no evidence.
        if len(levels) == 1 and levels[0] in fields:
            votes[levels[0], entry.first] += 1
    if votes:
        ((field, col), _) = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        offset = starts.index(col) - fields.index(field)
    else:
        offset = len(starts) - len(fields)
    ends = [s - 1 for s in starts[1:]] + [max(e.last for row in rows for e in row.entries)]
    columns = {
        i + offset: Column(c.label, starts[i + offset], ends[i + offset], c.unit, c.text)
        for i, c in enumerate(header.columns)
        if 0 <= i + offset < len(starts)
    }
    return Header(tuple(columns.values()), len(starts), tuple(columns))


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
        empty = any(e.blank and not e.carried and (e.cell.row_span > 1 or (paged and not e.cell.page)) for e in entries)
        begins = empty and not self._inside and not turned
        self._inside = empty
        return begins


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
