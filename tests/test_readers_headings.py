"""Headings and contents lists: known by number, words and look, the same in every format."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractors.readers.contents import contents_lines, entry_text
from extractors.readers.headings import heading_catalog, heading_level, printed_number
from extractors.readers.line_breaks import broken_lines, unwrapped, wrapping_width
from extractors.readers.lines import Line, settle
from schemas.catalog import CatalogError
from schemas.document import Heading, Paragraph


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("第一部分 单位概况", 1),
        ("第3部分　名词解释", 1),
        ("第二部分：2023年度决算情况说明", 1),
        ("一、收入支出决算总体情况说明", 2),
        ("十二、国有资产占用情况说明：", 2),
        ("（三）支出决算具体情况", 3),
        ("(二) 项目绩效目标", 3),
        ("（一）主要职能。", 3),
        ("（二）总则。", 3),
        ("1、收入情况", 4),
        ("2．资金到位。", 4),
        ("（1）专项经费情况", 5),
        ("附件1", 1),
        ("2023年度部门整体支出绩效评价报告", 1),
        ("名词解释", 1),
    ],
)
def test_headings(text: str, level: int) -> None:
    assert heading_level(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "",
        "……",
        "32.……。",
        "1.负责全县水利工程的规划、建设与管理。",
        "3.完成县委、县政府交办的其他任务。",
        "（一）组织推进全县水利工程的建设与管理工作。",
        "一、财政拨款收入：指从同级财政取得的资金。",
        "（一）机构组成。本局是县政府的工作部门。",
        "（一）2023年一般公共预算支出12.50万元",
        "4.培训费支出，占比98%",
        "12.50万元",
        "2023.5",
        "单位：万元",
        "收入支出决算总表",
        "（2023年度）",
        "第一部分 概况\t3",
        "二、政府性基金预算拨款\t2\t0.00",
    ],
)
def test_no_headings(text: str) -> None:
    assert heading_level(text) is None


def test_a_style_makes_an_unnumbered_line_a_heading_but_no_sentence() -> None:
    assert heading_level("机构设置", styled=2) == 2
    assert heading_level("5、机构设置", styled=2) == 2
    assert heading_level("机构设置如下。本局内设三个股室。", styled=2) is None


def test_bold_makes_a_short_line_a_heading() -> None:
    assert heading_level("机构设置", bold=True) == 4
    assert heading_level("机构设置") is None


@pytest.mark.parametrize(
    "text", ["2023年度某某局部门决算", "表1 收入决算表", "单位：万元", "注：数据取整", "2023年9月", "长" * 40]
)
def test_bold_makes_no_caption_a_heading(text: str) -> None:
    assert heading_level(text, bold=True) is None


def test_printed_numbers_have_values() -> None:
    for text, value in (("二十一、其他", 21), ("第十部分 附件", 10), ("（十五）说明", 15), ("7.说明", 7)):
        number = printed_number(text)
        assert number is not None
        assert number.value == value
    assert printed_number("1.5万元") is None


def test_a_wrong_declaration_is_named(tmp_path: Path) -> None:
    path = tmp_path / "headings.toml"
    path.write_text('[[numbering]]\nname = "x"\npattern = "("\nlevel = 1\n', encoding="utf-8")
    with pytest.raises(CatalogError) as error:
        heading_catalog(path)
    assert error.value.file == "headings.toml"
    path.write_text("[bold]\nlevel = 1\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="numbering"):
        heading_catalog(path)


def test_lost_numbers_continue_the_sections() -> None:
    titles = (
        "第二部分 决算说明",
        "1、收入总体情况",
        "2、支出总体情况",
        "三、财政拨款情况",
        "1.工资情况",
        "4、基金情况",
        "五、资产情况",
    )
    found = [(block.level, block.text) for block in settle(map(Line, titles)) if isinstance(block, Heading)]
    assert [level for level, _ in found] == [1, 2, 2, 2, 4, 2, 2]


def test_an_item_is_no_section_where_that_section_is_printed() -> None:
    titles = ("第一部分 概况", "一、职能情况", "2.内设机构情况", "二、机构情况")
    found = [block.level for block in settle(map(Line, titles)) if isinstance(block, Heading)]
    assert found == [1, 2, 4, 2]


def test_settle_gives_a_block_for_each_line_with_text() -> None:
    lines = [Line("一、甲"), Line(" "), Line("乙。"), Line("丙", kind="footnote")]
    assert settle(lines) == (Heading("一、甲", 2), Paragraph("乙。"), Paragraph("丙", kind="footnote"))


LISTED = ("目　录", "第一部分 概况......1", "一、职能\t2", "第二部分 说明 ····· 3")


def test_contents_with_pages() -> None:
    assert contents_lines([*LISTED, "", "第一部分 概况", "一、职能", "本局负责水利。"]) == {0, 1, 2, 3}


def test_contents_without_pages_end_where_they_begin_again() -> None:
    lines = ["目录", "第一部分 概况", "一、职能", "第二部分 说明", "第一部分 某某局概况", "一、职能", "负责水利。"]
    assert contents_lines(lines) == {0, 1, 2, 3}


def test_contents_that_nothing_proves_are_headings() -> None:
    assert contents_lines(["目录", "第一部分 概况", "一、职能", "负责水利。"]) == {0}


def test_numbered_rows_of_a_table_are_no_contents() -> None:
    rows = ["合计\t60", "1.因公出国（境）费\t10", "2.公务接待费\t20", "3.公务用车购置及运行维护费\t30"]
    assert contents_lines(rows) == frozenset()
    assert contents_lines(["", *rows[1:]]) == {1, 2, 3}


def test_contents_without_a_title() -> None:
    lines = ["一、职能……1", "二、机构……2", "三、人员……2", "一、职能"]
    assert contents_lines(lines) == {0, 1, 2}
    assert contents_lines(lines[:2]) == frozenset()


def test_rows_of_a_table_are_no_contents() -> None:
    rows = [f"{number}、某项收入\t{at}\t{at}.00" for at, number in enumerate("一二三四", 1)]
    assert contents_lines(rows) == frozenset()
    assert contents_lines([f"{number}、某项收入      {at}" for at, number in enumerate("一二三四", 1)]) == frozenset()
    assert contents_lines(["一、某项\t5", "二、某项\t3", "三、某项\t4"]) == frozenset()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("第一部分 概况......12", "第一部分 概况"),
        ("二、机构\t- 3 -", "二、机构"),
        ("概况 3", None),
        ("2023年", None),
        ("", None),
    ],
)
def test_entries(line: str, text: str | None) -> None:
    assert entry_text(line) == text


def test_hostile_lines_take_no_time() -> None:
    start = time.process_time()
    for line in (" " * 50_000 + "x", ". " * 25_000 + "9x", "一、" + "　" * 50_000 + "3", "（" * 50_000):
        contents_lines([line])
        heading_level(line)
        heading_level(line, bold=True)
    assert time.process_time() - start < 2


def test_wrapped_lines_are_joined() -> None:
    whole = "本年度收入与支出基本平衡各项资金按照年初安排使用没有发生超出范围的情况" * 6
    lines = [whole[at : at + 30] for at in range(0, len(whole), 30)]
    width = wrapping_width(lines)
    assert width == 60
    assert list(unwrapped([*lines, "一、下一节", "　　另起一段。"], width)) == [whole, "一、下一节", "　　另起一段。"]


def test_lines_of_a_text_that_is_not_wrapped_stay() -> None:
    lines = ["短。", "另一行也短", "这一行更长一些而且没有句号", "末"]
    assert wrapping_width(lines) is None
    assert list(unwrapped(lines, None)) == lines


def test_breaks_inside_a_paragraph() -> None:
    assert broken_lines("一半\n句话。\n下一句。\n一、标题") == ["一半句话。", "下一句。", "一、标题"]
    assert broken_lines("total\namount") == ["total amount"]
