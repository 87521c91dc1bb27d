"""The three-public table, T07 and B09: measure-major, item-major, items as rows, or measures as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samples.family import TableForm
from samples.figures import Figures, Key
from samples.layouts.grid import Entry, GridBuilder, TableFigures
from samples.manuscript import Grid
from samples.typography import NumberStyle

_VEHICLE = "three_public_vehicle"


def three_public_grid(form: TableForm, figures: Figures, style: NumberStyle) -> Grid:
    """The table in the family's layout. Options: shape, measures, fund, labels, order, extra, lines, helper."""
    table = _ThreePublic(form, figures, style)
    shapes = {"measures": table.measures, "items": table.items, "rows": table.rows, "lines": table.lines}
    return shapes[form.options["shape"]]()


class _ThreePublic:
    def __init__(self, form: TableForm, figures: Figures, style: NumberStyle) -> None:
        self.options = form.options
        self.cells = TableFigures(figures, style, form.table)
        self.measures_of: list[Mapping[str, str]] = self.options["measures"]
        self.fund = self.options["fund"]
        self.labels: Mapping[str, str] = self.options["labels"]
        self.extra: list[Mapping[str, Any]] = self.options.get("extra", [])

    def _figure(self, concept: str, measure: str) -> Entry:
        return self.cells.cell(Key(concept, self.fund, measure=measure))

    def _order(self) -> list[str]:
        """Concepts in printed order: total, and the parts with the vehicle subtotal before its two leaves."""
        return list(self.options.get("order", ["three_public_abroad", _VEHICLE, "three_public_reception"]))

    def measures(self) -> Grid:
        """Each measure over all items: 预算数 (six columns), 决算数 (six columns); one measure for a budget."""
        order = self._order()
        width = len(order) + 3
        builder = GridBuilder((12,) * (width * len(self.measures_of) + len(self.extra)))
        extra = [Entry(column["label"], rows=3, align="center") for column in self.extra]
        top = [*(Entry(measure["label"], cols=width, align="center") for measure in self.measures_of), *extra]
        middle: list[Entry] = []
        below: list[Entry] = []
        for _ in self.measures_of:
            middle.append(Entry(self.labels["three_public_total"], rows=2, align="center"))
            for concept in order:
                if concept == _VEHICLE:
                    middle.append(Entry(self.labels[concept], cols=3, align="center"))
                    below += [
                        Entry(self.labels[part], align="center") for part in ("subtotal", "purchase", "operation")
                    ]
                else:
                    middle.append(Entry(self.labels[concept], rows=2, align="center"))
        builder.heads(top, middle, below)
        if self.options.get("helper", False):
            builder.heads([str(index) for index in range(1, width * len(self.measures_of) + len(self.extra) + 1)])
        row = [self._figure(c, measure["measure"]) for measure in self.measures_of for c in self._leaves(order)]
        row += [self._extra(column) for column in self.extra]
        builder.row(*row)
        return builder.build(landscape=True)

    def items(self) -> Grid:
        """Each item over all measures: 合计 (预算数, 决算数), 因公出国（境）费 (预算数, 决算数) ..."""
        order, count = self._order(), len(self.measures_of)
        leaves = self._leaves(order)
        builder = GridBuilder((10,) * (count * len(leaves)))
        top = [Entry(self.labels["three_public_total"], cols=count, rows=2, align="center")]
        middle: list[Entry] = []
        for concept in order:
            if concept == _VEHICLE:
                top.append(Entry(self.labels[concept], cols=3 * count, align="center"))
                parts = ("subtotal", "purchase", "operation")
                middle += [Entry(self.labels[part], cols=count, align="center") for part in parts]
            else:
                top.append(Entry(self.labels[concept], cols=count, rows=2, align="center"))
        builder.heads(top, middle, [measure["label"] for _ in leaves for measure in self.measures_of])
        builder.row(*(self._figure(c, measure["measure"]) for c in leaves for measure in self.measures_of))
        return builder.build(landscape=True)

    def rows(self) -> Grid:
        """Items as rows, measures as columns."""
        numbered = self.options.get("lines", False)
        number: list[Entry | str] = ["行次"] if numbered else []
        builder = GridBuilder((40, *([6] if numbered else []), *(15 for _ in self.measures_of)))
        builder.heads(["项目", *number, *(measure["label"] for measure in self.measures_of)])
        rows = ["three_public_total"]
        for concept in self._order():
            rows += [concept]
            if concept == _VEHICLE:
                rows += [f"{_VEHICLE}_purchase", f"{_VEHICLE}_operation"]
        for index, concept in enumerate(rows, 1):
            line: list[Entry | str] = [Entry(str(index), align="center")] if numbered else []
            figures = [self._figure(concept, measure["measure"]) for measure in self.measures_of]
            builder.row(self.labels[f"row_{concept}"], *line, *figures)
        return builder.build()

    def lines(self) -> Grid:
        """Measures as rows, items as columns, with meetings and training where the family prints them."""
        leaves = [*self._leaves(self._order()), *(column["concept"] for column in self.extra)]
        builder = GridBuilder((12, *(11 for _ in leaves)))
        top = [Entry("项目", rows=2, align="center"), Entry(self.labels["three_public_total"], rows=2, align="center")]
        below: list[Entry | str] = []
        for concept in self._order():
            if concept == _VEHICLE:
                top.append(Entry(self.labels[concept], cols=3, align="center"))
                below += [self.labels[part] for part in ("subtotal", "purchase", "operation")]
            else:
                top.append(Entry(self.labels[concept], rows=2, align="center"))
        top += [Entry(column["label"], rows=2, align="center") for column in self.extra]
        builder.heads(top, below)
        for measure in self.measures_of:
            builder.row(measure["label"], *(self._figure(concept, measure["measure"]) for concept in leaves))
        return builder.build(landscape=True)

    def _leaves(self, order: list[str]) -> list[str]:
        leaves = ["three_public_total"]
        for concept in order:
            leaves += [concept]
            if concept == _VEHICLE:
                leaves += [f"{_VEHICLE}_purchase", f"{_VEHICLE}_operation"]
        return leaves

    def _extra(self, column: Mapping[str, Any]) -> Entry:
        return self.cells.cell(Key(column["concept"], column["fund"], measure=column["measure"]))
