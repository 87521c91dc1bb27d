"""The stage: every section of an outline read into facts, mentions and leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.amounts import UNIT_FACTORS
from extractors.narrative.binding import Binding, Refusal
from extractors.narrative.figures import Money, Reading
from extractors.narrative.frame import Frame
from extractors.narrative.grammar import Walk
from extractors.narrative.headings import heading_scope
from extractors.narrative.known import Directory, Known
from extractors.narrative.marks import Number
from extractors.narrative.owners import owner_of, section_owners
from extractors.narrative.pipeline import lex
from extractors.narrative.trail import Trail
from extractors.outline import Outline, Section
from schemas.records import Fact, Leftover, Mention, OrganizationRecord
from schemas.report import Report

_NAMED = re.compile(r"(?:^|[，。;:、\n()])(?:\d{1,2}[.、])?([^，。;:、\n()]{1,30}(?:\([^()，。\n]{1,20}\))?)\Z")
_MONEY_CONCEPTS_KEEP_CONFIDENCE = Decimal("0.90")


@dataclass(frozen=True, slots=True)
class NarrativeReading:
    """What the text of a report states. Facts have no id yet; a mention of a fact carries its character span."""

    facts: tuple[Fact, ...] = ()
    mentions: tuple[Mention, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    units: tuple[OrganizationRecord, ...] = ()


def read_narrative(outline: Outline, report: Report, known: Known) -> NarrativeReading:
    """All figures of all sections: body sections give facts, the others mentions only."""
    directory = Directory(known, report.fiscal_year)
    facts: list[Fact] = []
    mentions: list[Mention] = []
    owners = section_owners(outline, report)
    units: dict[str, OrganizationRecord] = {}
    for section in outline.sections:
        if section.record.text.strip():
            parts = list(_read_section(section, report, known, directory))
            stated = _settle_funds([p for p in parts if isinstance(p, Fact)], known)
            if stated and (unit := owner_of(section.path, owners)) is not None:
                units[unit.org_id] = unit
                stated = [replace(fact, org_id=unit.org_id) for fact in stated]
            facts.extend(stated)
            mentions.extend(p for p in parts if isinstance(p, Mention))
    return NarrativeReading(tuple(facts), tuple(mentions), units=tuple(units.values()))


def _settle_funds(facts: list[Fact], known: Known) -> list[Fact]:
    """Item lines of a 财政拨款 section that the report's tables print as 一般公共预算 only are of that fund."""
    lines = [f for f in facts if f.function_code and f.fund == "fiscal"]
    printed = {known.funds.get((str(f.function_code), f.value), frozenset()) for f in lines if f.unit == "CNY"} - {
        frozenset()
    }
    if printed != {frozenset(("general_public",))}:
        return facts
    return [replace(f, fund="general_public") if f.function_code and f.fund == "fiscal" else f for f in facts]


def _read_section(section: Section, report: Report, known: Known, directory: Directory) -> Iterator[Fact | Mention]:
    text = section.record.text
    doc = lex(text, directory)
    folded = doc._.folded
    scope = heading_scope(section.path, report)
    frame = Frame(report, scope.fund, scope.income, scope.subject, set(scope.topics), scope.scored, scope.economic)

    def printed(start: int, end: int) -> str:
        begin, stop = folded.printed(start, end)
        return "".join(text[begin:stop].split())

    walk = Walk(frame, Trail(folded.text, printed), _usual_unit(doc._.marks, known))
    zero: tuple[int, tuple[str, ...]] | None = None
    for reading in walk.run(doc._.marks):
        number = reading.number
        start, end = folded.printed(number.start, number.digits or number.end)
        bindings = () if isinstance(reading.outcome, Refusal) or section.kind != "body" else reading.outcome
        if bindings and _repeats_zero(reading, bindings, zero, folded.text):
            continue
        if bindings and bindings[0].measure == "change" and not bindings[0].value:
            zero = (number.end, bindings[0].subject.concepts)
        for binding in bindings:
            for concept in binding.subject.concepts:
                yield _fact(section, report, reading, binding, concept, text, start, end)
        subject = bindings[0].subject.text if bindings else None
        refusal = reading.outcome if isinstance(reading.outcome, Refusal) else Refusal("no_concept", subject)
        yield Mention(
            section.record.doc_id,
            section.record.section_id,
            start,
            end,
            subject if bindings else refusal.subject or _nearby(folded.text, number),
            number.base_value if not bindings or not reading.words else Decimal(0),
            bindings[0].unit if bindings else _unit(number),
            text[start:end],
            None if bindings else refusal.reason,
            candidates=None if bindings else refusal.candidates,
            page=section.place(start, end)[0],
        )
    for number in doc._.inner:
        start, end = folded.printed(number.start, number.digits or number.end)
        reason = "threshold" if number.kind == "threshold" else "date"
        yield Mention(
            section.record.doc_id,
            section.record.section_id,
            start,
            end,
            None,
            number.value,
            None,
            text[start:end],
            reason,
            page=section.place(start, end)[0],
        )


