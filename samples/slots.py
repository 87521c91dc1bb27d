"""The slots of a wording: {concept+concept@fund#code$economic:measure/base!item} prints a figure and states it.

An item that the report calls otherwise than the model is written !item=printed name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from samples.figures import UNITS, Figures, Key
from samples.manuscript import Expected, Piece
from samples.projects import plain
from samples.typography import NumberStyle, Printed

_SLOT = re.compile(
    r"(?P<concepts>[a-z_]+(?:\+[a-z_]+)*)(?:@(?P<fund>[a-z_]+))?(?:#(?P<code>\d+))?(?:\$(?P<economic>\d+))?"
    r"(?::(?P<measure>[a-z_]+)(?:/(?P<base>[a-z_@]+))?)?(?:!(?P<item>.+))?"
)
_RATES = ("change_rate", "share", "completion_rate")
Source = Literal["table", "text"]


class WordingError(Exception):
    """A wording that cannot be set: the family, the words, and what is wrong with them."""


def parse_keys(slot: str) -> tuple[Key, ...]:
    """The figures that a slot names: more than one where a single figure states several concepts."""
    match = _SLOT.fullmatch(slot)
    if match is None:
        raise WordingError(f"{{{slot}}} is no slot")
    rest = {name: match[name] or "" for name in ("code", "economic", "measure", "base")}
    rest["item"], _, rest["printed_item"] = (match["item"] or "").partition("=")
    return tuple(Key(concept, match["fund"] or "all", **rest) for concept in match["concepts"].split("+"))


class Stater:
    """Prints figures and states the facts they mean, for one report in one style of numbers."""

    def __init__(self, figures: Figures, style: NumberStyle, source: Source, table: str | None = None) -> None:
        self.figures = figures
        self.style = style
        self.source: Source = source
        self.table = table

    def state(self, keys: tuple[Key, ...], item: str | None = None) -> Piece:
        """The printed figure with its unit, as running text prints it, and a fact for each key."""
        key = keys[0]
        if key.measure in _RATES:
            printed = self.style.rate(*self.figures.ratio(key))
            shown = Printed(printed.text.lstrip("-"), printed.value)
            return Piece(shown.text + "%", self.facts(keys, shown, "percent", "%", item))
        if key.concept == "evaluation_score":
            score = self.figures.score(key)
            return Piece(plain(score), self.facts(keys, Printed(plain(score), score), "score", "分", item))
        value = self.figures.measured(key)
        if key.concept in UNITS:
            return Piece(
                str(value), self.facts(keys, Printed(str(value), Decimal(value)), UNITS[key.concept], None, item)
            )
        printed = self.style.money(value)
        shown = Printed(printed.text.lstrip("-"), printed.value)
        return Piece(shown.text + self.style.unit, self.facts(keys, shown, "CNY", self.style.unit, item))

    def unchanged(self, keys: tuple[Key, ...], word: str, item: str | None = None) -> Piece:
        """A word that says that nothing changed: a change of zero, reported as 持平."""
        keys = tuple(replace(key, measure="change") for key in keys)
        return Piece(word, self.facts(keys, Printed("持平", Decimal(0)), "CNY", None, item))

    def facts(
        self, keys: tuple[Key, ...], printed: Printed, unit: str, unit_reported: str | None, item: str | None = None
    ) -> tuple[Expected, ...]:
        """The facts that a printed figure states."""
        statement = self.figures.statement
        return tuple(
            Expected(
                self.source,
                self.table,
                key.concept,
                (measure := key.measure or statement.measure),
                key.fund,
                key.code or None,
                key.economic or None,
                item or key.printed_item or key.item or None,
                statement.year - 1 if measure.startswith("prior_") else statement.year,
                printed.value,
                unit,
                printed.text,
                unit_reported,
                key.fund_open,
            )
            for key in keys
        )
