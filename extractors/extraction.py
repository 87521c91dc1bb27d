"""A Document to everything the warehouse takes of it: the one place where the stages meet."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.amounts import is_blank
from extractors.forms import read_forms
from extractors.identity import identify, report_id
from extractors.narrative import Known, read_narrative
from extractors.outline import Outline, outline_document
from extractors.statements import leave_rows, read_statement
from extractors.statements.charts import read_charts
from extractors.statements.identities import check_statement, find_unread, is_misread
from extractors.statements.titles import name_tables
from extractors.tables import LogicalTable, assemble_tables
from extractors.version import extractor_version
from schemas.document import Chart, Document
from schemas.override import Override
from schemas.records import (
    DocumentRecord,
    Extraction,
    Fact,
    Leftover,
    Mention,
    OrganizationAliasRecord,
    OrganizationRecord,
    SourceTableRecord,
    TableCellRecord,
    TableCheckRecord,
)
from schemas.report import Report
from schemas.statement import Statement

_COUNTED = re.compile(r"\d(亿元|百万元|万元|千元|元)")
LARGEST_FIGURE = Decimal(10) ** 18
"""What a fact's column holds; in yuan it is ten thousand times the country's budget."""
Place = tuple[str | None, int | None, int | None]


def extract(document: Document, path: str, size: int, override: Override | None = None) -> Extraction:
    """Everything that one document states. `path` is what the user called the file, `size` its length in bytes.

    What `override` says wins over what the cover says; where it is None or silent, the document speaks.
    """
    override = override or Override()
    outline = outline_document(document)
    report = identify(document, outline, document.name, override)
    tables = assemble_tables(document, outline)
    named = name_tables(tables, report)
    forms = read_forms(tables, report)
    unit = _usual_unit(tables, outline)
    facts, leftovers, checks, units = _read_statements(tables, named, forms.claimed, report, unit)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    chart_facts, chart_leftovers = read_charts(charts, report, unit)
    narrative = read_narrative(outline, report, Known.of(facts, unit))
    units.update({unit.org_id: unit for unit in narrative.units})
    stated, absurd = _storable([*facts, *forms.facts, *narrative.facts, *chart_facts])
    all_facts = _identified(stated)
    return Extraction(
        document=_document_record(document, report, path, size, override.source_url),
        organizations=(_organization(report), *units.values()),
        aliases=tuple(OrganizationAliasRecord(report.org_id, alias, "text") for alias in report.aliases),
        sections=tuple(section.record for section in outline.sections),
        tables=tuple(_table_record(i, t, named, forms.claimed, document.sha256) for i, t in enumerate(tables, 1)),
        cells=tuple(c for t in tables for c in _cell_records(t, document.sha256)),
        facts=all_facts,
        projects=tuple(forms.projects),
        indicators=tuple(forms.indicators),
        mentions=(*_linked(narrative.mentions, all_facts), *_linked_cells(forms.mentions, all_facts)),
        leftovers=(
            *(Leftover(document.sha256, reason, text, page) for reason, text, page in document.notes),
            *leftovers,
            *forms.leftovers,
            *narrative.leftovers,
            *chart_leftovers,
            *absurd,
        ),
        checks=tuple(checks),
    )


def _storable(facts: Sequence[Fact]) -> tuple[list[Fact], list[Leftover]]:
    """The facts, without figures that no budget holds (a slip of the keyboard): these are listed, not stated."""
    absurd = [fact for fact in facts if abs(fact.value) >= LARGEST_FIGURE]
    listed = [
        Leftover(
            fact.doc_id, "figure_too_large", f"{fact.concept} {fact.measure}: {fact.value_reported}", fact.page,
            fact.table_id, fact.row, fact.col, fact.section_id,
        )
        for fact in absurd
    ]  # fmt: skip
    return ([fact for fact in facts if abs(fact.value) < LARGEST_FIGURE] if absurd else list(facts)), listed


def _usual_unit(tables: Iterable[LogicalTable], outline: Outline) -> str | None:
    """The unit that most tables of the report state, else that its text counts in: for a table that states none."""
    units = Counter(t.unit for t in tables if t.unit)
    if not units:
        texts = (s.record.text for s in outline.sections if s.kind == "body")
        units = Counter(unit for text in texts for unit in _COUNTED.findall(text))
    return units.most_common(1)[0][0] if units else None


def _read_statements(
    tables: Sequence[LogicalTable],
    named: dict[str, Statement],
    claimed: frozenset[str],
    report: Report,
    unit: str | None,
) -> tuple[list[Fact], list[Leftover], list[TableCheckRecord], dict[str, OrganizationRecord]]:
    facts: list[Fact] = []
    units: dict[str, OrganizationRecord] = {}
    leftovers: list[Leftover] = []
    checks: list[TableCheckRecord] = []
    for table in tables:
        statement = named.get(table.table_id)
        if table.table_id in claimed:
            if statement is not None and statement.layout == "item_rows":
                reading = read_statement(table, statement, report, unit)  # 项目支出预算表 with a column 绩效目标
                facts.extend(reading.facts)
                units.update(reading.units)
            continue
        if statement is None:
            leftovers.extend(leave_rows(table, report, "unclaimed_table"))
            continue
        reading = read_statement(table, statement, report, unit)
        unread = find_unread(reading.leftovers)
        settled, outcomes = check_statement(statement, reading.facts, report.doc_id, table.table_id, unread)
        if (
            is_misread(outcomes) and not table.spans_known
        ):  # a text file lost the merges, and they were inferred wrongly
            leftovers.extend(_withheld(settled))
            continue
        facts.extend(settled)
        leftovers.extend(reading.leftovers)
        units.update(reading.units)
        checks.extend(outcomes)
        leftovers.extend(_open_identities(outcomes, table, report))
    return facts, leftovers, checks, units


def _withheld(facts: Iterable[Fact]) -> Iterable[Leftover]:
    """Figures whose column is in doubt: listed, not stated."""
    for fact in facts:
        yield Leftover(
            fact.doc_id, "column_doubtful", f"{fact.concept} {fact.measure}: {fact.value_reported}", fact.page,
            fact.table_id, fact.row, fact.col, fact.section_id,
        )  # fmt: skip


def _open_identities(checks: Iterable[TableCheckRecord], table: LogicalTable, report: Report) -> Iterable[Leftover]:
    """An identity that does not close is said aloud: the report prints it so, or the table was misread."""
    for check in checks:
        if check.closes is False:
            text = f"{check.identity} {check.scope}: {check.difference}"
            yield Leftover(
                report.doc_id, "identity_open", text, table.page, table.table_id, section_id=table.section_id
            )


def _identified(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Facts with their ids: from the bytes, the place and the dimensions, so that every run gives the same."""
    seen: Counter[str] = Counter()
    result = []
    for fact in facts:
        place = (
            fact.doc_id,
            fact.source,
            fact.section_id,
            fact.table_id,
            fact.row,
            fact.col,
            fact.char_start,
            fact.char_end,
        )
        dimensions = (
            fact.concept, fact.measure, fact.fund, fact.function_code, fact.economic_code, fact.item, fact.fiscal_year,
        )  # fmt: skip
        key = "\x1f".join("" if v is None else str(v) for v in (*place, *dimensions))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest()[:24]
        result.append(replace(fact, fact_id=digest))
    return tuple(result)


