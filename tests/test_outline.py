"""The section tree: headings, contents lists, annexes, glossaries, offsets."""

from __future__ import annotations

from extractors.outline import Outline, Section, outline_document, topic_of
from extractors.outline.headings import has_figure, read_headline
from extractors.readers import read
from schemas.document import Block, Cell, Document, Heading, Paragraph, Run, Table
from tests.shared import SHARED, needs_shared


def table() -> Table:
    return Table((Cell("合计", 0, 0), Cell("12.50", 0, 1)), 1, 2)


def outline_of(*blocks: Block | str) -> Outline:
    made = tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks)
    return outline_document(Document("d" * 64, "report", "text", made))


def find(outline: Outline, title: str) -> Section:
    return next(s for s in outline.sections if s.record.title == title and s.kind != "contents")


def test_a_sentence_with_figures_is_no_heading() -> None:
    assert read_headline(Paragraph("（一）机关运行经费支出998.32万元，比上年减少3.10万元。")) is None
    assert read_headline(Paragraph("二、本年支出合计12.5万元")) is None
    assert read_headline(Paragraph("（二）负责全市审计工作。")) is None
    assert read_headline(Heading("（一）机关运行经费支出998.32万元", 3)) is None
    assert read_headline(Paragraph("第一部分 部门概况", kind="contents")) is None
    assert has_figure("编制16人")
    assert not has_figure("2023年12月底第3部分公开01表")


def test_text_stands_below_its_heading() -> None:
    outline = outline_of(
        "第一部分 部门概况", "一、主要职能", "（一）负责审计。", "第二部分 2023年度部门决算情况说明",
        "一、收入支出决算总体情况说明", "2023年度收、支总计10.00万元。", "主要原因是人员增加。", table(), "注：单位为万元。",
    )  # fmt: skip
    section = find(outline, "收入支出决算总体情况说明")
    assert section.record.text == "2023年度收、支总计10.00万元。\n主要原因是人员增加。\n注：单位为万元。"
    assert section.path == ("2023年度部门决算情况说明", "收入支出决算总体情况说明")
    assert (section.record.number, section.record.level, section.record.section_id) == ("一", 2, "s4")
    assert section.record.parent_id == "s3"
    assert topic_of(section) == "n1"
    assert outline.section_of == (0, 1, 1, 2, 3, 3, 3, 3, 3)


def test_a_heading_with_a_sentence_keeps_its_whole_text() -> None:
    first, second = "（一）机关运行经费支出9.30万元。", "（四）预算绩效管理情况。对2023年度5个项目开展自评。"
    outline = outline_of("四、其他重要事项的情况说明", first, second)
    assert find(outline, "其他重要事项的情况说明").record.text == first
    opened = find(outline, "预算绩效管理情况")
    assert opened.record.text == second
    assert topic_of(opened) == "n10"


def test_a_lost_number_form_takes_its_neighbours_level() -> None:
    outline = outline_of(
        "第二部分 2023年度部门决算情况说明", "1、收入支出决算总体情况说明", "总计1.00万元。", "二、收入决算情况说明", "合计1.00万元。",
        "十、其他重要事项的情况说明", "（四）预算绩效管理情况", "1.项目绩效目标完成情况。", "共2个项目。",
    )  # fmt: skip
    assert find(outline, "收入支出决算总体情况说明").record.level == 2
    assert find(outline, "项目绩效目标完成情况").record.level == 4
    assert find(outline, "项目绩效目标完成情况").path[-2] == "预算绩效管理情况"


def test_the_contents_end_where_the_first_entry_comes_again() -> None:
    outline = outline_of(
        "剑阁县审计局2023年度部门决算", "公开时间：2024年9月20日", "目 录", "第一部分 部门概况……1", "一、主要职能……1",
        "第二部分 部门决算情况说明……2", "第一部分 部门概况", "一、主要职能", "负责审计。",
    )  # fmt: skip
    assert [s.kind for s in outline.sections] == ["cover", "contents", "body", "body"]
    assert outline.section_of == (0, 0, 1, 1, 1, 1, 2, 3, 3)
    assert outline.sections[1].record.title == "目 录"


