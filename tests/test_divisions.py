"""Places: which division a name means, in which year, and what an ambiguous name stays."""

from __future__ import annotations

import pytest

from extractors.identity.divisions import gazetteer, spellings, stem
from extractors.identity.places import locate


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("剑阁县审计局", "510823", "审计局"),
        ("攀枝花市西区行政审批局", "510403", "行政审批局"),
        ("江门市蓬江区住房和城乡建设局", "440703", "住房和城乡建设局"),
        ("江门蓬江区住房和城乡建设局", "440703", "住房和城乡建设局"),
        ("云南省楚雄州楚雄市第三中学", "532301", "第三中学"),
        ("大理州财政局", "532900", "财政局"),
        ("广西财政厅", "450000", "财政厅"),
        ("海南省琼中黎族苗族自治县水务局", "469030", "水务局"),
    ],
)
def test_a_name_begins_with_its_place(text: str, code: str, rest: str) -> None:
    lead = gazetteer().leading(text, 2022)
    assert lead is not None
    assert [d.code for d in lead.divisions] == [code]
    assert text[lead.end :] == rest


def test_a_shared_name_stays_open() -> None:
    lead = gazetteer().leading("鼓楼区财政局", 2022)
    assert lead is not None
    assert {"320106", "350102"} < {d.code for d in lead.divisions}
    assert gazetteer().leading("西南大学") is None


def test_names_are_of_their_year() -> None:
    before = gazetteer().leading("崇文区财政局", 2005)
    assert before is not None
    assert before.divisions[0].code == "110103"
    assert [d.code for d in gazetteer().named("余杭区", 2020)] == ["330110"]
    assert gazetteer().find("510823", 2030) is not None


def test_a_division_knows_where_it_lies() -> None:
    division = gazetteer().find("532301", 2023)
    assert division is not None
    assert gazetteer().full_name(division, 2023) == "云南省楚雄彝族自治州楚雄市"
    assert [d.level for d in gazetteer().ancestors(division, 2023)] == ["province", "city"]


def test_every_place_of_today_lies_in_a_province() -> None:
    places = gazetteer()
    for division in places.divisions:
        if division.holds(2024) and division.level != "province":
            assert places.ancestors(division, 2024)[0].level == "province", division


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("恩施土家族苗族自治州", "恩施州"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗"),
        ("东乡族自治县", "东乡县"),
        ("龙胜各族自治县", "龙胜县"),
        ("宁夏回族自治区", "宁夏"),
        ("剑阁县", "剑阁县"),
    ],
)
def test_autonomous_places_have_short_names(name: str, short: str) -> None:
    assert spellings(name)[-1] == short


def test_a_stem_keeps_two_characters() -> None:
    assert stem("攀枝花市") == "攀枝花"
    assert stem("西区") == "西区"
    assert stem("大理白族自治州") == "大理"


def test_the_text_settles_a_shared_name() -> None:
    body = locate("鼓楼区财政局", "江苏省南京市人民政府批准，南京市鼓楼区财政局", 2023)
    assert (body.name, body.division and body.division.code) == ("南京市鼓楼区财政局", "320106")
    spoken = locate("鼓楼区财政局", "按照福州市委的要求，福州市财政局批复了预算", 2023)
    assert spoken.division is not None
    assert spoken.division.code == "350102"
    assert locate("鼓楼区财政局", "本部门收入合计", 2023).division is None


def test_a_left_out_place_is_found_before_the_same_name() -> None:
    body = locate("县审计局", "县审计局内设股室四个。剑阁县审计局为政府工作部门", 2022)
    assert (body.name, body.bare) == ("剑阁县审计局", "审计局")
    assert locate("市场监督管理局", "天津市的市场监督管理局", 2022).name == "市场监督管理局"


def test_a_place_may_stand_inside_a_name() -> None:
    body = locate("共青团剑阁县委员会", "", 2022)
    assert body.division is not None
    assert body.division.code == "510823"


def test_an_index_names_the_division() -> None:
    body = locate("第三中学", "监督索引号5323010240731801000", 2023)
    assert body.division is not None
    assert body.division.code == "532301"


def test_central_bodies_have_the_centre() -> None:
    for name, text in (("国家档案局", ""), ("某某科技大学", "学校是教育部直属的重点大学")):
        division = locate(name, text, 2023).division
        assert division is not None
        assert (division.code, division.level) == ("000000", "central")
    assert locate("某某科技大学", "学校位于剑阁县。剑阁县、剑阁县、剑阁县", 2023).division is None


def test_a_district_gets_its_city_before_it() -> None:
    assert locate("通川区农业农村局", "", 2022).name == "达州市通川区农业农村局"
    assert locate("达州市通川区农业农村局", "", 2022).name == "达州市通川区农业农村局"
    assert locate("剑阁县财政局", "", 2022).name == "剑阁县财政局"
