"""The manuscript: a report as text and grids, in which every printed figure carries the facts it states.

Writers print it and know nothing of facts; the expectation collects the facts and knows nothing of writers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from samples.model import Statement


@dataclass(frozen=True, slots=True)
class Expected:
    """A fact that a printed figure states, in the contract's columns. `fund_open`: the report does not fix it."""

    source: Literal["table", "text"]
    statutory_table: str | None
    concept: str
    measure: str
    fund: str
    function_code: str | None
    economic_code: str | None
    item: str | None
    fiscal_year: int
    value: Decimal
    unit: str
    value_reported: str
    unit_reported: str | None
    fund_open: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the facts that it states."""

    text: str
    facts: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `title`: cover; `caption`: the title over a table; `unit`: the line under it, with a tab
    between left and right; `contents`: an entry of the contents list; `note`: under a table."""

    pieces: tuple[Piece, ...]
    style: Literal["body", "title", "caption", "unit", "contents", "note"] = "body"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its top left corner with its spans."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    facts: tuple[Expected, ...] = ()
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `header` rows repeat on a new page; `widths` are shares of the page's width."""

    cells: tuple[GridCell, ...]
    rows: int
    cols: int
    header: int = 0
    widths: tuple[int, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""


Block = Heading | Paragraph | Grid | PageBreak


@dataclass(frozen=True, slots=True)
class ExpectedProject:
    """A performance form's head and rows as printed. Amounts in yuan; None where the form does not print one."""

    name: str
    layout: str
    initial_amount: Decimal | None
    budget_amount: Decimal | None
    executed_amount: Decimal | None
    total_score: Decimal | None
    indicators: tuple[ExpectedIndicator, ...]


@dataclass(frozen=True, slots=True)
class ExpectedIndicator:
    """One printed indicator row; None where the form has no such column."""

    level1: str
    level2: str
    level3: str
    target_text: str
    actual_text: str
    target_operator: str | None
    target_value: Decimal | None
    target_unit: str | None
    actual_value: Decimal | None
    weight: Decimal | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole report, its title as the cover prints it, and the projects of its performance forms."""

    title: str
    family: str
    statement: Statement
    blocks: tuple[Block, ...]
    projects: tuple[ExpectedProject, ...] = field(default=())

    def facts(self) -> Iterator[Expected]:
        """Every fact that the manuscript prints, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                for piece in block.pieces:
                    yield from piece.facts
            elif isinstance(block, Grid):
                for cell in block.cells:
                    yield from cell.facts
