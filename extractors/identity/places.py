"""Where a body belongs: its administrative division, from its name and, where that is not enough, from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.identity.divisions import Division, Gazetteer, gazetteer, stem
from extractors.organizations import bare_name, kind_of_body, without_party
from schemas.cover import body_rules, place_rules

_LONGEST_PLACE = 24
_SHORTEST_PLACE = 3
_FEWEST_MENTIONS = 3
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
    division: Division | None = lead.divisions[0]
    if len(lead.divisions) > 1:
        division = _printed_in_full(rest, lead.end, text, year) or _indexed_among(lead.divisions, text, year)
        division = division or _nearest(lead.divisions, text, year)
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
    """A body whose name does not begin with its place, by what the name and the text tell, the surest first."""
    relative = _relative(party, rest, text, year)
    if relative is not None:
        return relative
    inner = _inner_place(rest, year)
    if inner is not None:
        return LocatedBody(name, bare_name(inner[1]), inner[0])
    division = _printed_before(rest, "", text, year)
    if division is not None:
        return LocatedBody(party + division.name + rest, bare_name(rest), division)
    return LocatedBody(name, bare_name(rest), _fallback(name, rest, text, year))


def _relative(party: str, rest: str, text: str, year: int | None) -> LocatedBody | None:
    """县审计局: the place whose name ends on that character, printed before the rest of the name or everywhere."""
    rules = body_rules()
    ending = next((r for r in rules.relative if rest.startswith(r) and not rest.startswith(rules.not_relative)), None)
    if ending is None or len(rest) <= len(ending) + 1:
        return None
    own = rest.removeprefix(ending)
    division = _printed_before(own, ending, text, year) or _indexed(text, year) or _most_mentioned(text, year, ending)
    return LocatedBody(party + division.name + own, bare_name(own), division) if division is not None else None


def _inner_place(rest: str, year: int | None) -> tuple[Division, str] | None:
    """The place inside a name (共青团剑阁县委员会), and the name without it."""
    endings = place_rules().endings
    for start in range(1, len(rest) - _SHORTEST_PLACE):
        lead = gazetteer().leading(rest[start:], year)
        if lead is not None and len(lead.divisions) == 1 and lead.end >= _SHORTEST_PLACE:
            place = rest[start : start + lead.end]
            if place.endswith(endings):
                return lead.divisions[0], rest[:start] + rest[start + lead.end :]
    return None


def _fallback(name: str, rest: str, text: str, year: int | None) -> Division | None:
    """The printed index, then what shows a central body, then the city in the name, then the text's own place."""
    rules = body_rules()
    indexed = _indexed(text, year)
    if indexed is not None:
        return indexed
    if rest.startswith(rules.central_openings) or any(cue in text[:_READ] for cue in rules.central_cues):
        return Division(rules.central_code, rules.central_name, rules.central_level, "", 0, 9999)
    if kind_of_body(name) in rules.anywhere_kinds:
        return None
    return gazetteer().named_by_stem(rest, year) or _most_mentioned(text, year, "")


def _indexed(text: str, year: int | None) -> Division | None:
    """The division whose code begins a printed index (监督索引号)."""
    for cue in body_rules().code_cues:
        match = re.search(rf"{re.escape(cue)}[:]?(\d{{6}})", text)
        division = gazetteer().find(match.group(1), year) if match else None
        if division is not None:
            return division
    return None


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


def _indexed_among(divisions: Sequence[Division], text: str, year: int | None) -> Division | None:
    indexed = _indexed(text, year)
    return indexed if indexed in divisions else None


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
