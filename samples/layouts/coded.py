"""Tables with one row per 科目: T02, T03, T05, T08, T09, B02, B03, B05-B07."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from samples.family import TableForm
from samples.figures import Figures, Key
from samples.layouts.grid import Entry, GridBuilder, TableFigures
from samples.loops import subject_name
from samples.manuscript import Grid
from samples.model import FISCAL, SOURCES
from samples.typography import NumberStyle

_SCOPES = {
    "T02": ("all", ("income",)),
    "T03": ("all", ("spent",)),
    "T05": ("general_public", ("spent",)),
    "X05": ("general_public", ("opening", "income", "spent", "closing")),
    "T08": ("gov_fund", ("opening", "income", "spent", "closing")),
    "T09": ("state_capital", ("opening", "income", "spent", "closing")),
    "B02": ("all", ("income",)),
    "B03": ("all", ("spent",)),
    "B05": ("general_public", ("spent",)),
    "B06": ("gov_fund", ("spent",)),
    "B07": ("state_capital", ("spent",)),
}
"""What a table covers: the fund, and the fields of which any must be there for a 科目 to have a row."""


def coded_grid(form: TableForm, figures: Figures, style: NumberStyle) -> Grid:
    """The table in the family's layout. Options: codes (joined, split, stuck), columns, header, total, helper."""
    return _Coded(form, figures, style).grid()


def is_empty(form: TableForm, figures: Figures) -> bool:
    """Whether the table has no row to print."""
    return form.table in _SCOPES and not _codes(form, figures, 7)


def _codes(form: TableForm, figures: Figures, digits: int) -> tuple[str, ...]:
    fund, fields = _SCOPES[form.table]
    sources = {"all": SOURCES, "fiscal": FISCAL}.get(fund, (fund,))
    if "opening" in fields and not any(column.get("concept") == "opening_carryover" for column in _leaves(form)):
        fields = ("spent",)
    return figures.statement.ledger.codes(sources, digits, *fields)


def _leaves(form: TableForm) -> list[dict[str, Any]]:
    """The columns that hold figures, left to right; a column may have sub-columns."""
    return [leaf for column in form.options["columns"] for leaf in column.get("columns", [column])]


class _Coded:
    def __init__(self, form: TableForm, figures: Figures, style: NumberStyle) -> None:
        self.form = form
        self.options = form.options
        self.figures = figures
        self.cells = TableFigures(figures, style, form.table)
        self.fund = _SCOPES[form.table][0]
        self.leaves = _leaves(form)
        self.split = self.options["codes"] == "split"
        self.key_cols = {"split": 4, "stuck": 1}.get(self.options["codes"], 2)

    def grid(self) -> Grid:
        keys: Sequence[int] = {4: (6, 4, 4, 22), 1: (28,), 2: (11, 22)}[self.key_cols]
        builder = GridBuilder((*keys, *(11 for _ in self.leaves)))
        builder.heads(*self._heads())
        if is_empty(self.form, self.figures):
            self._empty(builder)
        else:
            self._rows(builder)
        return builder.build(landscape=len(self.leaves) > 5)

    def _heads(self) -> list[list[Entry | str]]:
        deep = any("columns" in column for column in self.options["columns"])
        words: dict[str, str] = {"code": "科目编码", "name": "科目名称", **self.options.get("heads", {})}
        top: list[Entry | str] = []
        below: list[Entry | str] = []
        depth = 2 if deep or self.split else 1
        if self.split:
            top += [Entry(words["code"], cols=3), Entry(words["name"], rows=2, align="center")]
            below += ["类", "款", "项"]
        elif self.key_cols == 1:
            top += [Entry(words["name"], rows=depth, align="center")]
        else:
            top += [Entry(words[word], rows=depth, align="center") for word in ("code", "name")]
        for column in self.options["columns"]:
            if "columns" in column:
                top.append(Entry(column["label"], cols=len(column["columns"]), align="center"))
                below += [leaf["label"] for leaf in column["columns"]]
            else:
                top.append(Entry(column["label"], rows=depth, align="center"))
        rows = [top, below] if depth == 2 else [top]
        if "head" in self.options:
            width = self.key_cols
            rows.insert(
                0,
                [
                    Entry("项目", cols=width, align="center"),
                    Entry(self.options["head"], cols=len(self.leaves), align="center"),
                ],
            )
        if self.options.get("helper", False):
            numbers = [str(index) for index in range(1, len(self.leaves) + 1)]
            rows.append([Entry("栏次", cols=self.key_cols, align="center"), *numbers])
        return rows

    def _rows(self, builder: GridBuilder) -> None:
        total = [Entry("合计", cols=self.key_cols, align="center"), *self._figures("")]
        if self.options["total"] == "first":
            builder.row(*total)
        codes = {code for digits in (3, 5, 7) for code in _codes(self.form, self.figures, digits)}
        for code in sorted(codes):
            builder.row(*self._key(code), *self._figures(code))
        if self.options["total"] == "last":
            builder.row(*total)

    def _key(self, code: str) -> list[Entry | str]:
        name = subject_name(code, self.figures.statement.year)
        indent = "　" * ((len(code) - 3) // 2) if self.options.get("indent", False) else ""
        if self.split:
            return [code[:3], code[3:5], code[5:7], indent + name]
        if self.key_cols == 1:
            return [f"{indent}{code}{self.options.get('glue', '')}{name}"]
        return [code, indent + name]

    def _figures(self, code: str) -> list[Entry]:
        return [self._figure(column, code) for column in self.leaves]

    def _figure(self, column: dict[str, Any], code: str) -> Entry:
        key = Key(column["concept"], column.get("fund", self.fund), code)
        return self.cells.cell(replace(key, measure=column.get("measure", "")))

    def _empty(self, builder: GridBuilder) -> None:
        blanks = [self.cells.nothing for _ in self.leaves]
        builder.row(Entry("合计", cols=self.key_cols, align="center"), *blanks)
        for _ in range(2):
            builder.row(*[Entry("") for _ in range(self.key_cols)], *blanks)
