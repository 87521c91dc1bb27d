"""Plain text: a report that a converter flattened, or that was typed; its tables are rebuilt."""

from __future__ import annotations

import hashlib
import re

from extractors.readers.contents import contents_lines
from extractors.readers.lines import Line, settle
from extractors.readers.text_encoding import decode, looks_like_text
from extractors.readers.text_grid import rebuild
from extractors.readers.text_tables import find_tables
from extractors.readers.text_words import flattened_words
from schemas.document import Document, Table

_OTHER_FORMATS = (b"{\\rtf", b"%PDF", b"%!PS", b"MIME-Version:", b"<?xml", b"<!doctype", b"<html")
_CONTENTS_BOOKMARK = re.compile(r"\[bookmark\s*:\s*_Toc\d+\s*\]")
_BREAKS = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_STYLED = 3
_MANY_LOST = 0


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are text and not a format that is written in text (HTML, RTF, XML)."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith(tuple(mark.lower() for mark in _OTHER_FORMATS)) and looks_like_text(head)


def read(source: bytes, name: str) -> Document:
    """The Document of a text; UnreadableDocument where its encoding is doubtful or its bytes are no text."""
    text = decode(source, name)
    raw = _BREAKS.split(text.rstrip("\x1a\0"))
    lines = [flattened_words().marks.sub("", line) for line in raw]
    styled = [bool(_CONTENTS_BOOKMARK.search(line)) for line in raw]
    tables = find_tables(lines, contents_lines(lines))
    items: list[Line | Table] = []
    notes: list[tuple[str, str, int | None]] = []
    index = 0
    for table in tables:
        items += [_line(lines[at], styled[at]) for at in range(index, table.start)]
        rebuilt, doubts = rebuild(table)
        items.append(rebuilt)
        notes += [("ambiguous_row", doubt, None) for doubt in doubts]
        index = table.end
    items += [_line(lines[at], styled[at]) for at in range(index, len(lines))]
    lost = text.count("\ufffd")
    if lost > _MANY_LOST:
        notes.append(("lost_characters", f"{lost} characters were lost before this file was saved", None))
    return Document(
        sha256=hashlib.sha256(source).hexdigest(),
        name=name,
        format="text",
        blocks=settle(items),
        notes=tuple(notes),
    )


def _line(text: str, styled: bool) -> Line:
    """A line; what a bookmark of the contents list marks had a heading style in the original."""
    return Line(text, styled=_STYLED if styled else None)
