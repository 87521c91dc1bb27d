"""Subjects from labels: which concept, which fund, which code a label stands for in its place."""

from __future__ import annotations

from extractors.narrative.concepts import BASIC, PARTS_OF_ITEM, Subject
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Chain, Word
from schemas.wording import Term

SPECIFIC = frozenset(("general_public", "gov_fund", "state_capital", "fiscal", "fiscal_account"))

_WHOLE = dict.fromkeys(BASIC, "expenditure_basic")
"""人员经费 and 公用经费 are both of 基本支出."""
FAMILY = frozenset(("three_public", "abroad", "vehicle", "reception", "foreign"))
"""Topics of 三公: the fund that its total names holds for all its parts."""


def choose_fund(frame: Frame, policy: str, said: str | None, topic: str = "") -> str:
    """The fund by the label's policy: its own phrase, its head's, its section's, else the policy's default."""
    if policy == "all":
        return "all"
    if said:
        return said
    if policy == "income":
        return "all"
    if frame.children and (parent := frame.parent or frame.head):
        inherited = parent[0].fund
        if parent[0].fund_policy != "all" and (policy == "scope" or inherited in SPECIFIC):
            return inherited
    if topic in FAMILY and frame.family_fund:
        return frame.family_fund
    if policy in ("fiscal", "general_public"):
        return frame.section_fund if frame.section_fund in SPECIFIC else policy
    return frame.section_fund or "all"


def label_subject(frame: Frame, word: Word, term: Term, said: str | None) -> Subject:
    """The subject of a label; `said` is the fund phrase right before it."""
    concepts = term.with_fund if said and term.with_fund else term.concepts
    if concepts == ("income_current_year",) and frame.section_fund in ("gov_fund", "state_capital"):
        concepts = ("fiscal_appropriation",)
    fund = choose_fund(frame, term.fund, None if term.own_fund and said == "fiscal" else said, term.topic)
    item = _procurement_item(frame, term) if term.topic == "procurement" else term.item or None
    return Subject(concepts, fund, word.text, bool(said), term.fund, item=item, stock=term.stock, topic=term.topic)


def _procurement_item(frame: Frame, term: Term) -> str | None:
    if term.item != "中标":
        return term.item or None
    nested = frame.children and term.concepts == ("procurement_micro",)  # 其中: small firms among those of the reserve
    among = ("预留", "预留中标") if nested else ("预留",)
    reserved = any(s.item in among for s in frame.subjects) and frame.set_name != "其他"
    return "预留中标" if reserved else "其他项目中标"


def noun_subject(side: str, fund: str, text: str) -> Subject:
    """[fund] + 收入 or 支出."""
    concept = "fiscal_appropriation" if side == "income" else "expenditure"
    return Subject((concept,), fund, text, True, "scope")


def divided_part(frame: Frame) -> Subject | None:
    """What the economic classification divides here: 基本支出 (or one of its parts) or 项目支出, the nearest."""
    titled = (frame.title_subject,) if frame.title_subject else ()
    around = (*frame.subjects[-1:], *frame.parent[:1], *frame.head[:1]) or titled
    part = next((s for s in around if s.concepts[0] in PARTS_OF_ITEM and s.item is None), None)
    listed = around[0].function_code if around and part is not around[0] else None  # a list by function goes on
    return None if listed and part and part.concepts[0] == "expenditure_project" else part


def chain_fund(frame: Frame) -> str:
    """Item lines take the fund of their section; within 财政拨款 the general public budget once it was named."""
    fund = frame.scope_fund or frame.section_fund or "all"
    if fund == "fiscal" and "general_public" in frame.said_funds:
        return "general_public"
    return fund


def chain_subject(frame: Frame, chain: Chain, text: str) -> Subject | None:
    """The subject of a classification chain; None where the contract has no concept for it."""
    if chain.scheme == "government":
        return None
    fund = frame.pending_fund or chain_fund(frame)
    if chain.scheme == "economic":
        part = divided_part(frame)
        concept = "expenditure" if part is None else _WHOLE.get(part.concepts[0], part.concepts[0])
        code = part.function_code if part else None
        return Subject(
            (concept,), fund, text, False, "scope", code, chain.code, chain.name, chain.source, exact=chain.exact
        )
    return Subject(
        ("expenditure",),
        fund,
        text,
        False,
        "scope",
        chain.code,
        None,
        chain.name,
        chain.source,
        exact=chain.exact,
        open=chain.candidates or (("?",) if chain.code is None else ()),
    )
