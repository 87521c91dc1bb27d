"""Tables of basic expenditure by economic item: T06 and B08, as rows with columns or as blocks side by side."""

from __future__ import annotations

from itertools import zip_longest

from samples.family import TableForm
from samples.figures import Figures, Key
from samples.layouts.grid import Entry, GridBuilder, TableFigures
from samples.manuscript import Grid
from samples.model import GENERAL, PERSONNEL_CLASSES
from samples.typography import NumberStyle
from schemas.classification import economic

_CONCEPTS = ("expenditure_basic", "personnel_expenditure", "public_expenditure")


def economic_grid(form: TableForm, figures: Figures, style: NumberStyle) -> Grid:
    """The table in the family's layout. Options: shape (rows, blocks), blocks, all_items, codes, total."""
    table = _Economic(form, figures, style)
    return table.rows() if form.options["shape"] == "rows" else table.blocks()


class _Economic:
    def __init__(self, form: TableForm, figures: Figures, style: NumberStyle) -> None:
        self.options = form.options
        self.figures = figures
        self.cells = TableFigures(figures, style, form.table)
        self.year = figures.statement.year
        self.heads = {"code": "科目编码", "name": "科目名称", "amount": "决算数", **self.options.get("heads", {})}

    def _codes(self, personnel: bool) -> list[str]:
        """The items to print, each class before its items: those with an amount, or all of the classification."""
        used = self.figures.statement.ledger.economic
        leaves = set(used)
        if self.options.get("all_items", False):
            leaves |= {
                s.code
                for s in economic().subjects
                if len(s.code) == 5 and s.holds(self.year) and s.code[:3] in ("301", "302", "303", "307", "310", "399")
            }
        chosen = {code for code in leaves if (code[:3] in PERSONNEL_CLASSES) == personnel}
        return sorted(chosen | {code[:3] for code in chosen})

    def _name(self, code: str) -> str:
        subject = economic().find(code, self.year)
        return subject.name if subject else ""

    def rows(self) -> Grid:
        """One row per item: code, name, 合计, 人员经费, 公用经费."""
        split = self.options["codes"] == "split"
        keys = (7, 5, 26) if split else (11, 26)
        labels = self.options.get("columns", ["合计", "人员经费", "公用经费"])
        builder = GridBuilder((*keys, *(13 for _ in labels)))
        width = len(keys)
        heads: list[list[Entry | str]] = []
        if "head" in self.options:
            heads.append(
                [
                    Entry(self.options["left_head"], cols=width, align="center"),
                    Entry(self.options["head"], cols=len(labels), align="center"),
                ]
            )
        if split:
            name = Entry(self.heads["name"], rows=2, align="center")
            amounts = [Entry(label, rows=2, align="center") for label in labels]
            heads += [[Entry(self.heads["code"], cols=2, align="center"), name, *amounts], ["类", "款"]]
        else:
            heads.append([self.heads["code"], self.heads["name"], *labels])
        builder.heads(*heads)
        total = [Entry("合计", cols=width, align="center"), *self._amounts("")]
        if self.options["total"] == "first":
            builder.row(*total)
        for code in sorted([*self._codes(True), *self._codes(False)]):
            key = [code[:3], code[3:]] if split else [code]
            indent = "　" if self.options.get("indent", False) and len(code) == 5 else ""
            builder.row(*key, indent + self._name(code), *self._amounts(code))
        if self.options["total"] == "last":
            builder.row(*total)
        return builder.build()

    def _amounts(self, code: str) -> list[Entry]:
        personnel = code[:3] in PERSONNEL_CLASSES
        cells = []
        for concept in _CONCEPTS[: len(self.options.get("columns", _CONCEPTS))]:
            other = concept != "expenditure_basic" and code and personnel != (concept == "personnel_expenditure")
            cells.append(self.cells.nothing if other else self.cells.cell(Key(concept, GENERAL, economic=code)))
        return cells

    def blocks(self) -> Grid:
        """Blocks of (code, name, amount) beside each other: personnel on the left, public in one or two blocks."""
        count = self.options["blocks"]
        public = self._codes(False)
        half = -(-len(public) // (count - 1))
        columns = [self._codes(True), *(public[at : at + half] for at in range(0, len(public), half))]
        columns += [[] for _ in range(count - len(columns))]
        builder = GridBuilder((9, 20, 12) * count)
        head: list[Entry | str] = [self.heads["code"], self.heads["name"], self.heads["amount"]]
        builder.heads(
            [Entry("人员经费", cols=3, align="center"), Entry("公用经费", cols=3 * (count - 1), align="center")],
            head * count,
        )
        for row in zip_longest(*columns):
            builder.row(*(entry for code in row for entry in self._block(code)))
        if self.options.get("sums", True):
            builder.row(
                Entry("人员经费合计", cols=2, align="center"),
                self.cells.cell(Key("personnel_expenditure", GENERAL)),
                Entry("公用经费合计", cols=3 * (count - 1) - 1, align="center"),
                self.cells.cell(Key("public_expenditure", GENERAL)),
            )
        return builder.build(landscape=count > 2)

    def _block(self, code: str | None) -> list[Entry]:
        if code is None:
            return [Entry(""), Entry(""), self.cells.nothing]
        indent = "　" if self.options.get("indent", False) and len(code) == 5 else ""
        figure = self.cells.cell(Key("expenditure_basic", GENERAL, economic=code))
        return [Entry(code), Entry(indent + self._name(code)), figure]
