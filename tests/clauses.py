"""The evaluation set of the text stage: clauses and sections with their facts, and what the reader makes of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from extractors.narrative import Known, NarrativeReading, read_narrative
from extractors.outline import Outline, Section
from schemas.records import Fact, SectionRecord
from schemas.report import Report

WORDINGS = Path(__file__).parent / "wordings"

Line = tuple[str, ...]
"""A fact as the set writes it: concept, measure, fund, value in base units, and what else tells it apart, sorted."""


@dataclass(frozen=True)
class Clause:
    """One entry of a file: its text, and the facts it states.

    `optional` lists readings that are neither asked for nor wrong. `gap` says why it is not read exactly yet.
    """

    name: str
    family: str
    kind: str
    year: int
    heading: str
    text: str
    wanted: Counter[Line]
    optional: Counter[Line]
    section: bool
    gap: str

    @cached_property
    def reading(self) -> NarrativeReading:
        """What the text stage makes of it, without any table."""
        return read_narrative(_outline(self.text, self.heading), _report(self.kind, self.year), Known())

    @cached_property
    def found(self) -> Counter[Line]:
        """The facts that were read."""
        return Counter(spell(fact, self.year) for fact in self.reading.facts)

    @property
    def missing(self) -> Counter[Line]:
        """What is asked for and was not read."""
        return self.wanted - self.found

    @property
    def surplus(self) -> Counter[Line]:
        """What was read and is not stated."""
        surplus = self.found - self.wanted
        return Counter({line: count for line, count in surplus.items() if line not in self.optional})


def read_clauses(path: Path) -> list[Clause]:
    """The entries of a file of the set."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["clause"]
    return [_clause(f"{path.stem}-{number}-{entry['family']}", entry) for number, entry in enumerate(entries)]


def all_clauses() -> list[Clause]:
    """Every entry of the set."""
    return [clause for path in sorted(WORDINGS.glob("*.toml")) for clause in read_clauses(path)]


def spell(fact: Fact, year: int) -> Line:
    """A fact as a line of the set."""
    parts = [fact.concept, fact.measure, fact.fund, str(fact.value.normalize() + 0)]
    if code := fact.function_code or fact.economic_code:
        parts.append(f"code={code}")
    if fact.item:
        parts.append(f"item={fact.item}")
    if fact.fiscal_year != year:
        parts.append(f"year={fact.fiscal_year}")
    return tuple(sorted(parts))


def _line(text: str) -> Line:
    concept, measure, fund, value, *rest = text.split()
    return tuple(sorted([concept, measure, fund, str(Decimal(value).normalize() + 0), *rest]))


def _clause(name: str, entry: dict[str, Any]) -> Clause:
    return Clause(
        name,
        entry["family"],
        entry.get("kind", "final_account"),
        entry.get("year", 2022),
        entry.get("heading", ""),
        entry["text"],
        Counter(map(_line, entry["facts"])),
        Counter(map(_line, entry.get("optional", ()))),
        entry.get("section", False),
        entry.get("gap", ""),
    )


def _outline(text: str, heading: str) -> Outline:
    path = tuple(heading.split("/")) if heading else ()
    record = SectionRecord("doc", "s1", None, 1, 2, None, heading, text, None, "main")
    return Outline((Section(record, path, "body", ()),), ())


def _report(kind: str, year: int) -> Report:
    return Report("doc", None, kind, year, "org", "某局", None, None, None, None, None)  # type: ignore[arg-type]
