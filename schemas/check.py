"""Audit checks as declared: identities in 勾稽 notation (schemas/checks), or SQL with a head (warehouse/audit/checks).

    T05.expenditure = T04.expenditure@general_public        terms are TABLE.concept@fund#code, a sum has + between them
    T07.three_public_reception >= T06.expenditure_basic#30217
    B04.expenditure | B04.expenditure_total = ...           the first of them that the report prints
    T03.expenditure >= ?T05.expenditure + ?T08.expenditure  ? the report need not print it (but some of its side)

Where a table does not print `fiscal` as a whole, it is the sum of its funds. A term without a fund has its table's own.
`scope` says over what an identity holds: `total` the rows without a code, `class` each 类 (3 digits), `code` each code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml
from schemas.statement import Identity, Statement, statements

CHECKS = Path(__file__).parent / "checks"
SEVERITIES = ("error", "warning", "info")
KINDS = ("completeness", "within_table", "between_tables", "text_table", "text", "documents", "words", "plausibility")
"""The kinds of the audit's catalogue, in its order."""
SCOPES = ("total", "class", "code")
_TERM = re.compile(r"(?P<table>[TBX]\d\d)\.(?P<concept>\w+)(?:@(?P<fund>\w+))?(?:#(?P<code>\d+))?")
_ID = re.compile(r"[A-Za-z0-9_.\-]+")
_HEAD = re.compile(r"\A/\*\n(.*?)\*/\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CheckTerm:
    """An operand, or one reading of it: figures of a table's concept. `pick` says which rows: none, class, code, fixed.

    Readings of one operand share `ord`; the one of the lowest `rank` that is printed counts. Without an operand that is
    `required` the check does not apply.
    """

    side: int
    ord: int
    rank: int
    table: str
    concept: str
    fund: str | None
    pick: str
    code: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A check with what a reader needs to believe it.

    `basis` is the regulation or arithmetic that it rests on, `needs` names what a report must state for it to apply.
    A check is either an identity (`key`, `relation`, `terms`) or the statement `sql`. `passing` and `failing` are small
    examples: the figures of a report that passes, and of one that does not, in the notation of tests/figures.py.
    """

    id: str
    zh: str
    en: str
    basis: str
    kind: str
    severity: str
    needs: str
    passing: tuple[str, ...]
    failing: tuple[str, ...]
    key: str = ""
    relation: str = "="
    expression: str = ""
    terms: tuple[CheckTerm, ...] = ()
    sql: str | None = None


def parse_head(text: str, file: str) -> tuple[dict[str, Any], str]:
    """The TOML head of a .sql check, between /* and */, and the statement behind it."""
    head = _HEAD.match(text)
    if head is None:
        raise CatalogError(file, "head", "a check begins with /*, its TOML and */ on lines of their own")
    try:
        return tomllib.loads(head[1]), text[head.end() :]
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(file, "head", str(error)) from error


def read_check(entry: dict[str, Any], file: str, sql: str | None = None) -> Check:
    """The check of a declaration. Raises CatalogError, which names file and key."""
    known = {"id", "zh", "en", "basis", "kind", "severity", "needs", "pass", "fail", "scope", "expr"}
    for key in ("id", "zh", "en", "basis", "kind", "severity", "pass", "fail"):
        if not entry.get(key):
            raise CatalogError(file, f"{entry.get('id', '?')}.{key}", "is missing")
    if unknown := set(entry) - known:
        raise CatalogError(file, f"{entry['id']}.{min(unknown)}", "means nothing here")
    if not _ID.fullmatch(entry["id"]):
        raise CatalogError(file, f"{entry['id']}.id", "letters, digits, dots and underlines only")
    for key, allowed in (("severity", SEVERITIES), ("kind", KINDS)):
        if entry[key] not in allowed:
            raise CatalogError(file, f"{entry['id']}.{key}", f"{entry[key]!r} is none of {', '.join(allowed)}")
    relation, terms = "=", tuple[CheckTerm, ...]()
    if sql is None:
        relation, terms = _read_expression(entry, file)
    return Check(
        id=entry["id"],
        zh=entry["zh"],
        en=entry["en"],
        basis=entry["basis"],
        kind=entry["kind"],
        severity=entry["severity"],
        needs=entry.get("needs") or entry.get("expr", ""),
        passing=tuple(entry["pass"]),
        failing=tuple(entry["fail"]),
        key=entry.get("scope", "total") if sql is None else "",
        relation=relation,
        expression=entry.get("expr", ""),
        terms=terms,
        sql=sql,
    )


def _read_expression(entry: dict[str, Any], file: str) -> tuple[str, tuple[CheckTerm, ...]]:
    place = f"{entry['id']}.expr"
    scope = entry.get("scope", "total")
    if scope not in SCOPES:
        raise CatalogError(file, f"{entry['id']}.scope", f"{scope!r} is none of {', '.join(SCOPES)}")
    sides = re.split(r" (>=|=) ", entry.get("expr", ""))
    if len(sides) != 3:
        raise CatalogError(file, place, "one = or >= between its sides, with blanks around it")
    left, relation, right = sides
    operands = [(1, text) for text in left.split(" + ")] + [(2, text) for text in right.split(" + ")]
    terms = []
    for ord_, (side, operand) in enumerate(operands):
        for rank, printed in enumerate(operand.removeprefix("?").split(" | "), 1):
            term = _TERM.fullmatch(printed)
            if term is None:
                raise CatalogError(file, place, f"cannot read {printed!r}; a term is TABLE.concept@fund#code")
            pick = {"total": "none", "class": "class", "code": "code"}[scope] if term["code"] is None else "fixed"
            required = not operand.startswith("?")
            table, concept, fund, code = term.group("table", "concept", "fund", "code")
            terms.append(CheckTerm(side, ord_, rank, table, concept, fund, pick, code, required))
    return relation, tuple(terms)


@cache
def declared_identities() -> tuple[Check, ...]:
    """The identities between tables, of schemas/checks/*.toml."""
    found: list[Check] = []
    for path in sorted(CHECKS.glob("*.toml")):
        found.extend(read_check(entry, path.name) for entry in load_toml(path).get("check", ()))
    return tuple(found)


def refuse_doubles(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks as they are. Raises CatalogError where two have one id."""
    seen: set[str] = set()
    listed = tuple(checks)
    for check in listed:
        if check.id in seen:
            raise CatalogError("checks", check.id, "is declared twice")
        seen.add(check.id)
    return listed


def statement_identities() -> Iterator[tuple[Statement, Identity]]:
    """The identities within tables, which the reader checks itself with."""
    for statement in statements():
        for identity in statement.identities:
            yield statement, identity
