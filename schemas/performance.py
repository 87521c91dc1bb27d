"""What performance forms (项目支出绩效自评表 and its kin) call their fields: schemas/forms/labels.toml, validated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml

FORMS = Path(__file__).parent / "forms"
GROUPS = ("head", "goal", "indicator", "score", "closing", "section", "ignored")
SIDES = ("", "initial", "budget", "executed", "annual", "period")
PARTS = ("", "total", "fiscal", "carried", "account", "other", "detail")

_BRACKETS = re.compile(r"\([^()]*\)")
_LEADING = re.compile(r"^(?:其中[:：\-—]?|\d{1,2}[、.]|[一二三四五六七八九十]{1,3}、)")
_YEAR = re.compile(r"^(?:19|20)\d\d年度?(?=\D)")
_POINTS = re.compile(r"[(（]?\d+(?:\.\d+)?分?[)）]?$")
_LONGEST = 24


def fold_label(text: str) -> str:
    """NFKC without white space and without a closing colon: the form in which labels are compared."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return folded.rstrip(":*").lstrip("*★").replace("－", "-")


@dataclass(frozen=True, slots=True)
class Label:
    """What a printed label means. `group` is one of GROUPS or 'amount'; `field` the name within the group.

    An amount's `side` is which reading of the budget (initial, budget, executed; annual and period where a form
    sets this year apart from the whole project), its `part` which source of money.
    """

    group: str
    field: str
    side: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of form: the fields that it prints, or the subject that it is about."""

    id: str
    has: frozenset[str]
    subject: str


class FormCatalog:
    """All labels of performance forms, found by what is printed."""

    def __init__(
        self,
        labels: Mapping[str, Label],
        first: frozenset[str],
        second: frozenset[str],
        totals: tuple[str, ...],
        titles: tuple[str, ...],
        endings: tuple[str, ...],
        layouts: tuple[Layout, ...],
        scheme: Mapping[str, str],
    ) -> None:
        self._labels = labels
        self._first_levels = first
        self._second_levels = second
        self._totals = totals
        self.title_words = titles
        self._endings = endings
        self._layouts = layouts
        self._scheme = scheme

    def find(self, text: str) -> Label | None:
        """The meaning of a printed label, or None where the text is no known label."""
        folded = fold_label(text)
        if not folded or len(folded) > 2 * _LONGEST:
            return None
        bare = fold_label(_BRACKETS.sub("", folded))
        plain = _LEADING.sub("", bare).rstrip("0123456789")
        for form in (folded, bare, _LEADING.sub("", folded), _LEADING.sub("", bare), plain):
            if form in self._labels:
                return self._labels[form]
        if len(bare) <= _LONGEST and bare.endswith(self._totals):
            return Label("amount", "total", "", "total")
        return None

    def level_fields(self, text: str) -> tuple[str, ...]:
        """The columns in which a name stands: level1 for 产出指标（50分）, level2 for 数量指标, either for 成本指标."""
        name = strip_points(fold_label(text))
        levels = (("level1", self._first_levels), ("level2", self._second_levels))
        return tuple(field for field, names in levels if name in names)

    @property
    def scheme_levels(self) -> frozenset[str]:
        """The first levels of the standard scheme."""
        return frozenset(self._scheme.values())

    def first_level(self, second: str) -> str | None:
        """The first level under which the standard scheme places a second one."""
        return self._scheme.get(fold_label(second))

    def split_levels(self, text: str) -> tuple[str | None, str | None, str]:
        """产出指标数量指标检查次数 in one cell: its first and second level, and the indicator that remains."""
        rest, found = fold_label(text), list[str | None]()
        for names in (self._first_levels, self._second_levels):
            name = max((n for n in names if rest.startswith(n) and len(rest) > len(n)), key=len, default=None)
            found.append(name)
            rest = rest[len(name) :].lstrip("-—:;；,，/") if name else rest
        return found[0], found[1], rest

    def title_name(self, title: str) -> str:
        """The project that a form's title names (水库加固工程 of 2022年度水库加固工程项目自评表); empty where none."""
        text = _YEAR.sub("", fold_label(_BRACKETS.sub("", fold_label(title))))
        ending = max((e for e in self._endings if text.endswith(e)), key=len, default=None)
        return text[: -len(ending)] if ending else ""

    def layout(self, fields: frozenset[str], subject: str) -> str:
        """The name of the layout that prints these fields for this subject (project or department)."""
        for layout in self._layouts:
            if layout.has <= fields and layout.subject in ("", subject):
                return layout.id
        raise CatalogError("labels.toml", "layout", "no layout without conditions")


def strip_points(name: str) -> str:
    """产出指标（50分） is 产出指标: the weight that a form prints beside a level's name is no part of it."""
    return _POINTS.sub("", name) or name


def _words(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    words = table.get(key)
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w for w in words):
        raise CatalogError("labels.toml", key, "must be a list of words")
    return tuple(words)


def _declared(data: Mapping[str, Any]) -> Iterator[tuple[str, Label]]:
    for group in GROUPS:
        if not isinstance(data.get(group), dict):
            raise CatalogError("labels.toml", group, "the group is missing")
        for field in data[group]:
            for word in _words(data[group], field):
                yield word, Label(group, field)
    for entry in data.get("amount", ()):
        side, part = entry.get("side", ""), entry.get("part", "")
        if side not in SIDES or part not in PARTS or not (side or part):
            raise CatalogError("labels.toml", "amount", f"side {side!r}, part {part!r}")
        for word in _words(entry, "labels"):
            yield word, Label("amount", side or part, side, part)


@cache
def form_catalog() -> FormCatalog:
    """The declared labels; a CatalogError where one word is declared with two meanings."""
    data = load_toml(FORMS / "labels.toml")
    labels: dict[str, Label] = {}
    for word, label in _declared(data):
        key = fold_label(word)
        if labels.setdefault(key, label) != label:
            raise CatalogError("labels.toml", word, f"both {labels[key]} and {label}")
    layouts = tuple(
        Layout(entry["id"], frozenset(entry.get("has", ())), entry.get("subject", "")) for entry in data["layout"]
    )
    levels = data["levels"]
    first = frozenset(map(fold_label, _words(levels, "first")))
    second = frozenset(map(fold_label, _words(levels, "second")))
    scheme = {fold_label(word): first for first in levels["scheme"] for word in _words(levels["scheme"], first)}
    if unknown := (scheme.keys() - second) | (set(scheme.values()) - first):
        raise CatalogError("labels.toml", "levels.scheme", f"no declared levels: {sorted(unknown)}")
    titles, endings = _words(data["title"], "words"), _words(data["title"], "endings")
    totals = tuple(e for entry in data["amount"] for e in entry.get("endings", ()))
    return FormCatalog(labels, first, second, totals, titles, endings, layouts, scheme)
