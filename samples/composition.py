"""Composing a report: a family's blocks filled with a statement's figures give a manuscript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from samples.family import Family, TableForm
from samples.figures import Figures
from samples.layouts.coded import coded_grid, is_empty
from samples.layouts.economic import economic_grid
from samples.layouts.forms import form_grid
from samples.layouts.three_public import three_public_grid
from samples.layouts.two_sided import two_sided_grid
from samples.loops import turns
from samples.manuscript import Block, ExpectedProject, Grid, GridCell, Heading, Manuscript, PageBreak, Paragraph, Piece
from samples.model import CAPITAL, GOV_FUND, OWN, Statement
from samples.sentences import Composer
from samples.slots import WordingError

_LAYOUTS = {
    "coded": coded_grid,
    "two_sided": two_sided_grid,
    "economic": economic_grid,
    "three_public": three_public_grid,
}
_LEVELS = ("part", "section", "point")


def compose(family: Family, statement: Statement, seed: int) -> Manuscript:
    """The report that a family prints of a statement; the same seed gives the same manuscript."""
    return _Composition(family, statement, seed).manuscript()


class _Composition:
    def __init__(self, family: Family, statement: Statement, seed: int) -> None:
        self.family = family
        self.statement = statement
        self.figures = Figures(statement)
        self.composer = Composer(family, self.figures, seed)
        self.projects: list[ExpectedProject] = []

    def manuscript(self) -> Manuscript:
        title = "".join(piece.text for piece in self.composer.set(self.family.title))
        blocks = tuple(block for entry in self.family.blocks if self._holds(entry) for block in self._blocks(entry))
        return Manuscript(title, self.family.name, self.statement, blocks, tuple(self.projects))

    def _holds(self, entry: Mapping[str, Any]) -> bool:
        """Whether the block's condition holds: `when` names what must be there, `!` what must not."""
        name: str = entry.get("when", "")
        if not name:
            return True
        wanted = not name.startswith("!")
        return self._has(name.removeprefix("!")) == wanted

    def _has(self, name: str) -> bool:
        ledger = self.statement.ledger
        match name:
            case "gov_fund":
                return bool(ledger.codes((GOV_FUND,), 7, "spent"))
            case "capital":
                return bool(ledger.codes((CAPITAL,), 7, "spent"))
            case "own":
                return bool(ledger.codes(OWN, 7, "income"))
            case "agency":
                return bool(ledger.matters["agency_operating_expenditure"])
            case "abroad":
                return bool(ledger.matters["three_public_abroad"])
            case "purchase":
                return bool(ledger.matters["three_public_vehicle_purchase"])
        raise WordingError(f"{self.family.name} asks when {name!r}, which no condition offers")

    def _blocks(self, entry: Mapping[str, Any]) -> Iterator[Block]:
        if "table" in entry:
            yield from self._table(self.family.tables[entry["table"]])
        elif "form" in entry:
            yield from self._forms(entry)
        elif entry.get("break"):
            yield PageBreak()
        elif entry.get("contents"):
            yield from self._contents(entry)
        elif any(level in entry for level in _LEVELS):
            level, words = next((i, entry[k]) for i, k in enumerate(_LEVELS, 1) if k in entry)
            yield Heading("".join(piece.text for piece in self.composer.set(words)), level)
        else:
            yield from self._text(entry)

    def _text(self, entry: Mapping[str, Any]) -> Iterator[Block]:
        style = entry.get("style", "body")
        if "each" not in entry:
            yield Paragraph(self.composer.set(entry["text"]), style)
            return
        each = turns(entry["each"], self.figures, self.family)
        if "item" not in entry:
            for number, turn in enumerate(each, entry.get("from", 1)):
                yield Paragraph(self.composer.set(entry["text"], turn, number), style)
            return
        pieces = list(self.composer.set(entry.get("text", "")))
        for number, turn in enumerate(each, 1):
            if number > 1:
                pieces.append(Piece(entry.get("join", "；")))
            pieces.extend(self.composer.set(entry["item"], turn, number))
        pieces.extend(self.composer.set(entry.get("tail", "。")))
        yield Paragraph(tuple(piece for piece in pieces if piece.text), style)

    def _contents(self, entry: Mapping[str, Any]) -> Iterator[Block]:
        """The contents list: parts and sections, with dotted leaders and page numbers where the family prints them."""
        yield Paragraph((Piece(entry.get("title", "目　录")),), "title")
        page = 2
        for other in self.family.blocks:
            if not self._holds(other):
                continue
            if "table" in other and entry.get("tables", False):
                words = self.family.tables[other["table"]].title
            elif "part" in other or "section" in other:
                words = other.get("part") or other["section"]
            else:
                continue
            page += 1
            text = "".join(piece.text for piece in self.composer.set(words))
            leader = entry.get("leader", "\t{page}").replace("{page}", str(page // 2))
            yield Paragraph((Piece(text + leader),), "contents")

    def _table(self, form: TableForm) -> Iterator[Block]:
        layout = form.options["layout"]
        numbers = self.family.numbers
        if "unit" in form.options:
            numbers = replace(numbers, unit=form.options["unit"])
        grid = _LAYOUTS[layout](form, self.figures, numbers)
        empty = layout == "coded" and is_empty(form, self.figures)
        if form.options.get("page", False):
            yield PageBreak()
        left, right = (
            "".join(piece.text for piece in self.composer.set(form.options.get(side, default)))
            for side, default in (("unit_left", ""), ("unit_right", f"单位：{numbers.unit}"))
        )
        title = "".join(piece.text for piece in self.composer.set(form.title))
        if form.options.get("title_place", "above") == "inside":
            grid = _with_rows(grid, (title, "center"), (form.form, "right"), (f"{left}\t{right}", "left"))
        else:
            if form.form and form.options.get("form_first", False):
                yield Paragraph((Piece(form.form),), "unit")
            if form.options.get("caption", True):
                yield Paragraph((Piece(title),), "caption")
            if form.form and not form.options.get("form_first", False):
                yield Paragraph((Piece(f"\t{form.form}"),), "unit")
            yield Paragraph((Piece(f"{left}\t{right}" if left else f"\t{right}"),), "unit")
        yield grid
        note = form.options.get("empty_note" if empty else "note", "")
        if note:
            yield Paragraph(self.composer.set(note), "note")

    def _forms(self, entry: Mapping[str, Any]) -> Iterator[Block]:
        for project in self.statement.current.projects:
            around = {"name": project.name}
            yield Paragraph(self.composer.set(entry["title"], around), "caption")
            if "subtitle" in entry:
                yield Paragraph(self.composer.set(entry["subtitle"], around), "unit")
            grid, expected = form_grid(entry["form"], project, entry)
            self.projects.append(expected)
            yield grid


def _with_rows(grid: Grid, *rows: tuple[str, Any]) -> Grid:
    """The grid with title rows on top; a row whose text has a tab has two cells, each as wide as half the grid."""
    texts = [row for row in rows if row[0].strip()]
    shift = len(texts)
    top: list[GridCell] = []
    for index, (text, align) in enumerate(texts):
        left, tab, right = text.partition("\t")
        if tab:
            half = max(1, grid.cols * 2 // 3)
            top.append(GridCell(left, index, 0, 1, half, (), "left"))
            top.append(GridCell(right, index, half, 1, grid.cols - half, (), "right"))
        else:
            top.append(GridCell(text, index, 0, 1, grid.cols, (), align))
    moved = tuple(GridCell(c.text, c.row + shift, c.col, c.row_span, c.col_span, c.facts, c.align) for c in grid.cells)
    header = grid.header + shift if grid.header else 0
    return Grid((*top, *moved), grid.rows + shift, grid.cols, header, grid.widths, grid.landscape)
