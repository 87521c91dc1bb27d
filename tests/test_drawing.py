"""A drawn page: the boxes stand on the print, each kind in its colour, however the page is turned; what cannot be drawn."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import read
from pipeline.drawing import SCALE, STYLES, draw_page
from pipeline.errors import UserError
from schemas.document import Box, Table
from schemas.records import Fact, Leftover, SourceTableRecord, TableCellRecord
from tests.conftest import Juesuan, SampleWarehouse
from tests.factories import make_document, make_extraction, make_fact
from tests.warehouses import empty_warehouse
from warehouse.load import Loader
from warehouse.sheet import find_documents

PRINTED = 400
"""Dark pixels: a word has more, the label of a neighbour fewer."""

SAMPLE = "yueyang_shuiyun_2022_final_account_lines.pdf"
Colour = tuple[int, int, int]


def write_pdf(path: Path, rotate: int = 0, crop: Box | None = None) -> None:
    """A page of 400 by 300 points with a ruled table of two rows and columns; digits stand in the last cell only."""
    canvas = Canvas(str(path), pagesize=(400, 300), invariant=True)
    canvas.grid([80, 180, 280], [120, 160, 200])
    canvas.setFont("Helvetica", 12)
    for number, x in enumerate((90, 190)):
        canvas.drawString(x, 175, f"Head {number}")
    canvas.drawString(190, 135, "1,720.00")
    canvas.save()
    if rotate or crop:
        pdf = PdfDocument(path.read_bytes())
        pdf[0].set_rotation(rotate)
        pdf[0].set_cropbox(*(crop or (0, 0, 400, 300)))
        pdf.save(path)
        pdf.close()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as drawn, SCALE pixels a point, and the boxes of its cells by row and column."""

    image: Image.Image
    boxes: dict[tuple[int, int], Box]

    def at(self, x: float, y: float) -> Colour:
        """The colour at a point."""
        pixel = self.image.getpixel((round(SCALE * x), round(SCALE * y)))
        assert isinstance(pixel, tuple)
        return pixel[0], pixel[1], pixel[2]

    def edge(self, row: int, col: int) -> Colour:
        """The colour of the left edge of a cell."""
        x0, top, _, bottom = self.boxes[row, col]
        return self.at(x0, (top + bottom) / 2)

    def ink(self, row: int, col: int) -> int:
        """The dark pixels within a cell, its border left out."""
        x0, top, x1, bottom = (round(SCALE * value) for value in self.boxes[row, col])
        inner = self.image.crop((x0 + 4, top + 4, x1 - 4, bottom - 4)).convert("L")
        return sum(inner.histogram()[:100])


def draw(
    folder: Path, rotate: int = 0, crop: Box | None = None, confidence: str = "1", leftover: bool = False
) -> Drawn:
    """The page drawn with its table, a fact of the table and one of the text in cell (1, 1)."""
    path = folder / "page.pdf"
    write_pdf(path, rotate, crop)
    table = next(block for block in read(path).blocks if isinstance(block, Table))
    boxes = {(cell.row, cell.col): cell.box for cell in table.cells if cell.box is not None}
    document = make_document("page.pdf", doc_id=digest(path), path=path.as_posix(), pages=1)
    doc_id = document.doc_id
    place: dict[str, Any] = {"page": 1, "bbox": boxes[1, 1], "section_id": "s1", "confidence": Decimal(confidence)}
    facts: tuple[Fact, ...] = (
        make_fact(document, "income_total", "17200000", table_id="t1", row=1, col=1, **place),
        make_fact(document, "expenditure", "17200000", source="text", char_start=4, char_end=12, **place),
    )
    extraction = make_extraction(
        document,
        *(facts[1:] if leftover else facts),
        tables=(SourceTableRecord(doc_id, "t1", 1, "", None, "T01", "s1", "main", 1, 1, 2, 2, "read"),),
        cells=tuple(
            TableCellRecord(doc_id, "t1", cell.row, cell.col, cell.row_span, cell.col_span, cell.text, 1, cell.box)
            for cell in table.cells
        ),
        leftovers=(Leftover(doc_id, "unknown_row", "1,720.00", 1, "t1", 1, 1, "s1"),) if leftover else (),
    )
    with empty_warehouse() as connection:
        Loader(connection).load([extraction])
        (found,) = find_documents(connection, doc_id)
        written = draw_page(connection, found, 1, folder / "deep" / "page.png")
    with Image.open(written) as image:
        return Drawn(image.convert("RGB"), boxes)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def colour(style: str) -> Colour:
    red, green, blue = bytes.fromhex(STYLES[style].colour[1:])
    return red, green, blue


