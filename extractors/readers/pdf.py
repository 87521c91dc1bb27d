"""PDF files: every page's tables cell by cell and its text as paragraphs, in reading order.

PDFium reads the characters and the drawn lines; what they mean is worked out here, page by page. A page is
closed before the next is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from extractors.readers import pdf_engine as engine
from extractors.readers.lines import Line, settle
from extractors.readers.pdf_furniture import drop_furniture
from extractors.readers.pdf_page import Note, Page, read_page
from extractors.readers.pdf_paragraphs import TextBlock, rebuild
from extractors.readers.pdf_streams import check_streams
from schemas.document import Block, Document, Heading, Paragraph, Table, UnreadableDocument

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024  # bytes: readers of PDF accept that much before the signature


def matches(head: bytes, name: str) -> bool:
    """Whether a file's first bytes are a PDF's; the name does not count."""
    return _SIGNATURE in head[:_SIGNATURE_WITHIN]


def read(source: bytes, name: str) -> Document:
    """The Document of a PDF. UnreadableDocument: encrypted, truncated, damaged, empty_file, needs_ocr."""
    check_streams(source, name)
    pages: list[Page] = []
    notes: list[Note] = []
    with engine.opened(source, name) as (document, count):
        for index in range(count):
            with engine.loaded(document, index) as handle:
                if handle:
                    pages.append(read_page(handle, index + 1))
                else:
                    notes.append(("damaged_page", "the page cannot be loaded", index + 1))
    if not engine.has_end_mark(source):
        notes.append(("truncated", "the file has no end mark: something may be missing", None))
    bare = drop_furniture(pages)
    _check_content(bare, name)
    for page in bare:
        notes.extend(page.notes)
        if page.images and not page.items:
            notes.append(("needs_ocr", "the page is an image", page.number))
    if pictured := [page for page in bare if page.pictures and page.items]:
        notes.append(("pictures", f"pictures not read: {sum(p.pictures for p in pictured)}", pictured[0].number))
    blocks = _blocks([*rebuild(bare)])
    return Document(hashlib.sha256(source).hexdigest(), name, "pdf", blocks, count, tuple(notes))


def _check_content(pages: Sequence[Page], name: str) -> None:
    """Raises UnreadableDocument where no page can be loaded or none holds a text."""
    if not pages:
        raise UnreadableDocument("damaged", name, "none of its pages can be read: download it again")
    if any(page.items for page in pages):
        return
    if any(reason == "no_unicode_map" for page in pages for reason, _, _ in page.notes):
        raise UnreadableDocument("needs_ocr", name, "its fonts do not say which characters they draw: run OCR on it")
    if any(page.images for page in pages):
        raise UnreadableDocument("needs_ocr", name, "its pages are images: run OCR on it and try again")
    raise UnreadableDocument("empty_file", name, "no page has a character on it")


def _blocks(items: list[TextBlock | Table]) -> tuple[Block, ...]:
    """The blocks, with headings and contents lists told from paragraphs as in every other format."""
    kept = [item for item in items if isinstance(item, Table) or item.text.strip()]
    lines = [item if isinstance(item, Table) else Line(item.text, bold=item.bold) for item in kept]
    return tuple(
        replace(block, page=item.page, runs=item.runs)
        if isinstance(block, Heading | Paragraph) and isinstance(item, TextBlock)
        else block
        for block, item in zip(settle(lines), kept, strict=True)
    )
