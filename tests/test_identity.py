"""Whose report of which kind and year it is, from covers, captions, headings and text."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from extractors.identity import UNNAMED, identify, report_id
from extractors.identity.bodies import title_name
from extractors.identity.captions import names_in
from extractors.identity.cover import parse_date, report_kind, report_year
from extractors.organizations import clean_name, is_body, kind_of_body, organization_id
from extractors.outline import outline_document
from extractors.readers import read
from schemas.document import Block, Cell, Document, Heading, Paragraph, Table
from schemas.report import Report
from tests.shared import SHARED, needs_shared


def report_of(*blocks: Block | str, hint: str = "", sha: str = "d" * 64) -> Report:
    made = tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks)
    document = Document(sha, "report", "text", made)
    return identify(document, outline_document(document), hint)


BODY: tuple[Block | str, ...] = (
    "第一部分 部门概况",
    "一、主要职能",
    "负责审计监督。",
    "二、收入决算情况说明",
    "收入10.00万元。",
)


@pytest.mark.parametrize(
    ("title", "kind", "year", "name"),
    [
        ("2021年度剑阁县审计局部门决算", "final_account", 2021, "剑阁县审计局"),
        ("钟祥市水利和湖泊局2022年度部门决算公开", "final_account", 2022, "钟祥市水利和湖泊局"),
        ("关于2023年度长沙市岳麓区教育局部门决算的公开说明", "final_account", 2023, "长沙市岳麓区教育局"),
        ("2026年深圳市审计局部门预算", "budget", 2026, "深圳市审计局"),
        ("西安市医疗保障局2022年部门综合预算", "budget", 2022, "西安市医疗保障局"),
        (
            "2026年度无锡市应急管理综合行政执法监督局单位预算公开",
            "unit_budget",
            2026,
            "无锡市应急管理综合行政执法监督局",
        ),
        ("昆明市第一人民医院2022年度单位决算", "unit_final_account", 2022, "昆明市第一人民医院"),
        ("楚雄市第三中学2023年度部门决算", "unit_final_account", 2023, "楚雄市第三中学"),
        ("剑阁县审计局2022年部门整体支出绩效评价报告", "performance", 2022, "剑阁县审计局"),
        ("湖南省机关事务管理局2023年度“三公”经费预算公开", "three_public", 2023, "湖南省机关事务管理局"),
        ("浙江省生态环境厅2023年度部门决算及“三公”经费公开", "final_account", 2023, "浙江省生态环境厅"),
        ("2022年剑阁县审计局“三公”经费增减情况说明", "three_public", 2022, "剑阁县审计局"),
        ("剑阁县妇女联合会关于财政拨款“三公”经费2022年决算的情况说明", "three_public", 2022, "剑阁县妇女联合会"),
        ("二〇二二年度延边州公安局部门决算", "final_account", 2022, "延边州公安局"),
        ("西安市卫生健康委员会（汇总）2022年度部门决算", "final_account", 2022, "西安市卫生健康委员会"),
        ("2023年9月发布的2022年度剑阁县审计局部门决算", "final_account", 2022, None),
    ],
)
def test_titles_tell_kind_year_and_body(title: str, kind: str, year: int, name: str | None) -> None:
    found = title_name(title)
    assert report_kind(title, (), "", found) == kind
    assert report_year(title, (), "") == year
    if name is not None:
        assert found == name
        assert is_body(found)


def test_a_wrapped_cover_is_one_title() -> None:
    report = report_of(
        "2026 年度", "福州市医疗保障局", "部门预", "算", "公开时间：2026年2月3日", "目录", "一、部门概况", *BODY
    )
    assert report.title == "2026 年度福州市医疗保障局部门预算"
    assert (report.doc_kind, report.fiscal_year, report.org_name) == ("budget", 2026, "福州市医疗保障局")
    assert (report.admin_code, report.admin_name, report.admin_level) == ("350100", "福建省福州市", "city")
    assert report.published_date == date(2026, 2, 3)
    assert report.revision == 0


def test_a_publication_date_is_no_fiscal_year() -> None:
    report = report_of(
        "剑阁县审计局部门决算", "公开时间：2023年9月20日", "第一部分 部门概况", "第二部分 2022年度部门决算情况说明"
    )
    assert report.fiscal_year == 2022
    compared = report_of(
        "一、收入决算情况说明", "2020年收入1.00万元，与2019年相比增加。2020年支出1.00万元，比2019年少，比2019年低。"
    )
    assert compared.fiscal_year == 2020


def test_a_correction_is_a_later_revision() -> None:
    cover = ("剑阁县审计局2022年度部门决算", "2023年9月22日")
    first = report_of(*cover, *BODY)
    second = report_of("（更正公开：以本次公开为准。更正日期：2023年11月6日）", *cover, *BODY, sha="e" * 64)
    assert (first.revision, first.published_date) == (0, date(2023, 9, 22))
    assert (second.revision, second.published_date) == (1, date(2023, 11, 6))
    assert second.title == "剑阁县审计局2022年度部门决算"
    assert report_id(first) == report_id(second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开时间：2023年9月20日", date(2023, 9, 20)),
        ("二〇二二年九月", date(2022, 9, 1)),
        ("二○二三年十月十二日", date(2023, 10, 12)),
        ("2024-08-15", date(2024, 8, 15)),
        ("2024年8月", date(2024, 8, 1)),
        ("2023年13月5日", None),
        ("2022年度", None),
    ],
)
def test_dates_are_read(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


def test_a_caption_names_the_body_where_the_title_does_not() -> None:
    report = report_of(
        "上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区商务委员会", "目录", "一、部门主要职能", *BODY
    )
    assert report.org_printed == "上海市普陀区商务委员会"
    assert (report.admin_code, report.org_kind) == ("310107", "部门")


def test_captions_are_read_from_tables_and_lines() -> None:
    assert list(names_in("部门：钟祥市水利和湖泊局    金额单位：万元")) == ["钟祥市水利和湖泊局"]
    assert list(names_in("单位：万元")) == []
    assert list(names_in("（部门名称： 广州市统计局 单位：万元")) == ["广州市统计局"]
    caption = Table(
        (Cell("收入支出决算总表", 0, 0, 1, 2), Cell("编制部门：洱源县财政局", 1, 0), Cell("单位：元", 1, 1)), 2, 2
    )
    report = report_of("第二部分 2021年度部门决算表", caption, "本表为2021年度数据。")
    assert (report.org_name, report.admin_code, report.fiscal_year) == ("洱源县财政局", "532930", 2021)
    form = Table((Cell("预算单位", 0, 0), Cell("剑阁县审计局", 0, 1)), 1, 2)
    assert report_of("2022年度项目支出绩效自评表", form).org_name == "剑阁县审计局"


def test_short_names_lead_to_the_full_one() -> None:
    form = Table((Cell("预算单位", 0, 0), Cell("西区行政审批局", 0, 1)), 1, 2)
    report = report_of(
        *BODY, form, "第四部分 附件", "西区行政审批局2020年部门整体支出绩效评价报告", "一、部门概况",
        "攀枝花市西区行政审批局（简称区行政审批局）是政府工作部门。", "2020年度支出1.00万元。",
    )  # fmt: skip
    assert report.title is None
    assert report.org_name == "攀枝花市西区行政审批局"
    assert report.admin_code == "510403"
    assert set(report.aliases) == {"西区行政审批局", "区行政审批局"}
    assert report.doc_kind == "final_account"


def test_one_body_has_one_id_over_years_and_spellings() -> None:
    ids = {
        report_of("2021年度剑阁县审计局部门决算", *BODY).org_id,
        report_of("四川省剑阁县审计局2023年部门预算", *BODY).org_id,
        report_of("县审计局2022年度部门决算", "第一部分 概况", "剑阁县审计局为政府工作部门。", *BODY).org_id,
    }
    assert len(ids) == 1
    assert organization_id("审计局", "510823") in ids
    assert organization_id("审计局", "510824") not in ids
    town = report_of("竹山县上庸镇2023年度部门决算", *BODY), report_of("竹山县上庸镇人民政府2022年度部门决算", *BODY)
    assert town[0].org_id == town[1].org_id
    party = (
        report_of("中共剑阁县委组织部2023年部门决算", *BODY),
        report_of("中国共产党剑阁县委员会组织部2023年部门决算", *BODY),
    )
    assert party[0].org_id == party[1].org_id


def test_the_department_itself_is_not_the_department_as_a_whole() -> None:
    own = report_of("2026年深圳市民政局（本级）部门预算", *BODY)
    whole = report_of("2026年深圳市民政局部门预算", *BODY)
    assert own.org_name == "深圳市民政局（本级）"
    assert own.org_id != whole.org_id
    assert report_id(own) != report_id(whole)


def test_reports_are_told_apart_by_body_kind_and_year() -> None:
    first = report_of("剑阁县审计局2022年度部门决算", *BODY)
    assert report_id(first) == report_id(report_of("2022年度剑阁县审计局部门决算公开", *BODY, sha="e" * 64))
    for other in ("剑阁县审计局2023年度部门决算", "剑阁县审计局2022年部门预算", "剑阁县财政局2022年度部门决算"):
        assert report_id(first) != report_id(report_of(other, *BODY))
    projects = [report_of(f"剑阁县审计局2022年{name}项目绩效评价报告", *BODY) for name in ("甲", "乙")]
    assert report_id(projects[0]) != report_id(projects[1])


def test_nothing_printed_is_nothing_claimed() -> None:
    report = report_of("一、收入情况", "收入1.00万元。")
    assert (report.org_name, report.org_printed, report.admin_code) == (UNNAMED, None, None)
    assert report.org_id != report_of("一、收入情况", "收入1.00万元。", sha="e" * 64).org_id
    blank = report_of("上海市XX局2024年度部门决算", *BODY)
    assert (blank.org_name, blank.fiscal_year) == (UNNAMED, 2024)
    hinted = report_of("一、收入情况", "收入1.00万元。", hint="剑阁县审计局2023年度部门决算.txt")
    assert (hinted.org_name, hinted.fiscal_year) == ("剑阁县审计局", 2023)


def test_subordinate_units_are_listed() -> None:
    listed = Table((Cell("序号", 0, 0), Cell("单位名称", 0, 1), Cell("1", 1, 0), Cell("剑阁县审计局（本级）", 1, 1),
                    Cell("2", 2, 0), Cell("剑阁县审计服务中心", 2, 1)), 3, 2)  # fmt: skip
    report = report_of(
        "剑阁县审计局2022年度部门决算", "第一部分 部门概况", "一、机构设置", "内设办公室、法规股。纳入编制范围的单位包括：",
        "1.剑阁县政府投资评审中心", listed, "二、人员情况", "编制16人。",
    )  # fmt: skip
    assert set(report.units) == {"剑阁县审计服务中心", "剑阁县政府投资评审中心"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("剑阁县审计局", "部门"), ("楚雄市第三中学", "学校"), ("西南大学", "高校"), ("上庸镇人民政府", "政府"),
        ("中共上海市普陀区委社会工作部", "党委"), ("共青团剑阁县委员会", "群团"), ("剑阁县人民法院", "法院"),
        ("剑阁县审计服务中心", "事业单位"), ("深圳市民政局(本级)", "部门"), ("财政收入", None),
    ],
)  # fmt: skip
def test_bodies_have_kinds(name: str, kind: str | None) -> None:
    assert kind_of_body(clean_name(name)) == kind


def test_other_papers_are_other() -> None:
    assert report_of(Heading("会议纪要", 1), "讨论了年度工作。").doc_kind == "other"


def gold() -> list[dict[str, str]]:
    path = SHARED / "devset" / "gold_documents.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["format"] in ("docx", "pdf", "txt")]


@needs_shared
def test_the_development_set_is_identified() -> None:
    for row in gold():
        path = SHARED / "devset" / "docs" / row["doc"]
        document = read(path)
        report = identify(document, outline_document(document))
        found = (report.org_name, report.admin_code, report.admin_name, report.doc_kind, str(report.fiscal_year))
        assert found == (row["org"], row["admin_code"], row["admin_name"], row["doc_kind"], row["fiscal_year"]), row[
            "doc"
        ]


@needs_shared
def test_the_published_text_prints_no_title() -> None:
    document = read(SHARED / "corpus" / "xiqu_xzspj_2020.txt")
    report = identify(document, outline_document(document))
    assert report.title is None
    found = (report.org_name, report.admin_code, report.fiscal_year, report.doc_kind)
    assert found == ("攀枝花市西区行政审批局", "510403", 2020, "final_account")
    assert report.units == ("西区政务服务中心",)


@pytest.mark.parametrize(
    ("title", "is_budget"),
    [
        ("剑阁县审计局2022年“三公”经费预算公开", True),
        ("剑阁县审计局2022年“三公”经费决算公开", False),
        ("剑阁县审计局2022年“三公”经费预算和2021年决算公开", False),
        (None, False),
    ],
)
def test_three_public_published_alone_is_what_its_title_says(title: str | None, is_budget: bool) -> None:
    assert (
        Report("d", title, "three_public", 2022, "o", "剑阁县审计局", None, None, None, None, None).is_budget
        is is_budget
    )
