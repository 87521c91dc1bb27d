"""Statutory tables to facts: every figure of a named table is a fact, or a leftover that says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractors.amounts import UNIT_FACTORS, Amount, fold, is_blank, parse_amount
from extractors.statements.coordinates import Reading, read_column
from extractors.statements.headers import Panel, is_helper, read_header
from extractors.statements.interpretation import GRAND_TOTALS, Dimensions, Interpreter
from extractors.statements.owners import Owners
from extractors.statements.rows import RowKey, RowReader, row_amounts
from extractors.statements.titles import scope_of
from extractors.tables import LogicalTable, Row, row_texts
from schemas.classification import Classification, economic, functional
from schemas.document import Cell
from schemas.records import Fact, Leftover, OrganizationRecord
from schemas.report import Report
from schemas.statement import Statement, fold_label

_CARRYOVER = ("opening_carryover", "closing_carryover")
_NATURES = ("expenditure_basic", "expenditure_project")
_AMOUNT_AND_CODE = re.compile(r"-?[\d,]+\.\d+\s+\d{3,7}$")
_NAMELESS = Classification(())
_LONGEST_WORD = 300
PRINTED, DOUBTFUL = Decimal("0.95"), Decimal("0.9")


@dataclass(slots=True)
class StatementReading:
    """The facts and leftovers of one table, and the subordinate units whose figures it prints, by id."""

    facts: list[Fact] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    units: dict[str, OrganizationRecord] = field(default_factory=dict)


def _runs_together(panel: Panel, body: Sequence[Row]) -> bool:
    """Whether a column holds amounts of one panel and codes of the next: then no figure beside it has a sure row."""
    columns = (*panel.codes, *panel.labels, *panel.measures)
    return any(_AMOUNT_AND_CODE.match(row[c.index].text.strip()) for row in body for c in columns)


class StatementReader:
    """Reads one table of one statement."""

    def __init__(self, table: LogicalTable, statement: Statement, report: Report, default_unit: str | None) -> None:
        self.table, self.statement, self.report = table, statement, report
        self.unit = table.unit or default_unit
        self.org_id: str | None = report.org_id
        self.out = StatementReading()
        self.fund = statement.fund
        if statement.layout == "matrix" and scope_of(table) == "general_public":
            self.fund = "general_public"
        self.interpreter = Interpreter(statement, report, self.fund)

    def read(self) -> StatementReading:
        codes = {"economic_rows": economic(), "matrix": _NAMELESS}.get(self.statement.layout, functional())
        header = read_header(self.table.grid, codes)
        body = [row for row in self.table.grid[header.rows :] if not is_helper(row)]
        for index, panel in enumerate(header.panels):
            if panel.ignored:
                self._leave_panel("no_concept", panel, body)
            elif _runs_together(panel, body):
                self._leave_panel("column_doubtful", panel, body)
            elif panel.measures:
                self._read_panel(index, panel, body, codes)
        return self.out

    def _leave_panel(self, reason: str, panel: Panel, body: Sequence[Row]) -> None:
        for row in body:
            fused = (c for c in (*panel.codes, *panel.labels) if _AMOUNT_AND_CODE.match(row[c.index].text.strip()))
            for column in (*fused, *panel.measures):
                if any(c.isdigit() for c in row[column.index].text):
                    self.leave(reason, row[column.index], path=column.path)

    def _read_panel(self, index: int, panel: Panel, body: Sequence[Row], codes: Classification) -> None:
        year = self.report.fiscal_year
        readings = [read_column(c, panel, self.statement, year) for c in panel.measures]
        if self.statement.layout == "two_sided" and self._is_economic(panel, body):
            codes = economic()
        reader = RowReader(panel, codes, year)
        keys = [reader.read(row) for row in body]
        side = self._side(index, keys)
        sums = [k.label for k in keys if fold_label(k.label) in GRAND_TOTALS]
        single = sum(1 for row in body if row_amounts(row, panel)) == 1
        carryover: str | None = None
        nature: str | None = None
        owners = Owners(self.report, panel, body, keys, self.out.units)
        for row, key in zip(body, keys, strict=True):
            self.org_id = owners.enter(row, key)
            if key.term is not None and key.term.concept in _NATURES:
                nature = key.term.concept
            if key.term is not None and key.term.role != "fund":
                carryover = key.term.concept if key.term.concept in _CARRYOVER else None
            elif key.kind in ("total", "code"):
                carryover = None
            is_last = bool(sums) and key.label == sums[-1]
            snippet = row_snippet(row)
            for column, reading in zip(panel.measures, readings, strict=True):
                cell = row[column.index]
                if cell.col != column.index or (cell.row != row[0].row and cell.row_span > 1 and row is not body[0]):
                    continue  # a merged cell is read once, where it begins
                amount = parse_amount(cell.text)
                if amount is None:
                    if not is_blank(cell.text) and any(c.isdigit() for c in cell.text):
                        self.leave("no_amount", cell)
                    continue
                dimensions = self.interpreter.interpret(key, reading, readings, side, carryover, is_last, single)
                if nature and codes is economic() and isinstance(dimensions, Dimensions) and key.kind == "code":
                    dimensions = replace(dimensions, concept=nature)
                if isinstance(dimensions, str):
                    self.leave(dimensions, cell, key.label, column.path)
                else:
                    self.add(dimensions, key, reading, cell, amount, snippet)

    @staticmethod
    def _side(index: int, keys: Sequence[RowKey]) -> str:
        sides = [k.term.side for k in keys if k.term is not None and k.term.side in ("income", "expenditure")]
        sides += ["expenditure" for k in keys if k.kind == "code"]
        if sides:
            return max(("income", "expenditure"), key=sides.count)
        return "income" if index == 0 else "expenditure"

    @staticmethod
    def _is_economic(panel: Panel, body: Sequence[Row]) -> bool:
        """Whether a panel lists expenditure by nature and economic class (the third panel of older forms)."""
        labels = [fold_label(row[c.index].text) for c in panel.labels for row in body]
        return "工资福利支出" in labels or "商品和服务支出" in labels

    def add(self, d: Dimensions, key: RowKey, reading: Reading, cell: Cell, amount: Amount, snippet: str) -> None:
        money = d.unit == "CNY"
        unit = (amount.unit or reading.money_unit or self.unit) if money else None
        confidence, rule = PRINTED, f"table:{self.statement.id}"
        if self.org_id is None:
            self.leave("unknown_unit", cell, key.label)
            return
        if money and unit is None:
            self.leave("unit_unknown", cell, key.label)
            return
        if money and self.table.unit is None and not amount.unit and not reading.money_unit:
            confidence, rule = DOUBTFUL, rule + ":unit_inferred"
        if key.doubt is not None:
            confidence = min(confidence, DOUBTFUL)
        crossed = key.economic or (None, None)
        is_economic = bool(key.code) and key.code is not None and key.code[0] == "3"
        year = d.year or reading.year or self.report.fiscal_year
        if d.measure.startswith("prior_") and d.year is None and reading.year is None and year is not None:
            year -= 1
        self.out.facts.append(
            Fact(
                fact_id="",
                doc_id=self.report.doc_id,
                org_id=self.org_id,
                fiscal_year=year,
                concept=d.concept,
                measure=d.measure,
                fund=d.fund if money or d.unit == "percent" else "all",
                function_code=key.code if not is_economic else None,
                function_name=key.name if key.code and not is_economic else None,
                code_source=key.code_source,
                economic_code=(key.code[:5] if is_economic and key.code else None)
                or crossed[0]
                or reading.economic_code,
                economic_name=key.name if is_economic else crossed[1],
                item=reading.item,
                value=amount.value * (UNIT_FACTORS[unit] if unit else 1),
                unit=d.unit,
                value_reported=amount.text,
                unit_reported=unit,
                decimals=amount.decimals,
                source="table",
                statutory_table=self.statement.id,
                page=cell.page,
                bbox=cell.box,
                section_id=self.table.section_id,
                table_id=self.table.table_id,
                row=cell.row,
                col=cell.col,
                snippet=snippet,
                part=self.table.part,
                rule=rule,
                confidence=confidence,
            )
        )
        if key.doubt == "unknown_code":
            self.leave("unknown_code", cell, key.code or "", (key.label,))

    def leave(self, reason: str, cell: Cell, label: str = "", path: Sequence[str] = ()) -> None:
        text = " / ".join(t for t in (label, *path, fold(cell.text)) if t)
        self.out.leftovers.append(
            Leftover(
                doc_id=self.report.doc_id,
                reason=reason,
                text=text[:300],
                page=cell.page,
                table_id=self.table.table_id,
                row=cell.row,
                col=cell.col,
                section_id=self.table.section_id,
            )
        )


def row_snippet(row: Sequence[Cell]) -> str:
    """The texts of a row, once each, as a snippet."""
    return " | ".join(dict.fromkeys(row_texts(row)))[:200]


def leave_rows(table: LogicalTable, report: Report, reason: str) -> Iterator[Leftover]:
    """One leftover for each row with a figure, of a table that nothing claims: its cells in order, long words cut."""
    for row in table.grid:
        if not is_helper(row) and any(parse_amount(c.text) for c in row):
            yield leave_row(table, report, reason, row)


def leave_row(table: LogicalTable, report: Report, reason: str, row: Row) -> Leftover:
    """The leftover of a whole row."""
    text = " | ".join(text[:_LONGEST_WORD] for text in row_texts(row))
    return Leftover(report.doc_id, reason, text, row[0].page, table.table_id, row[0].row, None, table.section_id)
