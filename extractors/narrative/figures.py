"""Figures: a number meets the frame; dates, numbering and thresholds set the scope, the others are bound."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.narrative.binding import Binding, Outcome, Refusal, bind_amount, bind_percent
from extractors.narrative.counting import (
    bind_count,
    bind_project_amount,
    bind_projects,
    bind_staff_kind,
    bind_staff_on_duty,
)
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Comparison, Delimiter, Mark, Number
from extractors.narrative.trail import Trail, last_clause

SILENT = {
    "date": "date",
    "year": "date",
    "list": "numbering",
    "ordinal": "ordinal",
    "reference": "reference",
    "threshold": "threshold",
    "equipment": "threshold",
}
"""Kinds of numbers that are no figures, with the reason that their mention states."""


_OF_THINGS = re.compile(r"占[^，。;]*(?:总数|个数|数量|人数|户数)的?(?:比重|比例)?为?$")
_RATES = re.compile(r"(?:增|减|升|降)[^，。;、]{0,8}\d[\d,.]*[百千万亿]*元[，、]$")
"""A change of an amount, right before a percentage that stands alone between commas."""
_MORE = re.compile("(多|少)了?$")
"""比上年少35万元."""
_ABOUT = re.compile("及?以[上内下]|左右")
_PRICES = ("金额", "金额为", "总金额", "总金额为")
_STATES = ("计", "为", "共计", "即", "均为", "达")
"""What may stand between a share and the amount itself: 占98%，计823.20万元."""


@dataclass(frozen=True, slots=True)
class Money:
    """The unit of amounts that print none, and what one of it is in yuan."""

    unit: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Reading:
    """A number or a word (持平, 未发生) with its outcome; `inferred` says that the unit is the section's."""

    number: Number
    outcome: Outcome
    inferred: bool = False
    words: bool = False


def read_number(
    frame: Frame, trail: Trail, number: Number, following: Mark | None, money: Money | None
) -> Reading | None:
    """The reading of a number; None for a written numeral (两个确立) that counts nothing we know."""
    if number.kind in SILENT:
        _set_scope(frame, trail, number)
        return Reading(number, Refusal(SILENT[number.kind]))
    frame.begin_sentence(False)
    inferred = False
    if number.kind == "bare":
        outcome, inferred = _bind_bare(frame, number, following, money)
    else:
        outcome = _bind(frame, trail, number)
    if frame.report.is_budget and not isinstance(outcome, Refusal) and _of_project(outcome):
        outcome = Refusal("no_concept", outcome[0].subject.item)
    strange = frame.anchor not in ("share", "completion") and (frame.foreign or trail.before(number) is not None)
    _leave(frame, number, outcome)
    if number.kind == "amount":
        frame.unnamed = strange and frame.unowned
    if number.written and isinstance(outcome, Refusal):
        return None
    return Reading(number, outcome, inferred)


def _of_project(bindings: tuple[Binding, ...]) -> bool:
    """A budget's project descriptions are mentions with the project as their subject (contract)."""
    return bindings[0].subject.concepts == ("expenditure_project",) and bindings[0].subject.item is not None


def _bind(frame: Frame, trail: Trail, number: Number) -> Outcome:
    sentence, offset = trail.sentence(number)
    if number.kind == "count":
        counted: Outcome | None = None
        before = trail.before(number)
        if "绩效" in sentence or "performance" in frame.topics:
            counted = bind_projects(frame, number, sentence, number.start - offset, number.end - offset)
        if frame.anchor == "" and last_clause(sentence[: number.start - offset]) == "实际":
            counted = counted or bind_staff_on_duty(frame, number)
        return counted or bind_staff_kind(frame, number, before) or bind_count(frame, number, before is None)
    if number.kind == "amount":
        said = sentence[: number.start - offset]
        clause = last_clause(said)
        if frame.anchor == "comparison" and (more := _MORE.search(clause)):
            frame.anchor, frame.direction, frame.dirty = "direction", 1 if more[1] == "多" else -1, False
        if frame.anchor == "" and clause in _PRICES:
            frame.take_purchase()
        if frame.anchor == "" and frame.shared and clause in _STATES:
            frame.anchor = "label"
        return bind_project_amount(frame, number, said) or bind_amount(frame, number)
    if number.kind == "percent":
        said = sentence[: number.start - offset]
        if frame.anchor == "share" and (_OF_THINGS.search(said) or frame.unnamed or (frame.unowned and frame.children)):
            return Refusal("no_concept")
        alone = said.endswith("(") and sentence.startswith(")", number.end - offset)
        if frame.anchor == "" and alone and "占" in said:
            frame.anchor = "share"
        if frame.anchor == "" and frame.last_change is not None and _RATES.search(said):
            frame.anchor, frame.direction = "direction", frame.last_change  # 较上年减少1万元，9.17%
        if _ABOUT.match(sentence, number.end - offset):
            return Refusal("no_concept")  # 增长5%以上: an aim
        weighed = any(t.concepts == ("evaluation_weight",) for t in frame.counts)
        return bind_count(frame, number) if weighed else bind_percent(frame, number)
    return Refusal("no_concept")


