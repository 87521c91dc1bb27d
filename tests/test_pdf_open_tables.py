"""Tables without vertical rulings: rows by baseline, columns by the white between them, headers by their middle."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

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
