"""Which statutory table a table is: by its whole title, or by the words of the title; never by its printed number.

The printed number of the same table changes by year and province (公开07表 was 三公 until 2021 and 政府性基金 after).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.amounts import fold
from extractors.tables import LogicalTable
from schemas.report import Report
from schemas.statement import Statement, statements, title_words

_LEADING = re.compile(
    r"^(?:附件\d*[:：]?|附表\d*[:：]?|表[\d一二三四五六七八九十]+[-:：、]?\d*|(?:财决)?(?:预算|公开|附|部门公开)?表?\d{1,2}表?[:：]?(?=\D*表)"
    r"|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．])"
)
_TRAILING = re.compile(r"[(（][^()（）]*[)）]$|(?:公开|预算|附)?\d{1,2}表$|续表$|[:：]$")
_CODE = re.compile(r"\[?[23]\d{2}(?:\d{2}){0,2}(?!\d*\.)")
_CODE_COLUMNS = 4
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?|[二〇○零一二三四五六七八九]{4}年(?:度)?")


@dataclass(frozen=True, slots=True)
class Title:
    """A table title read into slots; `bare` is what remains of the line for a comparison with declared titles."""

    bare: str
    scope: str
    content: str
    shape: str
    kind: str


def read_title(line: str) -> Title | None:
    """The title that a caption line holds, or None where the line is no table's title."""
    text = re.sub(r"[“”\"'‘’《》〈〉]", "", fold(line))
    found = dict.fromkeys(("scope", "content", "shape", "kind"), "")
    for word in title_words():
        if not found[word.slot] and any(re.sub(r"[“”\"]", "", fold(w)) in text for w in word.words):
            found[word.slot] = word.value
    bare, before = text, ""
    while bare != before:
        before = bare
        bare = _TRAILING.sub("", _LEADING.sub("", _YEAR.sub("", bare)))
    if not found["content"] or "表" not in bare[-3:]:
        return None
    return Title(bare, found["scope"] or "none", found["content"], found["shape"], found["kind"])


@cache
def _declared(title: str) -> Title | None:
    return read_title(title)


def _is_named(title: Title, declared: str) -> bool:
    """Whether a title is the declared one, but for an organisation's or 部门/单位's name before it."""
    wanted = _declared(declared)
    return (
        wanted is not None
        and (wanted.scope, wanted.content) == (title.scope, title.content)
        and not ({wanted.shape, title.shape} >= {"economic", "functional"})
        and title.bare.endswith(wanted.bare)
    )


def _rank(title: Title, statement: Statement, kind: str) -> int | None:
    """How well a title fits a statement: 0 its own title, 1 an alias, 2 and more by its words; None if not at all."""
    if statement.kind not in ("any", title.kind or kind):
        return None
    if _is_named(title, statement.title):
        return 0
    if any(_is_named(title, alias) for alias in statement.aliases):
        return 1
    if title.content not in statement.contents or title.scope not in statement.scopes:
        return None
    if statement.contents.index(title.content) > 0 and statement.scopes.index(title.scope) > 0:
        return None
    if statement.shapes and title.shape not in statement.shapes:
        return None
    if statement.layout == "code_rows" and title.shape == "economic" and not statement.shapes:
        return None
    return 2 + statement.scopes.index(title.scope)


def scope_of(table: LogicalTable) -> str:
    """Whose money the table's title speaks of: general_public, fiscal ...; 'none' where it names no scope."""
    return next((title.scope for line in table.titles if (title := read_title(line)) is not None), "none")


def _kind_of(table: LogicalTable, report: Report) -> str:
    if report.is_budget:
        return "budget"
    if report.doc_kind in ("final_account", "unit_final_account"):
        return "final"
    head = "".join(fold(c.text) for row in table.grid[:3] for c in row)
    return "budget" if "预算数" in head and "决算" not in head else "final"


def _candidates(table: LogicalTable, report: Report) -> list[tuple[int, Statement]]:
    kind = _kind_of(table, report)
    for line in table.titles:
        title = read_title(line)
        if title is None:
            continue
        ranked = [(rank, s) for s in statements() if (rank := _rank(title, s, kind)) is not None]
        if ranked:
            return sorted(ranked, key=lambda pair: (pair[0] + (10 if pair[1].twin else 0), pair[1].id))
    return []


def _prints_codes(table: LogicalTable) -> bool:
    """Whether the rows of a table are 科目, and not units."""
    rows = (fold("".join(dict.fromkeys(c.text for c in row[:_CODE_COLUMNS]))) for row in table.grid)
    return sum(bool(_CODE.match(text)) for text in rows) > 1


def name_tables(tables: Sequence[LogicalTable], report: Report) -> dict[str, Statement]:
    """Table ids with the statement that each is; a statement is given once per part, to the table that fits it best.
    By units and by codes it may be printed as two tables.

    A table that loses a statement to a better fit falls back to its next reading (X05 beside T05), or to none.
    """
    wanted = {t.table_id: _candidates(t, report) for t in tables}
    part = {t.table_id: t.part for t in tables}
    named: dict[str, Statement] = {}
    coded = {t.table_id: _prints_codes(t) for t in tables}
    taken: dict[tuple[str, str, bool], str] = {}
    pending = [table_id for table_id, choices in wanted.items() if choices]
    position = dict.fromkeys(pending, 0)
    while pending:
        table_id = pending.pop(0)
        choices = wanted[table_id]
        while position[table_id] < len(choices):
            rank, statement = choices[position[table_id]]
            position[table_id] += 1
            if statement.layout in ("form", "none"):
                named[table_id] = statement
                break
            key = (part[table_id], statement.id, statement.layout == "code_rows" and coded[table_id])
            holder = taken.get(key)
            if holder is None or rank < next(r for r, s in wanted[holder] if s.id == statement.id):
                if holder is not None:
                    del named[holder]
                    pending.append(holder)
                taken[key] = table_id
                named[table_id] = statement
                break
    return named
