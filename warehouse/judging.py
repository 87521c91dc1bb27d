"""The audit: every check over all reports at once, in SQL; it fills finding, check_outcome and audit_check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from schemas.check import Check
from schemas.classification import economic
from schemas.statement import statements
from warehouse.checks import checks
from warehouse.connection import HERE, Connection, read_sql, transaction
from warehouse.identities import OperandRecord, operands_of, operands_within_tables
from warehouse.rows import to_arrow
from warehouse.wordlists import PhraseRecord, SubjectRecord, list_phrases, list_subjects


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit did: reports judged, and findings by severity (causes only, none that a person dismissed)."""

    documents: int
    findings: dict[str, int]


def audit(connection: Connection, doc_ids: Iterable[str] | None = None) -> Audit:
    """Judge these documents, or all; their earlier findings and outcomes are replaced, dismissals stay.

    No file is opened: everything is judged by what the warehouse holds. One transaction. Other documents of the same
    report and organisation, its department and its units are read for comparison; peers only where all are audited.
    """
    with transaction(connection):
        _offer_checks(connection, checks())
        _offer_expense_items(connection)
        _offer_words(connection)
        offer_documents(connection, doc_ids)
        for path in sorted((HERE / "audit").glob("*.sql")):
            connection.execute(path.read_text(encoding="utf-8"))
        for check in checks():
            if check.sql is not None:
                connection.execute(f"CREATE OR REPLACE TEMP VIEW found AS {check.sql}")  # a file of this package
                connection.execute(read_sql("sql/judge.sql"), [check.id])
        for path in sorted((HERE / "audit" / "after").glob("*.sql")):
            connection.execute(path.read_text(encoding="utf-8"))
        connection.execute(read_sql("sql/audit_checks.sql"))
        connection.execute(read_sql("sql/settle_findings.sql"))
        counts = dict(connection.execute(read_sql("sql/findings_by_severity.sql")).fetchall())
        (documents,) = connection.execute("SELECT count(*) FROM asked").fetchall()[0]
    return Audit(documents, {severity: counts.get(severity, 0) for severity in ("error", "warning", "info")})


def _offer_checks(connection: Connection, listed: tuple[Check, ...]) -> None:
    """The checks as tables that SQL can join: check_list, what their identities compare, and the tables' titles."""
    connection.register(
        "check_list",
        pa.table(
            {
                "rule_id": [check.id for check in listed],
                "ord": list(range(len(listed))),
                "title_zh": [check.zh for check in listed],
                "title_en": [check.en for check in listed],
                "basis": [check.basis for check in listed],
                "kind": [check.kind for check in listed],
                "severity": [check.severity for check in listed],
                "relation": [check.relation for check in listed],
                "needs": [check.needs for check in listed],
            }
        ),
    )
    funds = {statement.id: statement.fund for statement in statements()}
    operands = [*operands_within_tables(), *operands_of(listed, funds)]
    connection.register("check_term", to_arrow(operands, OperandRecord))
    titles = [(statement.id, title) for statement in statements() for title in (statement.title, *statement.aliases)]
    named = pa.table({"statutory_table": [id_ for id_, _ in titles], "title": [title for _, title in titles]})
    connection.register("statement_title", named)


def _offer_expense_items(connection: Connection) -> None:
    """Every printed name of the economic classification's 款 as a table that SQL can join: expense_item."""
    names = sorted({(name, subject.code) for name, subject in economic().names() if len(subject.code) == 5})
    connection.register(
        "expense_item", pa.table({"name": [name for name, _ in names], "code": [code for _, code in names]})
    )


def _offer_words(connection: Connection) -> None:
    connection.register("phrase", to_arrow(list_phrases(), PhraseRecord))
    connection.register("subject_name", to_arrow(list_subjects(), SubjectRecord))


def offer_documents(connection: Connection, doc_ids: Iterable[str] | None) -> None:
    """The documents that are asked about as `asked`, and what is read for them as `audited`."""
    if doc_ids is None:
        connection.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT doc_id FROM document")
        connection.execute("CREATE OR REPLACE TEMP TABLE audited AS FROM asked")
    else:
        connection.register("chosen", pa.table({"doc_id": pa.array(list(doc_ids), pa.string())}))
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE asked AS SELECT doc_id FROM document SEMI JOIN chosen USING (doc_id)"
        )
        connection.execute(read_sql("sql/audited.sql"))
