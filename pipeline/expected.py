"""The list of those who owe a disclosure: organisations, and of which year and kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.amounts import fold
from extractors.identity.naming import identify_name
from pipeline.csv_lists import NAME, YEAR, Columns, Entry, Form, read_list
from schemas.disclosure import ExpectedDisclosure
from warehouse.connection import Connection
from warehouse.disclosure import Disclosure, find_disclosures

COLUMNS: Columns = {
    "organisation": ("单位", "单位名称", "部门", "部门名称", "organization"),
    "admin_code": ("行政区划代码", "区划代码"),
    "year": ("年度", "fiscal_year"),
    "kind": ("报告类型", "类型", "doc_kind"),
}
FINAL, BUDGET = ("final_account", "unit_final_account"), ("budget", "unit_budget")
# A department's list does not tell a department's form from a unit's: either is the disclosure.
KINDS = {
    **dict.fromkeys(("决算", "部门决算", "单位决算", "final", *FINAL), FINAL),
    **dict.fromkeys(("预算", "部门预算", "单位预算", *BUDGET), BUDGET),
    **dict.fromkeys(("绩效", "performance"), ("performance",)),
    **dict.fromkeys(("三公", "“三公”", "three_public"), ("three_public",)),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What is due, in the order of the list; `ignored_columns` are the headings that mean nothing here."""

    disclosures: tuple[ExpectedDisclosure, ...]
    ignored_columns: tuple[str, ...]


def read_expected(path: Path) -> Expected:
    """A CSV list with the columns organisation, and as far as wanted admin_code, year and kind, or Chinese ones.

    Without a year any year counts, without a kind a final account or a budget. Raises UserError, which names file,
    line, column and remedy.
    """
    listed = read_list(path, COLUMNS)
    return Expected(tuple(map(_disclosure, listed.entries)), listed.ignored)


def find_undisclosed(connection: Connection, expected: Expected) -> tuple[Mapping[str, object], ...]:
    """What is due and not in the warehouse, in the order of the list, for the report of a run.

    `outcome` is undisclosed (the organisation is known), unknown (nobody of that name is) or ambiguous (several are);
    `known_as` are the names that fit.
    """
    found = find_disclosures(connection, expected.disclosures)
    return tuple(_told(disclosure) for disclosure in found if not disclosure.disclosed)


def _told(disclosure: Disclosure) -> dict[str, object]:
    due = disclosure.expected
    return {
        "line": due.line,
        "organisation": due.organisation,
        "fiscal_year": due.year,
        "doc_kind": ", ".join(due.doc_kinds),
        "outcome": disclosure.outcome,
        "known_as": ", ".join(disclosure.organisations),
    }


def _disclosure(entry: Entry) -> ExpectedDisclosure:
    organisation = entry.read("organisation", NAME)
    if organisation is None:
        raise entry.error("organisation", "no organisation", f"write {NAME.example}")
    code, year = entry.read("admin_code", CODE), entry.read("year", YEAR)
    body = identify_name(organisation, code, year)
    return ExpectedDisclosure(
        line=entry.line,
        organisation=organisation,
        name=body.name,
        org_id=body.org_id,
        admin_code=_beginning(code) if code else None,
        year=year,
        doc_kinds=entry.read("kind", KIND) or (*FINAL, *BUDGET),
    )


def _code(cell: str) -> str | None:
    """Six digits out of two (a province), four (a city) or six."""
    folded = fold(cell)
    return folded.ljust(6, "0") if re.fullmatch(r"(?:\d\d){1,3}", folded) and folded.isascii() else None


def _beginning(code: str) -> str:
    """What the codes of a place and of those inside it begin with; the centre (000000) has nothing inside it."""
    return code if code == "000000" else re.sub(r"(?:00){1,2}$", "", code)


CODE = Form(_code, "two, four or six digits of the division code, as 510823")
KIND = Form(lambda cell: KINDS.get(fold(cell).casefold()), "决算 or 预算 (or 绩效, 三公)")
