"""The font that stands in where a PDF embeds none: one box for every character, the same on every machine.

PDFium looks for such a font on the machine. What a report says must not hang on what is installed there (without any
font of its language its characters have no height, and PDFium drops some of them as repeated), and a large system font
is opened anew for every page, which costs more than the page. The widths are the file's own in any case.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2.raw as pdfium

BOX = Path(__file__).parent / "box.ttf"

_CHINESE_JAPANESE_KOREAN = frozenset((128, 129, 134, 136))  # the character sets of Windows; PDFium has fonts for Latin
_WHOLE_FILE = 0  # the table number by which PDFium asks for all of a font


def _stand_in() -> pdfium.FPDF_SYSFONTINFO:
    font = BOX.read_bytes()

    def choose(_info: object, _weight: int, _italic: int, charset: int, *_: object) -> int | None:
        return 1 if charset in _CHINESE_JAPANESE_KOREAN else None

    def copy(_info: object, _font: object, table: int, buffer: int | None, size: int) -> int:
        if table != _WHOLE_FILE:
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    info = pdfium.FPDF_SYSFONTINFO(version=1)
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    answers = {"MapFont": choose, "GetFont": lambda *_: None, "GetFontData": copy}
    answers |= dict.fromkeys(("EnumFonts", "DeleteFont"), lambda *_: None)
    answers |= dict.fromkeys(("GetFaceName", "GetFontCharset"), lambda *_: 0)
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    return info


_STAND_IN = _stand_in()


@contextmanager
def same_everywhere() -> Iterator[None]:
    """Within it no font of the machine is asked for; drawing, outside it, needs them."""
    pdfium.FPDF_SetSystemFontInfo(_STAND_IN)
    try:
        yield
    finally:
        # PDFium empties the machine's fonts when others take their place, so they are asked for anew.
        pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())