def test_contents_without_a_title_and_without_repetition() -> None:
    entries = [
        "一、收入预算情况说明",
        "二、支出预算情况说明",
        "三、其他情况说明",
        "四、政府采购情况",
        "五、机关运行经费",
    ]
    body = [line for entry in entries for line in (entry, "本年安排10.00万元。")]
    listed = outline_of(*entries, *body)
    assert [s.kind for s in listed.sections] == ["contents"] + ["body"] * 5
    paged = outline_of(
        Paragraph("目录", 1), Paragraph("一、部门主要职能", 1), Paragraph("二、部门预算编制说明", 1),
        Paragraph("某局主要职能", 2), Paragraph("某局负责商务工作。", 2),
    )  # fmt: skip
    assert paged.section_of == (0, 0, 0, 1, 1)


def test_a_second_report_is_a_part_of_its_own() -> None:
    outline = outline_of(
        "第一部分 部门概况", "负责审计。", "第二部分 附件", "附件1", "剑阁县审计局2023年部门整体支出绩效评价报告", "一、部门概况",
        "编制16人。", "2023年剑阁县审计局", "信息化项目绩效评价报告", "一、项目概况", "预算8.00万元。", "第三部分 附表", "收入支出决算总表", table(),
    )  # fmt: skip
    parts = [s.record.part for s in outline.sections]
    assert parts == ["main", "main", "annex:1", "annex:1", "annex:2", "annex:2", "main"]
    first = find(outline, "剑阁县审计局2023年部门整体支出绩效评价报告")
    assert (first.record.number, first.record.parent_id) == ("附件1", None)
    assert find(outline, "2023年剑阁县审计局信息化项目绩效评价报告").record.part == "annex:2"
    assert find(outline, "项目概况").path == ("2023年剑阁县审计局信息化项目绩效评价报告", "项目概况")
    assert outline.section_of[-2:] == (6, 6)


def test_a_report_that_repeats_its_title_is_one_report() -> None:
    title = "2022年度高龄补贴项目绩效评价报告"
    outline = outline_of("第一部分 概况", "第二部分 附件", title, "某市民政局", title, "一、基本情况", "安排3.00万元。")
    assert [s.record.part for s in outline.sections] == ["main", "main", "annex:1", "annex:1"]


def test_a_glossary_keeps_its_terms() -> None:
    outline = outline_of(
        "三、其他情况说明", "无。", "四、名词解释", "一、财政拨款收入", "指财政部门拨付的资金。", "机关运行经费", "指办公费等。", "五、附件", "无。",
    )  # fmt: skip
    glossary = find(outline, "名词解释")
    assert glossary.kind == "glossary"
    assert glossary.record.text.startswith("一、财政拨款收入\n指")
    assert [s.kind for s in outline.sections] == ["body", "glossary", "body"]


def test_rows_of_a_flattened_table_open_no_sections() -> None:
    outline = outline_of(
        "第二部分 部门决算表", "四、上级补助收入 四、公共安全支出", "五、教育支出", "本年收入合计 12.50"
    )
    assert len(outline.sections) == 1
    assert "12.50" in outline.sections[0].record.text


def test_a_title_in_two_blocks_is_one_title() -> None:
    outline = outline_of(
        Heading("第一部分", 1), Paragraph("部门概况"), "一、主要职能", "负责审计。", Heading("第二部分 某局2023年度部门决算情况", 1),
        "说明", "一、“三公”经费及会议费、培训费支出决算", "情况说明", "支出1.00万元。",
    )  # fmt: skip
    assert find(outline, "部门概况").record.number == "第一部分"
    assert find(outline, "某局2023年度部门决算情况说明").record.level == 1
    assert find(outline, "“三公”经费及会议费、培训费支出决算情况说明").record.text == "支出1.00万元。"


