"""What came out: the run and the warehouse in a few lines; `juesuan status`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path, PurePath

from pipeline.content import run_hash
from pipeline.expected import find_undisclosed, read_expected
from pipeline.output import count, describe_findings, print_json, print_lines
from pipeline.summary import RunSummary
from pipeline.terminal import draw_table, neutralise
from warehouse.connection import open_for_reading
from warehouse.status import Status, read_status

MOST_LINES = 40
"""Documents that the status lists."""
LINE_COLUMNS = ("path", "organisation", "year", "kind", "tables", "identities", "facts", "leftovers", "claimed %")


def run_status(options: argparse.Namespace) -> int:
    """`juesuan status`: what the warehouse holds, document by document, and what was set aside; or its hash."""
    if options.hash:
        return run_hash(options)
    expected = None if options.expected is None else read_expected(options.expected)
    with closing(open_for_reading(options.db)) as connection:
        status = read_status(connection)
        undisclosed = None if expected is None else find_undisclosed(connection, expected)
    if options.json:
        print_json(status if undisclosed is None else {"warehouse": status, "undisclosed": undisclosed})
        return 0
    if undisclosed is not None:
        print_lines(_undisclosed_lines(undisclosed))
    print_lines(describe_holding(status, options.db))
    if status.lines:
        print()
        print_lines(draw_table(LINE_COLUMNS, _document_rows(status)))
    if len(status.lines) > MOST_LINES:
        print(f"and {len(status.lines) - MOST_LINES:,} more: juesuan query reading_quality")
    if status.set_aside:
        print("\nset aside:")
    for file in status.set_aside:
        print(neutralise(f"  {file.path}  {file.reason}: {file.message}"))
    return 0


def describe_run_lines(summary: RunSummary) -> Iterator[str]:
    """The run in a line, then each file that was set aside, is gone or gave nothing, and who has not disclosed."""
    ordered = sorted(summary.actions.items(), key=lambda pair: -pair[1])
    done = ", ".join(f"{number:,} {action}" for action, number in ordered if number)
    yield f"{count(summary.files, 'file')}: {done or 'nothing to load here'}"
    for event in summary.events:
        if event.action in ("quarantined", "missing") or event.reason == "no_fact":
            yield neutralise(f"  {event.path}  {event.reason}: {event.message}")
    if summary.findings is not None:
        yield f"the audit found {describe_findings(summary.findings)}: juesuan findings"
    if summary.undisclosed is not None:
        yield from _undisclosed_lines(summary.undisclosed)


def _undisclosed_lines(undisclosed: Sequence[Mapping[str, object]]) -> Iterator[str]:
    yield f"{count(len(undisclosed), 'expected disclosure')} not found"
    for row in undisclosed:
        told = (row["organisation"], row["fiscal_year"], row["doc_kind"], row["outcome"])
        yield neutralise("  " + "  ".join(str(value) for value in told if value is not None))


def describe_holding(status: Status, database: Path) -> Iterator[str]:
    """The warehouse in three lines."""
    loose = {reason: number for reason, number in status.mentions.items() if reason != "bound"}
    yield neutralise(f"{database} holds")
    yield (
        f"  {count(status.documents, 'document')} ({count(status.reports, 'report')}) of"
        f" {count(status.organizations, 'organisation')},"
        f" {count(len(status.set_aside), 'file')} set aside"
    )
    yield (
        f"  {count(status.facts, 'fact')}, {count(status.projects, 'performance project')}"
        f" with {count(status.indicators, 'indicator')}, {count(status.leftovers, 'leftover')}"
    )
    reasons = ", ".join(f"{reason} {number:,}" for reason, number in sorted(loose.items(), key=lambda p: -p[1]))
    yield f"  {count(sum(loose.values()), 'number')} that are no fact{': ' + reasons if reasons else ''}"


def _document_rows(status: Status) -> Iterator[tuple[object, ...]]:
    for line in status.lines[:MOST_LINES]:
        yield (
            PurePath(line.path).name,
            line.org_name,
            None if line.fiscal_year is None else str(line.fiscal_year),
            line.doc_kind,
            f"{line.tables_found}/{line.tables_expected}",
            f"{line.identities_closed}/{line.identities}",
            line.facts,
            line.leftovers,
            line.claimed_pct,
        )
