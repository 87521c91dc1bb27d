"""Rates: two ways in turn, several times over, and the medians. The ratio holds on a busy machine, the figures do not."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.shared import ROOT

SAMPLES = ROOT / "samples" / "reports"
ROUNDS = 3
MOST_FILES = 4

Work = Callable[[], tuple[int, float]]
"""One run: how much was done, in how many seconds."""
Row = tuple[str, ...]


def timed(work: Callable[[Sequence[Path]], int], paths: Sequence[Path]) -> Work:
    """The work as a run over these files."""

    def run() -> tuple[int, float]:
        start = time.perf_counter()
        amount = work(paths)
        return amount, time.perf_counter() - start

    return run


def rate(run: Work) -> float:
    """Units a second."""
    amount, seconds = run()
    return amount / seconds


def compare(what: str, unit: str, ours: Work, naive: Work, rounds: int = ROUNDS) -> Row:
    """Both ways in turn; the medians of their rates and their ratio."""
    rates = [(rate(ours), rate(naive)) for _ in range(rounds)]
    fast, slow = map(statistics.median, zip(*rates, strict=True))
    return what, f"{fast:,.1f} {unit}/s", f"{slow:,.1f} {unit}/s", f"{fast / slow:.1f}"


def sample_pdfs() -> list[Path]:
    """The PDFs among the committed samples."""
    return sorted(SAMPLES.glob("*.pdf"))


def sample_words() -> list[Path]:
    """Some of the docx among the committed samples."""
    return sorted(SAMPLES.glob("*.docx"))[:MOST_FILES]
