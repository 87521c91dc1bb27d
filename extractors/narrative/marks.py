"""Marks: the typed stretches of a folded text that the grammar reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from schemas.wording import Term


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit. kind: amount, percent, points, count, bare, date, year, list, ordinal, reference,
    threshold, equipment. `value` is as printed, `factor` leads to the base unit; [start, digits) is the literal."""

    start: int
    end: int
    kind: str
    value: Decimal | None = None
    digits: int = 0
    unit: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    year: int | None = None
    written: bool = False

    @property
    def base_value(self) -> Decimal | None:
        """The value in the base unit: yuan, percent or the plain number."""
        return None if self.value is None else self.value * self.factor


@dataclass(frozen=True, slots=True)
class Comparison:
    """比2021年决算数, 与上年相比, 较年初预算: `year` is a printed year, `prior` says 上年, `measure` what is named."""

    start: int
    end: int
    year: int | None
    prior: bool
    measure: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """…（类）…（款）…（项） or a printed code: the resolved 科目, or the candidates where it stays open.

    scheme: functional, economic, government (no concept of the contract).
    """

    start: int
    end: int
    code: str | None = None
    name: str | None = None
    source: str | None = None
    exact: bool = True
    scheme: str = "functional"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of the lexicon with all its terms, by role, and whether it is a filler and nothing else."""

    text: str
    terms: tuple[Term, ...]
    roles: Mapping[str, Term]
    plain: bool

    @classmethod
    def of(cls, text: str, terms: tuple[Term, ...]) -> Entry:
        """The entry of a form; the first term of a role stands for it."""
        roles = {t.role: t for t in reversed(terms)}
        return cls(text, terms, roles, all(t.role == "filler" for t in terms))


@dataclass(frozen=True, slots=True)
class Word:
    """A hit of the lexicon."""

    start: int
    end: int
    entry: Entry

    @property
    def text(self) -> str:
        """The form, folded."""
        return self.entry.text

    def term(self, *roles: str) -> Term | None:
        """The term of the first of these roles that the form has."""
        for role in roles:
            if found := self.entry.roles.get(role):
                return found
        return None


@dataclass(frozen=True, slots=True)
class Delimiter:
    """， 。 ； ： 、 ( ) or a new line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Text that neither the lexicon nor a pattern explains."""

    start: int
    end: int
    text: str


Mark = Number | Comparison | Chain | Word | Delimiter | Unknown
