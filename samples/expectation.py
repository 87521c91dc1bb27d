"""The truth of a rendered report: its facts as CSV, its identity, projects and indicators as JSON lines.

Both follow from the manuscript alone, never from an extractor.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.manuscript import Expected, Manuscript

_COLUMNS = tuple(field.name for field in fields(Expected))


@dataclass(frozen=True, slots=True)
class Truth:
    """What a truth file says: the document, its facts as rows of text, its projects."""

    document: dict[str, Any]
    facts: tuple[dict[str, str], ...]
    projects: tuple[dict[str, Any], ...]


def write_truth(manuscript: Manuscript, folder: Path, name: str) -> None:
    """Writes <name>.csv and <name>.jsonl. Amounts are printed in full; nothing is rounded."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for fact in manuscript.facts():
            writer.writerow(_plain(getattr(fact, column)) for column in _COLUMNS)
    statement = manuscript.statement
    document = {
        "row": "document",
        "title": manuscript.title,
        "family": manuscript.family,
        "organisation": statement.department.name,
        "admin_code": statement.department.division,
        "doc_kind": statement.kind,
        "fiscal_year": statement.year,
    }
    rows = [document, *({"row": "project", **asdict(project)} for project in manuscript.projects)]
    with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as handle:
        for row in rows:
            handle.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def read_truth(folder: Path, name: str) -> Truth:
    """The truth of that name."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        facts = tuple(csv.DictReader(handle))
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as handle:
        document, *projects = (json.loads(line) for line in handle)
    return Truth(document, facts, tuple(projects))


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return "1" if value is True else str(value)
