"""Setting a family's sentences: words, figures, and phrases that follow a figure's direction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from samples.family import Family
from samples.figures import UNITS, Figures, Key
from samples.manuscript import Piece
from samples.projects import words
from samples.slots import Stater, WordingError, parse_keys
from samples.typography import chinese_number

_BRACES = re.compile(r"\{([^{}]+)\}")
_PHRASE = re.compile(r"(?P<set>[a-z]*)(?P<mark>[~?])(?P<keys>.+)")


class Composer:
    """Sets sentences for one report. Reasons are drawn from the seed, so that a report is always the same."""

    def __init__(self, family: Family, figures: Figures, seed: int) -> None:
        self.family = family
        self.figures = figures
        self.stater = Stater(figures, family.text_numbers, "text")
        statement = figures.statement
        self.random = Random(f"{seed}/{family.name}/{statement.department.key}/{statement.year}/{statement.kind}")
        self.words = {
            "year": str(statement.year),
            "prior": str(statement.year - 1),
            "next": str(statement.year + 1),
            "org": statement.department.name,
            "short": statement.department.short,
            "word": "单位" if statement.department.is_unit else "部门",
        }

    def set(self, template: str, around: Mapping[str, str] | None = None, ordinal: int = 0) -> tuple[Piece, ...]:
        """The template's pieces. `around` are the words of the loop that it stands in; {n} and {cn} its ordinal."""
        known = {**self.words, **(around or {}), "n": str(ordinal), "cn": chinese_number(ordinal)}
        for mark, word in (("#", "code"), ("!", "item")):
            template = template.replace(f"{mark}*", f"{mark}{known.get(word, '*')}")
        pieces: list[Piece] = []
        at = 0
        for match in _BRACES.finditer(template):
            if match.start() > at:
                pieces.append(Piece(template[at : match.start()]))
            pieces.extend(self._slot(match[1], known))
            at = match.end()
        if at < len(template):
            pieces.append(Piece(template[at:]))
        return tuple(pieces)

    def _slot(self, slot: str, known: Mapping[str, str]) -> tuple[Piece, ...]:
        if slot in known:
            return (Piece(known[slot]),)
        if slot in ("reason_up", "reason_down", "purpose"):
            key = {"reason_up": "reasons_up", "reason_down": "reasons_down", "purpose": "purposes"}[slot]
            return (Piece(self.random.choice(words()["phrases"][key])),)
        phrase = _PHRASE.fullmatch(slot)
        if phrase is None:
            return (self._figure(parse_keys(slot), known),)
        keys = parse_keys(phrase["keys"])
        if phrase["mark"] == "~":
            return self._direction(self._phrases(phrase["set"] or "change"), keys, known)
        return self._comparison(self._phrases(phrase["set"] or "compare"), keys[0], known)

    def _figure(self, keys: tuple[Key, ...], known: Mapping[str, str]) -> Piece:
        printed_item = known.get("name") if keys[0].item and keys[0].item == known.get("item") else None
        return self.stater.state(keys, printed_item)

    def _phrases(self, name: str) -> Mapping[str, str]:
        try:
            return self.family.phrases[name]
        except KeyError:
            raise WordingError(f"{self.family.name} has no phrases {name!r}") from None

    def _direction(
        self, phrases: Mapping[str, str], keys: tuple[Key, ...], known: Mapping[str, str]
    ) -> tuple[Piece, ...]:
        changes = tuple(replace(key, measure="change") for key in keys)
        change = self.figures.measured(changes[0])
        counted = keys[0].concept in UNITS
        size = abs(change) if counted else self.stater.style.money(abs(change)).value
        prior = replace(keys[0], measure="prior_budget" if self.figures.statement.is_budget else "prior_final")
        if not size:
            template = phrases["same"]
        elif not self.figures.measured(prior):
            template = phrases["new"]
        else:
            template = phrases["up" if change > 0 else "down"]
        pieces: list[Piece] = []
        at = 0
        for match in _BRACES.finditer(template):
            pieces.append(Piece(template[at : match.start()]))
            at = match.end()
            if match[1] == "change":
                pieces.append(self.stater.state(changes))
            elif match[1] == "rate":
                pieces.append(self.stater.state(tuple(replace(key, measure="change_rate") for key in keys)))
            elif match[1] == "same":
                pieces.append(self.stater.unchanged(keys, "持平"))
            else:
                pieces.extend(self._slot(match[1], known))
        pieces.append(Piece(template[at:]))
        return tuple(piece for piece in pieces if piece.text)

    def _comparison(self, phrases: Mapping[str, str], key: Key, known: Mapping[str, str]) -> tuple[Piece, ...]:
        final = self.figures.measured(replace(key, measure="final"))
        planned = self.figures.measured(key)
        name = "equal" if final == planned else "more" if final > planned else "less"
        return self.set(phrases[name], known)
