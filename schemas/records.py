"""The warehouse's rows: one frozen record type is one table, its fields are the table's columns in order.

The meaning of every column stands in the contract and, as COMMENT ON, in warehouse/schema.sql.
Money is in yuan, percentages in percent (98.69 means 98.69 %), counts and scores plain numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OrganizationRecord:
    """A reporting department or unit: one id over short names, spellings and renames."""

    org_id: str
    name: str
    admin_code: str | None
    admin_name: str | None
    level: str | None
    kind: str | None
    parent_org_id: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizationAliasRecord:
    """Another name under which the organisation appears."""

    org_id: str
    alias: str
    source: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A file that was loaded."""

    doc_id: str
    report_id: str
    path: str
    source_url: str | None
    format: str
    title: str | None
    doc_kind: str
    org_id: str
    org_printed: str | None
    fiscal_year: int | None
    published_date: date | None
    pages: int | None
    bytes: int
    status: str
    revision: int
    extractor_version: str


@dataclass(frozen=True, slots=True)
class SectionRecord:
    """A section of the text: a heading and what stands under it. `text` is what character spans count in."""

    doc_id: str
    section_id: str
    parent_id: str | None
    ord: int
    level: int
    number: str | None
    title: str
    text: str
    page: int | None
    part: str


@dataclass(frozen=True, slots=True)
class SourceTableRecord:
    """A table of a document, whole, whether understood or not."""

    doc_id: str
    table_id: str
    ord: int
    title: str | None
    unit_reported: str | None
    statutory_table: str | None
    section_id: str | None
    part: str
    page: int | None
    page_end: int | None
    rows: int
    cols: int
    status: str


@dataclass(frozen=True, slots=True)
class TableCellRecord:
    """A cell as printed."""

    doc_id: str
    table_id: str
    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    page: int | None
    bbox: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure with its meaning and its place (contract, section 1)."""

    fact_id: str
    doc_id: str
    org_id: str
    fiscal_year: int | None
    concept: str
    measure: str
    fund: str
    function_code: str | None = None
    function_name: str | None = None
    code_source: str | None = None
    economic_code: str | None = None
    economic_name: str | None = None
    item: str | None = None
    base: str | None = None
    value: Decimal = Decimal(0)
    unit: str = "CNY"
    value_reported: str = ""
    unit_reported: str | None = None
    decimals: int = 0
    source: str = "table"
    statutory_table: str | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    section_id: str | None = None
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    snippet: str = ""
    part: str = "main"
    rule: str = ""
    confidence: Decimal = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class Project:
    """A performance project form's head. Amounts in yuan."""

    project_id: str
    doc_id: str
    org_id: str
    fiscal_year: int | None
    name: str
    layout: str
    budget_unit: str | None = None
    initial_amount: Decimal | None = None
    budget_amount: Decimal | None = None
    executed_amount: Decimal | None = None
    fiscal_amount: Decimal | None = None
    fiscal_executed_amount: Decimal | None = None
    other_amount: Decimal | None = None
    other_executed_amount: Decimal | None = None
    execution_rate: Decimal | None = None
    expected_goal: str | None = None
    actual_goal: str | None = None
    total_score: Decimal | None = None
    execution_score: Decimal | None = None
    grade: str | None = None
    page: int | None = None
    table_id: str | None = None
    section_id: str | None = None
    part: str = "main"
    confidence: Decimal = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row of a performance form; target and actual as printed and as parsed."""

    project_id: str
    ord: int
    doc_id: str
    level1: str | None
    level2: str | None
    level3: str
    target_text: str
    actual_text: str
    target_operator: str | None = None
    target_value: Decimal | None = None
    target_unit: str | None = None
    target_period: str | None = None
    actual_operator: str | None = None
    actual_value: Decimal | None = None
    actual_unit: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    reason: str | None = None
    page: int | None = None
    table_id: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A number of the text or of a form: bound to a fact, or with the reason why not (contract, section 4)."""

    doc_id: str
    section_id: str | None
    char_start: int | None
    char_end: int | None
    subject: str | None
    value: Decimal | None
    unit: str | None
    value_reported: str
    reason: str | None
    fact_id: str | None = None
    comparator: str | None = None
    candidates: str | None = None
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Whatever no declaration claimed, or a doubt that the reader states aloud."""

    doc_id: str
    reason: str
    text: str
    page: int | None = None
    table_id: str | None = None
    row: int | None = None
    col: int | None = None
    section_id: str | None = None


@dataclass(frozen=True, slots=True)
class TableCheckRecord:
    """What the reader found when it checked a statutory table against the table's own identity.

    `scope` is the row, code or column that it was checked for ('' for the table); `closes` is None where a term is
    missing; `difference` is printed minus computed, in yuan.
    """

    doc_id: str
    table_id: str
    statutory_table: str
    identity: str
    scope: str
    closes: bool | None
    difference: Decimal | None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one document gives: the rows of one transaction."""

    document: DocumentRecord
    organizations: tuple[OrganizationRecord, ...] = ()
    aliases: tuple[OrganizationAliasRecord, ...] = ()
    sections: tuple[SectionRecord, ...] = ()
    tables: tuple[SourceTableRecord, ...] = ()
    cells: tuple[TableCellRecord, ...] = ()
    facts: tuple[Fact, ...] = ()
    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    mentions: tuple[Mention, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    checks: tuple[TableCheckRecord, ...] = ()
