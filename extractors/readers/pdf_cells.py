"""Cells: the lines of a table's cell put together as the one text that they were before the cell wrapped it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf_lines import Line

_NUMBER = re.compile(r"[-－△(（]?(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?[%％)）]?")
_NUMBER_TAIL = re.compile(r"[-0-9,，.]+$")
_NUMBER_HEAD = re.compile(r"^[0-9,，.]+[%％)）]?")
_WORD_END = re.compile(r"[A-Za-z]$")
_WORD_START = re.compile(r"^[A-Za-z]")
_PADDING = 12.5  # points on both sides together that a cell keeps free at most


def joined_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell's lines, given the cell's width in points.

    A name or a number that the cell wrapped is one again; two numbers under one another stay two, parted by
    a line break.
    """
    if not lines:
        return ""
    text = lines[0].text
    for above, line in pairwise(lines):
        text += _seam(text, above, line, width) + line.text
    return text


def _seam(text: str, above: Line, line: Line, width: float) -> str:
    """What stands between two lines of a cell: nothing, a space between Latin words, or a line break."""
    if _WORD_END.search(text) and _WORD_START.search(line.text):
        return " "
    if not (text[-1].isdigit() and line.text[0].isdigit()):
        return ""
    tail, head = _NUMBER_TAIL.search(text), _NUMBER_HEAD.search(line.text)
    upper, lower = tail.group() if tail else "", head.group() if head else ""
    if not _NUMBER.fullmatch(upper + lower):
        return "\n"
    digit = 0.5 * line.size
    full = above.x1 - above.x0 + digit > width - _PADDING
    return "" if full or not _NUMBER.fullmatch(upper) else "\n"
