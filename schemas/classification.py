"""The Ministry's classifications by code and by name, for an account year (政府收支分类科目)."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

CODES = Path(__file__).parent / "codes"


@dataclass(frozen=True, slots=True)
class Subject:
    """One 科目: `parent` is empty for a 类; `fund` (functional) is general, gov_fund or state_capital;
    `group` (economic) is 人员经费 or 公用经费."""

    code: str
    name: str
    parent: str
    valid_from: int
    valid_to: int
    aliases: tuple[str, ...] = ()
    fund: str = ""
    group: str = ""
    source: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every printed form: its name and its aliases."""
        return (self.name, *self.aliases)

    def holds(self, year: int | None) -> bool:
        """Whether the row is of that account year; True where the year is unknown."""
        return year is None or self.valid_from <= year <= self.valid_to


def fold_name(name: str) -> str:
    """The form in which 科目 names are compared: NFKC, no white space, no brackets, no quotes."""
    text = unicodedata.normalize("NFKC", name)
    return "".join(c for c in text if not c.isspace() and c not in "()“”\"'‘’、,")


@lru_cache(maxsize=1 << 16)
def stem_name(name: str) -> str:
    """The folded name without a closing 支出: both 一般公共服务（类）支出 and 一般公共服务支出（类） are printed."""
    folded = fold_name(name)
    return folded.removesuffix("支出") or folded


class Classification:
    """Look-ups over one list of 科目, by code and by name, aware of the account year."""

    def __init__(self, subjects: tuple[Subject, ...]) -> None:
        self.subjects = subjects
        self._by_code: dict[str, list[Subject]] = {}
        self._by_name: dict[str, list[Subject]] = {}
        for subject in subjects:
            self._by_code.setdefault(subject.code, []).append(subject)
            for name in {stem_name(n) for n in subject.names}:
                self._by_name.setdefault(name, []).append(subject)

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def find(self, code: str, year: int | None = None) -> Subject | None:
        """The 科目 of that code: of that year if listed so, else of any year; None if never listed."""
        rows = self._by_code.get(code)
        if not rows:
            return None
        return next((s for s in rows if s.holds(year)), rows[-1])

    def named(self, name: str, year: int | None = None, parent: str = "", digits: int = 0) -> tuple[Subject, ...]:
        """All 科目 of that name (closing 支出 ignored) below `parent` (a code prefix) and of `digits` digits.

        Rows of the account year win over others; an empty tuple means that the name is not listed.
        """
        rows = [
            s
            for s in self._by_name.get(stem_name(name), ())
            if s.code.startswith(parent) and (not digits or len(s.code) == digits)
        ]
        current = [s for s in rows if s.holds(year)]
        return tuple({s.code: s for s in (current or rows)}.values())

    def names_of(self, code: str) -> Iterator[tuple[str, Subject]]:
        """Every printed form of one code, over all years."""
        for subject in self._by_code.get(code, ()):
            for name in subject.names:
                yield name, subject

    def names(self) -> Iterator[tuple[str, Subject]]:
        """Every printed form of every 科目: its name and its aliases."""
        for subject in self.subjects:
            for name in subject.names:
                yield name, subject


def _read(path: Path, scheme: str = "") -> tuple[Subject, ...]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return tuple(
            Subject(
                row["code"],
                row["name"],
                row["parent_code"],
                int(row["valid_from"] or 0),
                int(row["valid_to"] or 9999),
                tuple(a for a in row["aliases"].split("|") if a),
                row.get("fund", ""),
                row.get("basic_group", ""),
                row["source"],
            )
            for row in csv.DictReader(handle)
            if not scheme or row["scheme"] == scheme
        )


@cache
def functional() -> Classification:
    """支出功能分类科目: 类 201, 款 20101, 项 2010101."""
    return Classification(_read(CODES / "functional.csv"))


@cache
def economic() -> Classification:
    """部门预算支出经济分类科目: 类 301, 款 30101."""
    return Classification(_read(CODES / "economic.csv", "dept"))
