"""Compressed streams, unpacked in bounded portions whatever they hold: `tarfile` and `lzma.open` set no bound."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pipeline.archives.entries import BOMB_ADVICE, CHUNK, DOWNLOAD_ADVICE, Broken, Budget
from schemas.document import UnreadableDocument

MOST_MEMORY = 128 * 2**20
"""Bytes that the dictionary of an xz stream may take; `xz -9` takes 65 MiB."""


class Decompressor(Protocol):
    """What bz2 and lzma offer, and Gzip below."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Gzip:
    """zlib's decompressor for gzip, which checks the checksum, in the manners of bz2's and lzma's."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        """Whether the end of the stream has been reached."""
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        """Whether all that was given has been taken in."""
        return not self._engine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end of the stream."""
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most that many bytes more."""
        return self._engine.decompress(self._engine.unconsumed_tail + data, max_length)


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY)


DECOMPRESSORS: dict[bytes, Callable[[], Decompressor]] = {
    b"\x1f\x8b\x08": Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": _xz,
}
"""By the first bytes of a stream."""


class UnpackedFile(io.RawIOBase):
    """The bytes that a compressed file unpacks to, forward only; streams that follow one another are joined.

    Reading raises Broken where the file ends before its stream does, UnreadableDocument where it is damaged (what
    was read before is not to be trusted either) or a bomb, Exhausted where the budget is.
    """

    def __init__(self, archive: Path, magic: bytes, where: str, budget: Budget) -> None:
        super().__init__()
        self._source = archive.open("rb")
        self._magic = magic
        self._where = where
        self._budget = budget
        self._engine = DECOMPRESSORS[magic]()
        self._ended = False
        self._packed = 0
        self._unpacked = 0

    def close(self) -> None:
        """Close the file underneath too."""
        self._source.close()
        super().close()

    def readable(self) -> bool:
        """True: io.BufferedReader asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # typeshed: any buffer
        """Fill the buffer or less of it; 0 at the end."""
        portion = self._read(min(len(buffer), CHUNK))
        buffer[: len(portion)] = portion
        return len(portion)

    def _read(self, most: int) -> bytes:
        while not self._ended:
            data = b""
            if self._engine.eof:
                data = self._next_stream()
                if not data:
                    break
            elif self._engine.needs_input:
                data = self._take()
            starved = self._engine.needs_input and not data
            portion = self._decompress(data, most)
            if portion:
                return portion
            if starved and not self._engine.eof:
                raise Broken("truncated", f"its compressed bytes end too early; {DOWNLOAD_ADVICE}")
        return b""

    def _take(self) -> bytes:
        data = self._source.read(CHUNK)
        self._packed += len(data)
        return data

    def _next_stream(self) -> bytes:
        """The first bytes of the stream that follows; nothing where padding or something else follows."""
        data = self._engine.unused_data.lstrip(b"\0")
        if len(data) < len(self._magic):
            data = (data + self._take()).lstrip(b"\0")
        if not data.startswith(self._magic):
            self._ended = True
            return b""
        self._engine = DECOMPRESSORS[self._magic]()
        return data

    def _decompress(self, data: bytes, most: int) -> bytes:
        try:
            portion = self._engine.decompress(data, most)
        except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError) as error:
            raise UnreadableDocument(
                "damaged", f"{self._where}: {error}", f"what it holds cannot be trusted; {DOWNLOAD_ADVICE}"
            ) from error
        self._unpacked += len(portion)
        self._budget.spend_bytes(len(portion))
        if self._budget.is_swollen(self._unpacked, self._packed):
            where = f"{self._where}: {self._packed} bytes unpack to more than {self._unpacked}"
            raise UnreadableDocument("archive_bomb", where, BOMB_ADVICE)
        return portion
