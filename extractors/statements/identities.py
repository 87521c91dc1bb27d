"""The reader checks itself: a table's own 勾稽 identities over the facts just read.

Sums are compared as intervals: each printed figure stands for half a unit of its last digit. A blank is not a 0; an
identity whose left side, or whose whole right side, is blank is not evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.amounts import UNIT_FACTORS, parse_amount
from schemas.classification import economic
from schemas.records import Fact, Leftover, TableCheckRecord
from schemas.statement import Identity, Statement

FUNDS = ("general_public", "gov_fund", "state_capital")
CERTAIN, DISPUTED, REPEATED, MISREAD = Decimal("0.99"), Decimal("0.93"), Decimal("0.85"), Decimal("0.6")
_FEW_COLUMNS = 6
"""Sums down a table below which their failing says nothing of its rows."""
UNREAD = {"unknown_row": (0, ("table", "fund")), "unknown_column": (-2, ("row",))}
"""Why a figure of a table may be a term of a sum that was not read: where its leftover names it, and of which sums."""
Group = Sequence[Fact]
Pick = Callable[[str], list[Fact] | None]


def _half_unit(fact: Fact) -> Decimal:
    factor = UNIT_FACTORS.get(fact.unit_reported or "", Decimal(1))
    return factor * Decimal(1).scaleb(-fact.decimals) / 2


def _compare(left: Sequence[Fact], right: Sequence[Fact]) -> tuple[bool, Decimal] | None:
    if not left or not right:
        return None
    difference = sum((f.value for f in left), Decimal(0)) - sum((f.value for f in right), Decimal(0))
    slack = sum((_half_unit(f) for f in (*left, *right)), Decimal(0))
    return abs(difference) <= slack, difference


def _sides(expr: str, pick: Pick) -> tuple[list[Fact], list[Fact]]:
    left, _, right = expr.partition(" = ")
    return tuple([f for term in side.split(" + ") for f in pick(term) or ()] for side in (left, right))  # type: ignore[return-value]


def _is_plain(fact: Fact) -> bool:
    return fact.function_code is None and fact.economic_code is None


def _picker(facts: Group, fund: str) -> Pick:
    """Terms of an expression over facts of one measure: concept, concept@fund, sum(classes) and the like."""
    groups = {s.code: s.group for s in economic().subjects if len(s.code) == 3}

    def pick(term: str) -> list[Fact]:
        if term == "appropriation":  # printed as a whole, or fund by fund
            mine = [f for f in facts if f.concept == "fiscal_appropriation" and _is_plain(f)]
            return [f for f in mine if f.fund == "fiscal"][:1] or [f for f in mine if f.fund in FUNDS]
        if term == "sum(classes)":
            mine = [f for f in facts if f.fund == fund and f.concept == "expenditure" and not f.economic_code]
            return [f for f in mine if f.function_code and len(f.function_code) == 3]
        if term in ("sum(personnel_classes)", "sum(public_classes)"):
            wanted = "人员经费" if "personnel" in term else "公用经费"
            mine = [f for f in facts if f.economic_code and len(f.economic_code) == 3]
            return [f for f in mine if f.concept == "expenditure_basic" and groups.get(f.economic_code or "") == wanted]
        concept, _, named = term.partition("@")
        return [f for f in facts if f.concept == concept and f.fund == (named or fund) and _is_plain(f)][:1]

    return pick


def _by(facts: Iterable[Fact], key: Callable[[Fact], tuple[object, ...]]) -> Mapping[tuple[object, ...], list[Fact]]:
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(fact)
    return groups


def _row_groups(identity: Identity, facts: Group) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    for (code, econ, _), group in _by(facts, lambda f: (f.function_code, f.economic_code, f.measure)).items():

        def pick(term: str, group: list[Fact] = group) -> list[Fact]:
            if term == "basic":  # printed as a whole, or as 人员 and 公用
                whole = [f for f in group if f.concept == "expenditure_basic"][:1]
                return whole or [f for f in group if f.concept in ("personnel_expenditure", "public_expenditure")]
            concept, _, fund = term.partition("@")
            return [f for f in group if f.concept == concept and (not fund or f.fund == fund)][:1]

        left, right = _sides(identity.expr, pick)
        yield str(code or econ or "合计"), left, right


def _column_groups(identity: Identity, facts: Group) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    """合计 = sum of the 类; each code = sum of its children (the next level printed)."""
    for (concept, fund, _), group in _by(facts, lambda f: (f.concept, f.fund, f.measure)).items():
        coded = {
            f.function_code or f.economic_code or "": f for f in group if not (f.function_code and f.economic_code)
        }
        if len(coded) != len(group):
            continue  # a code printed twice (one row a unit) has no single sum
        if identity.expr.startswith("total"):
            total = coded.get("")
            classes = [f for code, f in coded.items() if len(code) == 3]
            yield f"{concept}@{fund}", [total] if total else [], classes
            continue
        for code, fact in coded.items():
            children = [f for c, f in coded.items() if len(c) == len(code) + 2 and c.startswith(code)] if code else []
            if children:
                yield f"{concept}@{fund}/{code}", [fact], children


def _fund_groups(identity: Identity, facts: Group) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    for (measure,), group in _by(facts, lambda f: (f.measure,)).items():
        for fund in ("fiscal", *FUNDS):
            left, right = _sides(identity.expr, _picker(group, fund))
            yield f"{fund}/{measure}", left, right


def _across_funds(facts: Group) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    keyed = _by(facts, lambda f: (f.concept, f.function_code, f.economic_code, f.measure))
    for (concept, code, econ, _), group in keyed.items():
        yield (
            f"{concept}/{code or econ or ''}",
            [f for f in group if f.fund == "fiscal"][:1],
            [f for f in group if f.fund in FUNDS],
        )


def _table_groups(identity: Identity, facts: Group, fund: str) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    for (measure,), group in _by(facts, lambda f: (f.measure,)).items():
        left, right = _sides(identity.expr, _picker(group, fund))
        yield str(measure), left, right


def find_unread(leftovers: Iterable[Leftover]) -> frozenset[str]:
    """The scopes of the sums that may have a term that was not read: a figure without a concept, no 其中 and no 0."""
    scopes: set[str] = set()
    for leftover in leftovers:
        place, of = UNREAD.get(leftover.reason, (0, ()))
        parts = leftover.text.split(" / ")
        amount = parse_amount(parts[-1])
        if of and len(parts) > 1 and not parts[place].startswith("其中") and amount is not None and amount.value:
            scopes.update(of)
    return frozenset(scopes)


def check_statement(
    statement: Statement, facts: Group, doc_id: str, table_id: str, unread: frozenset[str] = frozenset()
) -> tuple[list[Fact], list[TableCheckRecord]]:
    """The facts with their confidence settled by the table's identities, and the outcome of each.

    A fact in an identity that closes is certain (0.99); one whose identities do not close is disputed (0.93): the
    report prints it so, or it was misread. Where most identities of a table, or most of those down its columns, do not
    close, it was misread or printed off its rows: below 0.9.
    A sum that does not close says nothing where its scope is one of `unread`.
    """
    checks: list[TableCheckRecord] = []
    passed: set[int] = set()
    failed: set[int] = set()
    summed = [f for f in facts if f.unit != "percent"]  # rates do not add up
    for (org_id,), mine in _by(summed, lambda f: (f.org_id,)).items():
        for identity, scope, left, right in _evaluations(statement, mine):
            outcome = _compare(left, right)
            if outcome is None:
                continue
            closes, difference = outcome
            if not closes and identity.scope in unread:
                checks.append(TableCheckRecord(doc_id, table_id, statement.id, identity.id, scope, None, None))
                continue
            scope = scope if org_id == facts[0].org_id else f"{org_id}/{scope}"
            checks.append(TableCheckRecord(doc_id, table_id, statement.id, identity.id, scope, closes, difference))
            (passed if closes else failed).update(id(f) for f in (*left, *right))
    settled = [_settle(f, id(f) in passed, id(f) in failed) for f in facts]
    repeated = _repeated(facts)
    twins = _twin_columns(facts)
    # A matrix names each figure by its column: two columns that say the same thing twice over were misread.
    misread = is_misread(checks) or (statement.layout == "matrix" and len(repeated) > 1)
    # Rows that close while the columns do not: the amounts stand beside other codes than their own.
    down = {identity.id for identity in statement.identities if identity.scope != "row"}
    columns = [check for check in checks if check.identity in down]
    misread = misread or (len(columns) >= _FEW_COLUMNS and is_misread(columns))
    return [
        replace(f, confidence=min(f.confidence, MISREAD if misread else REPEATED))
        if misread or _key(f) in repeated or f.col in twins
        else f
        for f in settled
    ], checks


def _twin_columns(facts: Group) -> set[int]:
    """Columns that say the same of a row as another one and print other values: one of them was misread throughout."""
    said = _by((f for f in facts if f.col is not None), lambda f: (f.row, *_key(f)))
    return {f.col for mine in said.values() if len({f.value for f in mine}) > 1 for f in mine if f.col is not None}


def _key(fact: Fact) -> tuple[object, ...]:
    return (
        fact.org_id, fact.fiscal_year, fact.concept, fact.measure, fact.fund,
        fact.function_code, fact.economic_code, fact.item,
    )  # fmt: skip


def _repeated(facts: Group) -> set[tuple[object, ...]]:
    """Keys that a table prints with several values: blocks of units without their names. None of them is the total.

    In such a table two equal amounts in two rows are two units' as well.
    """
    keyed = _by(facts, _key)
    stacked = {key for key, mine in keyed.items() if len({f.value for f in mine}) > 1}
    again = {key for key, mine in keyed.items() if len({f.row for f in mine}) > 1 and any(f.value for f in mine)}
    return stacked | again if stacked else stacked


def is_misread(checks: Sequence[TableCheckRecord]) -> bool:
    """Whether most identities of a table do not close: then its columns were misread, whatever the report prints."""
    opened = sum(check.closes is False for check in checks)
    return opened >= 2 and opened > len(checks) - opened


def _evaluations(statement: Statement, facts: Group) -> Iterator[tuple[Identity, str, list[Fact], list[Fact]]]:
    """Every identity of a statement over one organisation's facts: where it is evaluated, and its two sides."""
    funds = tuple(dict.fromkeys(f.fund for f in facts)) if statement.layout == "matrix" else (statement.fund,)
    for identity in statement.identities:
        match identity.scope:
            case "row":
                groups = _row_groups(identity, facts)
            case "column":
                groups = _column_groups(identity, facts)
            case "fund":
                groups = _fund_groups(identity, facts)
            case "across_funds":
                groups = _across_funds(facts)
            case _:
                groups = (group for fund in funds for group in _table_groups(identity, facts, fund))
        yield from ((identity, *group) for group in groups)


def _settle(fact: Fact, passed: bool, failed: bool) -> Fact:
    if fact.confidence < Decimal("0.9") or "unit" in fact.rule.partition(":")[2]:
        return fact
    if failed and not passed:
        return replace(fact, confidence=min(fact.confidence, DISPUTED))
    return replace(fact, confidence=CERTAIN) if passed else fact
