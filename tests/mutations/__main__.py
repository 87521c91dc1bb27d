"""`python -m tests.mutations`: breed, judge, print."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline.terminal import draw_table
from tests.bench.large import read_samples
from tests.mutations.breeding import breed
from tests.mutations.files import judge_files
from tests.mutations.judging import HOW, Verdict, judge

HEADINGS = ("what is changed", "mutants", *HOW, "of the visible")
SEED = 2026


def tally(verdicts: Iterable[Verdict]) -> list[tuple[str, ...]]:
    """By kind: mutants, each way of being told, and the share that is told of those that an identity can see."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        counts[verdict.mutant.kind][verdict.how] += 1
        counts["all"][verdict.how] += 1
    total = counts.pop("all")
    return [
        (kind, str(sum(count.values())), *(str(count[how] or "") for how in HOW), f"{share_told(count):.0%}")
        for kind, count in [*counts.items(), ("all", total)]
    ]


def share_told(count: Counter[str]) -> float:
    """Of the mutants whose figure some evaluation holds, the part that is found."""
    visible = sum(count.values()) - count["no partner"]
    return 1 - count["silent"] / visible if visible else 1.0


def main() -> None:
    """Print both tables and what is found on the samples as they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description="Who notices a wrong figure?")
    parser.add_argument("--each", type=int, default=28, help="mutants of each kind")
    parser.add_argument("--files", type=int, default=200, help="mutants that go through files")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--silent", action="store_true", help="list the mutants that nothing was said of")
    options = parser.parse_args()
    samples = read_samples()
    verdicts, clean = judge(samples, breed(samples, options.each, options.seed))
    print(f"{len(verdicts)} mutants of {len(samples)} sample reports in one warehouse (seed {options.seed})\n")
    print("\n".join(draw_table(HEADINGS, tally(verdicts))))
    print(
        "\ncaught: the changed figure is suspected, or the check that is meant for it fails; other name: another finding;\n"
        "silent: an evaluation holds the figure and passes; no partner: no evaluation holds it, which no identity can see\n"
    )
    if options.silent:
        print(
            "\n".join(
                f"{v.how}: {v.mutant.kind}: {v.mutant.note}" for v in verdicts if v.how in ("silent", "no partner")
            )
        )
    errors = sum(severity == "error" for _, severity, _ in clean)
    print(f"the samples as they are: {errors} errors, {len(clean) - errors} other findings\n")
    with tempfile.TemporaryDirectory() as folder:
        through = judge_files(options.files, options.seed, Path(folder))
    print(f"{len(through)} mutants through files that were read, loaded and audited\n")
    print("\n".join(draw_table(HEADINGS, tally(through))))


if __name__ == "__main__":
    main()
