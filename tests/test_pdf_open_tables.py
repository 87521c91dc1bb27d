"""Tables without vertical rulings: rows by baseline, columns by the white between them, headers by their middle."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from extractors.outline import outline_document
from extractors.tables import assemble_tables
from tests.pdfs import drawn, read, rows, rule, tables, texts, write, write_right

BODY = [
    ("201", "一般公共服务支出", "1,264.87", "1,260.00", "4.87"),
    ("20139", "社会工作事务", "264.87", "264.87", ""),
    ("2013901", "行政运行", "51.32", "51.32", ""),
    ("208", "社会保障和就业支出", "10.82", "10.32", "0.50"),
]
ENDS = (330.0, 420.0, 500.0)


def body(canvas: Canvas, top: float, pitch: float = 18.0) -> float:
    """The body rows from a baseline on; returns the baseline after them."""
    for code, name, *amounts in BODY:
        write(canvas, 80, top, code)
        write(canvas, 140, top, name)
        for end, amount in zip(ENDS, amounts, strict=True):
            write_right(canvas, end, top, amount)
        top += pitch
    return top


def header(canvas: Canvas, top: float) -> None:
    for x, title in zip((80, 160, 290, 380, 460), ("编码", "科目名称", "合计", "基本支出", "项目支出"), strict=True):
        write(canvas, x, top, title)


EXPECTED = [["编码", "科目名称", "合计", "基本支出", "项目支出"], *[list(row) for row in BODY]]


def test_a_table_between_three_rules() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 250, 60, "支出决算表", 16)
        write_right(canvas, 520, 85, "单位：万元")
        for top in (95, 115, 185):
            rule(canvas, 70, top, 520, top)
        header(canvas, 110)
        body(canvas, 128)
        write(canvas, 80, 200, "注：本表反映支出情况。")

    document = read(drawn(page))
    (table,) = tables(document)
    assert rows(table) == EXPECTED
    assert not table.spans_known
    assert texts(document) == ["支出决算表", "单位：万元", "注：本表反映支出情况。"]


def test_a_table_that_the_page_end_leaves_open() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115):
            rule(canvas, 70, top, 520, top)
        header(canvas, 110)
        body(canvas, 128)
        write(canvas, 280, 820, "— 6 —")

    assert rows(tables(read(drawn(page)))[0]) == EXPECTED


def test_a_header_over_several_columns_spans_them() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 150, 220):
            rule(canvas, 70, top, 520, top)
        rule(canvas, 280, 115, 510, 115)
        write(canvas, 80, 125, "编码")
        write(canvas, 160, 125, "科目名称")
        write(canvas, 375, 110, "本年支出")
        for x, title in zip((300, 380, 460), ("合计", "基本支出", "项目支出"), strict=True):
            write(canvas, x, 140, title)
        body(canvas, 163)

    (table,) = tables(read(drawn(page)))
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 2}
    assert spans == {
        "编码": (0, 0, 2, 1),
        "科目名称": (0, 1, 2, 1),
        "本年支出": (0, 2, 1, 3),
        "合计": (1, 2, 1, 1),
        "基本支出": (1, 3, 1, 1),
        "项目支出": (1, 4, 1, 1),
    }


def test_two_headers_above_a_rule_share_all_columns() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 200):
            rule(canvas, 70, top, 520, top)
        write(canvas, 165, 110, "收 入")
        write(canvas, 400, 110, "支 出")
        for x, title in zip((100, 230, 330, 450), ("项目", "决算数", "项目", "决算数"), strict=True):
            write(canvas, x, 130, title)
        lines = [("一、财政拨款", "22,140.40", "一、公共服务", ""), ("二、其他", "", "二、外交", "3.00")]
        for top, (income, received, expense, spent) in zip((150, 168), lines, strict=True):
            write(canvas, 75, top, income)
            write_right(canvas, 285, top, received)
            write(canvas, 290, top, expense)
            write_right(canvas, 515, top, spent)

    (table,) = tables(read(drawn(page)))
    first = [(cell.text, cell.col, cell.col_span) for cell in table.cells if cell.row == 0]
    assert first == [("收入", 0, 2), ("支出", 2, 2)]
    assert rows(table)[2:] == [["一、财政拨款", "22,140.40", "一、公共服务", ""], ["二、其他", "", "二、外交", "3.00"]]


def test_a_wrapped_name_is_one_row() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 260):
            rule(canvas, 70, top, 520, top)
        header(canvas, 110)
        after = body(canvas, 132, pitch=24)
        write(canvas, 140, after - 5, "国有土地使用权出让")
        write(canvas, 140, after + 7, "收入安排的支出")
        write(canvas, 80, after + 1, "21208")
        for end in ENDS:
            write_right(canvas, end, after + 1, "3.00")

    last = rows(tables(read(drawn(page)))[0])[-1]
    assert last == ["21208", "国有土地使用权出让收入安排的支出", "3.00", "3.00", "3.00"]


def test_a_frame_with_rulings_under_its_rows_has_columns() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 134, 152, 170, 188):
            rule(canvas, 70, top, 520, top)
        for x in (70, 520):
            rule(canvas, x, 95, x, 188)
        header(canvas, 110)
        body(canvas, 128)

    assert rows(tables(read(drawn(page)))[0]) == EXPECTED


def test_columns_ruled_in_the_header_only_go_on_below_it() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 134, 152, 170, 188):
            rule(canvas, 70, top, 520, top)
        for x in (70, 520):
            rule(canvas, x, 95, x, 188)
        for x in (130, 270, 345, 435):
            rule(canvas, x, 95, x, 115)
        header(canvas, 110)
        body(canvas, 128)

    assert rows(tables(read(drawn(page)))[0]) == EXPECTED


def test_aligned_columns_without_a_rule() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 250, 60, "支出决算表", 16)
        write_right(canvas, 520, 85, "单位：万元")
        header(canvas, 110)
        after = body(canvas, 128)
        write(canvas, 80, after + 10, "注：本表反映支出情况。")

    document = read(drawn(page))
    assert rows(tables(document)[0]) == EXPECTED
    assert texts(document) == ["支出决算表", "单位：万元", "注：本表反映支出情况。"]


def test_prose_between_rules_and_title_pages_are_no_tables() -> None:
    def page(canvas: Canvas) -> None:
        rule(canvas, 70, 60, 520, 60)
        for number in range(8):
            write(canvas, 80, 100 + 20 * number, "本年收入合计1,234.56万元，其中财政拨款收入1,200.00万元，占97.2%。")
        rule(canvas, 70, 800, 520, 800)

    def cover(canvas: Canvas) -> None:
        write(canvas, 80, 300, "编制单位", 16)
        write(canvas, 350, 300, "某某局", 16)
        write(canvas, 80, 340, "编制日期", 16)
        write(canvas, 350, 340, "2024年9月", 16)

    assert tables(read(drawn(page, cover))) == []


def test_a_part_page_between_header_and_footer_rulings_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        rule(canvas, 70, 60, 520, 60)
        for top, pieces in ((300, ("第二部分", "")), (330, ("2025", "年度")), (360, ("某某局", "部门预算表"))):
            write(canvas, 240, top, pieces[0], 16)
            write(canvas, 300, top, pieces[1], 16)
        rule(canvas, 70, 800, 520, 800)

    assert tables(read(drawn(page))) == []


def captioned(canvas: Canvas, top: float, title: str) -> None:
    """A title and the line under it, the body's name on the left and the unit on the right."""
    write(canvas, 250, top, title, 16)
    write(canvas, 80, top + 20, "编制单位：某某局")
    write_right(canvas, 500, top + 20, "单位：万元")


