"""The list of checks: docs/CHECKS.md, written from the declarations of the checks.

`python -m warehouse.check_list` rewrites it; a test says when that is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from schemas.check import KINDS, Check
from warehouse.checks import checks
from warehouse.connection import HERE, open_in_memory

PAGE = HERE.parent / "docs" / "CHECKS.md"
HEAD = """\
# 审核规则 · Checks

Written by `python -m warehouse.check_list` from the declarations in `schemas/statements/`, `schemas/checks/`
and `warehouse/audit/checks/`; a change belongs there. What is declared once is judged over all reports at once.

**How an outcome is made.** Every amount is compared in yuan, with the fund and the year that its place says. A
printed figure is an interval: half a unit of its last printed place to either side. A sum, a difference or a
ratio is computed with the intervals of its operands: where it can meet what is printed, the outcome is `pass`;
outside by at most one unit of the last place, `near` (a finding that is never more than `info`); else `fail`. A
blank is not a 0: where a term is not printed, was read with doubt or is printed with two values, or a rate is
over a base of 0, the outcome is `not_applicable`, and `check_outcome.missing` says what was missing. Every
check leaves an outcome for every report.

**How findings group.** Each `fail` or `near` is a finding with the figures on both sides (`evidence`). Of these
the one that breaks most checks and fits fewest is the `suspect`, a figure of the text before one of a table;
where two are equal, none is named. Findings with one suspect, or at one place, have one cause: the first
(errors before warnings, identities before other checks) is the cause, the others point to it (`caused_by`), and
the counts by severity are of causes. An error or a warning that rests on a figure which an earlier one suspects follows
from that.

**Slips.** A suspect is put beside what it would have to be; where the difference has a known shape, `slip`
names it: {slips}. Checks that recognise more name it themselves: `copied` (抄自别处 · taken from elsewhere),
`prior_base` (以本年数为分母 · a rate over the current year), `forced_sum` (凑成100% · shares rounded to make 100).

`error` is arithmetic and certain, `warning` rests on reading words or on another document, `info` is worth a
look. Terms are written `TABLE.concept@fund#code`; `|` means the first that is printed, `?` that it need not be
printed. Examples are in the notation of `tests/figures.py`: the lines of a report that the check finds fault
with.
"""
TITLES = {
    "completeness": ("完整性", "Completeness"),
    "within_table": ("表内勾稽", "Within a table"),
    "between_tables": ("表间勾稽", "Between tables"),
    "text_table": ("文表一致", "Text with tables"),
    "text": ("正文自洽", "Text with itself"),
    "documents": ("报告之间", "Between reports"),
    "words": ("文字", "Words"),
    "plausibility": ("合理性", "Plausibility"),
}
SHOWN_LINES = 6


def write_check_list() -> str:
    """The page's text, in Markdown."""
    by_kind = sorted(checks(), key=lambda check: KINDS.index(check.kind))  # a stable sort: the order within stays
    counts = [check.severity for check in by_kind]
    told = "、".join(f"`{severity}` {counts.count(severity)}" for severity in dict.fromkeys(counts))
    lines = [HEAD.format(slips=_list_slips()), f"共 {len(by_kind)} 条 · {len(by_kind)} checks: {told}.\n"]
    for kind, listed in groupby(by_kind, key=lambda check: check.kind):
        zh, en = TITLES[kind]
        lines.append(f"## {zh} · {en}\n")
        members = list(listed)
        lines += _list_identities([check for check in members if check.sql is None])
        lines += [line for check in members if check.sql is not None for line in _describe(check)]
    return "\n".join(lines)


def _list_slips() -> str:
    with open_in_memory() as connection:
        connection.execute((HERE / "audit" / "05_macros.sql").read_text(encoding="utf-8"))
        slips = connection.execute("SELECT slip, zh, en FROM slip_name").fetchall()
    return ", ".join(f"`{slip}` ({zh} · {en})" for slip, zh, en in slips)


def _list_identities(listed: list[Check]) -> Iterator[str]:
    """Identities as a table: the expression says what a title would; what a table must equal in itself has no other."""
    if not listed:
        return
    yield "| id | severity | 规则 | check | 依据 · basis | expression |"
    yield "|---|---|---|---|---|---|"
    for check in listed:
        within = check.kind == "within_table"
        zh, en = ("", "") if within else (check.zh, check.en)
        scope = "" if check.key in ("total", "") or within else f" (by {check.key})"
        expression = check.expression.replace("|", "\\|")
        yield f"| `{check.id}` | {check.severity} | {zh} | {en} | {check.basis} | `{expression}`{scope} |"
    yield ""


def _describe(check: Check) -> Iterator[str]:
    yield f"### `{check.id}` {check.zh} · {check.en}\n"
    yield f"- {check.severity}"
    yield f"- 依据 · basis: {check.basis}"
    yield f"- 所需 · needs: {check.needs}\n"
    yield "```text"
    yield from check.failing[:SHOWN_LINES]
    if len(check.failing) > SHOWN_LINES:
        yield f"... ({len(check.failing) - SHOWN_LINES} more lines)"
    yield "```\n"


def main(page: Path = PAGE) -> None:
    """Rewrite the page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(write_check_list(), encoding="utf-8")


if __name__ == "__main__":
    main()
