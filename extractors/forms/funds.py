"""The money block of a performance form: columns of budgets and results, or labels each with its amount."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from extractors.amounts import UNIT_FACTORS
from extractors.forms.columns import Column, Header, make_header, nest_header
from extractors.forms.draft import FormDraft
from extractors.forms.rows import Entry, FormRow, read_number
from schemas.performance import Label


def to_yuan(entry: Entry, *units: str | None) -> Decimal | None:
    """A cell's amount in yuan, by its own unit, else the first unit known; None for no amount or no unit."""
    amount = entry.amount
    unit = next((u for u in ((amount.unit if amount else None), *units) if u), None)
    return amount.value * UNIT_FACTORS[unit] if amount and unit else None


class FundBlock:
    """Reads the rows about money of one form, from top to bottom.

    `unit` is the table's. `doubt` names what was wrong with the row read last: unknown_unit, unplaced_amounts.
    """

    def __init__(self, unit: str | None, spans_known: bool) -> None:
        self._unit = unit
        self._spans_known = spans_known
        self._header: Header | None = None
        self._header_row = -1
        self._tasks = False
        self._sides: list[str] = []
        self._moved = False
        self.doubt: str | None = None

    def continue_with(self, unit: str | None, spans_known: bool) -> None:
        """Go on in the next page's table, whose columns may stand elsewhere."""
        self._unit, self._spans_known, self._moved = self._unit or unit, spans_known, True

    def read(self, row: FormRow, draft: FormDraft) -> bool:
        """Whether the row was one about money: a header, a row of amounts under it, or labels with amounts."""
        self._unit = row.unit or self._unit
        self.doubt = None
        if self._is_header(row):
            self._read_header(row)
            return True
        if self._header and self._read_columns(row, draft):
            return True
        return self._read_pairs(row, draft)

    def _is_header(self, row: FormRow) -> bool:
        """Two or more different column labels side by side and no number after the first of them."""
        first = next((i for i, e in enumerate(row.fresh) if e.is_label("amount", "score")), 0)
        if any(e.amount for e in row.fresh[first:]):
            return False
        marks = [e.is_label("amount", "score") for e in row.fresh]
        fields = {e.label.field for e in row.labels("amount", "score") if e.label}
        beside = any(a and b for a, b in pairwise(marks))
        return len(fields) >= 2 and beside

    def _read_header(self, row: FormRow) -> None:
        tasks = any(e.label and e.label.field == "tasks" for e in row.entries)
        if self._header and self._header_row == row.index - 1:
            self._header = nest_header(self._header, row)
        else:
            self._header, self._tasks, self._moved = make_header(row, row.labels("amount", "score")), tasks, False
        self._header_row = row.index

    def _read_columns(self, row: FormRow, draft: FormDraft) -> bool:
        assert self._header is not None
        named = [e for e in row.entries if e.is_label("amount")]
        words = [e for e in row.filled if e.label is None and e.amount is None and read_number(e.text) is None]
        label = named[-1].label if named else None
        if label is None and self._tasks:
            return bool(words)
        if label is None and any(e.text.strip("-—－–/") for e in words):
            return False
        pairs = self._placed(self._header, row)
        if not any(read_number(e.text) is not None for _, e in pairs):
            return bool(named)
        for column, entry in pairs:
            self._keep(column, label, entry, draft, f"{named[-1].text if named else ''}{column.text}")
        return True

    def _placed(self, header: Header, row: FormRow) -> list[tuple[Column, Entry]]:
        """The row's values under their columns; on a later page counted from the right, if there are as many."""
        if not self._moved:
            return [(c, e) for c, e in header.assign(row, self._spans_known) if not e.carried and e.label is None]
        values = row.entries[max((i for i, e in enumerate(row.entries) if e.label), default=-1) + 1 :]
        if len(values) == len(header.columns):
            return list(zip(header.columns, values, strict=True))
        self.doubt = "unplaced_amounts"
        return []

    def _keep(self, over: Column, row: Label | None, entry: Entry, draft: FormDraft, subject: str) -> None:
        column = over.label
        part = row.part if row and row.part not in ("", "total") else column.part or "total"
        if row and row.part not in ("", "total") and column.part not in ("", "total"):
            part = "detail"
        if column.group == "score":
            draft.note(entry.cell, subject, "percent" if column.field == "rate" else "score")
            if part == "total":
                self._keep_score(column.field, read_number(entry.text), draft)
            return
        if column.group != "amount" or entry.amount is None:
            return
        value = to_yuan(entry, over.unit, self._unit)
        if value is None:
            self.doubt = "unknown_unit"
            return
        draft.note(entry.cell, subject, (entry.amount.unit or over.unit or self._unit or ""))
        if part == "detail":
            return
        draft.set_amount(column.side or (row.side if row else ""), part, value)
        draft.fields.add(column.side or "budget")

    @staticmethod
    def _keep_score(field: str, value: Decimal | None, draft: FormDraft) -> None:
        if field == "rate" and draft.rate is None:
            draft.rate = value
        elif field == "score" and draft.execution_score is None:
            draft.execution_score = value

    def _read_pairs(self, row: FormRow, draft: FormDraft) -> bool:
        labels = row.labels("amount")
        if not labels:
            return False
        sides = [e.label.side for e in labels if e.label and e.label.side]
        if sides:
            self._sides = sides
        count = 0
        for entry in row.labels("amount", "score"):
            assert entry.label is not None
            value = row.after(entry)
            if entry.label.group == "score":
                if value:
                    self._keep(Column(entry.label, 0, 0), None, value, draft, entry.text)
                continue
            side = entry.label.side or (self._sides[count] if count < len(self._sides) else "")
            count += 1
            if value is not None:
                column = Column(Label("amount", "", side, entry.label.part), 0, 0)
                self._keep(column, None, value, draft, entry.text)
        return True
