"""How indicator targets are worded: operators, units and periods of schemas/forms/targets.toml, validated."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.catalog import CatalogError, load_toml
from schemas.performance import FORMS

OPERATORS = ("≥", "≤", ">", "<", "=", "≈")


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Words before (`prefix`), inside (`infix`) and after (`suffix`) a number, each with the operator it means.

    All words are stored folded: NFKC, no white space.
    """

    prefix: Mapping[str, str]
    infix: Mapping[str, str]
    suffix: Mapping[str, str]
    ranges: tuple[str, ...]
    whole_year: tuple[str, ...]
    before: tuple[str, ...]
    remainder: tuple[str, ...]
    spans: tuple[str, ...]
    numbered: tuple[str, ...]
    units: tuple[str, ...]
    written: tuple[str, ...]


def _fold(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split())


def _operators(data: Mapping[str, Any], key: str) -> dict[str, str]:
    table = data.get(key)
    if not isinstance(table, dict):
        raise CatalogError("targets.toml", key, "the table is missing")
    words: dict[str, str] = {}
    for operator, forms in table.items():
        if operator not in OPERATORS:
            raise CatalogError("targets.toml", f"{key}.{operator}", "no operator")
        for form in map(_fold, forms):
            if words.setdefault(form, operator) != operator:
                raise CatalogError("targets.toml", f"{key}.{operator}", f"{form} also means {words[form]}")
    return words


def _list(data: Mapping[str, Any], table: str, key: str) -> tuple[str, ...]:
    words = data.get(table, {}).get(key)
    if not isinstance(words, list) or not words:
        raise CatalogError("targets.toml", f"{table}.{key}", "must be a list of words")
    return tuple(map(_fold, words))


@cache
def target_words() -> TargetWords:
    """The declared wording of targets."""
    data = load_toml(FORMS / "targets.toml")
    units = [u for kind in ("money", "percent", "counter") for u in _list(data, "units", kind)]
    if twice := {u for u in units if units.count(u) > 1}:
        raise CatalogError("targets.toml", "units", f"declared twice: {sorted(twice)}")
    return TargetWords(
        _operators(data, "prefix"),
        _operators(data, "infix"),
        _operators(data, "suffix"),
        _list(data, "words", "range"),
        _list(data, "words", "whole_year"),
        _list(data, "words", "before"),
        _list(data, "words", "remainder"),
        _list(data, "words", "spans"),
        _list(data, "words", "numbered"),
        tuple(units),
        _list(data, "units", "written"),
    )
