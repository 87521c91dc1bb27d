"""Names that captions and labels print: 部门：XX above a table, 预算单位 | XX in a form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from extractors.amounts import UNIT_FACTORS, fold
from extractors.organizations import clean_name
from schemas.cover import cover_rules
from schemas.document import Document, Heading, Paragraph, Table

_HEAD_ROWS = 14
"""Rows of a table in which a caption or a label stands."""
_LONGEST_TEXT = 120


def caption_names(document: Document) -> tuple[str, ...]:
    """Every name after a caption's colon, in reading order, cleaned; a name printed five times comes five times."""
    return tuple(name for text in _short_texts(document) for name in names_in(text))


def label_names(document: Document) -> tuple[str, ...]:
    """Every name in the cell behind a form's label, in reading order, cleaned."""
    return tuple(name for block in document.blocks if isinstance(block, Table) for name in _labelled(block))


def names_in(text: str) -> Iterator[str]:
    """The names after the captions of one line: 部门：XX  单位：万元 gives XX."""
    for match in _caption().finditer(unicodedata.normalize("NFKC", text)):
        name = match.group(1)
        for stop in cover_rules().caption_stop:
            name = name.split(stop, 1)[0]
        name = clean_name(name)
        if name and name not in UNIT_FACTORS:
            yield name


def _labelled(table: Table) -> Iterator[str]:
    labels = cover_rules().caption_label
    cells = sorted((cell for cell in table.cells if cell.row < _HEAD_ROWS), key=lambda c: (c.row, c.col))
    for cell, following in pairwise(cells):
        if following.row == cell.row and fold(cell.text) in labels:
            name = clean_name(following.text)
            if name:
                yield name


def _short_texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph) and len(block.text) <= _LONGEST_TEXT:
            yield block.text
        elif isinstance(block, Table):
            for cell in block.cells:
                if cell.row < _HEAD_ROWS and cell.text and len(cell.text) <= _LONGEST_TEXT:
                    yield cell.text


@cache
def _caption() -> re.Pattern[str]:
    cues = "|".join(r"\s*".join(map(re.escape, cue)) for cue in cover_rules().caption_colon)
    return re.compile(rf"(?:^|[\s(])(?:{cues})\s*:\s*([^\s:]+)")
