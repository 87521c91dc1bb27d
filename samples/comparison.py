"""Comparing what was extracted with the truth: what is missing, what is too much, by place kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.expectation import Truth
from samples.figures import OPEN_FUND, UNITS
from schemas.records import Extraction, Fact, Indicator, Project

Row = tuple[str, ...]
_ITEMS = ("vehicles", "equipment_over_threshold", "evaluation_score", "expenditure_project")
"""Concepts whose item tells facts apart; elsewhere a report words it as it likes."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows that agree, rows of the truth that were not found, rows that were found and are not true."""

    agreed: int
    missing: tuple[Row, ...]
    extra: tuple[Row, ...]

    @property
    def recall(self) -> float:
        """The share of the truth that was found."""
        return self.agreed / whole if (whole := self.agreed + len(self.missing)) else 1.0

    @property
    def precision(self) -> float:
        """The share of what was found that is true."""
        return self.agreed / whole if (whole := self.agreed + len(self.extra)) else 1.0

    def __str__(self) -> str:
        lines = [f"recall {self.recall:.2%}, precision {self.precision:.2%} of {self.agreed + len(self.missing)} rows"]
        lines += [f"  missing {' '.join(row)}" for row in self.missing]
        lines += [f"  extra   {' '.join(row)}" for row in self.extra]
        return "\n".join(lines)


def compare_facts(truth: Truth, facts: Iterable[Fact], source: str) -> Comparison:
    """The facts of one place kind (table, text), as multisets of everything the contract says of a fact."""
    expected = (_expected_row(row) for row in truth.facts if row["source"] == source)
    return _compare(expected, (_fact_row(fact) for fact in facts if fact.source == source))


def compare_projects(truth: Truth, extraction: Extraction) -> Comparison:
    """The performance forms: one row for each head, one for each indicator."""
    expected = [row for project in truth.projects for row in _expected_project(project)]
    names = {project.project_id: project.name for project in extraction.projects}
    found = [_project_row(project) for project in extraction.projects]
    found += [_indicator_row(names[row.project_id], row) for row in extraction.indicators]
    return _compare(expected, found)


def _compare(expected: Iterable[Row], found: Iterable[Row]) -> Comparison:
    want, have = Counter(expected), Counter(found)
    return Comparison(
        sum((want & have).values()), tuple(sorted((want - have).elements())), tuple(sorted((have - want).elements()))
    )


def _fund(concept: str, fund: str) -> str:
    """A fund that reports seldom fix is not compared."""
    return "*" if concept.startswith(OPEN_FUND) or concept in UNITS else fund


def _expected_row(row: Mapping[str, str]) -> Row:
    return (
        row["statutory_table"],
        row["concept"],
        row["measure"],
        _fund(row["concept"], row["fund"]),
        row["function_code"],
        row["economic_code"],
        row["item"] if row["concept"] in _ITEMS else "",
        row["fiscal_year"],
        _number(Decimal(row["value"])),
        row["unit"],
    )


def _fact_row(fact: Fact) -> Row:
    return (
        fact.statutory_table or "",
        fact.concept,
        fact.measure,
        _fund(fact.concept, fact.fund),
        fact.function_code or "",
        fact.economic_code or "",
        (fact.item or "") if fact.concept in _ITEMS else "",
        str(fact.fiscal_year or ""),
        _number(fact.value),
        fact.unit,
    )


def _expected_project(project: Mapping[str, Any]) -> list[Row]:
    money = ("initial_amount", "budget_amount", "executed_amount", "total_score")
    head = (project["name"], *(_number(project[field]) for field in money))
    return [head, *(_row_of(project["name"], indicator) for indicator in project["indicators"])]


def _project_row(project: Project) -> Row:
    money = (project.initial_amount, project.budget_amount, project.executed_amount, project.total_score)
    return (project.name, *(_number(amount) for amount in money))


_TEXTS = ("level1", "level2", "level3", "target_text", "actual_text", "target_operator", "target_unit")
_NUMBERS = ("target_value", "actual_value", "weight", "score")


def _row_of(name: str, indicator: Mapping[str, Any]) -> Row:
    texts = (indicator[field] or "" for field in _TEXTS)
    return (name, *texts, *(_number(indicator[field]) for field in _NUMBERS))


def _indicator_row(name: str, indicator: Indicator) -> Row:
    return _row_of(name, {field: getattr(indicator, field) for field in (*_TEXTS, *_NUMBERS)})


def _number(value: Decimal | str | None) -> str:
    """A number without trailing zeros; blank where there is none."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
