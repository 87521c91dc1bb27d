"""The lexicon of schemas/lexicon/*.toml: what the text calls concepts, counts, funds and measures, validated.

Forms are written in a small syntax: `[a|b]` is optional, `<a|b>` is one of. They are stored folded: no white
space, no quotation marks, half-width brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml

LEXICON = Path(__file__).parent / "lexicon"
SCORED = ("leads", "tails", "whole", "bodies", "verbs")
"""Words around the name that a score is of; what each does is said in counts.toml."""
FUND_POLICIES = ("all", "income", "scope", "fiscal", "general_public")
_GROUP = re.compile(r"\[([^\[\]<>]*)\]|<([^\[\]<>]*)>")
_FULL_WIDTH = str.maketrans("（）：；％／", "():;%/")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the lexicon: its `role` in the grammar, and what the role needs.

    role: label, count, kind, fund, measure, direction, unchanged, share, completion, rate, less_more, among,
    reason, purpose, basis, region, each, respectively, elsewhere, absent, prior_year, block, filler, noun, class,
    economic.
    """

    role: str
    value: str = ""
    concepts: tuple[str, ...] = ()
    with_fund: tuple[str, ...] = ()
    fund: str = "all"
    topic: str = ""
    needs: str = ""
    item: str = ""
    parts: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    stock: bool = False
    flow: bool = False
    own_fund: bool = False


@dataclass(frozen=True, slots=True)
class Equipment:
    """How a threshold of equipment is worded: words before the price, nouns after it."""

    prices: tuple[str, ...]
    nouns: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All entries by their folded form; a form may have several entries (a label and a count)."""

    terms: Mapping[str, tuple[Term, ...]]
    equipment: Equipment
    topics: Mapping[str, tuple[str, ...]]
    scored: Mapping[str, tuple[str, ...]]
    staff_kinds: frozenset[str]
    retired_kinds: Mapping[str, str]


def spell(form: str) -> Iterator[str]:
    """Every spelling that a form of the small syntax stands for."""
    match = _GROUP.search(form)
    if match is None:
        yield form.translate(_FULL_WIDTH)
        return
    optional, required = match.groups()
    choices = ["", *optional.split("|")] if optional is not None else required.split("|")
    for choice in choices:
        yield from spell(form[: match.start()] + choice + form[match.end() :])


def _texts(entry: Mapping[str, Any], key: str, where: str, file: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise CatalogError(file, f"{where}.{key}", "must be a list of words")
    return tuple(value)


def _labels() -> Iterator[tuple[str, Term]]:
    for number, entry in enumerate(load_toml(LEXICON / "concepts.toml")["label"]):
        where = f"label[{number}]"
        fund = entry.get("fund", "all")
        if fund not in FUND_POLICIES:
            raise CatalogError("concepts.toml", f"{where}.fund", f"{fund} is no fund policy")
        concepts = _texts(entry, "concepts", where, "concepts.toml")
        if not concepts:
            raise CatalogError("concepts.toml", where, "names no concept")
        term = Term(
            "label",
            concepts=concepts,
            with_fund=_texts(entry, "with_fund", where, "concepts.toml"),
            fund=fund,
            topic=entry.get("topic", ""),
            needs=entry.get("needs", ""),
            item=entry.get("item", ""),
            parts=entry.get("parts", ""),
            stock=entry.get("stock", False),
            own_fund=entry.get("own_fund", False),
        )
        for form in _texts(entry, "forms", where, "concepts.toml"):
            yield from ((text, term) for text in spell(form))


def _counts() -> Iterator[tuple[str, Term]]:
    data = load_toml(LEXICON / "counts.toml")
    for number, entry in enumerate(data["count"]):
        where = f"count[{number}]"
        term = Term(
            "count",
            concepts=_texts(entry, "concepts", where, "counts.toml"),
            topic=entry.get("topic", ""),
            needs=entry.get("needs", ""),
            item=entry.get("item", ""),
            unit=entry.get("unit", ""),
            units=_texts(entry, "units", where, "counts.toml"),
            stock=entry.get("stock", False),
            flow=entry.get("flow", False),
        )
        for form in _texts(entry, "forms", where, "counts.toml"):
            yield from ((text, term) for text in spell(form))
    kinds = data["kinds"]["vehicles"]
    for form in _texts(kinds, "forms", "kinds.vehicles", "counts.toml"):
        for text in spell(form):
            yield (
                text,
                Term(
                    "kind",
                    concepts=(kinds["concept"],),
                    unit=kinds["unit"],
                    units=tuple(kinds["units"]),
                    totals=tuple(kinds["totals"]),
                    topic="assets",
                ),
            )


def _cues() -> Iterator[tuple[str, Term]]:
    data = load_toml(LEXICON / "cues.toml")
    for role in ("fund", "measure", "direction", "unchanged"):
        for value, forms in data[role].items():
            for form in forms:
                yield from ((text, Term(role, value)) for text in spell(form))
    for table in ("relation", "scope"):
        for role, forms in data[table].items():
            for form in forms:
                yield from ((text, Term(role)) for text in spell(form))
    for form in data["block"]["words"]:
        yield from ((text, Term("block")) for text in spell(form))
    for form in data["filler"]["words"]:
        yield from ((text, Term("filler")) for text in spell(form))
    for form in ("支出", "费用支出", "经费支出"):
        yield form, Term("noun", "expenditure")
    yield "收入", Term("noun", "income")


@cache
def wording() -> Wording:
    """The declared wording of narratives; a CatalogError names a wrong entry."""
    terms: dict[str, list[Term]] = {}
    for text, term in (*_labels(), *_counts(), *_cues()):
        if not text:
            raise CatalogError("lexicon", term.role, "an empty form")
        entries = terms.setdefault(text, [])
        if term not in entries:
            entries.append(term)
    data = load_toml(LEXICON / "counts.toml")
    equipment = data["kinds"]["equipment"]
    return Wording(
        {text: tuple(entries) for text, entries in terms.items()},
        Equipment(tuple(equipment["prices"]), tuple(equipment["nouns"]), equipment["unit"]),
        {topic: tuple(words) for topic, words in data["topics"].items()},
        {key: _texts(data["scored"], key, "scored", "counts.toml") for key in SCORED},
        frozenset(_texts(data["kinds"]["staff"], "forms", "kinds.staff", "counts.toml")),
        dict(data["kinds"]["staff"]["retired"]),
    )
