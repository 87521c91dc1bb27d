"""The printed text of a docx paragraph: revisions accepted, fields by their result, symbols, breaks, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extractors.readers.docx_names import (
    ALTERNATE,
    CHART,
    CHOICE,
    CONTENT_CONTROL,
    FALLBACK,
    IMAGE_DATA,
    MATH_TEXT,
    PARAGRAPH,
    PICTURE,
    RELATION,
    REMOVED,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    TEXTBOX,
    WRAPPERS,
    on,
    w,
)

_LITERAL = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
_BREAK = w("br")
_SYMBOL = w("sym")
_FIELD_MARK = w("fldChar")
_INSTRUCTION = w("instrText")
_SIMPLE_FIELD = w("fldSimple")
_VANISH = w("vanish")
_RUBY_BASE = w("rubyBase")
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_DRAWINGS = frozenset((w("drawing"), w("pict"), w("object")))
_CONTROL_CONTENT = w("sdtContent")

# A paragraph without any of these is the text of its runs.
_UNUSUAL = (
    *_LITERAL,
    *map(w, ("br", "fldChar", "fldSimple", "sdt", "del", "moveFrom", "vanish", "sym", "ruby", "instrText")),
    *_NOTES,
    *_DRAWINGS,
    ALTERNATE,
    MATH_TEXT,
)
_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")  # ST_ShortHexNumber
_SURROGATES = range(0xD800, 0xE000)
_PRIVATE_USE = 0xF000
# Wingdings and Symbol hold no Unicode: the marks that stand in forms and reports (positions of the fonts' own tables).
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0xA1: "○", 0xA8: "□", 0xFB: "×", 0xFC: "√",
    0xFD: "☒", 0xFE: "☑", 0x52: "☑", 0x51: "☒", 0xA3: "□", 0xD8: "➢",
}  # fmt: skip
_SYMBOLS = {
    0x2D: "−",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xB7: "•",
    0xA5: "∞",
    0x25: "%",
}


@dataclass(slots=True)
class Fields:
    """The complex fields that are open where the reading stands; they may span paragraphs.

    Each entry holds the instruction so far and whether the result has begun.
    """

    open: list[tuple[list[str], bool]] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Whether what is read now is an instruction and not printed."""
        return any(not printing for _, printing in self.open)

    @property
    def in_contents(self) -> bool:
        """Whether what is read now is the result of a contents field."""
        return any(printing and "".join(words).split()[:1] == ["TOC"] for words, printing in self.open)

    def mark(self, kind: str | None) -> None:
        """Take a field character: begin, separate or end. An end without a beginning is ignored."""
        if kind == "begin":
            self.open.append(([], False))
        elif kind == "separate" and self.open:
            self.open[-1] = (self.open[-1][0], True)
        elif kind == "end" and self.open:
            self.open.pop()

    def instruct(self, text: str) -> None:
        """Add to the instruction of the innermost field."""
        if self.open:
            self.open[-1][0].append(text)


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its printed text, and what hangs on it in order of appearance."""

    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    pictures: int = 0
    in_contents: bool = False

    @property
    def text(self) -> str:
        """The text as printed."""
        return "".join(self.parts)

    @property
    def empty(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.parts or self.notes or self.boxes or self.charts or self.pictures)


def read_inline(element: Any, fields: Fields) -> Inline:
    """The printed content of a paragraph (or any inline container); `fields` goes on from paragraph to paragraph."""
    found = Inline()
    _walk(element, fields, found)
    return found


def plain_text(element: Any) -> str:
    """The printed text of a paragraph that `unusual` does not name: what its runs hold."""
    return "".join([part.text or "" for part in element.iter(TEXT)])


def unusual(root: Any) -> set[Any]:
    """The paragraphs of a part that hold more than runs of text; a handful, found in one pass."""
    found: set[Any] = set()
    for element in root.iter(*_UNUSUAL):
        found.update(element.iterancestors(PARAGRAPH))
    return found


def _walk(element: Any, fields: Fields, found: Inline) -> None:
    for child in element:
        tag = child.tag
        if tag == RUN:
            _run(child, fields, found)
        elif tag in WRAPPERS:
            if tag == _SIMPLE_FIELD and (child.get(w("instr")) or "").split()[:1] == ["TOC"]:
                found.in_contents = True
            _walk(child, fields, found)
        elif tag == CONTENT_CONTROL:
            content = child.find(_CONTROL_CONTENT)
            if content is not None:
                _walk(content, fields, found)
        elif tag == ALTERNATE:
            _alternate(child, fields, found)
        elif tag == MATH_TEXT:
            _add(child.text, fields, found)
        elif tag not in REMOVED and len(child):
            _walk(child, fields, found)


def _run(run: Any, fields: Fields, found: Inline) -> None:
    for child in run:
        tag = child.tag
        if tag == TEXT:
            _add(child.text, fields, found)
        elif tag == RUN_PROPERTIES:
            vanish = child.find(_VANISH)
            if vanish is not None and on(vanish):
                _marks_only(run, fields)
                return
        elif tag in _LITERAL:
            _add(_LITERAL[tag], fields, found)
        elif tag == _BREAK:
            _add("\n" if child.get(w("type"), "textWrapping") == "textWrapping" else "", fields, found)
        elif tag == _FIELD_MARK:
            fields.mark(child.get(w("fldCharType")))
        elif tag == _INSTRUCTION:
            fields.instruct(child.text or "")
        elif tag == _SYMBOL:
            _add(_symbol(child), fields, found)
        elif tag in _NOTES:
            found.notes.append((_NOTES[tag], child.get(w("id"), "")))
        elif tag in _DRAWINGS:
            _drawing(child, found)
        elif tag == ALTERNATE:
            _alternate(child, fields, found)
        elif tag == w("ruby"):
            for base in child.findall(_RUBY_BASE):
                _walk(base, fields, found)


def _marks_only(run: Any, fields: Fields) -> None:
    """Hidden text is not printed, but the field marks in it still count."""
    for child in run:
        if child.tag == _FIELD_MARK:
            fields.mark(child.get(w("fldCharType")))
        elif child.tag == _INSTRUCTION:
            fields.instruct(child.text or "")


def _add(text: str | None, fields: Fields, found: Inline) -> None:
    if text and not (fields.open and fields.hidden):
        found.parts.append(text)
        if fields.open and not found.in_contents and text.strip():
            found.in_contents = fields.in_contents


def _alternate(element: Any, fields: Fields, found: Inline) -> None:
    """One branch of an mc:AlternateContent: the first choice that holds something we read, else the fallback."""
    for branch in (*element.findall(CHOICE), *element.findall(FALLBACK)):
        content = Inline()
        _run(branch, fields, content)
        for run in branch.findall(RUN):
            _run(run, fields, content)
        if not content.empty:
            found.parts += content.parts
            found.notes += content.notes
            found.boxes += content.boxes
            found.charts += content.charts
            found.pictures += content.pictures
            return


def _drawing(element: Any, found: Inline) -> None:
    """Text boxes, charts and pictures of a drawing; a text box inside a text box is found when that one is read."""
    for child in element:
        tag = child.tag
        if tag == TEXTBOX:
            found.boxes.append(child)
        elif tag == CHART:
            if child.get(RELATION):
                found.charts.append(child.get(RELATION))
        elif tag in (PICTURE, IMAGE_DATA):
            found.pictures += 1
        elif tag == ALTERNATE:
            branches = child.findall(CHOICE) or child.findall(FALLBACK)
            if branches:
                _drawing(branches[0], found)
        elif len(child):
            _drawing(child, found)


def _symbol(element: Any) -> str:
    """The character of a w:sym; a font's private code that we cannot name is printed as the replacement character."""
    printed = element.get(w("char"), "")
    if not _CODE.fullmatch(printed):
        return ""
    code = int(printed, 16)
    font = element.get(w("font"), "").lower()
    low = code - _PRIVATE_USE if _PRIVATE_USE <= code <= _PRIVATE_USE + 0xFF else code
    table = _WINGDINGS if "wingdings" in font else _SYMBOLS if font == "symbol" else {}
    if low in table:
        return table[low]
    private = "wingdings" in font or (_PRIVATE_USE <= code <= _PRIVATE_USE + 0xFF and not 0x20 <= low < 0x7F)
    return "\ufffd" if private or low in _SURROGATES else chr(low)
