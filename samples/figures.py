"""What a report's figures are: any concept, measure, fund and code of the contract, computed from the books."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.model import FISCAL, GENERAL, OWN, PERSONNEL_CLASSES, SOURCES, THREE_PUBLIC_LEAVES, Ledger, Statement

_FIELDS = {
    "expenditure": ("spent",),
    "expenditure_basic": ("basic",),
    "expenditure_project": ("project",),
    "expenditure_operating": ("operating",),
    "income_current_year": ("income",),
    "fiscal_appropriation": ("income",),
    "opening_carryover": ("opening",),
    "closing_carryover": ("closing",),
    "nonfiscal_surplus_used": ("surplus",),
    "surplus_distribution": ("distributed",),
    "income_total": ("opening", "income", "surplus"),
    "expenditure_total": ("spent", "distributed", "closing"),
}
_ABSENT = ("expenditure_remitted_to_superior", "expenditure_subsidy_to_affiliated", "foreign_reception")
_VEHICLE = ("three_public_vehicle_purchase", "three_public_vehicle_operation")
_PROCUREMENT = ("procurement_goods", "procurement_works", "procurement_services")
UNITS = {
    "abroad_groups": "trip_group",
    "abroad_persons": "person_time",
    "vehicles_purchased": "vehicle",
    "vehicles_owned": "vehicle",
    "vehicles_total": "vehicle",
    "vehicles": "vehicle",
    "reception_batches": "batch",
    "reception_persons": "person_time",
    "foreign_reception_batches": "batch",
    "foreign_reception_persons": "person_time",
    "equipment_over_threshold": "set",
    "staff_quota": "person",
    "staff_actual": "person",
    "staff_retired": "person",
    "performance_projects": "item",
}
"""Concepts that count, with the contract's unit."""

OPEN_FUND = ("three_public", "agency_operating", "procurement", "meeting_", "training_", "foreign_", "assets_")
"""Concepts whose fund a report seldom fixes."""


class UnknownFigure(Exception):
    """A wording asks for a figure that the model does not have."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is asked for. `base` is the concept (share) or measure (completion) that a rate is measured against;
    `printed_item` is the item's name in print, where it differs."""

    concept: str
    fund: str = "all"
    code: str = ""
    economic: str = ""
    measure: str = ""
    base: str = ""
    item: str = ""
    printed_item: str = ""

    @property
    def fund_open(self) -> bool:
        return self.concept.startswith(OPEN_FUND) or self.concept in UNITS


def sources_of(fund: str) -> tuple[str, ...]:
    """The model's sources that make up a fund of the contract."""
    return {"all": SOURCES, "fiscal": FISCAL}.get(fund, (fund,))


def amount(ledger: Ledger, key: Key) -> int:
    """The amount in fen (or the count) that a ledger holds for a key, whatever its measure."""
    concept = key.concept
    if key.economic or concept in ("personnel_expenditure", "public_expenditure"):
        return _economic(ledger, concept, key.economic)
    if concept in _FIELDS:
        return sum(ledger.total(field, sources_of(key.fund), key.code) for field in _FIELDS[concept])
    if concept in OWN:
        return ledger.total("income", (concept,), key.code)
    if concept in UNITS:
        return ledger.counts.get((concept, key.item), 0)
    if concept == "three_public_total":
        return sum(ledger.matters[leaf] for leaf in THREE_PUBLIC_LEAVES)
    if concept == "three_public_vehicle":
        return sum(ledger.matters[leaf] for leaf in _VEHICLE)
    if concept == "procurement_total":
        return sum(ledger.matters[part] for part in _PROCUREMENT)
    if concept in ledger.matters:
        return ledger.matters[concept]
    if concept in _ABSENT:
        return 0
    raise UnknownFigure(f"{concept} of {ledger.year}")


def _economic(ledger: Ledger, concept: str, code: str) -> int:
    personnel = sum(ledger.spent_on(c) for c in PERSONNEL_CLASSES)
    if not code:
        return personnel if concept == "personnel_expenditure" else ledger.spent_on() - personnel
    is_personnel = code[:3] in PERSONNEL_CLASSES
    if concept == "expenditure_basic" or is_personnel == (concept == "personnel_expenditure"):
        return ledger.spent_on(code)
    return 0


class Figures:
    """The figures of one report, of this year and of the year before."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._projects = {project.name: project for project in statement.current.projects}

    def score(self, key: Key) -> Decimal:
        """The score of the project that the key names, or the department's own."""
        return self._projects[key.item].score if key.item else self.statement.current.department_score

    def _of_projects(self, key: Key, measure: str) -> int:
        if key.concept == "performance_projects":
            return len(self._projects)
        if key.concept == "performance_projects_amount":
            return sum(project.budget for project in self._projects.values())
        project = self._projects[key.item]
        return {"initial_budget": project.initial, "final": project.executed}.get(measure, project.budget)

    def measured(self, key: Key) -> int:
        """The amount of a key in its measure, in fen or as a count; not for rates."""
        current, prior = self.statement.current, self.statement.prior
        measure = key.measure or self.statement.measure
        if key.concept in ("performance_projects", "performance_projects_amount") or key.item in self._projects:
            return self._of_projects(key, measure)
        match measure:
            case "final":
                return amount(current.final, key)
            case "initial_budget":
                return amount(current.budget, key)
            case "budget":
                return amount(current.budget, key)
            case "adjusted_budget":
                if key.concept.startswith("three_public"):
                    return amount(current.budget, key)
                if key.fund != GENERAL or key.concept != "expenditure":
                    raise UnknownFigure(f"adjusted_budget of {key.concept}")
                return sum(fen for code, fen in current.adjusted.items() if code.startswith(key.code))
            case "prior_final":
                return amount(prior.final, key)
            case "prior_budget":
                return amount(prior.budget, key)
            case "change":
                before = prior.budget if self.statement.is_budget else prior.final
                return amount(self.statement.ledger, key) - amount(before, key)
        raise UnknownFigure(f"{measure} of {key.concept}")

    def ratio(self, key: Key) -> tuple[int, int]:
        """Numerator and denominator of a rate: change_rate, share, completion_rate."""
        statement = self.statement
        if key.item in self._projects:
            project = self._projects[key.item]
            return project.executed, project.budget
        this = amount(statement.ledger, key)
        if key.measure == "change_rate":
            before = amount(statement.prior.budget if statement.is_budget else statement.prior.final, key)
            return this - before, before
        if key.measure == "completion_rate":
            whole = Key(key.concept, key.fund, key.code, key.economic, key.base or "budget", "", key.item)
            return this, self.measured(whole)
        concept, _, fund = key.base.partition("@")
        return this, amount(statement.ledger, Key(concept, fund or "all"))