def _bind_bare(frame: Frame, number: Number, following: Mark | None, money: Money | None) -> tuple[Outcome, bool]:
    """A number without a unit: a count whose label allows it, or an amount in the section's unit."""
    stops = following is None or isinstance(following, Delimiter)
    if frame.counts and stops and any("" in t.units for t in frame.counts):
        return bind_count(frame, number), False
    awaited = frame.anchor in ("label", "measure") and not frame.counts
    if number.value == 0 and not number.decimals and stops and awaited:
        return bind_amount(frame, replace(number, kind="amount")), True
    if frame.anchor == "measure" and number.decimals > 0 and stops and money is not None:
        return bind_amount(frame, replace(number, kind="amount", unit=money.unit, factor=money.factor)), True
    return Refusal("no_concept"), False


def _set_scope(frame: Frame, trail: Trail, number: Number) -> None:
    """Years, dates, list numbers and equipment thresholds."""
    if number.kind == "list":
        if trail.last is None or isinstance(trail.last, Delimiter):
            frame.begin_item()
    elif number.kind == "equipment":
        frame.begin_sentence(False)
        total = frame.count_total
        planned = total is not None and total.concepts == ("vehicles_purchased",) and not total.stock
        bought = any(t.flow for t in frame.counts) or "购置" in trail.text[max(0, number.start - 6) : number.start]
        frame.anchor, frame.dirty, frame.counts = "equipment", False, ()
        frame.equipment = trail.printed(number.start, number.end)
        frame.equipment_bought = bought or planned
    elif number.year is not None:
        frame.begin_sentence(False)
        ending = trail.text[number.start : number.end].endswith(("末", "底"))
        dated = trail.text[max(0, number.start - 2) : number.start] in ("截至", "截止")
        if number.kind == "date" or ending or dated:
            frame.as_of = number.year
            frame.zone = "" if dated else frame.zone
        elif not frame.zone:
            frame.year, frame.as_of = number.year, None


def _leave(frame: Frame, number: Number, outcome: Outcome) -> None:
    """What a number leaves behind: the next one needs an anchor of its own."""
    bound = not isinstance(outcome, Refusal)
    frame.stated = frame.stated or bound
    frame.shared = not isinstance(outcome, Refusal) and outcome[0].measure == "share"
    if number.kind in ("count", "bare"):
        frame.quantity = not bound  # 采血84.71吨, 采集全血372228U
    elif number.kind == "amount" and not isinstance(outcome, Refusal):
        _leave_amount(frame, outcome[0])
    elif number.kind == "amount" and frame.anchor == "measure":
        frame.last_measure = frame.measures[-1]
    if number.kind == "amount" and frame.anchor != "direction":
        frame.unowned = not bound
        if not (bound or frame.stated or frame.zone or frame.stash):
            frame.orphan = True  # 机动经费0万元。与上年相比增加0万元: of what nothing names
    if not isinstance(outcome, Refusal) and outcome[0].fiscal_year == frame.report.fiscal_year:
        frame.current = True
    if number.kind == "amount" and frame.anchor in ("label", "measure"):
        measure = frame.measures[-1] if frame.anchor == "measure" and frame.measures else ""
        if not frame.children and measure not in frame.head_measures:
            frame.head_measures = (*frame.head_measures, measure)
    if bound and frame.anchor == "direction":
        frame.last_change = frame.direction
    if frame.anchor == "comparison" or (frame.anchor in ("completion", "share") and number.kind == "amount"):
        frame.dirty = False
        return
    if not isinstance(outcome, Refusal) and outcome[0].subject.concepts == ("performance_projects_amount",):
        frame.subjects, frame.foreign = (outcome[0].subject,), False
    if frame.spread:
        frame.queue += 1
        return
    frame.anchor, frame.measures, frame.counts, frame.dirty = "", (), (), False


def _leave_amount(frame: Frame, binding: Binding) -> None:
    """What an amount of money leaves behind for what follows it in its sentence."""
    frame.quantity = False
    frame.last_measure = binding.measure
    if binding.measure == "change":
        frame.changed = True
    elif binding.measure in ("prior_final", "prior_budget") and frame.comparison is None and not frame.children:
        frame.comparison = Comparison(0, 0, None, True, None)
