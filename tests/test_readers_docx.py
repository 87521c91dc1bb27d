"""Word files: the accepted, printed text in body order, with merged cells, numbers, boxes, notes and charts."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from extractors.readers import docx, read
from extractors.readers.list_numbers import list_number
from schemas.document import Chart, ChartPoint, Heading, Paragraph, Table
from tests.packages import cell, filled, headings, package, paragraph, read_docx, row, table, tables, texts
from tests.shared import SHARED, needs_shared


def level(at: int, style: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def listed(at: int, num: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "第%1部分", '<w:suff w:val="space"/>')
    + level(1, "chineseCounting", "%2、")
    + level(2, "chineseCounting", "（%3）")
    + level(3, "decimal", "%4.", '<w:suff w:val="nothing"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/>'
    + "</w:lvlOverride></w:num>"
)


def test_body_order_is_kept() -> None:
    found = read_docx(paragraph("前文。") + table(row(cell("甲"))) + paragraph("后文。"))
    assert [type(block) for block in found.blocks] == [Paragraph, Table, Paragraph]
    assert found.format == "docx"


def test_blank_paragraphs_are_no_blocks() -> None:
    assert read_docx(paragraph("") + paragraph("　 ") + paragraph("有字。")).blocks == (Paragraph("有字。"),)


def test_automatic_numbers_are_printed() -> None:
    body = "".join(
        paragraph(text, listed(at))
        for at, text in (
            (0, "单位概况"),
            (1, "主要职责"),
            (1, "机构设置"),
            (0, "决算说明"),
            (1, "收入说明"),
            (2, "总体情况"),
        )
    )
    assert headings(read_docx(body, {"numbering": NUMBERING})) == [
        (1, "第一部分 单位概况"),
        (2, "一、主要职责"),
        (2, "二、机构设置"),
        (1, "第二部分 决算说明"),
        (2, "一、收入说明"),
        (3, "（一）总体情况"),
    ]


def test_a_numbered_blank_paragraph_counts() -> None:
    body = paragraph("甲项说明", listed(1)) + paragraph("", listed(1)) + paragraph("丙项说明", listed(1))
    assert texts(read_docx(body, {"numbering": NUMBERING})) == ["一、甲项说明", "三、丙项说明"]


def test_a_list_can_start_elsewhere() -> None:
    body = paragraph("甲项说明", listed(1)) + paragraph("乙项说明", listed(1, 2)) + paragraph("丙项说明", listed(1, 2))
    assert texts(read_docx(body, {"numbering": NUMBERING})) == ["一、甲项说明", "七、乙项说明", "八、丙项说明"]


def test_a_style_gives_number_and_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="own"><w:name w:val="own"/><w:basedOn w:val="base"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = NUMBERING.replace('<w:lvlText w:val="%2、"/>', '<w:pStyle w:val="own"/><w:lvlText w:val="%2、"/>')
    body = paragraph("基本情况", '<w:pStyle w:val="own"/>')
    assert headings(read_docx(body, {"styles": styles, "numbering": numbering})) == [(2, "一、基本情况")]


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographDigital", 20, "二〇"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerLetter", 28, "bb"),
        ("bullet", 3, ""),
        ("none", 3, ""),
        ("cardinalText", 3, "3"),
    ],
)
def test_list_numbers(style: str, value: int, printed: str) -> None:
    assert list_number(value, style) == printed


def test_a_number_overrules_a_style_and_a_sentence_stays_a_paragraph() -> None:
    body = paragraph("一、收入情况", '<w:outlineLvl w:val="0"/>') + paragraph(
        "2023年收入合计5.20万元，比上年增加。", '<w:outlineLvl w:val="0"/>'
    )
    found = read_docx(body)
    assert found.blocks == (Heading("一、收入情况", 2), Paragraph("2023年收入合计5.20万元，比上年增加。"))


def test_bold_lines_act_as_headings_below_the_last_number() -> None:
    body = (
        paragraph("某某县水利局", run="<w:b/>")
        + paragraph("一、总体说明")
        + paragraph("支出结构", run="<w:b/>")
        + paragraph("收入支出决算总表", run="<w:b/>")
        + paragraph("不是标题", run='<w:b w:val="0"/>')
    )
    assert headings(read_docx(body)) == [(2, "一、总体说明"), (3, "支出结构")]


def test_a_line_break_parts_sentences_and_wraps_a_heading() -> None:
    broken = "<w:p><w:r><w:t>一、第一节</w:t><w:br/><w:t>说明。</w:t><w:br/><w:t>续写一半</w:t><w:br/><w:t>的句子。</w:t></w:r></w:p>"
    assert texts(read_docx(broken)) == ["一、第一节", "说明。", "续写一半的句子。"]
    heading = "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>第一部分</w:t><w:br/><w:t>概况</w:t></w:r></w:p>"
    assert headings(read_docx(heading)) == [(1, "第一部分概况")]


def test_revisions_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>收入</w:t></w:r><w:ins><w:r><w:t>合计</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>总额</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>"
    )
    assert texts(read_docx(body)) == ["收入合计新"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半。")
    assert texts(read_docx(body)) == ["前半后半。"]


def test_a_deleted_mark_before_a_table_or_at_the_end_loses_nothing() -> None:
    marked = paragraph("留下", "<w:rPr><w:del/></w:rPr>")
    found = read_docx(marked + table(row(cell("甲"))) + marked)
    assert texts(found) == ["留下", "留下"]
    assert filled(tables(found)[0]) == [["甲"]]


def test_a_field_prints_its_result() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ yyyy</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2023</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>年度</w:t></w:r>'
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(read_docx(body)) == ["2023年度7"]


def test_hidden_text_is_not_printed_and_its_fields_still_close() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = (
        f'<w:p><w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{hidden}<w:instrText>XE "x"</w:instrText></w:r>'
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r><w:r>{hidden}<w:t>暗</w:t></w:r><w:r><w:t>明</w:t></w:r></w:p>'
    )
    assert texts(read_docx(body)) == ["明"]


def test_symbols_tabs_hyphens_links_and_controls() -> None:
    body = (
        '<w:p><w:bookmarkStart w:id="1" w:name="x"/><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:tab/>'
        "<w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:alias w:val='y'/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert texts(read_docx(body)) == ["☑是\tA-1链接控件"]


def test_a_contents_field_gives_contents() -> None:
    first = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>第一部分 概况</w:t><w:tab/><w:t>3</w:t></w:r></w:p>'
    )
    last = (
        "<w:p><w:r><w:t>第二部分 说明</w:t><w:tab/><w:t>4</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>第一部分 概况</w:t></w:r></w:p>'
    )
    found = read_docx(first + last)
    assert texts(found, "contents") == ["第一部分 概况\t3", "第二部分 说明\t4"]
    assert headings(found) == [(1, "第一部分 概况")]


def test_a_contents_style_gives_contents() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    found = read_docx(paragraph("一、概况", '<w:pStyle w:val="T1"/>') + paragraph("一、概况"), {"styles": styles})
    assert texts(found, "contents") == ["一、概况"]
    assert headings(found) == [(2, "一、概况")]


BOX = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    body = (
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp>"
        f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read_docx(body).blocks == (Paragraph("正文。"), Paragraph("框内文字", kind="textbox"))


def test_an_unknown_choice_leaves_the_fallback() -> None:
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='zz'><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read_docx(body), "textbox") == ["框内文字"]


def test_a_footnote_follows_its_paragraph() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>注文。</w:t></w:r></w:p></w:footnote>'
    )
    body = '<w:p><w:r><w:t>正文。</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + paragraph("下文。")
    found = read_docx(body, {"footnotes": notes})
    assert found.blocks == (Paragraph("正文。"), Paragraph("注文。", kind="footnote"), Paragraph("下文。"))


def test_a_chart_gives_its_cached_numbers() -> None:
    chart = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>收支对比</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        "<c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>收入</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2022</c:v></c:pt><c:pt idx='1'><c:v>2023</c:v></c:pt></c:strCache>"
        "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>1.50</c:v></c:pt><c:pt idx='1'><c:v>2</c:v>"
        "</c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>"
    )
    body = "<w:p><w:r><w:drawing><c:chart r:id='chart1'/></w:drawing></w:r></w:p>"
    points = (ChartPoint("收入", "2022", "1.50"), ChartPoint("收入", "2023", "2"))
    assert read_docx(body, {"chart": chart}).blocks == (Chart("收支对比", points),)
    assert read_docx(body).notes == (("chart_missing", "chart1", None),)


def test_headers_and_comments_are_left_out() -> None:
    body = paragraph("正文。") + '<w:sectPr><w:headerReference r:id="h"/></w:sectPr>'
    assert texts(read_docx(body)) == ["正文。"]


def test_pictures_are_reported_together() -> None:
    picture = "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r></w:p>"
    assert read_docx(picture * 2 + paragraph("文。")).notes == (("pictures", "pictures not read: 2", None),)


def test_strict_documents_are_read_too() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    source = package(paragraph("严格格式。"))
    assert strict not in source
    found = docx.read(_rewritten(source, b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict), "a")
    assert texts(found) == ["严格格式。"]


@needs_shared
@pytest.mark.parametrize(
    ("name", "rendition"),
    [
        ("sc_510823_shenji_2022.docx", "sc_510823_shenji_2022_txt_cell.txt"),
        ("yn_532301_xuexiao_2023.docx", "yn_532301_xuexiao_2023_txt_tab.txt"),
    ],
)
def test_a_text_of_the_same_report_gives_the_same_blocks(name: str, rendition: str) -> None:
    left, right = (read(SHARED / "devset" / "docs" / each) for each in (name, rendition))
    assert texts(left) == texts(right)
    assert headings(left) == headings(right)
    assert [filled(each) for each in tables(left)] == [filled(each) for each in tables(right)]


def _rewritten(source: bytes, old: bytes, new: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return out.getvalue()
