"""The element names of WordprocessingML and DrawingML that a reader meets (ECMA-376)."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """A WordprocessingML name in lxml's notation."""
    return _W + name


def c(name: str) -> str:
    """A DrawingML chart name in lxml's notation."""
    return _C + name


def on(element: Any) -> bool:
    """Whether a toggle property that is present is switched on (ECMA-376 17.17.4)."""
    return element.get(VAL) not in ("0", "false", "off", "none")


def properties_of(element: Any, name: str) -> Any | None:
    """The properties of an element, which the schema puts first among its children; None where it has none."""
    first = next(element.iterchildren(), None)
    return first if first is not None and first.tag == name else element.find(name)


def child_value(element: Any, name: str) -> str | None:
    """The value of a child by its name in WordprocessingML; None where it is absent or says none."""
    child = element.find(w(name))
    return None if child is None else child.get(VAL)


VAL = w("val")
PARAGRAPH = w("p")
RUN = w("r")
TEXT = w("t")
PARAGRAPH_PROPERTIES = w("pPr")
RUN_PROPERTIES = w("rPr")
TABLE = w("tbl")
ROW = w("tr")
CELL = w("tc")
TEXTBOX = w("txbxContent")
CONTENT_CONTROL = w("sdt")
ALTERNATE = _MC + "AlternateContent"
CHOICE = _MC + "Choice"
FALLBACK = _MC + "Fallback"
CHART = c("chart")
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
DRAWN_TEXT = _A + "t"
MATH_TEXT = _M + "t"
RELATION = _R + "id"
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"

WRAPPERS = frozenset(
    (
        w("ins"),
        w("moveTo"),
        w("smartTag"),
        w("customXml"),
        w("hyperlink"),
        w("dir"),
        w("bdo"),
        w("sdtContent"),
        w("fldSimple"),
    )
)
"""Elements that only wrap what they hold: accepted insertions, links, controls."""
REMOVED = frozenset((w("del"), w("moveFrom"), w("sdtPr"), w("sdtEndPr"), PARAGRAPH_PROPERTIES, RUN_PROPERTIES))
"""Elements whose text is not printed: accepted deletions and properties."""
