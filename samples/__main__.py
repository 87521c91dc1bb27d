"""`python -m samples`: write the committed sample reports anew, or many more of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from samples.collection import COMMITTED_SEED, REPORTS, TRUTH, committed, invented, write_set
from samples.flaws import write_flawed


def main() -> None:
    """Without --count the committed set; with it, that many reports into --out/reports and --out/truth."""
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    parser.add_argument("--count", type=int, help="how many reports to write; without it, the committed set")
    parser.add_argument("--out", type=Path, help="folder for --count")
    parser.add_argument("--seed", type=int, default=COMMITTED_SEED, help="another seed gives other reports")
    args = parser.parse_args()
    if args.count is None:
        count = write_set(committed(), REPORTS, TRUTH, COMMITTED_SEED)
        write_flawed(REPORTS, REPORTS.parent / "flawed")
        place = REPORTS
    elif args.out is None or args.count < 1:
        parser.error("--count asks for --out and for a positive number")
    else:
        place = args.out / "reports"
        count = write_set(invented(args.count, args.seed), place, args.out / "truth", args.seed)
    print(f"{count} reports in {place}")


if __name__ == "__main__":
    main()
