"""`juesuan audit`: every check over everything that the warehouse holds; no file is opened."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing

from pipeline.output import as_records, count, describe_findings, print_json, print_lines
from pipeline.terminal import draw_table
from warehouse.connection import open_for_reading
from warehouse.findings import count_by_check
from warehouse.judging import audit
from warehouse.publishing import writing

MOST_CHECKS = 10
"""Checks that the summary names: those that found most."""


def run_audit(options: argparse.Namespace) -> int:
    """`juesuan audit`: judge the whole warehouse anew, publish it, and say what was found."""
    open_for_reading(options.db).close()  # what is no warehouse is refused, not made
    with writing(options.db) as connection:
        done = audit(connection)
    with closing(open_for_reading(options.db)) as connection:
        checks = as_records(count_by_check(connection))
    if options.json:
        print_json({"documents": done.documents, "findings": done.findings, "checks": checks})
        return 0
    print(f"{count(done.documents, 'document')} judged: {describe_findings(done.findings)}")
    if checks:
        rows = [(c["rule_id"], c["severity"], c["findings"], c["reports"], c["title_zh"]) for c in checks[:MOST_CHECKS]]
        print()
        print_lines(draw_table(("check", "severity", "findings", "reports", "what it objects to"), rows))
        print_lines(_advice(len(checks)))
    return 0


def _advice(checks: int) -> Iterator[str]:
    yield ""
    if checks > MOST_CHECKS:
        yield f"and {count(checks - MOST_CHECKS, 'check')} more that found something"
    yield "juesuan findings lists them; --xlsx FILE writes a workbook"