def _usual_unit(marks: tuple[object, ...], known: Known) -> Money | None:
    """The money unit of amounts that print none: the only one of the section, else the report's."""
    units = {m.unit for m in marks if isinstance(m, Number) and m.kind == "amount" and m.unit in UNIT_FACTORS}
    if len(units) == 1:
        unit = next(iter(units))
        return Money(unit, UNIT_FACTORS[unit])
    if not units and known.unit in UNIT_FACTORS:
        return Money(str(known.unit), UNIT_FACTORS[str(known.unit)])
    return None


def _repeats_zero(
    reading: Reading, bindings: tuple[Binding, ...], zero: tuple[int, tuple[str, ...]] | None, text: str
) -> bool:
    """增加0万元，与上年持平: one statement, one fact."""
    if not reading.words or zero is None or bindings[0].subject.concepts != zero[1]:
        return False
    between = text[zero[0] : reading.number.start]
    return "。" not in between and ";" not in between and "\n" not in between


def _unit(number: Number) -> str | None:
    if number.kind == "amount":
        return "CNY"
    if number.kind == "percent":
        return "percent"
    if number.kind == "points":
        return "percentage_point"
    return number.unit or None


def _nearby(text: str, number: Number) -> str | None:
    """The words right before a number that nothing claimed."""
    found = _NAMED.search(text[max(0, number.start - 40) : number.start])
    return found[1].strip() or None if found else None


def _snippet(text: str, start: int, end: int) -> str:
    begin = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    stops = [s for c in "。\n" if (s := text.find(c, end)) >= 0]
    stop = min(stops, default=len(text))
    return text[max(begin, start - 40) : min(stop, end + 40)].strip()


def _fact(
    section: Section, report: Report, reading: Reading, binding: Binding, concept: str, text: str, start: int, end: int
) -> Fact:
    subject, number = binding.subject, reading.number
    page, box = section.place(start, end)
    confidence = binding.confidence
    if not subject.exact:
        confidence = min(confidence, _MONEY_CONCEPTS_KEEP_CONFIDENCE)
    printed_text = text[start:end]
    return Fact(
        fact_id="",
        doc_id=section.record.doc_id,
        org_id=report.org_id,
        fiscal_year=binding.fiscal_year,
        concept=concept,
        measure=binding.measure,
        fund=subject.fund,
        function_code=subject.function_code,
        function_name=subject.code_name if subject.function_code else None,
        code_source=subject.code_source if subject.function_code or subject.economic_code else None,
        economic_code=subject.economic_code,
        economic_name=subject.code_name if subject.economic_code else None,
        item=binding.item,
        base=binding.base,
        value=binding.value,
        unit=binding.unit,
        value_reported="持平" if reading.words else printed_text,
        unit_reported=None if reading.words else number.unit or None,
        decimals=number.decimals,
        source="text",
        page=page,
        bbox=box,
        section_id=section.record.section_id,
        char_start=start,
        char_end=end,
        snippet=_snippet(text, start, end),
        part=section.record.part,
        rule=f"{binding.rule}+inferred_unit" if reading.inferred else binding.rule,
        confidence=confidence,
    )
