"""A performance form while it is read: what its rows have said so far, and the records that come of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.amounts import fold
from extractors.forms.levels import Group, infer_first
from extractors.forms.targets import QUALITATIVE, Target, parse_target
from schemas.document import Cell
from schemas.measures import target_words
from schemas.performance import FormCatalog
from schemas.records import Indicator, Project
from schemas.report import Report

_PLACEHOLDER = re.compile(r"(?:目标\d*[:：]?|[….·]+|\d+[.、])*")
VERIFIED = Decimal("0.99")
READ = Decimal("0.95")
GUESSED = Decimal("0.90")
_CODE = re.compile(r"^(?=[0-9A-Z]*\d)[0-9A-Z]{10,}\s*[-－—]\s*")
_CHINESE = "一二三四五六七八九十"
_INDEX = re.compile(
    rf"^(?:[(（](?:\d{{1,2}}|[{_CHINESE}]{{1,3}})[)）]|\d{{1,2}}(?:[、．]|\.(?!\d))|[{_CHINESE}]{{1,3}}、)\s*"
)


def project_name(text: str) -> str:
    """A project's name without the code or the number that a list prints before it."""
    return _INDEX.sub("", _CODE.sub("", text)) or text


@dataclass(slots=True)
class IndicatorDraft:
    """One indicator row: texts as printed, weight and score read."""

    level1: Group
    level2: Group
    level3: str
    target: str
    actual: str
    operator: str = ""
    unit: str = ""
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None
    page: int | None = None
    table_id: str | None = None
    row: int | None = None

    @property
    def target_text(self) -> str:
        """The target as printed; where operator and unit have columns of their own, the three together."""
        if self.operator == QUALITATIVE or not self.target:
            return self.target
        operator = self.operator if fold(self.operator) in target_words().prefix else ""
        return f"{operator}{self.target}{self.unit}"

    def parse(self, year: int | None) -> tuple[Target, Target]:
        """Target and result parsed; a unit column serves both."""
        target = parse_target(self.target_text, year, self.level3)
        target = Target(QUALITATIVE) if self.operator == QUALITATIVE else target
        actual = parse_target(self.actual, year, self.level3)
        if self.unit and actual.value is not None and actual.unit is None:
            actual = Target(actual.operator, actual.value, self.unit, actual.period)
        return target, actual


