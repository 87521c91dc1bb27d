"""Small PDFs for tests, drawn with reportlab; Chinese in a CID font, which needs no font file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import pdf
from schemas.document import Document, Heading, Paragraph, Table

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
registerFont(UnicodeCIDFont(FONT))

Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, size: tuple[float, float] = A4, password: str | None = None) -> bytes:
    """A PDF of these pages."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, encrypt=password, pageCompression=0, invariant=1)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def rotated(source: bytes, degrees: int) -> bytes:
    """The PDF with every page shown turned clockwise, its content untouched."""
    document = pypdfium2.PdfDocument(source)
    for page in document:
        page.set_rotation(degrees)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def without(source: bytes, key: bytes) -> bytes:
    """The PDF with every entry `/key n 0 R` blanked out, every offset kept."""
    return re.sub(rb"/%s \d+ 0 R" % key, lambda match: b" " * len(match[0]), source)


def write(canvas: Canvas, x: float, top: float, text: str, size: float = 10) -> None:
    """Text whose baseline is `top` points below the page's upper edge."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top, text)


def write_right(canvas: Canvas, x: float, top: float, text: str, size: float = 10) -> None:
    """Text that ends at x."""
    canvas.setFont(FONT, size)
    canvas.drawRightString(x, HEIGHT - top, text)


def rule(canvas: Canvas, x0: float, top0: float, x1: float, top1: float) -> None:
    """A line between two points, measured from the top left."""
    canvas.line(x0, HEIGHT - top0, x1, HEIGHT - top1)


def grid(
    canvas: Canvas, xs: Sequence[float], tops: Sequence[float], rows: Sequence[Sequence[str]], size: float = 9
) -> None:
    """A fully ruled table with its texts at the left of each cell."""
    for top in tops:
        rule(canvas, xs[0], top, xs[-1], top)
    for x in xs:
        rule(canvas, x, tops[0], x, tops[-1])
    for row, bottom in zip(rows, tops[1:], strict=True):
        for x, text in zip(xs, row, strict=False):
            write(canvas, x + 3, bottom - 4, text, size)


def read(source: bytes) -> Document:
    """The Document of a PDF."""
    return pdf.read(source, "report.pdf")


def texts(document: Document) -> list[str]:
    """Headings and paragraphs, in order."""
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def tables(document: Document) -> list[Table]:
    """The tables, in order."""
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    """The texts of a table's cells, row by row; a merged cell counts where it begins."""
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]
