"""`juesuan explain` and `juesuan gaps`: why a figure became its fact, and which wordings left numbers unbound."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import closing

from extractors.narrative import Known
from extractors.narrative.trace import Trace, trace
from pipeline.errors import UserError
from pipeline.output import as_records, count, print_json, print_lines
from pipeline.show import find_one
from pipeline.terminal import clip, draw_table, neutralise
from warehouse.connection import Connection, open_for_reading
from warehouse.gaps import find_gaps
from warehouse.sheet import Scope, read_part

STATED = ("concept", "measure", "fund", "code", "name", "item", "base", "fiscal_year", "value", "unit")
_SENTENCE_END = re.compile(r"[。\n]")

Record = dict[str, object]


def run_explain(options: argparse.Namespace) -> int:
    """`juesuan explain`: the facts that a figure of a document became, each with what it was read from."""
    with closing(open_for_reading(options.db)) as connection:
        document = find_one(connection, options.document)
        facts = as_records(read_part(connection, "why", document.doc_id, Scope(wanted=options.fact)))
        if not facts:
            advice = "give a fact_id, or the figure just as it is printed"
            raise UserError(f"{options.fact}: no such fact in {document.path}", advice)
        codes = read_part(connection, "codes", document.doc_id).rows
        known = Known(tuple((str(code), str(name)) for code, name in codes))
        explained = [_explain(connection, document.doc_id, fact, known) for fact in facts]
    if options.json:
        print_json(explained)
    else:
        for one in explained:
            print_lines(_lines(one))
    return 0


def _explain(connection: Connection, doc_id: str, fact: Record, known: Known) -> Record:
    """The fact with its sentence and marks, or with the row and the column heads of its cell."""
    text = fact.pop("text")
    start, end = fact["char_start"], fact["char_end"]
    if isinstance(text, str) and isinstance(start, int) and isinstance(end, int):
        first, last = _sentence(text, start, end)
        year = fact["fiscal_year"] if isinstance(fact["fiscal_year"], int) else None
        marks = list(trace(text, first, last, year, known))
        return fact | {"sentence": text[first:last].strip(), "marks": marks}
    cells = read_part(connection, "cells", doc_id, Scope(table=str(fact["table_id"]))).rows
    above = [text for row, col, text in cells if col == fact["col"] and _before(row, fact["row"]) and _is_head(text)]
    return fact | {"column": above, "row_text": fact["snippet"]}


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    stop = _SENTENCE_END.search(text, end)
    return first, stop.end() if stop else len(text)


def _before(row: object, fact_row: object) -> bool:
    return isinstance(row, int) and isinstance(fact_row, int) and row < fact_row


def _is_head(text: object) -> bool:
    return bool(text) and not re.fullmatch(r"[-\d,.%\s]*", str(text))


def _lines(fact: Record) -> Iterator[str]:
    yield neutralise("  ".join(f"{name} {fact[name]}" for name in STATED if fact[name] is not None))
    place = f"page {fact['page']}, " if fact["page"] is not None else ""
    if "sentence" in fact:
        yield neutralise(f"  {place}section {fact['section_id']}, characters {fact['char_start']}-{fact['char_end']}")
        yield neutralise(f"  {fact['sentence']}")
        marks = fact["marks"]
        assert isinstance(marks, list)
        yield from (f"  {line}" for line in draw_table(("printed", "as", "meaning"), [_row(mark) for mark in marks]))
    else:
        table = " ".join(str(fact[name]) for name in ("table_id", "statutory_table") if fact[name] is not None)
        yield neutralise(f"  {place}table {table}, row {fact['row']}, column {fact['col']}")
        column = fact["column"]
        assert isinstance(column, list)
        yield neutralise(f"  column: {' / '.join(map(str, column)) or '(no head above)'}")
        yield neutralise(f"  row: {fact['row_text']}")
    yield neutralise(f"  rule {fact['rule']}, confidence {fact['confidence']}, fact_id {fact['fact_id']}")
    yield ""


def _row(mark: Trace) -> tuple[str, str, str]:
    return clip(neutralise(mark.text), 30), mark.kind, clip(mark.meaning, 60)


def run_gaps(options: argparse.Namespace) -> int:
    """`juesuan gaps`: the wordings before numbers that stayed unbound, over the whole warehouse."""
    with closing(open_for_reading(options.db)) as connection:
        gaps = find_gaps(connection, options.limit)
    if options.json:
        print_json(gaps)
        return 0
    head = ("documents", "numbers", "wording", "unit", "reason", "example", "place")
    rows = [(g.documents, g.numbers, g.wording, g.unit, g.reason, clip(g.example, 60), g.place) for g in gaps]
    print_lines(draw_table(head, [tuple(neutralise(str(cell)) for cell in row) for row in rows]))
    print(f"\n{count(len(gaps), 'wording')}; one line in schemas/lexicon closes each: docs/EXTENDING.md says how")
    return 0
