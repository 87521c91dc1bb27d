"""The tables that a campaign ends with: how each way of damaging ended, why files were set aside, which were slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.terminal import draw_table
from tests.faults.campaign import Ended

_SLOWEST = 12
_OUTCOMES = ("loaded", "duplicate", "quarantined", "other")


def tally_lines(ended: Sequence[Ended]) -> Iterator[str]:
    """All three tables, line by line."""
    counts = Counter((_kind(each), each.action if each.action in _OUTCOMES else "other") for each in ended)
    kinds = sorted({kind for kind, _ in counts})
    yield from draw_table(
        ("mutator", *_OUTCOMES, "slowest s"),
        [(kind, *(counts[kind, outcome] for outcome in _OUTCOMES), _slowest(ended, kind)) for kind in kinds],
    )
    yield ""
    reasons = Counter(each.reason for each in ended if each.action == "quarantined")
    yield from draw_table(("set aside because", "files"), reasons.most_common())
    yield ""
    slow = sorted(ended, key=lambda each: -each.seconds)[:_SLOWEST]
    yield from draw_table(
        ("slowest", "seconds", "bytes", "outcome"),
        [(each.name, each.seconds, each.size, each.reason or each.action) for each in slow],
    )


def _kind(each: Ended) -> str:
    return "bomb" if each.mutator.startswith("bomb") else each.mutator


def _slowest(ended: Sequence[Ended], kind: str) -> float:
    return max(each.seconds for each in ended if _kind(each) == kind)
