"""Hits of the lexicon in a folded text: one Aho-Corasick automaton over all forms, longest hit from the left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import ahocorasick

from extractors.narrative.marks import Entry, Word
from schemas.classification import economic, functional
from schemas.wording import Term, wording


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    forms: dict[str, tuple[Term, ...]] = dict(wording().terms)
    for name, subject in functional().names():
        spelled = name.replace("（", "(").replace("）", ")")
        if len(subject.code) == 3 and spelled.endswith("支出") and spelled not in forms:
            forms[spelled] = (Term("class", spelled),)
    for name, _ in economic().names():
        spelled = name.replace("（", "(").replace("）", ")")
        for text in (spelled, spelled if spelled.endswith("支出") else f"{spelled}支出"):
            term = Term("economic", name)
            if term not in forms.get(text, ()):
                forms[text] = (*forms.get(text, ()), term)
    for text, terms in forms.items():
        automaton.add_word(text, Entry.of(text, terms))
    automaton.make_automaton()
    return automaton


def scan_terms(text: str, claimed: bytes | bytearray = b"") -> Iterator[Word]:
    """The hits in order, none overlapping another or a claimed character: the longest at the leftmost place."""
    longest: dict[int, Entry] = {}
    for last, entry in _automaton().iter(text):
        start = last - len(entry.text) + 1
        if claimed and (claimed[start] or claimed[last]):
            continue
        if start not in longest or len(entry.text) > len(longest[start].text):
            longest[start] = entry
    end = 0
    for start in sorted(longest):
        if start >= end:
            entry = longest[start]
            end = start + len(entry.text)
            yield Word(start, end, entry)
