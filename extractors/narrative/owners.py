"""Whose the figures of a section are: the department's, or the unit's that its title names among others."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.amounts import fold
from extractors.identity.divisions import gazetteer
from extractors.identity.units import unit_organization
from extractors.organizations import clean_name, is_body, unit_name, without_own_mark
from extractors.outline import Outline
from schemas.records import OrganizationRecord
from schemas.report import Report

Path = tuple[str, ...]


def section_owners(outline: Outline, report: Report) -> dict[Path, OrganizationRecord]:
    """The units by the path of their section, where two titles or more beside each other are nothing but units.

    一、某局本级 and 二、某中心 divide the department's figures; a single title of that kind is the department itself.
    """
    beside: dict[Path, dict[Path, str]] = {}
    for section in outline.sections:
        if section.kind == "body" and (name := _unit(section.record.title, report)):
            beside.setdefault(section.path[:-1], {})[section.path] = name
    found: dict[Path, OrganizationRecord] = {}
    for names in beside.values():
        if len(set(names.values())) > 1:
            found.update({path: unit_organization(name, report) for path, name in names.items()})
    return found


def owner_of(path: Path, owners: Mapping[Path, OrganizationRecord]) -> OrganizationRecord | None:
    """The unit of the innermost title that names one; None where the figures are the department's."""
    return next((owners[path[:end]] for end in range(len(path), 0, -1) if path[:end] in owners), None)


def _unit(title: str, report: Report) -> str:
    """The unit that a title names, the department's own office by the department's name; empty for another title."""
    name = unit_name(title)
    if not is_body(name):
        return ""
    bare = without_own_mark(name)
    if bare != name and clean_name(report.org_name).endswith(bare):
        return report.org_name
    return name if gazetteer().leading(fold(name)) is not None else ""
