"""What a figure is about, and the groups of concepts that the grammar treats alike."""

from __future__ import annotations

from dataclasses import dataclass

INCOME = frozenset(
    (
        "income_total",
        "income_current_year",
        "fiscal_appropriation",
        "superior_subsidy_income",
        "business_income",
        "operating_income",
        "affiliated_remittance_income",
        "other_income",
    )
)
"""Concepts of the income side."""
CARRIED = frozenset(("opening_carryover", "closing_carryover"))
"""Balances carried over a year's end: they have no parts of their own."""
PARTS_OF_BASIC = frozenset(("personnel_expenditure", "public_expenditure"))
"""The two parts of 基本支出."""
BASIC = PARTS_OF_BASIC | {"expenditure_basic"}
"""Concepts whose parts the economic classification names."""
PARTS_OF_ITEM = BASIC | {"expenditure_project"}
"""Concepts that a class or item of the functional classification is made of."""
AGENCY = ("agency_operating_expenditure",)
"""机关运行经费: the public expenditure of the offices, where a title says so."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about. `fund_said`: its own phrase names the fund; `open` lists codes that stay ambiguous."""

    concepts: tuple[str, ...]
    fund: str
    text: str
    fund_said: bool = False
    fund_policy: str = "all"
    function_code: str | None = None
    economic_code: str | None = None
    code_name: str | None = None
    code_source: str | None = None
    item: str | None = None
    stock: bool = False
    topic: str = ""
    exact: bool = True
    open: tuple[str, ...] = ()

    @property
    def is_income(self) -> bool:
        """Whether it is a figure of the income side only."""
        return all(c in INCOME for c in self.concepts)
