"""The indicator block of a performance form: rows of level names, target, result, weight, score and reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.columns import Column, Header, PageWatch, make_header
from extractors.forms.draft import FormDraft, IndicatorDraft
from extractors.forms.levels import Group, LevelColumn, captioned_levels
from extractors.forms.rows import Entry, FormRow, join_texts, read_number
from schemas.performance import FormCatalog

_PLACEHOLDER = re.compile(r"^(?:指标\d*[:：]?|[….·]+|\d+[.、:：]?)$")


def fresh_fields(cells: dict[str, list[Entry]]) -> set[str]:
    """The fields under which a cell that is not empty begins in the row."""
    return {f for f, entries in cells.items() if any(not e.carried and not e.blank for e in entries)}


def is_indicator_header(row: FormRow) -> bool:
    """A row that names the columns of indicators: a name or a level, and a target, a result or a score."""
    found = {e.label.field for e in row.labels("indicator") if e.label}
    sections = any(e.label and e.label.field == "indicators" for e in row.labels("section"))
    named = sections or bool(found & {"level1", "level2", "level3"})
    valued = bool(found & {"target", "actual", "period_target"}) or (bool(row.labels("score")) and len(found) >= 2)
    return named and valued and not any(e.amount for e in row.fresh)


def indicator_header(row: FormRow) -> Header:
    """The columns of an indicator header. 绩效指标 without 三级指标 beside it is the column that holds the names."""
    named = any(e.label and e.label.field == "level3" for e in row.entries)
    return make_header(row, [e for e in row.fresh if not e.blank and not (named and e.is_label("section"))])


class IndicatorBlock:
    """Reads the indicator rows of one form under their header, carrying the level names down."""

    def __init__(self, header: Header, spans_known: bool, catalog: FormCatalog, table_id: str) -> None:
        self.header = header
        self._spans_known = spans_known
        self._catalog = catalog
        self._table_id = table_id
        self._watch = PageWatch()
        self.begin()

    def begin(self, row: FormRow | None = None) -> None:
        """Begin a form, below its header `row` where it prints one: no level is named yet."""
        self._first, self._second = LevelColumn(), LevelColumn()
        if row is not None:
            self._watch.turned(row)

    def continue_with(self, header: Header, spans_known: bool, table_id: str, titles: Sequence[str] = ()) -> None:
        """Go on in the next page's table, whose columns stand elsewhere; `titles` are the lines before it."""
        self.header, self._spans_known, self._table_id = header, spans_known, table_id
        names = captioned_levels(titles, self._catalog)
        self._first.caption(names.get("level1", ()))
        self._second.caption(names.get("level2", ()))

    def columns(self, row: FormRow) -> dict[str, list[Entry]]:
        """The row's cells by the field of their column."""
        found: dict[str, list[Entry]] = {}
        for column, entry in self._assign(row):
            found.setdefault(column.label.field, []).append(entry)
        return found

    def _assign(self, row: FormRow) -> list[tuple[Column, Entry]]:
        """Cells under columns. Where the format lost the merges, a row may lack the blank cells to its left:

        then it begins where the name of its first cell belongs.
        """
        pairs = self.header.assign(row, self._spans_known)
        first = row.filled[0]
        placed = next((c.label.field for c, e in pairs if e is first), "")
        fits = self._catalog.level_fields(first.text)
        if (
            self._spans_known
            or self.header.has("name")
            or placed in fits
            or (not fits and len(row.entries) >= self.header.width)
        ):
            return pairs
        entries = row.entries[row.entries.index(first) :]
        # 成本指标 names either level: it is the second where no second one follows it.
        follows = "level2" in self._catalog.level_fields(entries[1].text) if len(entries) > 1 else False
        start = "level3" if not fits else "level1" if fits[0] == "level1" and (follows or len(fits) == 1) else "level2"
        columns = self.header.columns
        offset = next((i for i, c in enumerate(columns) if c.label.field == start), 0)
        return list(zip(columns[offset:], entries, strict=False))

    def read(self, row: FormRow, draft: FormDraft) -> bool:
        """Whether the row was an indicator (or an empty line of the block); it is added to the draft."""
        cells = self.columns(row)
        turned = self._watch.turned(row)
        first, second, level3 = self._names(row, cells, turned)
        target, actual = (join_texts(cells.get(f, ())) for f in ("target", "actual"))
        if not (level3 or target or actual):
            return not any(e.amount for e in row.filled)
        if _PLACEHOLDER.match(level3) and not target and not actual:
            return True
        weight, score = (read_number(join_texts(cells.get(f, ()))) for f in ("weight", "score"))
        reason = join_texts(cells.get("reason", ()))
        for field in ("weight", "score", "target", "actual"):
            for entry in cells.get(field, ()):
                draft.note(entry.cell, level3, "score" if field in ("weight", "score") else "")
        if turned and draft.indicators and self._is_remainder(cells):
            last = draft.indicators[-1]
            last.level3 += level3
            last.target += target
            last.actual += actual
            last.reason = (last.reason or "") + reason
            return True
        if not level3:
            level3 = second.settled or first.settled or ""
        if not level3:
            return False
        draft.indicators.append(
            IndicatorDraft(
                level1=first,
                level2=second,
                level3=level3,
                target=target,
                actual=actual,
                operator=join_texts(cells.get("operator", ())),
                unit=join_texts(cells.get("unit", ())),
                weight=weight,
                score=score,
                reason=reason or None,
                page=row.page,
                table_id=self._table_id,
                row=max(e.cell.row for e in row.fresh),
            )
        )
        return True

    def _names(self, row: FormRow, cells: dict[str, list[Entry]], turned: bool) -> tuple[Group, Group, str]:
        """First and second level and the indicator's own name. A new first level ends the second."""
        if "indicators" in cells:
            first, second, level3 = self._catalog.split_levels(join_texts(cells["indicators"]))
            return Group(first), Group(second), level3
        before = self._first.group
        above = self._first.read(row, cells.get("level1", ()), turned)
        if above is not before and not above.former:
            self._second.group = Group()
        return above, self._second.read(row, cells.get("level2", ()), turned), join_texts(cells.get("level3", ()))

    def _is_remainder(self, cells: dict[str, list[Entry]]) -> bool:
        """The rest of a row that a page break cut: no level of its own, no weight, and a name or target missing."""
        fresh = fresh_fields(cells)
        if fresh & {"level1", "level2", "weight", "score", "operator", "unit"}:
            return False
        scored = bool({"weight", "score"} & {c.label.field for c in self.header.columns})
        return scored or not {"level3", "target"} <= fresh
