"""What an operator knows better than the cover wins over it, and everything that follows from the cover follows."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extraction import extract
from extractors.organizations import organization_id
from schemas.document import Block, Document, Paragraph
from schemas.override import Override
from schemas.records import Extraction

COVER = "剑阁县审计局2022年度部门决算"
TEXT = (
    "第二部分 2022年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "本年收入合计100.00万元，本年支出合计90.00万元。",
)


def extraction_of(override: Override | None, *more: Block, cover: str = COVER) -> Extraction:
    front = (cover, "公开时间：2023年9月20日", "第一部分 部门概况")
    blocks = (*map(Paragraph, front), *more, *map(Paragraph, TEXT))
    return extract(Document("d" * 64, "report.txt", "text", blocks), "report.txt", 1, override)


def test_without_an_override_the_document_speaks() -> None:
    assert extraction_of(None) == extraction_of(Override())
    assert extraction_of(None).document.source_url is None
    assert extraction_of(None).facts


def test_the_given_year_is_the_year_of_the_report_and_of_its_facts() -> None:
    printed, given = extraction_of(None), extraction_of(Override(fiscal_year=2021))
    assert {fact.fiscal_year for fact in printed.facts} == {2022}
    assert {fact.fiscal_year for fact in given.facts} == {2021}
    assert given.document.fiscal_year == 2021
    assert given.document.report_id != printed.document.report_id
    assert given.document.org_id == printed.document.org_id


def test_the_given_date_and_address_are_those_of_the_document() -> None:
    given = extraction_of(Override(published_date=date(2024, 1, 2), source_url="https://example.org/a.pdf")).document
    assert (given.published_date, given.source_url) == (date(2024, 1, 2), "https://example.org/a.pdf")
    assert given.report_id == extraction_of(None).document.report_id


@pytest.mark.parametrize("name", ["剑阁县财政局", "四川省剑阁县财政局", "剑阁县 财政局（汇总）"])
def test_a_given_body_is_located_as_a_printed_one(name: str) -> None:
    given = extraction_of(Override(organisation=name))
    (organization,) = given.organizations
    assert organization.org_id == given.document.org_id == organization_id("财政局", "510823")
    assert (organization.admin_code, organization.level, organization.kind) == ("510823", "county", "部门")
    assert organization.name == "".join(name.replace("（汇总）", "").split())
    assert {fact.org_id for fact in given.facts} == {organization.org_id}
    assert given.document.org_printed == "剑阁县审计局"
    assert [alias.alias for alias in given.aliases] == ["剑阁县审计局"]


def test_a_given_body_that_leaves_its_place_out_finds_it_in_the_text() -> None:
    given = extraction_of(Override(organisation="县财政局"), Paragraph("剑阁县财政局是县政府的组成部门。"))
    assert given.document.org_id == organization_id("财政局", "510823")


def test_a_given_body_that_is_the_printed_one_has_no_new_alias() -> None:
    assert extraction_of(Override(organisation="剑阁县审计局")) == extraction_of(None)


def test_a_given_body_names_a_document_that_prints_none() -> None:
    given = extraction_of(Override(organisation="剑阁县审计局"), cover="2022年度部门决算")
    assert (given.document.org_id, given.document.org_printed) == (organization_id("审计局", "510823"), None)
    assert given.aliases == ()


def test_the_digest_tells_every_change_of_an_override() -> None:
    overrides = [
        Override(),
        Override("甲局"),
        Override(None, 2022),
        Override(None, None, date(2022, 1, 1)),
        Override(source_url="甲局"),
    ]
    digests = {override.digest() for override in overrides}
    assert len(digests) == len(overrides)
    assert Override("甲局").digest() in digests
    # Written down, so that a digest stored by one release is that of the next.
    assert Override("甲局", 2022, date(2022, 1, 1), "https://example.org").digest() == "5b6434cb3d82cd94"
