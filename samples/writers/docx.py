"""Writing a manuscript as a Word file: heading styles or bold headings, merged cells, unit lines with a tab stop."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from samples.manuscript import Block, Grid, GridCell, Heading, Manuscript, PageBreak, Paragraph

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_WIDTH_CM = 16.0
_CELL_PT = 8


@dataclass(frozen=True, slots=True)
class DocxStyle:
    """`headings`: Word's heading styles, or bold paragraphs that only look like headings; `rotate`: wide tables
    stand on landscape pages."""

    headings: bool = True
    rotate: bool = False


def write_docx(manuscript: Manuscript, path: Path, style: DocxStyle) -> None:
    """Writes the manuscript; the bytes depend on the manuscript and the style only."""
    _Writer(manuscript, style).write(path)


class _Writer:
    def __init__(self, manuscript: Manuscript, style: DocxStyle) -> None:
        self.manuscript = manuscript
        self.style = style
        self.document = docx.Document()
        properties = self.document.core_properties
        properties.title = manuscript.title
        properties.author = ""
        properties.created = properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
        normal = self.document.styles["Normal"]
        assert normal.type == WD_STYLE_TYPE.PARAGRAPH
        normal.font.name = "SimSun"
        normal.font.size = Pt(11)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
        self._page(self.document.sections[0])

    def write(self, path: Path) -> None:
        wide = False
        before: Block | None = None
        for block in self.manuscript.blocks:
            if isinstance(block, Grid) and isinstance(before, Grid):
                self.document.add_paragraph()  # Word makes one table of two that touch
            before = block
            if self.style.rotate and isinstance(block, Grid) and block.landscape != wide:
                wide = block.landscape
                section = self.document.add_section()
                section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
                section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if wide else (Cm(21.0), Cm(29.7))
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(block)
                case Grid():
                    self._grid(block, 24.0 if wide else _WIDTH_CM)
                case PageBreak():
                    self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        packed = BytesIO()
        self.document.save(packed)
        path.write_bytes(_undated(packed))

    def _page(self, section: docx.section.Section) -> None:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = footer.add_run("- ")
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = OxmlElement("w:instrText" if text else "w:fldChar")
            if text:
                element.text = text
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)
        footer.add_run(" -")

    def _heading(self, heading: Heading) -> None:
        if self.style.headings:
            self.document.add_heading(heading.text, heading.level)
            return
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(heading.text)
        run.bold = True
        run.font.size = Pt({1: 16, 2: 14}.get(heading.level, 12))
        if heading.level == 1:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _paragraph(self, paragraph: Paragraph) -> None:
        written = self.document.add_paragraph()
        if paragraph.style == "body":
            written.paragraph_format.first_line_indent = Pt(22)
        run = written.add_run(paragraph.text)
        if paragraph.style in ("title", "caption"):
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold = True
            run.font.size = Pt(20 if paragraph.style == "title" else 13)
        elif paragraph.style in ("unit", "contents"):
            written.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)

    def _grid(self, grid: Grid, width: float) -> None:
        table = self.document.add_table(grid.rows, grid.cols)
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        table._tbl.tblPr.append(_narrow_margins())
        whole = sum(grid.widths)
        for index, share in enumerate(grid.widths):
            table.columns[index].width = Cm(width * share / whole)
        rows = [list(row.cells) for row in table.rows]
        for cell in grid.cells:
            place = rows[cell.row][cell.col]
            if cell.row_span > 1 or cell.col_span > 1:
                place = place.merge(rows[cell.row + cell.row_span - 1][cell.col + cell.col_span - 1])
            self._cell(place, cell)
        for row in table.rows[: grid.header]:
            mark = OxmlElement("w:tblHeader")
            row._tr.get_or_add_trPr().append(mark)

    def _cell(self, place: _Cell, cell: GridCell) -> None:
        paragraph: DocxParagraph = place.paragraphs[0]
        paragraph.alignment = _ALIGN[cell.align]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(cell.text)
        run.font.size = Pt(_CELL_PT)


def _narrow_margins() -> BaseOxmlElement:
    """Cell margins of 0.07 cm, so that codes and amounts keep to one line in narrow columns."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _undated(packed: BytesIO) -> bytes:
    """The package with the same date on every member: the same manuscript gives the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return out.getvalue()
