"""What tables and columns mean: their bilingual comments, read from the warehouse itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from warehouse.connection import Connection, read_folder, read_sql

CREATED = re.compile(r"^CREATE (?:TABLE|OR REPLACE VIEW) (\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A comment 'short name：explanation | Short name: explanation', in its parts; an explanation may be empty."""

    zh: str
    zh_note: str
    en: str
    en_note: str

    @property
    def text(self) -> str:
        """Both languages in one line, for readers that take one description."""
        return f"{self.chinese} | {self.english}"

    @property
    def chinese(self) -> str:
        """The short name and, where there is one, the explanation."""
        return f"{self.zh}：{self.zh_note}" if self.zh_note else self.zh

    @property
    def english(self) -> str:
        """The same in English."""
        return f"{self.en}: {self.en_note}" if self.en_note else self.en


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the warehouse declares it. `type` is DuckDB's."""

    name: str
    type: str
    nullable: bool
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view with its columns in order; `key` holds the columns of the primary key."""

    name: str
    is_view: bool
    meaning: Meaning
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def parse_meaning(comment: str) -> Meaning:
    """A comment in its parts. Raises ValueError where it is not 'Chinese | English'."""
    chinese, bar, english = comment.partition(" | ")
    if not (chinese and bar and english):
        raise ValueError(f"not 'Chinese | English': {comment!r}")
    zh, _, zh_note = chinese.partition("：")
    en, _, en_note = english.partition(": ")
    return Meaning(zh, zh_note, en, en_note)


def relations(connection: Connection) -> tuple[Relation, ...]:
    """Every table and view of the warehouse, in the order in which the .sql files make them."""
    columns: dict[str, list[Column]] = {}
    for table, name, kind, nullable, comment in connection.execute(read_sql("sql/columns.sql")).fetchall():
        columns.setdefault(table, []).append(Column(name, kind, nullable, parse_meaning(comment)))
    found = {
        name: Relation(name, is_view, parse_meaning(comment), tuple(columns[name]), tuple(key))
        for name, is_view, comment, key in connection.execute(read_sql("sql/relations.sql")).fetchall()
    }
    return tuple(found[name] for name in declared_names() if name in found)


@cache
def declared_names() -> tuple[str, ...]:
    """The tables and views of schema/*.sql and views/*.sql in their order, which the database itself forgets."""
    return tuple(CREATED.findall(read_folder("schema") + read_folder("views")))


def meanings_by_name(connection: Connection) -> dict[str, Meaning]:
    """Column name to meaning, for the headings of answers; views tell before tables, in their order."""
    found: dict[str, Meaning] = {}
    for relation in sorted(relations(connection), key=lambda r: not r.is_view):
        for column in relation.columns:
            found.setdefault(column.name, column.meaning)
    return found
