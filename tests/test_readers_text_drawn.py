"""Tables drawn with pipes or with spaces: columns by where the texts stand."""

from __future__ import annotations

import pytest

from extractors.readers.text_fields import fields
from tests.flattening import only, read
from tests.packages import tables, texts

# Pipes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        ["| 项目 | 金额 |", "|---|--:|", "| 一、拨款 | 5.00 |", "|  | 6.00 |"],
        ["项目 | 金额", "一、拨款 | 5.00", " | 6.00"],
        [
            "+------+------+",
            "| 项目 | 金额 |",
            "+------+------+",
            "| 一、拨款 | 5.00 |",
            "|  | 6.00 |",
            "+------+------+",
        ],
        ["┌──┬──┐", "│项目│金额│", "├──┼──┤", "│一、拨款│5.00│", "│　│6.00│", "└──┴──┘"],
    ],
)
def test_pipes(lines: list[str]) -> None:
    found = read(*lines)
    assert only(found) == [["项目", "金额"], ["一、拨款", "5.00"], ["", "6.00"]]
    assert texts(found) == ["前文。", "后文。"]


def test_an_escaped_pipe_is_a_character() -> None:
    assert only(read("|甲\\|乙|1.00|", "|丙|2.00|"))[0] == ["甲|乙", "1.00"]


# Aligned columns ------------------------------------------------------------------------------------------------------


def test_columns_by_display_width() -> None:
    found = read(
        "收入                       支出",
        "项目           决算数      项目           决算数",
        "一、拨款       1234.56     一、教育          5.00",
        "                           二、科学         20.00",
        "总计           1234.56     总计            25.00",
    )
    assert only(found) == [
        ["收入", "收入", "支出", "支出"],
        ["项目", "决算数", "项目", "决算数"],
        ["一、拨款", "1234.56", "一、教育", "5.00"],
        ["", "", "二、科学", "20.00"],
        ["总计", "1234.56", "总计", "25.00"],
    ]


def test_a_dash_at_the_left_stands_in_the_column_of_its_numbers() -> None:
    found = read(
        "科目编码  科目名称  基本支出  项目支出",
        "201       公共      1,200.50    300.25",
        "202       外交         10.00  -",
        "203       国防      -           77.00",
    )
    assert [row[2:] for row in only(found)[1:]] == [["1,200.50", "300.25"], ["10.00", "-"], ["-", "77.00"]]


def test_a_column_that_only_the_header_shows_is_kept() -> None:
    found = read(
        "项目            预算支出",
        "编码  名称      合计      基本      项目",
        " 201  公共         5.00                5.00",
        " 202  外交         3.00                3.00",
    )
    assert only(found)[2:] == [["201", "公共", "5.00", "", "5.00"], ["202", "外交", "3.00", "", "3.00"]]
    assert only(found)[0] == ["项目", "项目", "预算支出", "预算支出", "预算支出"]


def test_a_number_over_two_columns_is_reported_and_not_placed() -> None:
    found = read(
        "项目      金额    比例",
        "甲项      5.00    1.00",
        "乙项      6.00    2.00",
        "丙项      1234567890.00",
    )
    assert only(found)[-1] == ["丙项", "1234567890.00", ""]
    assert found.notes == (("ambiguous_row", "丙项 | 1234567890.00 | ", None),)


def test_prose_with_gaps_is_no_table() -> None:
    found = read("本年收入  本年支出", "均有增加。  其中：", "人员经费  增加。")
    assert tables(found) == []


def test_spaces_inside_a_label_part_nothing() -> None:
    assert [field.text for field in fields("收　　入  支 出   12.00")] == ["收　　入", "支 出", "12.00"]
