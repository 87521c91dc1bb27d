"""Reads the rows of performance forms one after another: a form begins, its blocks follow, the next one begins."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.amounts import fold
from extractors.forms.columns import Header, has_levels, realign_header
from extractors.forms.draft import FormDraft, project_name
from extractors.forms.funds import FundBlock
from extractors.forms.goals import GoalBlock
from extractors.forms.indicators import IndicatorBlock, indicator_header, is_indicator_header
from extractors.forms.lists import ListBlock, is_list_header
from extractors.forms.rows import Entry, FormRow, FormTable, read_number
from schemas.performance import FormCatalog, Label


class FormReader:
    """The state of reading: the form at hand and its blocks. `drafts` are all forms found, in order.

    `meanings` say of the cells that belong to no form (totals of a list) what they are about, and their unit.
    """

    def __init__(self, catalog: FormCatalog) -> None:
        self.drafts: list[FormDraft] = []
        self.meanings: dict[int, tuple[str, str]] = {}
        self._catalog = catalog
        self._table: FormTable | None = None
        self._draft: FormDraft | None = None
        self._funds = FundBlock(None, True)
        self._goals = GoalBlock(True)
        self._indicators: IndicatorBlock | None = None
        self._list: ListBlock | None = None
        self._closed = False
        self._last: Entry | None = None
        self._printed: Header | None = None

    def open_table(self, table: FormTable, rows: Sequence[FormRow], continues: bool) -> None:
        """Begin a table; where it continues the one before, the form at hand stays open."""
        self._table = table
        if not continues:
            self._reset()
            return
        self._funds.continue_with(table.unit, table.spans_known)
        if self._list is not None:
            self._list.continue_with(rows, table.spans_known, table.table_id, table.titles)
        elif not any(is_indicator_header(r) for r in rows):
            self._continue_indicators(table, rows)

    def _continue_indicators(self, table: FormTable, rows: Sequence[FormRow]) -> None:
        """Go on with the indicators; where this form's header is not printed, the report's last one holds."""
        if self._printed is None or (self._indicators is None and not has_levels(rows, self._catalog)):
            return
        header = realign_header(rows, self._printed, self._catalog)
        if self._indicators is None:
            self._indicators = IndicatorBlock(header, table.spans_known, self._catalog, table.table_id)
        else:
            self._indicators.continue_with(header, table.spans_known, table.table_id, table.titles)

    @property
    def in_indicators(self) -> bool:
        """Whether the form at hand was last seen in its indicators."""
        return self._indicators is not None and not self._closed

    @property
    def open(self) -> bool:
        """Whether a form or a list is at hand that a following table might continue."""
        return self._draft is not None or self._list is not None

    def read(self, row: FormRow) -> str | None:
        """Read a row; the reason where nothing in a form's declaration claims it."""
        if not row.filled:
            return None
        if is_list_header(row):
            self._start_list(row)
            return None
        if self._list is not None and not self._heads(row):
            return self._read_list(row)
        if self._read_head(row):
            return None
        if is_indicator_header(row):
            self._start_indicators(row)
            return None
        if self._read_closing(row):
            return None
        if self._indicators is not None and not self._leaves(row):
            return None if self._indicators.read(row, self._current(row)) else "unread_indicator"
        return self._read_block(row)

    @staticmethod
    def _heads(row: FormRow) -> bool:
        """Whether a row begins a form of its own below a list: its first cell names the subject."""
        first = row.filled[0]
        return first.is_label("head") and row.after(first) is not None

    def _read_block(self, row: FormRow) -> str | None:
        draft = self._current(row)
        self._last = None
        if self._goals.read(row, draft):
            return None
        if self._funds.read(row, draft):
            self._goals.close()
            return self._funds.doubt
        if row.labels("ignored", "section") or self._is_title(row):
            return None
        return "unknown_row"

    def _current(self, row: FormRow) -> FormDraft:
        """The form at hand; one without a name of its own takes the table's title."""
        if self._draft is None:
            self._draft = self._blank(row)
            self.drafts.append(self._draft)
        return self._draft

    def _blank(self, row: FormRow) -> FormDraft:
        assert self._table is not None
        table = self._table
        title = next((t for t in table.titles if "表" in t), "")
        first = row.fresh[0].cell
        return FormDraft(table.table_id, table.section_id, table.part, title, first.row, row.page or table.page)

    def _begin(self, row: FormRow) -> FormDraft:
        self._reset()
        return self._current(row)

    def _reset(self) -> None:
        assert self._table is not None
        self._draft, self._list, self._indicators, self._last = None, None, None, None
        self._closed = False
        self._funds = FundBlock(self._table.unit, self._table.spans_known)
        self._goals = GoalBlock(self._table.spans_known)

    def _read_head(self, row: FormRow) -> bool:
        """Labels of the form's head with their values: the subject's name, the units."""
        read = False
        for entry in row.labels("head"):
            assert entry.label is not None
            value = row.after(entry)
            if self._indicators is not None and entry is not row.filled[0] and not read:
                continue
            self._set_head(row, entry.label.field, value.text if value else "")
            self._last = entry
            read = True
        return read or self._name_goes_on(row)

    def _set_head(self, row: FormRow, field: str, text: str) -> None:
        draft = self._draft
        used = draft is not None and self._indicators is not None
        named = draft is not None and bool(draft.name)
        if draft is None or used or (field == "name" and named):
            draft = self._begin(row)
        if field == "name":
            draft.name = project_name(text)
        elif field == "department" and not draft.name:
            draft.name, draft.subject = text, "department"
        elif field == "supervisor":
            draft.supervisor = draft.supervisor or text
        else:
            draft.budget_unit = draft.budget_unit or text

    def _name_goes_on(self, row: FormRow) -> bool:
        """The rest of a name that a page break cut: a blank label cell, one text, right after the name."""
        label = self._last.label if self._last else None
        filled = row.filled
        if label is None or label.field != "name" or self._draft is None or len(filled) != 1 or filled[0].label:
            return False
        if not row.fresh[0].blank or self._draft.amounts or self._goals.waits:
            return False
        self._draft.name += filled[0].text
        return True

    def _start_indicators(self, row: FormRow) -> None:
        assert self._table is not None
        header = indicator_header(row)
        draft = self._current(row)
        draft.fields |= {c.label.field for c in header.columns}
        self._printed = header
        if self._indicators is None:
            table = self._table
            self._indicators = IndicatorBlock(header, table.spans_known, self._catalog, table.table_id)
            self._indicators.begin(row)
        else:
            self._indicators.continue_with(header, self._table.spans_known, self._table.table_id)
        self._goals.close()
        self._last = None

    def _leaves(self, row: FormRow) -> bool:
        """Whether a row below the indicators is about something else: a note, or a block of goals or money."""
        first = row.filled[0]
        label = first.label
        return label is not None and (label.group == "ignored" or (label.group == "goal" and len(row.filled) <= 2))

    def _read_closing(self, row: FormRow) -> bool:
        """总分 and 等级: by their columns under an indicator header, else the number after the label."""
        first = row.filled[0]
        total = first.label is not None and (
            first.label.group == "closing" or (self._indicators is not None and first.label.part == "total")
        )
        alone = first.label == Label("score", "score") and row.after(first) is not None
        if not (total or alone) and not (row.labels("closing") and self._indicators is None):
            return False
        for i, entry in enumerate(row.fresh):
            if entry.label is None or entry.label.group not in ("closing", "amount", "score"):
                continue
            if entry.label.field == "grade":
                self._current(row).grade = next((e.text for e in row.fresh[i + 1 :] if not e.blank), None)
            else:
                self._read_total(row, row.fresh[i + 1 :])
        self._closed = True
        return True

    def _read_total(self, row: FormRow, after: Sequence[Entry]) -> None:
        draft = self._current(row)
        numbers = [e for e in after if e.label is None and read_number(e.text) is not None]
        header = self._indicators.header if self._indicators else None
        if header is not None and (self._spans_known() or len(row.entries) == header.width):
            under = {id(e.cell): c for c, e in header.assign(row, self._spans_known())}
            scored = [e for e in numbers if (c := under.get(id(e.cell))) and c.label.field == "score"]
            weights = [e for e in numbers if (c := under.get(id(e.cell))) and c.label.field == "weight"]
            numbers = scored or [e for e in numbers if e not in weights]
        if numbers and draft.total_score is None:
            draft.total_score = read_number(numbers[-1].text)
            draft.total_cell = numbers[-1].cell
            draft.total_table = self._table.table_id if self._table is not None else draft.table_id
            draft.note(numbers[-1].cell, "总分", "score")

    def _spans_known(self) -> bool:
        return self._table is not None and self._table.spans_known

    def _is_title(self, row: FormRow) -> bool:
        """A line over the form: its title, the year, the unit."""
        return len(row.filled) == 1 and self._indicators is None and fold(row.filled[0].text)[-1:] in ("表", ")", "度")

    def _start_list(self, row: FormRow) -> None:
        assert self._table is not None
        table = self._table
        unit = row.unit or table.unit
        if self._list is not None:
            self._list.begin_page(row, unit)
            return
        self._draft = None
        self._list = ListBlock(row, unit, table.spans_known, self._catalog, table.table_id)
        self._list.meanings = self.meanings

    def _read_list(self, row: FormRow) -> str | None:
        assert self._list is not None
        if self._list.nest(row):
            return None
        blank = self._blank(row)
        draft, reason = self._list.read(row, self._draft, blank)
        if draft is blank:
            self.drafts.append(blank)
        self._draft = draft
        return reason
