"""The wordings of tests/wordings/*.toml: every clause gives exactly its facts, and every number an outcome."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.narrative import Known, read_narrative
from extractors.outline import Outline, Section
from schemas.records import Fact, SectionRecord
from schemas.report import Report

WORDINGS = Path(__file__).parent / "wordings"
CLAUSES = [
    pytest.param(clause, id=f"{path.stem}-{number}-{clause['family']}")
    for path in sorted(WORDINGS.glob("*.toml"))
    for number, clause in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["clause"])
]


def outline(text: str, heading: str = "") -> Outline:
    path = tuple(heading.split("/")) if heading else ()
    record = SectionRecord("doc", "s1", None, 1, 2, None, heading, text, None, "main")
    return Outline((Section(record, path, "body", ()),), ())


def report(kind: str, year: int) -> Report:
    return Report("doc", None, kind, year, "org", "某局", None, None, None, None, None)  # type: ignore[arg-type]


def spell(fact: Fact, year: int) -> tuple[str, ...]:
    parts = [fact.concept, fact.measure, fact.fund, str(fact.value.normalize() + 0)]
    if code := fact.function_code or fact.economic_code:
        parts.append(f"code={code}")
    if fact.item:
        parts.append(f"item={fact.item}")
    if fact.fiscal_year != year:
        parts.append(f"year={fact.fiscal_year}")
    return tuple(sorted(parts))


def expected(line: str) -> tuple[str, ...]:
    concept, measure, fund, value, *rest = line.split()
    return tuple(sorted([concept, measure, fund, str(Decimal(value).normalize() + 0), *rest]))


@pytest.mark.parametrize("clause", CLAUSES)
def test_clause_gives_exactly_its_facts(clause: dict[str, Any]) -> None:
    year = clause.get("year", 2022)
    reading = read_narrative(
        outline(clause["text"], clause.get("heading", "")), report(clause.get("kind", "final_account"), year), Known()
    )
    found = Counter(spell(f, year) for f in reading.facts)
    wanted = Counter(map(expected, clause["facts"]))
    allowed = wanted + Counter(map(expected, clause.get("optional", ())))
    assert not wanted - found, "missing"
    assert not found - allowed, "not stated"


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_digit_stands_in_a_mention(clause: dict[str, Any]) -> None:
    text = clause["text"]
    reading = read_narrative(outline(text, clause.get("heading", "")), report("final_account", 2022), Known())
    covered = {i for m in reading.mentions for i in range(m.char_start or 0, m.char_end or 0)}
    named = {m.start() for m in re.finditer(r"\d", text)} - covered
    codes = {i for m in re.finditer(r"（\d{3,7}类?）|\d{7}-", text) for i in range(*m.span())}
    assert not named - codes, text
