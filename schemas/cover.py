"""What a report prints about itself: the words of schemas/cover.toml, checked at load."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml

COVER = Path(__file__).parent / "cover.toml"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverRules:
    """Cues of titles, kinds, dates, revisions and captions. All words folded, longest first."""

    title_words: Words
    not_title: Words
    title_rest: Words
    title_opening: Words
    final: Words
    budget: Words
    performance: Words
    three_public: Words
    unit: Words
    department: Words
    unit_bodies: Words
    published: Words
    revised: Words
    revision_marks: Words
    caption_colon: Words
    caption_label: Words
    caption_stop: Words


@dataclass(frozen=True, slots=True)
class BodyRules:
    """How bodies are named: endings by kind, placeholders, marks, and what shows that one is central."""

    kinds: tuple[tuple[str, Words, Words], ...]
    """Kind, the endings of such names, the words that such names hold."""
    placeholders: Words
    party_openings: Words
    own_marks: Words
    whole_marks: Words
    anywhere_kinds: Words
    code_cues: Words
    town_endings: Words
    town_governments: Words
    short_cues: Words
    relative: Words
    not_relative: Words
    unit_cues: Words
    unit_headers: Words
    not_unit: Words
    clause: Words
    central_code: str
    central_name: str
    central_level: str
    central_openings: Words
    central_cues: Words


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """How places are shortened."""

    generic: Words
    peoples: Words
    regions: Words
    endings: Words


@cache
def cover_rules() -> CoverRules:
    """The cues of covers and captions."""
    raw = load_toml(COVER)
    return CoverRules(
        title_words=_words(raw, "title.words"),
        not_title=_words(raw, "title.not_title"),
        title_rest=_words(raw, "title.rest"),
        title_opening=_words(raw, "title.opening"),
        final=_words(raw, "kind.final"),
        budget=_words(raw, "kind.budget"),
        performance=_words(raw, "kind.performance"),
        three_public=_words(raw, "kind.three_public"),
        unit=_words(raw, "kind.unit"),
        department=_words(raw, "kind.department"),
        unit_bodies=_words(raw, "kind.unit_bodies"),
        published=_words(raw, "dates.published"),
        revised=_words(raw, "dates.revised"),
        revision_marks=_words(raw, "revision.marks"),
        caption_colon=_words(raw, "captions.colon"),
        caption_label=_words(raw, "captions.label"),
        caption_stop=_words(raw, "captions.stop"),
    )


@cache
def body_rules() -> BodyRules:
    """The rules of bodies' names."""
    raw = load_toml(COVER)
    kinds = _value(raw, "organisation.kinds")
    if not isinstance(kinds, list) or not kinds:
        raise CatalogError(COVER.name, "organisation.kinds", "needs a list of tables")
    return BodyRules(
        kinds=tuple(
            (_text(k, "kind"), _words(k, "endings"), _words(k, "holds") if "holds" in k else ()) for k in kinds
        ),
        placeholders=_words(raw, "organisation.placeholders"),
        party_openings=_words(raw, "organisation.party_openings"),
        own_marks=_words(raw, "organisation.own_marks"),
        whole_marks=_words(raw, "organisation.whole_marks"),
        anywhere_kinds=_words(raw, "organisation.anywhere_kinds"),
        code_cues=_words(raw, "organisation.code_cues"),
        town_endings=_words(raw, "organisation.town_endings"),
        town_governments=_words(raw, "organisation.town_governments"),
        short_cues=_words(raw, "organisation.short_cues"),
        relative=_words(raw, "organisation.relative"),
        not_relative=_words(raw, "organisation.not_relative"),
        unit_cues=_words(raw, "organisation.unit_cues"),
        unit_headers=_words(raw, "organisation.unit_headers"),
        not_unit=_words(raw, "organisation.not_unit"),
        clause=_words(raw, "organisation.clause"),
        central_code=_text(raw, "organisation.central.code"),
        central_name=_text(raw, "organisation.central.name"),
        central_level=_text(raw, "organisation.central.level"),
        central_openings=_words(raw, "organisation.central.openings"),
        central_cues=_words(raw, "organisation.central.cues"),
    )


@cache
def place_rules() -> PlaceRules:
    """The rules of places' short names."""
    raw = load_toml(COVER)
    return PlaceRules(
        generic=_words(raw, "divisions.generic"),
        peoples=_words(raw, "divisions.peoples"),
        regions=_words(raw, "divisions.regions"),
        endings=_words(raw, "divisions.endings"),
    )


def _value(raw: dict[str, Any], key: str) -> Any:
    value: Any = raw
    for name in key.split("."):
        if not isinstance(value, dict) or name not in value:
            raise CatalogError(COVER.name, key, "is missing")
        value = value[name]
    return value


def _text(raw: dict[str, Any], key: str) -> str:
    value = _value(raw, key)
    if not isinstance(value, str) or not value:
        raise CatalogError(COVER.name, key, "needs a word")
    return value


def _words(raw: dict[str, Any], key: str) -> Words:
    words = _value(raw, key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise CatalogError(COVER.name, key, "needs a list of words")
    folded = ("".join(unicodedata.normalize("NFKC", word).split()) for word in words)
    return tuple(sorted(dict.fromkeys(folded), key=len, reverse=True))
