"""Performance forms in their layouts: completion, ten columns, department, targets, lists; over pages; without merges."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.amounts import fold
from extractors.forms import FormsReading, read_forms
from extractors.outline import outline_document
from extractors.readers import read
from extractors.tables import assemble_tables
from schemas.catalog import CatalogError
from schemas.document import Table
from schemas.performance import FormCatalog, form_catalog
from schemas.records import Indicator, Project
from tests.shared import SHARED, needs_shared
from tests.tables import report_of, table_of, tables_of

D = Decimal

COMPLETION = """
项目名称|>|星空科普展览|>|>|>
预算单位|>|云溪县星火服务局|>|>|>
预算执行情况（万元）|预算数:|>|12.5万元|执行数:|11.25万元
^|其中-财政拨款:|>|12.5万元|其中-财政拨款:|11.25万元
^|其它资金:|>||其它资金:|
年度目标完成情况|预期目标|>|>|实际完成目标|>
^|办好两次展览|>|>|办了两次展览|>
绩效指标完成情况|一级指标|二级指标|三级指标|预期指标值(包含数字及文字描述)|实际完成指标值(包含数字及文字描述)
^|项目完成指标|数量指标|展览次数|≥2次|2次
^|^|质量指标|讲解合格率|98%|99%
^|满意度指标|服务对象满意度指标|观众满意度|基本满意|96%
"""

TEN_COLUMNS = """
项目名称|>|河道巡护|>|>|>|>|>|>|>
主管部门|>|云溪县星火服务局|>|>|>|实施单位|>|云溪县河道管理站|>
项目资金（万元）|>||>|年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
^|>|年度资金总额|>|30.00|40.00|36.00|10|90.00%|9
^|>|其中：当年财政拨款|>|30.00|32.00|30.00|—|93.75%|—
^|>|其他资金|>|0.00|8.00|6.00|—|75.00%|—
年度总体目标|预期目标|>|>|>|>|实际完成情况|>|>|>
^|巡护河道|>|>|>|>|已巡护|>|>|>
绩效指标|一级指标|二级指标|三级指标|>|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
^|产出指标（50分）|数量指标|巡护里程|>|≥120公里|126.5公里|50|50|
^|^|时效指标|巡护时间|>|2022年1-12月|全年|20|20|
^|效益指标|生态效益指标|水质|>|改善|有所改善|20|18|雨量偏少
总分|>|>|>|>|>|>|100|97|
"""

DEPARTMENT = """
部门（单位）名称|云溪县星火服务局|>|>|>|>|>
年度预算申请（万元）||年初预算数|全年预算数|全年执行数|执行率|得分（10分）
^|年度资金总额|500.00|520.00|494.00|95.00%|9.5
^|基本支出|||300.00||
^|项目支出|||194.00||
一级指标|二级指标|三级指标|分值|年度指标值|实际完成值|得分
投入|预算执行|预算完成率|40|≥95%|95%|40
效果|履职效益|公众满意度|50|≥90%|88%|46.5
总分|>|>|>|>|>|96
"""

TARGETS = """
项目名称|乡村书屋|>|>|>
主管部门|云溪县星火服务局|>|实施单位|云溪县图书馆
专项资金情况（万元）|资金总额|>|66.00|>
^|财政拨款|>|60.00|>
^|其他资金|>|6.00|>
年度目标|新建五个书屋|>|>|>
绩效目标指标|一级指标|二级指标|三级指标|指标值
^|产出指标|数量指标|新建书屋|=5个
^|^|时效指标|建成时间|11月底前
^|满意度指标|服务对象满意度指标|读者满意度|≥90%
备注||>|>|>
"""

LIST = """
项目名称|项目总额|其中：|>|绩效目标|一级指标|二级指标|三级指标|绩效指标性质|本年绩效指标值|绩效度量单位
^|^|财政资金|其他资金|^|^|^|^|^|^|^
51000022T000000460216-林木养护|17.398|15.398|2.0|养护林木|产出指标|数量指标|养护株数|≥|900|株
^|^|^|^|^|效益指标|社会效益指标|林容|定性|优|
51000022T000000460687-苗圃|10||10|育苗|产出指标|数量指标|育苗|＝|4|万株
"""

COMPOSITE = """
项目名称（资金使用单位）|总计|财政拨款|其他资金|绩效目标|绩效指标
合计|50.00|50.00|||
云溪县星火服务局|50.00|50.00|||
热线运行|20.00|20.00||接好电话|1、1-产出指标；11-数量指标；接听数；实施周期指标值:≥9万次；年度指标值:≥3万次。2、3-满意度指标；31-服务对象满意度；来电满意度；实施周期指标值:≥95%；年度指标值:≥95%。
大厅物业|30.00|30.00||保洁|1、4-成本指标；41-经济成本指标；物业成本；实施周期指标值:≤30万元；年度指标值:≤30万元。
"""


def forms_of(*blocks: Table | str, spans_known: bool = True) -> FormsReading:
    """The forms read of a document made of these blocks."""
    tables = [replace(t, spans_known=spans_known) for t in tables_of(*blocks)]
    return read_forms(tables, report_of())


def only(reading: FormsReading) -> tuple[Project, tuple[Indicator, ...]]:
    (project,) = reading.projects
    return project, reading.indicators


def on_page(table: Table, page: int) -> Table:
    return replace(table, page=page, cells=tuple(replace(c, page=page) for c in table.cells))


def test_completion_form() -> None:
    reading = forms_of("项目绩效目标完成情况表", "（2022年度）", table_of(COMPLETION))
    project, indicators = only(reading)
    assert (project.name, project.budget_unit, project.layout) == ("星空科普展览", "云溪县星火服务局", "completion")
    assert (project.budget_amount, project.executed_amount) == (D(125000), D(112500))
    assert (project.fiscal_amount, project.fiscal_executed_amount) == (D(125000), D(112500))
    assert project.initial_amount is None
    assert project.other_amount is None
    assert (project.expected_goal, project.actual_goal) == ("办好两次展览", "办了两次展览")
    assert [(i.level1, i.level2, i.level3, i.target_text, i.actual_text) for i in indicators] == [
        ("项目完成指标", "数量指标", "展览次数", "≥2次", "2次"),
        ("项目完成指标", "质量指标", "讲解合格率", "98%", "99%"),
        ("满意度指标", "服务对象满意度指标", "观众满意度", "基本满意", "96%"),
    ]
    assert [i.target_operator for i in indicators] == ["≥", "=", "定性"]
    assert [i.ord for i in indicators] == [1, 2, 3]
    assert reading.claimed == {"t1"}
    assert not reading.leftovers
    assert not reading.facts


def test_ten_columns_with_scores_that_close() -> None:
    project, indicators = only(forms_of(table_of(TEN_COLUMNS)))
    assert project.budget_unit == "云溪县河道管理站"
    amounts = (project.initial_amount, project.budget_amount, project.executed_amount)
    assert amounts == (D(300000), D(400000), D(360000))
    assert (project.other_amount, project.other_executed_amount) == (D(80000), D(60000))
    assert (project.execution_rate, project.execution_score, project.total_score) == (D(90), D(9), D(97))
    assert project.confidence == D("0.99")
    assert [(i.level1, i.weight, i.score) for i in indicators] == [
        ("产出指标", D(50), D(50)),
        ("产出指标", D(20), D(20)),
        ("效益指标", D(20), D(18)),
    ]
    assert [i.reason for i in indicators] == [None, None, "雨量偏少"]
    assert indicators[1].target_period == "2022-01/2022-12"
    assert indicators[1].actual_text == "全年"


def test_scores_that_do_not_close_lower_the_confidence() -> None:
    project, _ = only(forms_of(table_of(TEN_COLUMNS.replace("100|97", "100|99"))))
    assert project.total_score == 99
    assert project.confidence == D("0.95")


def test_department_score_is_a_fact() -> None:
    reading = forms_of("部门整体支出绩效自评表", table_of(DEPARTMENT))
    project, indicators = only(reading)
    assert (project.name, project.layout) == ("云溪县星火服务局", "department")
    assert (project.budget_amount, project.executed_amount) == (D(5200000), D(4940000))
    assert len(indicators) == 2
    (fact,) = reading.facts
    assert (fact.concept, fact.measure, fact.fund, fact.value, fact.unit) == (
        "evaluation_score",
        "final",
        "all",
        D(96),
        "score",
    )
    assert (fact.item, fact.statutory_table, fact.source) == (None, None, "table")
    assert (fact.row, fact.col) == (8, 6)


def test_targets_without_results() -> None:
    project, indicators = only(forms_of(table_of(TARGETS)))
    assert project.layout == "target"
    assert (project.budget_amount, project.fiscal_amount, project.other_amount) == (D(660000), D(600000), D(60000))
    assert (project.executed_amount, project.actual_goal) == (None, None)
    assert project.expected_goal == "新建五个书屋"
    assert [(i.target_text, i.target_operator, i.target_value) for i in indicators] == [
        ("=5个", "=", D(5)),
        ("11月底前", "≤", None),
        ("≥90%", "≥", D(90)),
    ]
    assert {i.actual_text for i in indicators} == {""}


def test_list_with_merged_projects_and_operator_columns() -> None:
    reading = forms_of("金额单位：万元", table_of(LIST))
    assert [(p.name, p.budget_amount, p.fiscal_amount, p.other_amount) for p in reading.projects] == [
        ("林木养护", D(173980), D(153980), D(20000)),
        ("苗圃", D(100000), None, D(100000)),
    ]
    first, second, third = reading.indicators
    assert (first.target_text, first.target_operator, first.target_value, first.target_unit) == (
        "≥900株",
        "≥",
        D(900),
        "株",
    )
    assert (second.target_text, second.target_operator, second.target_value) == ("优", "定性", None)
    assert (third.project_id, third.level3, third.target_unit) == (reading.projects[1].project_id, "育苗", "万株")


def test_list_with_all_indicators_in_one_cell() -> None:
    reading = forms_of("单位：万元", table_of(COMPOSITE))
    assert [(p.name, p.budget_unit, p.budget_amount) for p in reading.projects] == [
        ("热线运行", "云溪县星火服务局", D(200000)),
        ("大厅物业", "云溪县星火服务局", D(300000)),
    ]
    assert [(i.level1, i.level2, i.level3, i.target_text) for i in reading.indicators] == [
        ("产出指标", "数量指标", "接听数", "≥3万次"),
        ("满意度指标", "服务对象满意度", "来电满意度", "≥95%"),
        ("成本指标", "经济成本指标", "物业成本", "≤30万元"),
    ]
    assert not reading.leftovers


def test_totals_and_subtotals_of_a_list_have_the_unit_of_the_table() -> None:
    unit = "云溪县统计中心（云溪县普查中心）|30.00|30.00|||\n其他运行|30.00|30.00||运行|"
    reading = forms_of("单位：万元", table_of(COMPOSITE + unit))
    assert {m.unit for m in reading.mentions if m.reason == "form" and not m.unit} == set()
    assert sum(m.value == 500000 for m in reading.mentions) == 4
    assert not reading.leftovers
    assert [p.budget_unit for p in reading.projects][-2:] == ["云溪县星火服务局", "云溪县统计中心（云溪县普查中心）"]


def test_the_value_of_a_composite_indicator_goes_to_the_next_label() -> None:
    text = COMPOSITE.replace("年度指标值:≤30万元", "年度指标值:一级工程≤30万元；二级工程≤9万元")
    indicator = forms_of("单位：万元", table_of(text)).indicators[-1]
    assert (indicator.level3, indicator.target_text) == ("物业成本", "一级工程≤30万元；二级工程≤9万元")
    assert (indicator.target_operator, indicator.target_value) == (None, None)


def test_several_forms_in_one_table() -> None:
    other = TEN_COLUMNS.replace("河道巡护", "山林巡护").replace("40.00", "50.00")
    reading = forms_of(table_of(TEN_COLUMNS + other.lstrip()))
    assert [(p.name, p.budget_amount) for p in reading.projects] == [("河道巡护", D(400000)), ("山林巡护", D(500000))]
    assert Counter(i.project_id for i in reading.indicators) == {p.project_id: 3 for p in reading.projects}


def test_levels_carried_down_where_merges_are_lost() -> None:
    lines = [line.replace(">", "").replace("^", "") for line in TEN_COLUMNS.strip().splitlines()]
    project, indicators = only(forms_of(table_of("\n".join(lines)), spans_known=False))
    assert (project.name, project.budget_amount, project.total_score) == ("河道巡护", D(400000), D(97))
    assert (project.expected_goal, project.actual_goal) == ("巡护河道", "已巡护")
    assert [(i.level1, i.level2) for i in indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "生态效益指标"),
    ]


def test_one_cell_after_another_without_merges() -> None:
    text = """
    项目名称|星空科普展览
    预算单位|云溪县星火服务局
    预算执行情况(万元)|预算数:|12.5万元|执行数:|11.25万元
    |其中-财政拨款:|12.5万元|其中-财政拨款:|11.25万元
    |其它资金:||其它资金:|
    年度目标完成情况|预期目标|实际完成目标
    |办好两次展览|办了两次展览
    绩效指标完成情况|一级指标|二级指标|三级指标|预期指标值|实际完成指标值
    |项目完成指标|数量指标|展览次数|≥2次|2次
    """
    project, (indicator,) = only(forms_of(table_of(text), spans_known=False))
    assert (project.budget_amount, project.executed_amount, project.fiscal_amount) == (D(125000), D(112500), D(125000))
    assert (project.expected_goal, project.actual_goal) == ("办好两次展览", "办了两次展览")
    assert (indicator.level1, indicator.level2, indicator.level3) == ("项目完成指标", "数量指标", "展览次数")


def test_rows_without_blank_cells_begin_at_the_level_that_they_name() -> None:
    text = """
    项目名称|河道巡护
    项目资金（万元）|资金总额|40.00
    绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
    产出指标|数量指标|巡护里程|≥120公里|126.5公里|40|40
    成本指标|巡护成本|≤40万元|36万元|30|30
    成本指标|经济成本指标|燃油成本|≤9万元|8万元|20|20
    总分|90|90
    """
    _, indicators = only(forms_of(table_of(text), spans_known=False))
    assert [(i.level1, i.level2, i.level3, i.target_text, i.weight) for i in indicators] == [
        ("产出指标", "数量指标", "巡护里程", "≥120公里", D(40)),
        ("产出指标", "成本指标", "巡护成本", "≤40万元", D(30)),
        ("成本指标", "经济成本指标", "燃油成本", "≤9万元", D(20)),
    ]


def test_a_form_goes_on_on_a_page_with_other_columns() -> None:
    head = """
    项目名称|河道巡护|>|>|>|>
    项目资金（万元）||年初预算数|全年预算数|全年执行数|得分
    ^|年度资金总额|30.00|40.00|36.00|9
    """
    rest = "|>|其他资金|>|0.00|8.00|>|>|6.00|—\n年度总体目标" + TEN_COLUMNS.split("年度总体目标")[1]
    first, second = on_page(table_of(head), 1), on_page(table_of(rest), 2)
    reading = forms_of(first, second)
    project, indicators = only(reading)
    assert (project.budget_amount, project.total_score, len(indicators)) == (D(400000), D(97), 3)
    assert (project.other_amount, project.other_executed_amount) == (D(80000), D(60000))
    assert reading.claimed == {"t1", "t2"}


def test_a_goal_goes_on_on_the_next_page() -> None:
    head = "项目名称|>|河道巡护\n年度目标|目标1：巡护河道。|>\n^|目标2：清理河床。|>"
    rest = "|目标3：植树。|>\n|一级指标|指标值\n|产出指标|3次"
    project, _ = only(forms_of(on_page(table_of(head), 1), on_page(table_of(rest), 2)))
    assert (project.name, project.expected_goal) == ("河道巡护", "目标1：巡护河道。目标2：清理河床。目标3：植树。")
    for aside in ("|资料齐全|>", "^|其他说明|", "^|其他说明|资料齐全"):
        assert only(forms_of(table_of(f"{head}\n{aside}")))[0].expected_goal == "目标1：巡护河道。目标2：清理河床。"


def test_an_indicator_stands_in_the_row_of_its_cells() -> None:
    """A page may begin with a row of one blank cell, merged down, that holds nothing else."""
    rest = "|产出指标|数量指标|修缮书屋|=2个\n^|^|质量指标|验收合格率|100%"
    table = table_of(rest)
    lower = [replace(c, row=c.row + 1) if c.col or c.row else replace(c, row_span=3) for c in table.cells]
    moved = on_page(replace(table, cells=tuple(lower), rows=3), 2)
    indicators = forms_of(on_page(table_of(TARGETS.split("备注")[0]), 1), moved).indicators
    assert [(i.level3, i.row) for i in indicators[3:]] == [("修缮书屋", 11), ("验收合格率", 12)]


def test_indicators_go_on_without_a_header() -> None:
    rows = """
    产出指标|数量指标|修缮书屋|=2个
    ^|质量指标|验收合格率|100%
    """
    reading = forms_of(on_page(table_of(TARGETS), 1), on_page(table_of(rows), 2))
    _, indicators = only(reading)
    assert [(i.level1, i.level2, i.level3, i.target_text) for i in indicators[3:]] == [
        ("产出指标", "数量指标", "修缮书屋", "=2个"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
    ]


def test_a_group_whose_name_stands_on_the_next_page_gets_no_name() -> None:
    text = LIST + "|||||产出指标|数量指标|浇水次数|≥|3|次\n^|^|^|^|^|产出指标|数量指标|除草次数|≥|2|次\n"
    reading = forms_of("金额单位：万元", on_page(table_of(text), 1))
    assert len(reading.indicators) == 3
    assert [leftover.reason for leftover in reading.leftovers] == ["project_without_name"] * 2


def test_a_blank_template_is_no_project() -> None:
    blank = """
    项目名称||>|>|>
    主管部门||>|实施单位|
    资金金额（万元）|资金总额|>||>
    总体目标|目标1： 目标2： ……|>|>|>
    绩效指标|一级指标|二级指标|三级指标|指标值
    ^|产出指标|数量指标|指标1：|
    ^|^|^|……|
    """
    reading = forms_of(table_of(blank))
    assert not reading.projects
    assert reading.claimed == {"t1"}


def test_other_tables_are_left_alone() -> None:
    statement = """
    项目|行次|预算数|决算数|项目|行次|预算数|决算数
    一、一般公共预算财政拨款收入|1|10.00|10.00|一、一般公共服务支出|9|8.00|8.00
    """
    catalogue = """
    采购项目|指导性目录|>|>|采购方式|金额（万元）
    ^|一级|二级|三级|^|^
    印刷|公共服务|辅助|印刷|询价|3.5
    """
    reading = forms_of(table_of(TARGETS), "收入支出决算总表", table_of(statement), "采购明细表", table_of(catalogue))
    assert reading.claimed == {"t1"}


def test_a_row_that_nothing_claims_is_left_over() -> None:
    odd = TEN_COLUMNS.replace("年度总体目标|预期目标", "巡护工具|船三艘|>|>|>|>|>|>|>|>\n年度总体目标|预期目标")
    (leftover,) = forms_of(table_of(odd)).leftovers
    assert (leftover.reason, leftover.text, leftover.table_id) == ("unknown_row", "巡护工具 | 船三艘", "t1")


def test_amounts_without_a_unit_are_left_over() -> None:
    reading = forms_of(table_of(TARGETS.replace("专项资金情况（万元）", "专项资金情况")))
    assert reading.projects[0].budget_amount is None
    assert {leftover.reason for leftover in reading.leftovers} == {"unknown_unit"}


def test_every_number_of_a_form_is_a_mention() -> None:
    reading = forms_of(table_of(TARGETS))
    assert {m.reason for m in reading.mentions} == {"form"}
    found = Counter((m.value, m.unit) for m in reading.mentions)
    assert found[D(660000), "CNY"] == 1
    assert found[D(5), "个"] == 1
    assert found[D(90), "percent"] == 1
    assert len(reading.mentions) == 6
    total = next(m for m in reading.mentions if m.value == 660000)
    assert (total.value_reported, total.table_id, total.row, total.col) == ("66.00", "t1", 2, 3)


def test_numbers_that_count_the_lines_of_a_form_are_numbering() -> None:
    text = TARGETS.replace("新建书屋|=5个", "指标1：新建书屋|=5个").replace(
        "新建五个书屋", "目标1：建3个。2、选址2.5天。（3）验收"
    )
    reasons = [(m.value_reported, m.reason) for m in forms_of(table_of(text)).mentions if not m.unit]
    assert reasons == [("1", "numbering"), ("2", "numbering"), ("3", "numbering"), ("1", "numbering")]
    composite = Counter(m.reason for m in forms_of("单位：元", table_of(COMPOSITE)).mentions if not m.unit)
    assert composite == {"numbering": 9}


def test_the_parts_of_a_period_keep_their_units() -> None:
    mentions = forms_of(table_of(TARGETS.replace("11月底前", "2020年1月1日-12月31日"))).mentions
    found = [(m.value, m.unit) for m in mentions if m.subject == "建成时间"]
    assert found == [(D(2020), "年"), (D(1), "月"), (D(1), "日"), (D(12), "月"), (D(31), "日")]


def test_ids_are_the_same_on_every_run() -> None:
    assert forms_of(table_of(LIST)) == forms_of(table_of(LIST))


def test_labels_are_found_with_their_notes() -> None:
    catalog = form_catalog()
    label = catalog.find("其中：当年财政拨款（万元）")
    assert label is not None
    assert label.part == "fiscal"
    assert catalog.find("执行率（B/A）") == catalog.find("执行率")
    assert catalog.find("一般公共服务支出") is None
    assert catalog.level_fields("效益指标（30分）") == ("level1",)
    assert catalog.level_fields("成本指标") == ("level1", "level2")
    assert catalog.split_levels("产出指标\n数量指标\n检查次数") == ("产出指标", "数量指标", "检查次数")
    assert catalog.title_name("2022年度河道巡护项目自评表") == "河道巡护"


def test_a_label_with_two_meanings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = {g: {"x": [g]} for g in ("goal", "indicator", "score", "closing", "section", "ignored")}
    data = {"head": {"name": ["项目"], "unit": ["项目"]}, **groups}
    monkeypatch.setattr("schemas.performance.load_toml", lambda path: data)
    form_catalog.cache_clear()
    with pytest.raises(CatalogError, match="项目"):
        form_catalog()
    monkeypatch.undo()
    form_catalog.cache_clear()
    assert isinstance(form_catalog(), FormCatalog)


@needs_shared
@pytest.mark.parametrize(
    "name", ["sc_510823_shenji_2021.docx", "hb_420881_shuili_2022.docx", "sc_511702_nongye_2022.txt"]
)
def test_forms_of_the_development_set(name: str) -> None:
    lines = (SHARED / "devset" / "gold_projects.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [g for g in map(json.loads, lines) if g["doc"] == name]
    document = read(SHARED / "devset" / "docs" / name)
    reading = read_forms(assemble_tables(document, outline_document(document)), report_of(year=gold[0]["fiscal_year"]))
    projects = {fold(p.name): p for p in reading.projects}
    for wanted in gold:
        project = projects[fold(wanted["name"])]
        assert project.budget_amount == D(wanted["budget_amount"])
        assert project.executed_amount == D(wanted["executed_amount"])
        rows = [i for i in reading.indicators if i.project_id == project.project_id]
        assert [(i.level3, fold(i.target_text), fold(i.actual_text), i.target_operator) for i in rows] == [
            (i["level3"], fold(i["target_text"]), fold(i["actual_text"]), i["operator"]) for i in wanted["indicators"]
        ]


def test_a_list_whose_indicators_are_columns_below_one_heading() -> None:
    reading = forms_of(
        "单位：万元",
        table_of("""
        项目名称（资金使用单位） | 总计 | 财政拨款 | 绩效目标 | 绩效指标 | > | > | >
        ^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 年度指标值
        合计 | 9.00 | 9.00 | | | | |
        河道保洁 | 9.00 | 9.00 | 清理河道 | 产出指标 | 数量指标 | 清理长度 | ≥12公里
        ^ | ^ | ^ | ^ | 效益指标 | 社会效益 | 知晓率 | ≥80%
        """),
    )
    assert [(p.name, p.budget_amount) for p in reading.projects] == [("河道保洁", D(90000))]
    assert [(i.level1, i.level2, i.level3, i.target_value) for i in reading.indicators] == [
        ("产出指标", "数量指标", "清理长度", D(12)),
        ("效益指标", "社会效益", "知晓率", D(80)),
    ]
    assert not reading.leftovers
