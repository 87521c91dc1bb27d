"""`juesuan show --finding`: a finding proved at a glance: what it says, and the places that it rests on, marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

from extractors.amounts import parse_amount
from pipeline.drawing import FINDING_STYLES, PAGES, draw_marks, read_original
from pipeline.errors import UserError
from pipeline.findings import describe_finding
from pipeline.output import as_records, count
from pipeline.terminal import clip, draw_table, neutralise
from pipeline.verdicts import find_finding
from pipeline.wordings import Wording, find_boxes
from warehouse.connection import Connection
from warehouse.findings import Place, Wanted, list_findings, read_places
from warehouse.marks import Mark
from warehouse.sheet import FoundDocument, Scope, read_part

MARKED = "【{}】"
MOST_PLACES = 24
"""Places of a finding that are shown."""
MOST_PICTURES = 6
MOST_LINES = 12
"""Lines of a section, rows of a table, that are shown where the finding objects to it as a whole."""
MOST_HEADS = 4

Cells = dict[tuple[int, int], str]


def prove(
    connection: Connection, document: FoundDocument, wanted: str, out: Path | None
) -> tuple[dict[str, object], Sequence[str]]:
    """The parts for a script, and the lines for a person; a PDF's pages are drawn, the first of them to `out`.

    Raises UserError where the document has no such finding, and as draw_marks.
    """
    meant = find_finding(connection, wanted)
    if meant.doc_id != document.doc_id:
        raise UserError(f"{meant.finding_id} is of another document", f"juesuan show {meant.path} --finding {wanted}")
    finding = as_records(list_findings(connection, Wanted(finding_id=meant.finding_id, everything=True)))[0]
    places = read_places(connection, meant.finding_id)
    lines = list(describe_finding(finding))
    for sheet in _sheets(places[:MOST_PLACES]):
        lines += ["", *_excerpt(connection, sheet, document)]
    if len(places) > MOST_PLACES:
        lines += ["", f"and {count(len(places) - MOST_PLACES, 'place')} more"]
    located = list(_locate(connection, document, places))
    drawings = [str(path) for path in _draw(document, meant.finding_id, located, out)]
    lines += ["", *(f"drawn: {neutralise(path)}" for path in drawings)] if drawings else []
    return finding | {"places": places, "drawings": drawings}, lines


def _sheets(places: Sequence[Place]) -> list[list[Place]]:
    """The places by the table or section that they stand in, in the order of their first."""
    sheets: dict[tuple[str, str | None, str | None], list[Place]] = {}
    for place in places:
        sheets.setdefault((place.doc_id, place.table_id, place.section_id), []).append(place)
    return list(sheets.values())


def _excerpt(connection: Connection, places: Sequence[Place], document: FoundDocument) -> Iterator[str]:
    """The rows of a table, or the lines of a section, in which the places stand, with each of them marked."""
    one = places[0]
    of = "" if one.doc_id == document.doc_id else f"  ({one.path})"
    page = "" if one.page is None else f"  p.{one.page}"
    if one.table_id is not None:
        table = as_records(read_part(connection, "tables", one.doc_id, Scope(table=one.table_id)))[0]
        yield neutralise(f"{one.table_id} {table['statutory_table'] or ''} {table['title'] or ''}{page}{of}")
        rows = read_part(connection, "cells", one.doc_id, Scope(table=one.table_id)).rows
        cells = {(row, col): str(text) for row, col, text in rows if isinstance(row, int) and isinstance(col, int)}
        yield from (f"  {line}" for line in _table_lines(cells, places))
    elif one.section_id is not None:
        texts = as_records(read_part(connection, "texts", one.doc_id, Scope(section=one.section_id)))
        section = next(text for text in texts if text["section_id"] == one.section_id)
        yield neutralise(f"{one.section_id} {section['title']}{page}{of}")
        yield from (f"  {neutralise(line)}" for line in _text_lines(str(section["text"]), places))


def _table_lines(cells: Cells, places: Sequence[Place]) -> list[str]:
    """The heads of the table and the rows of the places; its first rows where no place is a cell."""
    if not cells:
        return []
    marked = {(place.row, place.col) for place in places if place.row is not None}
    last = max(row for row, _ in cells)
    first = min((row for row, _ in marked if row is not None), default=last + 1)
    heads = takewhile(lambda row: not _has_number(cells, row), range(min(first, MOST_HEADS)))
    rows = (
        sorted({*heads, *(row for row, _ in marked if row is not None)}) if marked else range(min(last + 1, MOST_LINES))
    )
    width = max(col for _, col in cells) + 1
    shown = [
        [
            MARKED.format(cells.get((row, col), "")) if (row, col) in marked else clip(cells.get((row, col), ""), 24)
            for col in range(width)
        ]
        for row in rows
    ]
    filled = [col for col in range(width) if any(line[col] for line in shown)]
    body = [[str(row), *(line[col] for col in filled)] for row, line in zip(rows, shown, strict=True)]
    return draw_table(["row", *(f"col {col}" for col in filled)], body)


def _has_number(cells: Cells, row: int) -> bool:
    return any(parse_amount(text) is not None for (at, _), text in cells.items() if at == row)


def _text_lines(text: str, places: Sequence[Place]) -> list[str]:
    """The lines with the places; the first ones where the finding objects to the section as a whole."""
    spans = sorted({(p.char_start, p.char_end) for p in places if p.char_start is not None and p.char_end is not None})
    parts, read_to = [], 0
    for start, end in spans:
        if start >= read_to:
            parts += [text[read_to:start], MARKED.format(text[start:end].replace("\n", " "))]
            read_to = end
    lines = "".join([*parts, text[read_to:]]).split("\n")
    if not spans:
        return [line for line in lines if line.strip()][:MOST_LINES]
    left, right = MARKED.split("{}")
    return [line for line in lines if left in line and right in line]


def _locate(connection: Connection, document: FoundDocument, places: Sequence[Place]) -> Iterator[Place]:
    """The places, words of a PDF's text with the boxes that they have on the page: one place a line of them."""
    for place in places:
        if place.role != "words" or place.box or not place.page or not place.section_id or document.format != "pdf":
            yield place
            continue
        texts = as_records(read_part(connection, "texts", document.doc_id, Scope(section=place.section_id)))
        section = next(text for text in texts if text["section_id"] == place.section_id)
        source = read_original(Path(document.path), document.doc_id)
        page, boxes = find_boxes(source, document.path, _wording(section, place, place.page))
        yield from (replace(place, page=page, box=box) for box in boxes)


