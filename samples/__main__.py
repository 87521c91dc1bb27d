"""`python -m samples`: write the committed sample reports anew, or many more of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from samples.collection import COMMITTED_SEED, REPORTS, TRUTH, committed, write_set


def main() -> None:
    """Without --count the committed set; with it, that many reports into --out/reports and --out/truth."""
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    parser.add_argument("--count", type=int, help="how many reports to write; without it, the committed set")
    parser.add_argument("--out", type=Path, help="folder for --count")
    parser.add_argument("--seed", type=int, default=COMMITTED_SEED)
    args = parser.parse_args()
    print(f"{write_set(iter(committed()), REPORTS, TRUTH, COMMITTED_SEED)} reports written")


if __name__ == "__main__":
    main()
