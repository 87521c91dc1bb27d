"""The notation of examples: what a line makes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.figures import ExampleError, read_figures


def test_a_figure_of_a_table_is_a_fact_in_base_units_with_its_place() -> None:
    (report,) = read_figures(["T06 general_public expenditure_basic#30201 final -3.10万元 name=办公费 page=4"])
    (fact,) = report.facts
    assert (fact.value, fact.unit, fact.value_reported, fact.unit_reported, fact.decimals) == (
        Decimal(-31000), "CNY", "-3.10", "万元", 2,
    )  # fmt: skip
    assert (fact.statutory_table, fact.economic_code, fact.function_code, fact.page) == ("T06", "30201", None, 4)
    assert (fact.table_id, fact.row, fact.col) == ("t06", 1, 1)
    assert [(t.table_id, t.statutory_table) for t in report.tables] == [("t06", "T06")]


def test_rows_follow_codes_and_columns_follow_concepts() -> None:
    (report,) = read_figures(
        [
            "T05 general_public expenditure#201 final 3元",
            "T05 general_public expenditure_basic#201 final 2元",
            "T05 general_public expenditure#208 final 1元",
        ]
    )
    assert [(f.row, f.col) for f in report.facts] == [(1, 1), (1, 2), (2, 1)]


def test_a_figure_of_the_text_points_at_its_characters() -> None:
    (report,) = read_figures(
        [
            "section s2 number=二、 收入 :: 收入12.00万元，增长2.00%，支出12.00万元。",
            "text all income_total final 12.00万元 section=s2",
            "text all expenditure_total final 12.00万元 section=s2",
            "text all expenditure_total final 9.00万元 section=s2",
        ]
    )
    (section,) = report.sections
    assert [section.text[f.char_start : f.char_end] for f in report.facts] == ["12.00", "12.00", "9.00"]
    assert [f.char_start for f in report.facts] == [2, 20, 28]
    assert section.text.endswith("12.00万元。9.00万元，")


def test_tables_projects_and_reports_have_lines_of_their_own() -> None:
    first, second = read_figures(
        [
            "--- unit_final_account year=2022 org=云溪县林业站 parent=云溪县林业局",
            "table t12 status=unclaimed 某表 :: 科目 | 合计 // 办公费 | 3.10",
            "project 道路养护 budget=50.00万元 executed=30.00万元 score=92.5 rate=60%",
            "indicator 养护里程 target=≥40公里 actual=42公里 weight=10 score=8",
            "--- budget year=2023 org=云溪县林业局",
            "leftover unknown_row 某行的文字 table=t1 row=3",
        ]
    )
    assert (first.document.doc_kind, first.document.fiscal_year) == ("unit_final_account", 2022)
    assert first.organizations[0].parent_org_id == second.document.org_id
    assert [(c.row, c.col, c.text) for c in first.cells] == [
        (0, 0, "科目"), (0, 1, "合计"), (1, 0, "办公费"), (1, 1, "3.10"),
    ]  # fmt: skip
    assert (first.projects[0].budget_amount, first.projects[0].total_score) == (Decimal(500000), Decimal("92.5"))
    assert (first.indicators[0].target_operator, first.indicators[0].actual_value) == ("≥", Decimal(42))
    assert second.leftovers[0].row == 3


def test_a_b_table_named_first_makes_a_budget() -> None:
    (report,) = read_figures(["B05 general_public expenditure initial_budget 3元"])
    assert report.document.doc_kind == "budget"


@pytest.mark.parametrize("line", ["T05 general_public expenditure final", "T05 general_public expenditure final viel"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    with pytest.raises(ExampleError, match="T05"):
        read_figures([line], "some_check/pass")
