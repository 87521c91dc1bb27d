"""The body of a Word document walked once: lines, tables and charts in the order in which they are printed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from extractors.readers.docx_charts import read_chart
from extractors.readers.docx_names import (
    ALTERNATE,
    CHOICE,
    CONTENT_CONTROL,
    FALLBACK,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    VAL,
    WRAPPERS,
    child_value,
    on,
    properties_of,
    w,
)
from extractors.readers.docx_numbering import Numbering
from extractors.readers.docx_package import Package
from extractors.readers.docx_styles import Styles
from extractors.readers.docx_tables import is_plain, join_lines, lay_out, plain_rows, read_rows
from extractors.readers.docx_text import Fields, Inline, plain_text, read_inline, unusual
from extractors.readers.docx_values import whole_number
from extractors.readers.line_breaks import broken_lines
from extractors.readers.lines import Line
from schemas.document import Chart, Table

_NOTHING = Inline()
_NUMBERING = w("numPr")
_STYLE = w("pStyle")
_GALLERY = w("docPartGallery")
_CONTENTS_GALLERY = "Table of Contents"
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_NO_NOTE = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_BLOCK_WRAPPERS = WRAPPERS | {w("body")}
_LONGEST_BOLD = 60
_LONGEST_CARRIED = 20_000
"""Characters that paragraphs with deleted marks run together to: each of them copies what came before."""
_BODY_OUTLINE = 9

Item = Line | Table | Chart


class Body:
    """Walks the body once and collects lines, tables and charts in reading order."""

    def __init__(self, package: Package) -> None:
        self.items: list[Item] = []
        self.notes: list[tuple[str, str, int | None]] = []
        self.pictures = 0
        self._package = package
        self._related = package.relationships(package.document)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._unusual: set[Any] = set()
        self._odd_tables: set[Any] = set()
        self._lists = False
        self._footnotes = self._read_notes()
        self._fields = Fields()
        self._carried = ""
        self._contents = 0
        self._charts: set[str] = set()
        self._waiting: deque[Any] = deque()
        self._in_note = False
        self._kind: str = "body"

    def read(self, root: Any) -> None:
        """Read a document part from its root."""
        self._unusual |= unusual(root)
        self._odd_tables = {table for paragraph in self._unusual for table in paragraph.iterancestors(TABLE)}
        self._lists = self._lists or self._has_lists(root)
        self._walk(root)
        self._flush()

    def _has_lists(self, root: Any) -> bool:
        """Whether any paragraph of a part can have an automatic number, by itself or by its style."""
        styles = {None, *(element.get(VAL) for element in root.iter(_STYLE))}
        listed = any(self._styles.paragraph(style).num_id is not None for style in styles)
        return listed or next(root.iter(_NUMBERING), None) is not None

    def _walk(self, element: Any) -> None:
        """Read everything that a body or a text box holds."""
        for child in element:
            tag = child.tag
            if tag == PARAGRAPH:
                self._paragraph(child)
            elif tag == TABLE:
                self._table(child)
            elif tag == CONTENT_CONTROL:
                self._control(child)
            elif tag in _BLOCK_WRAPPERS:
                self._walk(child)
            elif tag == ALTERNATE:
                branches = child.findall(CHOICE) or child.findall(FALLBACK)
                if branches:
                    self._walk(branches[0])
            elif tag == w("altChunk"):
                self.notes.append(("embedded_document", "a part of the text is embedded in another format", None))

    def _part(self, kind: str) -> Any | None:
        """The root of the related part of this kind, if the package holds it."""
        for relationship in self._related.values():
            if relationship.kind == kind and self._package.has(relationship.target):
                return self._package.xml(relationship.target)
        return None

    def _read_notes(self) -> dict[tuple[str, str], Any]:
        """The footnotes and endnotes by kind and id."""
        found = {}
        for part, kind in _NOTE_PARTS.items():
            root = self._part(part)
            for note in () if root is None else root.iter(w(kind)):
                if note.get(w("type")) not in _NO_NOTE:
                    found[kind, note.get(w("id"), "")] = note
            if root is not None:
                self._unusual |= unusual(root)
                self._lists = self._lists or self._has_lists(root)
        return found

    def _control(self, element: Any) -> None:
        content = element.find(w("sdtContent"))
        if content is None:
            return
        properties = element.find(w("sdtPr"))
        galleries = () if properties is None else properties.iter(_GALLERY)
        listed = any(gallery.get(VAL) == _CONTENTS_GALLERY for gallery in galleries)
        self._contents += listed
        self._walk(content)
        self._contents -= listed

    def _paragraph(self, element: Any) -> None:
        inline, text = self._text(element)
        properties = properties_of(element, PARAGRAPH_PROPERTIES)
        mark = None if properties is None else properties.find(RUN_PROPERTIES)
        if mark is not None and mark.find(w("del")) is not None and len(text) < _LONGEST_CARRIED:
            self._carried = text
        else:
            self.items += self._lines(element, text, inline)
        self._hang(inline)

    def _text(self, element: Any) -> tuple[Inline, str]:
        """A paragraph's inline content and its text, with the automatic number and what a deleted mark carried over."""
        if element in self._unusual or self._fields.open:
            inline = read_inline(element, self._fields)
            text = self._carried + inline.text
        else:
            inline = _NOTHING
            text = self._carried + plain_text(element)
        self._carried = ""
        if not self._lists:
            return inline, text
        properties = properties_of(element, PARAGRAPH_PROPERTIES)
        style_id = _style_id(properties)
        style = self._styles.paragraph(style_id)
        numbering = None if properties is None else properties.find(_NUMBERING)
        if numbering is None and style.num_id is None:
            return inline, text
        num_id, level = style.num_id, style.num_level
        if numbering is not None:
            num_id = child_value(numbering, "numId") or num_id
            own_level = child_value(numbering, "ilvl")
            level = whole_number(own_level, 0) if own_level is not None else level
        if num_id is not None and num_id != "0":
            level = self._numbering.level_of(num_id, style_id) if level is None else level
            number = self._numbering.label(num_id, level)
            text = number + text if text.strip() else text
        return inline, text

    def _lines(self, element: Any, text: str, inline: Inline) -> list[Line]:
        """The lines of a paragraph; a line break in one that is no heading may part two of them."""
        if self._kind != "body":
            return [Line(text, kind="textbox" if self._kind == "textbox" else "footnote")]
        properties = properties_of(element, PARAGRAPH_PROPERTIES)
        style = self._styles.paragraph(_style_id(properties))
        if self._contents or inline.in_contents or style.contents:
            return [Line(part, kind="contents") for part in text.split("\n")]
        outline = style.outline
        own = None if properties is None else properties.find(w("outlineLvl"))
        if own is not None:
            level = whole_number(own.get(VAL), _BODY_OUTLINE)
            outline = level + 1 if 0 <= level < _BODY_OUTLINE else None
        bold = 0 < len(text.strip()) <= _LONGEST_BOLD and self._bold(element, style.bold)
        parts = [text.replace("\n", "")] if outline is not None or bold else broken_lines(text)
        return [Line(part, styled=outline, bold=bold) for part in parts]

    def _bold(self, element: Any, by_style: bool) -> bool:
        """Whether every run with a letter in it is set in bold."""
        for run in element.iter(RUN):
            if not any((text.text or "").strip() for text in run.iter(TEXT)):
                continue
            properties = run.find(RUN_PROPERTIES)
            weight = None if properties is None else properties.find(w("b"))
            style = None if properties is None else properties.find(w("rStyle"))
            styled = by_style or (style is not None and self._styles.bold_run(style.get(VAL, "")))
            if not (styled if weight is None else on(weight)):
                return False
        return True

    def _hang(self, inline: Inline) -> None:
        """What hangs on a paragraph follows it: text boxes, charts, notes."""
        self.pictures += inline.pictures
        self._inside("textbox", inline.boxes)
        for relation in inline.charts:
            target = self._related.get(relation)
            if target is None or not self._package.has(target.target):
                self.notes.append(("chart_missing", relation, None))
            elif target.target not in self._charts:
                self._charts.add(target.target)
                self.items.append(read_chart(self._package.xml(target.target)))
        self._print_notes(inline)

    def _print_notes(self, inline: Inline) -> None:
        """Each note follows the first place that refers to it, a note of a note the note: none is met in a circle."""
        self._waiting += [self._footnotes.pop(note) for note in inline.notes if note in self._footnotes]
        if self._in_note:
            return
        self._in_note = True
        while self._waiting:
            self._inside("footnote", [self._waiting.popleft()])
        self._in_note = False

    def _inside(self, kind: str, elements: list[Any]) -> None:
        outer, self._kind = self._kind, kind
        for element in elements:
            self._walk(element)
        self._kind = outer

    def _flush(self) -> None:
        """A paragraph whose mark was deleted runs into the next one; where none follows it stands alone."""
        if self._carried:
            self.items.append(Line(self._carried))
            self._carried = ""

    def _table(self, element: Any) -> None:
        self._flush()
        pending: list[Any] = []
        hanging: list[Inline] = []

        def read_cell(children: Iterable[Any]) -> str:
            lines: list[str] = []
            self._cell(children, lines, pending, hanging)
            return join_lines(lines)

        rows = plain_rows(element) if self._is_plain(element) else read_rows(element, read_cell)
        table, hidden = lay_out(rows, self._package.name)
        if table is not None:
            self.items.append(table)
        self.notes += [("hidden_by_merge", text, None) for text in hidden]
        for inline in hanging:
            self._hang(inline)
        for nested in pending:
            self._table(nested)

    def _is_plain(self, element: Any) -> bool:
        """Whether a table can be read in one pass: nothing in it is more than text, no paragraph has a number."""
        odd = self._fields.open or element in self._odd_tables
        return not odd and is_plain(element) and not (self._lists and self._has_lists(element))

    def _cell(self, children: Iterable[Any], lines: list[str], pending: list[Any], hanging: list[Inline]) -> None:
        """Collect a cell's lines; nested tables wait until their parent is done."""
        for child in children:
            tag = child.tag
            if tag == PARAGRAPH:
                inline, text = self._text(child)
                lines.append(text)
                if inline.boxes or inline.charts or inline.notes or inline.pictures:
                    hanging.append(inline)
            elif tag == TABLE:
                pending.append(child)
            elif tag == CONTENT_CONTROL or tag in _BLOCK_WRAPPERS:
                self._cell(child, lines, pending, hanging)


def _style_id(properties: Any | None) -> str | None:
    style = None if properties is None else properties.find(_STYLE)
    return None if style is None else style.get(VAL)
