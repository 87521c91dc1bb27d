"""The entries of a tar archive, compressed or not, in one pass over it with flat memory.

`tarfile` reads a header block; the walk from block to block is here: tarfile's own holds whatever an extended header
claims, recurses over chains of them, follows negative sizes backwards, and ends without a word at a damaged header.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.archives.entries import BOMB_ADVICE, CHUNK, DOWNLOAD_ADVICE, Broken, Budget, Entry
from pipeline.archives.names import decode_name
from pipeline.archives.streams import UnpackedFile
from schemas.document import UnreadableDocument

BLOCK = 512
_END = bytes(BLOCK)
_MOST_EXTENSION = 64 * 1024
"""Bytes of an extended header: it holds a path, at most a few kilobytes."""
_MOST_EXTENSIONS = 8
"""Extended headers before one member."""
_LONGEST_SIZE = 20  # digits
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_EXTENSIONS = (*_PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_WITHOUT_DATA = (
    tarfile.LNKTYPE,
    tarfile.SYMTYPE,
    tarfile.CHRTYPE,
    tarfile.BLKTYPE,
    tarfile.DIRTYPE,
    tarfile.FIFOTYPE,
)


@dataclass(slots=True)
class _Header:
    """What the blocks before a member's data say: its kind, its name's bytes, its size as stored."""

    kind: bytes = b""
    name: bytes = b""
    size: int = 0
    sparse: bool = False


def is_header(block: bytes) -> bool:
    """Whether the first block of a file is a tar header: its checksum holds."""
    try:
        tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def read_entries(archive: Path, where: str, budget: Budget, magic: bytes | None) -> Generator[Entry, None, None]:
    """The entries that are no folders, in their order; `magic` is the compressed stream's, None for a plain tar.

    Raises Broken at the end where the rest cannot be read, UnreadableDocument where nothing can.
    """
    raw: io.RawIOBase = io.FileIO(archive) if magic is None else UnpackedFile(archive, magic, where, budget)
    with closing(io.BufferedReader(raw, CHUNK)) as stream:
        walk = _Walk(stream, where, budget, None if magic else archive.stat().st_size)
        try:
            header = walk.next_header()
        except Broken as broken:
            what = (
                "its content is no tar archive" if broken.reason == "damaged" else "it is cut off in its first header"
            )
            raise UnreadableDocument(broken.reason, f"{where}: {what}", DOWNLOAD_ADVICE) from broken
        while header is not None:
            yield from walk.take(header)
            header = walk.next_header()
        walk.check_end()


class _Walk:
    """From header to header over a stream. `length` is the file's where the stream can seek."""

    def __init__(self, stream: BinaryIO, where: str, budget: Budget, length: int | None) -> None:
        self._stream = stream
        self._where = where
        self._budget = budget
        self._length = length
        self._left = 0

    def next_header(self) -> _Header | None:
        """The next member's header with what its extended headers say of it; None at the end mark."""
        header = _Header()
        size: int | None = None
        for _ in range(_MOST_EXTENSIONS + 1):
            block = self._stream.read(BLOCK)
            if block == _END:
                return None
            info = _parse(block)
            if info.type not in _EXTENSIONS:
                header.kind = info.type
                header.name = header.name or info.name.encode("utf-8", "surrogateescape")
                header.size = info.size if size is None else size
                if info.type == tarfile.GNUTYPE_SPARSE:
                    header.sparse = True
                    self._pass_sparse_map(block)
                return header
            content = self._read_extension(info.size)
            if info.type == tarfile.GNUTYPE_LONGNAME:
                header.name = content.partition(b"\0")[0]
            elif info.type in _PAX:
                records = _parse_pax(content)
                header.name = records.get(b"GNU.sparse.name") or records.get(b"path") or header.name
                header.sparse |= any(key.startswith(b"GNU.sparse.") for key in records)
                size = _parse_size(records[b"size"]) if b"size" in records else size
        raise Broken("damaged", f"a chain of extended headers; {DOWNLOAD_ADVICE}")

    def take(self, header: _Header) -> Iterator[Entry]:
        """The member as an entry, unless it is a folder; then the stream stands behind its data."""
        self._budget.spend_members(1)
        self._left = 0 if header.kind in _WITHOUT_DATA else header.size
        padding = -self._left % BLOCK
        if header.kind != tarfile.DIRTYPE:
            skip: tuple[str, str] | None = None
            if header.sparse:
                skip = ("unsupported_packing", "stored as a sparse file; pack it again without that option")
            elif header.kind not in _FILES:
                skip = ("not_a_file", "a link, a device or a pipe, not a regular file")
            yield Entry(decode_name(header.name), header.size, self._unpack, skip)
        self._pass(self._left + padding)

    def check_end(self) -> None:
        """Read a compressed stream to its end, where its checksum stands."""
        while self._length is None and self._stream.read(CHUNK):
            continue

    def _unpack(self) -> Iterator[bytes]:
        while self._left:
            chunk = self._stream.read(min(self._left, CHUNK))
            if not chunk:
                raise _cut()
            self._left -= len(chunk)
            if self._length is not None:  # else the stream has counted it
                self._budget.spend_bytes(len(chunk))
            yield chunk

    def _pass(self, count: int) -> None:
        if self._length is not None:
            if self._stream.tell() + count > self._length:
                raise _cut()
            self._stream.seek(count, io.SEEK_CUR)
            return
        while count:
            chunk = self._stream.read(min(count, CHUNK))
            if not chunk:
                raise _cut()
            count -= len(chunk)

    def _read_extension(self, size: int) -> bytes:
        if size > _MOST_EXTENSION:
            where = f"{self._where}: an extended header of {size} bytes"
            raise UnreadableDocument("archive_bomb", where, BOMB_ADVICE)
        stored = size + -size % BLOCK
        content = self._stream.read(stored)
        if len(content) < stored:
            raise _cut()
        return content[:size]

    def _pass_sparse_map(self, header: bytes) -> None:
        """Behind an old GNU sparse header, blocks with more of its map; each says whether another follows."""
        more = header[482]
        while more:
            block = self._stream.read(BLOCK)
            if len(block) < BLOCK:
                raise _cut()
            more = block[504]


def _cut() -> Broken:
    return Broken("truncated", f"the archive ends too early; {DOWNLOAD_ADVICE}")


def _parse(block: bytes) -> tarfile.TarInfo:
    if len(block) < BLOCK:
        raise _cut()
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise Broken("damaged", f"a header cannot be read ({error}); {DOWNLOAD_ADVICE}") from error
    if info.size < 0:
        raise Broken("damaged", f"a header claims {info.size} bytes; {DOWNLOAD_ADVICE}")
    return info


def _parse_pax(content: bytes) -> dict[bytes, bytes]:
    """The records 'length key=value\\n' of a pax header."""
    records = {}
    while content:
        digits = content[:_LONGEST_SIZE].partition(b" ")[0]
        length = _parse_size(digits)
        record, content = content[:length], content[length:]
        key, found, value = record[len(digits) + 1 :].partition(b"=")
        if len(record) < length or not found or not value.endswith(b"\n"):
            raise Broken("damaged", f"an extended header cannot be read; {DOWNLOAD_ADVICE}")
        records[key] = value[:-1]
    return records


def _parse_size(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > _LONGEST_SIZE:
        raise Broken("damaged", f"an extended header holds no number where one must stand; {DOWNLOAD_ADVICE}")
    return int(digits)
