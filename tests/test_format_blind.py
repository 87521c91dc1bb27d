"""The same report in another format gives the same facts; only their places differ."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.extraction import extract
from extractors.readers import read
from schemas.records import Extraction
from tests.rewriting import write_docx
from tests.shared import SHARED, needs_shared


def figures(extraction: Extraction) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            f.concept, f.measure, f.fund, f.function_code, f.economic_code, f.item, f.fiscal_year, f.value, f.unit,
            f.value_reported, f.source, f.statutory_table, f.part,
        )
        for f in extraction.facts
    )  # fmt: skip


def projects(extraction: Extraction) -> Counter[tuple[object, ...]]:
    return Counter(
        (p.name, p.budget_amount, p.executed_amount, p.fiscal_amount, p.expected_goal, p.actual_goal, p.total_score)
        for p in extraction.projects
    )


def indicators(extraction: Extraction) -> list[tuple[object, ...]]:
    return [(i.ord, i.level1, i.level2, i.level3, i.target_text, i.actual_text) for i in extraction.indicators]


def extraction_of(path: Path) -> Extraction:
    return extract(read(path), path.name, path.stat().st_size)


@needs_shared
def test_the_real_text_and_a_docx_made_from_it(tmp_path: Path) -> None:
    source = SHARED / "corpus" / "xiqu_xzspj_2020.txt"
    text = read(source)
    write_docx(text, tmp_path / "report.docx")
    first, second = extraction_of(source), extraction_of(tmp_path / "report.docx")
    assert figures(first) == figures(second)
    assert projects(first) == projects(second)
    assert indicators(first) == indicators(second)
    assert first.document.org_id == second.document.org_id
    assert first.document.report_id == second.document.report_id
    assert len(first.projects) == 5
    assert sum(figures(first).values()) > 100


@needs_shared
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sc_510823_shenji_2022.docx", "sc_510823_shenji_2022_txt_cell.txt"),
        ("yn_532301_xuexiao_2023.docx", "yn_532301_xuexiao_2023_txt_tab.txt"),
        ("hb_420881_shuili_2022.docx", "hb_420881_shuili_2022_pdf_lo.pdf"),
    ],
)
def test_renditions_of_one_report(one: str, other: str) -> None:
    first, second = (extraction_of(SHARED / "devset" / "docs" / name) for name in (one, other))
    assert figures(first) == figures(second)
    assert projects(first) == projects(second)
    assert first.document.report_id == second.document.report_id
    assert first.document.doc_id != second.document.doc_id