def test_the_line_that_names_the_next_table_ends_one_without_rules() -> None:
    def page(canvas: Canvas) -> None:
        captioned(canvas, 60, "支出决算表")
        header(canvas, 100)
        after = body(canvas, 118)
        captioned(canvas, after + 4, "《一般公共预算支出决算表》")
        header(canvas, after + 42)
        body(canvas, after + 60)

    assert [rows(table) for table in tables(read(drawn(page)))] == [EXPECTED, EXPECTED]


def test_captions_between_a_page_header_and_a_table_are_no_part_of_it() -> None:
    def page(canvas: Canvas) -> None:
        rule(canvas, 70, 50, 520, 50)
        captioned(canvas, 70, "支出决算表")
        for top in (115, 190):
            rule(canvas, 70, top, 520, top)
        header(canvas, 108)
        body(canvas, 128)

    document = read(drawn(page))
    assert rows(tables(document)[0]) == EXPECTED
    assert texts(document)[0] == "支出决算表"


def test_a_long_name_and_a_blank_row_between_rules_belong_to_the_table() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 133, 151, 169, 187, 205):
            rule(canvas, 70, top, 520, top)
        for x, title in zip((100, 230, 330, 450), ("项目", "决算数", "项目", "决算数"), strict=True):
            write(canvas, x, 110, title)
        write(canvas, 75, 128, "一、财政拨款收入")
        write_right(canvas, 285, 128, "22,140.40")
        write(canvas, 300, 128, "一、公共安全支出")
        write_right(canvas, 515, 128, "3.00")
        write(canvas, 300, 146, "十四、资源勘探工业信息等支出")
        write(canvas, 75, 182, "总计")
        write_right(canvas, 285, 182, "22,140.40")
        write(canvas, 300, 182, "总计")
        write_right(canvas, 515, 182, "22,140.40")
        write(canvas, 75, 200, "补充资料")

    (table,) = tables(read(drawn(page)))
    assert rows(table)[2:5] == [
        ["", "", "十四、资源勘探工业信息等支出", ""],
        ["", "", "", ""],
        ["总计", "22,140.40", "总计", "22,140.40"],
    ]


