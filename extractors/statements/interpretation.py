"""What a figure of a statement is: the reading of its column and the identity of its row, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.amounts import fold
from extractors.statements.coordinates import Reading, column_concept, combine, settle_measure, settle_row_measure
from extractors.statements.rows import RowKey
from schemas.report import Report
from schemas.statement import Statement, fold_label

GRAND_TOTALS = (
    "总计", "收入总计", "支出总计", "合计", "收入合计", "支出合计", "收入预算总计", "支出预算总计", "收支总计",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The dimensions of one figure; `year` only where the row prints its own."""

    concept: str
    measure: str
    fund: str
    unit: str = "CNY"
    year: int | None = None


class Interpreter:
    """Reads figures of one statement in one report. `fund` is the table's own."""

    def __init__(self, statement: Statement, report: Report, fund: str) -> None:
        self._statement, self._report, self._fund = statement, report, fund

    def interpret(
        self,
        key: RowKey,
        reading: Reading,
        readings: Sequence[Reading],
        side: str,
        carryover: str | None,
        is_last: bool,
        single: bool,
    ) -> Dimensions | str:
        """The dimensions of a figure, or the reason why it has none."""
        if reading.impossible:
            return "no_concept"
        if reading.unread is not None:
            return "unknown_column"
        measure = settle_measure(reading.measure, self._statement, self._report.is_budget)
        unit = reading.unit or "CNY"
        match self._statement.layout:
            case "two_sided":
                return self._interpret_side(key, reading, side, carryover, is_last, measure, unit)
            case "matrix":
                return self._interpret_matrix(key, reading, readings, measure, unit, single)
        if (
            key.kind == "label"
            and key.term is not None
            and key.term.concept
            and self._statement.layout == "economic_rows"
        ):
            return Dimensions(key.term.concept, measure, self._fund, unit)
        if key.kind not in ("code", "total", "unit") and not (single and key.kind == "blank"):
            return "unknown_row"
        concept, fund = column_concept(reading, self._statement, readings)
        if concept is None:
            return "no_concept"
        return Dimensions(concept, measure, fund or self._fund, unit)

    def _interpret_side(
        self, key: RowKey, reading: Reading, side: str, carryover: str | None, is_last: bool, measure: str, unit: str
    ) -> Dimensions | str:
        fund = reading.fund or self._fund
        if key.kind == "code":
            return Dimensions(combine("expenditure", reading.concept)[0] or "expenditure", measure, fund, unit)
        if fold_label(key.label) in GRAND_TOTALS or key.kind == "total":
            current = {"income": "income_current_year", "expenditure": "expenditure"}
            concept = self._statement.totals[side] if is_last else current[side]
            return Dimensions(self._current(concept), measure, fund, unit)
        if key.term is None:
            return "unknown_row"
        term = key.term
        if term.role == "fund":
            if carryover is None and (side == "expenditure" or "结转" in key.label):
                return "unknown_row"
            return Dimensions(carryover or "fiscal_appropriation", measure, term.fund or fund, unit)
        if term.concept is None:
            return "unknown_row"
        concept = self._current(term.concept)
        if concept == "expenditure" and reading.concept:
            concept = reading.concept
        return Dimensions(concept, measure, term.fund or fund, unit)

    def _current(self, concept: str) -> str:
        """本年收入合计 of a table of one fund is that fund's appropriation."""
        return self._statement.totals.get("current", concept) if concept == "income_current_year" else concept

    def _interpret_matrix(
        self, key: RowKey, reading: Reading, readings: Sequence[Reading], measure: str, unit: str, single: bool
    ) -> Dimensions | str:
        concept, fund = reading.concept, reading.fund or self._fund
        if concept is None and key.kind != "label" and any(r.concept == "three_public_total" for r in readings):
            return "no_concept"  # a sum of 三公 and other expenses
        year: int | None = None
        if key.kind == "year" or (key.term is not None and key.term.role == "measure"):
            row_measure, year = settle_row_measure(key, self._statement, self._report)
            if row_measure is None:
                return "unknown_row"
            measure = row_measure
            unit = (key.term.unit if key.term is not None else None) or unit
            concept = concept or self._statement.totals["column"]
        if key.term is not None and key.term.role in ("concept", "group", "count"):
            concept = combine(concept, key.term.concept)[0]
            fund = reading.fund or key.term.fund or self._fund
            unit = self._count_unit(key) or unit
        elif key.kind == "total" or single or key.kind == "unit":
            concept = concept or self._statement.totals["column"]
        if concept is None:
            return "unknown_row"
        if concept == "expenditure" and self._statement.totals["column"] == "three_public_total":
            concept = "three_public_total"  # 支出合计 of a table of 三公
        if concept == "agency_operating_expenditure" and reading.fund is None:  # 合计 over columns of funds is fiscal
            fund = self._fund if any(r.fund for r in readings) else "general_public"
        return Dimensions(concept, measure, fund, unit, year)

    @staticmethod
    def _count_unit(key: RowKey) -> str | None:
        """A count's unit as printed beside its label: （人） is persons, （人次） person times."""
        if key.term is None or key.term.role != "count":
            return None
        label = fold(key.label)
        if label.endswith(("(人)", "（人）")):
            return "person"
        return key.term.unit
