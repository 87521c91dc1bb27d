"""Writing a manuscript as PDF by two producers: reportlab with a CID font, fpdf2 with an embedded subset of Noto."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fpdf import FPDF
from pylopdf_fonts_zh_cn import serif_path
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from samples.manuscript import Grid, Heading, Manuscript, Paragraph
from samples.writers.pages import Box, Page, PdfStyle, set_pages

_CID_FONT = "STSong-Light"
_RULE = 0.5
_MAC_2020 = 3_660_681_600
"""The first of January 2020 in seconds since 1904, as fonts count time."""


def write_pdf(manuscript: Manuscript, path: Path, style: PdfStyle) -> None:
    """Writes the manuscript; the bytes depend on the manuscript and the style only."""
    if style.producer == "fpdf2":
        _write_fpdf(manuscript, path, style)
    else:
        _write_reportlab(manuscript, path, style)


def _write_reportlab(manuscript: Manuscript, path: Path, style: PdfStyle) -> None:
    _register_cid_font()
    pages = set_pages(manuscript, style, lambda text, size: pdfmetrics.stringWidth(text, _CID_FONT, size))
    canvas = Canvas(str(path), invariant=1)
    canvas.setTitle(manuscript.title)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        canvas.setLineWidth(_RULE)
        for x0, y0, x1, y1, filled in _strokes(page, style):
            if filled:
                canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
            elif x0 == x1 or y0 == y1:
                canvas.line(x0, page.height - y0, x1, page.height - y1)
            else:
                canvas.rect(x0, page.height - y1, x1 - x0, y1 - y0)
        for text in page.texts:
            canvas.setFont(_CID_FONT, text.size)
            canvas.drawString(text.x, page.height - text.y, text.text)
        canvas.showPage()
    canvas.save()


def _write_fpdf(manuscript: Manuscript, path: Path, style: PdfStyle) -> None:
    pdf = FPDF(unit="pt")
    pdf.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
    pdf.set_title(manuscript.title)
    pdf.set_auto_page_break(False)
    with tempfile.TemporaryDirectory() as folder:
        font = Path(folder) / "font.ttf"
        _build_font(frozenset(_characters(manuscript)), font)
        pdf.add_font("sample", fname=str(font))
        pdf.set_font("sample", size=10)

        def measure(text: str, size: float) -> float:
            pdf.set_font("sample", size=size)
            return float(pdf.get_string_width(text))

        for page in set_pages(manuscript, style, measure):
            pdf.add_page(format=(page.width, page.height))
            pdf.set_line_width(_RULE)
            pdf.set_fill_color(0)
            for x0, y0, x1, y1, filled in _strokes(page, style):
                if filled or (x0 != x1 and y0 != y1):
                    pdf.rect(x0, y0, x1 - x0, y1 - y0, style="F" if filled else "D")
                else:
                    pdf.line(x0, y0, x1, y1)
            for text in page.texts:
                pdf.set_font("sample", size=text.size)
                pdf.text(text.x, text.y, text.text)
        pdf.output(str(path))


def _strokes(page: Page, style: PdfStyle) -> Iterator[tuple[float, float, float, float, bool]]:
    """What to draw for the page's cells: (x0, y0, x1, y1, filled); a line has x0 == x1 or y0 == y1."""
    if style.rules == "none":
        return
    if style.rules == "boxes":
        for box in page.boxes:
            yield box.x0, box.y0, box.x1, box.y1, False
        return
    for x0, y0, x1, y1 in sorted({edge for box in page.boxes for edge in _edges(box)}):
        if style.rules == "horizontal" and x0 == x1:
            continue
        if style.rules == "rects":
            yield x0 - _RULE / 2, y0 - _RULE / 2, x1 + _RULE / 2, y1 + _RULE / 2, True
        else:
            yield x0, y0, x1, y1, False


def _edges(box: Box) -> Iterator[tuple[float, float, float, float]]:
    x0, y0, x1, y1 = (round(value, 2) for value in (box.x0, box.y0, box.x1, box.y1))
    yield x0, y0, x1, y0
    yield x0, y1, x1, y1
    yield x0, y0, x0, y1
    yield x1, y0, x1, y1


@cache
def _register_cid_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(_CID_FONT))


def _characters(manuscript: Manuscript) -> Iterator[str]:
    yield from "— 0123456789" + manuscript.title
    for block in manuscript.blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.text
            case Grid():
                for cell in block.cells:
                    yield from cell.text


@cache
def _noto() -> TTFont:
    return TTFont(serif_path())


def _build_font(characters: frozenset[str], path: Path) -> None:
    """Noto Serif SC cut to the characters, its cubic outlines made quadratic (TrueType is what readers know best)."""
    font = _noto()
    glyphs, known = font.getGlyphSet(), font.getBestCmap()
    codes = {ord(char): known[ord(char)] for char in sorted(characters) if ord(char) in known}
    names = [".notdef", *dict.fromkeys(codes.values())]
    outlines = {}
    for name in names:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: font["hmtx"][name] for name in names})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Sample Serif", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=font["OS/2"].sTypoAscender, sTypoDescender=font["OS/2"].sTypoDescender)
    builder.setupPost()
    builder.updateHead(created=_MAC_2020, modified=_MAC_2020)
    builder.save(path)
