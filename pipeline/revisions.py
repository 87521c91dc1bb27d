"""Revisions in the terminal: what was published anew, from what to what, and where each figure stands."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import groupby

from pipeline.errors import UserError
from pipeline.output import MOST_ROWS, as_records, count, print_answer, print_lines
from pipeline.terminal import draw_table, neutralise
from warehouse.connection import open_for_reading
from warehouse.revisions import SURE, find_reports, list_revisions

COLUMNS = ("kind", "concept", "measure", "fund", "code", "name", "before", "after", "place before", "place after")
KINDS = ("changed", "restated", "added", "removed")
Record = dict[str, object]


def run_revisions(options: argparse.Namespace) -> int:
    """`juesuan revisions`: the figures that changed between editions, for a person, a spreadsheet or a script."""
    with closing(open_for_reading(options.db)) as connection:
        reports = find_reports(connection, options.words) if options.words else None
        if reports == ():
            raise UserError(
                f"{' '.join(options.words)}: no such document or organisation", "juesuan status lists the documents"
            )
        answer = list_revisions(
            connection,
            reports,
            chain=options.chain,
            restated=options.restated,
            least=Decimal(0) if options.doubtful else SURE,
        )
    if options.json or options.csv:
        print_answer(answer, as_json=options.json, as_csv=options.csv)
    else:
        print_lines(_lines(as_records(answer)))
    return 0


def _lines(records: Sequence[Record]) -> Iterator[str]:
    for (before, after), group in groupby(records[:MOST_ROWS], lambda r: (r["path_from"], r["path_to"])):
        yield neutralise(f"{before} -> {after}")
        yield from (f"  {line}" for line in draw_table(COLUMNS, [_row(record) for record in group]))
        yield ""
    if len(records) > MOST_ROWS:
        yield f"the first {MOST_ROWS:,} of {len(records):,}; --csv gives all"
    kinds = Counter(record["kind"] for record in records)
    told = ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS if kinds[kind])
    yield f"{count(len(records), 'figure')}: {told}" if records else "no figure differs between editions"


def _row(record: Record) -> tuple[object, ...]:
    code = record["function_code"] or record["economic_code"]
    name = record["function_name"] or record["economic_name"] or record["item"]
    said = (record["kind"], record["concept"], record["measure"], record["fund"], code, name)
    return (*said, *(_printed(record, side) for side in ("from", "to")), *(_place(record, s) for s in ("from", "to")))


def _printed(record: Record, side: str) -> str:
    return "".join(str(record[f"{name}_{side}"] or "") for name in ("value_reported", "unit_reported"))


def _place(record: Record, side: str) -> str:
    """As `juesuan show` takes it: the page, and the table with row and column or the section."""
    if record[f"fact_id_{side}"] is None:
        return ""
    page = "" if record[f"page_{side}"] is None else f"p.{record[f'page_{side}']} "
    if record[f"row_{side}"] is None:
        return f"{page}{record[f'table_id_{side}'] or record[f'section_id_{side}']}"
    return f"{page}{record[f'table_id_{side}']} row {record[f'row_{side}']} col {record[f'col_{side}']}"
