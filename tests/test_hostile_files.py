"""Files made to harm: each found by the fault campaign, each with the smallest document that shows it."""

from __future__ import annotations

import base64
import zipfile
import zlib

import pytest

from extractors import extraction
from extractors.extraction import extract
from extractors.narrative.projects import find_project
from extractors.outline.contents import _key
from extractors.readers import limits, list_numbers, pdf_streams, read_bytes, text_tables
from extractors.readers.pdf_streams import check_streams
from schemas.document import Chart, Document, UnreadableDocument
from tests.factories import make_document, make_fact
from tests.faults.pdf_objects import Objects, stream
from tests.faults.zips import entries_of, packed
from tests.packages import cell, package, paragraph, read_docx, row, table, tables, texts

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
CHART = '<w:p><w:r><w:drawing><c:chart r:id="chart1"/></w:drawing></w:r></w:p>'
NO_NUMBERS = ("", "x", "-1", "1e9", "3.5", "９", "²", "999999999", "9" * 5000)


def refused(source: bytes, name: str = "a.docx") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as error:
        read_bytes(source, name)
    return error.value


def read_text(text: str) -> Document:
    return read_bytes(text.encode(), "a.txt")


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page whose drawing is that object."""
    objects = Objects({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>"}, 1)
    objects.bodies[3] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    objects.bodies[4] = content
    return objects.build()


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_an_attribute_that_is_no_number_is_passed_over(number: str) -> None:
    body = (
        paragraph("甲。", f'<w:outlineLvl w:val="{number}"/>')
        + paragraph("乙。", f'<w:pStyle w:val="s"/><w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>')
        + table(row(cell("丙", f'<w:gridSpan w:val="{number if number != "999999999" else "x"}"/>'), cell("丁")))
    )
    level = f'<w:lvl w:ilvl="{number}"><w:start w:val="{number}"/><w:lvlText w:val="%1"/><w:lvlRestart w:val="{number}"/></w:lvl>'
    override = f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{number}"/></w:lvlOverride>'
    parts = {
        "numbering": f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1">'
        f'<w:abstractNumId w:val="1"/>{override}</w:num>',
        "styles": f'<w:style w:styleId="s"><w:pPr><w:outlineLvl w:val="{number}"/><w:numPr><w:ilvl w:val="{number}"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    }
    found = read_docx(body, parts)
    assert [text[-2:] for text in texts(found)] == ["甲。", "乙。"]
    assert [each.text for each in tables(found)[0].cells] == ["丙", "丁"]


@pytest.mark.parametrize("index", NO_NUMBERS)
def test_a_chart_whose_indexes_are_none(index: str) -> None:
    point = f'<c:pt idx="{index}"><c:v>12.5</c:v></c:pt>'
    chart = f"<c:chart><c:ser><c:tx><c:v>收入</c:v></c:tx><c:val>{point}</c:val></c:ser></c:chart>"
    charts = [block for block in read_docx(CHART, {"chart": chart}).blocks if isinstance(block, Chart)]
    assert [point.value for point in charts[0].points] == ["12.5"]


def test_a_chart_that_hangs_on_many_paragraphs_is_read_once() -> None:
    chart = '<c:chart><c:ser><c:val><c:pt idx="0"><c:v>12.5</c:v></c:pt></c:val></c:ser></c:chart>'
    found = read_docx(CHART * 3, {"chart": chart})
    assert sum(isinstance(block, Chart) for block in found.blocks) == 1


@pytest.mark.parametrize(
    ("code", "printed"), [("D800", "\ufffd"), ("110000", ""), ("-1", ""), ("0x41", ""), ("41", "A")]
)
def test_a_symbol_of_no_character(code: str, printed: str) -> None:
    found = read_docx(f'<w:p><w:r><w:sym w:font="x" w:char="{code}"/><w:t>甲。</w:t></w:r></w:p>')
    assert texts(found) == [f"{printed}甲。"]


def test_a_ruby_over_a_ruby_is_printed_once() -> None:
    begin, end = "<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"
    deep = begin * 60 + "<w:r><w:t>甲。</w:t></w:r>" + end * 60
    assert texts(read_docx(f"<w:p>{deep}</w:p>")) == ["甲。"]


def test_footnotes_in_a_circle_are_printed_once_each() -> None:
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>注{n}。</w:t></w:r>{NOTE.format((n + 1) % 300) * 2}</w:p></w:footnote>'
        for n in range(300)
    )
    found = read_docx(f"<w:p><w:r><w:t>正文。</w:t></w:r>{NOTE.format(0) * 2}</w:p>", {"footnotes": notes})
    assert texts(found) == ["正文。", *(f"注{n}。" for n in range(300))]


@pytest.mark.parametrize("name", ["w:ins", "w:sdt", "w:x"])
def test_elements_nested_too_deeply(name: str) -> None:
    def nested(depth: int) -> bytes:
        return package(f"<{name}>" * depth + paragraph("甲。") + f"</{name}>" * depth)

    assert "nested deeper than 256" in refused(nested(300)).where
    assert refused(nested(100_000)).reason == "damaged"
    assert read_bytes(nested(200), "a.docx").format == "docx"


def test_tables_in_tables() -> None:
    inner = paragraph("甲。")
    for _ in range(70):
        inner = table(f"<w:tr><w:tc>{inner}</w:tc></w:tr>")
    found = tables(read_docx(inner))
    assert len(found) == 70 and found[-1].cells[0].text == "甲。"


def test_merges_over_a_thousand_million_columns() -> None:
    wide = cell("甲", '<w:gridSpan w:val="999999999"/>')
    error = refused(package(table(row(wide, wide))))
    assert error.reason == "too_large" and error.where.startswith("a.docx: a table of 1 rows")


def test_a_row_of_more_cells_than_any_table_has() -> None:
    assert refused(package(table(row(*[cell("1")] * 1001)))).reason == "too_large"
    assert tables(read_docx(table(row(*[cell("1")] * 1000))))[0].cols == 1000


def test_rows_that_lack_the_columns_of_one_long_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SQUARES", 50)
    ragged = table(row(*[cell("1")] * 10), *[row(cell("1"))] * 9)
    assert refused(package(ragged)).where == "a.docx: a table of 6 rows and 10 columns"


def test_many_tables_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SQUARES", 5)
    one = table(row(cell("1"), cell("2"), cell("3")))
    assert len(tables(read_bytes(package(one), "a.docx"))) == 1
    assert refused(package(one + paragraph("甲。") + one)).where == "a.docx: 2 tables of 6 cells"


def test_a_list_that_starts_at_a_thousand_million_is_counted_in_digits() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/>'
        f'<w:lvlText w:val="{"%1" * 5000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    item = paragraph("甲。", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert texts(read_docx(item, {"numbering": numbering})) == ["999999999" * 50 + " 甲。"]
    assert list_numbers.list_number(32_767, "lowerLetter") == "g" * 1261


def test_paragraphs_with_deleted_marks_do_not_run_together_without_end() -> None:
    deleted = paragraph("甲" * 15_000, "<w:rPr><w:del/></w:rPr>")
    assert [len(text) for text in texts(read_docx(deleted * 4))] == [30_000, 30_000]


def test_a_field_that_would_start_a_program_prints_its_result_only() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd.exe "/k calc"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲。</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = read_docx(f'<w:p>{field}</w:p><w:altChunk r:id="x"/>')
    assert texts(found) == ["甲。"]
    assert [reason for reason, _, _ in found.notes] == ["embedded_document"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_packed_by_a_method_of_other_archives(method: int) -> None:
    error = refused(packed(entries_of(package(paragraph("甲。"))), method))
    assert error.reason == "damaged" and f"packed by method {method}" in error.where


def deflated(times: int, length: int) -> bytes:
    content = bytes(length)
    for _ in range(times):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(content), b"/FlateDecode" * times, content)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_pdf_stream_that_unpacks_without_end(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "STREAM_LIMIT", 1_000_000)
    error = refused(pdf_of(deflated(times, 1_000_001)), "a.pdf")
    assert error.reason == "zip_bomb" and error.where.startswith("a.pdf: a stream at byte")
    check_streams(pdf_of(deflated(times, 1_000_000)), "a.pdf")


@pytest.mark.parametrize("form", ["ASCII85Decode", "ASCIIHexDecode"])
def test_a_bomb_in_printable_form(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "STREAM_LIMIT", 1_000_000)
    content = zlib.compress(bytes(1_000_001), 9)
    printable = base64.a85encode(content) + b"~>" if form == "ASCII85Decode" else content.hex().encode() + b">"
    source = pdf_of(b"<</Filter[/%s/FlateDecode]>>\nstream\n%s\nendstream" % (form.encode(), printable))
    assert refused(source, "a.pdf").reason == "zip_bomb"


def test_a_picture_may_be_large_since_it_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "STREAM_LIMIT", 1000)
    check_streams(pdf_of(stream(bytes(5000), b"/Subtype/Image/Width 100/Height 50")), "a.pdf")
    with pytest.raises(UnreadableDocument, match="zip_bomb"):
        check_streams(pdf_of(stream(bytes(5000))), "a.pdf")


def test_a_line_of_more_cells_than_any_table_has_is_no_row() -> None:
    for gap in ("\t", "|", "   "):
        wide = gap.join(["1.5"] * 1001)
        found = read_text(f"收入支出决算总表\n{wide}\n{wide}\n{wide}\n")
        assert tables(found) == []


def test_a_cell_that_goes_on_over_lines_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_tables, "_LONGEST_CELL", 5)
    found = read_text("\t项目\n\t金额\n\n\t收入\n\t1.00\n丙丙\n丙丙\n丙丙\n丙丙\n")
    assert tables(found)[0].cells[-1].text == "1.00\n丙丙"
    assert "丙丙" in texts(found)


def test_a_text_of_too_many_characters_or_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_HEADINGS", 3)
    many = "一、收入情况\n二、支出情况\n三、其他情况\n四、其他情况\n"
    assert refused(many.encode(), "a.txt").where == "a.txt: 4 headings, at most 3"
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 20)
    assert refused(many.encode(), "a.txt").where == "a.txt: 28 characters, at most 20"


@pytest.mark.parametrize("piece", ["、", "12万元、", "与2022年相比，", "单价50万元以上设备", ".", "-", "1."])
def test_a_line_without_an_end_does_not_cost_its_square(piece: str) -> None:
    text = f"测试市财政局2023年度部门决算\n一、收入支出决算总体情况说明\n收入12.50万元。{piece * 20_000}"
    found = extract(read_text(text), "a.txt", len(text))
    assert any(mention.value_reported == "12.50" for mention in found.mentions)


def test_headings_of_one_number_do_not_cost_their_square() -> None:
    assert len(read_text("1、收入情况\n" * 9_000).blocks) == 9_000


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("收入……12", "收入"),
        ("收入（1）", "收入"),
        ("收入-3-", "收入"),
        ("收入2023", "收入2"),
        ("12", "12"),
        ("a.b", "a.b"),
    ],
)
def test_the_page_number_of_an_entry_is_taken_off(entry: str, key: str) -> None:
    assert _key(entry) == key


def test_a_project_after_its_list_number() -> None:
    found = find_project("一、(1)学生午餐补助项目绩效自评综述:良好。")
    assert found is not None and found.start == 5
    assert find_project("1." * 50_000) is None


def test_a_figure_that_no_budget_holds_is_listed_and_costs_no_other() -> None:
    document = make_document()
    kept, absurd = make_fact(document, "income_total", "1720"), make_fact(document, "expenditure_total", "9" * 19)
    stated, listed = extraction._storable([kept, absurd])
    assert stated == [kept]
    assert [(left.reason, left.text) for left in listed] == [
        ("figure_too_large", f"expenditure_total final: {'9' * 19}")
    ]


@pytest.mark.parametrize("body", ["{0}", "<w:tr>{0}</w:tr>", "<w:tr><w:tc>{0}</w:tc></w:tr>"])
def test_text_loose_in_a_table(body: str) -> None:
    loose = body.format("<w:r><w:t>散字</w:t></w:r>")
    document = read_docx(f"<w:tbl>{loose}{row(cell('一'), cell('二'))}</w:tbl>")
    assert "一" in [c.text for t in tables(document) for c in t.cells]
