"""Identity and scope of a document: title, kind, year, body and place."""

from __future__ import annotations

from extractors.amounts import fold
from extractors.identity.bodies import aliases_of, find_body
from extractors.identity.cover import read_cover, report_kind, report_year
from extractors.identity.divisions import gazetteer
from extractors.identity.places import LocatedBody, locate
from extractors.identity.units import find_units
from extractors.organizations import clean_name, kind_of_body, organization_id, report_digest
from extractors.outline import Outline
from schemas.document import Document, Table
from schemas.override import Override
from schemas.report import Report

UNNAMED = "未识别单位"
"""The name of a body that a document does not print anywhere; its id is that of the document alone."""

AS_PRINTED = Override()
"""Nothing is known better than the document."""

_TABLE_CELLS = 60
"""Cells of each table that are read as text: titles and captions, not figures."""


def identify(document: Document, outline: Outline, name_hint: str = "", override: Override = AS_PRINTED) -> Report:
    """What a document says about itself. `name_hint` (a file's name) serves only where nothing is printed.

    What `override` gives wins over what is printed; the body that it names is located as a printed one is, and the
    printed name stays in `org_printed` and, where it is another one, among the aliases.
    `admin_code` is None where neither the name nor the text fixes the place; a central body has 000000.
    """
    cover = read_cover(outline)
    headings = tuple(s.record.title for s in outline.sections if s.kind != "contents" and s.record.part == "main")
    lines = "\n".join(fold(line) for words in _words(document, outline) for line in words.split("\n"))
    text = lines.replace("\n", "")
    year = override.fiscal_year or report_year(cover.title, headings, text) or report_year(name_hint or None, (), "")
    printed = find_body(document, outline, cover.title, lines, name_hint)
    name = clean_name(override.organisation or printed or "")
    body = _located(name, text, fold(name_hint), year) if name else _unnamed(document)
    division = body.division
    kind = report_kind(cover.title, headings, text, body.name)
    return Report(
        doc_id=document.sha256,
        title=cover.title,
        doc_kind=report_kind(name_hint, (), "", body.name) if kind == "other" else kind,
        fiscal_year=year,
        org_id=organization_id(body.bare, division.code if division else None),
        org_name=_wide(body.name),
        org_printed=_wide(printed) if printed else None,
        org_kind=kind_of_body(body.name),
        admin_code=division.code if division else None,
        admin_name=gazetteer().full_name(division, year) if division else None,
        admin_level=division.level if division else None,
        published_date=override.published_date or cover.published,
        revision=cover.revision,
        aliases=_aliases(body, text, printed if override.organisation and printed != name else None) if name else (),
        units=find_units(document, outline, body.bare) if name else (),
    )


def _aliases(body: LocatedBody, text: str, printed: str | None) -> tuple[str, ...]:
    """The body's other names in the text; before them the `printed` one, where another name was given for the body."""
    others = aliases_of(body.name, body.bare, body.division.name if body.division else "", text)
    if printed is None or printed == body.name:
        return others
    return (_wide(printed), *(alias for alias in others if alias != printed))


def report_id(report: Report) -> str:
    """One id for all files of one report: the body, the kind and the year; for another paper its title, too.

    A document that does not print its year stands alone.
    """
    if report.doc_kind in ("other", "performance") or report.fiscal_year is None:
        paper = fold(report.title) if report.title else report.doc_id
        return report_digest(report.org_id, report.doc_kind, str(report.fiscal_year), paper)
    return report_digest(report.org_id, report.doc_kind, str(report.fiscal_year))


def _located(name: str, text: str, hint: str, year: int | None) -> LocatedBody:
    """The body's place by its name and the text; by the file's name only where these leave it open."""
    body = locate(name, text, year)
    return body if body.division is not None or not hint else locate(name, text + hint, year)


def _unnamed(document: Document) -> LocatedBody:
    return LocatedBody(UNNAMED, document.sha256, None)


def _wide(name: str) -> str:
    """Names carry full-width brackets, as printed almost everywhere."""
    return name.replace("(", "（").replace(")", "）")


def _words(document: Document, outline: Outline) -> list[str]:
    """Everything that is printed outside the tables' figures."""
    words = [piece for section in outline.sections for piece in (section.record.title, section.record.text)]
    for block in document.blocks:
        if isinstance(block, Table):
            words.extend(cell.text for cell in block.cells[:_TABLE_CELLS])
    return words
