"""Bombs made by hand: small files that unpack, unfold or multiply into what no machine can hold."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random

import docx

from tests.faults.fault import Format
from tests.faults.markup import BODY, changed, inserted
from tests.faults.pdf_objects import Objects, stream
from tests.faults.zips import entries_of, packed

_MEGABYTE = 1 << 20
_CELL = b"<w:tc><w:p><w:r><w:t>1.50</w:t></w:r></w:p></w:tc>"
_RUN = b"<w:r><w:t>12.5</w:t></w:r>"
_CARRIED = b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + _RUN + b"</w:p>"
_TITLE = "收入支出决算总表\n单位：万元\n"


def _docx() -> bytes:
    """An empty document of the library's own template."""
    target = BytesIO()
    document = docx.Document()
    document.add_paragraph("测试市财政局2023年度部门决算")
    document.save(target)
    return target.getvalue()


def _body(content: bytes) -> bytes:
    return inserted(_docx(), content, Random(0))


def _deep_zip() -> bytes:
    """A part that unpacks a thousandfold, in an archive in an archive."""
    inner = changed(_docx(), BODY, lambda _: b"<w:document>" + b" " * (200 * _MEGABYTE))
    return packed([*entries_of(_docx()), ("word/inner.docx", inner)])


def _parts_bomb() -> bytes:
    """Every part that is read is as large as the ratio of honest ones allows."""
    filler = b"<!--" + b"".join(b"%d " % (n * 7919 % 99991) for n in range(2_000_000)) + b"-->"
    names = {"word/styles.xml", "word/numbering.xml", BODY}
    return packed((name, content + filler if name in names else content) for name, content in entries_of(_docx()))


def _laughing_runs() -> bytes:
    return _body(b"<w:p>" + b"<w:r><w:t>1</w:t></w:r>" * 500_000 + b"</w:p>")


def _deep_rubies() -> bytes:
    """Each base of a ruby is the base of another one: walked from each again, they take two to the sixtieth steps."""
    begin, end = b"<w:r><w:ruby><w:rubyBase>", b"</w:rubyBase></w:ruby></w:r>"
    return _body(b"<w:p><w:r><w:tab/></w:r>" + begin * 60 + end * 60 + b"</w:p>")


def _ragged_rows() -> bytes:
    """One row of ten thousand cells, and ten thousand of one cell that lack the rest."""
    short = b"<w:tr>" + _CELL + b"</w:tr>"
    return _body(b"<w:tbl><w:tr>" + _CELL * 10_000 + b"</w:tr>" + short * 10_000 + b"</w:tbl>")


def _wide_spans() -> bytes:
    """Rows of cells that each span hundreds of millions of columns."""
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    return _body(b"<w:tbl>" + (b"<w:tr>" + cell * 100 + b"</w:tr>") * 200 + b"</w:tbl>")


def _long_lists() -> bytes:
    """Lists that start at a thousand million in Roman numerals, printed over and over before each paragraph."""
    level = (
        b'<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%s"/></w:lvl>'
    )
    numbering = (
        b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        b'w:abstractNumId="1">' + level % (b"%1" * 500) + b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId '
        b'w:val="1"/></w:num></w:numbering>'
    )
    item = b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' + _RUN + b"</w:p>"
    return changed(_body(item * 2000), "word/numbering.xml", lambda _: numbering)


