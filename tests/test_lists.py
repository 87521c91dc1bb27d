"""Lists of projects and of purchases: what is a fact of the department, of a unit, of an item, and what is left over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extractors.identity.units import unit_organization
from extractors.statements import StatementReading, read_statement
from extractors.statements.lists import subtotals
from extractors.statements.titles import name_tables
from tests.tables import report_of, table_of, tables_of

OWN = "剑阁县审计局"
OFFICE = f"{OWN}（本级）"


def read(title: str, text: str) -> StatementReading:
    report = replace(report_of("budget"), org_name=OWN)
    report = replace(report, org_id=unit_organization(OWN, report, apart=False).org_id)
    tables = tables_of(title, "单位：万元", table_of(text))
    return read_statement(tables[0], name_tables(tables, report)["t1"], report)


def rows(reading: StatementReading) -> list[tuple[str, str, str | None, str, Decimal]]:
    names = {unit.org_id: unit.name for unit in reading.units.values()}
    return [(names.get(f.org_id, OWN), f.concept, f.item, f.fund, f.value / 10_000) for f in reading.facts]


def test_projects_of_the_units_below_the_total() -> None:
    reading = read(
        "专项业务经费支出表",
        f"""
        单位编码 | 单位（项目）名称 | 项目金额 | 项目简介
        ** | ** | ** | **
        | 合计 | 9.00 |
        125 | {OWN} | 9.00 |
        125001 | {OWN} | 7.00 |
        | 审计信息化（二期） | 7.00 | 建设周期12个月
        125002 | 剑阁县审计服务中心 | 2.00 |
        | 便民服务中心 | 2.00 |
        """,
    )
    assert rows(reading) == [
        (OWN, "expenditure_project", None, "all", Decimal(9)),
        (OWN, "expenditure_project", None, "all", Decimal(9)),
        (OFFICE, "expenditure_project", None, "all", Decimal(7)),
        (OFFICE, "expenditure_project", "审计信息化（二期）", "all", Decimal(7)),
        ("剑阁县审计服务中心", "expenditure_project", None, "all", Decimal(2)),
        ("剑阁县审计服务中心", "expenditure_project", "便民服务中心", "all", Decimal(2)),
    ]
    assert not reading.leftovers


def test_projects_by_fund_without_a_total() -> None:
    reading = read(
        "项目支出总表",
        f"""
        支出项目类别 | 总计 | 一般公共预算拨款 | 单位资金 | >
        ^ | ^ | ^ | 事业收入 | 其他来源
        {OWN} | 9.00 | 6.00 | 2.00 | 1.00
        便民服务中心 | 9.00 | 6.00 | 2.00 | 1.00
        """,
    )
    assert rows(reading) == [
        (OWN, "expenditure_project", item, fund, Decimal(value))
        for item in (None, "便民服务中心")
        for fund, value in (("all", 9), ("general_public", 6))
    ]
    assert [x.reason for x in reading.leftovers] == ["no_concept", "unknown_column"] * 2


def test_kinds_of_purchases_are_facts_and_their_items_are_not() -> None:
    reading = read(
        "政府采购支出表",
        f"""
        采购品目大类 | 专项名称 | 数量 | 资金来源 | 总计
        ^ | ^ | ^ | 一般公共预算资金 | ^
        合计 | | 12 | 8.00 | 8.00
        货物 | | | 3.00 | 3.00
        {OWN} | | | 3.00 | 3.00
        | 设备购置 | 12 | 3.00 | 3.00
        服务 | | | 5.00 | 5.00
        """,
    )
    assert [row for row in rows(reading) if row[3] == "all"] == [
        (OWN, "procurement_total", None, "all", Decimal(8)),
        (OWN, "procurement_goods", None, "all", Decimal(3)),
        (OFFICE, "procurement_goods", None, "all", Decimal(3)),
        (OWN, "procurement_services", None, "all", Decimal(5)),
    ]
    assert [(x.reason, x.text) for x in reading.leftovers] == [
        ("unknown_column", "合计 / 数量 / 12"),
        ("list_item", "设备购置 | 12 | 3.00 | 3.00"),
    ]


def test_a_catalogue_letter_before_the_kind_and_the_total_below() -> None:
    reading = read("政府采购预算明细表", "采购类别 | 金额\nA-货物 | 3.00\nC-服务 | 5.00\n合计 | 8.00")
    assert [row[1] for row in rows(reading)] == ["procurement_goods", "procurement_services", "procurement_total"]


def test_a_list_whose_names_stand_nowhere_is_left_over_whole() -> None:
    reading = read("项目支出表", "摘要 | 合计 | 一般公共预算\n审计信息化 | 3.00 | 3.00")
    assert not reading.facts
    assert [(x.reason, x.text) for x in reading.leftovers] == [("table_without_layout", "审计信息化 | 3.00 | 3.00")]


def test_items_beside_units_that_are_not_known_are_nobodys() -> None:
    text = "单位名称 | 项目名称 | 合计\n剑阁县审计服务中心 | 审计信息化 | 3.00\n综合保障 | 审计信息化 | 4.00"
    named, coded = (
        read("项目支出表", text),
        read("项目支出表", "单位编码 | 项目名称 | 合计\n125002 | 审计信息化 | 3.00"),
    )
    assert [row[0] for row in rows(named)] == ["剑阁县审计服务中心"]
    assert not coded.facts
    assert [x.reason for x in (*named.leftovers, *coded.leftovers)] == ["unknown_unit"] * 2


def closing(*rows: tuple[bool, int]) -> list[int]:
    return sorted(subtotals([(is_head, Decimal(amount)) for is_head, amount in rows]))


def test_an_item_that_sums_up_the_items_below_it_is_no_project() -> None:
    assert closing((True, 100), (False, 60), (False, 40), (False, 20), (False, 30), (False, 10)) == [1]
    assert closing(
        (True, 110), (False, 60), (False, 50), (True, 9), (False, 5), (False, 3), (False, 2), (False, 4)
    ) == [4]


def test_an_item_is_no_sum_where_the_block_closes_with_it_or_never() -> None:
    assert closing((True, 80), (False, 40), (False, 30), (False, 10)) == []
    assert closing((True, 77), (False, 40), (False, 30), (False, 10)) == []
    assert closing((False, 40), (False, 30), (False, 10)) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(-5, 5)), max_size=12))
def test_what_is_left_of_a_block_with_sums_closes_it(rows: list[tuple[bool, int]]) -> None:
    found = closing(*rows)
    heads = [place for place, (is_head, _) in enumerate(rows) if is_head]
    for head, end in pairwise((*heads, len(rows))):
        if any(head < place < end for place in found):
            assert sum(rows[place][1] for place in range(head + 1, end) if place not in found) == rows[head][1]
    assert not any(rows[place][0] for place in found)


def test_the_sum_of_a_source_that_is_no_fund_is_left_over() -> None:
    reading = read(
        "项目支出预算表",
        f"""
        项目名称（资金使用单位） | 总计 | 财政预算拨款 | > | 其他资金 | >
        ^ | ^ | 小计 | 一般公共预算 | 小计 | 其中：事业收入
        合计 | 9.00 | 8.00 | 8.00 | 1.00 | 1.00
        {OWN} | 9.00 | 8.00 | 8.00 | 1.00 | 1.00
        便民服务中心 | 9.00 | 8.00 | 8.00 | 1.00 | 1.00
        """,
    )
    assert [(fund, value) for *_, fund, value in rows(reading)] == [
        (fund, Decimal(value)) for _ in range(3) for fund, value in (("all", 9), ("fiscal", 8), ("general_public", 8))
    ]
    assert [x.reason for x in reading.leftovers] == ["unknown_column", "no_concept"] * 3


def test_a_letter_before_the_whole_kind() -> None:
    reading = read("政府采购预算明细表", "采购类别 | 金额\nA货物类 | 3.00\nB工程类 | 1.00\nC服务类 | 5.00\n合计 | 9.00")
    assert [row[1] for row in rows(reading)] == [
        "procurement_goods", "procurement_works", "procurement_services", "procurement_total",
    ]  # fmt: skip
