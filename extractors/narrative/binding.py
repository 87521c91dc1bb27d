"""Binding: which facts a number states, given the frame in which it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.narrative.concepts import Subject
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Comparison, Number

BUDGETS = ("budget", "initial_budget", "adjusted_budget")
PRIOR = {
    "final": "prior_final",
    "prior_final": "prior_final",
    "budget": "prior_budget",
    "initial_budget": "prior_budget",
    "prior_budget": "prior_budget",
    "adjusted_budget": "prior_budget",
}


@dataclass(frozen=True, slots=True)
class Binding:
    """One statement: subject, measure, signed value in the base unit."""

    subject: Subject
    measure: str
    value: Decimal
    unit: str
    fiscal_year: int | None
    rule: str
    base: str | None = None
    item: str | None = None
    confidence: Decimal = Decimal("0.96")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a number is no fact: a reason of the contract, and the subject that it might have had."""

    reason: str
    subject: str | None = None
    candidates: str | None = None


Outcome = tuple[Binding, ...] | Refusal


def subject_of(frame: Frame) -> tuple[Subject, ...]:
    """The subjects that the next number is about: all of a joint label, the next one of A、B分别为X、Y."""
    if frame.spread and len(frame.subjects) > 1:
        if frame.queue < len(frame.subjects):
            return (frame.subjects[frame.queue],)
        return ()
    return frame.subjects


def refuse(frame: Frame, reason: str = "ambiguous") -> Refusal:
    """A refusal that keeps the candidates."""
    names = tuple(dict.fromkeys(f"{c}:{s.fund}" for s in frame.subjects for c in s.concepts))
    if not names:
        return Refusal("no_concept")
    return Refusal(reason, frame.subjects[-1].text, "|".join(names) if reason == "ambiguous" else None)


def bind_amount(frame: Frame, number: Number) -> Outcome:
    """The facts of an amount of money."""
    value = number.base_value
    if value is None or frame.zone or frame.dirty or frame.foreign:
        return refuse(frame, "no_concept")
    subjects = subject_of(frame)
    if (
        not subjects
        or any(s.open for s in subjects)
        or (len(subjects) > 1 and not frame.spread and not frame.each and frame.anchor != "direction")
    ):
        return refuse(frame)
    if frame.orphan and frame.anchor in ("direction", "comparison"):
        return refuse(frame, "no_concept")
    if frame.anchor == "direction":
        return _changes(frame, subjects, "change", value, "CNY")
    if frame.anchor == "label":
        carried = subjects[0].concepts[0] in ("opening_carryover", "closing_carryover")
        planned = frame.children and frame.child_measure in BUDGETS and not carried
        inherited = frame.child_measure if planned else None
        if frame.stash and frame.bracket_measure in BUDGETS:
            inherited = frame.bracket_measure
        return _stated(frame, subjects, inherited, value)
    if frame.anchor == "measure" and frame.each and len(frame.measures) > 1 and not frame.spread:
        found = [_stated(frame, subjects, measure, value) for measure in frame.measures]
        return tuple(b for outcome in found if not isinstance(outcome, Refusal) for b in outcome) or refuse(frame)
    if frame.anchor == "measure":
        measure = frame.measures[min(frame.queue, len(frame.measures) - 1)] if frame.spread else frame.measures[-1]
        return _stated(frame, subjects, measure, value)
    if frame.anchor == "completion":
        return _stated(frame, subjects, frame.relation_measure or "budget", value)
    if frame.anchor == "comparison" and frame.comparison:
        return _compared(frame, frame.comparison, subjects, value)
    return refuse(frame)


def _default(frame: Frame) -> str:
    return frame.report.default_measure


def _default_prior(frame: Frame) -> str:
    """The reading of the year before that a figure is compared with; 三公 published alone is either."""
    planned = frame.report.doc_kind == "three_public" and frame.last_measure in (*BUDGETS, "prior_budget")
    return "prior_budget" if planned else PRIOR[_default(frame)]


def _stated(frame: Frame, subjects: tuple[Subject, ...], measure: str | None, value: Decimal) -> Outcome:
    year, own = frame.year, frame.report.fiscal_year
    rule = "label" if measure is None else f"measure:{measure}"
    reading = measure if measure and measure != "stated" else _default(frame)
    if frame.report.is_budget:
        if reading == "budget":
            reading = "initial_budget"
        if reading == "final" and (year is None or year == own):
            reading = _default(frame) if year == own or measure is None else "final"
    if all(s.stock for s in subjects):
        when = frame.as_of or year or own
        return tuple(Binding(s, "final", value, "CNY", when, rule, item=s.item) for s in subjects)
    if year is not None and own is not None and year > own:
        return refuse(frame)
    if reading in ("prior_final", "prior_budget") or (year is not None and own is not None and year < own):
        if measure is None and frame.report.is_budget:
            return refuse(frame)
        when = year if year is not None and own is not None and year < own else (own - 1 if own else None)
        return tuple(Binding(s, PRIOR[reading], value, "CNY", when, "prior", item=s.item) for s in subjects)
    return tuple(Binding(s, reading, value, "CNY", own, rule, item=s.item) for s in subjects)


def _compared(frame: Frame, comparison: Comparison, subjects: tuple[Subject, ...], value: Decimal) -> Outcome:
    own = frame.report.fiscal_year
    year = comparison.year or (own - 1 if comparison.prior and own else None)
    if year is None or own is None or year >= own:
        if comparison.measure in BUDGETS:
            measure = (
                "initial_budget"
                if frame.report.is_budget and comparison.measure == "budget"
                else str(comparison.measure)
            )
            return tuple(Binding(s, measure, value, "CNY", own, "compared", item=s.item) for s in subjects)
        return refuse(frame)
    reading = PRIOR[comparison.measure] if comparison.measure else _default_prior(frame)
    return tuple(Binding(s, reading, value, "CNY", year, "compared", item=s.item) for s in subjects)


