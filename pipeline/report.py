"""What came out: every file as it is finished, then the run and the warehouse in a few lines."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePath

from tqdm import tqdm

from pipeline.content import run_hash
from pipeline.ingest import Done, ingest
from pipeline.output import count, print_json, print_lines
from pipeline.settings import Settings
from pipeline.terminal import draw_table, neutralise
from schemas.records import IngestEventRecord
from warehouse.connection import open_for_reading
from warehouse.status import Status, read_status

SOME_SET_ASIDE = 3
"""Exit status of a run that could not load some of the files."""
MOST_LINES = 40
"""Documents that the status lists."""
LINE_COLUMNS = ("path", "organisation", "year", "kind", "tables", "identities", "facts", "leftovers", "claimed %")


def run_ingest(options: argparse.Namespace) -> int:
    """`juesuan ingest`: progress on the error stream, the result on the output."""
    with Watch() as watch:
        events = ingest(options.inputs, Settings(options.db, options.workers), watch)
    with closing(open_for_reading(options.db)) as connection:
        status = read_status(connection)
    actions = Counter(event.action for event in events)
    if options.json:
        print_json({"files": len(events), "actions": actions, "events": events, "warehouse": status})
    else:
        print_lines(_run_lines(events, actions))
        print_lines(_holding(status, options.db))
    return SOME_SET_ASIDE if actions["quarantined"] else 0


def run_status(options: argparse.Namespace) -> int:
    """`juesuan status`: what the warehouse holds, document by document, and what was set aside; or its hash."""
    if options.hash:
        return run_hash(options)
    with closing(open_for_reading(options.db)) as connection:
        status = read_status(connection)
    if options.json:
        print_json(status)
        return 0
    print_lines(_holding(status, options.db))
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


class Watch:
    """Shows a run to whoever looks: a bar on a terminal, one line a file elsewhere."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, done: Done) -> None:
        if not sys.stderr.isatty():
            print(f"[{done.count}/{done.total}] {describe(done)}", file=sys.stderr)
            return
        if self._bar is None:
            self._bar = tqdm(total=done.total, unit="file", dynamic_ncols=True, leave=False)
        self._bar.set_postfix_str(neutralise(PurePath(done.event.path).name)[:30], refresh=False)
        self._bar.update()


def describe(done: Done) -> str:
    """One line: what became of the file, and what it gave or why not."""
    event, rows = done.event, done.extraction
    line = f"{event.action:<11} {event.path}"
    if rows is not None and event.action in ("loaded", "replaced"):
        gave = (
            count(len(rows.facts), "fact"),
            count(len(rows.tables), "table"),
            count(len(rows.leftovers), "leftover"),
        )
        line += f"  {', '.join(gave)}"
    if event.message is not None:
        line += f"  {event.reason}: {event.message}"
    return neutralise(line)


def _run_lines(events: Sequence[IngestEventRecord], actions: Counter[str]) -> Iterator[str]:
    done = ", ".join(f"{number:,} {action}" for action, number in actions.most_common())
    yield f"{count(len(events), 'file')}: {done or 'nothing to load here'}"
    for event in events:
        if event.action == "quarantined" or event.reason == "no_fact":
            yield neutralise(f"  {event.path}  {event.reason}: {event.message}")


def _holding(status: Status, database: Path) -> Iterator[str]:
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
