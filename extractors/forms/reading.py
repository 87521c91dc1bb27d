"""Performance forms (项目支出绩效自评表, 项目绩效目标表, 部门整体支出绩效自评表): projects and their indicators.

A form is known by its labels (项目名称, 三级指标, 指标值, 全年执行数 ...), never by its title alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.amounts import fold
from extractors.forms.columns import has_levels
from extractors.forms.draft import FormDraft
from extractors.forms.indicators import is_indicator_header
from extractors.forms.lists import is_list_header
from extractors.forms.mentions import form_mentions
from extractors.forms.reader import FormReader
from extractors.forms.rows import FormRow, FormTable, form_rows
from schemas.performance import FormCatalog, Label, form_catalog
from schemas.records import Fact, Indicator, Leftover, Mention, Project
from schemas.report import Report


@dataclass(frozen=True, slots=True)
class FormsReading:
    """What the forms of a report say. `claimed` are the ids of the tables that were read as forms."""

    projects: tuple[Project, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    claimed: frozenset[str] = frozenset()


def read_forms(tables: Sequence[FormTable], report: Report) -> FormsReading:
    """Read all performance forms among a report's tables, in reading order.

    A form may go on in the next table (another page with other columns); several forms may share a table.
    The department's own total score is a fact (evaluation_score, no item); every other number is a mention.
    """
    catalog = form_catalog()
    reader = FormReader(catalog)
    claimed: list[tuple[FormTable, list[FormRow]]] = []
    leftovers: list[Leftover] = []
    before: FormTable | None = None
    for table in tables:
        rows = list(form_rows(table, catalog))
        starts = _starts(rows, table, catalog)
        continues = (
            not starts
            and reader.open
            and _follows(before, table)
            and (_goes_on(rows, catalog) or (reader.in_indicators and _reads_on(rows)))
        )
        if not starts and not continues and not _is_form(rows):
            before = None
            continue
        before = table
        claimed.append((table, rows))
        reader.open_table(table, rows, continues)
        for row in rows:
            reason = reader.read(row)
            if reason:
                leftovers.append(_leftover(report, table, row, reason))
    return _collect(report, catalog, reader, claimed, leftovers)


def _starts(rows: Sequence[FormRow], table: FormTable, catalog: FormCatalog) -> bool:
    """Whether a form begins in the table: a subject's name beside goals, indicators, money or a title that says so."""
    if any(is_list_header(row) for row in rows):
        return True
    subjects = (Label("head", "name"), Label("head", "department"))
    if not any(e.label in subjects for row in rows[:6] for e in row.filled[:1]):
        return False
    funds = any(e.label == Label("section", "funds") for row in rows for e in row.fresh)
    return _is_form(rows) or funds or any(word in title for title in table.titles for word in catalog.title_words)


def _is_form(rows: Sequence[FormRow]) -> bool:
    """Whether the table prints the labels of a form: a header of indicators, or a head with goals or tasks."""
    if any(is_indicator_header(row) for row in rows):
        return True
    named = any(row.labels("head") for row in rows)
    tasks = any(e.label == Label("section", "tasks") for row in rows for e in row.fresh)
    return named and (tasks or any(row.labels("goal") for row in rows))


def _follows(before: FormTable | None, table: FormTable) -> bool:
    """Whether the table stands right after the form's last one, under no title of its own."""
    if before is None or before.part != table.part:
        return False
    known = {fold(title) for title in before.titles}
    if any(fold(title).endswith("表") and fold(title) not in known for title in table.titles):
        return False
    if before.page is None or table.page is None:
        return True
    end = max((c.page or 0 for row in before.grid for c in row), default=before.page)
    return 0 <= table.page - end <= 1


def _goes_on(rows: Sequence[FormRow], catalog: FormCatalog) -> bool:
    """Whether rows without a name of their own look like the rest of a form."""
    if _is_form(rows):
        return True
    return has_levels(rows, catalog) or any(row.labels("closing", "goal", "amount") for row in rows)


def _reads_on(rows: Sequence[FormRow]) -> bool:
    """Whether every row is words with a value or two beside them, as indicators are and figures by code are not."""
    filled = [row.filled for row in rows if row.filled]
    return bool(filled) and all(
        2 <= len(cells) <= 6
        and cells[0].amount is None
        and sum(bool(e.amount and e.amount.decimals) for e in cells) <= 1
        for cells in filled
    )


def _leftover(report: Report, table: FormTable, row: FormRow, reason: str) -> Leftover:
    first = row.filled[0].cell
    text = " | ".join(e.text for e in row.filled)
    return Leftover(
        report.doc_id, reason, text, first.page or table.page, table.table_id, first.row, first.col, table.section_id
    )


def _collect(
    report: Report,
    catalog: FormCatalog,
    reader: FormReader,
    claimed: Sequence[tuple[FormTable, list[FormRow]]],
    leftovers: list[Leftover],
) -> FormsReading:
    projects: list[Project] = []
    indicators: list[Indicator] = []
    facts: list[Fact] = []
    meanings = dict(reader.meanings)
    for draft in reader.drafts:
        meanings |= draft.meanings
        if draft.empty:
            continue
        if not draft.name:
            draft.name, draft.named_by_title = catalog.title_name(draft.title) or draft.title or report.org_name, True
        project, rows = draft.build(report, catalog)
        projects.append(project)
        indicators.extend(rows)
        if draft.subject == "department" and draft.total_score is not None:
            facts.append(_score(report, draft, project.confidence))
    return FormsReading(
        tuple(projects),
        tuple(indicators),
        tuple(m for table, rows in claimed for m in form_mentions(report.doc_id, table, rows, meanings)),
        tuple(facts),
        tuple(leftovers),
        frozenset(table.table_id for table, _ in claimed),
    )


def _score(report: Report, draft: FormDraft, confidence: Decimal) -> Fact:
    """The department's own score as a fact (contract, section 2: evaluation_score without an item)."""
    cell, value = draft.total_cell, draft.total_score
    assert cell is not None
    assert value is not None
    place = f"{report.doc_id}|{draft.total_table}|{cell.row}|{cell.col}|evaluation_score"
    return Fact(
        fact_id=hashlib.sha256(place.encode()).hexdigest()[:32],
        doc_id=report.doc_id,
        org_id=report.org_id,
        fiscal_year=report.fiscal_year,
        concept="evaluation_score",
        measure="final",
        fund="all",
        value=value,
        unit="score",
        value_reported=cell.text.strip(),
        unit_reported="分",
        decimals=max(0, -int(value.as_tuple().exponent)),
        source="table",
        page=cell.page,
        bbox=cell.box,
        section_id=draft.section_id,
        table_id=draft.total_table,
        row=cell.row,
        col=cell.col,
        snippet=f"{draft.name}: {cell.text.strip()}",
        part=draft.part,
        rule="forms.total_score",
        confidence=confidence,
    )
