"""Level names of indicators where a merged cell runs over pages and its name is printed on one of them."""

from __future__ import annotations

from extractors.forms.levels import captioned_levels
from schemas.document import Table
from schemas.performance import form_catalog
from tests.tables import table_of
from tests.test_forms import forms_of, on_page

HEAD = """
部门（单位）名称|>|云溪县星火服务局|>
年度绩效指标|一级指标|二级指标|指标内容|指标值
"""


def levels_of(*blocks: Table | str) -> list[tuple[str | None, str | None, str]]:
    return [(i.level1, i.level2, i.level3) for i in forms_of(*blocks).indicators]


def test_a_group_is_named_by_the_first_name_that_follows_on_a_later_page() -> None:
    first = HEAD + "^||数量指标|巡护次数|3次\n^|^|^|巡护里程|9公里\n^|^||合格率|90%\n^|^|^|返工率|2%"
    second = "|产出指标|质量指标|优良率|80%\n^|^|^|投诉率|1%\n^|效益指标|社会效益指标|知晓率|80%"
    assert levels_of(on_page(table_of(first), 1), on_page(table_of(second), 2)) == [
        ("产出指标", "数量指标", "巡护次数"),
        ("产出指标", "数量指标", "巡护里程"),
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "质量指标", "返工率"),
        ("产出指标", "质量指标", "优良率"),
        ("产出指标", "质量指标", "投诉率"),
        ("效益指标", "社会效益指标", "知晓率"),
    ]


def test_the_rest_of_a_group_at_the_head_of_a_page_keeps_its_name() -> None:
    first = HEAD + "^||数量指标|巡护次数|3次\n^|^|^|巡护里程|9公里"
    second = "|产出指标||返修次数|2次\n^|^|质量指标|优良率|80%"
    assert [row[1] for row in levels_of(on_page(table_of(first), 1), on_page(table_of(second), 2))] == [
        "数量指标",
        "数量指标",
        "数量指标",
        "质量指标",
    ]


def test_a_page_without_a_name_between_two_names_belongs_to_neither() -> None:
    first = HEAD + "^|产出指标|数量指标|巡护次数|3次\n^|^|^|巡护里程|9公里"
    second = "|||绿化面积|2亩\n^|^|^|返修次数|2次"
    third = "|产出指标|质量指标|优良率|80%\n^|^|^|投诉率|1%"
    rows = levels_of(*(on_page(table_of(t), page) for page, t in enumerate((first, second, third), 1)))
    assert [row[1] for row in rows] == ["数量指标", "数量指标", None, None, "质量指标", "质量指标"]
    assert {row[0] for row in rows} == {"产出指标"}


def test_a_page_without_the_level_columns_takes_the_names_printed_beside_its_table() -> None:
    first = HEAD + "^||经济效益指标|节约|有效\n^|^|^|收入|增长\n^|^||知晓率|80%"
    second = "参与率|80%\n到访量|9人次"
    third = "||满意率|80%\n^|^|投诉率|1%\n^|生态效益指标|水质|改善"
    pages = on_page(table_of(first), 1), on_page(table_of(second), 2), on_page(table_of(third), 3)
    assert levels_of(pages[0], pages[1], "社会效益", "指标", "效益指标", pages[2]) == [
        ("效益指标", "经济效益指标", "节约"),
        ("效益指标", "经济效益指标", "收入"),
        ("效益指标", "社会效益指标", "知晓率"),
        ("效益指标", "社会效益指标", "参与率"),
        ("效益指标", "社会效益指标", "到访量"),
        ("效益指标", "社会效益指标", "满意率"),
        ("效益指标", "社会效益指标", "投诉率"),
        ("效益指标", "生态效益指标", "水质"),
    ]


def test_a_first_level_without_a_name_follows_the_form_and_then_the_standard_scheme() -> None:
    unnamed = HEAD + "^||数量指标|巡护次数|3次\n^|^|服务对象满意度指标|满意率|90%"
    assert [row[0] for row in levels_of(on_page(table_of(unnamed), 1))] == ["产出指标", "满意度指标"]
    own = unnamed + "\n^|项目完成指标|数量指标|巡护里程|9公里"
    assert [row[0] for row in levels_of(on_page(table_of(own), 1))] == ["项目完成指标", None, "项目完成指标"]
    without = unnamed.replace("一级指标", "备注")
    assert {row[0] for row in levels_of(on_page(table_of(without), 1))} == {None}


def test_captions_that_are_level_names() -> None:
    found = captioned_levels(("效益指标", "指标", "社会效益", "标", "附表15"), form_catalog())
    assert found == {"level1": ["效益指标"], "level2": ["社会效益指标"]}
    assert not captioned_levels(("成本指标", "单位：万元"), form_catalog())
