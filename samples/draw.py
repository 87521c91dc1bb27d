"""Drawing amounts: whole numbers only, so that the same seed gives the same books on every machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

TEN_THOUSAND_YUAN = 1_000_000
"""One 万元 in fen."""


def snap(amount: int, grain: int) -> int:
    """The amount cut to a multiple of the grain, in fen."""
    return amount // grain * grain


def vary(random: Random, amount: int, low: int, high: int, grain: int) -> int:
    """The amount times low..high per mille, cut to the grain."""
    return snap(amount * random.randint(low, high) // 1000, grain)


def spread(random: Random, total: int, weights: Mapping[str, int], grain: int) -> dict[str, int]:
    """The total split by weights that are each varied by up to 20 %; the last key takes what remains."""
    shares = {key: weight * random.randint(800, 1200) for key, weight in weights.items()}
    whole = sum(shares.values())
    parts = {key: snap(total * share // whole, grain) for key, share in shares.items()}
    last = next(reversed(parts))
    parts[last] += total - sum(parts.values())
    return parts


def some(random: Random, things: Sequence[str], low: int, high: int) -> list[str]:
    """Between low and high of the things, in their order."""
    chosen = set(random.sample(range(len(things)), min(random.randint(low, high), len(things))))
    return [thing for index, thing in enumerate(things) if index in chosen]
