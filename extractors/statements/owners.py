"""Whose the rows of a table are: the department's, or the unit's in whose block they stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.amounts import fold
from extractors.identity.units import unit_organization
from extractors.organizations import is_body, unit_name
from extractors.statements.headers import Panel
from extractors.statements.rows import TOTALS, RowKey, row_amounts
from extractors.tables import Row
from schemas.records import OrganizationRecord
from schemas.report import Report
from schemas.statement import fold_label


class Owners:
    """Follows the rows of one panel from top to bottom. `units` receives the units that the rows name."""

    def __init__(
        self,
        report: Report,
        panel: Panel,
        rows: Sequence[Row],
        keys: Sequence[RowKey],
        units: dict[str, OrganizationRecord],
    ) -> None:
        self._report, self._panel, self._units = report, panel, units
        self._org_id: str | None = report.org_id
        self._codes = {fold(row[c.index].text) for row in rows for c in (*panel.codes, *panel.units)}
        names = [self._name(row, key) for row, key in zip(rows, keys, strict=True)]
        self._apart = any(k.kind == "total" for k in keys) or not self._heads_units(rows, names)
        self._stacked = any(name and key.kind == "code" for name, key in zip(names, keys[1:], strict=False))

    def enter(self, row: Row, key: RowKey) -> str | None:
        """The owner of the next row; None where the table does not say whose it is.

        Rows under a unit's name state that unit's figures; a total row is the department's again. Where rows are
        stacked below their units, a row of figures that names no known thing may be the next unit, and a column of
        units may hold what is no known body, or an item's bare code: whose the rows are is then not known.
        """
        name = self._name(row, key)
        if name:
            own = {t for c in (*self._panel.codes, *self._panel.units) if (t := fold(row[c.index].text)).isdigit()}
            heads = any(code != mine and code.startswith(mine) for mine in own for code in self._codes)
            unit = unit_organization(name, self._report, apart=self._apart and not heads)
            self._org_id = unit.org_id
            if unit.org_id != self._report.org_id:
                self._units[unit.org_id] = unit
        elif key.kind == "total":
            self.leave_units()
        elif self._is_lost(row, key):
            self._org_id = None
        return self._org_id

    def leave_units(self) -> str:
        """From here on the rows are the department's."""
        self._org_id = self._report.org_id
        return self._report.org_id

    def _name(self, row: Row, key: RowKey) -> str:
        """The unit that a row names, in a column of units or as its label."""
        named = (fold(row[c.index].text) for c in self._panel.units if is_body(unit_name(row[c.index].text)))
        return next(named, key.label if key.kind == "unit" else "")

    def _heads_units(self, rows: Sequence[Row], names: Sequence[str]) -> bool:
        """Whether the department's own row stands for its units too, where no 合计 is printed: alone, or their sum."""
        own, others, is_alone = Decimal(0), Decimal(0), True
        for row, name in zip(rows, names, strict=True):
            if name and unit_organization(name, self._report, apart=False).org_id == self._report.org_id:
                own += sum(row_amounts(row, self._panel))
            elif name:
                is_alone = False
                others += sum(row_amounts(row, self._panel))
        return is_alone or own == others

    def _is_lost(self, row: Row, key: RowKey) -> bool:
        if key.kind == "unknown":
            return self._stacked and bool(row_amounts(row, self._panel))
        if key.kind not in ("code", "item") or not (self._panel.codes or self._panel.labels):
            return False
        texts = (fold_label(row[c.index].text) for c in self._panel.units)
        return any(t not in TOTALS and (key.kind == "item" or not t.isdigit()) for t in texts if t)
