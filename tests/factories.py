"""Small extractions for tests: a fictional organisation's report with what a test names and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from schemas.records import (
    DocumentRecord,
    Extraction,
    Fact,
    Indicator,
    Leftover,
    Mention,
    OrganizationAliasRecord,
    OrganizationRecord,
    Project,
    SectionRecord,
    SourceTableRecord,
    TableCellRecord,
    TableCheckRecord,
)


def make_id(*parts: object) -> str:
    """A deterministic id out of readable parts."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


def make_document(
    name: str = "a.docx", org: str = "云溪县林业局", year: int | None = 2023, **fields: Any
) -> DocumentRecord:
    """A document whose id follows from its name, and its report from organisation, kind and year."""
    kind = fields.get("doc_kind", "final_account")
    record = DocumentRecord(
        doc_id=make_id("document", name),
        report_id=make_id("report", org, kind, year),
        path=f"reports/{name}",
        source_url=None,
        format={"docx": "docx", "pdf": "pdf"}.get(name.rpartition(".")[2], "text"),
        title=f"{org}{year}年度部门决算",
        doc_kind=kind,
        org_id=make_id("organization", org),
        org_printed=org,
        fiscal_year=year,
        published_date=None,
        pages=None,
        bytes=1000,
        status="loaded",
        revision=0,
        extractor_version="1",
    )
    return replace(record, **fields)


def make_fact(document: DocumentRecord, concept: str, value: str, measure: str = "final", **fields: Any) -> Fact:
    """A fact of the document, by default of all funds, in a table; money in yuan. Its id follows from what it says."""
    fact = Fact(
        fact_id="",
        doc_id=document.doc_id,
        org_id=document.org_id,
        fiscal_year=document.fiscal_year,
        concept=concept,
        measure=measure,
        fund=fields.pop("fund", "all"),
        value=Decimal(value),
        value_reported=value,
        unit_reported="元",
        snippet=f"{concept} {value}",
        rule="test",
    )
    fact = replace(fact, **fields)
    return replace(fact, fact_id=fact.fact_id or make_id("fact", fact))


def make_extraction(document: DocumentRecord | None = None, *facts: Fact, **parts: Any) -> Extraction:
    """An extraction with its organisation, one section and one table, and the given facts and parts."""
    document = document or make_document()
    organization = OrganizationRecord(
        document.org_id, document.org_printed or "", "510800", "云溪县", "county", "department"
    )
    section = SectionRecord(
        document.doc_id, "s1", None, 1, 1, "一、", "收支总体情况", "本年收入1,720.00万元。", 1, "main"
    )
    table = SourceTableRecord(
        document.doc_id, "t1", 1, "收入支出决算总表", "万元", "T01", "s1", "main", 2, 2, 2, 2, "read"
    )
    return Extraction(
        document=document,
        organizations=parts.pop("organizations", (organization,)),
        sections=parts.pop("sections", (section,)),
        tables=parts.pop("tables", (table,)),
        facts=facts,
        **parts,
    )


def make_full_extraction(name: str = "full.docx") -> Extraction:
    """An extraction with at least one row of every kind, every place pointing at something that is there."""
    document = make_document(name, published_date=date(2024, 9, 1), pages=3)
    doc_id, place = document.doc_id, {"table_id": "t1", "section_id": "s1"}
    fact = make_fact(
        document, "income_total", "17200000", row=1, col=1, page=2, bbox=(10.0, 20.0, 30.5, 40.25), **place
    )
    project_id = make_id("project", name)
    project = Project(project_id, doc_id, document.org_id, 2023, "林区道路养护", "self_evaluation", table_id="t1")
    project = replace(
        project, budget_amount=Decimal(500000), executed_amount=Decimal(300000), total_score=Decimal("92.5")
    )
    return make_extraction(
        document,
        fact,
        aliases=(OrganizationAliasRecord(document.org_id, "县林业局", "text"),),
        cells=(
            TableCellRecord(doc_id, "t1", 0, 0, 1, 2, "收入", 2, (1.0, 2.0, 3.0, 4.0)),
            TableCellRecord(doc_id, "t1", 1, 1, 1, 1, "1,720.00", 2, None),
        ),
        projects=(project,),
        indicators=(
            Indicator(
                project_id,
                1,
                doc_id,
                "产出指标",
                "数量指标",
                "养护里程",
                "≥40公里",
                "42公里",
                ">=",
                Decimal(40),
                "公里",
            ),
        ),
        mentions=(
            Mention(doc_id, "s1", 4, 12, "本年收入", Decimal(17200000), "CNY", "1,720.00", None, fact.fact_id),
            Mention(doc_id, "s1", 0, 4, None, None, None, "2023", "date"),
            Mention(doc_id, "s1", 0, 1, "面积", Decimal(3), "mu", "3", "no_concept"),
        ),
        leftovers=(Leftover(doc_id, "unknown_row", "某行 | 3.00", 2, "t1", 1, 0, "s1"),),
        checks=(
            TableCheckRecord(doc_id, "t1", "T01", "T01.5", "", True, Decimal(0)),
            TableCheckRecord(doc_id, "t1", "T01", "T01.1", "", None, None),
        ),
    )