@pytest.mark.parametrize("crop", [None, (40, 60, 340, 280)], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_boxes_stand_on_the_print(tmp_path: Path, rotate: int, crop: Box | None) -> None:
    drawn = draw(tmp_path, rotate, crop)
    width, height = (900, 660) if crop else (1200, 900)
    legend = 42
    assert drawn.image.size == ((width, height + legend) if rotate % 180 == 0 else (height, width + legend))
    assert [drawn.ink(row, col) > PRINTED for row in (0, 1) for col in (0, 1)] == [True, True, False, True]
    assert drawn.edge(1, 1) == colour("verified")


@pytest.mark.parametrize(
    ("confidence", "style"),
    [("1", "verified"), ("0.99", "verified"), ("0.95", "unverified"), ("0.9", "unverified"), ("0.85", "doubtful")],
)
def test_the_colour_says_how_sure_a_fact_is(tmp_path: Path, confidence: str, style: str) -> None:
    assert draw(tmp_path, confidence=confidence).edge(1, 1) == colour(style)


def test_each_kind_has_its_outline(tmp_path: Path) -> None:
    drawn = draw(tmp_path)
    assert drawn.edge(0, 0) == colour("cell")
    x0, top, _, bottom = drawn.boxes[0, 0]
    assert drawn.at(x0 - 2 / SCALE, (top + bottom) / 2) == colour("table")
    x0, _, x1, bottom = drawn.boxes[1, 1]
    assert drawn.at((x0 + x1) / 2, bottom) == colour("text")


def test_a_leftover_is_dashed(tmp_path: Path) -> None:
    drawn = draw(tmp_path, leftover=True)
    x0, top, _, bottom = drawn.boxes[1, 1]
    border = {drawn.at(x0 + 2 / SCALE, top + 1 + step / SCALE) for step in range(round(SCALE * (bottom - top - 2)))}
    assert colour("leftover") in border
    assert len(border) > 1


def test_a_document_without_pages_is_not_drawn() -> None:
    with empty_warehouse() as connection:
        Loader(connection).load([make_extraction(make_document("a.docx"))])
        (found,) = find_documents(connection, "reports/a.docx")
        with pytest.raises(UserError, match=r"reports/a\.docx has no pages to draw; only a PDF"):
            draw_page(connection, found, 1)


@pytest.mark.parametrize(
    ("spoil", "page", "complaint"),
    [
        ("", 0, "has no page 0; its pages are 1 to 1"),
        ("", 2, "has no page 2; its pages are 1 to 1"),
        ("gone", 1, "No such file or directory; call from where it was ingested"),
        ("changed", 1, "has changed since it was read; ingest it again"),
        ("unwritable", 1, "name another file with --out"),
    ],
)
def test_what_cannot_be_drawn_is_one_error(tmp_path: Path, spoil: str, page: int, complaint: str) -> None:
    path = tmp_path / "page.pdf"
    write_pdf(path)
    document = make_document("page.pdf", doc_id=digest(path), path=path.as_posix())
    with empty_warehouse() as connection:
        Loader(connection).load([make_extraction(document)])
        (found,) = find_documents(connection, document.doc_id)
        if spoil == "gone":
            path.unlink()
        elif spoil == "changed":
            path.write_bytes(path.read_bytes() + b"\n")
        out = path / "below.png" if spoil == "unwritable" else tmp_path / "page.png"
        with pytest.raises(UserError, match=complaint):
            draw_page(connection, found, page, out)


def test_show_draws_a_page(juesuan: Juesuan, samples: SampleWarehouse, tmp_path: Path) -> None:
    out = tmp_path / "three.png"
    done = juesuan("show", SAMPLE, "--page", "3", "--out", out, "--db", samples.path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"drawn: {out}\n")
    with Image.open(out) as image:
        assert image.format == "PNG"


def test_show_draws_into_data_unless_told(juesuan: Juesuan, samples: SampleWarehouse) -> None:
    done = juesuan("show", SAMPLE, "--page", "3", "--json", cwd=samples.home)
    drawing = json.loads(done.stdout)["drawing"]
    assert drawing == f"data/pages/{Path(SAMPLE).stem}-p3.png"
    assert (samples.home / drawing).is_file()


@pytest.mark.parametrize("arguments", [(), ("--page", "3", "--table", "T01")])
def test_out_without_a_page_is_one_line(
    juesuan: Juesuan, samples: SampleWarehouse, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = juesuan("show", SAMPLE, *arguments, "--out", tmp_path / "a.png", "--db", samples.path)
    assert done.returncode == 1
    assert done.stderr == "juesuan: --out names a picture; give --page or --finding, without --table and --section\n"
