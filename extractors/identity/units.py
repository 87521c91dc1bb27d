"""Subordinate units: the bodies that a report lists as part of its department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.amounts import fold
from extractors.identity.divisions import gazetteer
from extractors.identity.places import locate
from extractors.organizations import clean_name, is_body, kind_of_body, organization_id, unit_name, without_own_mark
from extractors.outline import Outline, topic_of
from extractors.outline.numbering import read_numbering
from schemas.cover import body_rules
from schemas.document import Document, Table
from schemas.records import OrganizationRecord
from schemas.report import Report

_SHORTEST = 5
_UNIT_KINDS = ("学校", "高校", "医院", "事业单位")
_LIST_TOPICS = ("sec.org", "part.overview", "sec.staff")


def find_units(document: Document, outline: Outline, own: str) -> tuple[str, ...]:
    """The subordinate units as printed in the sections on the department's make-up, in order, the body itself left out.

    `own` is the body's name without its place.
    """
    names: list[str] = []
    for i, block in enumerate(document.blocks):
        section = outline.sections[outline.section_of[i]]
        if isinstance(block, Table) and section.kind == "body" and topic_of(section) in _LIST_TOPICS:
            names.extend(_listed_in_table(block))
    for section in outline.sections:
        if section.kind == "body" and section.record.part == "main" and topic_of(section) == "sec.org":
            names.append(clean_name(section.record.title))
            names.extend(_listed_in_text(section.record.text))
    units = (name for name in names if _is_unit(name) and not without_own_mark(name).endswith(fold(own)))
    return tuple(dict.fromkeys(units))


def _is_unit(name: str) -> bool:
    """A body of its own: not an office inside one, and either with a place in its name or of a kind that units are."""
    if not is_body(name) or len(name) < _SHORTEST or name.endswith(body_rules().not_unit):
        return False
    return gazetteer().leading(name) is not None or kind_of_body(name) in _UNIT_KINDS


def _listed_in_table(table: Table) -> Iterator[str]:
    """The column below a header 单位名称."""
    headers = body_rules().unit_headers
    for header in table.cells:
        if fold(header.text) in headers:
            for cell in table.cells:
                if cell.col == header.col and cell.row > header.row and cell.text:
                    yield clean_name(cell.text)


def _listed_in_text(text: str) -> Iterator[str]:
    """Lines that are a unit's name, and the members of a list behind 包括 and its like."""
    cues = "|".join(map(re.escape, body_rules().unit_cues))
    for line in text.split("\n"):
        numbering = read_numbering(line)
        name = clean_name(line[numbering.end :] if numbering else line)
        if is_body(name):
            yield name
            continue
        for match in re.finditer(rf"(?:{cues})[:]?([^。;]+)", fold(line)):
            for member in re.split("[、,]", match.group(1)):
                yield from _members(re.sub(r"^\d+[.、]|\([^()]*\)$", "", member))


def _members(text: str) -> Iterator[str]:
    """A and B, where both are bodies by themselves (住房和城乡建设局 is one)."""
    for mark in ("和", "及"):
        left, _, right = text.partition(mark)
        if left in body_rules().own_marks or (is_body(clean_name(left)) and is_body(clean_name(right))):
            yield clean_name(left)
            yield clean_name(right)
            return
    yield clean_name(text)


def unit_organization(name: str, report: Report, apart: bool = True) -> OrganizationRecord:
    """A unit that a department's table prints, with the department as its parent.

    The department's own row is the department itself, or, `apart` from a total of all units, its own office (本级);
    a unit's report knows no such office: the unit's own row is the unit.
    """
    body = locate(unit_name(name), fold(report.org_name), report.fiscal_year)
    code = body.division.code if body.division else report.admin_code
    org_id = organization_id(body.bare, code)
    if org_id == report.org_id:
        if not apart or report.is_unit:
            return OrganizationRecord(
                org_id, report.org_name, report.admin_code, report.admin_name, report.admin_level, report.org_kind
            )
        own = f"{report.org_name}（本级）"
        org_id, printed = organization_id(f"{body.bare}（本级）", code), own
    else:
        printed = body.name.replace("(", "（").replace(")", "）")
    return OrganizationRecord(
        org_id, printed, code, report.admin_name, report.admin_level, kind_of_body(body.name), report.org_id
    )
