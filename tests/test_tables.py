"""Logical tables: captions off, pages joined, nothing glued that is not one table."""

from __future__ import annotations

import pytest

from extractors.amounts import fold
from tests.tables import table_of, tables_of

HEAD = "科目编码 | 科目名称 | 合计 | 基本支出"


def texts(table: object) -> list[list[str]]:
    return [[fold(c.text) for c in row] for row in table.grid]  # type: ignore[attr-defined]


def test_captions_inside_the_table_are_peeled_off() -> None:
    (table,) = tables_of(
        table_of(
            f"""
            支出决算表 | > | > | >
            公开03表 | > | > | >
            部门：某局 | > | 金额单位：万元 | >
            {HEAD}
            201 | 一般公共服务支出 | 5.00 | 5.00
            注：本表反映部门本年度各项支出情况。 | > | > | >
            """
        )
    )
    assert texts(table)[0] == ["科目编码", "科目名称", "合计", "基本支出"]
    assert table.unit == "万元"
    assert "支出决算表" in table.titles
    assert table.notes == ("注:本表反映部门本年度各项支出情况。",)


def test_pages_with_a_repeated_header_are_joined_without_it() -> None:
    (table,) = tables_of(
        "支出决算表",
        "单位：万元",
        table_of(f"{HEAD}\n合计 | > | 7.00 | 7.00\n201 | 一般公共服务支出 | 5.00 | 5.00"),
        table_of(f"{HEAD}\n208 | 社会保障和就业支出 | 2.00 | 2.00"),
    )
    assert [row[0] for row in texts(table)] == ["科目编码", "合计", "201", "208"]
    assert table.rows == 5
    assert [c.row for c in table.grid[-1]] == [4, 4, 4, 4]


def test_pages_without_a_header_are_joined_where_nothing_stands_between() -> None:
    (table,) = tables_of(
        "支出决算表",
        "单位：万元",
        table_of(f"{HEAD}\n201 | 一般公共服务支出 | 5.00 | 5.00"),
        table_of("208 | 社会保障和就业支出 | 2.00 | 2.00"),
    )
    assert [row[0] for row in texts(table)] == ["科目编码", "201", "208"]


def test_a_new_title_begins_a_new_table() -> None:
    first, second = tables_of(
        "收入决算表",
        "单位：万元",
        table_of(f"{HEAD}\n201 | 一般公共服务支出 | 5.00 | 5.00"),
        "支出决算表",
        "单位：万元",
        table_of(f"{HEAD}\n208 | 社会保障和就业支出 | 2.00 | 2.00"),
    )
    assert (first.titles[1], second.titles[1]) == ("收入决算表", "支出决算表")


def test_two_forms_under_the_same_title_are_two_tables() -> None:
    form = "项目名称 | {}\n预算数 | 5.00\n一级指标 | 完成"
    tables = tables_of(
        "项目绩效目标完成情况表",
        table_of(form.format("甲项目")),
        "项目绩效目标完成情况表",
        table_of(form.format("乙项目")),
    )
    assert len(tables) == 2


@pytest.mark.parametrize("between", ["支出决算表（续）", "续公开03表", "续表"])
def test_a_page_that_says_it_goes_on_is_joined_though_its_header_is_cut_off(between: str) -> None:
    (table,) = tables_of(
        "支出决算表",
        "单位：万元",
        table_of("科目编码 | 科目名称 | 本年支出合计 | 对附属单位补助支出\n201 | 公共服务 | 9.00 | 1.00"),
        between,
        table_of("科目编码 | 科目名称 | 本年支出合计 | 对附属单位补\n208 | 社会保障 | 3.00 | 2.00"),
    )
    assert [row[0].text for row in table.grid] == ["科目编码", "201", "208"]
