"""Readers: the bytes of a file become a Document, whatever the format; content is recognised, never an extension."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from extractors.readers import docx, pdf, text
from extractors.readers.limits import check_document
from schemas.document import Document, UnreadableDocument

READERS: tuple[ModuleType, ...] = (pdf, docx, text)
"""Modules with `matches(head, name) -> bool` and `read(source, name) -> Document`. The first that matches reads."""

HEAD = 64 * 1024
SIZE_LIMIT = 512 * 1024 * 1024
"""Bytes. The largest disclosure met has 30 MB."""

_DOCUMENT_NAMES = (".docx", ".pdf", ".txt", ".md", ".csv", ".tsv")


def read(path: Path) -> Document:
    """The Document of a file. UnreadableDocument where it is empty, too large, of no known format, or unreadable."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableDocument("empty_file", path.name, "the file has no content; download it again")
    if size > SIZE_LIMIT:
        where = f"{path.name}: {size} bytes, at most {SIZE_LIMIT}"
        raise UnreadableDocument("too_large", where, "split the file or save it without its pictures")
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(source: bytes, name: str) -> Document:
    """The Document of a file's content, the same as `read`."""
    if not source.strip(b"\0 \t\r\n\f"):
        raise UnreadableDocument("empty_file", name, "the file has no content; download it again")
    head = source[:HEAD]
    for reader in READERS:
        if reader.matches(head, name):
            document = reader.read(source, name)
            assert isinstance(document, Document)
            check_document(document)
            return document
    if name.lower().endswith(_DOCUMENT_NAMES):
        raise UnreadableDocument("not_a_document", f"{name}: its content is not what its name says", "check the file")
    raise UnreadableDocument("unknown_format", name, "save it as docx, PDF or text")
