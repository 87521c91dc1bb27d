"""Which reports there are: the committed set, and as many more as one asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samples.books import keep_books
from samples.composition import compose
from samples.directory import departments
from samples.expectation import write_truth
from samples.family import family
from samples.manuscript import Manuscript
from samples.model import Statement, Year
from samples.writers.docx import DocxStyle, write_docx
from samples.writers.pages import PdfStyle
from samples.writers.pdf import write_pdf
from samples.writers.text import TextStyle, write_text

HOME = Path(__file__).parent
REPORTS = HOME / "reports"
TRUTH = HOME / "truth"
COMMITTED_SEED = 2026
_FIRST_YEAR, _LAST_YEAR = 2018, 2025
SUFFIXES = {"docx": "docx", "text": "txt", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of the set: who, what, which family, and in which format and style it is written."""

    name: str
    truth: str
    department: str
    kind: str
    year: int
    family: str
    format: str
    style: dict[str, Any]


def committed() -> tuple[Rendition, ...]:
    """The files of samples/reports, as collection.toml lists them."""
    entries = tomllib.loads((HOME / "collection.toml").read_text(encoding="utf-8"))["report"]
    return tuple(_rendition(entry) for entry in entries)


def _rendition(entry: dict[str, Any]) -> Rendition:
    suffix = SUFFIXES[entry["format"]]
    mark = f"_{entry['mark']}" if "mark" in entry else ""
    truth = f"{entry['department']}_{entry['year']}_{entry['kind']}"
    return Rendition(
        f"{truth}{mark}.{suffix}", truth, entry["department"], entry["kind"], entry["year"], entry["family"], entry["format"], entry.get("style", {})
    )


@cache
def _books(department: str, seed: int) -> dict[int, Year]:
    return keep_books(departments()[department], range(_FIRST_YEAR, _LAST_YEAR + 1), seed)


def manuscript_of(rendition: Rendition, seed: int) -> Manuscript:
    """The manuscript that the rendition prints."""
    department = departments()[rendition.department]
    books = _books(rendition.department, seed)
    statement = Statement(department, rendition.kind, books[rendition.year], books[rendition.year - 1])
    return compose(family(rendition.family), statement, seed)


def write(rendition: Rendition, manuscript: Manuscript, folder: Path) -> Path:
    """Writes the rendition's file into the folder."""
    path = folder / rendition.name
    if rendition.format == "docx":
        write_docx(manuscript, path, DocxStyle(**rendition.style))
    elif rendition.format == "text":
        write_text(manuscript, path, TextStyle(**rendition.style))
    elif rendition.format == "pdf":
        write_pdf(manuscript, path, PdfStyle(**rendition.style))
    return path


def write_set(renditions: Iterator[Rendition], reports: Path, truth: Path, seed: int) -> int:
    """Writes every rendition and its truth, which renditions of one report share; the number of files written."""
    reports.mkdir(parents=True, exist_ok=True)
    truth.mkdir(parents=True, exist_ok=True)
    count = 0
    for rendition in renditions:
        manuscript = manuscript_of(rendition, seed)
        write(rendition, manuscript, reports)
        write_truth(manuscript, truth, rendition.truth)
        count += 1
    return count
