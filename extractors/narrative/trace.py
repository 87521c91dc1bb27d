"""Traces: what the text stage recognised in a stretch of a section, in order, for people who check a binding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.narrative.known import Directory, Known
from extractors.narrative.marks import Chain, Comparison, Delimiter, Mark, Number, Unknown, Word
from extractors.narrative.pipeline import lex


@dataclass(frozen=True, slots=True)
class Trace:
    """One recognised stretch [start, end) of the printed text: its kind and what it means to the grammar."""

    start: int
    end: int
    text: str
    kind: str
    meaning: str


def trace(text: str, start: int, end: int, year: int | None, known: Known) -> Iterator[Trace]:
    """The marks of text[start:end], punctuation left out; the whole text is read, as names are resolved in context."""
    doc = lex(text, Directory(known, year))
    for mark in doc._.marks:
        first, last = doc._.folded.printed(mark.start, mark.end)
        if first < start or last > end or isinstance(mark, Delimiter):
            continue
        kind, meaning = _described(mark)
        yield Trace(first, last, text[first:last], kind, meaning)


def _described(mark: Mark) -> tuple[str, str]:
    match mark:
        case Number():
            year = f"year {mark.year}" if mark.year else ""
            value = "" if mark.base_value is None else f"{mark.base_value:f}"
            return f"number: {mark.kind}", year or value
        case Comparison():
            against = str(mark.year) if mark.year else "the prior year" if mark.prior else "this year's"
            return "comparison", f"{against} {mark.measure or ''}".strip()
        case Chain():
            return "classification", f"{mark.code or '?'} {mark.name or ' or '.join(mark.candidates)}".strip()
        case Word():
            terms = (f"{t.role} {'+'.join(t.concepts) or t.value}".strip() for t in mark.entry.terms)
            return "lexicon", "; ".join(dict.fromkeys(terms))
        case Unknown():
            return "unexplained", ""
    raise TypeError(f"{type(mark).__name__} is no mark that says something")
