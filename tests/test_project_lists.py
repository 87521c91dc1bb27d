"""A budget's list of projects that prints their goals is a statutory table and a form at once; units in sections."""

from __future__ import annotations

from decimal import Decimal

from extractors.extraction import extract
from extractors.readers.text import read as read_text
from schemas.document import Document, Heading, Paragraph, Table
from schemas.records import Extraction
from tests.tables import table_of

OWN = "剑阁县水务局"


def extract_budget(*blocks: Table | str) -> Extraction:
    made = tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks)
    document = Document("d" * 64, "b.docx", "docx", (Heading(f"{OWN}2026年部门预算", 1), *made))
    return extract(document, "b.docx", 1)


def money(extraction: Extraction) -> list[tuple[str | None, str, Decimal]]:
    return [(f.item, f.fund, f.value / 10_000) for f in extraction.facts if f.concept == "expenditure_project"]


GOALS = f"""
支出项目类别（资金使用单位） | 总计 | 财政拨款 | > | 其他资金 | 绩效目标
^ | ^ | 合计 | 一般公共预算 | ^ | ^
合计 | 9.00 | 8.00 | 8.00 | 1.00 |
{OWN} | 9.00 | 8.00 | 8.00 | 1.00 |
河道保洁 | 7.00 | 6.00 | 6.00 | 1.00 | 清理河道12公里。
水质监测 | 2.00 | 2.00 | 2.00 | 0.00 | 按月监测水质。
"""


def test_a_list_with_goals_states_figures_and_projects() -> None:
    extraction = extract_budget("部门预算项目支出及其他支出预算表", "单位：万元", table_of(GOALS))
    assert money(extraction) == [
        (item, fund, Decimal(value))
        for item, values in ((None, (9, 8, 8)), (None, (9, 8, 8)), ("河道保洁", (7, 6, 6)), ("水质监测", (2, 2, 2)))
        for fund, value in zip(("all", "fiscal", "general_public"), values, strict=True)
    ]
    assert {f.statutory_table for f in extraction.facts} == {"B10"}
    assert [(p.name, p.budget_amount) for p in extraction.projects] == [
        ("河道保洁", Decimal(70000)),
        ("水质监测", Decimal(20000)),
    ]


def test_a_figure_of_such_a_list_is_mentioned_with_its_fact_or_its_reason() -> None:
    extraction = extract_budget("部门预算项目支出及其他支出预算表", "单位：万元", table_of(GOALS))
    facts = {f.fact_id for f in extraction.facts}
    inside = [m for m in extraction.mentions if m.table_id]
    assert [m.fact_id for m in inside if m.reason is None and m.fact_id in facts] == [
        f.fact_id for f in extraction.facts
    ]
    assert [m.value_reported for m in inside if m.reason == "form"] == ["1.00", "1.00", "1.00", "12公里", "0.00"]


def test_a_project_merged_over_its_indicators_is_one_figure() -> None:
    extraction = extract_budget(
        "项目支出预算表",
        "单位：万元",
        table_of("""
        项目名称 | 预算金额 | 绩效目标 | 三级指标 | 指标值
        河道保洁 | 7.00 | 清理河道 | 清理长度 | ≥12公里
        ^ | ^ | ^ | 清理次数 | ≥4次
        ^ | ^ | ^ | 清理季度 | ≥3个
        水质监测 | 2.00 | 监测水质 | 监测次数 | ≥12次
        """),
    )
    assert [p.name for p in extraction.projects] == ["河道保洁", "水质监测"]
    assert money(extraction) == [("河道保洁", "all", Decimal(7)), ("水质监测", "all", Decimal(2))]


UNITS = f"""{OWN}2026年部门预算

第一部分 部门预算支出具体情况

一、剑阁县水务局本级

剑阁县水务局本级预算60.00万元，包括人员经费40.00万元、公用经费5.00万元、项目支出15.00万元。

二、剑阁县水质监测中心

剑阁县水质监测中心预算20.00万元，包括人员经费12.00万元、公用经费2.00万元、项目支出6.00万元。

第二部分 其他需要说明情况

一、机关运行经费

2026年机关运行经费财政拨款预算5.00万元。
"""


def test_a_section_titled_by_a_unit_among_others_states_the_units_figures() -> None:
    extraction = extract(read_text(UNITS.encode(), "u.txt"), "u.txt", 1)
    names = {o.org_id: o.name for o in extraction.organizations}
    assert [(names[f.org_id], f.value / 10_000) for f in extraction.facts if f.concept == "expenditure_total"] == [
        (f"{OWN}（本级）", Decimal(60)),
        ("剑阁县水质监测中心", Decimal(20)),
    ]
    assert [names[f.org_id] for f in extraction.facts if f.concept == "agency_operating_expenditure"] == [OWN]


def test_a_single_section_titled_by_a_body_is_the_departments() -> None:
    alone = UNITS[: UNITS.index("二、剑阁县水质")] + UNITS[UNITS.index("第二部分") :]
    extraction = extract(read_text(alone.encode(), "u.txt"), "u.txt", 1)
    assert {o.name for o in extraction.organizations} == {OWN}
    assert {f.org_id for f in extraction.facts} == {extraction.document.org_id}
