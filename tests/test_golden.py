"""What the extractor makes of a few samples, figure by figure: `make golden` rewrites it, a review reads the diff."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from extractors.extraction import extract
from extractors.readers import read
from schemas.records import Extraction, Fact, Leftover, Mention
from tests.shared import ROOT

GOLDEN = ROOT / "tests" / "golden"
SAMPLES = ROOT / "samples" / "reports"
# One of each format and kind of report; others are held to the truth model by test_truth.
REPORTS = (
    "beijing_qiheng_2023_final_account.docx",
    "bole_tianlu_station_2022_unit_final_account_pipes.txt",
    "tongren_mingde_2024_unit_budget.docx",
    "wuxi_yunfan_2024_budget_lines.pdf",
)
FACT = (
    "place", "concept", "measure", "fund", "function_code", "economic_code", "item", "base", "fiscal_year",
    "value", "unit", "value_reported", "unit_reported", "rule", "confidence",
)  # fmt: skip
MENTION = ("place", "value_reported", "unit", "subject", "reason")
INDICATOR = (
    "project", "ord", "level1", "level2", "level3", "target_text", "target_operator", "target_value", "target_unit",
    "actual_text", "actual_value", "weight", "score",
)  # fmt: skip


def place(row: Fact | Mention | Leftover) -> str:
    """Where it stands, without ids that change with the bytes of the file."""
    if row.table_id is not None:
        return f"{row.table_id} r{row.row} c{row.col}"
    if isinstance(row, Leftover):
        return str(row.section_id)
    return f"{row.section_id} {row.char_start}-{row.char_end}"


def write(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def render(extraction: Extraction) -> dict[str, str]:
    """An extraction as files that a person can read and a diff can compare."""
    document = extraction.document
    names = {project.project_id: project.name for project in extraction.projects}
    loose = [mention for mention in extraction.mentions if mention.reason not in (None, "form")]
    return {
        "document.csv": write(
            ("title", "doc_kind", "org_printed", "fiscal_year", "published_date", "admin_code"),
            [
                (
                    document.title,
                    document.doc_kind,
                    document.org_printed,
                    document.fiscal_year,
                    document.published_date,
                    organization.admin_code,
                )
                for organization in extraction.organizations
                if organization.org_id == document.org_id
            ],
        ),
        "sections.csv": write(
            ("section_id", "level", "title"), [(s.section_id, s.level, s.title) for s in extraction.sections]
        ),
        "tables.csv": write(
            ("table_id", "statutory_table", "title", "unit", "rows", "cols", "status"),
            [
                (t.table_id, t.statutory_table, t.title, t.unit_reported, t.rows, t.cols, t.status)
                for t in extraction.tables
            ],
        ),
        "facts.csv": write(
            FACT, [(place(fact), *(getattr(fact, name) for name in FACT[1:])) for fact in extraction.facts]
        ),
        "mentions.csv": write(MENTION, [(place(m), *(getattr(m, name) for name in MENTION[1:])) for m in loose]),
        "indicators.csv": write(
            INDICATOR,
            [(names[i.project_id], *(getattr(i, name) for name in INDICATOR[1:])) for i in extraction.indicators],
        ),
        "leftovers.csv": write(
            ("place", "reason", "text"), [(place(x), x.reason, x.text) for x in extraction.leftovers]
        ),
    }


@pytest.mark.parametrize("name", REPORTS)
def test_the_extraction_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    path = SAMPLES / name
    actual = render(extract(read(path), name, path.stat().st_size))
    folder = GOLDEN / Path(name).stem
    if request.config.getoption("--golden"):
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in actual.items():
            (folder / file).write_text(text, encoding="utf-8")
    expected = {file: (folder / file).read_text(encoding="utf-8") for file in actual}
    changes = [
        line
        for file in actual
        for line in difflib.unified_diff(
            expected[file].splitlines(), actual[file].splitlines(), file, file, "", "", 0, ""
        )
    ]
    assert changes[:60] == [], f"{len(changes)} lines differ; if that is meant: make golden, and read the diff"
