"""Cues: what a word of measure, direction, relation or scope does to the frame."""

from __future__ import annotations

from dataclasses import replace

from extractors.narrative.concepts import CARRIED
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Comparison, Word

_OF_FUNDS = ("expenditure", "fiscal_appropriation")
_SIGNS = {"up": 1, "down": -1, "either": 0}


def follow_cue(frame: Frame, word: Word, modified: bool) -> None:
    """Applies a cue; `modified` says that unexplained text right before changes its meaning."""
    if term := word.term("measure"):
        _measure(frame, term.value, word.text, modified)
    elif term := word.term("direction"):
        _direction(frame, _SIGNS[term.value], modified)
    elif word.term("less_more"):
        frame.resume()
        frame.budget_change = True
        frame.direction = -1 if word.text.startswith(("小", "低", "少")) else 1
        frame.anchor, frame.dirty = "direction", False
    elif word.term("share"):
        frame.resume()
        _part_of_funds(frame, word)
        frame.anchor, frame.dirty, frame.denominators = "share", False, ()
        frame.relation_measure, frame.relation_side = None, False
    elif word.term("completion"):
        frame.resume()
        frame.anchor, frame.dirty, frame.relation_measure = "completion", modified, None
    elif word.term("rate"):
        frame.resume()
        frame.anchor, frame.dirty, frame.relation_measure = "rate", modified, None
    elif word.term("prior_year"):
        own = frame.report.fiscal_year
        if not frame.zone and own:
            frame.year = own - 1
            if frame.subjects and frame.current and frame.anchor == "":
                frame.anchor = "measure"
                frame.measures = ("prior_budget" if frame.report.is_budget else "prior_final",)
    else:
        _scope(frame, word)


def _part_of_funds(frame: Frame, word: Word) -> None:
    """财政拨款支出中，一般公共预算占97.5%: the share is the part's."""
    last = frame.subjects[-1] if frame.subjects else None
    if frame.pending_fund and last and last.concepts[0] in _OF_FUNDS:
        fund, frame.pending_fund = frame.pending_fund, None
        frame.take_subject(replace(last, fund=fund, fund_said=True, text=word.text))


def _measure(frame: Frame, value: str, text: str, modified: bool) -> None:
    if frame.anchor in ("share", "completion", "rate", "comparison"):
        if frame.anchor == "comparison" and frame.comparison and frame.comparison.measure is None:
            old = frame.comparison
            frame.comparison = Comparison(old.start, old.end, old.year, old.prior, value)
        frame.relation_measure = value
        frame.relation_side = frame.relation_side or "支出" in text or "收入" in text or bool(frame.denominators)
        return
    if modified:
        frame.disown()
        return
    frame.resume()
    if text.startswith("项目") and not frame.in_project:
        frame.foreign = True
    frame.counts = ()
    listed = frame.coordinate and frame.anchor == "measure"
    frame.measures = (*frame.measures, value) if listed else (value,)
    frame.anchor, frame.coordinate, frame.dirty = "measure", False, False


def _direction(frame: Frame, sign: int, modified: bool) -> None:
    frame.resume()
    if modified:
        frame.foreign = True
    if frame.each:
        frame.pair_up()
    frame.direction = sign
    frame.anchor, frame.dirty, frame.coordinate = "direction", False, False
    frame.counts = ()


def _scope(frame: Frame, word: Word) -> None:
    if word.term("among"):
        _open_children(frame, word)
    elif word.term("reason"):
        frame.zone = "reason"
    elif word.term("purpose"):
        if frame.subjects and not frame.restore:
            frame.zone = "purpose"
    elif word.term("respectively"):
        if frame.anchor in ("", "comparison") and len(frame.subjects) == 1 and frame.subjects[0] in frame.heads:
            frame.subjects = frame.heads
        if frame.anchor in ("", "comparison") and frame.listed:
            frame.subjects = frame.parts  # 其中：A为X、B为Y，分别比上年增加Z、减少W
        if len(frame.subjects) == 1 < len(frame.row) and frame.subjects[0] == frame.row[-1]:
            frame.subjects = frame.row  # 人员经费A万元、公用经费B万元，分别占C%和D%
        if len(frame.subjects) == 1:
            frame.subjects = tuple(replace(frame.subjects[0], concepts=(c,)) for c in frame.subjects[0].concepts)
        frame.spread = len(frame.subjects) > 1 or len(frame.measures) > 1
        frame.queue, frame.told = 0, False
    elif word.term("each"):
        frame.each = True
    elif word.term("elsewhere"):
        frame.elsewhere = True
    elif word.term("and"):
        frame.coordinate = frame.coordinate or frame.anchor in ("label", "measure")
        frame.listing = frame.anchor == ""


def _open_children(frame: Frame, word: Word) -> None:
    plain = word.text in ("包括", "包含", "含", "分别是")
    if plain and frame.anchor in ("label", "count"):
        return
    if frame.unnamed:
        frame.zone = "unnamed"  # 机构运行4万元，其中：基本支出3万元: of what has no name here
        return
    if frame.zone == "purpose":
        frame.zone = ""
    if not frame.children:
        frame.child_measure = frame.head_measures[0] if len(frame.head_measures) == 1 else None
    if frame.subjects or frame.head or frame.head_measures:
        if not frame.children:
            frame.parent = frame.head if frame.restore else frame.subjects or frame.head
        elif frame.subjects:
            last = frame.subjects[-1]  # a new sentence's 其中 divides the whole, not the item named last
            whole = last.concepts[0] in CARRIED or (frame.restore and last.function_code)
            frame.parent = frame.head if whole and frame.head else frame.subjects
        frame.children = True
        frame.restore = False
    frame.close_clause()