def _png(side: int) -> bytes:
    """A picture of side x side black dots, some kilobytes long where it is packed."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _pictured_docx() -> bytes:
    return packed([*entries_of(_docx()), ("word/media/image1.png", _png(30_000))])


def _pdf(content: bytes, resources: bytes = b"<<>>") -> bytes:
    """A PDF of one page with that drawing."""
    objects = Objects({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>"}, 1)
    objects.bodies[3] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % resources
    objects.bodies[4] = content
    return objects.build()


_FONT = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def _flate_bomb() -> bytes:
    """A drawing of half a gigabyte of blanks, packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * _MEGABYTE) for _ in range(512)) + packer.flush()
    twice = zlib.compress(once, 9)
    return _pdf(b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%s\nendstream" % (len(twice), twice))


def _pictured_pdf() -> bytes:
    rows = zlib.compress(bytes(30_000 // 8 * 30_000), 9)
    image = (
        b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(rows), rows)
    )
    source = _pdf(stream(b"q 500 0 0 500 0 0 cm /I Do Q"), b"<</XObject<</I 5 0 R>>>>")
    return source.replace(b"4 0 obj", b"5 0 obj\n" + image + b"\nendobj\n4 0 obj", 1)


def _million_segments() -> bytes:
    return _pdf(stream(b"0 0 m\n" + b"".join(b"%d %d l\n" % (n % 595, n % 842) for n in range(1_000_000)) + b"S"))


def _million_lines() -> bytes:
    lines = (b"%d %d m %d %d l S\n" % (n % 595, n // 595, n % 595 + 9, n // 595) for n in range(300_000))
    return _pdf(stream(b"".join(lines)))


def _million_glyphs() -> bytes:
    lines = (b"1 0 0 1 %d %d Tm (1234567890) Tj\n" % (n % 500, n % 800) for n in range(100_000))
    return _pdf(stream(b"BT /F1 2 Tf\n" + b"".join(lines) + b"ET"), _FONT)


def _fine_lattice() -> bytes:
    """A page ruled like graph paper, so finely that it has half a million squares, with a glyph here and there."""
    rules = b"".join(b"0 %d.5 595 0.2 re f\n%d.5 0 0.2 842 re f\n" % (n * 5, n * 5) for n in range(170))
    half = b"".join(b"0 %d 595 0.2 re f\n%d 0 0.2 842 re f\n" % (n, n) for n in range(842))
    return _pdf(stream(rules + half + b"BT /F1 2 Tf 100 100 Td (1 2 3) Tj ET"), _FONT)


def _staircase() -> bytes:
    """Rulings each of its own length, so that cells merge into no rectangle."""
    rules = b"".join(
        b"%d %d m 595 %d l S %d %d m %d 842 l S\n" % (n, n * 3, n * 3, n * 3, n, n * 3) for n in range(190)
    )
    return _pdf(stream(rules + b"BT /F1 2 Tf 100 100 Td (1) Tj ET"), _FONT)


def _rows(row: str, count: int) -> bytes:
    return (_TITLE + (row + "\n") * count).encode()


def _run(text: str, length: int = 100_000) -> bytes:
    """A report's beginning, then the same thing over and over on one line."""
    return f"测试市财政局2023年度部门决算\n一、收入支出决算总体情况说明\n{text * (length // len(text))}\n".encode()


_MAKERS: dict[str, tuple[Format, Callable[[], bytes]]] = {
    "zip_in_zip": ("docx", _deep_zip),
    "large_parts": ("docx", _parts_bomb),
    "half_a_million_runs": ("docx", _laughing_runs),
    "deep_elements": ("docx", lambda: _body(b"<w:ins>" * 100_000 + b"</w:ins>" * 100_000)),
    "deep_rubies": ("docx", _deep_rubies),
    "row_of_a_million_cells": ("docx", lambda: _body(b"<w:tbl><w:tr>" + _CELL * 1_000_000 + b"</w:tr></w:tbl>")),
    "ragged_rows_docx": ("docx", _ragged_rows),
    "wide_spans": ("docx", _wide_spans),
    "long_lists": ("docx", _long_lists),
    "carried_paragraphs": ("docx", lambda: _body(_CARRIED * 100_000)),
    "runs_in_a_cell": ("docx", lambda: _body(b"<w:tbl><w:tr><w:tc><w:p>" + _RUN * 300_000 + b"</w:p></w:tc></w:tr></w:tbl>")),
    "picture_of_a_gigapixel": ("docx", _pictured_docx),
    "packed_half_gigabyte": ("pdf", _flate_bomb),
    "picture_of_a_gigapixel_pdf": ("pdf", _pictured_pdf),
    "million_segments": ("pdf", _million_segments),
    "three_hundred_thousand_lines": ("pdf", _million_lines),
    "million_glyphs": ("pdf", _million_glyphs),
    "graph_paper": ("pdf", _fine_lattice),
    "staircase": ("pdf", _staircase),
    "million_rows_of_tabs": ("txt", lambda: _rows("办公费\t12.50\t3.00\t9.50", 1_000_000)),
    "million_rows_of_pipes": ("txt", lambda: _rows("|办公费|12.50|3.00|", 300_000)),
    "million_rows_of_columns": ("txt", lambda: _rows("办公费        12.50      3.00       9.50", 200_000)),
    "million_cells": ("txt", lambda: _rows("\t办公费\n\t12.50\n\t3.00\n", 300_000)),
    "row_of_a_million_tabs": ("txt", lambda: _rows("1\t" * 1_000_000, 2)),
    "ragged_rows": ("txt", lambda: _rows("1\t" * 5_000, 1) + _rows("1\t2", 5_000)),
    "digits": ("txt", lambda: _run("9")),
    "commas": ("txt", lambda: _run("1,")),
    "thousands": ("txt", lambda: _run("1,234,")),
    "points": ("txt", lambda: _run("1.")),
    "brackets": ("txt", lambda: _run("（")),
    "chains": ("txt", lambda: _run("教育支出（类）")),
    "broken_chains": ("txt", lambda: _run("教育支出（类")),
    "comparisons": ("txt", lambda: _run("与2022年相比，")),
    "amounts": ("txt", lambda: _run("收入12.50万元，")),
    "amounts_in_one_clause": ("txt", lambda: _run("收入12.50万元")),
    "sentences": ("txt", lambda: _run("2023年支出12.50万元，比上年增加1.00万元，增长8.7%。")),
    "labels": ("txt", lambda: _run("财政拨款收入")),
    "of_which": ("txt", lambda: _run("其中：")),
    "enumerations": ("txt", lambda: _run("、")),
    "numerals": ("txt", lambda: _run("一")),
    "latin": ("txt", lambda: _run("a")),
    "blanks": ("txt", lambda: _run(" ") + b"x"),
    "dots": ("txt", lambda: _run(".")),
    "headings": ("txt", lambda: "".join(f"{n}、收入支出决算总体情况说明\n" for n in range(20_000)).encode()),
    "numbered_headings": ("txt", lambda: "一、收入支出决算总体情况说明\n二、支出\n".encode() * 10_000),
    "levels": ("txt", lambda: "第一部分 概况\n一、收入\n（一）支出\n1.其他\n（1）甲\n".encode() * 20_000),
    "contents": ("txt", lambda: "一、收入……………………1\n".encode() * 20_000),
    "titles": ("txt", lambda: "收入支出决算总表\n单位：万元\n\n甲\t1\t2\n乙\t3\t4\n\n".encode() * 2_000),
    "title_rows": ("txt", lambda: "收入支出决算总表\t\n".encode() * 20_000),
    "endless_cell": ("txt", lambda: "\t甲\n\t乙\n".encode() + "丙\n".encode() * 100_000),
    "forms": ("txt", lambda: "项目支出绩效自评表\n项目名称\t甲\n年度指标\t数量指标\t甲\t100%\t100%\n\n".encode() * 2_000),
}  # fmt: skip


def bombs() -> Iterator[tuple[str, Format, bytes]]:
    """Each bomb with its name and format, made when it is asked for: some are large before they are packed."""
    for name, (form, make) in _MAKERS.items():
        yield name, form, make()
