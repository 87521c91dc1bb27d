"""Lists of projects or purchases: their total, groups and units are facts, and the items where they have a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractors.amounts import fold, parse_amount
from extractors.identity.divisions import gazetteer
from extractors.organizations import is_body, unit_name
from extractors.statements.coordinates import Reading, column_concept, read_column, settle_measure
from extractors.statements.headers import Panel, is_helper, read_header
from extractors.statements.interpretation import Dimensions
from extractors.statements.owners import Owners
from extractors.statements.reading import StatementReader, StatementReading, leave_row, leave_rows, row_snippet
from extractors.statements.rows import RowKey, row_amounts
from extractors.statements.titles import scope_of
from extractors.tables import Row
from schemas.classification import functional
from schemas.statement import fold_label, vocabulary

_TOTALS = frozenset(("合计", "总计"))
_MONEY = frozenset(("total", "measure", "fund", "concept", "group"))


class ListReader(StatementReader):
    """Reads one list. A figure stands in a column that is declared as money, beside the name of its row."""

    def read(self) -> StatementReading:
        """The list's facts and leftovers."""
        panel = self._panel()
        if panel is None:
            return StatementReading(leftovers=list(leave_rows(self.table, self.report, "table_without_layout")))
        scope = scope_of(self.table)
        if scope != "none":
            self.statement = replace(self.statement, fund=scope)
        year = self.report.fiscal_year
        readings = [self._money(read_column(c, panel, self.statement, year), c.path) for c in panel.measures]
        body = self.table.grid[read_header(self.table.grid, functional()).rows :]
        rows = [row for row in body if not is_helper(row) and row_amounts(row, panel)]
        rows = [row for row, above in zip(rows, [None, *rows], strict=False) if not _goes_on(row, above, panel)]
        self._read_rows(rows, panel, readings)
        return self.out

    def _panel(self) -> Panel | None:
        """All columns of the list as one panel; None where no column names the items."""
        panels = read_header(self.table.grid, functional()).panels
        columns = [c for p in panels for c in (*p.codes, *p.labels, *p.units, *p.measures)]
        names = tuple(c for c in columns if any(fold_label(label) in self.statement.names for label in c.path))
        measures = tuple(c for p in panels for c in p.measures if c not in names and not p.ignored)
        units = tuple(c for p in panels for c in p.units if c not in names)
        return Panel((), names[:1], units, measures) if names and measures else None

    @staticmethod
    def _money(reading: Reading, path: Sequence[str]) -> Reading:
        """The reading of a column; a number of pieces and the like is unread."""
        terms = [vocabulary().read(label) for label in path]
        if any(term is not None and term.role in _MONEY for term in terms):
            return reading
        return replace(reading, unread=path[-1] if path else "")

    @staticmethod
    def _is_unit(row: Row, name: str, panel: Panel, coded: bool) -> bool:
        """Whether a row is a unit's: its code says so where codes are printed, else the place in its name."""
        if coded:
            return is_body(name) and any(fold(row[c.index].text).isdigit() for c in panel.units)
        return is_body(name) and gazetteer().leading(name) is not None

    def _key(self, row: Row, panel: Panel, coded: bool) -> RowKey:
        label = fold(row[panel.labels[0].index].text)
        if fold_label(label) in _TOTALS:
            return RowKey("total", label)
        if self._is_unit(row, unit_name(label), panel, coded):
            return RowKey("unit", label)
        term = vocabulary().read_whole(label) if label else None
        if term is not None and term.side == "procurement":
            return RowKey("label", label, term=term)
        return RowKey("item" if label and fold_label(label) != "小计" else "blank", label)

    def _read_rows(self, rows: Sequence[Row], panel: Panel, readings: Sequence[Reading]) -> None:
        coded = any(fold(row[c.index].text).isdigit() for row in rows for c in panel.units)
        keys = [self._key(row, panel, coded) for row in rows]
        pairs = list(zip(rows, keys, strict=True))
        owners = Owners(self.report, panel, rows, keys, self.out.units)
        heads = next((k.kind for k in keys if k.kind in ("unit", "label")), "") == "label"
        group: str | None = None
        sums = subtotals([(key.kind in ("total", "unit"), row_amounts(row, panel)[0]) for row, key in pairs])
        for place, (row, key) in enumerate(pairs):
            self.org_id = owners.enter(row, key)
            if key.term is not None:
                group = key.term.concept
                self.org_id = owners.leave_units() if heads else self.org_id
            elif key.kind == "total" or (key.kind == "unit" and not heads):
                group = None
            if key.kind == "blank" or place in sums or (key.kind == "item" and not self.statement.items):
                self.out.leftovers.append(leave_row(self.table, self.report, "list_item", row))
                continue
            self._read_row(row, key, panel, readings, group)

    def _read_row(self, row: Row, key: RowKey, panel: Panel, readings: Sequence[Reading], group: str | None) -> None:
        for column, reading in zip(panel.measures, readings, strict=True):
            cell = row[column.index]
            amount = parse_amount(cell.text)
            if cell.col != column.index:
                continue
            if amount is None:
                if any(c.isdigit() for c in cell.text):
                    self.leave("no_amount", cell)
                continue
            concept, fund = column_concept(reading, self.statement, readings)
            if group is not None:
                concept = group if concept == self.statement.totals["column"] else None
            if reading.unread is not None or concept is None:
                self.leave("unknown_column" if reading.unread else "no_concept", cell, key.label, column.path)
                continue
            measure = settle_measure(reading.measure, self.statement, self.report.is_budget)
            dimensions = Dimensions(concept, measure, fund or self.statement.fund, reading.unit or "CNY")
            name = "".join(row[panel.labels[0].index].text.split())
            named = replace(reading, item=name) if key.kind == "item" else reading
            self.add(dimensions, key, named, cell, amount, row_snippet(row))


def _goes_on(row: Row, above: Row | None, panel: Panel) -> bool:
    """Whether all names and figures of a row are merged with those of the row above: an item over its indicators."""
    return above is not None and all(row[c.index] is above[c.index] for c in (*panel.labels, *panel.measures[:1]))


def subtotals(rows: Sequence[tuple[bool, Decimal]]) -> frozenset[int]:
    """The items that sum up items below them. `rows`: whether a row heads a block (合计, a unit), and its amount.

    An item is one only where its block closes without it and not with it, so that no project is taken for a sum.
    """
    heads = [place for place, (is_head, _) in enumerate(rows) if is_head]
    found: set[int] = set()
    for head, end in pairwise((*heads, len(rows))):
        sums, closing = set(), sum(amount for _, amount in rows[head + 1 : end])
        place = head + 1
        while closing != rows[head][1] and place < end:
            parts = _parts(rows, place, end)
            if parts > place:
                sums.add(place)
                closing -= rows[place][1]
            place = parts + 1
        if closing == rows[head][1]:
            found |= sums
    return frozenset(found)


def _parts(rows: Sequence[tuple[bool, Decimal]], place: int, end: int) -> int:
    """The last of the rows below one that make up its amount; the row itself where none do."""
    rest = rows[place][1]
    for last in range(place + 1, end):
        rest -= rows[last][1]
        if rest <= 0:
            return last if rest == 0 and rows[place][1] else place
    return place
