"""Identities as operands: every declared 勾稽 identity becomes rows of check_term, which SQL evaluates set-wise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.check import Check, statement_identities
from schemas.classification import economic
from schemas.statement import Identity, Statement

FUNDS = ("general_public", "gov_fund", "state_capital")
ANY, KEY = "*any", "*key"


@dataclass(frozen=True, slots=True)
class OperandRecord:
    """Which figures are an operand: a row of check_term. `single` where it is one figure (of each fund) and no sum.

    Without an operand that is `required` the identity does not apply; `label` says which it was.
    """

    rule_id: str
    side: int
    ord: int
    rank: int
    statutory_table: str
    concept: str
    fund: str
    pick: str
    code: str | None
    single: bool
    required: bool = False
    label: str = ""


def operands_of(checks: Iterable[Check], funds_of: dict[str, str]) -> Iterator[OperandRecord]:
    """The operands of the identities between tables; a term without a fund has its table's own.

    A term of `fiscal` that is not printed as a whole is the sum of its funds.
    """
    for check in checks:
        for term in check.terms:
            fund = term.fund or funds_of[term.table]
            label = f"{term.table}.{term.concept}" + (f"#{term.code}" if term.code else "")
            for rank, one in [(2 * term.rank, fund), *((2 * term.rank + 1, f) for f in FUNDS if fund == "fiscal")]:
                yield OperandRecord(
                    check.id, term.side, term.ord, rank, term.table, term.concept, one, term.pick, term.code,
                    True, term.required, label,
                )  # fmt: skip


def operands_within_tables() -> Iterator[OperandRecord]:
    """The operands of the identities that each statement declares for itself."""
    for statement, identity in statement_identities():
        yield from _operands(statement, identity)


def _operands(statement: Statement, identity: Identity) -> Iterator[OperandRecord]:
    if identity.scope == "column":
        whole, parts = ("none", "classes") if identity.expr.startswith("total") else ("parent", "children")
        yield OperandRecord(identity.id, 1, 0, 1, statement.id, KEY, KEY, whole, None, True)
        yield OperandRecord(identity.id, 2, 1, 1, statement.id, KEY, KEY, parts, None, False)
        return
    if identity.scope == "across_funds":
        for side, ord_, fund in ((1, 0, "fiscal"), *((2, n, fund) for n, fund in enumerate(FUNDS, 1))):
            yield OperandRecord(identity.id, side, ord_, 1, statement.id, KEY, fund, "same", None, True)
        return
    left, _, right = identity.expr.partition(" = ")
    terms = [(1, term) for term in left.split(" + ")] + [(2, term) for term in right.split(" + ")]
    for ord_, (side, term) in enumerate(terms):
        for rank, concept, fund, pick, code, single in _readings(statement, identity.scope, term):
            yield OperandRecord(identity.id, side, ord_, rank, statement.id, concept, fund, pick, code, single)


def _readings(statement: Statement, scope: str, term: str) -> Iterator[tuple[int, str, str, str, str | None, bool]]:
    """The readings of a term, the preferred first: rank, concept, fund, rows, code, whether it is one figure."""
    row = "same" if scope == "row" else "none"
    usual = ANY if scope == "row" else KEY if scope == "fund" or statement.layout == "matrix" else statement.fund
    if term == "basic":
        yield 1, "expenditure_basic", usual, row, None, True
        yield 2, "personnel_expenditure", usual, row, None, False
        yield 2, "public_expenditure", usual, row, None, False
    elif term == "appropriation":
        yield 1, "fiscal_appropriation", "fiscal", row, None, True
        yield from ((2, "fiscal_appropriation", fund, row, None, False) for fund in FUNDS)
    elif term == "sum(classes)":
        yield 1, "expenditure", usual, "classes", None, False
    elif term in ("sum(personnel_classes)", "sum(public_classes)"):
        group = "人员经费" if "personnel" in term else "公用经费"
        codes = sorted({s.code for s in economic().subjects if len(s.code) == 3 and s.group == group})
        yield from ((1, "expenditure_basic", usual, "fixed", code, False) for code in codes)
    else:
        concept, _, fund = term.partition("@")
        yield 1, concept, fund or usual, row, None, True
