"""Tables with income on the left and expenditure on the right: T01, T04, B01, B04."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from samples.family import TableForm
from samples.figures import Figures, Key
from samples.layouts.grid import Entry, GridBuilder, TableFigures
from samples.loops import subject_name
from samples.manuscript import Grid
from samples.model import FISCAL, SOURCES
from samples.slots import parse_keys
from samples.typography import NumberStyle, chinese_number

_CLASSES = (
    *("201", "202", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213", "214", "215", "216", "217"),
    *("219", "220", "221", "222", "223", "224", "229", "231", "232", "234"),
)
"""The classes of the national form in printed order."""


def two_sided_grid(form: TableForm, figures: Figures, style: NumberStyle) -> Grid:
    """The table in the family's layout. Options: income, tail, funds, classes (all or used), lines, helper."""
    return _TwoSided(form, figures, style).grid()


class _TwoSided:
    def __init__(self, form: TableForm, figures: Figures, style: NumberStyle) -> None:
        self.options = form.options
        self.figures = figures
        self.cells = TableFigures(figures, style, form.table)
        self.lines = self.options.get("lines", False)
        self.funds: list[Mapping[str, Any]] = self.options.get(
            "funds", [{"label": self.options["amount"], "fund": "all"}]
        )

    def grid(self) -> Grid:
        number = (6,) if self.lines else ()
        builder = GridBuilder((26, *number, 14, 26, *number, *(14 for _ in self.funds)))
        builder.heads(*self._heads())
        left = [self._income(row) for row in self.options["income"]]
        right = self._classes()
        body = list(zip_longest(left, right, fillvalue=None))
        ends = list(zip_longest(self.options["income_tail"], self.options["tail"], fillvalue=None))
        for index, (income, spent) in enumerate(body):
            self._row(builder, index, len(body) + len(ends), income, spent)
        for index, (income, spent) in enumerate(ends, len(body)):
            self._row(
                builder,
                index,
                len(body) + len(ends),
                self._income(income) if income else None,
                self._tail(spent) if spent else None,
            )
        return builder.build(landscape=len(self.funds) > 1)

    def _heads(self) -> list[list[Entry | str]]:
        words = {"left": "收入", "right": "支出", "line": "行次", "item": "项目", **self.options.get("heads", {})}
        number: list[Entry | str] = [words["line"]] if self.lines else []
        width = 1 + len(number)
        amounts: list[Entry | str] = [fund["label"] for fund in self.funds]
        rows: list[list[Entry | str]] = [
            [
                Entry(words["left"], cols=width + 1, align="center"),
                Entry(words["right"], cols=width + len(amounts), align="center"),
            ],
            [words["item"], *number, self.options["amount"], words["item"], *number, *amounts],
        ]
        if self.options.get("helper", False):
            blank: list[Entry | str] = [""] if self.lines else []
            numbers = [str(index) for index in range(2, len(amounts) + 2)]
            rows.append(["栏次", *blank, "1", "栏次", *blank, *numbers])
        return rows

    def _row(
        self, builder: GridBuilder, index: int, count: int, income: list[Entry] | None, spent: list[Entry] | None
    ) -> None:
        left = income or [Entry(""), self.cells.nothing]
        right = spent or [Entry(""), *(self.cells.nothing for _ in self.funds)]
        if self.lines:
            left = [left[0], Entry(str(index + 1), align="center"), *left[1:]]
            right = [right[0], Entry(str(count + index + 1), align="center"), *right[1:]]
        builder.row(*left, *right)

    def _income(self, row: Mapping[str, Any]) -> list[Entry]:
        if "figure" not in row:
            return [Entry(row["label"]), self.cells.nothing]
        return [Entry(row["label"]), self.cells.cell(*parse_keys(row["figure"]))]

    def _classes(self) -> list[list[Entry]]:
        ledger, year = self.figures.statement.ledger, self.figures.statement.year
        sources = SOURCES if self.funds[0]["fund"] == "all" else FISCAL
        used = ledger.codes(sources, 3, "spent")
        printed = used if self.options["classes"] == "used" else _CLASSES
        pattern = self.options.get("numbering", "{cn}、{name}")
        heads = [[Entry(row["label"]), *self._amounts(row["figure"])] for row in self.options.get("expense_head", [])]
        return heads + [
            [
                Entry(pattern.format(cn=chinese_number(number), name=subject_name(code, year))),
                *(self.cells.cell(Key("expenditure", fund["fund"], code)) for fund in self.funds),
            ]
            for number, code in enumerate(printed, 1)
        ]

    def _tail(self, row: Mapping[str, Any]) -> list[Entry]:
        if "figure" not in row:
            return [Entry(row["label"]), *(self.cells.nothing for _ in self.funds)]
        return [Entry(row["label"]), *self._amounts(row["figure"])]

    def _amounts(self, figure: str) -> list[Entry]:
        keys = parse_keys(figure)
        return [self.cells.cell(*(replace(key, fund=fund["fund"]) for key in keys)) for fund in self.funds]
