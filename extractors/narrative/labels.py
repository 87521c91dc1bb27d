"""Labels: how a concept, a fund phrase, a chain or a bare noun becomes the frame's subject."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.narrative.concepts import AGENCY, CARRIED, PARTS_OF_BASIC, PARTS_OF_ITEM, Subject
from extractors.narrative.counting import project_money
from extractors.narrative.evaluations import find_scored
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Chain, Delimiter, Number, Word
from extractors.narrative.subjects import FAMILY, SPECIFIC, chain_subject, label_subject, noun_subject
from extractors.narrative.trail import Trail, last_clause
from schemas.classification import functional
from schemas.wording import Term

PLANS = frozenset(("支出预算", "预算支出", "收入预算", "预算收入"))
_OF_THE_YEAR = ("本年", "当年")
_PARTS = re.compile(r"(?:其中|包括)[:，]?(?:[^，。;\n]{0,14})?(?:基本支出|项目支出)")
_LISTED = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.]+)?$")
_ENDS = re.compile(r"[。\n](?!其中|包括)")
_OPENS = re.compile(r"(?:20\d\d年度?|年末|年底|期末|全年|当年|本年度?|末|底|本部门|本单位|我局|共|组织|安排)*$")
"""What may stand between a comma and what a new clause counts."""
_SIDES = ("expenditure_total",)
_STATE_CAPITAL_CLASS, _OTHER_CLASS = "223", "229"


def open_terms(frame: Frame, word: Word, *roles: str) -> tuple[Term, ...]:
    """The entries of these roles whose field is open here, by the text before or by the word itself."""
    opens = {t.topic for t in word.entry.terms if t.role in roles and not t.needs}
    return tuple(
        t
        for t in word.entry.terms
        if t.role in roles
        and (not t.needs or t.needs in frame.topics or t.needs == frame.last_topic or t.needs in opens)
    )


def take_chain(frame: Frame, trail: Trail, chain: Chain) -> None:
    """A classification chain becomes the subject; one without a concept of the contract blocks what follows."""
    frame.begin_sentence(False)
    if frame.anchor == "share":
        frame.denominators = (*frame.denominators, "expenditure")
        return
    subject = chain_subject(frame, chain, trail.text[chain.start : chain.end])
    frame.pending_fund = None
    if subject is None:
        frame.disown()
        frame.subjects = ()
        return
    frame.take_subject(subject)
    frame.zone = ""


def take_class(frame: Frame, trail: Trail, word: Word, term: Term) -> None:
    """The plain name of a 类 (教育支出); 国有资本经营预算支出 is the fund's own total outside a list of classes."""
    if frame.anchor == "share" or frame.zone:
        return
    found = functional().named(term.value, frame.report.fiscal_year, digits=3)
    listed = any(s.function_code for s in frame.subjects)
    if len(found) == 1 and found[0].code == _STATE_CAPITAL_CLASS and not listed:
        take_fund(frame, trail, word, "state_capital")
        take_noun(frame, trail, word, "expenditure")
    elif len(found) != 1 or trail.modifies(word) or (found[0].code == _OTHER_CLASS and not listed):
        frame.disown()
    else:
        take_chain(frame, trail, Chain(word.start, word.end, found[0].code, found[0].name, "resolved"))


def take_fund(frame: Frame, trail: Trail, word: Word, fund: str) -> None:
    """A fund phrase: before a noun it says its fund, after a label it is part of it, alone it points back."""
    unread = trail.last if frame.foreign and trail.touches(word, Word) else None
    if isinstance(unread, Word) and unread.term("label"):
        return
    if fund == "fiscal" and frame.section_fund in ("general_public", "gov_fund", "state_capital"):
        fund = frame.section_fund
    if frame.anchor == "share":
        frame.denominators = (*frame.denominators, fund)
        return
    last = frame.subjects[-1] if frame.subjects else None
    if frame.anchor == "label" and last and not frame.coordinate:
        own = trail.touches(word, Word) and (last.topic or last.fund_policy in ("fiscal", "general_public"))
        if own or last.concepts[0] in CARRIED:
            frame.refund(fund)
            if word.text.endswith("拨款预算"):
                frame.expect("budget")
            return
    if frame.zone:
        return
    frame.pending_fund = fund
    named = (s for s in (*frame.subjects, *frame.head) if s.concepts[0] not in CARRIED)
    same = next((s for s in named if s.fund == fund), None)
    frame.dirty = frame.foreign = False
    if same is not None:
        frame.resume()
        frame.subjects = (same,)
        frame.anchor = "label"
    elif frame.section_income or (frame.children and frame.parent and frame.parent[0].is_income):
        frame.take_subject(noun_subject("income", fund, word.text))
    elif not frame.coordinate:
        frame.anchor = ""


