"""Which table figure a figure of the text is held against, and who is to blame where they differ."""

from __future__ import annotations

import pytest

from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.judging import audit
from warehouse.load import Loader

LEAVES = [
    "T05 general_public expenditure final 900.00万元",
    "T05 general_public expenditure_basic final 900.00万元",
    "T05 general_public expenditure#2130101 final 900.00万元",
    "T05 general_public expenditure_basic#2130101 final 900.00万元",
]


def judge(*lines: str) -> dict[str, set[tuple[str, str | None]]]:
    """By check of the kind text_table: what it found, as severity and slip."""
    with empty_warehouse() as connection:
        Loader(connection).load(read_figures(lines, "words"))
        audit(connection)
        found: dict[str, set[tuple[str, str | None]]] = {}
        for rule, severity, slip in connection.execute("SELECT rule_id, severity, slip FROM finding").fetchall():
            found.setdefault(rule, set()).add((severity, slip))
        return found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["T01 all other_income final 12.34万元", "text all other_income final 12.43万元"], {("error", "transposed")}),
        (["T01 all other_income final 123412.00元", "text all other_income final 12.34万元"], set()),
        (["T01 all other_income final 123461.00元", "text all other_income final 12.34万元"], {("info", None)}),
        (["T01 all other_income final 12.34万元", "text all other_income final 12.35万元"], {("info", None)}),
        (["T01 all other_income final 123412.00元", "text all other_income final 12.34元"], {("error", "unit")}),
        (["T01 all other_income final 12.34万元", "text all other_income prior_final 15.00万元 year=2022"], set()),
        (["T01 all other_income final 12.34万元", "text fiscal other_income final 15.67万元"], set()),
        (["T01 all other_income final 12.34万元", "text all other_income final 15.67万元 org=云溪县林业站"], set()),
        (["T01 all other_income final 12.34万元", "text all other_income final 15.67万元 part=annex:1"], set()),
        (
            [
                "T01 all other_income final 12.34万元",
                "T01 all other_income final 15.00万元 row=9",
                "text all other_income final 15.67万元",
            ],
            set(),
        ),
    ],
    ids=[
        "transposed", "rounded", "cut", "the last place", "yuan for 10,000 yuan", "another year", "another fund",
        "another body", "an annex", "two figures in the table",
    ],
)  # fmt: skip
def test_a_figure_of_the_text_is_held_against_its_own_key(
    lines: list[str], expected: set[tuple[str, str | None]]
) -> None:
    assert judge(*lines).get("text_amount", set()) == expected


def test_tables_and_text_of_one_report_may_stand_in_two_files() -> None:
    tables = ["--- final_account name=tables.xlsx.pdf", "T01 all other_income final 12.34万元"]
    text = ["--- final_account name=text.docx", "text all other_income final 12.43万元"]
    assert judge(*tables, *text)["text_amount"] == {("error", "transposed")}


def test_three_public_of_two_funds_is_one_money_where_the_other_figures_say_so() -> None:
    report = [
        "T08 gov_fund expenditure final 50.00万元",
        "T07 general_public three_public_total final 9.60万元",
        "T07 general_public three_public_vehicle final 7.21万元",
        "T07 general_public three_public_reception final 2.39万元",
        "text fiscal three_public_total final 9.60万元",
        "text fiscal three_public_vehicle final 7.21万元",
    ]
    assert judge(*report, "text fiscal three_public_reception final 2.93万元")["text_amount"] == {
        ("error", "transposed")
    }
    assert "text_amount" not in judge(*report[:5], "text fiscal three_public_reception final 2.93万元")


def test_a_fiscal_line_is_the_sum_over_the_funds_that_print_its_code() -> None:
    tables = [
        "T05 general_public expenditure#2130101 final 900.00万元",
        "T08 gov_fund expenditure#2130101 final 50.00万元",
    ]
    assert "text_amount" not in judge(*tables, "text fiscal expenditure#2130101 final 950.00万元")
    assert judge(*tables, "text fiscal expenditure#2130101 final 912.34万元")["text_amount"] == {("error", None)}


def test_a_table_cell_that_its_own_table_contradicts_is_to_blame() -> None:
    lines = [line.replace("expenditure#2130101 final 900.00", "expenditure#2130101 final 963.21") for line in LEAVES]
    with empty_warehouse() as connection:
        Loader(connection).load(
            read_figures([*lines, "text general_public expenditure#2130101 final 900.00万元"], "cell")
        )
        audit(connection)
        blamed = connection.execute("""
            SELECT rule_id, source, caused_by IS NULL
            FROM finding f JOIN fact s ON s.fact_id = f.suspect
        """).fetchall()
    assert {source for _, source, _ in blamed} == {"table"}
    assert [rule for rule, _, is_cause in blamed if is_cause] == ["T05.1"]
    assert "text_amount" in {rule for rule, _, _ in blamed}