def item_major(canvas: Canvas, top: float) -> None:
    """Three header rows as a 三公 table prints them, each text in the middle of its cell."""
    columns = [70 + 56 * number for number in range(9)]
    for x, title in ((columns[0], "合计"), (columns[2], "接待费")):
        write(canvas, x + 46, top + 18, title)
    write(canvas, columns[4] + 86, top + 9, "公务用车费")
    for x, title in ((columns[4], "购置费"), (columns[6], "运行费")):
        write(canvas, x + 41, top + 27, title)
    for number, x in enumerate(columns[:8]):
        write(canvas, x + 13, top + 45, ("预算数", "决算数")[number % 2])


def test_headers_without_rules_span_what_they_stand_in_the_middle_of() -> None:
    def page(canvas: Canvas) -> None:
        for top in (100, 154, 172):
            rule(canvas, 70, top, 518, top)
        item_major(canvas, 104)
        for number in range(8):
            write_right(canvas, 120 + 56 * number, 167, f"{number}.50")

    (table,) = tables(read(drawn(page)))
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells if cell.row < 2}
    assert spans == {
        "合计": (0, 0, 2, 2),
        "接待费": (0, 2, 2, 2),
        "公务用车费": (0, 4, 1, 4),
        "购置费": (1, 4, 1, 2),
        "运行费": (1, 6, 1, 2),
    }


def test_a_wrapped_name_above_its_figures_is_no_header() -> None:
    def page(canvas: Canvas) -> None:
        for top in (95, 115, 200):
            rule(canvas, 70, top, 520, top)
        header(canvas, 110)
        write(canvas, 140, 126, "国有土地使用权出让")
        write(canvas, 140, 138, "收入安排的支出")
        write(canvas, 80, 132, "21208")
        for end in ENDS:
            write_right(canvas, end, 132, "3.00")
        body(canvas, 158, pitch=12)

    (table,) = tables(read(drawn(page)))
    assert rows(table)[:2] == [EXPECTED[0], ["21208", "国有土地使用权出让收入安排的支出", "3.00", "3.00", "3.00"]]


def test_the_pages_of_a_table_without_vertical_rules_are_joined_by_where_their_columns_stand() -> None:
    def first(canvas: Canvas) -> None:
        write(canvas, 250, 60, "支出决算表", 16)
        write_right(canvas, 520, 85, "单位：万元")
        for top in (95, 115, 185):
            rule(canvas, 70, top, 520, top)
        header(canvas, 110)
        body(canvas, 128)

    def second(canvas: Canvas) -> None:
        for top in (95, 115, 151):
            rule(canvas, 70, top, 520, top)
        for number, top in enumerate((110, 128, 146)):
            write(canvas, 80, top, f"21{number}")
            write(canvas, 140, top, "住房保障支出")
            write_right(canvas, ENDS[0], top, "3.00")
            write_right(canvas, ENDS[2], top, "3.00")

    document = read(drawn(first, second))
    (table,) = assemble_tables(document, outline_document(document))
    assert [cell.text for cell in table.grid[-1]] == ["212", "住房保障支出", "3.00", "", "3.00"]
