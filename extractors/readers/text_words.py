"""The words and shapes by which a flattened table is known and put back in place (schemas/flattened.toml)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import schemas
from schemas.catalog import CatalogError, load_toml

FLATTENED = Path(schemas.__file__).parent / "flattened.toml"
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class FlattenedWords:
    """The declaration of schemas/flattened.toml; its comments explain each entry. Words are folded."""

    marks: re.Pattern[str]
    furniture: re.Pattern[str]
    after: re.Pattern[str]
    title: re.Pattern[str]
    caption: re.Pattern[str]
    labels: frozenset[str]
    sides: frozenset[str]
    groups: frozenset[str]
    form: frozenset[str]
    shares: dict[tuple[str, ...], tuple[int, ...]]


@cache
def flattened_words(path: Path = FLATTENED) -> FlattenedWords:
    """The words as declared; a CatalogError names the file and the key that is wrong."""
    raw = load_toml(path)
    try:
        words = raw["words"]
        return FlattenedWords(
            marks=re.compile("|".join(raw["marks"]["patterns"])),
            furniture=re.compile(raw["furniture"]["pattern"]),
            after=re.compile(raw["after"]["pattern"]),
            title=re.compile(raw["title"]["pattern"]),
            caption=re.compile(raw["caption"]["pattern"]),
            labels=frozenset(map(folded, words["labels"])),
            sides=frozenset(map(folded, words["sides"])),
            groups=frozenset(map(folded, words["groups"])),
            form=frozenset(map(folded, raw["form"]["words"])),
            shares={tuple(map(folded, entry["over"])): tuple(entry["shares"]) for entry in raw["groups"]},
        )
    except KeyError as error:
        raise CatalogError(path.name, str(error.args[0]), "the key is missing") from error
    except re.error as error:
        raise CatalogError(path.name, str(error.pattern), f"not a pattern: {error}") from error


def folded(text: str) -> str:
    """The form in which header words are compared: NFKC, no white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))
