"""Tables flattened to one cell a line or to TABs: merges inferred, amounts in their columns, doubts said aloud."""

from __future__ import annotations

from tests.flattening import cells, only, read, tabs
from tests.packages import filled, tables, texts

# One cell a line ------------------------------------------------------------------------------------------------------


def test_a_period_of_labels_parts_the_cells_above() -> None:
    found = read(*cells("收入|支出", "项目|决算数|项目|决算数", "一、拨款|5.06|一、教育|3.00"))
    assert only(found)[0] == ["收入", "收入", "支出", "支出"]


def test_a_side_begins_where_its_label_comes_again() -> None:
    found = read(*cells("收入|支出", "项目|决算数|项目|合计|公共|基金", "一、拨款|5.06|一、教育|3.00|2.00|1.00"))
    assert only(found)[0] == ["收入"] * 2 + ["支出"] * 4


def test_a_blank_cell_continues_the_one_above_and_a_run_lies_under_one() -> None:
    found = read(*cells("编码|名称|本年支出|结余", "||小计|基本|项目|", "201|公共服务|5.00|3.00|2.00|1.00"))
    assert only(found)[:2] == [
        ["编码", "名称", "本年支出", "本年支出", "本年支出", "结余"],
        ["编码", "名称", "小计", "基本", "项目", "结余"],
    ]


def test_three_rows_of_header_with_groups_that_repeat() -> None:
    found = read(
        *cells(
            "预算数|决算数",
            "合计|出国费|用车费|接待费|合计|出国费|用车费|接待费",
            "||小计|购置|运行||||小计|购置|运行|",
            "9.00|1.00|5.00|2.00|3.00|3.00|8.00|1.00|4.00|2.00|2.00|3.00",
        )
    )
    first, second, third, _ = only(found)
    assert first == ["预算数"] * 6 + ["决算数"] * 6
    assert second == ["合计", "出国费", *["用车费"] * 3, "接待费"] * 2
    assert third == ["合计", "出国费", "小计", "购置", "运行", "接待费"] * 2


def test_a_short_caption_row_leaves_the_header_its_rows() -> None:
    found = read(
        *tabs(
            "编制单位：某县水利局|金额单位：万元",
            "合计||用车费|||",
            "||购置费||运行费|",
            "预算数|决算数|预算数|决算数|预算数|决算数",
            "9.00|7.00|2.00|1.00|7.00|6.00",
            "|",
        )
    )
    assert only(found)[2][2:] == ["购置费", "购置费", "运行费", "运行费"]


def test_groups_without_blanks_stand_over_even_parts() -> None:
    found = read(
        *cells(
            "合计|接待费|用车费",
            "||小计|购置",
            "预算|决算|预算|决算|预算|决算|预算|决算",
            "1.0|2.0|3.0|4.0|5.0|6.0|7.0|8.0",
        )
    )
    assert only(found)[0] == ["合计"] * 2 + ["接待费"] * 2 + ["用车费"] * 4


def test_a_total_takes_the_columns_of_codes_and_names() -> None:
    found = read(*cells("编码|名称|合计|基本", "合计|5.06|3.00", "201|公共服务|5.06|3.00"))
    assert only(found)[1] == ["合计", "合计", "5.06", "3.00"]


def test_a_total_above_blank_columns_is_placed_too() -> None:
    found = read(*cells("编码|名称|合计|基本|项目", "合计|5.06||5.06", "201|公共服务|5.06||5.06"))
    assert only(found)[1] == ["合计", "合计", "5.06", "", "5.06"]


def test_a_row_with_two_sides_is_stretched_so_that_amounts_meet_their_columns() -> None:
    found = read(
        *cells(
            "人员经费|公用经费",
            "编码|名称|金额|编码|名称|金额",
            "301|工资|20.00|302|商品|3.00",
            "人员经费合计|2230.49|公用经费合计|380.86",
        )
    )
    assert only(found)[-1] == ["人员经费合计"] * 2 + ["2230.49"] + ["公用经费合计"] * 2 + ["380.86"]
    assert found.notes == ()


def test_three_groups_under_two_cells_follow_the_ministrys_form() -> None:
    found = read(
        *cells(
            "人员经费|公用经费",
            "编码|名称|金额|编码|名称|金额|编码|名称|金额",
            "301|工资|20.00|302|商品|3.00|310|资本|1.00",
            "人员经费合计|20.00|公用经费合计|4.00",
        )
    )
    first, *_, last = only(found)
    assert first == ["人员经费"] * 3 + ["公用经费"] * 6
    assert (last[2], last[8]) == ("20.00", "4.00")


def test_doubtful_rows_stay_as_printed_and_are_reported() -> None:
    found = read(
        *cells(
            "东区|西区",
            "编码|名称|金额|编码|名称|金额|编码|名称|金额",
            "301|工资|20.00|302|商品|3.00|310|资本|1.00",
            "东区合计|20.00|西区合计|4.00",
        )
    )
    first, *_, last = only(found)
    assert first[:3] == ["东区", "西区", ""]
    assert last[:5] == ["东区合计", "20.00", "西区合计", "4.00", ""]
    assert found.notes == (
        ("ambiguous_row", "东区 | 西区", None),
        ("ambiguous_row", "东区合计 | 20.00 | 西区合计 | 4.00", None),
    )


def test_a_wrapped_cell_is_one_cell() -> None:
    found = read("\t项目名称", "\t办公楼", "维修", "", "\t预算数", "\t5.00", "")
    assert only(found) == [["项目名称", "办公楼\n维修"], ["预算数", "5.00"]]


