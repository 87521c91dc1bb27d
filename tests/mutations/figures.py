"""Mutants of figures: cells of tables, amounts, rates, shares and counts of the text, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

from schemas.records import Fact
from tests.mutations.mutant import Mutant, Report, neighbours
from tests.mutations.slips import SLIPS, print_like, read_number

AMOUNTS = ("final", "initial_budget", "adjusted_budget", "budget")
PARTS = (
    "_basic", "_project", "personnel_", "public_expenditure", "three_public_", "procurement_", "_income", "_appropriation",
)  # fmt: skip
DECLARED = {
    "text change": ("growth_rate", "growth_prior", "growth_direction", "prior_year_differs"),
    "text rate": ("growth_rate", "growth_direction"),
    "text share": ("text_share", "share_of_table"),
    "text completion": ("text_completion", "text_completion_base", "completion_of_table", "completion_implausible"),
    "text direction": ("growth_rate", "growth_prior", "growth_direction", "text_budget_words"),
    "text count": (
        "text_vehicles_parts",
        "text_staff_parts",
        "text_rating_counts",
        "text_restated",
        "price_times_count",
    ),
}
"""Checks that are there for a kind, whichever of its figures they suspect."""
TURNED = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "增长", "增": "减", "减": "增",
}  # fmt: skip
Maker = Callable[[Report, Random], Iterator[Mutant]]


def figure_makers() -> dict[str, Maker]:
    """By kind: what yields its mutants of a report, in a random order."""
    makers: dict[str, Maker] = {}
    for name in SLIPS:
        makers[f"table: {name}"] = _slipped(f"table: {name}", name, Report.table_facts)
    for name in ("row", "column"):
        makers[f"table: copied from the next {name}"] = _copied_cell(f"table: copied from the next {name}", name)
    for group, of in (("item line", is_item_line), ("part", is_part), ("total", is_total)):
        for name in SLIPS:
            makers[f"text {group}: {name}"] = _slipped(f"text {group}: {name}", name, _texts(of))
    makers["text amount: copied from beside"] = _copied_amount
    for measure, noun in (
        ("change", "change"),
        ("change_rate", "rate"),
        ("share", "share"),
        ("completion_rate", "completion"),
    ):
        for name in ("digit", "transposed"):
            makers[f"text {noun}: {name}"] = _slipped(f"text {noun}: {name}", name, _texts(_of_measure(measure)))
    makers["text rate: over the current year"] = _over_current
    makers["text completion: turned upside down"] = _inverse_completion
    makers["text direction: turned"] = _turned
    makers["text count: digit"] = _slipped("text count: digit", "digit", _texts(is_count))
    return makers


def is_amount(fact: Fact) -> bool:
    """A current or budgeted amount."""
    return fact.unit == "CNY" and fact.measure in AMOUNTS


def is_item_line(fact: Fact) -> bool:
    """An amount of a 项."""
    return is_amount(fact) and len(fact.function_code or "") == 7


def is_part(fact: Fact) -> bool:
    """An amount that others make up a total with."""
    return is_amount(fact) and not is_item_line(fact) and (
        bool(fact.function_code or fact.economic_code or fact.item) or any(word in fact.concept for word in PARTS)
    )  # fmt: skip


def is_total(fact: Fact) -> bool:
    """Any other amount."""
    return is_amount(fact) and not is_item_line(fact) and not is_part(fact)


def is_count(fact: Fact) -> bool:
    """People, vehicles, batches."""
    return fact.unit not in ("CNY", "percent", "percentage_point", "score")


def _of_measure(measure: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.measure == measure


def _texts(wanted: Callable[[Fact], bool]) -> Callable[[Report], list[Fact]]:
    return lambda report: [fact for fact in report.text_facts() if wanted(fact)]


def _slipped(kind: str, slip: str, pool: Callable[[Report], list[Fact]]) -> Maker:
    def make(report: Report, random: Random) -> Iterator[Mutant]:
        facts = pool(report)
        for fact in random.sample(facts, len(facts)):
            printed = SLIPS[slip](fact.value_reported, random)
            if printed is not None and read_number(fact.value_reported):
                yield report.misprint(kind, fact, printed)

    return make


def _copied_cell(kind: str, side: str) -> Maker:
    def make(report: Report, random: Random) -> Iterator[Mutant]:
        facts = report.table_facts()
        for fact in random.sample(facts, len(facts)):
            for found, other in neighbours(report, fact):
                if found == side and fact.value > 0 and other.value > 0:
                    yield report.misprint(kind, fact, other.value_reported)

    return make


def _copied_amount(report: Report, random: Random) -> Iterator[Mutant]:
    facts = [fact for fact in report.text_facts() if is_amount(fact)]
    for fact in random.sample(facts, len(facts)):
        near = [f for f in facts if f.section_id == fact.section_id and f.value != fact.value and f.unit == fact.unit]
        near = [f for f in near if f.unit_reported == fact.unit_reported]
        if near:
            yield report.misprint("text amount: copied from beside", fact, random.choice(near).value_reported)


def _over_current(report: Report, random: Random) -> Iterator[Mutant]:
    """change / current instead of change / prior."""
    for rate, change, current in _trends(report, random):
        share = abs(change.value) / current.value * 100
        printed = print_like(share, rate.value_reported)
        if read_number(printed) not in (read_number(rate.value_reported), Decimal(0)):
            yield report.misprint("text rate: over the current year", rate, printed)


def _trends(report: Report, random: Random) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Rates with the change and the current amount that stand before them."""
    facts = report.text_facts()
    for rate in random.sample(facts, len(facts)):
        if rate.measure != "change_rate" or rate.char_start is None:
            continue
        same = [f for f in facts if (f.section_id, f.concept, f.fund, f.function_code, f.item) == (
            rate.section_id, rate.concept, rate.fund, rate.function_code, rate.item) and f.unit == "CNY"]  # fmt: skip
        before = [f for f in same if f.char_start is not None and rate.char_start - 60 < f.char_start < rate.char_start]
        changes = [f for f in before if f.measure == "change"]
        current = [f for f in before if f.measure in ("final", "initial_budget")]
        if changes and current:
            yield rate, changes[-1], current[-1]


def _inverse_completion(report: Report, random: Random) -> Iterator[Mutant]:
    """budget / final instead of final / budget."""
    facts = [fact for fact in report.text_facts() if fact.measure == "completion_rate"]
    for fact in random.sample(facts, len(facts)):
        printed = print_like(Decimal(10_000) / fact.value, fact.value_reported)
        if read_number(printed) != read_number(fact.value_reported):
            yield report.misprint("text completion: turned upside down", fact, printed)


def _turned(report: Report, random: Random) -> Iterator[Mutant]:
    """The word of direction before a change or its rate is the opposite one."""
    facts = [fact for fact in report.text_facts() if fact.measure in ("change", "change_rate")]
    for fact in random.sample(facts, len(facts)):
        assert fact.section_id is not None and fact.char_start is not None
        text = report.sections[fact.section_id].text
        before = text[: fact.char_start].removesuffix("了")
        word = next((word for word in TURNED if before.endswith(word)), None)
        if word is None:
            continue
        mutant = report.misprint("text direction: turned", fact, fact.value_reported, turned=True)
        start = len(before) - len(word)
        section, _ = report.rewrite(fact.section_id, start, len(before), TURNED[word])
        # of two letters each, so that nothing moves
        yield replace(mutant, changed_sections=((report.doc_id, section),))
