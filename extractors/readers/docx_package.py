"""The docx package: a zip of XML parts, opened so that a hostile or broken file costs one clear error.

Read part by part and only the parts that are asked for: a report's pictures stay packed, and a relationship
that points nowhere (common after editing in other suites) harms nobody.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from schemas.document import UnreadableDocument

PART_LIMIT = 64 * 1024 * 1024
"""Most bytes that one part may unpack to, and a tenth of what its elements take: the largest real report has 4 MB."""
DEPTH_LIMIT = 256
"""Elements in elements, as XML parsers allow by default; a table of text boxes in a table has some forty."""
PACKAGE_LIMIT = 1024 * 1024 * 1024
RATIO_LIMIT = 400
"""Unpacked to packed; above it a part of any size worth the name is a bomb. Repetitive tables reach 60."""
RATIO_FLOOR = 16 * 1024 * 1024
ENTRY_LIMIT = 20_000

# A package's parts must not have a document type (ECMA-376 part 2); one that has wants to expand or fetch something.
_DOCTYPE = b"<!DOCTYPE"
_WIDE_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-16-le", "utf-16-be"))
_STRICT = b"http://purl.oclc.org/ooxml/"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only two that a package may use (ECMA-376 part 2); others unpack a millionfold, or take gigabytes to begin."""
_SAVE_AGAIN = "open it in an office suite and save it again"
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (DEPTH_LIMIT + 1)})")
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises over damaged bytes; an unknown version or method, a false encryption flag are RuntimeErrors."""
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/chart": b"http://schemas.openxmlformats.org/drawingml/2006/chart",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a relationship of a part leads: its kind (the last word of its type) and the target part's name."""

    kind: str
    target: str


class Package:
    """The parts of an opened docx. Raises UnreadableDocument where the file cannot be trusted or understood."""

    def __init__(self, source: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(source))
        except _DAMAGE as error:
            advice = "the file is cut off or damaged; download or save it again"
            raise UnreadableDocument("truncated", f"{name}: {error}", advice) from error
        self._entries = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        self._guard()

    @property
    def document(self) -> str:
        """The name of the main part."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and relationship.target in self._entries:
                return relationship.target
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise UnreadableDocument(
            "unknown_format",
            f"{self.name}: a zip archive without a Word document",
            "unpack it or save as docx, PDF or text",
        )

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part in self._entries

    def xml(self, part: str) -> Any:
        """The root element of a part; entities are never resolved, nothing is fetched."""
        content = self._unpack(part)
        wide = b"\0" in content[:4]  # UTF-16: its first character, or the one after its byte order mark
        if _DOCTYPE in content or (wide and any(doctype in content for doctype in _WIDE_DOCTYPES)):
            where = f"{self.name}: {part} declares entities of its own"
            raise UnreadableDocument("damaged", where, _SAVE_AGAIN)
        for strict, transitional in _TRANSITIONAL.items() if _STRICT in content else ():
            content = content.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument("damaged", f"{self.name}: {part}: {error}", _SAVE_AGAIN) from error
        if _TOO_DEEP(root):
            where = f"{self.name}: {part} has elements nested deeper than {DEPTH_LIMIT}"
            raise UnreadableDocument("damaged", where, _SAVE_AGAIN)
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The internal relationships of a part ('' is the package itself) by their ids."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._entries:
            return {}
        found = {}
        for element in self.xml(name).iter(_RELATIONSHIP):
            if element.get("TargetMode") == "External" or not element.get("Target"):
                continue
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target"))).lstrip("/")
            found[element.get("Id", "")] = Relationship(element.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    def _guard(self) -> None:
        """Refuse a bomb or an encrypted archive before anything is unpacked."""
        entries = self._entries.values()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise UnreadableDocument("encrypted", self.name, "remove the password and save the file again")
        total = sum(entry.file_size for entry in entries)
        swollen = any(
            entry.file_size > RATIO_FLOOR and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1)
            for entry in entries
        )
        if total > PACKAGE_LIMIT or swollen or len(self._entries) > ENTRY_LIMIT:
            where = f"{self.name}: {len(self._entries)} entries, {total} bytes unpacked"
            raise UnreadableDocument("zip_bomb", where, "the file is no honest document; get it from its publisher")

    def _unpack(self, part: str) -> bytes:
        entry = self._entries[part]
        if entry.compress_type not in _METHODS:
            where = f"{self.name}: {part} is packed by method {entry.compress_type}, which no office program knows"
            raise UnreadableDocument("damaged", where, _SAVE_AGAIN)
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(PART_LIMIT + 1)
        except _DAMAGE as error:
            advice = "the file is cut off or damaged; download or save it again"
            raise UnreadableDocument("damaged", f"{self.name}: {part}: {error}", advice) from error
        if len(content) > PART_LIMIT:
            where = f"{self.name}: {part} unpacks to more than {PART_LIMIT} bytes"
            raise UnreadableDocument("zip_bomb", where, "the file is no honest document; get it from its publisher")
        return content
