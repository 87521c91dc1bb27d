"""`make bench`: this reader and loader beside what everybody writes first, in one run on the project's own samples.

Each pair is run in turn, several times over, and the medians are compared: the ratio holds on a busy machine, the
absolute figures do not.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields
from itertools import chain
from pathlib import Path

import docx
import pdfplumber

from extractors.extraction import extract
from extractors.identity import identify
from extractors.narrative import Known, read_narrative
from extractors.outline import outline_document
from extractors.readers import read
from pipeline.terminal import draw_table
from schemas.records import Extraction, Fact
from tests.growth import measure_growth
from tests.shared import ROOT, SHARED
from warehouse.connection import open_for_writing
from warehouse.load import Loader

SAMPLES = ROOT / "samples" / "reports"
ROUNDS = 3
MOST_FILES = 4
NAIVE_ROWS = 500
"""Rows that the naive loader is given: more would take minutes."""


Work = Callable[[], tuple[int, float]]
"""One run: how much was done, in how many seconds."""


def timed(work: Callable[[Sequence[Path]], int], paths: Sequence[Path]) -> Work:
    """The work as a run over these files."""

    def run() -> tuple[int, float]:
        start = time.perf_counter()
        amount = work(paths)
        return amount, time.perf_counter() - start

    return run


def rate(run: Work) -> float:
    """Units a second."""
    amount, seconds = run()
    return amount / seconds


def compare(what: str, unit: str, ours: Work, naive: Work, rounds: int = ROUNDS) -> tuple[str, str, str, str]:
    """Both ways in turn; the medians of their rates and their ratio."""
    rates = [(rate(ours), rate(naive)) for _ in range(rounds)]
    fast, slow = map(statistics.median, zip(*rates, strict=True))
    return what, f"{fast:,.1f} {unit}/s", f"{slow:,.1f} {unit}/s", f"{fast / slow:.1f}"


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


def load(extractions: Sequence[Extraction]) -> tuple[int, float]:
    """Every row of the extractions through the loader; making the warehouse is not counted."""
    rows = sum(
        len(rows)
        for e in extractions
        for rows in (
            e.sections,
            e.tables,
            e.cells,
            e.facts,
            e.projects,
            e.indicators,
            e.mentions,
            e.leftovers,
            e.checks,
        )
    )
    with tempfile.TemporaryDirectory() as folder, closing(open_for_writing(Path(folder) / "w.duckdb")) as connection:
        start = time.perf_counter()
        Loader(connection).load(extractions)
        return rows, time.perf_counter() - start


def load_naively(extractions: Sequence[Extraction]) -> tuple[int, float]:
    """What everybody writes: facts row by row with executemany."""
    names = [field.name for field in fields(Fact)]
    facts = list(chain.from_iterable(e.facts for e in extractions))[:NAIVE_ROWS]
    rows = [[getattr(fact, name) for name in names] for fact in facts]
    with tempfile.TemporaryDirectory() as folder, closing(open_for_writing(Path(folder) / "w.duckdb")) as connection:
        start = time.perf_counter()
        connection.executemany(f"INSERT INTO fact VALUES ({', '.join('?' * len(names))})", rows)
        return len(rows), time.perf_counter() - start


def time_text(paths: Sequence[Path]) -> tuple[str, str, str, str]:
    """Characters a second of the narrative grammar alone."""
    outlines = [(document, outline_document(document)) for document in map(read, paths)]
    prepared = [(outline, identify(document, outline, document.name)) for document, outline in outlines]
    characters = sum(len(section.record.text) for outline, _ in prepared for section in outline.sections)

    def run() -> tuple[int, float]:
        start = time.perf_counter()
        for outline, report in prepared:
            read_narrative(outline, report, Known.of([], "万元"))
        return characters, time.perf_counter() - start

    run()  # the pipeline is built once a process
    return "text to facts", f"{statistics.median(rate(run) for _ in range(ROUNDS)):,.0f} characters/s", "", ""


def main() -> int:
    """Measure and print."""
    pdfs, words = sorted(SAMPLES.glob("*.pdf")), sorted(SAMPLES.glob("*.docx"))[:MOST_FILES]
    real = sorted((SHARED / "corpus").rglob("*.pdf"))  # none where ../shared is absent
    extractions = [extract(read(path), path.name, path.stat().st_size) for path in words]
    rows = [
        compare("read PDF (pdfplumber)", "pages", timed(read_pdfs, pdfs), timed(read_pdfs_naively, pdfs)),
        *(
            [compare("read real PDF (pdfplumber)", "pages", timed(read_pdfs, real), timed(read_pdfs_naively, real), 1)]
            if real
            else []
        ),
        compare("read docx (python-docx)", "files", timed(read_words, words), timed(read_words_naively, words)),
        compare("load rows (executemany)", "rows", lambda: load(extractions), lambda: load_naively(extractions)),
        time_text(words),
    ]
    print(f"{len(pdfs)} PDF and {len(words)} docx of samples/reports; medians of {ROUNDS} rounds, in turn\n")
    for line in draw_table(("what (the naive way)", "here", "naive", "ratio"), rows):
        print(line)
    print("\nOne PDF, its pages repeated (pages/s of processor time, peak megabytes)\n")
    for line in draw_table(("pages", "pages/s", "peak MB"), measure_growth(pdfs[0])):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
