"""PDFium's C functions as this reader calls them: pointers as plain integers, one buffer for results.

pypdfium2's own bindings wrap every pointer in an object; a page asks for some thousand values, so the same
entry points are bound again here with integer handles, which is twice as fast. PDFium keeps global state:
never call it from two threads.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from extractors.readers.pdf_fonts import same_everywhere
from schemas.document import UnreadableDocument

Handle = int
"""A pointer that PDFium gave: a page, a text page, an object, a path segment."""

_pointer = ctypes.c_void_p
_int = ctypes.c_int
_ulong = ctypes.c_ulong


def _bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium, name), _pointer).value
    assert address is not None, name
    return ctypes.CFUNCTYPE(result, *arguments)(address)


load_page = _bind("FPDF_LoadPage", _pointer, _pointer, _int)
close_page = _bind("FPDF_ClosePage", None, _pointer)
page_rotation = _bind("FPDFPage_GetRotation", _int, _pointer)
page_bounds = _bind("FPDF_GetPageBoundingBox", _int, _pointer, _pointer)
page_annotations = _bind("FPDFPage_GetAnnotCount", _int, _pointer)
page_annotation = _bind("FPDFPage_GetAnnot", _pointer, _pointer, _int)
close_annotation = _bind("FPDFPage_CloseAnnot", None, _pointer)
annotation_type = _bind("FPDFAnnot_GetSubtype", _int, _pointer)
flatten_page = _bind("FPDFPage_Flatten", _int, _pointer, _int)
page_objects = _bind("FPDFPage_CountObjects", _int, _pointer)
page_object = _bind("FPDFPage_GetObject", _pointer, _pointer, _int)

load_text = _bind("FPDFText_LoadPage", _pointer, _pointer)
close_text = _bind("FPDFText_ClosePage", None, _pointer)
text_length = _bind("FPDFText_CountChars", _int, _pointer)
text_unicode = _bind("FPDFText_GetUnicode", ctypes.c_uint, _pointer, _int)
text_buffer = _bind("FPDFText_GetText", _int, _pointer, _int, _int, _pointer)
text_unmapped = _bind("FPDFText_HasUnicodeMapError", _int, _pointer, _int)
text_object = _bind("FPDFText_GetTextObject", ctypes.c_size_t, _pointer, _int)
text_origin = _bind("FPDFText_GetCharOrigin", _int, _pointer, _int, _pointer, _pointer)
text_matrix = _bind("FPDFText_GetMatrix", _int, _pointer, _int, _pointer)
text_size = _bind("FPDFText_GetFontSize", ctypes.c_double, _pointer, _int)
text_loose_box = _bind("FPDFText_GetLooseCharBox", _int, _pointer, _int, _pointer)

object_type = _bind("FPDFPageObj_GetType", _int, _pointer)
object_bounds = _bind("FPDFPageObj_GetBounds", _int, _pointer, *[_pointer] * 4)
object_matrix = _bind("FPDFPageObj_GetMatrix", _int, _pointer, _pointer)
object_fill = _bind("FPDFPageObj_GetFillColor", _int, _pointer, *[_pointer] * 4)
object_stroke = _bind("FPDFPageObj_GetStrokeColor", _int, _pointer, *[_pointer] * 4)
object_clip = _bind("FPDFPageObj_GetClipPath", _pointer, _pointer)
clip_paths = _bind("FPDFClipPath_CountPaths", _int, _pointer)
clip_segments = _bind("FPDFClipPath_CountPathSegments", _int, _pointer, _int)
clip_segment = _bind("FPDFClipPath_GetPathSegment", _pointer, _pointer, _int, _int)
form_objects = _bind("FPDFFormObj_CountObjects", _int, _pointer)
form_object = _bind("FPDFFormObj_GetObject", _pointer, _pointer, _ulong)
path_segments = _bind("FPDFPath_CountSegments", _int, _pointer)
path_segment = _bind("FPDFPath_GetPathSegment", _pointer, _pointer, _int)
path_draw_mode = _bind("FPDFPath_GetDrawMode", _int, _pointer, _pointer, _pointer)
segment_point = _bind("FPDFPathSegment_GetPoint", _int, _pointer, _pointer, _pointer)
segment_type = _bind("FPDFPathSegment_GetType", _int, _pointer)
segment_close = _bind("FPDFPathSegment_GetClose", _int, _pointer)
text_render_mode = _bind("FPDFTextObj_GetTextRenderMode", _int, _pointer)
text_font = _bind("FPDFTextObj_GetFont", ctypes.c_size_t, _pointer)
font_weight = _bind("FPDFFont_GetWeight", _int, _pointer)
font_name = _bind("FPDFFont_GetBaseFontName", ctypes.c_size_t, _pointer, _pointer, ctypes.c_size_t)

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
"""Kinds of page objects."""

MOVE, LINE, CURVE = 2, 0, 1
"""Kinds of path segments."""

INVISIBLE = 3
"""The text render mode that paints nothing."""

_ENCRYPTED = 4
_FREE_TEXT, _STAMP, _WIDGET = 3, 13, 20  # annotations that print a text of their own
_END_MARK = b"%%EOF"
_END_WITHIN = 2048  # bytes: a whole file has its end mark in the last of them


def call_each(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Calls a function with each set of arguments; all that counts is what it writes into buffers."""
    deque(map(function, *arguments), maxlen=0)


@contextmanager
def opened(source: bytes, name: str) -> Iterator[tuple[Handle, int]]:
    """The document's handle and its number of pages. Raises UnreadableDocument for a file that PDFium refuses."""
    with same_everywhere():
        try:
            document = PdfDocument(source)
        except PdfiumError as error:
            raise _refusal(source, name, error) from error
        try:
            handle = ctypes.cast(document.raw, _pointer).value
            assert handle is not None
            yield handle, len(document)
        finally:
            document.close()


@contextmanager
def loaded(document: Handle, index: int) -> Iterator[Handle | None]:
    """The handle of page `index` (from 0), closed on leaving; None where PDFium cannot load the page.

    What is filled into a form or written on the page as a note becomes part of its content.
    """
    page = load_page(document, index)
    if page and _has_written_annotations(page):
        flatten_page(page, 0)
        close_page(page)
        page = load_page(document, index)
    try:
        yield page
    finally:
        if page:
            close_page(page)


def has_end_mark(source: bytes) -> bool:
    """Whether a file ends as a PDF does."""
    return _END_MARK in source[-_END_WITHIN:]


def _has_written_annotations(page: Handle) -> bool:
    for index in range(page_annotations(page)):
        annotation = page_annotation(page, index)
        kind = annotation_type(annotation)
        close_annotation(annotation)
        if kind in (_FREE_TEXT, _STAMP, _WIDGET):
            return True
    return False


def _refusal(source: bytes, name: str, error: PdfiumError) -> UnreadableDocument:
    if error.err_code == _ENCRYPTED:
        return UnreadableDocument("encrypted", name, "remove the password and try again")
    if not has_end_mark(source):
        return UnreadableDocument("truncated", name, "the file ends early: download it again")
    return UnreadableDocument("damaged", name, "no PDF reader can open it: download it again")