def test_a_title_between_two_tables_parts_them() -> None:
    form = cells("项目名称|维修", "主管部门|水利局", "一级指标|产出")
    first, second = tables(read("\t项目自评表", "(2023年度)", "", *form, "\t项目自评表", "(2023年度)", "", *form))
    assert filled(first) == filled(second)
    assert filled(first)[0] == ["项目自评表\n(2023年度)"] * 2


def test_a_wider_gap_parts_two_tables() -> None:
    table = cells("项目|金额", "一、拨款|5.00")
    assert len(tables(read(*table, "", "", *table))) == 2


def test_a_note_after_the_last_row_is_a_paragraph() -> None:
    found = read(*cells("项目|金额", "一、拨款|5.00")[:-1], "注：本表金额取整。")
    assert only(found)[-1] == ["一、拨款", "5.00"]
    assert "注：本表金额取整。" in texts(found)


def test_a_forms_heads_and_pairs() -> None:
    found = read(
        *cells(
            "项目名称|维修",
            "执行情况|预算数:|5.00|执行数:|4.00",
            "|其中拨款:|5.00|其中拨款:|4.00",
            "年度目标|预期目标|完成目标",
            "|修好屋顶。|已修好。",
            "绩效指标|一级指标|二级指标|三级指标|指标值|完成值",
            "|产出指标|数量指标|屋顶|1处|1处",
            "总分|100",
        )
    )
    grid = only(found)
    assert grid[0] == ["项目名称"] * 2 + ["维修"] * 4
    assert [row[0] for row in grid[1:7]] == ["执行情况"] * 2 + ["年度目标"] * 2 + ["绩效指标"] * 2
    assert grid[1][3:] == ["5.00", "执行数:", "4.00"]
    assert grid[2][3:] == ["5.00", "其中拨款:", "4.00"]
    assert grid[7] == ["总分"] * 5 + ["100"]


# TABs -----------------------------------------------------------------------------------------------------------------


def test_blank_cells_beside_a_header_text_belong_to_it() -> None:
    found = read(
        *tabs(
            "收入决算表|||||",
            "部门：水利局||||单位：元|",
            "科目编码|||科目名称|合计|基本",
            "类|款|项|||",
            "合计||||5.00|3.00",
            "205|||教育支出|5.00|",
            "205|02||普通教育|5.00|3.00",
        )
    )
    assert only(found) == [
        ["收入决算表"] * 6,
        ["部门：水利局"] * 4 + ["单位：元"] * 2,
        ["科目编码"] * 3 + ["科目名称", "合计", "基本"],
        ["类", "款", "项", "科目名称", "合计", "基本"],
        ["合计"] * 4 + ["5.00", "3.00"],
        ["205", "", "", "教育支出", "5.00", ""],
        ["205", "02", "", "普通教育", "5.00", "3.00"],
    ]


def test_a_line_number_is_no_label() -> None:
    found = read(*tabs("项目|行次|金额|项目|行次|金额", "栏次||1|栏次||2", "一、拨款|1|5.00|一、教育|2|"))
    assert only(found)[1:] == [["栏次", "", "1", "栏次", "", "2"], ["一、拨款", "1", "5.00", "一、教育", "2", ""]]


def test_a_header_may_begin_with_a_total() -> None:
    found = read(*tabs("合计|出国费|用车费||", "||小计|购置|运行", "9.00|1.00|8.00|5.00|3.00"))
    assert only(found)[0] == ["合计", "出国费", "用车费", "用车费", "用车费"]
    assert only(found)[1] == ["合计", "出国费", "小计", "购置", "运行"]


def test_rows_that_leave_covered_cells_out_are_stretched() -> None:
    found = read(*tabs("编码|名称|年初|支出", "合计||5.00", "201|公共|1.00|", "202|外交||4.00"))
    assert only(found)[1] == ["合计", "合计", "", "5.00"]


def test_rows_that_lack_blank_cells_at_the_end_are_filled_up() -> None:
    found = read(*tabs("编码|名称|合计|基本", "201|公共|5.00|2.00", "202|外交|3.00"))
    assert only(found)[2] == ["202", "外交", "3.00", ""]


def test_a_title_row_parts_two_tables_of_lines() -> None:
    one = tabs("收入决算表|", "项目|金额", "一、拨款|5.00")
    first, second = tables(read(*one, *one))
    assert filled(first) == filled(second)


def test_a_form_of_lines_has_its_side_headings() -> None:
    found = read(
        *tabs(
            "项目名称||维修|||",
            "项目资金|||预算数|执行数|得分",
            "|年度总额||5.00|4.00|8",
            "|其他资金||0.00||",
            "绩效指标|一级指标|二级指标||指标值|完成值",
            "|产出指标|数量||1处|1处",
            "||质量||好|好",
            "总分|||||95",
        )
    )
    assert only(found) == [
        ["项目名称", "项目名称", "维修", "维修", "维修", "维修"],
        ["项目资金", "", "", "预算数", "执行数", "得分"],
        ["项目资金", "年度总额", "年度总额", "5.00", "4.00", "8"],
        ["项目资金", "其他资金", "其他资金", "0.00", "", ""],
        ["绩效指标", "一级指标", "二级指标", "二级指标", "指标值", "完成值"],
        ["绩效指标", "产出指标", "数量", "数量", "1处", "1处"],
        ["绩效指标", "产出指标", "质量", "质量", "好", "好"],
        ["总分"] * 5 + ["95"],
    ]


def test_one_line_with_a_tab_is_a_paragraph() -> None:
    assert tables(read("部门：水利局\t单位：万元")) == []
