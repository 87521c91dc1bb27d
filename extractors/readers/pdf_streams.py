"""The packed streams of a PDF: whether one of them unpacks into more than any page has, before PDFium unpacks it.

PDFium stops at a gigabyte, and where it gets none it ends the process. Pictures are not looked at: nothing here
unpacks them. What is packed by LZW is left to the memory limit of the process.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator

from schemas.document import UnreadableDocument

STREAM_LIMIT = 64 * 1024 * 1024
"""Most bytes that a stream may unpack to: a page of 100,000 characters has 10 MB, a whole Chinese font 20 MB."""
_MOST_RATIO = 1032  # the best that deflate can do
_PRINTABLE_RATIO = 4  # ASCII85 writes four zeros as one letter
_PIECE = 64 * 1024
_LONGEST_DICTIONARY = 2048
_BEGIN = re.compile(rb"\bstream\r?\n")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PRINTABLE = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_HEXADECIMAL = re.compile(rb"/(?:ASCIIHexDecode|AHx)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_END = b"endstream"


def check_streams(source: bytes, name: str) -> None:
    """Raises UnreadableDocument "zip_bomb" for a PDF in which a stream unpacks to more than the limit."""
    for begin in _BEGIN.finditer(source):
        head = source[max(0, begin.start() - _LONGEST_DICTIONARY) : begin.start()]
        head = head[head.rfind(b" obj") + 1 :]
        times = len(_DEFLATED.findall(head))
        if not times or (times == 1 and _PICTURE.search(head)):
            continue
        end = source.find(_END, begin.end())
        end = len(source) if end < 0 else end
        large = (end - begin.end()) * _PRINTABLE_RATIO * _MOST_RATIO**times > STREAM_LIMIT
        if large and _unfolds(_binary(source[begin.end() : end], head), times):
            where = f"{name}: a stream at byte {begin.start()} unpacks to more than {STREAM_LIMIT} bytes"
            raise UnreadableDocument("zip_bomb", where, "the file is no honest document; get it from its publisher")


def _binary(content: bytes, head: bytes) -> bytes:
    """A stream's content without the printable form that its dictionary says it has; nothing where it has it not."""
    try:
        if _PRINTABLE.search(head):
            return base64.a85decode(content.strip().removesuffix(b"~>"))
        return bytes.fromhex(content.partition(b">")[0].decode("ascii")) if _HEXADECIMAL.search(head) else content
    except ValueError:
        return b""


def _unfolds(packed: bytes, times: int) -> bool:
    """Whether data deflated so many times unpack to more than the limit, at any of the times."""
    pieces: Iterable[bytes] = (packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE))
    for _ in range(times - 1):
        pieces = _inflated(pieces)
    length = 0
    for piece in _inflated(pieces):
        length += len(piece)
        if length > STREAM_LIMIT:
            return True
    return False


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The data unpacked piece by piece, up to where they are no longer deflated."""
    unpacker = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest:
            try:
                unpacked = unpacker.decompress(rest, _PIECE)
            except zlib.error:
                return
            if unpacked:
                yield unpacked
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return
