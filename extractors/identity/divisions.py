"""Administrative divisions of county level and above: which place a name means in a given year (GB/T 2260)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import schemas
from schemas.catalog import CatalogError
from schemas.cover import PlaceRules, place_rules

DIVISIONS = Path(schemas.__file__).parent / "codes" / "divisions.csv"

_LEVELS = ("province", "city", "county")
_LAST_YEAR = 2024
"""The data end here; later years are read as this one."""


@dataclass(frozen=True, slots=True)
class Division:
    """A place under one code, name and parent, listed from `valid_from` to `valid_to` (calendar years)."""

    code: str
    name: str
    level: str
    parent_code: str
    valid_from: int
    valid_to: int

    def holds(self, year: int | None) -> bool:
        """Whether the place was listed in that year; an unknown year is today."""
        return self.valid_from <= min(year or _LAST_YEAR, _LAST_YEAR) <= self.valid_to


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The places that the start of a text names, and where that start ends. More than one: the name is ambiguous."""

    divisions: tuple[Division, ...]
    end: int
    first: int = 0
    """Where the last (the smallest) place's own name begins."""


class Gazetteer:
    """Look-ups over all divisions by code and by name, aware of the year."""

    def __init__(self, divisions: tuple[Division, ...], rules: PlaceRules) -> None:
        self.divisions = divisions
        self.rules = rules
        self._by_code: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[Division]] = {}
        self._by_stem: dict[str, list[Division]] = {}
        for division in divisions:
            self._by_code.setdefault(division.code, []).append(division)
            for name in spellings(division.name, rules):
                self._by_name.setdefault(name, []).append(division)
            if division.level != "county":
                self._by_stem.setdefault(stem(division.name, rules), []).append(division)
        self._longest = max(map(len, self._by_name))

    def find(self, code: str, year: int | None = None) -> Division | None:
        """The place of that code: as named in that year, else as last named; None if never listed."""
        rows = self._by_code.get(code)
        return next((row for row in rows if row.holds(year)), rows[-1]) if rows else None

    def named(self, name: str, year: int | None = None) -> tuple[Division, ...]:
        """All places of that name, official or shortened (大理州): those of the year, else all that ever had it."""
        rows = self._by_name.get(name, [])
        return _distinct([row for row in rows if row.holds(year)] or rows)

    def ancestors(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The place's province and city, the largest first; empty for a province."""
        outer = self.find(division.parent_code, year) if division.parent_code else None
        return (*self.ancestors(outer, year), outer) if outer is not None else ()

    def full_name(self, division: Division, year: int | None = None) -> str:
        """四川省广元市剑阁县: the names from the province down."""
        return "".join(d.name for d in (*self.ancestors(division, year), division))

    def leading(self, text: str, year: int | None = None) -> PlaceName | None:
        """The place that a text begins with, read as far as names fit into each other (江门市 + 蓬江区).

        A city or province may stand without its ending before a place inside it (江门蓬江区). None where the text
        begins with no place.
        """
        found: PlaceName | None = None
        outer, start = self._short_outer(text, year)
        while True:
            match = self._longest_name(text, start, outer, year)
            if match is None:
                return found
            outer, end = match
            found = PlaceName(outer, end, start)
            start = end

    def named_by_stem(self, text: str, year: int | None = None) -> Division | None:
        """The one city or province whose stem a text begins with (成都高新技术产业开发区 ...), or None."""
        for end in range(min(len(text), self._longest), 1, -1):
            rows = _distinct([row for row in self._by_stem.get(text[:end], []) if row.holds(year)])
            if rows:
                return rows[0] if len(rows) == 1 else None
        return None

    def is_ambiguous(self, name: str, year: int | None = None) -> bool:
        """Whether several places share the name in that year."""
        return len(self.named(name, year)) > 1

    def _short_outer(self, text: str, year: int | None) -> tuple[tuple[Division, ...], int]:
        """The city or province whose stem the text begins with, where a place inside it follows at once."""
        for end in range(min(len(text), self._longest), 1, -1):
            rows = tuple(r for r in self._by_stem.get(text[:end], ()) if r.holds(year))
            if rows and self._longest_name(text, end, rows, year):
                return rows, end
        return (), 0

    def _longest_name(
        self, text: str, start: int, outer: tuple[Division, ...], year: int | None
    ) -> tuple[tuple[Division, ...], int] | None:
        for end in range(min(len(text), start + self._longest), start + 1, -1):
            rows = self.named(text[start:end], year) if text[start:end] in self._by_name else ()
            if outer:
                codes = {place.code for place in outer}
                rows = tuple(r for r in rows if codes & {a.code for a in self.ancestors(r, year)})
            if rows:
                return rows, end
        return None


def spellings(name: str, rules: PlaceRules | None = None) -> tuple[str, ...]:
    """The names under which a place is printed: its own, and for an autonomous one the short form (大理州)."""
    rules = rules or place_rules()
    match = re.fullmatch(r"(.+)自治(州|县|旗)", name)
    if match:
        return (name, _without_peoples(match.group(1), rules.peoples) + match.group(2))
    region = next((r for r in rules.regions if name.startswith(r) and name.endswith("自治区")), None)
    return (name, region) if region else (name,)


def stem(name: str, rules: PlaceRules | None = None) -> str:
    """The name without 省, 市, 区, 县: 攀枝花市 is 攀枝花; a name that would keep one character stays whole."""
    rules = rules or place_rules()
    short = spellings(name, rules)[-1]
    ending = next((e for e in rules.endings if short.endswith(e) and len(short) - len(e) > 1), "")
    return short.removesuffix(ending)


@cache
def gazetteer() -> Gazetteer:
    """All divisions of schemas/codes/divisions.csv."""
    with DIVISIONS.open(encoding="utf-8-sig", newline="") as handle:
        return Gazetteer(tuple(_rows(csv.DictReader(handle))), place_rules())


def _rows(reader: Iterable[dict[str, str]]) -> Iterable[Division]:
    for row in reader:
        if row["level"] not in _LEVELS or not re.fullmatch(r"\d{6}", row["code"]):
            raise CatalogError(DIVISIONS.name, row["code"], "needs six digits and a known level")
        yield Division(
            row["code"],
            row["name"],
            row["level"],
            row["parent_code"],
            int(row["valid_from"] or 0),
            int(row["valid_to"] or 9999),
        )


def _without_peoples(text: str, peoples: tuple[str, ...]) -> str:
    """楚雄彝族 is 楚雄; what would leave nothing (东乡族) keeps its first people."""
    while True:
        tail = next((t for p in peoples for t in (f"{p}族", p) if len(t) > 1 and text.endswith(t)), None)
        if tail is None:
            return text
        if tail == text:
            return text.removesuffix("族")
        text = text.removesuffix(tail)


def _distinct(rows: list[Division]) -> tuple[Division, ...]:
    """One row a code, the latest."""
    return tuple({row.code: row for row in sorted(rows, key=lambda r: r.valid_from)}.values())
