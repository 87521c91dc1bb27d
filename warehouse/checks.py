"""Every check of the audit: the identities within and between tables, and the statements of audit/checks."""

from __future__ import annotations

from functools import cache
from itertools import chain

from schemas.check import Check, declared_identities, parse_head, read_check, refuse_doubles, statement_identities
from schemas.statement import Identity, Statement
from warehouse.connection import HERE

FOLDER = HERE / "audit" / "checks"


@cache
def checks() -> tuple[Check, ...]:
    """All checks, in the order in which they are told. Raises CatalogError for a bad declaration, with file and key."""
    within = (_within_table(statement, identity) for statement, identity in statement_identities())
    return refuse_doubles(chain(within, declared_identities(), _written_in_sql()))


def _written_in_sql() -> list[Check]:
    found = []
    for path in sorted(FOLDER.glob("*.sql")):
        head, statement = parse_head(path.read_text(encoding="utf-8"), path.name)
        found.append(read_check(head, path.name, statement))
    return found


def _within_table(statement: Statement, identity: Identity) -> Check:
    """A statement's own identity as a check: the table it stands in names it."""
    return Check(
        id=identity.id,
        zh=f"{statement.title}：{identity.expr}",
        en=f"{statement.id}: {identity.expr}",
        basis=f"表内勾稽：{statement.title}",
        kind="within_table",
        severity="error",
        needs=f"{statement.id}：{identity.expr}",
        passing=(),
        failing=(),
        key=identity.scope,
        expression=identity.expr,
    )