def take_label(frame: Frame, trail: Trail, word: Word, term: Term) -> None:
    """A concept's label becomes the subject, unless it is a denominator, modified, or inside a reason."""
    if frame.anchor == "share":
        frame.denominators = (*frame.denominators, term.concepts[0])
        return
    if trail.modifies(word):
        frame.disown()
        return
    if term.concepts == ("expenditure",) and trail.restates_chain(word) and frame.subjects:
        frame.anchor = "label"
        return
    if frame.zone == "purpose" and isinstance(trail.last, Delimiter) and _is_sibling(frame, term):
        frame.zone = ""  # 人员经费A万元，主要包括…，公用经费B万元
    if frame.zone and not frame.pending_fund:
        return
    said, frame.pending_fund = frame.pending_fund or _fund_said_before(frame, term), None
    if word.text in PLANS and said is None and _goes_on(frame, trail, word):
        frame.resume()
        frame.expect("budget")
        return
    subject = label_subject(frame, word, term, said)
    if term.concepts == ("expenditure_project",) and (money := project_money(last_clause(trail.text[: word.start]))):
        subject = money
    titled = frame.title_subject
    if titled and titled.concepts == AGENCY and term.concepts == ("public_expenditure",) and not frame.stated:
        subject = replace(titled, text=word.text)  # 机关运行经费情况: 日常公用经费支出合计X万元
    if term.parts and _PARTS.search(_ENDS.split(trail.text[word.end : word.end + 90])[0]):
        subject = Subject((term.parts,), subject.fund, subject.text, subject.fund_said, "scope")
    frame.take_subject(_of_item(frame, subject))
    if said and not subject.is_income:
        frame.said_funds.add(said)
    frame.open_topic(term.topic)
    if said and term.topic in FAMILY:
        frame.family_fund = subject.fund
    if term.fund == "scope" and not frame.children:
        frame.scope_fund = subject.fund
    if word.text in PLANS or word.text.startswith("预算") or word.text.endswith(("预算", "预算合计", "预算总计")):
        frame.expect("budget")


def _of_item(frame: Frame, subject: Subject) -> Subject:
    """行政运行(项)A万元，其中：基本支出B万元: the part of that item, with its code."""
    item = frame.parent[0] if frame.children and len(frame.parent) == 1 else None
    if item is None or not (item.function_code or item.open) or subject.concepts[0] not in PARTS_OF_ITEM:
        return subject
    return replace(item, concepts=subject.concepts, text=subject.text)


def _is_sibling(frame: Frame, term: Term) -> bool:
    last = frame.subjects[-1] if frame.subjects else None
    return last is not None and last.concepts[0] in PARTS_OF_BASIC and term.concepts[0] in PARTS_OF_BASIC


def _fund_said_before(frame: Frame, term: Term) -> str | None:
    """政府性基金预算财政拨款本年收入A，本年支出B，年末结转C: one fund for all; so for a total that is named again."""
    last = frame.subjects[-1] if frame.subjects else None
    if term.fund != "scope" or last is None or not last.fund_said:
        return None
    flows = (*CARRIED, "income_current_year", "expenditure")
    closes = term.concepts[0] == "closing_carryover" and not frame.children
    opened = last.concepts[0] in CARRIED or closes or last.text.startswith(_OF_THE_YEAR)
    if term.concepts[0] in flows and opened and frame.heads_in_sentence:
        return last.fund
    again = any(s.concepts[0] in term.concepts for s in frame.subjects)
    return last.fund if again and frame.comparison is not None else None


def _goes_on(frame: Frame, trail: Trail, word: Word) -> bool:
    """支出预算 goes on with the subject where a label stands right before it, or an item or three-public figure."""
    if not frame.subjects or any(s.is_income or len(s.concepts) > 1 for s in frame.subjects):
        return False
    if trail.touches(word, Word, Chain) and frame.anchor == "label":
        return True
    last = frame.subjects[-1]
    in_sentence = frame.heads_in_sentence > 0 and word.text == "预算支出"
    return bool(last.function_code or last.topic) and (word.text.startswith("支出") or in_sentence)


def take_noun(frame: Frame, trail: Trail, word: Word, side: str) -> None:
    """A bare 支出 or 收入: the side of a fund, part of the label before it, or the subject's own amount."""
    if frame.anchor == "share":
        return
    counted = trail.touches(word, Number) and not _opens_year(frame, trail, word)
    if counted and frame.subjects and not frame.subjects[-1].topic:
        frame.disown()  # 社工23名支出: of what was counted
        return
    if frame.pending_fund and not frame.zone:
        fund, frame.pending_fund = frame.pending_fund, None
        if side == "expenditure":
            frame.said_funds.add(fund)
        if frame.anchor == "label" and any(c in CARRIED for s in frame.subjects for c in s.concepts):
            return
        if side == "expenditure" and (whole := _whole_of(frame)):
            frame.take_subject(replace(whole, fund=fund, fund_said=True))  # 会议费X(其中:一般公共预算支出Y)
            return
        frame.take_subject(noun_subject(side, fund, word.text))
        if not frame.children:
            frame.scope_fund = fund
    elif trail.touches(word, Word, Chain) and frame.anchor in ("label", "count"):
        frame.anchor = "label"
    elif trail.modifies(word):
        frame.disown()
    elif _opens_year(frame, trail, word):
        concept = "income_current_year" if side == "income" else "expenditure"
        frame.take_subject(Subject((concept,), "all", word.text, fund_policy="scope"))
    elif frame.anchor in ("", "comparison") and not frame.zone:
        frame.resume()
        _go_on(frame, trail, word, side)


