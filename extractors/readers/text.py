"""Plain text: a report that a converter flattened, or that was typed; its tables are rebuilt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.readers.contents import contents_lines
from extractors.readers.limits import check_grid, check_length
from extractors.readers.line_breaks import unwrapped, wrapping_width
from extractors.readers.lines import Line, settle
from extractors.readers.text_encoding import decode, looks_like_text
from extractors.readers.text_grid import rebuild
from extractors.readers.text_tables import find_tables
from extractors.readers.text_words import flattened_words
from schemas.document import Document, Table

_OTHER_FORMATS = (b"{\\rtf", b"%PDF", b"%!PS", b"MIME-Version:", b"<?xml", b"<!doctype", b"<html")
_CONTENTS_BOOKMARK = re.compile(r"\[bookmark\s*:\s*_Toc\d+\s*\]")
_BREAKS = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_PICTURE = re.compile(r"\[image\s*:[^\[\]\n]{0,200}\]")
_STYLED = 3
"""The level of a heading without a number that a bookmark of the contents list marks: it had a heading style."""


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are text and not a format that is written in text (HTML, RTF, XML)."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith(tuple(mark.lower() for mark in _OTHER_FORMATS)) and looks_like_text(head)


def read(source: bytes, name: str) -> Document:
    """The Document of a text; UnreadableDocument where its encoding is doubtful or its bytes are no text."""
    text = decode(source, name)
    check_length(len(text), name)
    words = flattened_words()
    raw = [line for line in _BREAKS.split(text.rstrip("\x1a\0")) if not words.furniture.fullmatch(line.strip())]
    lines = [words.marks.sub("", line) for line in raw]
    listed = contents_lines(lines)
    whole: dict[int, int | None] = dict.fromkeys(listed)
    whole |= {index: _STYLED for index, line in enumerate(raw) if _CONTENTS_BOOKMARK.search(line)}
    tables = find_tables(lines, listed)
    apart = listed.union(*(range(table.start, table.end) for table in tables))
    width = wrapping_width([line for index, line in enumerate(lines) if index not in apart])
    items: list[Line | Table] = []
    notes = _losses(text)
    at = 0
    for table in tables:
        check_grid(len(table.rows), max(map(len, table.rows)), name)
        items += _prose(lines, range(at, table.start), whole, width)
        rebuilt, doubts = rebuild(table)
        items.append(rebuilt)
        notes += [("ambiguous_row", doubt, None) for doubt in doubts]
        at = table.end
    items += _prose(lines, range(at, len(lines)), whole, width)
    return Document(
        sha256=hashlib.sha256(source).hexdigest(),
        name=name,
        format="text",
        blocks=settle(items),
        notes=tuple(notes),
    )


def _losses(text: str) -> list[tuple[str, str, int | None]]:
    """What the text itself shows to be missing: characters lost before it was saved, pictures left out."""
    notes: list[tuple[str, str, int | None]] = []
    if lost := text.count("\ufffd"):
        notes.append(("lost_characters", f"{lost} characters were lost before this file was saved", None))
    if pictures := len(_PICTURE.findall(text)):
        notes.append(("pictures", f"pictures not read: {pictures}", None))
    return notes


def _prose(lines: Sequence[str], place: range, whole: Mapping[int, int | None], width: int | None) -> Iterator[Line]:
    """The lines of a stretch, those cut at `width` joined again; a line in `whole` is one by itself, at that level."""
    pending: list[str] = []
    for index in place:
        if index not in whole:
            pending.append(lines[index])
            continue
        yield from map(Line, unwrapped(pending, width))
        pending.clear()
        yield Line(lines[index], styled=whole[index])
    yield from map(Line, unwrapped(pending, width))
