"""The mutants of the samples: so many of each kind, spread over the reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from random import Random

from schemas.records import Extraction
from tests.mutations.figures import DECLARED, figure_makers
from tests.mutations.forms import earlier_mutants, form_makers
from tests.mutations.mutant import Mutant, Report
from tests.mutations.words import word_makers


def breed(extractions: Sequence[Extraction], each: int, seed: int) -> list[Mutant]:
    """Up to `each` mutants of every kind; the same ones for the same seed."""
    random = Random(seed)
    reports = [Report(extraction) for extraction in extractions]
    found: list[Mutant] = []
    for make in (figure_makers() | form_makers() | word_makers()).values():
        shuffled = random.sample(reports, len(reports))
        bred = islice(_in_turn([make(report, random) for report in shuffled]), each)
        found += (replace(m, rules=m.rules + DECLARED.get(m.kind.partition(":")[0], ())) for m in bred)
    for mutants in earlier_mutants(reports, random).values():
        found += mutants[:each]
    return found


def _in_turn(sources: list[Iterator[Mutant]]) -> Iterator[Mutant]:
    """One of each source, again and again, until all are empty."""
    while sources:
        still = []
        for source in sources:
            mutant = next(source, None)
            if mutant is not None:
                yield mutant
                still.append(source)
        sources = still
