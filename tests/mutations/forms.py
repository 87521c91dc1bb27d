"""Mutants of performance forms, of tables as a whole, and of the earlier report that a report is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from schemas.records import Fact
from tests.mutations.figures import Maker
from tests.mutations.mutant import Mutant, Report

PERFORMANCE = (
    "performance_weights", "performance_scores", "performance_score_limit", "performance_execution", "performance_funds",
    "performance_copied", "performance_restated", "performance_repeated", "rating_unlike_score",
)  # fmt: skip
FUND_TABLES = {"T08": "政府性基金预算财政拨款", "B06": "政府性基金预算财政拨款"}


def form_makers() -> dict[str, Maker]:
    """By kind: what yields its mutants of a report, in a random order."""
    return {
        "performance: weight": _weights,
        "performance: score": _scores,
        "performance: total score": _projects("performance: total score", "total_score", Decimal(3)),
        "performance: execution rate": _projects("performance: execution rate", "execution_rate", Decimal(-7)),
        "performance: amount paid": _amounts("performance: amount paid", "executed_amount"),
        "performance: budget": _amounts("performance: budget", "budget_amount"),
        "table removed": _removed,
        "note under a filled table": _noted,
    }


def _weights(report: Report, random: Random) -> Iterator[Mutant]:
    listed = [i for i in report.extraction.indicators if i.weight]
    for one in random.sample(listed, len(listed)):
        assert one.weight is not None
        wrong = replace(one, weight=one.weight + random.choice((-3, -2, 2, 5)))
        yield Mutant(
            "performance: weight", report.doc_id, f"{one.level3} {one.weight} -> {wrong.weight}",
            rules=PERFORMANCE, changed_indicators=(wrong,),
        )  # fmt: skip


def _scores(report: Report, random: Random) -> Iterator[Mutant]:
    listed = [i for i in report.extraction.indicators if i.score]
    for one in random.sample(listed, len(listed)):
        assert one.score is not None
        wrong = replace(one, score=one.score - random.choice((1, 2, 3)))
        yield Mutant(
            "performance: score", report.doc_id, f"{one.level3} {one.score} -> {wrong.score}",
            rules=PERFORMANCE, changed_indicators=(wrong,),
        )  # fmt: skip


def _projects(kind: str, field: str, by: Decimal) -> Maker:
    def make(report: Report, random: Random) -> Iterator[Mutant]:
        listed = [p for p in report.extraction.projects if getattr(p, field)]
        for one in random.sample(listed, len(listed)):
            old = getattr(one, field)
            wrong = replace(one, **{field: old - abs(by)})
            note = f"{one.name} {field} {old} -> {old - abs(by)}"
            yield Mutant(kind, report.doc_id, note, rules=PERFORMANCE, changed_projects=(wrong,))

    return make


def _amounts(kind: str, field: str) -> Maker:
    """Ten times what it is."""

    def make(report: Report, random: Random) -> Iterator[Mutant]:
        listed = [p for p in report.extraction.projects if getattr(p, field)]
        for one in random.sample(listed, len(listed)):
            wrong = replace(one, **{field: getattr(one, field) * 10})
            note = f"{one.name} {field} {getattr(one, field)} x 10"
            yield Mutant(kind, report.doc_id, note, rules=PERFORMANCE, changed_projects=(wrong,))

    return make


def _removed(report: Report, random: Random) -> Iterator[Mutant]:
    """One of the nine tables is not there."""
    tables = [t for t in report.extraction.tables if (t.statutory_table or "")[:2] in ("T0", "B0")]
    for table in random.sample(tables, len(tables)):
        yield Mutant(
            "table removed", report.doc_id, f"{table.statutory_table} removed",
            rules=("statutory_table_absent", "announced_table_absent"), gone_tables=(table.table_id,),
            gone_facts=tuple(f.fact_id for f in report.extraction.facts if f.table_id == table.table_id),
        )  # fmt: skip


def _noted(report: Report, random: Random) -> Iterator[Mutant]:
    """A note that a table is empty, under one that is not."""
    filled = {f.statutory_table: f for f in report.table_facts() if f.statutory_table in FUND_TABLES}
    for id_, fact in filled.items():
        table = report.tables[fact.table_id or ""]
        section = report.sections.get(table.section_id or "")
        if section is None:
            continue
        line = f"\n注：本部门没有{FUND_TABLES[id_ or '']}支出，故本表无数据。"
        yield Mutant(
            "note under a filled table", report.doc_id, f"{id_} called empty", rules=("filled_table_called_empty",),
            changed_sections=((report.doc_id, replace(section, text=section.text + line)),),
        )  # fmt: skip


def earlier_mutants(reports: Sequence[Report], random: Random) -> dict[str, list[Mutant]]:
    """Another figure in the report of the year before: by kind, judged in the later report."""
    found: dict[str, list[Mutant]] = {"earlier report: another amount": [], "earlier report: another carry-over": []}
    for later in reports:
        for before in reports:
            same = (later.document.org_id, later.document.doc_kind, later.document.fiscal_year)
            year = before.document.fiscal_year
            if year is None or (before.document.org_id, before.document.doc_kind, year + 1) != same:
                continue
            main = "initial_budget" if "budget" in later.document.doc_kind else "final"
            for change in later.text_facts():
                if change.measure == "change" and change.base in (None, "prior_final", "prior_budget"):
                    keys = [f for f in before.facts if _key(f) == _key(change) and f.measure == main]
                    _alter(found["earlier report: another amount"], later, keys, change, "prior_year_differs")
            for opening in later.table_facts():
                if opening.concept == "opening_carryover" and opening.statutory_table in ("T01", "T04"):
                    keys = [f for f in before.facts if f.concept == "closing_carryover" and f.fund == opening.fund]
                    _alter(
                        found["earlier report: another carry-over"], later, keys, opening, "opening_carryover_differs"
                    )
    for mutants in found.values():
        random.shuffle(mutants)
    return found


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.concept, fact.fund, fact.function_code, fact.economic_code, fact.item


def _alter(into: list[Mutant], later: Report, keys: list[Fact], fact: Fact, rule: str) -> None:
    """All of the earlier figures half as large again; none where the earlier report does not state it."""
    keys = [f for f in keys if f.value]
    if keys:
        kind = (
            "earlier report: another amount" if rule == "prior_year_differs" else "earlier report: another carry-over"
        )
        changed = tuple(replace(f, value=f.value * Decimal("1.5")) for f in keys)
        note = f"{later.document.path}: {fact.concept} of the year before x 1.5"
        mutant = Mutant(kind, later.doc_id, note, rules=(rule,), with_family=True, changed_facts=changed)
        into.append(mutant)