def test_a_line_before_a_new_numbering_is_a_title() -> None:
    outline = outline_of(
        "一、甲情况说明", "无。", "科技创新专项经费情况说明", "一、项目概述", "促进创新。", "二、立项依据", "有。"
    )
    assert find(outline, "项目概述").path == ("科技创新专项经费情况说明", "项目概述")


def test_offsets_lead_back_to_page_and_box() -> None:
    first = Paragraph("收入10.00万元。", 3, (Run(0, 5, 3, (10, 20, 60, 30), (10, 20, 30, 40, 50, 60)),))
    second = Paragraph("支出9.00万元。", 4, (Run(0, 8, 4, (1, 2, 9, 4)),))
    outline = outline_of("一、收支总体情况", first, second)
    section = outline.sections[0]
    at = section.record.text.index("支出9.00")
    assert section.place(at, at + 6) == (4, (1, 2, 9, 4))
    assert section.place(1, 3) == (3, (20, 20, 40, 30))


def test_footnotes_and_text_boxes_stay_where_they_stand() -> None:
    outline = outline_of(
        "一、收支总体情况",
        "收入1.00万元。",
        Paragraph("含结转0.10万元", kind="footnote"),
        Paragraph("二、图", kind="textbox"),
    )
    assert len(outline.sections) == 1
    assert outline.sections[0].record.text.endswith("含结转0.10万元\n二、图")


def test_every_figure_of_a_document_stands_in_some_section() -> None:
    texts = [
        "封面",
        "目录",
        "一、甲……1",
        "一、甲",
        "（一）收入1.5万元",
        "1.支出2.5万元",
        "3.5",
        "二、合计4.5万元；",
        "附件5.5",
    ]
    together = "\n".join(s.record.text for s in outline_of(*texts).sections)
    assert all(figure in together for figure in ("1.5", "2.5", "3.5", "4.5", "5.5"))


def test_an_empty_document_has_no_sections() -> None:
    assert outline_of() == Outline((), ())
    only = outline_of(table())
    assert only.section_of == (0,)
    assert only.sections[0].kind == "body"


@needs_shared
def test_the_published_text_has_two_reports_behind_its_main_part() -> None:
    outline = outline_document(read(SHARED / "corpus" / "xiqu_xzspj_2020.txt"))
    parts = list(dict.fromkeys(s.record.part for s in outline.sections))
    assert parts == ["main", "annex:1", "annex:2"]
    main = {topic_of(s) for s in outline.sections if s.record.part == "main" and s.kind == "body"}
    assert {"n1", "n2", "n3", "n4", "n5.1", "n5.2", "n5.3", "n6", "n7.1", "n7.2", "n8", "n9", "n10", "n11.1"} <= main


@needs_shared
def test_one_report_has_one_tree_in_two_formats() -> None:
    docs = SHARED / "devset" / "docs"
    for name, other in (
        ("sc_510823_shenji_2022.docx", "sc_510823_shenji_2022_txt_cell.txt"),
        ("yn_532301_xuexiao_2023.docx", "yn_532301_xuexiao_2023_txt_tab.txt"),
    ):
        trees = [
            [(s.record.number, s.record.title, s.record.level, s.record.part, s.kind) for s in outline.sections[2:]]
            for outline in (outline_document(read(docs / n)) for n in (name, other))
        ]
        assert trees[0] == trees[1]


def test_contents_that_run_together_are_contents() -> None:
    outline = outline_of(
        "目录", "第一部分 部门概况 1一、主要职能 2二、机构设置 3第二部分 部门决算表 4一、收入支出决算总表 5二、收入决算表 6三、支出决算表 7"
        "四、财政拨款收入支出决算总表 8", "第一部分 部门概况", "一、主要职能", "负责审计。",
    )  # fmt: skip
    assert outline.section_of == (0, 0, 1, 2, 2)
