"""The font that stands in where a PDF embeds none: how it is drawn, and that the machine's fonts are not asked."""

from __future__ import annotations

import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf_fonts import BOX
from tests.pdfs import drawn, read, texts, write

WIDTHS = {".notdef": 1000, "wide": 1000, "half": 460, "thin": 240}
"""Advances in thousandths, after the Song and Hei faces of Windows and macOS: the narrowest digits of any of them."""


def glyph_of(code: int) -> str:
    if code >= 0x100:
        return "wide"
    return "thin" if chr(code) in " !'()*,-./:;I[]`fijlrt|" else "half"


def draw_box_font() -> bytes:
    """The font file: boxes from 80 under the base line to 800 over it, and a many-to-one map (cmap format 13)."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(WIDTHS))
    builder.setupCharacterMap({0x20: "thin"})
    glyphs = {}
    for name, width in WIDTHS.items():
        pen = TTGlyphPen(None)
        pen.moveTo((40, -80))
        for corner in ((40, 800), (width - 40, 800), (width - 40, -80)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 40) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost(keepGlyphNames=False)
    maps = []
    for platform, encoding in ((0, 6), (3, 10)):
        table = CmapSubtable.newSubtable(13)
        table.platformID, table.platEncID, table.language, table.format, table.reserved = platform, encoding, 0, 13, 0
        table.cmap = {code: glyph_of(code) for code in range(0x20, 0x30000)}
        maps.append(table)
    builder.font["cmap"].tables = maps
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.font.save(target)
    return target.getvalue()


def test_the_font_file_is_what_this_recipe_draws() -> None:
    assert BOX.read_bytes() == draw_box_font()


def test_text_in_a_font_that_is_not_embedded_is_read_alike_whatever_the_machine_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page(canvas: Canvas) -> None:
        for number in range(3):
            write(canvas, 72, 100 + 20 * number, f"收入 20,435.35 支出{number}出")

    source = drawn(page)
    here = read(source)
    with monkeypatch.context() as bare:
        bare.setattr(pdfium, "FPDF_GetDefaultSystemFontInfo", lambda: None)  # a machine without any font
        assert read(source) == read(source) == here
    assert read(source) == here
    assert "".join(texts(here)).count("20,435.35") == 3
    assert "".join(texts(here)).count("出") == 6


def test_drawing_afterwards_uses_the_machine_fonts_again() -> None:
    source = drawn(lambda canvas: write(canvas, 72, 100, "决算"))

    def picture() -> bytes:
        with pypdfium2.PdfDocument(source) as document:
            return bytes(document[0].render(scale=1).to_pil().tobytes())

    before = picture()
    read(source)
    assert picture() == before
