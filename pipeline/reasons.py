"""Why a file was set aside, and what to do about it: the words of pipeline/reasons.toml, checked at load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from schemas.catalog import CatalogError, load_toml

REASONS = Path(__file__).parent / "reasons.toml"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in Chinese and English, and what an operator does."""

    zh: str
    en: str
    do_zh: str
    do_en: str


@cache
def reasons() -> Mapping[str, Reason]:
    """The reasons by their stable word, in the order of the file. Raises CatalogError for a wrong entry."""
    return {word: _parse(word, entry) for word, entry in load_toml(REASONS).items()}


def _parse(word: str, entry: Any) -> Reason:
    names = [field.name for field in fields(Reason)]
    if not isinstance(entry, dict) or sorted(entry) != sorted(names):
        raise CatalogError(REASONS.name, word, f"needs {', '.join(names)} and nothing else")
    if not all(isinstance(text, str) and text for text in entry.values()):
        raise CatalogError(REASONS.name, word, "needs texts")
    return Reason(**entry)
