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
from extractors.outline import Outline, Section, outline_document
from extractors.readers.text import read as read_text
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
        """What the text stage makes of it, without any table; a section's own headings part it, as in a file."""
        parted = _file_outline(self.text, self.heading) if self.section else outline(self.text, self.heading)
        return read_narrative(parted, report(self.kind, self.year), Known())

    @cached_property
    def found(self) -> Counter[Line]:
        """The facts that were read."""
        return Counter(spell(fact, self.year) for fact in self.reading.facts)

    @cached_property
    def missing(self) -> Counter[Line]:
        """What is asked for and was not read."""
        return self._settled[0]

    @cached_property
    def surplus(self) -> Counter[Line]:
        """What was read and is not stated."""
        return self._settled[1]

    @cached_property
    def _settled(self) -> tuple[Counter[Line], Counter[Line]]:
        missing, surplus = self.wanted - self.found, self.found - self.wanted
        for line in list(missing.elements()):
            twin = next((other for other in surplus.elements() if _alike(line, other)), None)
            if twin is not None:
                missing[line] -= 1
                surplus[twin] -= 1
        optional = {line: count for line, count in surplus.items() if not any(_alike(o, line) for o in self.optional)}
        return +missing, +Counter(optional)


def read_clauses(path: Path) -> list[Clause]:
    """The entries of a file of the set."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["clause"]
    return [_clause(f"{path.stem}-{number}-{entry['family']}", entry) for number, entry in enumerate(entries)]


def all_clauses() -> list[Clause]:
    """Every entry of the set."""
    return [clause for path in sorted(WORDINGS.rglob("*.toml")) for clause in read_clauses(path)]


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


def _alike(a: Line, b: Line) -> bool:
    """Whether two lines differ in nothing but the spelling of the item; that of a set of projects is not fixed."""
    items = [next((part for part in line if part.startswith("item=")), "item=")[5:] for line in (a, b)]
    rest = [[part for part in line if not part.startswith("item=")] for line in (a, b)]
    free = "performance_projects" in a or "performance_projects_amount" in a
    contained = all(items) and (items[0] in items[1] or items[1] in items[0])
    return rest[0] == rest[1] and (free or contained or items[0] == items[1])


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


def outline(text: str, heading: str = "") -> Outline:
    path = tuple(heading.split("/")) if heading else ()
    record = SectionRecord("doc", "s1", None, 1, 2, None, heading, text, None, "main")
    return Outline((Section(record, path, "body", ()),), ())


def _file_outline(text: str, heading: str) -> Outline:
    lines = "\n\n".join(line for line in (*heading.split("/"), *text.split("\n")) if line)
    return outline_document(read_text(lines.encode(), "section.txt"))


def report(kind: str, year: int) -> Report:
    return Report("doc", None, kind, year, "org", "某局", None, None, None, None, None)  # type: ignore[arg-type]
