"""Disclosures that are due: which organisation owes a report of which kind and year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpectedDisclosure:
    """A line of a list of what is due.

    `organisation` is as written, `name` as the warehouse spells names, `org_id` the id where the name (with the code)
    fixes the place. `admin_code` is the beginning that the organisation's division code must have. Without `year` any
    year counts; `doc_kinds` are the kinds of document that count.
    """

    line: int
    organisation: str
    name: str
    org_id: str | None
    admin_code: str | None
    year: int | None
    doc_kinds: tuple[str, ...]