@dataclass(slots=True)
class FormDraft:
    """A form: its subject is a project or the department as a whole. Amounts are in yuan, by (side, part)."""

    table_id: str
    section_id: str | None
    part: str
    title: str
    row: int
    page: int | None
    subject: str = "project"
    name: str = ""
    budget_unit: str = ""
    supervisor: str = ""
    amounts: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    rate: Decimal | None = None
    execution_score: Decimal | None = None
    total_score: Decimal | None = None
    total_cell: Cell | None = None
    total_table: str = ""
    grade: str | None = None
    expected: list[str] = field(default_factory=list)
    actual: list[str] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    named_by_title: bool = False
    meanings: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """A form that states nothing: a blank template, or a heading without rows."""
        return not (self.amounts or self.indicators or self.expected or self.actual or self.total_score is not None)

    def set_amount(self, side: str, part: str, value: Decimal) -> None:
        """Keep an amount of a side and a part; this year's and a plain one are the budget. The first one stays."""
        side = "budget" if side in ("", "annual") else side
        self.amounts.setdefault((side, part or "total"), value)

    def add_goal(self, field: str, text: str) -> None:
        """Add to the expected or the actual goal; the numbers of an empty template (目标1：…… 目标2：) say nothing."""
        if field in ("expected", "actual") and not _PLACEHOLDER.fullmatch(text):
            (self.actual if field == "actual" else self.expected).append(text)

    def note(self, cell: Cell, subject: str, unit: str) -> None:
        """Remember what the number of a cell is about, and its unit, for the list of the form's numbers."""
        self.meanings[id(cell)] = (subject, unit)

    def amount(self, side: str, part: str = "total") -> Decimal | None:
        """The amount of a side and a part, if printed; the budget of a form that only prints the whole period's."""
        value = self.amounts.get((side, part))
        if value is None and side == "budget" and not any(s in ("budget", "initial") for s, _ in self.amounts):
            value = self.amounts.get(("period", part))
        return value

    def verified(self) -> bool:
        """Whether the form's own sums close: parts make the total, indicator scores and execution score the score."""
        sides = [s for s in ("initial", "budget", "executed") if (s, "total") in self.amounts]
        parts = ("fiscal", "carried", "account", "other")
        for side in sides:
            stated = [self.amounts[side, p] for p in parts if (side, p) in self.amounts]
            if not stated or abs(sum(stated) - self.amounts[side, "total"]) > Decimal(200):
                return False
        scores = [i.score for i in self.indicators if i.score is not None]
        if self.total_score is not None and scores:
            apart = abs(sum(scores) + (self.execution_score or 0) - self.total_score)
            return apart <= Decimal("0.05") * (len(scores) + 1)
        return bool(sides)

    def confidence(self) -> Decimal:
        """How sure the reading is: verified by its sums, plainly read, or leaning on a title or a period's total."""
        whole_period = any(side == "period" for side, _ in self.amounts) and ("budget", "total") not in self.amounts
        if self.named_by_title or whole_period:
            return GUESSED
        return VERIFIED if self.verified() else READ

    def build(self, report: Report, catalog: FormCatalog) -> tuple[Project, tuple[Indicator, ...]]:
        """The records of the form."""
        place = f"{report.doc_id}|{self.table_id}|{self.row}|{self.name}"
        project_id = hashlib.sha256(place.encode()).hexdigest()[:32]
        project = Project(
            project_id=project_id,
            doc_id=report.doc_id,
            org_id=report.org_id,
            fiscal_year=report.fiscal_year,
            name=self.name,
            layout=catalog.layout(frozenset(self.fields), self.subject),
            budget_unit=self.budget_unit or self.supervisor or None,
            initial_amount=self.amount("initial"),
            budget_amount=self.amount("budget"),
            executed_amount=self.amount("executed"),
            fiscal_amount=self.amount("budget", "fiscal"),
            fiscal_executed_amount=self.amount("executed", "fiscal"),
            other_amount=self.amount("budget", "other"),
            other_executed_amount=self.amount("executed", "other"),
            execution_rate=self.rate,
            expected_goal="".join(self.expected) or None,
            actual_goal="".join(self.actual) or None,
            total_score=self.total_score,
            execution_score=self.execution_score,
            grade=self.grade,
            page=self.page,
            table_id=self.table_id,
            section_id=self.section_id,
            part=self.part,
            confidence=self.confidence(),
        )
        return project, tuple(_indicators(project, self.indicators, report.fiscal_year, self._levels(catalog)))

    def _levels(self, catalog: FormCatalog) -> list[tuple[str | None, str | None]]:
        """First and second level of every indicator; a first one is inferred where the form has a column for it."""
        pairs = [(i.level1.settled, i.level2.settled) for i in self.indicators]
        if "level1" not in self.fields:
            return pairs
        return [(first, second) for first, (_, second) in zip(infer_first(pairs, catalog), pairs, strict=True)]


def _indicators(
    project: Project,
    drafts: Sequence[IndicatorDraft],
    year: int | None,
    levels: Sequence[tuple[str | None, str | None]],
) -> list[Indicator]:
    records: list[Indicator] = []
    for ord_, (draft, (first, second)) in enumerate(zip(drafts, levels, strict=True), 1):
        target, actual = draft.parse(year)
        records.append(
            Indicator(
                project_id=project.project_id,
                ord=ord_,
                doc_id=project.doc_id,
                level1=first,
                level2=second,
                level3=draft.level3,
                target_text=draft.target_text,
                actual_text=draft.actual,
                target_operator=target.operator,
                target_value=target.value,
                target_unit=target.unit,
                target_period=target.period,
                actual_operator=actual.operator,
                actual_value=actual.value,
                actual_unit=actual.unit,
                weight=draft.weight,
                score=draft.score,
                reason=draft.reason or None,
                page=draft.page,
                table_id=draft.table_id,
                row=draft.row,
            )
        )
    return records
