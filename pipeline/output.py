"""Results for a person (a table), for a spreadsheet (CSV) and for a script (JSON)."""

from __future__ import annotations

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from pipeline.terminal import draw_table
from warehouse.questions import Answer

MOST_ROWS = 1000
"""Rows of an answer that a terminal is shown."""


def print_answer(answer: Answer, *, as_json: bool = False, as_csv: bool = False) -> None:
    """The answer on the output. Scripts get the columns' names, people their Chinese headings where they are known."""
    if as_json:
        print_json(as_records(answer))
    elif as_csv:
        _print_csv(answer)
    else:
        headings = [
            meaning.zh if meaning else name for meaning, name in zip(answer.meanings, answer.columns, strict=True)
        ]
        print_lines(draw_table(headings, answer.rows[:MOST_ROWS]))
        more = len(answer.rows) > MOST_ROWS
        print(f"\n{MOST_ROWS:,} rows and more; --csv gives all" if more else f"\n{count(len(answer.rows), 'row')}")


def _print_csv(answer: Answer) -> None:
    # Here and not above: it brings the workbook library with it.
    from warehouse.spreadsheets import make_harmless

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows:
        cells = [json.dumps(v, ensure_ascii=False, default=_plain) if isinstance(v, list | dict) else v for v in row]
        writer.writerow([make_harmless(cell) if isinstance(cell, str) else cell for cell in cells])


def as_records(answer: Answer) -> list[dict[str, object]]:
    """The rows of an answer by column name."""
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def print_json(value: object) -> None:
    """The value as JSON on the output."""
    print(format_json(value))


def format_json(value: object, indent: int | None = 2) -> str:
    """The value as JSON. A Decimal that a JSON number would round is a string, a date in ISO form.

    Chinese stands as it is; what steers a terminal (a file name may hold it) stands as an escape of JSON.
    """
    lines = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain).split("\n")
    return "\n".join(line if line.isprintable() else "".join(map(_show, line)) for line in lines)


def _show(char: str) -> str:
    return char if char.isprintable() or unicodedata.category(char) == "Zs" else json.dumps(char)[1:-1]


def print_lines(lines: Iterable[str]) -> None:
    """The lines on the output."""
    for line in lines:
        print(line)


def count(number: int, noun: str) -> str:
    """'1 row', '1,234 rows', '2 mentions'."""
    plural = noun if number == 1 else noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {plural}"


def describe_findings(findings: Mapping[str, int]) -> str:
    """'8 errors, 5 warnings, 6 infos': causes only."""
    return ", ".join(count(number, severity) for severity, number in findings.items())


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        number = int(value) if value == value.to_integral_value() else float(value)
        return number if Decimal(str(number)) == value else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


def join_names(names: Sequence[str]) -> str:
    """At most five names in a line."""
    shown = ", ".join(names[:5])
    return f"{shown} and {len(names) - 5} more" if len(names) > 5 else shown
