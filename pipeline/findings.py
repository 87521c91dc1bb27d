"""`juesuan findings`: what the audit objects to, for an auditor, a script, or as a workbook for a department."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from shlex import quote

from pipeline.errors import UserError
from pipeline.output import MOST_ROWS, as_records, count, print_answer, print_lines
from pipeline.terminal import neutralise
from schemas.check import SEVERITIES
from warehouse.connection import Connection, open_for_reading
from warehouse.findings import Wanted, count_unaudited, list_findings, write_findings
from warehouse.revisions import find_reports

Record = dict[str, object]


def run_findings(options: argparse.Namespace) -> int:
    """`juesuan findings`: the findings that were asked for, the gravest of each file first."""
    with closing(open_for_reading(options.db)) as connection:
        wanted = _wanted(connection, options)
        _tell_unaudited(connection, f"juesuan audit --db {quote(str(options.db))}")
        if options.xlsx is not None:
            findings, coverage = write_findings(connection, wanted, options.xlsx)
            print(neutralise(f"{options.xlsx}: {count(findings, 'finding')}, {count(coverage, 'outcome')} of checks"))
            return 0
        answer = list_findings(connection, wanted)
    if options.json or options.csv:
        print_answer(answer, as_json=options.json, as_csv=options.csv)
    else:
        print_lines(_lines(as_records(answer)))
    return 0


def _tell_unaudited(connection: Connection, advice: str) -> None:
    """Nothing found is no praise where nothing was judged. Raises UserError where no file was; else says how many."""
    documents, unaudited = count_unaudited(connection)
    if documents and documents == unaudited:
        raise UserError("nothing was audited yet", f"run: {advice}")
    if unaudited:
        what = f"{count(unaudited, 'document')} not audited since read; run: {advice}"
        print(neutralise(what), file=sys.stderr)


def _wanted(connection: Connection, options: argparse.Namespace) -> Wanted:
    reports = find_reports(connection, options.words) if options.words else None
    if reports == ():
        what = f"{' '.join(options.words)}: no such document or organisation"
        raise UserError(what, "juesuan status lists the documents")
    return Wanted(reports, options.year, options.severity, tuple(options.check or ()), everything=options.all)


def _lines(records: Sequence[Record]) -> Iterator[str]:
    for record in records[:MOST_ROWS]:
        yield from describe_finding(record)
        yield ""
    if len(records) > MOST_ROWS:
        yield f"the first {MOST_ROWS:,} of {len(records):,}; --csv gives all"
    found = Counter(record["severity"] for record in records)
    told = ", ".join(count(found[severity], severity) for severity in SEVERITIES if found[severity])
    yield f"{count(len(records), 'finding')}: {told}" if records else "nothing found"


def describe_finding(record: Record) -> Iterator[str]:
    """One finding in a few lines: what and where, the message, the quotation, and how to see and to dismiss it."""
    page = None if record["page"] is None else f"p.{record['page']}"
    yield _join("  ", f"{record['severity']} {record['rule_id']}", _whose(record), page, record["message_zh"])
    if record["quotation"]:
        yield _join("", "  “", record["quotation"], "”")
    if record["should_be"]:
        yield _join("", "  printed ", record["printed"], ", should be ", record["should_be"])
    yield _join("  ", "  at", record["place_words"] or record["place"], record["path"])
    yield _join("  ", "  id", record["finding_id"], *_standing(record))


def _whose(record: Record) -> str:
    return " ".join(str(value) for value in (record["org_name"], record["fiscal_year"]) if value is not None)


def _standing(record: Record) -> Iterator[str]:
    """What else is to be known of it: what follows from it, or what it follows from, and who dismissed it."""
    if record["consequences"]:
        assert isinstance(record["consequences"], int)
        yield f"({count(record['consequences'], 'consequence')}: --all)"
    if record["caused_by"] is not None:
        yield f"(follows from {record['caused_by']})"
    if not record["is_current"]:
        yield "(of a superseded file)"
    if record["dismissed"]:
        yield f"(dismissed by {record['dismissed_by']}: {record['dismissed_why']})"


def _join(between: str, *parts: object) -> str:
    return neutralise(between.join(str(part) for part in parts if part not in (None, "")))