def _wording(section: dict[str, object], place: Place, page: int) -> Wording:
    """The characters of the place, the section's title where it objects to the section as a whole."""
    if place.char_start is not None and place.char_end is not None:
        return Wording(str(section["text"]), place.char_start, place.char_end, page)
    title = str(section["title"])
    return Wording(title, 0, len(title), page)


def _draw(document: FoundDocument, finding_id: str, places: Sequence[Place], out: Path | None) -> list[Path]:
    """A picture of each page of the PDF with a place, the suspect's first; of the first alone where `out` is given."""
    drawable = [place for place in places if place.doc_id == document.doc_id and place.box and place.page]
    pages = list(dict.fromkeys(place.page for place in drawable if place.page))[: 1 if out else MOST_PICTURES]
    if out is not None and not pages:
        raise UserError("no place of this finding can be drawn", "leave --out away")
    paths = []
    for page in pages:
        marks = [
            Mark("evidence" if place.role == "evidence" else "suspect", _label(place), None, place.box)
            for place in drawable
            if place.page == page and place.box is not None
        ]
        target = out or PAGES / f"{Path(document.path).stem}-{finding_id[:8]}-p{page}.png"
        paths.append(draw_marks(document, page, marks, FINDING_STYLES, target))
    return paths


def _label(place: Place) -> str:
    """What a suspect should be, as far as the picture's font has it."""
    number = re.sub(r"[^\x20-\x7e]", "", place.should_be or "")
    return f"should be {number}" if number else ""
