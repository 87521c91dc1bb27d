"""Which section a heading opens: section families by their wording, from schemas/sections.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import schemas
from extractors.amounts import fold
from extractors.organizations import clean_name, is_body
from schemas.catalog import CatalogError, load_toml

SECTIONS = Path(schemas.__file__).parent / "sections.toml"

_QUOTES = re.compile("[“”\"'‘’「」《》<>〈〉]")
_YEAR = re.compile(r"(?:(?:19|20)\d{2}|[〇○零一二三四五六七八九]{4})年?度?(?=\D|$)")
_REMARK = re.compile(r"\([^()]*\)$")
_FUZZY_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Topic:
    """A section family. `level` is the usual depth of its heading, `fund` the fund of its figures ('' if none)."""

    id: str
    level: int
    fund: str
    kind: Literal["body", "glossary"]


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """How headings look: the [headings] of sections.toml, folded."""

    longest: int
    endings: tuple[str, ...]
    list_endings: tuple[str, ...]
    plain_endings: tuple[str, ...]
    duties: tuple[str, ...]
    contents: frozenset[str]
    reports: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Topics:
    rules: HeadingRules
    noise: re.Pattern[str]
    by_id: dict[str, Topic]
    by_title: dict[str, Topic]
    by_stem: dict[str, Topic]
    by_word: dict[str, Topic]

    def stem(self, plain: str) -> str:
        """What is left of a plain title without the words that say nothing."""
        return self.noise.sub("", plain).replace("()", "")

    def exact(self, plain: str) -> Topic | None:
        """The topic of that very wording; the name of a table is no wording of a section."""
        found = self.by_title.get(plain)
        return found if found is not None or plain.endswith("表") else self.by_stem.get(self.stem(plain))


def plain_title(title: str) -> str:
    """The title folded, without quotes, book marks and the year."""
    return _YEAR.sub("", _QUOTES.sub("", fold(title))).strip(".,:;。、：；")


def heading_rules() -> HeadingRules:
    """The declared look of headings."""
    return _load().rules


def find_topic(title: str, named: bool = True) -> Topic | None:
    """The section family of a printed title, or None.

    Compared exactly, then without words that carry nothing (情况, 说明, 决算 ...), then with one character wrong
    in a long title; with `named`, also behind a body's name (…局概况).
    """
    topics = _load()
    plain = plain_title(title)
    for text in (plain, _REMARK.sub("", plain)):
        found = topics.exact(text)
        if found is not None:
            return found
    if len(plain) > 2 * topics.rules.longest:
        return None
    found = _behind_name(plain, topics) if named else None
    return found if found is not None or plain.endswith("表") else _similar(topics.stem(plain), topics)


def guess_topic(title: str) -> Topic | None:
    """The section family of a heading; where its wording is unknown, the one whose word it holds (…三公…情况).

    A title that holds the words of two families, or is a table's name, stays open.
    """
    found = find_topic(title)
    topics = _load()
    plain = plain_title(title)
    if found is not None or len(plain) > topics.rules.longest or not plain.endswith(topics.rules.list_endings):
        return found
    held = {t.id: t for word, t in topics.by_word.items() if word in plain}
    return next(iter(held.values())) if len(held) == 1 else None


def says_nothing(title: str) -> bool:
    """Whether a piece of a title holds only words that every title may hold (情况说明)."""
    plain = plain_title(title)
    return bool(plain) and not _load().noise.sub("", plain)


def topic_of_path(path: Sequence[str]) -> str | None:
    """The id of the innermost title of a path that names a section family; None where none does."""
    for title in reversed(path):
        topic = guess_topic(title)
        if topic is not None:
            return topic.id
    return None


def topic(topic_id: str) -> Topic:
    """The declared topic of that id; KeyError where there is none."""
    return _load().by_id[topic_id]


def _behind_name(plain: str, topics: _Topics) -> Topic | None:
    for body in topics.rules.bodies:
        start = plain.rfind(body)
        while start > 0:
            found = _after_name(plain[: start + len(body)], plain[start + len(body) :], topics)
            if found is not None:
                return found
            start = plain.rfind(body, 0, start)
    return None


def _after_name(name: str, rest: str, topics: _Topics) -> Topic | None:
    """The topic of a wording behind a name; a looser wording only behind what can be a body's name."""
    found = topics.by_title.get(rest)
    if found is not None or rest.startswith("的") or name.startswith(topics.rules.duties):
        return found
    return topics.exact(rest) if is_body(clean_name(name.removeprefix("关于"))) else None


def _similar(stem: str, topics: _Topics) -> Topic | None:
    if len(stem) < _FUZZY_LENGTH:
        return None
    found = {t.id: t for s, t in topics.by_stem.items() if _one_edit(stem, s)}
    return next(iter(found.values())) if len(found) == 1 else None


def _one_edit(left: str, right: str) -> bool:
    """Whether one inserted, lost or wrong character turns one text into the other."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    head = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
    return left[head + (len(left) == len(right)) :] == right[head + 1 :]


@cache
def _load() -> _Topics:
    raw = load_toml(SECTIONS)
    heading = _table(raw, "headings")
    rules = HeadingRules(
        longest=heading["longest"],
        endings=_words(heading, "endings"),
        list_endings=_words(heading, "list_endings"),
        plain_endings=_words(heading, "plain_endings"),
        duties=_words(heading, "duties"),
        contents=frozenset(_words(heading, "contents")),
        reports=_words(heading, "reports"),
        bodies=_words(heading, "bodies"),
    )
    noise = re.compile("|".join(sorted(map(re.escape, _words(heading, "noise")), key=len, reverse=True)))
    topics = _Topics(rules, noise, {}, {}, {}, {})
    for entry in raw.get("topic", ()):
        _add(entry, topics)
    return topics


def _add(entry: dict[str, Any], topics: _Topics) -> None:
    name = str(entry.get("id", "?"))
    if name in topics.by_id or "titles" not in entry or not isinstance(entry.get("level"), int):
        raise CatalogError(SECTIONS.name, f"topic.{name}", "needs an id of its own, a level and titles")
    kind = entry.get("kind", "body")
    if kind not in ("body", "glossary"):
        raise CatalogError(SECTIONS.name, f"topic.{name}.kind", f"unknown kind {kind!r}")
    topic = Topic(name, entry["level"], entry.get("fund", ""), kind)
    topics.by_id[name] = topic
    for word in _words(entry, "words") if "words" in entry else ():
        if topics.by_word.setdefault(word, topic) is not topic:
            raise CatalogError(SECTIONS.name, f"topic.{name}.words", f"{word} is also {topics.by_word[word].id}")
    for title in _words(entry, "titles"):
        plain = plain_title(title)
        if topics.by_title.setdefault(plain, topic) is not topic:
            raise CatalogError(SECTIONS.name, f"topic.{name}.titles", f"{title} is also {topics.by_title[plain].id}")
        stem = topics.stem(plain)
        if len(stem) > 1:
            topics.by_stem.setdefault(stem, topic)


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise CatalogError(SECTIONS.name, key, "the table is missing")
    return value


def _words(table: dict[str, Any], key: str) -> tuple[str, ...]:
    words = table.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise CatalogError(SECTIONS.name, key, "needs a list of words")
    return tuple(fold(word) for word in words)
