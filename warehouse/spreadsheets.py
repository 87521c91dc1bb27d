"""CSV and Excel for people: Chinese headings, exact numbers, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from warehouse.meanings import Relation

LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
LONGEST_SHEET_NAME = 31
CUT = "…（未完）"
# What makes a spreadsheet take a text for a formula (OWASP, CSV injection), the full-width forms included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
# What a spreadsheet may drop before it looks: white space, control characters, byte order marks, zero-width ones.
UNSEEN = re.compile(r"^[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]+")
NUMBER = re.compile(r"[-+－＋]?\d[\d,]*(?:\.\d+)?[%％]?")
FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write_csv(path: Path, relation: Relation, batches: pa.RecordBatchReader) -> int:
    """Write a relation as UTF-8 CSV with a byte order mark, as Excel wants it; returns the rows.

    NULL is an empty cell; lists and maps are JSON; times are ISO 8601 in UTC.
    """
    rows = 0
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([column.meaning.zh for column in relation.columns])
        for row in _rows(batches):
            writer.writerow([_print(value) for value in row])
            rows += 1
    return rows


def write_workbook(
    path: Path,
    sheets: Iterable[tuple[str, Relation, pa.RecordBatchReader]],
    widths: Mapping[str, int] | None = None,
) -> list[int]:
    """Write one sheet a relation, continued on a further sheet where Excel's rows end; returns each one's rows.

    `widths` says how many characters a column is wide, by its name.
    """
    workbook = Workbook(write_only=True)
    counts = []
    for title, relation, batches in sheets:
        sheet, used, rows = _begin_sheet(workbook, title, relation, widths or {}), 1, 0
        for row in _rows(batches):
            if used == LAST_ROW:
                part = f"~{rows // (LAST_ROW - 1) + 1}"
                name = title[: LONGEST_SHEET_NAME - len(part)] + part
                sheet, used = _begin_sheet(workbook, name, relation, widths or {}), 1
            sheet.append([_cell(value) for value in row])
            used, rows = used + 1, rows + 1
        counts.append(rows)
    workbook.save(path)
    return counts


def name_sheets(chosen: Sequence[Relation]) -> list[str]:
    """A sheet name for each relation: its Chinese name as far as Excel allows it, its own where two would be equal."""
    titles = [FORBIDDEN_IN_SHEET_NAME.sub("", r.meaning.zh)[:LONGEST_SHEET_NAME] for r in chosen]
    return [t if titles.count(t) == 1 else r.name[:LONGEST_SHEET_NAME] for t, r in zip(titles, chosen, strict=True)]


def make_harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it; a plain number, as -12.50, stays."""
    seen = UNSEEN.sub("", text)
    if text.startswith(DANGEROUS) or seen.startswith(DANGEROUS):
        return text if NUMBER.fullmatch(seen) else "'" + text
    return text


def _rows(batches: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(_values(column) for column in batch.columns), strict=True)


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    return [None if v is None else dict(v) for v in values] if pa.types.is_map(column.type) else values


def _plain(value: Any) -> Any:
    """A value as a cell holds it: numbers, dates and None as they are, all else as harmless text."""
    match value:
        case None | bool() | int() | float() | Decimal() | date():
            return value
        case str():
            return make_harmless(value)
        case _:
            return make_harmless(json.dumps(value, ensure_ascii=False))


def _print(value: Any) -> str:
    match _plain(value):
        case None:
            return ""
        case bool() as truth:
            return "true" if truth else "false"
        case Decimal() as number:
            return _trim(number)
        case datetime() as moment:
            return f"{moment.isoformat()}Z"
        case plain:
            return str(plain)


def _trim(number: Decimal) -> str:
    """1720.000000 as 1720, never with an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _begin_sheet(workbook: Workbook, title: str, relation: Relation, widths: Mapping[str, int]) -> Worksheet:
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(relation.columns, 1):
        if column.name in widths:
            sheet.column_dimensions[get_column_letter(number)].width = widths[column.name]
    headings = [WriteOnlyCell(sheet, column.meaning.zh) for column in relation.columns]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    return sheet


def _cell(value: Any) -> Any:
    """A value for openpyxl, which takes only a text that begins with = for a formula: none does any more."""
    plain = _plain(value)
    if isinstance(plain, Decimal):
        return Decimal(_trim(plain))
    if not isinstance(plain, str):
        return plain
    text = ILLEGAL_CHARACTERS_RE.sub("", plain)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
