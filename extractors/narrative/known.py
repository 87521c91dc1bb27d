"""What the report's own tables say, and the resolution of printed 科目 names through them and the classification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from schemas.classification import Classification, Subject, functional, stem_name
from schemas.records import Fact

DIGITS = {"类": 3, "款": 5, "项": 7}


@dataclass(frozen=True, slots=True)
class Known:
    """`rows`: (function code, printed name) of the report's tables; `funds`: (code, value in yuan) -> the funds under
    which the tables print it; `unit`: the unit in which the text states amounts without one."""

    rows: tuple[tuple[str, str], ...] = ()
    funds: Mapping[tuple[str, Decimal], frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    unit: str | None = None

    @classmethod
    def of(cls, facts: Iterable[Fact], unit: str | None = None) -> Known:
        """What the facts of the report's tables say; `unit` is the usual money unit of its amounts."""
        rows: dict[tuple[str, str], None] = {}
        funds: dict[tuple[str, Decimal], set[str]] = {}
        for fact in facts:
            if fact.function_code and fact.source == "table":
                rows[fact.function_code, fact.function_name or ""] = None
                if fact.concept == "expenditure":
                    funds.setdefault((fact.function_code, fact.value), set()).add(fact.fund)
        return cls(tuple(rows), MappingProxyType({key: frozenset(names) for key, names in funds.items()}), unit)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A printed chain of names, resolved; `candidates` are the codes between which the names leave it open."""

    code: str | None
    name: str | None
    exact: bool
    candidates: tuple[str, ...] = ()


def _near(a: str, b: str) -> bool:
    """Whether two names differ by one wrong, missing or extra character (two in long names)."""
    limit = 2 if min(len(a), len(b)) >= 10 else 1
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > limit:
        return False
    if len(set(a) & set(b)) < min(len(set(a)), len(set(b))) - limit:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] <= limit


class Directory:
    """Names to codes for one report: its own rows first, then the classification of its year."""

    def __init__(self, known: Known, year: int | None, classification: Classification | None = None) -> None:
        self._list = classification or functional()
        self.year = year
        self._own: dict[tuple[str, int], set[str]] = {}
        self._codes = {code for code, _ in known.rows}
        for code, name in known.rows:
            self._own.setdefault((stem_name(name), len(code)), set()).add(code)
        self._cache: dict[tuple[tuple[tuple[str, str], ...], str], Resolution] = {}

    def resolve(self, names: tuple[tuple[str, str], ...], parent: str = "") -> Resolution:
        """The code of a chain of (level, name), outermost first; `parent` is the code that the text stands under."""
        key = (names, parent)
        if key not in self._cache:
            self._cache[key] = self._resolve(names, parent)
        return self._cache[key]

    def knows(self, level: str, name: str) -> bool:
        """Whether a name of that level is listed exactly."""
        return bool(self._exact(name, DIGITS[level], ""))

    def subject(self, code: str) -> Subject | None:
        """The 科目 of a code in the report's year."""
        return self._list.find(code, self.year)

    def _exact(self, name: str, digits: int, parent: str) -> set[str]:
        own = {c for c in self._own.get((stem_name(name), digits), ()) if c.startswith(parent)}
        return own or {s.code for s in self._list.named(name, self.year, parent, digits)}

    def _fuzzy(self, name: str, digits: int, parent: str) -> set[str]:
        stem = stem_name(name)
        own = {
            c
            for (n, d), codes in self._own.items()
            if d == digits and _near(stem, n)
            for c in codes
            if c.startswith(parent)
        }
        if own:
            return own
        rows = (s for s in self._list.subjects if len(s.code) == digits and s.code.startswith(parent))
        return {s.code for s in rows if any(_near(stem, stem_name(n)) for n in s.names)}

    def _step(self, name: str, digits: int, parents: Iterable[str]) -> tuple[set[str], bool]:
        roots = tuple(parents)
        exact = {c for p in roots for c in self._exact(name, digits, p)}
        if exact:
            return exact, True
        return {c for p in roots for c in self._fuzzy(name, digits, p)}, False

    def _resolve(self, names: tuple[tuple[str, str], ...], parent: str) -> Resolution:
        roots, sure = {parent}, True
        for index, (level, name) in enumerate(names):
            found, exact = self._step(name, DIGITS[level], roots)
            sure = sure and exact
            if not found and index == len(names) - 1:
                return Resolution(None, None, False)
            if found:
                roots = found
        if len(roots) > 1 and (own := roots & self._codes):
            roots = own
        if len(roots) > 1:
            return Resolution(None, None, False, tuple(sorted(roots)))
        code = next(iter(roots))
        subject = self.subject(code)
        return Resolution(code, subject.name if subject else names[-1][1], sure)
