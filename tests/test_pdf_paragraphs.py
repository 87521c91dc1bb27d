"""Paragraphs over lines and pages, captions each on its own, furniture left out."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from schemas.document import Heading, Paragraph
from tests.pdfs import drawn, grid, read, texts, write, write_right

LEFT, INDENT = 80.0, 100.0  # of lines that run to 520


def prose(*lines: tuple[float, str]) -> Callable[[Canvas], None]:
    """A page of lines given as (x, text), twenty points apart from 100 on."""

    def page(canvas: Canvas) -> None:
        for number, (x, text) in enumerate(lines):
            write(canvas, x, 100 + 20 * number, text)

    return page


FULL = "本年收入合计比上年增加主要原因是项目增加人员增加业务增加以及其他各方面的因素共同作用"  # 42 characters
FIRST = FULL
NEXT = FULL + "影"


def test_lines_without_indent_go_on() -> None:
    document = read(drawn(prose((INDENT, FIRST), (LEFT, NEXT), (LEFT, "到此为止。"), (INDENT, "第二段。"))))
    assert texts(document) == [FIRST + NEXT + "到此为止。", "第二段。"]
    (first, _) = document.blocks
    assert isinstance(first, Paragraph)
    assert [(run.start, run.end) for run in first.runs] == [(0, 42), (42, 85), (85, 90)]
    assert [first.text[run.start : run.end] for run in first.runs] == [FIRST, NEXT, "到此为止。"]


def test_a_full_line_that_ends_a_paragraph_is_followed_by_an_indent() -> None:
    ended = FIRST[:-1] + "。"
    assert texts(read(drawn(prose((INDENT, ended), (INDENT, FIRST), (LEFT, "下去。"))))) == [ended, FIRST + "下去。"]


def test_a_number_split_by_a_line_end_is_one_number() -> None:
    head = "支出合计" * 9 + "12,34"
    assert texts(read(drawn(prose((INDENT, head + "5"), (LEFT, ".67万元。"), (INDENT, FIRST), (LEFT, NEXT)))))[0] == (
        head + "5.67万元。"
    )


def test_a_paragraph_goes_on_over_the_page_end_and_its_furniture() -> None:
    def page(number: int, *lines: tuple[float, str]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 80, 40, "某市某局2024年度部门决算公开", 8)
            prose(*lines)(canvas)
            write(canvas, 280, 815, f"— {number} —", 9)

        return draw

    document = read(
        drawn(
            page(1, (INDENT, FIRST), (LEFT, NEXT)),
            page(2, (LEFT, "接着说完。"), (INDENT, FIRST), (LEFT, "完。")),
            page(3, (INDENT, "最后一段。")),
        )
    )
    assert texts(document) == [FIRST + NEXT + "接着说完。", FIRST + "完。", "最后一段。"]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert [run.page for run in first.runs] == [1, 1, 2]
    assert first.page == 1


def test_captions_stay_apart_from_each_other_and_from_prose() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, INDENT, 60, FIRST)
        write(canvas, 248, 100, "收入支出决算总表")
        write(canvas, 270, 120, "2024年度")
        write_right(canvas, 520, 140, "公开01表")
        write(canvas, LEFT, 160, "部门：某局")
        write_right(canvas, 520, 160, "金额单位：万元")
        grid(canvas, (80, 300, 520), (170, 190), [["项目", "金额"]])

    assert texts(read(drawn(page))) == [FIRST, "收入支出决算总表", "2024年度", "公开01表", "部门：某局  金额单位：万元"]


def test_a_title_over_several_lines_is_one() -> None:
    def cover(canvas: Canvas) -> None:
        write(canvas, 150, 300, "某某市某某区委社会工作部", 24)
        write(canvas, 198, 340, "2024年度部门决算", 24)
        write(canvas, 260, 700, "2025年8月", 12)

    document = read(drawn(cover, prose((INDENT, FIRST), (LEFT, NEXT), (LEFT, "完。"))))
    assert texts(document)[:2] == ["某某市某某区委社会工作部2024年度部门决算", "2025年8月"]


def test_a_heading_that_wraps_is_one_heading() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, 90, 50, "第三部分 某某市某某区委社会工作协调部2024年度部门决算", 16)
        write(canvas, 268, 75, "情况说明", 16)
        prose((INDENT, FIRST), (LEFT, NEXT), (LEFT, "完。"))(canvas)

    heading = read(drawn(page)).blocks[0]
    assert isinstance(heading, Heading)
    assert heading.text == "第三部分某某市某某区委社会工作协调部2024年度部门决算情况说明"


def test_page_numbers_of_every_make_are_left_out() -> None:
    makes = ["— {} —", "- {} -", "{}", "第{}页", "第 {} 页 共 4 页", "{} / 4", "－{}－"]
    for make in makes:

        def page(number: int, make: str = make) -> Callable[[Canvas], None]:
            def draw(canvas: Canvas) -> None:
                write(canvas, INDENT, 100, "甲乙丙"[number - 1] + "段。")
                write(canvas, 280, 815, make.format(number))

            return draw

        assert texts(read(drawn(*(page(number) for number in (1, 2, 3))))) == ["甲段。", "乙段。", "丙段。"], make


def test_a_lone_number_that_counts_nothing_stays() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, INDENT, 100, "正文。")
        write(canvas, 280, 815, "2024")

    assert texts(read(drawn(page))) == ["正文。", "2024"]


def test_a_line_under_a_title_that_differs_is_no_header() -> None:
    def page(name: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 230, 50, f"{name}项目绩效自评表")
            write(canvas, 270, 70, "（2022年度）")
            grid(canvas, (80, 300, 520), (80, 100), [["项目", name]])

        return draw

    assert texts(read(drawn(*(page(name) for name in "甲乙丙丁")))).count("（2022年度）") == 4


def test_unit_lines_over_many_tables_are_no_furniture() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            write(canvas, 250, 40, f"表{number}" * number)
            write_right(canvas, 520, 60, "单位：万元")
            grid(canvas, (80, 300, 520), (70, 90), [["项目", "金额"]])

        return draw

    pages = [page(1), page(2), page(3), *[prose((INDENT, f"第{'一' * n}段。")) for n in range(1, 6)]]
    assert texts(read(drawn(*pages))).count("单位：万元") == 3
