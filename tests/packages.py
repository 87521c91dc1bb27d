"""The smallest Word files: a package of raw WordprocessingML parts, and what a reader makes of it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from extractors.readers import docx
from schemas.document import Block, Document, Heading, Paragraph, Table

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A docx with this body; `parts` by kind (styles, numbering, footnotes, chart): the content of their root."""
    related = dict(parts or {})
    roots = {"styles": "w:styles", "numbering": "w:numbering", "footnotes": "w:footnotes", "chart": "c:chartSpace"}
    links = "".join(f'<Relationship Id="{kind}1" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in related)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            _relationships(f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", _relationships(links))
        archive.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for kind, content in related.items():
            archive.writestr(f"word/{kind}.xml", f"<{roots[kind]} {_NAMES}>{content}</{roots[kind]}>")
    return packed.getvalue()


def read_docx(body: str, parts: Mapping[str, str] | None = None) -> Document:
    """The Document of a docx with this body."""
    return docx.read(package(body, parts), "a.docx")


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def cell(text: str, properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(document: Document, kind: str | None = None) -> list[str]:
    """The texts of the headings and paragraphs, or of the paragraphs of one kind."""
    return [
        block.text
        for block in document.blocks
        if isinstance(block, Heading | Paragraph)
        and (kind is None or (isinstance(block, Paragraph) and block.kind == kind))
    ]


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of the headings."""
    return [(block.level, block.text) for block in document.blocks if isinstance(block, Heading)]


def tables(document: Document) -> list[Table]:
    """The tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def filled(found: Block) -> list[list[str]]:
    """The grid of a table, each text repeated over its spans; a place that no cell covers holds None as a text."""
    assert isinstance(found, Table)
    grid = [["None"] * found.cols for _ in range(found.rows)]
    for each in found.cells:
        for at in range(each.row, each.row + each.row_span):
            for col in range(each.col, each.col + each.col_span):
                assert grid[at][col] == "None", "two cells in one place"
                grid[at][col] = each.text
    return grid


def _relationships(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
