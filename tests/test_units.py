"""Tables that print the figures of a department and of its units: whose a figure is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from extractors.identity.units import unit_organization
from extractors.statements import StatementReading, read_statement
from extractors.statements.titles import name_tables
from schemas.report import DocKind
from tests.tables import report_of, table_of, tables_of

OWN = "云溪县星火服务局"


def read(title: str, text: str, kind: DocKind = "budget") -> StatementReading:
    report = report_of(kind)
    report = replace(report, org_id=unit_organization(OWN, report, apart=False).org_id)
    tables = tables_of(title, "单位：万元", table_of(text))
    return read_statement(tables[0], name_tables(tables, report)["t1"], report)


def owners(reading: StatementReading) -> dict[str, list[Decimal]]:
    """The amounts of the first figure column by owner."""
    names = {unit.org_id: unit.name for unit in reading.units.values()}
    first = min(f.col for f in reading.facts if f.col is not None)
    found: dict[str, list[Decimal]] = {}
    for fact in reading.facts:
        if fact.col == first:
            found.setdefault(names.get(fact.org_id, OWN), []).append(fact.value / 10_000)
    return found


def test_a_total_beside_the_name_column_heads_the_units_below_it() -> None:
    reading = read(
        "一般公共预算支出明细表（按支出经济分类科目）",
        f"""
        部门经济科目编码 | 部门经济科目名称 | 政府经济科目编码 | 政府经济科目名称 | 合计 | 人员经费支出 | 备注
        | | | 合计 | 30.00 | 30.00 |
        125001 | {OWN} | | | 20.00 | 20.00 |
        301 | 工资福利支出 | | | 20.00 | 20.00 |
        30101 | 基本工资 | 50101 | 工资奖金津补贴 | 20.00 | 20.00 |
        125002 | 云溪县星火宣传中心 | | | 10.00 | 10.00 |
        301 | 工资福利支出 | | | 10.00 | 10.00 |
        """,
    )
    assert owners(reading) == {
        OWN: [Decimal(30)],
        f"{OWN}（本级）": [Decimal(20)] * 3,
        "云溪县星火宣传中心": [Decimal(10)] * 2,
    }
    assert not reading.leftovers


def test_without_a_total_the_own_row_is_the_office_unless_it_is_the_sum_of_the_units() -> None:
    head = "单位名称 | 合计 | 一般公共预算拨款\n"
    units = "云溪县星火宣传中心 | 10.00 | 10.00\n云溪县星火服务中心 | 5.00 | 5.00"
    beside = owners(read("部门收入总表", f"{head}{OWN} | 20.00 | 20.00\n{units}"))
    above = owners(read("部门收入总表", f"{head}{OWN} | 15.00 | 15.00\n{units}"))
    assert beside[f"{OWN}（本级）"] == [Decimal(20)]
    assert above[OWN] == [Decimal(15)]


def test_rows_below_what_may_be_a_unit_of_unknown_name_are_nobodys() -> None:
    reading = read(
        "一般公共预算支出表",
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        | 合计 | 15.00 | 15.00 |
        | 云溪县星火宣传中心 | 10.00 | 10.00 |
        201 | 一般公共服务支出 | 10.00 | 10.00 |
        | 星火综合保障 | 5.00 | 5.00 |
        201 | 一般公共服务支出 | 5.00 | 5.00 |
        """,
    )
    assert owners(reading) == {OWN: [Decimal(15)], "云溪县星火宣传中心": [Decimal(10)] * 2}
    assert [x.reason for x in reading.leftovers] == ["unknown_row"] * 2 + ["unknown_unit"] * 2


def test_rows_beside_a_unit_of_unknown_name_are_nobodys() -> None:
    reading = read(
        "部门支出总表",
        """
        单位名称 | 科目编码 | 科目名称 | 合计 | 基本支出
        云溪县星火宣传中心 | 201 | 一般公共服务支出 | 10.00 | 10.00
        星火综合保障 | 205 | 教育支出 | 5.00 | 5.00
        """,
    )
    assert owners(reading) == {"云溪县星火宣传中心": [Decimal(10)]}
    assert [x.reason for x in reading.leftovers] == ["unknown_unit"] * 2


def test_the_own_row_of_a_units_report_is_the_unit() -> None:
    text = f"单位名称 | 合计 | 一般公共预算拨款\n合计 | 5.00 | 5.00\n{OWN} | 5.00 | 5.00"
    assert set(owners(read("部门收入总表", text, "unit_budget"))) == {OWN}
    assert set(owners(read("部门收入总表", text, "budget"))) == {OWN, f"{OWN}（本级）"}


def test_a_unit_may_bear_a_second_name_in_brackets() -> None:
    text = """
        单位名称 | 合计 | 一般公共预算拨款
        合计 | 5.00 | 5.00
        云溪县星火监测中心（云溪县星火发展中心） | 5.00 | 5.00
        """
    reading = read("部门收入总表", text)
    assert set(owners(reading)) == {OWN, "云溪县星火监测中心"}
    assert not reading.leftovers
