"""The truth about a fictional department: its books by year, from which every printed figure follows.

Money is in integer fen, so that sums are exact. A year's money is a cube: (source, 项) -> Line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

GENERAL, GOV_FUND, CAPITAL = "general_public", "gov_fund", "state_capital"
FISCAL = (GENERAL, GOV_FUND, CAPITAL)
"""The three funds of 财政拨款."""

OWN = (
    "superior_subsidy_income",
    "business_income",
    "operating_income",
    "affiliated_remittance_income",
    "other_income",
)
"""Other sources, named by the contract's concept of their income."""

SOURCES = (*FISCAL, *OWN)
PERSONNEL_CLASSES = ("301", "303")
"""Economic classes of 人员经费; the others are 公用经费."""

THREE_PUBLIC_LEAVES = (
    "three_public_abroad",
    "three_public_vehicle_purchase",
    "three_public_vehicle_operation",
    "three_public_reception",
)
"""The three-public costs that are stated for themselves; the others are their sums."""

Kind = Literal["final_account", "unit_final_account", "budget", "unit_budget"]


@dataclass(frozen=True, slots=True)
class Line:
    """One 项 in one source, in fen. `surplus` is 使用非财政拨款结余, `distributed` 结余分配."""

    opening: int = 0
    income: int = 0
    basic: int = 0
    project: int = 0
    operating: int = 0
    surplus: int = 0
    distributed: int = 0

    @property
    def spent(self) -> int:
        return self.basic + self.project + self.operating

    @property
    def closing(self) -> int:
        return self.opening + self.income + self.surplus - self.spent - self.distributed


FIELDS = ("opening", "income", "basic", "project", "operating", "surplus", "distributed", "spent", "closing")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A year's budget or final account. `economic`: 5-digit items of the general public basic expenditure.

    `matters` holds every other amount in fen by the contract's concept (three-public leaves, procurement,
    机关运行经费, assets ...), `counts` every count by (concept, item).
    """

    year: int
    lines: Mapping[tuple[str, str], Line]
    economic: Mapping[str, int]
    matters: Mapping[str, int]
    counts: Mapping[tuple[str, str], int]

    def total(self, field: str, sources: Iterable[str], code: str = "") -> int:
        """The sum of a field of Line over sources and over the 项 whose code begins with `code`, in fen."""
        wanted = frozenset(sources)
        return sum(
            getattr(line, field)
            for (source, item), line in self.lines.items()
            if source in wanted and item.startswith(code)
        )

    def codes(self, sources: Iterable[str], digits: int, *fields: str) -> tuple[str, ...]:
        """The sorted codes of `digits` digits that have any of the fields other than zero in the sources."""
        wanted = frozenset(sources)
        return tuple(
            sorted(
                {
                    item[:digits]
                    for (source, item), line in self.lines.items()
                    if source in wanted and any(getattr(line, field) for field in fields)
                }
            )
        )

    def spent_on(self, economic_code: str = "") -> int:
        """General public basic expenditure on an economic code (3 or 5 digits), or in all, in fen."""
        return sum(amount for code, amount in self.economic.items() if code.startswith(economic_code))


@dataclass(frozen=True, slots=True)
class IndicatorTruth:
    """One indicator row of a performance form, as printed and as understood."""

    level1: str
    level2: str
    level3: str
    target_text: str
    actual_text: str
    target_operator: str | None
    target_value: Decimal | None
    target_unit: str | None
    actual_value: Decimal | None
    weight: int
    score: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProjectTruth:
    """A performance project. Amounts in fen; `indicators` weigh 90 points, the execution rate 10."""

    name: str
    unit: str
    initial: int
    budget: int
    executed: int
    expected_goal: str
    actual_goal: str
    indicators: tuple[IndicatorTruth, ...]

    @property
    def execution_score(self) -> Decimal:
        """10 points by the execution rate, cut to two decimals."""
        return (Decimal(10) * self.executed / self.budget).quantize(Decimal("0.01")) if self.budget else Decimal(0)

    @property
    def score(self) -> Decimal:
        return self.execution_score + sum((i.score for i in self.indicators), Decimal(0))


@dataclass(frozen=True, slots=True)
class Department:
    """Who reports. `division` is the administrative code of a real place; the office itself is invented."""

    key: str
    name: str
    short: str
    division: str
    is_unit: bool
    running: str
    duties: tuple[str, ...]
    offices: int
    profile: Mapping[str, int]
    grain: int


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a department: what was planned, what was allowed in the end, what was done."""

    budget: Ledger
    final: Ledger
    adjusted: Mapping[str, int]
    projects: tuple[ProjectTruth, ...]
    department_score: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report is about: a department, a kind of report, the year and the year before."""

    department: Department
    kind: Kind
    current: Year
    prior: Year

    @property
    def year(self) -> int:
        return self.current.final.year

    @property
    def is_budget(self) -> bool:
        return self.kind in ("budget", "unit_budget")

    @property
    def ledger(self) -> Ledger:
        """The ledger that the report's tables print."""
        return self.current.budget if self.is_budget else self.current.final

    @property
    def measure(self) -> str:
        return "initial_budget" if self.is_budget else "final"
