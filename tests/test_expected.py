"""Who owes a disclosure and has not made it: lists as operators write them, against small warehouses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extractors.identity.naming import identify_name
from extractors.organizations import organization_id
from pipeline.errors import UserError
from pipeline.expected import BUDGET, FINAL, find_undisclosed, read_expected
from schemas.records import Extraction, OrganizationAliasRecord, OrganizationRecord
from tests.factories import make_document, make_extraction
from tests.warehouses import empty_warehouse
from warehouse.connection import Connection
from warehouse.disclosure import Disclosure, find_disclosures
from warehouse.load import Loader

HEADINGS = "organisation,admin_code,year,kind"


@pytest.fixture
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        yield connection


def report(org: str, year: int | None, kind: str = "final_account", code: str | None = "510823", bare: str | None = None,
           alias: str | None = None, place: str | None = "四川省广元市剑阁县", day: date | None = None) -> Extraction:  # fmt: skip
    """A report of an organisation whose id is the one that extraction gives: of its name without the place."""
    org_id = organization_id(bare or org, code)
    name = f"{org}{code}{year}{kind}{day}.docx"
    document = make_document(name, org, year, doc_kind=kind, org_id=org_id, published_date=day)
    aliases = (OrganizationAliasRecord(org_id, alias, "text"),) if alias else ()
    organization = OrganizationRecord(org_id, org, code, place, "county", "部门")
    return make_extraction(document, organizations=(organization,), aliases=aliases)


def answers(connection: Connection, folder: Path, *lines: str, headings: str = HEADINGS) -> list[Disclosure]:
    path = folder / "orgs.csv"
    path.write_text("\n".join((headings, *lines)), encoding="utf-8")
    return list(find_disclosures(connection, read_expected(path).disclosures))


def outcomes(connection: Connection, folder: Path, *lines: str) -> list[str]:
    return [answer.outcome for answer in answers(connection, folder, *lines)]


def test_a_list_is_read_with_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "orgs.csv"
    path.write_text(
        "单位名称;行政区划代码;年度;报告类型;备注\n剑阁县审计局(本级);5108;2023年;预算;x\n县财政局;;;;",
        encoding="gb18030",
    )
    first, second = read_expected(path).disclosures
    assert (first.line, first.name, first.admin_code, first.year, first.doc_kinds) == (
        2, "剑阁县审计局（本级）", "5108", 2023, BUDGET,
    )  # fmt: skip
    assert (second.organisation, second.org_id, second.admin_code, second.year) == ("县财政局", None, None, None)
    assert second.doc_kinds == (*FINAL, *BUDGET)
    assert read_expected(path).ignored_columns == ("备注",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",,2023,", r"line 2, column organisation: no organisation; write the body's name"),
        ("甲局,51082,,", r"line 2, column admin_code: 51082 cannot be read; write two, four or six digits"),
        ("甲局,,今年,", r"line 2, column year: 今年 cannot be read"),
        ("甲局,,,年报", r"line 2, column kind: 年报 cannot be read; write 决算 or 预算"),
    ],
)
def test_a_wrong_cell_is_told(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "orgs.csv"
    path.write_text(f"{HEADINGS}\n{line}", encoding="utf-8")
    with pytest.raises(UserError, match=rf"orgs\.csv, {told}"):
        read_expected(path)


@pytest.mark.parametrize(
    ("name", "code", "place"),
    [
        ("剑阁县审计局", None, "510823"),
        ("四川省剑阁县审计局（汇总）", None, "510823"),
        ("审计局", "510823", "510823"),
        ("县审计局", "510823", "510823"),
        ("鼓楼区审计局", "320106", "320106"),
        ("鼓楼区审计局", "320100", "320106"),
        ("审计局", None, None),
        ("鼓楼区审计局", None, None),
    ],
)
def test_a_name_is_identified_as_a_report_would_be(name: str, code: str | None, place: str | None) -> None:
    assert identify_name(name, code).org_id == (organization_id("审计局", place) if place else None)


def test_what_is_here_is_disclosed_and_what_is_not_is_told(warehouse: Connection, tmp_path: Path) -> None:
    Loader(warehouse).load(
        [report("剑阁县审计局", 2022, bare="审计局"), report("剑阁县审计局", 2023, "budget", bare="审计局")]
    )
    lines = (
        "剑阁县审计局,,2022,决算", "剑阁县审计局,,2022,预算", "剑阁县审计局,,2023,预算", "剑阁县审计局,,2023,", "剑阁县审计局,,2021,",
        "剑阁县审计局,,,", "剑阁县审计局,,,绩效", "剑阁县财政局,,2022,决算",
    )  # fmt: skip
    found = answers(warehouse, tmp_path, *lines)
    assert [answer.outcome for answer in found] == [
        "disclosed", "undisclosed", "disclosed", "disclosed", "undisclosed", "disclosed", "undisclosed", "unknown",
    ]  # fmt: skip
    assert [answer.fiscal_year for answer in found] == [2022, None, 2023, 2023, None, 2023, None, None]
    assert [answer.disclosed for answer in found] == [answer.doc_id is not None for answer in found]
    assert found[0].path == "reports/剑阁县审计局5108232022final_accountNone.docx"
    assert found[1].organisations == ("剑阁县审计局（四川省广元市剑阁县）",)


def test_names_fit_however_they_are_written(warehouse: Connection, tmp_path: Path) -> None:
    Loader(warehouse).load(
        [
            report("剑阁县审计局", 2022, bare="审计局"),
            report("某某中心（本级）", 2022, code=None, place=None, alias="中心(本)"),
        ]
    )
    names = (
        "四川省剑阁县审计局",
        "剑阁县 审计局",
        "审计局,510823",
        "某某中心(本级)",
        "某某 中心（本级）",
        "中心（本）",
    )
    assert outcomes(warehouse, tmp_path, *names) == ["disclosed"] * len(names)


def test_a_unit_that_only_stands_in_its_departments_report_has_not_disclosed(
    warehouse: Connection, tmp_path: Path
) -> None:
    department = report("剑阁县审计局", 2022, bare="审计局")
    unit = OrganizationRecord(
        "u", "剑阁县审计服务中心", "510823", None, "county", "事业单位", department.document.org_id
    )
    Loader(warehouse).load([make_extraction(department.document, organizations=(*department.organizations, unit))])
    assert outcomes(warehouse, tmp_path, "剑阁县审计服务中心,,2022,决算") == ["undisclosed"]


def test_a_name_of_two_is_ambiguous_until_the_code_tells(warehouse: Connection, tmp_path: Path) -> None:
    Loader(warehouse).load(
        [
            report("审计服务站", 2022, bare="甲", alias="县审计站"),
            report("审计服务站", 2022, code="510824", bare="甲", place="四川省广元市苍溪县", alias="县审计站"),
        ]
    )
    found = answers(
        warehouse,
        tmp_path,
        "审计服务站,,2022,",
        "县审计站,,2022,",
        "审计服务站,510824,2022,",
        "县审计站,5108,,",
        "县审计站,51,,",
        "县审计站,44,,",
    )
    assert [answer.outcome for answer in found] == [
        "ambiguous",
        "ambiguous",
        "disclosed",
        "ambiguous",
        "ambiguous",
        "unknown",
    ]
    assert found[0].organisations == ("审计服务站（四川省广元市剑阁县）", "审计服务站（四川省广元市苍溪县）")
    assert (found[0].org_id, found[0].doc_id) == (None, None)


def test_the_name_goes_before_anothers_alias(warehouse: Connection, tmp_path: Path) -> None:
    Loader(warehouse).load([report("某站", 2022, code=None), report("另站", 2021, code=None, alias="某站")])
    (found,) = answers(warehouse, tmp_path, "某站")
    assert (found.outcome, found.fiscal_year) == ("disclosed", 2022)


def test_the_latest_current_document_counts(warehouse: Connection, tmp_path: Path) -> None:
    first, second = (report("某站", 2022, code=None, day=date(2023, month, 1)) for month in (9, 10))
    unit = report("某站", 2022, "unit_final_account", code=None, day=date(2023, 8, 1))
    Loader(warehouse).load([first, second, unit])
    (found,) = answers(warehouse, tmp_path, "某站,,2022,决算")
    assert found.doc_id == second.document.doc_id


def test_a_run_tells_only_what_is_not_here(warehouse: Connection, tmp_path: Path) -> None:
    Loader(warehouse).load([report("剑阁县审计局", 2022, bare="审计局")])
    path = tmp_path / "orgs.csv"
    path.write_text(f"{HEADINGS}\n县财政局,,2022,决算\n剑阁县审计局,,2022,\n剑阁县审计局,,2023,预算", encoding="utf-8")
    told = find_undisclosed(warehouse, read_expected(path))
    assert [(row["line"], row["outcome"], row["known_as"]) for row in told] == [
        (2, "unknown", ""), (4, "undisclosed", "剑阁县审计局（四川省广元市剑阁县）"),
    ]  # fmt: skip
    assert (told[1]["fiscal_year"], told[1]["doc_kind"]) == (2023, "budget, unit_budget")


def test_nothing_expected_is_nothing_answered(warehouse: Connection, tmp_path: Path) -> None:
    assert answers(warehouse, tmp_path) == []