def test_a_line_of_the_class_explains_the_items_below_it() -> None:
    table = [
        "T05 general_public expenditure final 60.00万元",
        "T05 general_public expenditure#2080505 final 10.00万元",
        "T05 general_public expenditure#2080506 final 20.00万元",
        "T05 general_public expenditure#2040250 final 30.00万元",
    ]
    lines = [
        "text general_public expenditure#2080505 final 10.00万元",
        "text general_public expenditure#2080506 final 20.00万元",
    ]
    assert judge(*table, *lines)["item_lines_listed"] == {("warning", None)}
    assert "item_lines_listed" not in judge(*table, *lines, "text general_public expenditure#204 final 30.00万元")


def test_lines_that_may_be_left_out_are_no_error_of_the_sum() -> None:
    lines = [
        "text general_public expenditure initial_budget 100.00万元",
        "text general_public expenditure#2080505 initial_budget 10.00万元",
        "text general_public expenditure#2080506 initial_budget 20.00万元",
    ]
    assert judge(*lines) == {}
    assert judge(*lines, "text general_public expenditure#2130101 initial_budget 80.00万元")[
        "text_expenditure_lines"
    ] == {("error", None)}


def test_an_open_list_of_expense_items_is_not_judged() -> None:
    table = [
        "T06 general_public expenditure_basic final 11.00万元",
        "T06 general_public expenditure_basic#30101 final 6.00万元 name=基本工资",
        "T06 general_public expenditure_basic#30102 final 5.00万元 name=津贴补贴",
    ]
    section = "section s1 基本支出决算情况说明 :: 人员经费主要包括：基本工资、津贴补贴、离休费"
    assert judge(f"{section}。", *table)["expense_item_empty"] == {("warning", None)}
    assert "expense_item_empty" not in judge(f"{section}等。", *table)
    zero = "T06 general_public expenditure_basic#30301 final 0.00万元 name=离休费"
    assert judge(f"{section}。", *table, zero)["expense_item_empty"] == {("info", None)}


def test_an_amount_is_not_to_blame_for_what_only_a_negative_one_could_mend() -> None:
    lines = [
        "T06 general_public expenditure_basic#302 final 90.00万元",
        "T06 general_public expenditure_basic#30201 final 60.00万元",
        "T06 general_public expenditure_basic#30212 final 30.00万元",
        "T06 general_public expenditure_basic#30299 final 90.00万元",
        "text fiscal three_public_abroad final 0万元",
    ]
    with empty_warehouse() as connection:
        Loader(connection).load(read_figures(lines, "negative"))
        audit(connection)
        blamed = connection.execute("""
            SELECT s.economic_code, f.expected
            FROM finding f LEFT JOIN fact s ON s.fact_id = f.suspect
            WHERE f.rule_id = 'T06.2'
        """).fetchall()
    assert blamed == [(None, 1_800_000)]  # not 30212, which the text contradicts, too


def test_a_name_is_outdated_where_the_report_calls_its_code_otherwise() -> None:
    text = "section s1 支出决算具体情况 :: 文化体育与传媒支出（类）体育（款）群众体育（项）3.00万元。"
    table = "T05 general_public expenditure#207 final 3.00万元 name={}"
    assert "outdated_class_name" not in judge(text)
    assert "outdated_class_name" not in judge(text, table.format("文化体育与传媒支出"))
    assert judge(text, table.format("文化旅游体育与传媒支出"))["outdated_class_name"] == {("warning", None)}


def test_an_unknown_item_is_told_once_and_leaves_the_sum_of_the_lines_open() -> None:
    lines = [
        "text general_public expenditure final 100.00万元",
        "text general_public expenditure#2010101 final 60.00万元",
        "text general_public expenditure#2080505 final 3.00万元",
        "text general_public expenditure#2101101 final 10.00万元",
    ]
    unknown = "mention s1 ambiguous {}万元 subject=农林水(类)农业农村(款)农业生产改善(项)"
    assert "text_lines_short" in judge(*lines)
    with empty_warehouse() as connection:
        Loader(connection).load(read_figures([*lines, unknown.format("12.50"), unknown.format("14.50")], "unknown"))
        audit(connection)
        told = connection.execute("SELECT rule_id FROM finding").fetchall()
    assert told.count(("item_line_name",)) == 1 and ("text_lines_short",) not in told
