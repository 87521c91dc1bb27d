"""Reading beside what everybody writes first, the text stage alone, and how reading grows with the pages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import docx
import pdfplumber

from extractors.identity import identify
from extractors.narrative import Known, read_narrative
from extractors.outline import outline_document
from extractors.readers import read
from tests.bench.rates import ROUNDS, Row, compare, rate, sample_pdfs, sample_words, timed
from tests.growth import measure_growth
from tests.shared import SHARED


def measure_reading() -> list[Row]:
    """Rows of what is read, our rate, the naive one, their ratio."""
    pdfs, words = sample_pdfs(), sample_words()
    real = sorted((SHARED / "corpus").rglob("*.pdf"))  # none where ../shared is absent
    rows = [compare("read PDF (pdfplumber)", "pages", timed(read_pdfs, pdfs), timed(read_pdfs_naively, pdfs))]
    if real:
        ours, naive = timed(read_pdfs, real), timed(read_pdfs_naively, real)
        rows.append(compare("read real PDF (pdfplumber)", "pages", ours, naive, 1))
    ours, naive = timed(read_words, words), timed(read_words_naively, words)
    return [*rows, compare("read docx (python-docx)", "files", ours, naive)]


def measure_text() -> list[Row]:
    """Characters a second of the narrative grammar alone."""
    outlines = [(document, outline_document(document)) for document in map(read, sample_words())]
    prepared = [(outline, identify(document, outline, document.name)) for document, outline in outlines]
    characters = sum(len(section.record.text) for outline, _ in prepared for section in outline.sections)

    def run() -> tuple[int, float]:
        start = time.perf_counter()
        for outline, report in prepared:
            read_narrative(outline, report, Known.of([], "万元"))
        return characters, time.perf_counter() - start

    run()  # the pipeline is built once a process
    return [("text to facts", f"{statistics.median(rate(run) for _ in range(ROUNDS)):,.0f} characters/s")]


def measure_pages() -> list[Row]:
    """Rows of pages, pages a second, peak megabytes: one PDF, its pages repeated."""
    return list(measure_growth(sample_pdfs()[0]))


def read_pdfs(paths: Sequence[Path]) -> int:
    """Pages read."""
    return sum(read(path).pages or 0 for path in paths)


def read_pdfs_naively(paths: Sequence[Path]) -> int:
    """What everybody writes: the text and the tables of every page."""
    pages = 0
    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.extract_tables()
                pages += 1
    return pages


def read_words(paths: Sequence[Path]) -> int:
    """Files read."""
    for path in paths:
        read(path)
    return len(paths)


def read_words_naively(paths: Sequence[Path]) -> int:
    """What everybody writes: paragraphs, and the cells of every row of every table."""
    for path in paths:
        document = docx.Document(str(path))
        [paragraph.text for paragraph in document.paragraphs]
        for table in document.tables:
            for row in table.rows:
                [cell.text for cell in row.cells]
    return len(paths)
