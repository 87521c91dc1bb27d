"""Where a body belongs: its administrative division, from its name and, where that is not enough, from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.divisions import Division, Gazetteer, gazetteer, stem
from extractors.organizations import bare_name, without_party
from schemas.cover import body_rules, place_rules

_LONGEST_PLACE = 24
_FEWEST_MENTIONS = 2
_SHARE = 0.6
_READ = 60_000
"""Characters of the text that are searched for places."""


@dataclass(frozen=True, slots=True)
class LocatedBody:
    """A body with its place. `name` is the canonical name, `bare` the name without its place.

    `division` is None where neither the name nor the text fixes the place.
    """

    name: str
    bare: str
    division: Division | None


def locate(name: str, text: str, year: int | None) -> LocatedBody:
    """The place of a cleaned name in a document of that (folded) text.

    A shared or left-out place (鼓楼区…, 县审计局) is looked up in the text: the same name printed in full, else the
    city or province that the text speaks of. Nothing is guessed where two places fit equally.
    """
    places = gazetteer()
    party, rest = without_party(name)
    lead = places.leading(rest, year)
    if lead is None:
        return _without_place(name, party, rest, text, year)
    bare = bare_name(rest[lead.end :]) if lead.end < len(rest) else bare_name(rest)
    division = lead.divisions[0] if len(lead.divisions) == 1 else None
    if division is None:
        full = _printed_in_full(rest, lead.end, text, year)
        division = full if full is not None else _nearest(lead.divisions, text, year)
    if division is None:
        return LocatedBody(name, bare, None)
    place = _canonical_place(division, rest[: lead.end], lead.first, year)
    return LocatedBody(party + place + rest[lead.end :], bare, division)


def _canonical_place(division: Division, printed: str, first: int, year: int | None) -> str:
    """The place as printed; a district, or a name that several places share, gets its city or province before it."""
    places = gazetteer()
    district = division.level == "county" and division.name.endswith("区")
    if first > 0 or not (district or places.is_ambiguous(printed)):
        return printed
    outer = places.ancestors(division, year)
    return (outer[-1].name if outer else "") + printed


def _without_place(name: str, party: str, rest: str, text: str, year: int | None) -> LocatedBody:
    rules = body_rules()
    ending = next((r for r in rules.relative if rest.startswith(r) and not rest.startswith(rules.not_relative)), None)
    if ending and len(rest) > len(ending) + 1:
        own = rest.removeprefix(ending)
        division = _printed_before(own, ending, text, year) or _most_mentioned(text, year, ending)
        if division is not None:
            return LocatedBody(party + division.name + own, bare_name(own), division)
    division = _printed_before(rest, "", text, year)
    if division is not None:
        return LocatedBody(party + division.name + rest, bare_name(rest), division)
    if rest.startswith(rules.central_openings) or any(cue in text[:_READ] for cue in rules.central_cues):
        centre = Division(rules.central_code, rules.central_name, rules.central_level, "", 0, 9999)
        return LocatedBody(name, bare_name(rest), centre)
    return LocatedBody(name, bare_name(rest), _most_mentioned(text, year, ""))


def _printed_in_full(rest: str, end: int, text: str, year: int | None) -> Division | None:
    """The one place of the same name where the text prints it behind its city or province."""
    own = rest[:end]
    found = {
        lead.divisions[0].code: lead.divisions[0]
        for prefix in _before(own, text)
        for lead in (gazetteer().leading(prefix + own, year),)
        if lead is not None and len(lead.divisions) == 1 and lead.end == len(prefix) + len(own) and lead.first
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _printed_before(own: str, ending: str, text: str, year: int | None) -> Division | None:
    """The one place that the text prints directly before a name, where that place's name ends on `ending`."""
    found: dict[str, Division] = {}
    for prefix in _before(own, text):
        lead = gazetteer().leading(prefix, year)
        if lead is not None and lead.end == len(prefix) and prefix.endswith(ending) and len(lead.divisions) == 1:
            found[lead.divisions[0].code] = lead.divisions[0]
    return next(iter(found.values())) if len(found) == 1 else None


def _before(own: str, text: str) -> set[str]:
    """Every stretch of text that stands directly before a name."""
    prefixes: set[str] = set()
    for match in re.finditer(re.escape(own), text):
        window = re.split(r"[^\u4e00-\u9fff]", text[max(0, match.start() - _LONGEST_PLACE) : match.start()])[-1]
        prefixes.update(window[i:] for i in range(len(window) - 1))
    return prefixes


def _nearest(divisions: Sequence[Division], text: str, year: int | None) -> Division | None:
    """Of several places of one name, the one whose city or province the text speaks of most."""
    scores = {d.code: _spoken_of(d, text, year) for d in divisions}
    best = max(scores.values())
    winners = [d for d in divisions if scores[d.code] == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _spoken_of(division: Division, text: str, year: int | None) -> int:
    score = 0
    for weight, outer in enumerate(gazetteer().ancestors(division, year), start=1):
        score += weight * (3 * text.count(outer.name) + text.count(stem(outer.name)))
    return score


def _most_mentioned(text: str, year: int | None, ending: str) -> Division | None:
    """The smallest place that the text mentions clearly more than any other of its level; None where none is."""
    places = gazetteer()
    counts = _mentions(places, text[:_READ], year)
    for level in ("county", "city", "province"):
        ranked = sorted(
            ((n, d) for d, n in counts.items() if d.level == level and d.name.endswith(ending)), key=lambda p: -p[0]
        )
        if ranked and ranked[0][0] >= _FEWEST_MENTIONS:
            total = sum(n for n, _ in ranked)
            return ranked[0][1] if ranked[0][0] >= _SHARE * total else None
    return None


def _mentions(places: Gazetteer, text: str, year: int | None) -> dict[Division, int]:
    """How often each place with an unambiguous name is mentioned."""
    counts: dict[Division, int] = {}
    position = 0
    while position < len(text):
        lead = places.leading(text[position : position + _LONGEST_PLACE], year)
        if lead is None:
            position += 1
            continue
        if len(lead.divisions) == 1 and (lead.first or lead.divisions[0].name not in place_rules().generic):
            counts[lead.divisions[0]] = counts.get(lead.divisions[0], 0) + 1
        position += lead.end
    return counts
