"""Which reports there are: the committed set of collection.toml, and as many more as one asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, get_args

from samples.books import keep_books
from samples.composition import compose
from samples.directory import departments, invent
from samples.expectation import write_truth
from samples.family import families, family
from samples.manuscript import Manuscript
from samples.model import Department, Kind, Statement
from samples.writers.docx import DocxStyle, write_docx
from samples.writers.pages import PdfStyle
from samples.writers.pdf import write_pdf
from samples.writers.text import TextStyle, write_text

HOME = Path(__file__).parent
REPORTS = HOME / "reports"
TRUTH = HOME / "truth"
COMMITTED_SEED = 2026
_YEARS = range(2018, 2026)
"""Years of the books; the first is only there to be compared with."""

_SUFFIXES = {"docx": "docx", "text": "txt", "pdf": "pdf"}
_STYLES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("docx", "", {}),
    ("docx", "", {"headings": False}),
    ("docx", "", {"rotate": True}),
    ("pdf", "lines", {"rules": "lines"}),
    ("pdf", "rects", {"rules": "rects", "rotate": True}),
    ("pdf", "boxes", {"rules": "boxes", "repeat": False}),
    ("pdf", "fpdf", {"producer": "fpdf2", "rules": "lines", "furniture": True}),
    ("text", "cells", {"tables": "cells"}),
    ("text", "tabs", {"tables": "tabs", "encoding": "gb18030"}),
    ("text", "pipes", {"tables": "pipes"}),
    ("text", "columns", {"tables": "columns", "encoding": "utf-16"}),
)
"""Formats and styles that a large set draws from."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file: who, what, which family, in which format and style. `converted` ones are made outside (see README)."""

    department: Department
    kind: Kind
    year: int
    family: str
    format: str
    mark: str = ""
    style: dict[str, Any] = field(default_factory=dict)
    converted: bool = False

    @property
    def truth(self) -> str:
        """The name of the truth, which all renditions of one report share."""
        return f"{self.department.key}_{self.year}_{self.kind}"

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.truth}{self.mark and '_'}{self.mark}.{_SUFFIXES[self.format]}"


def committed() -> tuple[Rendition, ...]:
    """The files of samples/reports, as collection.toml lists them."""
    entries = tomllib.loads((HOME / "collection.toml").read_text(encoding="utf-8"))["report"]
    return tuple(Rendition(**{**entry, "department": departments()[entry["department"]]}) for entry in entries)


def invented(count: int, seed: int) -> Iterator[Rendition]:
    """`count` files of invented departments: each department for two or three years, all families, all formats."""
    written = number = 0
    while written < count:
        random = Random(f"{seed}/set/{number}")
        department = invent(number, seed)
        number += 1
        kinds: list[Kind] = [kind for kind in get_args(Kind) if kind.startswith("unit_") == department.is_unit]
        name = random.choice([f for f in families() if set(family(f).kinds) & set(kinds)])
        chosen = family(name)
        kind = next(kind for kind in kinds if kind in chosen.kinds)
        first = random.randint(max(chosen.years[0], _YEARS[1]), chosen.years[1] - 2)
        for year in range(first, first + random.randint(2, 3)):
            if written < count:
                made, mark, style = random.choice(_STYLES)
                yield Rendition(department, kind, year, name, made, mark, style)
                written += 1


def manuscript_of(rendition: Rendition, seed: int) -> Manuscript:
    """The manuscript that the rendition prints."""
    books = keep_books(rendition.department, _YEARS, seed)
    statement = Statement(rendition.department, rendition.kind, books[rendition.year], books[rendition.year - 1])
    return compose(family(rendition.family), statement, seed)


def write(rendition: Rendition, manuscript: Manuscript, folder: Path) -> Path:
    """Writes the rendition's file into the folder; a converted one is left as it stands."""
    path = folder / rendition.name
    if rendition.converted:
        return path
    match rendition.format:
        case "docx":
            write_docx(manuscript, path, DocxStyle(**rendition.style))
        case "text":
            write_text(manuscript, path, TextStyle(**rendition.style))
        case "pdf":
            write_pdf(manuscript, path, PdfStyle(**rendition.style))
    return path


def write_set(renditions: Iterable[Rendition], reports: Path, truth: Path, seed: int) -> int:
    """Writes every rendition and its truth; the number of files."""
    reports.mkdir(parents=True, exist_ok=True)
    truth.mkdir(parents=True, exist_ok=True)
    count = 0
    for rendition in renditions:
        manuscript = manuscript_of(rendition, seed)
        write(rendition, manuscript, reports)
        write_truth(manuscript, truth, rendition.truth)
        count += 1
    return count
