"""`make eval`: recall and precision of the text stage over the clauses and sections of tests/wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from pipeline.terminal import draw_table
from tests.clauses import WORDINGS, Clause, Line, all_clauses

MEASURES = frozenset(
    [
        "final",
        "budget",
        "initial_budget",
        "adjusted_budget",
        "prior_final",
        "prior_budget",
        "change",
        "change_rate",
        "share",
        "completion_rate",
    ]
)
FUNDS = frozenset(("all", "fiscal", "general_public", "gov_fund", "state_capital", "fiscal_account"))


def concept_of(line: Line) -> str:
    """The concept of a line, which is sorted and so no longer says which of its words it is."""
    words = (word for word in line if "=" not in word and word not in MEASURES and word not in FUNDS)
    return next(word for word in words if not word.lstrip("-")[:1].isdigit())


def tally(clauses: Iterable[Clause], key: Callable[[Clause, Line], str]) -> list[tuple[str, str, str, str, str, str]]:
    """(group, stated, missing, not stated, recall, precision) by group, the worst first, and over all."""
    stated, missing, surplus = Counter[str](), Counter[str](), Counter[str]()
    for clause in clauses:
        for counts, lines in ((stated, clause.wanted), (missing, clause.missing), (surplus, clause.surplus)):
            for line, count in lines.items():
                counts[key(clause, line)] += count
                counts["all"] += count
    order = sorted(stated | surplus, key=lambda name: (name == "all", missing[name] + surplus[name], name))
    return [(name, *_figures(stated[name], missing[name], surplus[name])) for name in order]


def _figures(stated: int, missing: int, surplus: int) -> tuple[str, str, str, str, str]:
    read = stated - missing
    recall = f"{read / stated:.1%}" if stated else ""
    precision = f"{read / (read + surplus):.1%}" if read + surplus else ""
    return str(stated), str(missing), str(surplus), recall, precision


def main() -> None:
    """Print the tables."""
    clauses = all_clauses()
    sections = sum(clause.section for clause in clauses)
    files = sum(1 for _ in WORDINGS.rglob("*.toml"))
    print(f"{len(clauses) - sections} clauses and {sections} sections in {files} files of tests/wordings\n")
    head = ("stated", "missing", "not stated", "recall", "precision")
    for title, key in (
        ("wording", lambda clause, _: clause.family),
        ("concept", lambda _, line: concept_of(line)),
    ):
        print("\n".join(draw_table((title, *head), tally(clauses, key))))
        print()


if __name__ == "__main__":
    main()
