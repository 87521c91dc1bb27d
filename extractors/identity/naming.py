"""Bodies that a list names, without a document: spelled and identified as one in a report would be."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.identity.divisions import gazetteer
from extractors.identity.places import locate
from extractors.organizations import clean_name, organization_id
from schemas.cover import body_rules


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body by its name: `name` as the warehouse spells it; `org_id` is None where the place stays open."""

    name: str
    org_id: str | None


def identify_name(name: str, admin_code: str | None = None, year: int | None = None) -> NamedBody:
    """A body by its name and, where the name leaves the place open, by a division code of six digits.

    The code counts as the index that some reports print (监督索引号), the place's name as the text around it.
    """
    cleaned = clean_name(name)
    division = gazetteer().find(admin_code, year) if admin_code else None
    text = f"{body_rules().code_cues[0]}{admin_code}。{gazetteer().full_name(division, year)}。" if division else ""
    body = locate(cleaned, text, year)
    org_id = organization_id(body.bare, body.division.code) if body.division else None
    return NamedBody(cleaned.replace("(", "（").replace(")", "）"), org_id)
