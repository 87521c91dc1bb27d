"""Performance forms as a list: one header over many projects, a project's cells merged over its indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.forms.columns import Column, PageWatch, Stretch, make_header, nest_header, realign_header
from extractors.forms.draft import FormDraft, IndicatorDraft, project_name
from extractors.forms.funds import to_yuan
from extractors.forms.indicators import IndicatorBlock, fresh_fields
from extractors.forms.levels import Group
from extractors.forms.rows import Entry, FormRow, clean, join_texts, read_number
from extractors.organizations import clean_name, is_body
from schemas.performance import FormCatalog, Label

_ITEM = re.compile(r"(?:^|(?<=[。；;.]))\s*\d{1,3}\s*[、.．]\s*(?=\d{1,3}\s*[-－—])")
_CODED = re.compile(r"^\d{1,3}[-－—]")


def is_list_header(row: FormRow) -> bool:
    """A row that names a project column beside columns of money, goals or indicators."""
    fresh = row.fresh
    name = next((i for i, e in enumerate(fresh) if e.label == Label("head", "name")), None)
    if name is None or any(e.amount for e in fresh):
        return False
    beside = name + 1 < len(fresh) and fresh[name + 1].label is not None
    fields = {(e.label.group, e.label.field) for e in row.labels("amount", "goal", "indicator", "section") if e.label}
    goals = any(e.is_label("goal", "indicator") or e.label == Label("section", "indicators") for e in fresh)
    return beside and goals and len(fields) >= 2


def split_indicators(text: str, catalog: FormCatalog) -> Iterator[IndicatorDraft]:
    """The indicators of one cell: 1、1-产出指标；11-数量指标；检查次数；年度指标值:≥20场。2、…

    The level names carry codes; then comes the indicator's name; the values stand after their labels, to the next one.
    """
    for item in _ITEM.split(text):
        levels: list[str] = []
        names: list[str] = []
        values: dict[str, str] = {}
        value = ""
        for piece in re.split(r"[；;]", clean(item).strip("。；;.")):
            head, colon, tail = piece.replace("：", ":").partition(":")
            label = catalog.find(head) if colon else None
            if label and label.group == "indicator":
                value = label.field
                values[value] = tail
            elif value:
                values[value] += f"；{piece}"
            elif _CODED.match(piece) and len(levels) < 2 and not names:
                levels.append(_CODED.sub("", piece))
            elif piece:
                names.append(piece)
        target = values.get("target", values.get("period_target", ""))
        if names and target:
            first, second = (*levels, None, None)[:2]
            yield IndicatorDraft(Group(first), Group(second), "；".join(names), target, values.get("actual", ""))


def _is_unit(name: str) -> bool:
    """Whether a name is a body's, also where its second name follows in brackets."""
    names = re.split(r"[(（]", name.rstrip(")）")) if name.endswith((")", "）")) else []
    return is_body(clean_name(name)) or (len(names) == 2 and all(is_body(clean_name(n)) for n in names))


