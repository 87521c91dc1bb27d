"""The wordings of tests/wordings: every clause gives exactly its facts, and every number an outcome."""

from __future__ import annotations

import re

import pytest

from tests.clauses import Clause, all_clauses

CLAUSES = all_clauses()


def described(clause: Clause) -> str:
    """How the reading differs, as an entry's `gap` says it."""
    counts = {"missing": clause.missing.total(), "wrong": clause.surplus.total()}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.name)
def test_clause_gives_exactly_its_facts(clause: Clause) -> None:
    # An entry whose `gap` is closed must lose it, and none may widen: `make eval` shows them all.
    assert described(clause) == clause.gap, (dict(clause.missing), dict(clause.surplus))


@pytest.mark.parametrize("clause", [c for c in CLAUSES if not c.section], ids=lambda clause: clause.name)
def test_every_digit_stands_in_a_mention(clause: Clause) -> None:
    text = clause.text
    covered = {i for m in clause.reading.mentions for i in range(m.char_start or 0, m.char_end or 0)}
    named = {m.start() for m in re.finditer(r"\d", text)} - covered
    codes = {i for m in re.finditer(r"[（(]\d{2,7}[类款项]?[）)]|\d{7}-?", text) for i in range(*m.span())}
    assert not named - codes, text


def test_the_set_is_read_as_well_as_the_project_asks() -> None:
    stated = sum(clause.wanted.total() for clause in CLAUSES)
    missing = sum(clause.missing.total() for clause in CLAUSES)
    surplus = sum(clause.surplus.total() for clause in CLAUSES)
    assert (stated - missing) / stated >= 0.97
    assert (stated - missing) / (stated - missing + surplus) >= 0.99
