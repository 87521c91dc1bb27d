"""pdfplumber is the reference: on ruled pages both find the same cells with the same texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_chars import read_text
from extractors.readers.pdf_lines import Line
from extractors.readers.pdf_page import read_page
from extractors.readers.pdf_tables import PlacedTable
from schemas.document import Box
from tests.pdfs import read, tables
from tests.shared import ROOT, SHARED, needs_shared

Cells = list[tuple[Box, str]]
_NEAR = 3.0  # points: pdfplumber joins lines within that distance


def expected_cells(page: pdfplumber.page.Page) -> Cells:
    """The cells of pdfplumber's tables of more than one cell that hold text."""
    found: Cells = []
    for table in page.find_tables():
        own = [
            (cell, _squeezed(text))
            for row, texts in zip(table.rows, table.extract(), strict=True)
            for cell, text in zip(row.cells, texts, strict=True)
            if cell
        ]
        if len(own) > 1 and any(text for _, text in own):
            found += own
    return found


def missing(wanted: Cells, got: Cells) -> Iterator[tuple[Box, str]]:
    """The cells of one list that the other does not hold at the same place with the same text."""
    for box, text in wanted:
        near = [t for b, t in got if all(abs(p - q) <= _NEAR for p, q in zip(b, box, strict=True))]
        if near != [text]:
            yield box, text


def _squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


def compare(path: Path, step: int) -> None:
    """Compares every `step`-th page."""
    ours: dict[int, Cells] = {}
    for table in tables(read(path.read_bytes())):
        for cell in table.cells:
            assert cell.page is not None
            assert cell.box is not None
            ours.setdefault(cell.page, []).append((cell.box, _squeezed(cell.text)))
    compared = 0
    with pdfplumber.open(path) as document:
        for page in document.pages[::step]:
            wanted = expected_cells(page)
            compared += len(wanted)
            assert list(missing(wanted, ours.get(page.page_number, []))) == [], f"page {page.page_number}"
            page.close()
    assert compared > 0


# Where the tables have horizontal rulings only, pdfplumber finds none.
SAMPLES = [path for path in sorted((ROOT / "samples" / "reports").glob("*.pdf")) if "horizontal" not in path.stem]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    compare(path, 3)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_glyph_ends_in_a_line_or_a_cell(path: Path) -> None:
    with engine.opened(path.read_bytes(), path.name) as (document, count):
        for index in range(count):
            with engine.loaded(document, index) as handle:
                assert handle is not None
                page = read_page(handle, index + 1)
                glyphs = read_text(handle, page.frame, {}).glyphs
                found = "".join(_written(item) for item in page.items)
                assert sorted(_squeezed(found)) == sorted(map(chr, glyphs.code.tolist()))


def _written(item: Line | PlacedTable) -> str:
    return item.text if isinstance(item, Line) else "".join(cell.text for cell in item.table.cells)


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "devset/docs/gd_440703_zhujian_2023.pdf",  # reportlab
        "devset/docs/hb_420881_shuili_2021.pdf",  # LibreOffice
        "corpus/putuo_shgzb_2024_final.pdf",  # WPS Writer
        "corpus/more/fuzhou_medical_security_2026_budget.pdf",  # Aspose
        "corpus/more/fuzhou_police_civil_staff_unit_2026_budget.pdf",  # Foxit's printer
        "corpus/more/shenzhen_audit_2026_budget.pdf",  # iText, in forms
        "corpus/more/shenzhen_civil_affairs_2026_budget.pdf",  # an OFD converter
        "corpus/more/guangzhou_statistics_2026_budget.pdf",
    ],
)
def test_shared_reports(name: str) -> None:
    compare(SHARED / name, 4)
