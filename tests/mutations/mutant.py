"""A mutant: a report with one thing changed, as the records that replace its own, and what an audit should point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from schemas.records import Extraction, Fact, Indicator, Project, SectionRecord, TableCellRecord
from tests.mutations.slips import read_number

SIXTH_PLACE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Mutant:
    """`doc_id` is the report that is judged; `with_family` where other reports of the organisation are needed beside it.

    An audit sees it when it suspects one of `facts` (of that report), a place that begins with one of `places`, or when one
    of `rules` fails that passed before. Records replace those of the same key; `gone` are (document, fact) and tables that are
    left out.
    """

    kind: str
    doc_id: str
    note: str
    facts: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    with_family: bool = False
    changed_facts: tuple[Fact, ...] = ()
    changed_sections: tuple[tuple[str, SectionRecord], ...] = ()
    changed_cells: tuple[TableCellRecord, ...] = ()
    changed_projects: tuple[Project, ...] = ()
    changed_indicators: tuple[Indicator, ...] = ()
    gone_facts: tuple[str, ...] = ()
    gone_tables: tuple[str, ...] = ()


class Report:
    """An extraction with its facts by place."""

    def __init__(self, extraction: Extraction) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.doc_id = extraction.document.doc_id
        self.facts = [f for f in extraction.facts if f.confidence >= Decimal("0.9") and f.part == "main"]
        self.sections = {section.section_id: section for section in extraction.sections}
        self.tables = {table.table_id: table for table in extraction.tables}
        self.cells = {(cell.table_id, cell.row, cell.col): cell for cell in extraction.cells}

    def table_facts(self) -> list[Fact]:
        """Amounts of the statutory tables other than 0."""
        return [f for f in self.facts if f.source == "table" and f.statutory_table and f.value and f.unit == "CNY"]

    def text_facts(self) -> list[Fact]:
        """Figures of the running text other than 0, one of each place."""
        first = {(f.section_id, f.char_start): f for f in reversed(self.facts) if f.source == "text" and f.value}
        return list(reversed(first.values()))

    def at(self, fact: Fact) -> list[Fact]:
        """All facts of one printed number."""
        if fact.source == "table":
            return [
                f for f in self.extraction.facts if (f.table_id, f.row, f.col) == (fact.table_id, fact.row, fact.col)
            ]
        return [
            f for f in self.extraction.facts
            if f.source == "text" and (f.section_id, f.char_start) == (fact.section_id, fact.char_start)
        ]  # fmt: skip

    def misprint(self, kind: str, fact: Fact, printed: str, *, turned: bool = False) -> Mutant:
        """The number of a fact, printed otherwise in its cell or in its section; `turned` changes its sign."""
        ratio = read_number(printed) / read_number(fact.value_reported) * (-1 if turned else 1)
        same = self.at(fact)
        changed = {
            f.fact_id: replace(f, value=(f.value * ratio).quantize(SIXTH_PLACE), value_reported=printed) for f in same
        }
        place = " ".join(
            filter(None, (fact.statutory_table or fact.section_id, fact.function_code, fact.economic_code))
        )
        note = f"{self.document.path}: {place} {fact.concept} {fact.measure} {fact.value_reported} -> {printed}"
        ids = frozenset(changed)
        if fact.source == "table":
            cell = self.cells.get((fact.table_id or "", fact.row or 0, fact.col or 0))
            cells = () if cell is None else (replace(cell, text=cell.text.replace(fact.value_reported, printed, 1)),)
            place = f"{fact.table_id}/{fact.row}/{fact.col}"
            return Mutant(
                kind, self.doc_id, note, ids, (place,), changed_facts=tuple(changed.values()), changed_cells=cells
            )
        assert fact.section_id is not None and fact.char_start is not None and fact.char_end is not None
        section, facts = self.rewrite(fact.section_id, fact.char_start, fact.char_end, printed, changed)
        place = f"{fact.section_id}/{fact.char_start}/"
        return Mutant(
            kind, self.doc_id, note, ids, (place,), changed_facts=facts, changed_sections=((self.doc_id, section),)
        )

    def rewrite(
        self, section_id: str, start: int, end: int, words: str, changed: dict[str, Fact] | None = None
    ) -> tuple[SectionRecord, tuple[Fact, ...]]:
        """A section with words[start:end] replaced, and its facts, those behind moved along."""
        section, shift = self.sections[section_id], len(words) - (end - start)
        facts = [(changed or {}).get(f.fact_id, f) for f in self.extraction.facts if f.section_id == section_id]
        return replace(section, text=section.text[:start] + words + section.text[end:]), tuple(
            _moved(fact, end, shift) for fact in facts
        )


def _moved(fact: Fact, end: int, shift: int) -> Fact:
    if fact.char_start is None or fact.char_end is None:
        return fact
    start = fact.char_start + (shift if fact.char_start >= end else 0)
    return replace(fact, char_start=start, char_end=fact.char_end + (shift if fact.char_end >= end else 0))


def neighbours(report: Report, fact: Fact) -> Iterator[tuple[str, Fact]]:
    """The figures in the next row and the next column of a table that print another number."""
    by_place = {(f.table_id, f.row, f.col): f for f in report.table_facts()}
    row, col = fact.row or 0, fact.col or 0
    for name, places in (("row", ((row + 1, col), (row - 1, col))), ("column", ((row, col + 1), (row, col - 1)))):
        for place in places:
            other = by_place.get((fact.table_id, *place))
            if other is not None and other.value != fact.value:
                yield name, other
                break


def by_document(reports: Iterable[Report]) -> dict[str, Report]:
    """Reports by their document."""
    return {report.doc_id: report for report in reports}
