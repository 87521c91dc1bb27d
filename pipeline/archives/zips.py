"""The entries of a zip archive: what its directory claims, checked before a byte is unpacked.

Two methods are unpacked, stored and deflate. `zipfile` unpacks the others (bzip2, LZMA) in portions without a bound,
so that some kilobytes fill the memory; and no publisher uses them.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from pipeline.archives.entries import BOMB_ADVICE, CHUNK, DOWNLOAD_ADVICE, Broken, Budget, Entry, Exhausted
from pipeline.archives.names import decode_name
from schemas.document import UnreadableDocument

MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_DIRECTORY_BYTES = 256
"""Bytes of the directory for each member that may be there; an entry of a long Chinese name takes 200."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1 | 0x40
_AES = 99
_UNICODE = 0x800
_UNICODE_PATH = 0x7075
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises over damaged bytes; an unknown version is a RuntimeError, a name not in UTF-8 a ValueError."""


def read_entries(archive: Path, where: str, budget: Budget) -> Generator[Entry, None, None]:
    """The entries that are no folders, in the order of the directory.

    Raises UnreadableDocument where the directory cannot be read or most entries share their bytes, Exhausted where
    it is larger than the budget allows.
    """
    most_bytes = max(budget.limits.most_members * _DIRECTORY_BYTES, 2 * CHUNK)
    with _RationedFile(archive, most_bytes) as source:
        try:
            package = zipfile.ZipFile(source)
        except _DAMAGE as error:
            raise UnreadableDocument(
                "damaged", f"{where}: {error}", f"the file is cut off or damaged; {DOWNLOAD_ADVICE}"
            ) from error
        infos = package.infolist()
        budget.spend_members(len(infos))
        if "[Content_Types].xml" in package.namelist():
            raise UnreadableDocument(
                "unknown_format", f"{where}: an office document, by its content", "give it the suffix of its kind"
            )
        overlapping = find_overlaps(infos)
        if len(overlapping) > max(1, len(infos) // 2):
            raise UnreadableDocument("archive_bomb", f"{where}: its members share their bytes", BOMB_ADVICE)
        for number, info in enumerate(infos):
            name = _name(info)
            if not name.endswith("/"):
                skip = _refuse(info, budget, number in overlapping)
                yield Entry(name, info.file_size, partial(_unpack, package, info, budget), skip)


def find_overlaps(infos: Sequence[zipfile.ZipInfo]) -> frozenset[int]:
    """The numbers of the entries whose bytes run into the next entry's. Without these, no two entries overlap."""
    order = sorted(range(len(infos)), key=lambda number: infos[number].header_offset)
    return frozenset(
        number
        for number, following in pairwise(order)
        if infos[number].header_offset + _LOCAL_HEADER + infos[number].compress_size > infos[following].header_offset
    )


class _RationedFile(io.FileIO):
    """A file that is not read in large portions: zipfile asks for the directory, however large, in one."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        super().__init__(path)
        self._most_bytes = most_bytes
        self._size = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(self._size - self.tell(), 0)
        if min(left if size is None or size < 0 else size, left) > self._most_bytes:
            raise Exhausted(f"its directory has more than {self._most_bytes} bytes")
        return super().read(-1 if size is None else min(size, left)) or b""


def _refuse(info: zipfile.ZipInfo, budget: Budget, overlaps: bool) -> tuple[str, str] | None:
    """Why the bytes of an entry are not to be had, by what the directory says."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "not_a_file", "a link, a device or a folder, not a regular file"
    if info.flag_bits & _ENCRYPTED or info.compress_type == _AES:
        return "encrypted", "it needs a password; unpack the archive with it and give the files"
    if info.compress_type not in _METHODS:
        return (
            "unsupported_packing",
            f"packed by method {info.compress_type}; pack it again with deflate, zip's usual one",
        )
    if overlaps:
        return "archive_bomb", f"its bytes run into the next member's; {BOMB_ADVICE}"
    if budget.is_swollen(info.file_size, info.compress_size):
        return "archive_bomb", f"{info.compress_size} bytes claim to unpack to {info.file_size}; {BOMB_ADVICE}"
    return None


def _unpack(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    # zipfile never gives more than the declared size, and checks the CRC at the end.
    try:
        with package.open(info) as stream:
            while chunk := stream.read(CHUNK):
                budget.spend_bytes(len(chunk))
                yield chunk
    except _DAMAGE as error:
        raise Broken("damaged", f"{error or 'its bytes end too early'}; {DOWNLOAD_ADVICE}") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: zipfile decodes all that is not marked as UTF-8 by the DOS code page."""
    if info.flag_bits & _UNICODE:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    return _unicode_path(info.extra, raw) or decode_name(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's extra field, if there is one and it was made for this very name."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<BL", field) == (1, zlib.crc32(raw)):
            # A decoder that finds no UTF-8 here takes the name itself.
            text = field[5:].decode("utf-8", "replace")
            return None if "\ufffd" in text else text
    return None