def _whole_of(frame: Frame) -> Subject | None:
    """The expenditure whose share by a fund stands in the brackets behind it; a total's is plain expenditure."""
    whole = frame.parent[0] if frame.stash and len(frame.parent) == 1 else None
    own = whole is not None and not whole.is_income and whole.concepts[0] not in (*CARRIED, *_SIDES)
    return whole if own else None


def _opens_year(frame: Frame, trail: Trail, word: Word) -> bool:
    """2022年度收入X万元, at the head of a paragraph outside the sections of a fund: all that the year brought."""
    year = trail.last
    if not isinstance(year, Number) or year.kind != "year" or year.end != word.start or frame.section_fund:
        return False
    head = trail.text[max(0, trail.text.rfind("\n", 0, year.start) + 1) : year.start]
    return frame.anchor == "" and not frame.zone and not frame.children and not _LISTED.sub("", head)


def _go_on(frame: Frame, trail: Trail, word: Word, side: str) -> None:
    """A bare 支出 that opens a clause: the other side of the fund that was named, or the subject's own amount."""
    if side != "income" and frame.take_purchase():
        return
    last = frame.subjects[-1] if frame.subjects else None
    carried = last is not None and last.concepts[0] in CARRIED
    other = last is None or carried or (len(last.concepts) == 1 and last.is_income != (side == "income"))
    fund = frame.scope_fund or frame.section_fund
    if other and fund in SPECIFIC and isinstance(trail.last, Delimiter):
        frame.take_subject(noun_subject(side, str(fund), word.text))
    elif carried:
        frame.disown()
    elif last is not None and not any(s.is_income != (side == "income") for s in frame.subjects):
        frame.anchor = "label"


def take_side(frame: Frame, trail: Trail, word: Word) -> None:
    """支出决算, 收入决算: right after a fund, or where the subject is of the other side, they name the side anew."""
    if not word.text.startswith(("支出", "收入")) or frame.anchor in ("share", "completion", "rate", "comparison"):
        return
    side = "income" if word.text.startswith("收入") else "expenditure"
    if frame.pending_fund:
        take_noun(frame, trail, word, side)
        return
    if trail.touches(word, Word, Chain) or not frame.subjects:
        return
    last = frame.subjects[-1]
    other = last.is_income != (side == "income") and len(last.concepts) == 1
    if other or last.concepts[0] in CARRIED:
        if frame.section_fund in SPECIFIC:
            frame.take_subject(noun_subject(side, str(frame.section_fund), word.text))
        else:
            frame.foreign = True


def _leave_purpose(frame: Frame, trail: Trail, word: Word) -> None:
    """主要用于考察，2023年度组织出国（境）团组2个: a clause that begins with what it counts is no purpose any more."""
    last = trail.last
    begin = max(trail.text.rfind(stop, 0, word.start) for stop in "，;。\n") + 1
    if not isinstance(last, Delimiter) and not _OPENS.match(trail.text, begin, word.start):
        return
    frame.zone = ""
    if isinstance(last, Number) and last.kind == "year" and last.start >= begin:
        frame.year = last.year


def take_counts(frame: Frame, trail: Trail, word: Word, counts: tuple[Term, ...]) -> None:
    """Labels of countable things; those that need no open field open their own."""
    scored = counts[0].topic == "performance"
    if (trail.modifies(word) and not scored) or (frame.dirty and all(t.needs for t in counts)):
        return
    if frame.zone == "purpose" and (word.text.startswith(("共", "累计")) or not any(t.needs for t in counts)):
        _leave_purpose(frame, trail, word)
    frame.counts = (*counts, *frame.counts) if frame.counts and counts[0].needs else counts
    if frame.anchor in ("", "count", "label", "comparison") and not open_terms(frame, word, "label"):
        frame.anchor = "count"
    frame.count_item = trail.printed(word.start, word.end)
    frame.dirty = False
    if scored:
        of = find_scored(trail, word)
        if of.name is None and of.known and not (of.silent and frame.indicator):
            of = frame.scored
        if not of.known and not frame.project:
            frame.counts = ()
        if not of.silent:
            frame.indicator = of.name
        if of.project and of.name and not frame.project:
            frame.follow_project(of.name)
    if any(t.needs and t.needs == frame.last_topic for t in counts):
        return  # 国（境）外公务接待批次1批次，接待人数共9人: of the field that is open
    for term in counts:
        if not term.needs:
            frame.open_topic(term.topic)
