"""Statutory tables in the layouts that provinces print, each with its smallest document."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.statements import StatementReading, read_statement
from extractors.statements.identities import check_statement, find_unread
from extractors.statements.titles import name_tables, read_title
from schemas.catalog import CatalogError
from schemas.records import Fact
from schemas.statement import Vocabulary, fold_label, statements, vocabulary
from tests.tables import report_of, table_of, tables_of


def read(title: str, text: str, kind: str = "final_account", unit: str = "单位：万元") -> StatementReading:
    tables = tables_of(title, unit, table_of(text))
    report = report_of(kind)  # type: ignore[arg-type]
    named = name_tables(tables, report)
    return read_statement(tables[0], named["t1"], report)


def rows(reading: StatementReading) -> set[tuple[str, str, str, str | None, str | None, Decimal]]:
    return {(f.concept, f.measure, f.fund, f.function_code, f.economic_code, f.value / 10_000) for f in reading.facts}


def test_two_sided_with_line_numbers_and_helper_row() -> None:
    reading = read(
        "收入支出决算总表",
        """
        收入 | > | > | 支出 | > | >
        项目 | 行次 | 金额 | 项目 | 行次 | 金额
        栏次 | | 1 | 栏次 | | 2
        一、一般公共预算财政拨款收入 | 1 | 90.00 | 一、一般公共服务支出 | 31 | 95.00
        八、其他收入 | 8 | 10.00 | 八、社会保障和就业支出 | 38 | 5.00
        本年收入合计 | 27 | 100.00 | 本年支出合计 | 57 | 100.00
        使用非财政拨款结余（含专用结余） | 28 | | 结余分配 | 58 |
        年初结转和结余 | 29 | 3.00 | 年末结转和结余 | 59 | 3.00
        总计 | 30 | 103.00 | 总计 | 60 | 103.00
        """,
    )
    assert rows(reading) == {
        ("fiscal_appropriation", "final", "general_public", None, None, Decimal(90)),
        ("other_income", "final", "all", None, None, Decimal(10)),
        ("income_current_year", "final", "all", None, None, Decimal(100)),
        ("opening_carryover", "final", "all", None, None, Decimal(3)),
        ("income_total", "final", "all", None, None, Decimal(103)),
        ("expenditure", "final", "all", "201", None, Decimal(95)),
        ("expenditure", "final", "all", "208", None, Decimal(5)),
        ("expenditure", "final", "all", None, None, Decimal(100)),
        ("closing_carryover", "final", "all", None, None, Decimal(3)),
        ("expenditure_total", "final", "all", None, None, Decimal(103)),
    }
    assert not reading.leftovers


def test_fund_labels_after_the_carryover_row_belong_to_it() -> None:
    reading = read(
        "财政拨款收入支出决算总表",
        """
        收入 | > | 支出 | > | > | >
        项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款
        一、一般公共预算财政拨款 | 90.00 | 一、一般公共服务支出 | 92.00 | 92.00 |
        本年收入合计 | 90.00 | 本年支出合计 | 92.00 | 92.00 |
        年初财政拨款结转和结余 | 4.00 | 年末财政拨款结转和结余 | 2.00 | 2.00 |
        一般公共预算财政拨款 | 4.00 | | | |
        总计 | 94.00 | 总计 | 94.00 | 94.00 |
        """,
    )
    found = rows(reading)
    assert ("opening_carryover", "final", "general_public", None, None, Decimal(4)) in found
    assert ("opening_carryover", "final", "fiscal", None, None, Decimal(4)) in found
    assert ("fiscal_appropriation", "final", "fiscal", None, None, Decimal(90)) in found
    assert ("expenditure", "final", "general_public", "201", None, Decimal(92)) in found
    assert ("expenditure_total", "final", "fiscal", None, None, Decimal(94)) in found
    assert len(found) == 13


@pytest.mark.parametrize(
    "codes",
    [
        "201 | | | 一般公共服务支出;201 | 08 | | 审计事务;201 | 08 | 01 | 行政运行",
        "201 | | | 一般公共服务支出;201 | 8 | | 审计事务;201 | 8 | 1 | 行政运行",
        "201 | | | 一般公共服务支出; | 08 | | 审计事务; | | 01 | 行政运行",
    ],
)
def test_codes_in_three_cells(codes: str) -> None:
    body = "\n".join(f"{line} | 5.00 | 3.00 | 2.00" for line in codes.split(";"))
    reading = read(
        "支出决算表",
        f"""
        科目编码 | > | > | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
        类 | 款 | 项 | ^ | ^ | ^ | ^
        合计 | > | > | > | 5.00 | 3.00 | 2.00
        {body}
        """,
    )
    assert {f.function_code for f in reading.facts} == {None, "201", "20108", "2010801"}
    assert len(reading.facts) == 12


@pytest.mark.parametrize("stuck", ["2010801行政运行", "2010801-行政运行", "[2010801]行政运行"])
def test_codes_stuck_to_the_name(stuck: str) -> None:
    reading = read(
        "一般公共预算支出表",
        f"""
        支出功能分类科目 | 合计 | 基本支出 | 项目支出
        {stuck} | 5.00 | 3.00 | 2.00
        合 计 | 5.00 | 3.00 | 2.00
        """,
        "budget",
    )
    assert rows(reading) >= {("expenditure_basic", "initial_budget", "general_public", "2010801", None, Decimal(3))}
    assert {f.function_code for f in reading.facts} == {"2010801", None}


def test_economic_items_side_by_side_and_their_group_headings() -> None:
    reading = read(
        "一般公共预算财政拨款基本支出决算明细表",
        """
        人员经费 | > | > | 公用经费 | > | >
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
        301 | 工资福利支出 | 8.00 | 302 | 商品和服务支出 | 2.00
        30101 | 基本工资 | 8.00 | 30201 | 办公费 | 2.00
        人员经费合计 | > | 8.00 | 公用经费合计 | > | 2.00
        """,
    )
    assert rows(reading) == {
        ("expenditure_basic", "final", "general_public", None, "301", Decimal(8)),
        ("expenditure_basic", "final", "general_public", None, "30101", Decimal(8)),
        ("expenditure_basic", "final", "general_public", None, "302", Decimal(2)),
        ("expenditure_basic", "final", "general_public", None, "30201", Decimal(2)),
        ("personnel_expenditure", "final", "general_public", None, None, Decimal(8)),
        ("public_expenditure", "final", "general_public", None, None, Decimal(2)),
    }


THREE_PUBLIC = {
    "measure_major": """
        预算数 | > | > | > | > | > | 决算数 | > | > | > | > | >
        合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | > | > | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | > | > | 公务接待费
        ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
        9.6 | 0 | 5.3 | 0 | 5.3 | 4.3 | 7.5 | 0 | 3.5 | 0 | 3.5 | 4.0
        """,
    "item_major": """
        财政拨款“三公”经费 | > | > | > | > | > | > | > | > | > | > | >
        合计 | > | 因公出国（境）费 | > | 公务用车购置及运行维护费 | > | > | > | > | > | 公务接待费 | >
        ^ | > | ^ | > | 小计 | > | 公务用车购置费 | > | 公务用车运行维护费 | > | ^ | >
        预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
        9.6 | 7.5 | 0 | 0 | 5.3 | 3.5 | 0 | 0 | 5.3 | 3.5 | 4.3 | 4.0
        """,
    "items_as_rows": """
        项 目 | 行次 | 预算数 | 决算数
        合计 | 1 | 9.6 | 7.5
        1.因公出国（境）费 | 2 | 0 | 0
        2.公务用车购置及运行维护费 | 3 | 5.3 | 3.5
        （1）公务用车购置费 | 4 | 0 | 0
        （2）公务用车运行维护费 | 5 | 5.3 | 3.5
        3.公务接待费 | 6 | 4.3 | 4.0
        """,
}


@pytest.mark.parametrize("layout", THREE_PUBLIC)
def test_three_public_in_its_three_layouts(layout: str) -> None:
    reading = read("财政拨款“三公”经费支出决算表", THREE_PUBLIC[layout])
    assert rows(reading) == {
        (concept, measure, "fiscal", None, None, Decimal(value))
        for concept, budget, final in (
            ("three_public_total", "9.6", "7.5"),
            ("three_public_abroad", "0", "0"),
            ("three_public_vehicle", "5.3", "3.5"),
            ("three_public_vehicle_purchase", "0", "0"),
            ("three_public_vehicle_operation", "5.3", "3.5"),
            ("three_public_reception", "4.3", "4.0"),
        )
        for measure, value in (("budget", budget), ("final", final))
    }


def test_government_fund_with_carryover_columns() -> None:
    reading = read(
        "政府性基金预算财政拨款收入支出决算表",
        """
        科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | > | > | 年末结转和结余
        ^ | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
        合计 | > | 1.00 | 10.00 | 8.00 | | 8.00 | 3.00
        """,
    )
    assert {(f.concept, f.fund, f.value / 10_000) for f in reading.facts} == {
        ("opening_carryover", "gov_fund", Decimal(1)),
        ("fiscal_appropriation", "gov_fund", Decimal(10)),
        ("expenditure", "gov_fund", Decimal(8)),
        ("expenditure_project", "gov_fund", Decimal(8)),
        ("closing_carryover", "gov_fund", Decimal(3)),
    }


def test_columns_of_single_funds_beside_their_total() -> None:
    reading = read(
        "基本支出表",
        """
        科目编码 | 科目名称 | 合计 | 财政拨款 | > | 单位资金 | >
        ^ | ^ | ^ | 一般公共预算 | 政府性基金预算 | 事业收入 | 其他收入
        301 | 工资福利支出 | 9.00 | 5.00 | 2.00 | 1.00 | 1.00
        """,
        "budget",
    )
    assert {(f.concept, f.fund, f.value / 10_000) for f in reading.facts} == {
        ("expenditure_basic", "all", Decimal(9)),
        ("expenditure_basic", "general_public", Decimal(5)),
        ("expenditure_basic", "gov_fund", Decimal(2)),
    }
    assert {leftover.reason for leftover in reading.leftovers} == {"no_concept"}


def test_figures_under_a_units_name_are_the_units() -> None:
    reading = read(
        "支出总表",
        """
        单位编码 | 单位名称 | 合计 | 基本支出 | 项目支出
         | 合计 | 7.00 | 5.00 | 2.00
        125001 | 云溪县星火服务局 | 4.00 | 3.00 | 1.00
        125002 | 云溪县星火宣传中心 | 3.00 | 2.00 | 1.00
        """,
        "budget",
    )
    own = {f.value / 10_000 for f in reading.facts if f.org_id == "org"}
    assert own == {Decimal(7), Decimal(5), Decimal(2)}
    assert sorted(u.name for u in reading.units.values()) == ["云溪县星火宣传中心", "云溪县星火服务局"]
    assert all(u.parent_org_id == "org" for u in reading.units.values())


def test_rows_that_cross_both_classifications() -> None:
    reading = read(
        "支出总表",
        """
        支出功能分类科目 | 政府支出经济分类科目 | 部门支出经济分类科目 | 合计 | 基本支出 | 项目支出
        2010801-行政运行 | 50101-工资奖金津补贴 | 30101-基本工资 | 5.00 | 5.00 |
        """,
        "budget",
    )
    assert {(f.function_code, f.economic_code, f.concept) for f in reading.facts} == {
        ("2010801", "30101", "expenditure"),
        ("2010801", "30101", "expenditure_basic"),
    }


def test_a_total_of_basic_and_project_is_expenditure() -> None:
    reading = read(
        "支出总表",
        """
        科目编码 | 科目名称 | 支出总计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
        """,
        "budget",
    )
    assert {f.concept for f in reading.facts} == {"expenditure", "expenditure_basic", "expenditure_project"}


def test_a_column_of_last_year_is_a_prior_measure() -> None:
    reading = read(
        "一般公共预算支出表",
        """
        科目编码 | 科目名称 | 2021年预算数 | 2022年预算数 | 增减额
        201 | 一般公共服务支出 | 4.00 | 5.00 | 1.00
        """,
        "budget",
    )
    assert {(f.measure, f.fiscal_year, f.value / 10_000) for f in reading.facts} == {
        ("prior_budget", 2021, Decimal(4)),
        ("initial_budget", 2022, Decimal(5)),
        ("change", 2022, Decimal(1)),
    }


def test_an_unknown_column_is_left_over_and_never_guessed() -> None:
    reading = read(
        "支出决算表",
        """
        科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 某种新口径
        201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
        """,
    )
    assert {f.concept for f in reading.facts} == {"expenditure", "expenditure_basic"}
    assert [leftover.reason for leftover in reading.leftovers] == ["unknown_column"]
    assert "某种新口径" in reading.leftovers[0].text


def test_the_reader_checks_itself_and_says_what_does_not_close() -> None:
    reading = read(
        "支出决算表",
        """
        科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
        合计 | > | 7.00 | 5.00 | 2.00
        201 | 一般公共服务支出 | 5.00 | 3.00 | 2.00
        208 | 社会保障和就业支出 | 2.00 | 2.10 |
        """,
    )
    statement = next(s for s in statements() if s.id == "T03")
    facts, checks = check_statement(statement, reading.facts, "d", "t1")
    wrong = {(c.identity, c.scope) for c in checks if not c.closes}
    assert wrong == {("T03.1", "208"), ("T03.2", "expenditure_basic@all")}
    confidence = {(f.concept, f.function_code): f.confidence for f in facts}
    assert confidence["expenditure", "201"] == Decimal("0.99")
    assert confidence["expenditure_basic", "208"] == Decimal("0.93")


def test_amounts_that_stand_off_their_codes_are_no_best_facts_though_each_row_closes() -> None:
    reading = read(
        "支出决算表",
        """
        科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 9.00 | 5.00 | 4.00
        20101 | 人大事务 | 7.00 | 3.00 | 4.00
        2010101 | 行政运行 | 2.00 | 2.00 |
        208 | 社会保障和就业支出 | 8.00 | 6.00 | 2.00
        20805 | 行政事业单位养老支出 | 1.00 | 1.00 |
        2080505 | 机关事业单位基本养老保险缴费支出 | 5.00 | 3.00 | 2.00
        合计 | > | 3.00 | 1.00 | 2.00
        """,
    )
    facts, _ = check_statement(next(s for s in statements() if s.id == "T03"), reading.facts, "d", "t1")
    assert facts and all(f.confidence < Decimal("0.9") for f in facts)


@pytest.mark.parametrize(
    ("row", "closes"),
    [
        ("某种专户余额 | 3.00", None),  # a term that no concept covers
        ("某种专户余额 | 0.00", False),
        ("其中：某种专项资金 | 3.00", False),  # of which: no term of the sum
    ],
)
def test_a_sum_with_a_term_that_was_not_read_says_nothing(row: str, closes: bool | None) -> None:
    reading = read(
        "部门收支总表",
        f"""
        收入 | > | 支出 | >
        项目 | 预算数 | 项目 | 预算数
        一、一般公共预算拨款收入 | 9.00 | 一、教育支出 | 13.00
        本年收入合计 | 9.00 | 本年支出合计 | 13.00
        {row} | |
        上年结转 | 1.00 | |
        收入总计 | 13.00 | 支出总计 | 13.00
        """,
        "budget",
    )
    budget = next(s for s in statements() if s.id == "B01")
    _, checks = check_statement(budget, reading.facts, "d", "t1", find_unread(reading.leftovers))
    assert {c.identity: c.closes for c in checks} == {"B01.2": True, "B01.3": True, "B01.4": closes, "B01.5": True}


def test_a_code_that_stands_twice_with_two_values_is_no_best_fact() -> None:
    reading = read(
        "一般公共预算支出表",
        """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        2010801 | 行政运行 | 5.00 | 5.00 |
        2010801 | 行政运行 | 7.00 | 7.00 |
        2080505 | 机关事业单位基本养老保险缴费支出 | 2.00 | 2.00 |
        2210201 | 住房公积金 | 3.00 | 3.00 |
        2210201 | 住房公积金 | 3.00 | 3.00 |
        """,
        "budget",
    )
    facts, _ = check_statement(next(s for s in statements() if s.id == "B05"), reading.facts, "d", "t1")
    confidence = {(f.function_code, f.confidence >= Decimal("0.9")) for f in facts}
    assert confidence == {("2010801", False), ("2080505", True), ("2210201", False)}


def test_a_rounding_closes_and_a_last_place_beyond_it_does_not() -> None:
    statement = next(s for s in statements() if s.id == "T03")

    def fact(concept: str, value: str) -> Fact:
        return Fact("", "d", "o", 2022, concept, "final", "all", value=Decimal(value), unit_reported="元", decimals=2)

    close, _ = check_statement(statement, [fact("expenditure", "5"), fact("expenditure_basic", "5.01")], "d", "t")
    apart, _ = check_statement(statement, [fact("expenditure", "5"), fact("expenditure_basic", "5.02")], "d", "t")
    assert {f.confidence for f in close} == {Decimal("0.99")}
    assert {f.confidence for f in apart} == {Decimal("0.93")}


def test_a_printed_number_never_names_a_table() -> None:
    title = read_title("公开07表 政府性基金预算财政拨款收入支出决算表（公开07表）")
    assert title is not None
    assert (title.scope, title.content, title.kind) == ("gov_fund", "balance", "final")
    assert read_title("第二部分 2022年度部门决算表") is None


def test_a_title_claimed_twice_goes_to_the_better_fit() -> None:
    tables = tables_of(
        "财政拨款支出表（功能科目）",
        table_of("科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1.00"),
        "以下为一般公共预算部分的说明，并列示各科目的预算安排情况，供查阅使用，本段只是说明文字，没有任何金额在内，特此说明如下。",
        "一般公共预算支出表",
        table_of("科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 1.00"),
    )
    named = name_tables(tables, report_of("budget"))
    assert {k: s.id for k, s in named.items()} == {"t1": "X18", "t2": "B05"}


def test_labels_fold_and_a_double_declaration_is_refused() -> None:
    assert fold_label("　　其中：外事接待批次（个）") == "外事接待批次"
    assert fold_label("１.　因公出国（境）费") == "因公出国(境)费"
    assert isinstance(vocabulary(), Vocabulary)
    error = CatalogError("terms.toml", "labels", "declared twice")
    assert str(error) == "terms.toml: labels: declared twice"


def test_a_grand_total_over_the_carryover_is_income_and_expenditure_in_total() -> None:
    text = """
        科目编码 | 科目名称 | 总计 | 合计 | 一般公共预算拨款 | 上年结转
        201 | 一般公共服务支出 | 12.00 | 12.00 | 10.00 | 2.00
        """
    income = {(f.concept, f.fund) for f in read("部门收入总表", text, "budget").facts}
    expenditure = {(f.concept, f.fund) for f in read("部门支出总表", text, "budget").facts}
    assert {("income_total", "all"), ("income_current_year", "all")} <= income
    assert {("expenditure_total", "all"), ("expenditure", "all"), ("expenditure", "general_public")} == expenditure


def test_agency_operation_over_columns_of_funds_is_fiscal() -> None:
    text = """
        项目 | 合计 | 一般公共预算 | 政府性基金预算
        行政经费 | 8.00 | 8.00 | 0.00
        “三公”经费 | 2.00 | 2.00 | 0.00
        公务接待费 | 2.00 | 2.00 | 0.00
        """
    facts = read("财政拨款安排的行政经费及“三公”经费预算表", text, "budget").facts
    assert [f.fund for f in facts] == ["fiscal", "general_public", "gov_fund"] * 3
    settled, checks = check_statement(next(s for s in statements() if s.id == "B09"), facts, "d", "t1")
    assert {f.fund for f in settled if f.confidence == Decimal("0.99")} == {"fiscal", "general_public", "gov_fund"}
    assert all(check.closes for check in checks)


def test_procurement_set_aside_stands_beside_the_expenditure() -> None:
    reading = read(
        "部门支出总表",
        """
        科目编码 | 科目名称 | 合计 | 2022年政府采购项目 | > | >
        ^ | ^ | ^ | 小计 | 其中：2022年政府采购项目中预留给中小企业的项目资金规模 | 预留给小型、微型企业的项目资金规模
        201 | 一般公共服务支出 | 12.00 | 7.00 | 5.00 | 1.00
        """,
        "budget",
    )
    assert [(f.concept, f.item, f.function_code, f.value / 10_000) for f in reading.facts] == [
        ("expenditure", None, "201", Decimal(12)),
        ("procurement_total", None, "201", Decimal(7)),
        ("procurement_sme", "预留", "201", Decimal(5)),
        ("procurement_micro", "预留", "201", Decimal(1)),
    ]


def test_fiscal_carryover_is_a_part_of_the_carryover_above_it() -> None:
    lines = "项目 | 预算数 | 项目 | 预算数\n本年收入合计 | 9.00 | 九、社会保险基金支出 | 0.00\n"
    below = read("部门收支总表", f"{lines}上年结转 | 3.00 | |\n其中：财政拨款资金结转 | 2.00 | |", "budget")
    alone = read("部门收支总表", f"{lines}财政拨款资金结转 | 2.00 | |", "budget")
    assert ("opening_carryover", "initial_budget", "fiscal", None, None, Decimal(2)) in rows(below)
    assert ("expenditure", "initial_budget", "all", "209", None, Decimal(0)) in rows(below)
    assert [x.reason for x in alone.leftovers] == ["unknown_row"]


def test_economic_classes_of_projects_and_of_basic_expenditure_by_fund() -> None:
    text = "科目名称 | 总计 | 一般公共预算 | 政府性基金预算\n合计 | 9.00 | 8.00 | 1.00\n[302]商品和服务支出 | 9.00 | 8.00 | 1.00"
    project = read("一般公共预算项目支出情况表（按经济分类科目）", text.replace(" | 1.00", " | "), "budget")
    assert {(f.concept, f.statutory_table) for f in project.facts} == {("expenditure_project", "X21")}
    tables = tables_of(
        "一般公共预算基本支出情况表（按经济分类科目）",
        "单位：万元",
        table_of(text),
        "部门预算基本支出预算表",
        "单位：万元",
        table_of(text),
    )
    named = name_tables(tables, report_of("budget"))
    assert [s.id for s in named.values()] == ["B08", "X22"]
    basic = read_statement(tables[1], named["t2"], report_of("budget"))
    assert {(f.fund, f.economic_code) for f in basic.facts if f.concept == "expenditure_basic"} == {
        (fund, code) for fund in ("all", "general_public", "gov_fund") for code in (None, "302")
    }


def test_columns_of_change_against_the_year_before() -> None:
    reading = read(
        "一般公共预算支出表",
        """
        科目编码 | 科目名称 | 2021年执行数 | 2022年预算数 | > | > | 2022年预算数比2021年执行数 | >
        ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | 增减额 | 增减%
        201 | 一般公共服务支出 | 8.00 | 9.00 | 6.00 | 3.00 | 1.00 | 12.50
        """,
        "budget",
    )
    found = {(f.concept, f.measure, f.fund, f.fiscal_year, f.value) for f in reading.facts}
    assert {(m, y, v) for c, m, _, y, v in found if c == "expenditure"} == {
        ("prior_final", 2021, Decimal(80_000)),
        ("initial_budget", 2022, Decimal(90_000)),
        ("change", 2022, Decimal(10_000)),
        ("change_rate", 2022, Decimal("12.50")),
    }
    assert {fund for _, _, fund, _, _ in found} == {"general_public"}


def test_rates_are_in_no_sum() -> None:
    reading = read(
        "一般公共预算支出表",
        """
        科目编码 | 科目名称 | 2022年预算数 | 增减%
        合计 | > | 9.00 | 10.00
        201 | 一般公共服务支出 | 6.00 | 5.00
        208 | 社会保障和就业支出 | 3.00 | 20.00
        """,
        "budget",
    )
    budget = next(s for s in statements() if s.id == "B05")
    _, checks = check_statement(budget, reading.facts, "d", "t1")
    assert checks
    assert all(check.closes for check in checks)


def test_the_sum_of_a_spending_table_is_no_three_public_figure() -> None:
    spent = read("支出决算表", "科目编码 | 科目名称 | 支出合计 | 基本支出\n201 | 一般公共服务支出 | 9.00 | 6.00")
    assert {f.concept for f in spent.facts} == {"expenditure", "expenditure_basic"}
    cars = read("财政拨款“三公”经费支出决算表", "支出合计 | 因公出国（境）费 | 公务接待费\n9.00 | 6.00 | 3.00")
    assert {f.concept for f in cars.facts} == {"three_public_total", "three_public_abroad", "three_public_reception"}


def test_basic_under_the_years_income_is_no_expenditure() -> None:
    reading = read(
        "一般公共预算财政拨款收入支出决算表",
        """
        科目编码 | 科目名称 | 本年收入 | > | > | 本年支出 | > | >
        ^ | ^ | 合计 | 基本支出 | 项目支出 | 合计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 9.00 | 6.00 | 3.00 | 8.00 | 6.00 | 2.00
        """,
    )
    assert sorted((f.concept, f.value / 10_000) for f in reading.facts) == [
        ("expenditure", Decimal(8)),
        ("expenditure_basic", Decimal(6)),
        ("expenditure_project", Decimal(2)),
        ("fiscal_appropriation", Decimal(9)),
    ]
    assert len(reading.leftovers) == 2


def test_one_table_by_units_and_one_by_codes_are_both_the_statement() -> None:
    tables = tables_of(
        "收入决算表（分单位）",
        "单位：万元",
        table_of("单位名称 | 合计 | 财政拨款收入\n某县水利局 | 9.00 | 9.00"),
        "收入决算表（分科目）",
        "单位：万元",
        table_of("科目编码 | 科目名称 | 合计 | 财政拨款收入\n201 | 公共服务 | 9.00 | 9.00\n20101 | 人大 | 9.00 | 9.00"),
    )
    assert [s.id for s in name_tables(tables, report_of()).values()] == ["T02", "T02"]


def test_amounts_and_codes_in_one_column_leave_their_panel_unread() -> None:
    reading = read(
        "一般公共预算财政拨款基本支出决算表",
        """
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 科目编码 | 科目名称 | 决算数
        301 | 工资福利支出 | 9.00 | 302 | 商品和服务支出 | 6.05 310 | 资本性支出 | 7.84
        30101 | 基本工资 | 9.00 | 30201 | 办公费 | 6.05 31002 | 办公设备购置 | 7.84
        """,
    )
    assert {f.economic_code for f in reading.facts} == {"301", "30101"}
    left = " ".join(leftover.text or "" for leftover in reading.leftovers)
    assert left.count("6.05") == left.count("7.84") == 2


def test_a_matrix_whose_columns_say_the_same_twice_over_is_misread() -> None:
    reading = read(
        "财政拨款“三公”经费支出决算表",
        """
        预算数 | 合计 | 因公出国（境）费 | > | 决算数 | 公务接待费
        ^ | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
        9.00 | 8.00 | 2.00 | 1.00 | 7.00 | 6.00
        5.00 | 4.00 | 3.00 | 2.00 | 1.00 | 1.50
        """,
    )
    statement = next(s for s in statements() if s.id == "T07")
    facts, _ = check_statement(statement, reading.facts, "d", "t1")
    assert max((f.confidence for f in facts), default=Decimal(0)) < Decimal("0.9")
