"""`make bench`: speed, growth, latency and size, in one run on the project's own samples; the lines say of how many.

What is compared is run in turn, several times over, and the medians are given: the ratio holds on a busy machine, the
absolute figures do not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.terminal import draw_table
from tests.bench.auditing import measure_audits
from tests.bench.large import make_large
from tests.bench.loading import measure_loader_growth, measure_loading
from tests.bench.nights import measure_memory, measure_quiet_night, measure_runs
from tests.bench.queries import measure_queries
from tests.bench.rates import Row
from tests.bench.reading import measure_pages, measure_reading, measure_text
from tests.bench.storage import measure_storage

WITHOUT_BULK = 20_000
"""Larger warehouses are made without sections, cells, mentions and checks: they would fill a disk."""
COMPARED = ("what (the naive way)", "here", "naive", "ratio")
LOADED = ("documents held", "a batch", "documents/s", "rows/s", "seconds a batch")


def _show(title: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    print(f"\n{title}\n")
    for line in draw_table(headings, rows):
        print(line)
    sys.stdout.flush()


def _read(_: argparse.Namespace) -> None:
    _show("Reading the samples beside the naive way", COMPARED, measure_reading())


def _text(_: argparse.Namespace) -> None:
    _show("The text stage alone", ("what", "here"), measure_text())


def _load(_: argparse.Namespace) -> None:
    _show("Loading beside the naive way", COMPARED, measure_loading())


def _pages(_: argparse.Namespace) -> None:
    title = "One PDF, its pages repeated (pages/s of processor time, peak megabytes)"
    _show(title, ("pages", "pages/s", "peak MB"), measure_pages())


def _night(_: argparse.Namespace) -> None:
    _show(
        "Whole runs: reports an hour, with one worker and with two", ("what", "1", "2", "times"), list(measure_runs())
    )
    _show("Peak megabytes of a run and of its largest worker", ("documents", "run", "worker"), list(measure_memory()))
    headings = ("unchanged files", "seconds", "looking at them alone", "MB of warehouse")
    _show("A night without news", headings, list(measure_quiet_night()))


def _growth(options: argparse.Namespace) -> None:
    for held in (0, options.reports):
        bulk = held <= WITHOUT_BULK
        _show(f"Loading into a warehouse{_held(bulk)}", LOADED, measure_loader_growth([held], bulk=bulk))


def _audit(options: argparse.Namespace) -> None:
    sizes = [size for size in (1000, 3000) if size < options.reports] + [options.reports]
    headings = ("reports", "facts", "findings", "seconds", "of processor time", "facts/s of processor time")
    _show("Auditing everything that a warehouse holds", headings, list(measure_audits(sizes)))


def _scale(options: argparse.Namespace) -> None:
    """Queries and bytes share a warehouse: it takes a minute to make."""
    with tempfile.TemporaryDirectory() as folder:
        path, bulk = options.db or Path(folder) / "w.duckdb", options.reports <= WITHOUT_BULK
        what = str(path)
        if options.db is None:
            make_large(path, options.reports, bulk=bulk)
            what = f"{options.reports:,} reports{_held(bulk)}"
        headings = ("query", "seconds", "of processor time")
        _show(f"Queries over {what}: medians, and all threads together", headings, measure_queries(path))
        _show(f"Bytes a report, over {what}", ("what", "rows", "bytes"), measure_storage(path))


def _held(bulk: bool) -> str:
    return "" if bulk else " (without sections, cells, mentions and checks)"


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "read": _read,
    "text": _text,
    "load": _load,
    "pages": _pages,
    "night": _night,
    "growth": _growth,
    "audit": _audit,
    "scale": _scale,
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure; without names, everything.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--reports", type=int, default=10_000, help="sample reports in the large warehouse")
    parser.add_argument("--db", type=Path, help="a warehouse of yours for `scale`, instead of one that is made")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in options.parts or PARTS:
        PARTS[name](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