class ListBlock:
    """Reads the rows of a list under its header. A row of a body's name without a goal is that unit's subtotal."""

    def __init__(self, row: FormRow, unit: str | None, spans_known: bool, catalog: FormCatalog, table_id: str) -> None:
        self.meanings: dict[int, tuple[str, str]] = {}
        self._header = self._printed = make_header(row, [e for e in row.fresh if not e.blank])
        self._header_row = row.index
        self._unit = unit
        self._spans_known = spans_known
        self._catalog = catalog
        self._table_id = table_id
        self._budget_unit = ""
        self._indicators = IndicatorBlock(self._header, spans_known, catalog, table_id)
        self._indicators.begin(row)
        self._watch = PageWatch()
        self._watch.turned(row)
        self._stretch = Stretch()
        self._composite = not self._header.has("level3")

    def begin_page(self, row: FormRow, unit: str | None) -> None:
        """Take the header that a later page repeats."""
        self._header = make_header(row, [e for e in row.fresh if not e.blank])
        self._header_row, self._unit = row.index, unit or self._unit
        self._indicators.header = self._printed = self._header

    def continue_with(
        self, rows: Sequence[FormRow], spans_known: bool, table_id: str, titles: Sequence[str] = ()
    ) -> None:
        """Go on in the next page's table, whose columns may stand elsewhere; `titles` are the lines before it."""
        if not any(is_list_header(row) for row in rows):
            self._header = realign_header(rows, self._printed, self._catalog)
        self._spans_known, self._table_id, self._header_row = spans_known, table_id, -2
        self._indicators.continue_with(self._header, spans_known, table_id, titles)

    def nest(self, row: FormRow) -> bool:
        """Take a second header row below the first."""
        if row.index != self._header_row + 1 or not row.filled or any(e.label is None for e in row.filled):
            return False
        self._header_row = row.index
        self._header = nest_header(self._header, row)
        self._indicators.header = self._printed = self._header
        self._composite = not self._header.has("level3")
        return True

    def read(self, row: FormRow, current: FormDraft | None, blank: FormDraft) -> tuple[FormDraft | None, str | None]:
        """The draft that the row belongs to (a new one fills `blank`), and the reason where it belongs to none."""
        found: dict[str, list[tuple[Column, Entry]]] = {}
        for column, entry in self._header.assign(row, self._spans_known):
            found.setdefault(column.label.group, []).append((column, entry))
        cells = self._indicators.columns(row)
        texts = {field: clean(join_texts(entries)) for field, entries in cells.items()}
        fresh = fresh_fields(cells)
        turned = self._watch.turned(row)
        names = [e for c, e in found.get("head", ()) if c.label.field == "name"]
        if self._stretch.begins(row, names, turned):
            return None, "project_without_name"
        money = [(c, e) for c, e in found.get("amount", ()) if not e.carried and e.amount]
        goal, composite = texts.get("expected", ""), texts.get("indicators", "") if self._composite else ""
        if "name" in fresh or money:
            name = project_name(texts.get("name", ""))
            if read_number(name) is not None:
                return current, "number_for_name"
            if self._is_total(name) or not (goal or composite or fresh & {"level3", "target"}):
                return current, self._read_subtotal(name, money)
            if current and "name" in fresh and not money and not fresh & {"level1", "level2"}:
                current.name += name
            else:
                current = self._begin(blank, name, texts, money)
        if current is None:
            return None, "project_without_name"
        if "expected" in fresh:
            current.add_goal("expected", goal)
        if composite and "indicators" in fresh:
            return current, self._read_composite(composite, row, current)
        return current, None if self._read_indicator(row, current, fresh) else "unread_indicator"

    def _is_total(self, name: str) -> bool:
        label = self._catalog.find(name)
        return label is not None and label.part == "total"

    def _read_subtotal(self, name: str, money: list[tuple[Column, Entry]]) -> str | None:
        """A row without a goal: the total, or the subtotal of the unit whose projects follow."""
        for column, entry in money:
            unit = (entry.amount and entry.amount.unit) or column.unit or self._unit
            self.meanings[id(entry.cell)] = f"{name}{column.text}", unit or ""
        if self._is_total(name):
            return None
        if not _is_unit(name):
            return "project_without_goal"
        self._budget_unit = name
        return None

    def _begin(
        self, draft: FormDraft, name: str, texts: dict[str, str], money: list[tuple[Column, Entry]]
    ) -> FormDraft:
        self._indicators.begin()
        draft.name = name
        draft.budget_unit = texts.get("budget_unit", "") or self._budget_unit
        draft.supervisor = texts.get("supervisor", "")
        for column, entry in money:
            value = to_yuan(entry, column.unit, self._unit)
            if value is None:
                continue
            unit = (entry.amount and entry.amount.unit) or column.unit or self._unit
            draft.note(entry.cell, f"{name}{column.text}", unit or "")
            if column.label.part != "detail":
                draft.set_amount(column.label.side, column.label.part, value)
        draft.fields |= {c.label.field for c in self._header.columns}
        return draft

    def _read_composite(self, text: str, row: FormRow, draft: FormDraft) -> str | None:
        found = list(split_indicators(text, self._catalog))
        for indicator in found:
            indicator.page, indicator.table_id, indicator.row = row.page, self._table_id, row.fresh[0].cell.row
        draft.indicators.extend(found)
        return None if found or not text else "unread_indicators"

    def _read_indicator(self, row: FormRow, draft: FormDraft, fresh: set[str]) -> bool:
        if not self._header.has("level3") or not fresh & {"level1", "level2", "level3", "target"}:
            return True
        return self._indicators.read(row, draft)
