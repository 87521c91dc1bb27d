"""Questions: the named ones of queries/*.sql, and any SELECT that a person types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import duckdb

from warehouse.connection import HERE, Connection, WarehouseError
from warehouse.meanings import Meaning, meanings_by_name, parse_meaning

Value = object
"""A cell of an answer: str, int, Decimal, date, bool, list, dict or None."""


@dataclass(frozen=True, slots=True)
class Question:
    """A named question. `headings` are the meanings of the columns that no view has."""

    name: str
    zh: str
    en: str
    sql: str
    headings: dict[str, Meaning]


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns, rows as they came (Decimals kept), and each column's meaning where the question is a named one."""

    columns: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]
    rows: tuple[tuple[Value, ...], ...]


@cache
def questions() -> dict[str, Question]:
    """The named questions. A file begins with '-- Chinese? | English?'; '-- column: Chinese | English' may follow."""
    return {
        path.stem: _parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("queries/*.sql"))
    }


def find_question(name: str) -> Question:
    """The question of that name; a WarehouseError that lists the names where there is none."""
    known = questions()
    if name not in known:
        raise WarehouseError("unknown_question", name, f"the questions are: {', '.join(known)}; or type a SELECT")
    return known[name]


def ask(connection: Connection, question: str, limit: int | None = None) -> Answer:
    """The answer to a named question or to one SELECT, of at most `limit` rows.

    The connection should come from open_for_reading, which keeps a typed query from writing or reaching files.
    Raises WarehouseError for an unknown name, for anything but one SELECT, and with DuckDB's reason for a wrong one.
    """
    text = question.strip()
    named = find_question(text) if text.isidentifier() else None
    try:
        statements = connection.extract_statements(named.sql if named else text)
        readable = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
        if len(statements) != 1 or statements[0].type not in readable:
            raise WarehouseError("bad_query", text[:80], "type one SELECT, or the name of a question")
        cursor = connection.execute(statements[0])
        rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit)
        columns = tuple(column[0] for column in cursor.description or ())
    except duckdb.Error as error:
        raise WarehouseError("bad_query", text[:80], " ".join(str(error).split())) from error
    # A typed SELECT may call anything `value`: only our own columns are known to mean what the comments say.
    known = meanings_by_name(connection) | named.headings if named else {}
    return Answer(columns, tuple(known.get(name) for name in columns), tuple(rows))


def split_statements(connection: Connection, script: str) -> tuple[str, ...]:
    """The single statements of a script, as DuckDB cuts it. Raises WarehouseError where it does not parse."""
    try:
        return tuple(statement.query.strip() for statement in connection.extract_statements(script))
    except duckdb.Error as error:
        raise WarehouseError("bad_query", script.strip()[:80], " ".join(str(error).split())) from error


def _parse(name: str, text: str) -> Question:
    first, *others = text.splitlines()
    zh, _, en = first.removeprefix("-- ").partition(" | ")
    headings = {}
    for line in others:
        column, colon, comment = line.removeprefix("-- ").partition(": ")
        if not line.startswith("-- "):
            break
        if colon and column.isidentifier() and " | " in comment:
            headings[column] = parse_meaning(comment)
    return Question(name, zh, en, text, headings)
