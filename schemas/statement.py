"""Statutory tables as declared in schemas/statements/*.toml: titles, layout, totals, identities; and header terms.

Titles, columns and identities follow the Ministry of Finance's public forms (财决公开01-09表 and the budget forms) and
the provincial variants listed in the reference; see each declaration.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml

STATEMENTS = Path(__file__).parent / "statements"
LAYOUTS = frozenset(("two_sided", "code_rows", "economic_rows", "matrix", "item_rows", "form", "none"))
ROLES = frozenset(
    (
        "heading",
        "source",
        "code",
        "label",
        "line",
        "unit",
        "ignored",
        "total",
        "measure",
        "fund",
        "concept",
        "group",
        "count",
    )
)
SCOPES = frozenset(("table", "row", "column", "fund", "across_funds", "measure"))
_OPERANDS = r"(?:[\w@]+|sum\(\w+\))(?: \+ (?:[\w@]+|sum\(\w+\)))*"
_EXPRESSION = re.compile(f"^{_OPERANDS} = {_OPERANDS}$")
_LIST_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、．])+")
_YEAR = re.compile(r"^\d{4}年(?:度)?")
_REMARK = re.compile(r"\([^()]*\)$")
_UNIT_NOTE = re.compile(r"\((?:单位:)?(?:亿元|百万元|万元|千元|元|个|人|辆|批次|人次|%|次|批)\)$")


def fold_label(text: str) -> str:
    """The form in which header and row labels are compared: NFKC, no white space, no quotes, no list number,
    no leading year, no 其中, no unit in closing brackets."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    folded = re.sub(r"[“”\"'‘’《》〈〉:：,、*#]", "", _LIST_NUMBER.sub("", folded).removeprefix("其中"))
    folded = _LIST_NUMBER.sub("", folded).removeprefix("其中").removeprefix("减").removeprefix("加")
    return _UNIT_NOTE.sub("", _YEAR.sub("", folded))


@dataclass(frozen=True, slots=True)
class Term:
    """How a header or row label reads. `side` says to which side of a balance it belongs; `item` names a sub-item."""

    role: str
    concept: str | None = None
    fund: str | None = None
    measure: str | None = None
    unit: str | None = None
    side: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """A 勾稽 identity of a statement over contract concepts; `scope` says over what it is evaluated."""

    id: str
    scope: str
    expr: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A declared statutory table. `totals` says what a bare 合计/总计 reads, by side or for a column.

    `twin` names the T or B table that this one is only where that table stands in the same report. In a list, `names`
    are the headers of the column that names its rows, and `items` says that a row of a name is a fact of that item.
    """

    id: str
    kind: str
    title: str
    aliases: tuple[str, ...]
    layout: str
    fund: str
    scopes: tuple[str, ...]
    contents: tuple[str, ...]
    shapes: tuple[str, ...]
    totals: dict[str, str]
    twin: str | None
    identities: tuple[Identity, ...]
    names: tuple[str, ...] = ()
    items: bool = False


@dataclass(frozen=True, slots=True)
class TitleWord:
    """Words that fill a slot (scope, content, shape, kind) of a table's title."""

    slot: str
    value: str
    words: tuple[str, ...]


class Vocabulary:
    """Header and row terms by folded label: whole labels first, then the longest `within` label."""

    def __init__(self, whole: dict[str, Term], within: tuple[tuple[str, Term], ...]) -> None:
        self._whole = whole
        self._within = within

    def read(self, label: str) -> Term | None:
        """The term of a printed label, or None where no declaration names it."""
        return self.read_whole(label) or self._part(fold_label(label))

    def read_whole(self, label: str) -> Term | None:
        """As read(), for whole labels only; a remark in closing brackets (含专用结余) does not matter."""
        folded = fold_label(label)
        return self._whole.get(folded) or self._whole.get(_REMARK.sub("", folded))

    def _part(self, folded: str) -> Term | None:
        found = [term for word, term in self._within if word in folded]
        fund = next((t for t in found if t.role == "fund"), None)
        if len({t.fund for t in found if t.role == "fund" and t.fund != "fiscal"}) > 1:
            return None  # two headers run together: it is not known which column is whose
        other = next((t for t in found if t.role != "fund"), None)
        if fund is None or other is None:
            return fund or other
        return replace(other, fund=fund.fund)  # 一般公共预算拨款安排的三公经费


def _require(table: dict[str, Any], key: str, file: str) -> Any:
    if key not in table:
        raise CatalogError(file, key, "is missing")
    return table[key]


def _read_statement(path: Path) -> Statement:
    data = load_toml(path)
    layout = _require(data, "layout", path.name)
    if layout not in LAYOUTS:
        raise CatalogError(path.name, "layout", f"{layout!r} is none of {sorted(LAYOUTS)}")
    if _require(data, "id", path.name) != path.stem:
        raise CatalogError(path.name, "id", "differs from the file's name")
    identities = []
    for entry in data.get("identity", ()):
        identity = Identity(*(_require(entry, key, path.name) for key in ("id", "scope", "expr")))
        if identity.scope not in SCOPES:
            raise CatalogError(path.name, f"identity {identity.id}", f"scope {identity.scope!r} is unknown")
        if not _EXPRESSION.match(identity.expr):
            raise CatalogError(path.name, f"identity {identity.id}", f"cannot read {identity.expr!r}")
        identities.append(identity)
    return Statement(
        id=data["id"],
        kind=_require(data, "kind", path.name),
        title=_require(data, "title", path.name),
        aliases=tuple(data.get("aliases", ())),
        layout=layout,
        fund=_require(data, "fund", path.name),
        scopes=tuple(_require(data, "scopes", path.name)),
        contents=tuple(_require(data, "contents", path.name)),
        shapes=tuple(data.get("shapes", ())),
        totals=dict(data.get("totals", {})),
        twin=data.get("twin"),
        identities=tuple(identities),
        names=tuple(fold_label(name) for name in data.get("names", ())),
        items=data.get("items", False),
    )


@cache
def statements() -> tuple[Statement, ...]:
    """Every declared statutory table, by id."""
    return tuple(_read_statement(p) for p in sorted(STATEMENTS.glob("[A-Z][0-9][0-9].toml")))


@cache
def title_words() -> tuple[TitleWord, ...]:
    """The words that make titles, in the order in which they decide a slot."""
    path = STATEMENTS / "titles.toml"
    return tuple(
        TitleWord(
            _require(w, "slot", path.name), _require(w, "value", path.name), tuple(_require(w, "words", path.name))
        )
        for w in load_toml(path).get("word", ())
    )


@cache
def vocabulary() -> Vocabulary:
    """The header and row terms of schemas/statements/terms.toml; a label declared twice is an error."""
    path = STATEMENTS / "terms.toml"
    whole: dict[str, Term] = {}
    within: list[tuple[str, Term]] = []
    for entry in load_toml(path).get("term", ()):
        role = _require(entry, "role", path.name)
        if role not in ROLES:
            raise CatalogError(path.name, "role", f"{role!r} is none of {sorted(ROLES)}")
        term = Term(role, *(entry.get(k) for k in ("concept", "fund", "measure", "unit", "side", "item")))
        for label in _require(entry, "labels", path.name):
            folded = fold_label(label)
            if whole.setdefault(folded, term) != term:
                raise CatalogError(path.name, "labels", f"{label!r} is declared twice")
        within.extend((fold_label(word), term) for word in entry.get("within", ()))
    return Vocabulary(whole, tuple(sorted(within, key=lambda pair: -len(pair[0]))))
