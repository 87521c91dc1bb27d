"""Paragraph styles of a docx: what a style and the styles it is based on say about outline, numbering and weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extractors.readers.docx_names import PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VAL, child_value, on, w
from extractors.readers.docx_values import whole_number

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)", re.IGNORECASE)
_BODY_OUTLINE = 9
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What holds for a paragraph of a style: outline level from 1, list (numId, level), bold, a contents style."""

    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    bold: bool = False
    contents: bool = False


class Styles:
    """The styles of a document by id, inheritance resolved."""

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._resolved: dict[str | None, ParagraphStyle] = {}
        self._default: str | None = None
        self._bold_runs: dict[str, bool] = {}
        for element in () if root is None else root.iter(w("style")):
            style_id = element.get(w("styleId"), "")
            self._elements[style_id] = element
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The resolved style; the document's default where the id is None or unknown."""
        key = style_id if style_id in self._elements else self._default
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def bold_run(self, style_id: str) -> bool:
        """Whether a character style is bold."""
        if style_id not in self._bold_runs:
            chain = self._chain(style_id)
            weights = [on(bold) for element in chain if (bold := _find(element, RUN_PROPERTIES, w("b"))) is not None]
            self._bold_runs[style_id] = bool(weights and weights[0])
        return self._bold_runs[style_id]

    def _chain(self, style_id: str | None) -> list[Any]:
        """The style and those it is based on, nearest first; a circle is cut."""
        chain: list[Any] = []
        while style_id in self._elements and len(chain) < _DEEPEST:
            element = self._elements[style_id]
            chain.append(element)
            based = element.find(w("basedOn"))
            style_id = None if based is None else based.get(VAL)
        return chain

    def _resolve(self, style_id: str | None) -> ParagraphStyle:
        outline: int | None = None
        num_id: str | None = None
        num_level: int | None = None
        bold: bool | None = None
        contents = False
        for element in self._chain(style_id):
            name_element = element.find(w("name"))
            name = "" if name_element is None else name_element.get(VAL, "").strip()
            contents = contents or bool(_CONTENTS_NAME.fullmatch(name))
            if outline is None:
                outline = _outline(element, name)
            numbering = _find(element, PARAGRAPH_PROPERTIES, w("numPr"))
            if numbering is not None:
                num_id = num_id or child_value(numbering, "numId")
                level = child_value(numbering, "ilvl")
                num_level = whole_number(level, 0) if num_level is None and level is not None else num_level
            weight = _find(element, RUN_PROPERTIES, w("b"))
            if bold is None and weight is not None:
                bold = on(weight)
        real = outline if outline is not None and 1 <= outline <= _BODY_OUTLINE else None
        return ParagraphStyle(real, num_id, num_level, bool(bold), contents)


def _outline(element: Any, name: str) -> int | None:
    """The outline level that one style states itself, from 1; 10 means that it says body text."""
    level = _find(element, PARAGRAPH_PROPERTIES, w("outlineLvl"))
    if level is not None:
        return whole_number(level.get(VAL), _BODY_OUTLINE) + 1
    named = _HEADING_NAME.fullmatch(name)
    return int(named[1]) if named else None


def _find(element: Any, properties: str, name: str) -> Any | None:
    holder = element.find(properties)
    return None if holder is None else holder.find(name)
