"""The words that should not stand in a published report, as declared in schemas/checks/words.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from schemas.catalog import CatalogError, load_toml
from schemas.check import CHECKS

PLACES = ("text", "title", "cell")
"""Where a phrase is looked for: the text of a section, the titles of sections and tables, the cells of tables."""
_KEYS = ("check", "kind", "zh", "en", "in", "pattern")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of a check, an RE2 expression. `kind` groups patterns of one sort, `zh` and `en` name it."""

    check: str
    kind: str
    zh: str
    en: str
    places: tuple[str, ...]
    pattern: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases in the order of the file. Raises CatalogError with file and key."""
    path = CHECKS / "words.toml"
    return tuple(read_phrase(entry, number, path.name) for number, entry in enumerate(load_toml(path)["phrase"], 1))


def read_phrase(entry: dict[str, Any], number: int, file: str) -> Phrase:
    """The `number`th entry of the file. Raises CatalogError, which names file and key."""
    place = f"phrase {number}"
    for key in _KEYS:
        if not entry.get(key):
            raise CatalogError(file, f"{place}.{key}", "is missing")
    if unknown := set(entry) - set(_KEYS):
        raise CatalogError(file, f"{place}.{min(unknown)}", "means nothing here")
    if odd := set(entry["in"]) - set(PLACES):
        raise CatalogError(file, f"{place}.in", f"{min(odd)!r} is none of {', '.join(PLACES)}")
    try:
        compiled = re.compile(entry["pattern"], re.MULTILINE)
    except re.error as error:
        raise CatalogError(file, f"{place}.pattern", str(error)) from error
    if compiled.match(""):
        raise CatalogError(file, f"{place}.pattern", "matches where nothing stands")
    return Phrase(entry["check"], entry["kind"], entry["zh"], entry["en"], tuple(entry["in"]), entry["pattern"])