def compared_with(frame: Frame) -> tuple[str | None, str | None]:
    """(base, item) of a change: what it is measured against, and the year where it is not the prior one."""
    own = frame.report.fiscal_year
    if frame.budget_change:
        return frame.relation_measure or "budget", None
    comparison = frame.comparison
    if comparison is None:
        return None, None
    if comparison.year is None and not comparison.prior:
        return comparison.measure, None
    base = PRIOR[comparison.measure] if comparison.measure else _default_prior(frame)
    if base == "prior_budget" and comparison.measure is None:
        frame.comparison = replace(comparison, measure="budget")  # for the rate behind the change
    if comparison.year is None or own is None or comparison.year == own - 1:
        return base, None
    if comparison.year == own:
        return comparison.measure, None
    return base, str(comparison.year)


def _changes(frame: Frame, subjects: tuple[Subject, ...], measure: str, value: Decimal, unit: str) -> Outcome:
    own = frame.report.fiscal_year
    since = frame.current and own is not None and frame.year == own - 1  # 2024年A，2023年B，增加C
    if (frame.year is not None and frame.year != own and not since) or (frame.spread and frame.told):
        return refuse(frame)
    if frame.mixed and frame.children and frame.comparison is None:
        return refuse(frame)
    if frame.in_project or frame.unowned:
        return refuse(frame, "no_concept")  # 门诊量同比增长12%; 完成投资9亿元，增长3%: of another thing
    signed = value if value < 0 else value * (frame.direction or 1)
    base, item = compared_with(frame)
    confidence = Decimal("0.92") if value < 0 or base in BUDGETS else Decimal("0.96")
    return tuple(
        Binding(s, measure, signed, unit, own, "direction", base, item or s.item, confidence) for s in subjects
    )


def bind_percent(frame: Frame, number: Number) -> Outcome:
    """The facts of a percentage."""
    value = number.base_value
    if value is None or frame.zone or frame.dirty or frame.foreign or frame.orphan:
        return refuse(frame, "no_concept")
    subjects = subject_of(frame)
    if not subjects or any(s.open for s in subjects):
        return refuse(frame)
    own = frame.report.fiscal_year
    if frame.anchor == "direction" and not frame.budget_change:
        if frame.quantity:
            return refuse(frame, "no_concept")  # 采血84.71吨，比去年增加0.91%
        return _changes(frame, subjects, "change_rate", value, "percent")
    if frame.anchor == "" and frame.stash and frame.last_change is not None:
        frame.direction = frame.last_change
        return _changes(frame, subjects, "change_rate", value, "percent")
    if len(subjects) > 1 and not frame.spread and value:
        return refuse(frame)
    if frame.in_project and frame.anchor == "completion" and frame.relation_measure is None:
        return refuse(frame, "no_concept")  # 地上结构完成100%
    if frame.year is not None and own is not None and frame.year != own:
        return refuse(frame)
    if frame.anchor in ("completion", "rate") or (frame.anchor == "measure" and frame.measures[-1] in BUDGETS):
        base = frame.relation_measure or (frame.measures[-1] if frame.measures else None)
        return tuple(Binding(s, "completion_rate", value, "percent", own, "completion", base, s.item) for s in subjects)
    if frame.anchor == "share":
        foreign = frame.denominators and not any(frame.denominators[-1] in s.concepts for s in subjects)
        own_budget = frame.relation_measure in BUDGETS and not (
            frame.relation_side or frame.report.is_budget or foreign
        )
        if own_budget and not frame.children:
            return tuple(
                Binding(s, "completion_rate", value, "percent", own, "share_of_budget", frame.relation_measure, s.item)
                for s in subjects
            )
        base = frame.denominators[-1] if frame.denominators else frame.relation_measure
        if base is None and frame.parent:
            base = frame.parent[0].concepts[0]
        return tuple(Binding(s, "share", value, "percent", own, "share", base, s.item) for s in subjects)
    return refuse(frame)


def bind_count_change(frame: Frame, counted: Subject, value: Decimal, rule: str) -> Outcome:
    """共有车辆9辆，比上年增加2辆: the change of what was counted; against the own budget it is none."""
    base, item = compared_with(frame)
    if base is None or base in BUDGETS:
        return Refusal("no_concept")
    unit = "vehicle" if counted.concepts[0].startswith("vehicles") else "set"
    own = frame.report.fiscal_year
    return (Binding(counted, "change", value, unit, own, rule, base, item or counted.item),)


def bind_unchanged(frame: Frame) -> Outcome | None:
    """持平: a change of 0 against the prior year; against the own budget it states nothing."""
    base, item = compared_with(frame)
    silent = frame.zone or frame.foreign or frame.orphan
    if silent or base is None or base in BUDGETS or not (frame.subjects or frame.last_count):
        return None
    if frame.last_count is not None:
        return bind_count_change(frame, frame.last_count, Decimal(0), "unchanged")
    if any(s.open for s in frame.subjects) or (frame.year is not None and frame.year != frame.report.fiscal_year):
        return refuse(frame)
    own = frame.report.fiscal_year
    return tuple(
        Binding(s, "change", Decimal(0), "CNY", own, "unchanged", base, item or s.item, Decimal("0.95"))
        for s in frame.subjects
    )
