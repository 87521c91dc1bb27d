"""The economic items of the general public basic expenditure: what the 项 determine, and how the rest is spent."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from samples.draw import some, spread
from samples.model import GENERAL, Line

_FIXED = {
    "2080501": "30302",
    "2080502": "30302",
    "2080505": "30108",
    "2080506": "30109",
    "2101101": "30110",
    "2101102": "30110",
    "2101103": "30111",
    "2210201": "30113",
    "2210203": "30102",
    "2089999": "30112",
}
"""项 whose basic expenditure is one economic item."""

_PERSONNEL = {"30101": 340, "30102": 250, "30103": 170, "30107": 110, "30199": 60, "30305": 40, "30309": 4}
_PUBLIC = (
    *("30201", "30202", "30203", "30204", "30205", "30206", "30207", "30208", "30209", "30211", "30213", "30214"),
    *("30215", "30216", "30218", "30226", "30227", "30228", "30229", "30239", "30299"),
)


def economic_items(
    random: Random, lines: Mapping[tuple[str, str], Line], matters: Mapping[str, int], grain: int
) -> dict[str, int]:
    """The 5-digit items, in fen; they sum to the general public basic expenditure of the lines.

    30217 and 30231 are at most the reception and vehicle costs of `matters`, which cover projects too.
    """
    items: dict[str, int] = {}
    pool = 0
    for (source, code), line in lines.items():
        if source == GENERAL and line.basic:
            if code in _FIXED:
                items[_FIXED[code]] = items.get(_FIXED[code], 0) + line.basic
            else:
                pool += line.basic
    public = pool * random.randint(120, 190) // 1000 // grain * grain
    for code, amount in spread(random, pool - public, _PERSONNEL, grain).items():
        items[code] = items.get(code, 0) + amount
    rest = public
    for code, concept in (("30217", "three_public_reception"), ("30231", "three_public_vehicle_operation")):
        amount = min(matters[concept], rest // 6 // grain * grain)
        if amount:
            items[code], rest = amount, rest - amount
    weights = {code: random.randint(20, 200) for code in some(random, _PUBLIC, 9, 16)}
    weights["31002"] = random.randint(20, 90)
    items.update(spread(random, rest, weights, grain))
    return {code: items[code] for code in sorted(items) if items[code]}
