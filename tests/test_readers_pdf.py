"""The PDF reader as a whole: what is on a page comes out as blocks, whatever way the page was made."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import pdf
from extractors.readers.pdf_radicals import unify_radicals
from schemas.document import Heading, Paragraph, Table, UnreadableDocument
from tests.pdfs import HEIGHT, WIDTH, Draw, drawn, grid, read, rotated, rows, tables, texts, without, write

ROWS = [["项目", "金额"], ["一、财政拨款", "1,234.56"], ["二、其他", "7.00"]]
XS, TOPS = (100, 300, 450), (60, 80, 100, 120)


def one_table(canvas: Canvas) -> None:
    """A title and a table of three rows."""
    write(canvas, 230, 40, "收入支出决算总表", 16)
    grid(canvas, XS, TOPS, ROWS)


def test_a_pdf_is_known_by_its_content() -> None:
    assert pdf.matches(b"%PDF-1.7 ...", "report.txt")
    assert pdf.matches(b"\xef\xbb\xbf\r\n%PDF-1.4", "report")
    assert not pdf.matches(b"PK\x03\x04", "report.pdf")


def test_title_and_table_come_out_in_reading_order() -> None:
    document = read(drawn(one_table))
    title, table = document.blocks
    assert isinstance(title, Paragraph)
    assert title.text == "收入支出决算总表"
    assert isinstance(table, Table)
    assert rows(table) == ROWS
    assert (document.pages, document.format, document.notes) == (1, "pdf", ())


def test_a_cell_knows_its_page_and_box() -> None:
    table = tables(read(drawn(lambda canvas: write(canvas, 80, 80, "封面"), one_table)))[0]
    amount = next(cell for cell in table.cells if cell.text == "1,234.56")
    assert (amount.page, amount.row, amount.col) == (2, 1, 1)
    assert amount.box == pytest.approx((300, 80, 450, 100), abs=0.1)
    assert table.box == pytest.approx((100, 60, 450, 120), abs=0.1)


def test_a_paragraph_knows_where_each_character_stands() -> None:
    document = read(drawn(lambda canvas: write(canvas, 80, 100, "支出12.50万元")))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    (run,) = block.runs
    assert (run.start, run.end, run.page) == (0, len(block.text), 1)
    assert len(run.edges) == len(block.text) + 1
    assert run.edges[:3] == pytest.approx((80, 90, 100), abs=0.1)
    assert run.box[1] < 100 < run.box[3]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_shown_turned_is_read_as_shown(degrees: int) -> None:
    """The content is drawn so that the turned page shows it upright."""

    def sideways(canvas: Canvas) -> None:
        x, y = {90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}[degrees]
        canvas.translate(x, y)
        canvas.rotate(degrees)
        canvas.translate(0, (0 if degrees == 180 else WIDTH) - (0 if degrees == 180 else HEIGHT))
        one_table(canvas)

    table = tables(read(rotated(drawn(sideways), degrees)))[0]
    assert rows(table) == ROWS
    assert table.box == pytest.approx((100, 60, 450, 120), abs=0.5)


def test_a_table_set_sideways_on_an_upright_page_is_read_and_boxed_as_shown() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.translate(0, WIDTH - HEIGHT)
        one_table(canvas)

    table = tables(read(drawn(sideways)))[0]
    assert rows(table) == ROWS
    assert table.box == pytest.approx((60, HEIGHT - 450, 120, HEIGHT - 100), abs=0.5)


def test_boxes_count_from_the_crop_box() -> None:
    def cropped(canvas: Canvas) -> None:
        canvas.setCropBox((50, 20, WIDTH - 10, HEIGHT - 30))
        one_table(canvas)

    table = tables(read(drawn(cropped)))[0]
    assert rows(table) == ROWS
    assert table.box == pytest.approx((50, 30, 400, 90), abs=0.1)


def test_a_table_in_forms_within_forms_is_found_at_its_place() -> None:
    def nested(canvas: Canvas) -> None:
        canvas.beginForm("inner", 0, 0, WIDTH, HEIGHT)
        one_table(canvas)
        canvas.endForm()
        canvas.beginForm("outer", 0, 0, WIDTH, HEIGHT)
        canvas.translate(20, 0)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(0, -100)
        canvas.doForm("outer")

    table = tables(read(drawn(nested)))[0]
    assert rows(table) == ROWS
    assert table.box == pytest.approx((120, 160, 470, 220), abs=0.1)


def test_several_tables_of_a_page_stay_apart() -> None:
    def two(canvas: Canvas) -> None:
        grid(canvas, XS, TOPS, ROWS)
        write(canvas, 100, 150, "注：本表为测试。")
        grid(canvas, (100, 200, 300, 400), (170, 190, 210), [["a", "b", "c"], ["1", "2", "3"]])

    document = read(drawn(two))
    assert [(table.rows, table.cols) for table in tables(document)] == [(3, 2), (2, 3)]
    assert [type(block) for block in document.blocks] == [Table, Paragraph, Table]


def test_overprinted_bold_is_read_once() -> None:
    def bold(canvas: Canvas) -> None:
        for offset in (0, 0.3, 0.6):
            write(canvas, 80 + offset, 100, "一、收支总体情况11.22")

    assert texts(read(drawn(bold))) == ["一、收支总体情况11.22"]


def test_invisible_text_is_a_note() -> None:
    def hidden(canvas: Canvas) -> None:
        write(canvas, 80, 100, "看得见的文字。")
        text = canvas.beginText(80, 600)
        text.setTextRenderMode(3)
        text.textOut("看不见")
        canvas.drawText(text)

    document = read(drawn(hidden))
    assert texts(document) == ["看得见的文字。"]
    assert document.notes == (("hidden_text", "看不见", 1),)


def test_text_clipped_away_is_a_note_and_a_cut_name_is_whole() -> None:
    def clipped(canvas: Canvas) -> None:
        grid(canvas, (100, 160, 260), (60, 80), [["", "12.00"]])
        path = canvas.beginPath()
        path.rect(100, HEIGHT - 80, 60, 20)
        canvas.clipPath(path, stroke=0, fill=0)
        write(canvas, 103, 76, "对个人和家庭的补助支出", 9)
        write(canvas, 103, 120, "下一页的行", 9)

    document = read(drawn(clipped))
    assert rows(tables(document)[0]) == [["对个人和家庭的补助支出", "12.00"]]
    assert document.notes == (("hidden_text", "下一页的行", 1),)


def test_a_slanted_watermark_is_a_note() -> None:
    def marked(canvas: Canvas) -> None:
        write(canvas, 80, 100, "正文。")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(0, 0, "DRAFT")

    document = read(drawn(marked))
    assert texts(document) == ["正文。"]
    assert document.notes == (("slanted_text", "DRAFT", 1),)


def test_a_label_turned_in_its_cell_is_read() -> None:
    def turned(canvas: Canvas) -> None:
        grid(canvas, (100, 130, 300), (60, 160), [["", "指标名称和指标值都在这里"]])
        canvas.translate(120, HEIGHT - 140)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(0, 0, "Total2023")

    assert rows(tables(read(drawn(turned)))[0]) == [["Total2023", "指标名称和指标值都在这里"]]


def unmapped(text: str) -> bytes:
    """A page with Chinese and a line in an embedded font that does not say which characters it draws."""
    registerFont(TTFont("Vera", "Vera.ttf"))

    def page(canvas: Canvas) -> None:
        write(canvas, 80, 100, "正文。")
        canvas.setFont("Vera", 10)
        canvas.drawString(80, 600, text)

    return drawn(page)


def test_a_font_without_unicode_map_gives_a_note_and_no_garbage() -> None:
    source = unmapped("Total éèÉ")
    assert texts(read(source)) == ["正文。", "Total éèÉ"]
    document = read(without(source, b"ToUnicode"))
    assert texts(document) == ["正文。", "Total"]
    assert document.notes == (("no_unicode_map", "3 glyphs", 1),)


def test_a_number_with_an_unreadable_glyph_is_no_number() -> None:
    document = read(without(unmapped("12é34 567"), b"ToUnicode"))
    assert texts(document) == ["正文。", "12\ufffd34 567"]
    assert document.notes == (("no_unicode_map", "1 glyphs", 1),)


def test_compatibility_radicals_become_characters_and_full_width_signs_stay() -> None:
    code = np.array([ord(character) for character in "⼀⻓⾦（１，％）"])
    assert "".join(map(chr, unify_radicals(code))) == "一长金（１，％）"


def test_a_password_is_asked_for() -> None:
    with pytest.raises(UnreadableDocument, match="^encrypted") as caught:
        read(drawn(one_table, password="secret"))
    assert caught.value.reason == "encrypted"


def test_a_truncated_file_says_so() -> None:
    source = drawn(one_table)
    with pytest.raises(UnreadableDocument) as caught:
        read(source[: len(source) // 2])
    assert caught.value.reason == "truncated"


def test_a_damaged_file_says_so() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(b"%PDF-1.4\n" + b"nothing" * 100 + b"\n%%EOF")
    assert caught.value.reason == "damaged"


def test_pages_without_a_character_are_told_apart_from_images() -> None:
    def image(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(_png())), 100, 100, 300, 300)

    with pytest.raises(UnreadableDocument) as caught:
        read(drawn(lambda canvas: None))
    assert caught.value.reason == "empty_file"
    with pytest.raises(UnreadableDocument) as caught:
        read(drawn(image))
    assert caught.value.reason == "needs_ocr"
    mixed = read(drawn(one_table, image))
    assert mixed.notes == (("needs_ocr", "the page is an image", 2),)


def test_pictures_beside_text_are_noted_once() -> None:
    def chart(canvas: Canvas) -> None:
        one_table(canvas)
        canvas.drawImage(ImageReader(io.BytesIO(_png())), 100, 100, 300, 200)

    def seal(canvas: Canvas) -> None:
        one_table(canvas)
        canvas.drawImage(ImageReader(io.BytesIO(_png())), 400, 100, 100, 100)

    assert read(drawn(seal, chart, chart)).notes == (("pictures", "pictures not read: 2", 2),)
    assert not read(drawn(seal)).notes


def _png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (20, 20), "grey").save(target, "PNG")
    return target.getvalue()


def test_a_scan_with_page_numbers_is_a_scan() -> None:
    def scan(number: int) -> Draw:
        def page(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(io.BytesIO(_png())), 0, 0, WIDTH, HEIGHT)
            write(canvas, 280, 815, f"— {number} —")

        return page

    with pytest.raises(UnreadableDocument) as caught:
        read(drawn(scan(1), scan(2)))
    assert caught.value.reason == "needs_ocr"
    assert read(drawn(one_table, scan(2))).notes == (("needs_ocr", "the page is an image", 2),)


def test_a_file_without_its_end_mark_is_noted() -> None:
    document = read(drawn(one_table) + b"\n" * 4096)
    assert rows(tables(document)[0]) == ROWS
    assert document.notes == (("truncated", "the file has no end mark: something may be missing", None),)


def test_what_is_filled_into_a_form_is_read() -> None:
    def form(canvas: Canvas) -> None:
        write(canvas, 80, 100, "单位名称：")
        canvas.acroForm.textfield(name="unit", value="Bureau 12", x=150, y=HEIGHT - 105, width=100, height=16)

    assert "Bureau 12" in " ".join(texts(read(drawn(form))))


def test_headings_and_contents_are_told_as_in_every_format() -> None:
    def contents(canvas: Canvas) -> None:
        write(canvas, 280, 60, "目 录", 16)
        for number, line in enumerate(("第一部分 部门概况", "一、主要职能", "二、机构设置")):
            write(canvas, 80, 100 + 20 * number, f"{line}{'.' * 40}{number + 2}")

    def body(canvas: Canvas) -> None:
        write(canvas, 230, 60, "第一部分 部门概况", 16)
        write(canvas, 100, 100, "一、主要职能")
        write(canvas, 100, 120, "负责测试。")

    document = read(drawn(contents, body))
    kinds = [block.kind for block in document.blocks if isinstance(block, Paragraph)]
    assert kinds == ["contents"] * 4 + ["body"]
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "第一部分部门概况",
        "一、主要职能",
    ]
    assert texts(document)[1] == "第一部分部门概况...2"
