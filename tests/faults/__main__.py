"""`python -m tests.faults`: the fault campaign. Its exit status is 1 where a run, a file or a good report is lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from pipeline.terminal import neutralise
from tests.faults.campaign import Ended, run_campaign
from tests.faults.catalog import campaign
from tests.faults.tally import tally_lines
from tests.faults.trial import try_files

_OUR_FAULTS = ("program_error", "timeout", "worker_died")


def main() -> int:
    """The whole campaign through the command line; with --direct, the readers alone, to find a fault quickly."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many files (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2026, help="another seed gives other files (default: %(default)s)")
    parser.add_argument(
        "--out", type=Path, help="an empty folder that keeps files and warehouses; else they are removed"
    )
    parser.add_argument("--workers", type=int, help="processes that read (default: the command's own)")
    parser.add_argument("--direct", action="store_true", help="no warehouse: read each file alone, and keep what fails")
    options = parser.parse_args()
    if options.out is not None and options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    with tempfile.TemporaryDirectory(prefix="faults") as temporary:
        home = options.out or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        return _direct(options, home) if options.direct else _whole(options, home)


def _whole(options: argparse.Namespace, home: Path) -> int:
    start = time.monotonic()
    ended: list[Ended] = []
    violations: list[str] = []
    for verdict in run_campaign(options.count, options.seed, home, options.workers, keep=options.out is not None):
        ended += verdict.ended
        violations += verdict.violations
        for violation in verdict.violations:
            print(f"VIOLATION {neutralise(violation)}", flush=True)
        print(f"{len(ended):,} files, {len(violations)} violations, {time.monotonic() - start:,.0f} s", flush=True)
    print()
    print("\n".join(tally_lines(ended)))
    return 1 if violations or len(ended) != options.count else 0


def _direct(options: argparse.Namespace, home: Path) -> int:
    failed = 0
    for file, outcome, seconds in try_files(campaign(options.count, options.seed), home, options.workers or 2):
        if outcome.startswith(_OUR_FAULTS):
            failed += 1
            print(f"{file.number:06} {seconds:6.2f} s  {file.mutator}  {neutralise(outcome)}", flush=True)
    print(f"{options.count:,} files, {failed} failed{f': they are in {home}' if failed and options.out else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