def _linked(mentions: Iterable[Mention], facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """Mentions with the id of the fact that stands at the same characters."""
    ids: dict[Place, str] = {}
    for fact in facts:
        if fact.char_start is not None:
            ids.setdefault((fact.section_id, fact.char_start, fact.char_end), fact.fact_id)
    return tuple(m if m.reason is not None else _link(m, ids) for m in mentions)


def _linked_cells(mentions: Iterable[Mention], facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """The mentions of forms; one in a cell that is a fact of its own (the score of a department) names that fact."""
    ids: dict[Place, str] = {}
    for fact in facts:
        if fact.source == "table":
            ids.setdefault((fact.table_id, fact.row, fact.col), fact.fact_id)
    places = ((m, ids.get((m.table_id, m.row, m.col))) for m in mentions)
    return tuple(m if fact_id is None else replace(m, fact_id=fact_id, reason=None) for m, fact_id in places)


def _link(mention: Mention, ids: Mapping[Place, str]) -> Mention:
    fact_id = ids.get((mention.section_id, mention.char_start, mention.char_end))
    return replace(mention, fact_id=fact_id, reason=None if fact_id else "unparsed")


def _document_record(
    document: Document, report: Report, path: str, size: int, source_url: str | None
) -> DocumentRecord:
    return DocumentRecord(
        doc_id=document.sha256,
        report_id=report_id(report),
        path=path,
        source_url=source_url,
        format=document.format,
        title=report.title,
        doc_kind=report.doc_kind,
        org_id=report.org_id,
        org_printed=report.org_printed,
        fiscal_year=report.fiscal_year,
        published_date=report.published_date,
        pages=document.pages,
        bytes=size,
        status="loaded",
        revision=report.revision,
        extractor_version=extractor_version(),
    )


def _organization(report: Report) -> OrganizationRecord:
    return OrganizationRecord(
        report.org_id, report.org_name, report.admin_code, report.admin_name, report.admin_level, report.org_kind
    )


def _table_record(
    order: int, table: LogicalTable, named: dict[str, Statement], claimed: frozenset[str], doc_id: str
) -> SourceTableRecord:
    statement = named.get(table.table_id)
    if table.table_id in claimed:
        status = "form"
    elif statement is not None:
        status = "read" if statement.layout not in ("form", "none") else "named"
    else:
        status = "unclaimed" if any(not is_blank(c.text) for row in table.grid for c in row) else "empty"
    return SourceTableRecord(
        doc_id=doc_id,
        table_id=table.table_id,
        ord=order,
        title=table.title,
        unit_reported=table.unit,
        statutory_table=statement.id if statement else None,
        section_id=table.section_id,
        part=table.part,
        page=table.page,
        page_end=table.page_end,
        rows=table.rows,
        cols=table.cols,
        status=status,
    )


def _cell_records(table: LogicalTable, doc_id: str) -> Iterable[TableCellRecord]:
    for cell in table.cells:
        yield TableCellRecord(
            doc_id, table.table_id, cell.row, cell.col, cell.row_span, cell.col_span, cell.text, cell.page, cell.box
        )
