"""Subordinate units: the bodies that a report lists as part of its department."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.amounts import fold
from extractors.numbering import read_numbering
from extractors.organizations import clean_name, is_body
from extractors.outline import Outline, topic_of
from schemas.cover import body_rules
from schemas.document import Document, Table

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
    marks = tuple(f"{own}{mark}" for mark in body_rules().own_marks)
    units = (name for name in names if is_body(name) and not fold(name).endswith((fold(own), *map(fold, marks))))
    return tuple(dict.fromkeys(units))


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
            for member in re.split("[、,和及]", match.group(1)):
                yield clean_name(re.sub(r"^\d+[.、]|\([^()]*\)$", "", member))
