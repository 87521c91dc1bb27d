"""The encoding of a text file: recognised by its bytes, and refused where two readings are equally likely.

UTF-8, UTF-16 and UTF-32 by their marks; without a mark UTF-16 by its zero bytes, then UTF-8, then GB18030 (which
holds GBK and GB2312). A wrong encoding decodes without an error often enough, so the characters must also look
like Chinese text: those of GB2312's first level, the 3,755 common ones, are nearly all that a report uses.
"""

from __future__ import annotations

import codecs
from functools import cache

from schemas.document import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\v\x1a\x1b")
_SAMPLE = 1 << 20
_LIKELY = 0.6
_MARGIN = 0.2
_ADVICE = "open it in an editor and save it as UTF-8"


def decode(source: bytes, name: str) -> str:
    """The text of a file's bytes, without a byte order mark.

    UnreadableDocument "undecodable" where no encoding fits or two fit, "not_a_document" where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _strict(source[len(mark) :], encoding, name)
    if b"\0" in source:
        return _decode_wide(source, name)
    if _binary(source):
        raise UnreadableDocument("not_a_document", f"{name}: its content is no text", "check the file")
    return _decode_narrow(source, name)


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file can be those of a text."""
    if any(head.startswith(mark) for mark, _ in _MARKS):
        return True
    if b"\0" in head:
        even = head[: len(head) & ~1]
        return any(_wide_encoding(part) is not None for part in (even, even[:-2]))
    return not _binary(head)


def likeness(text: str) -> float:
    """The share of the characters beyond ASCII that a Chinese report is likely to use; 1.0 where there are none."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _likely() for char in beyond) / len(beyond) if beyond else 1.0


def _decode_narrow(source: bytes, name: str) -> str:
    utf8, gb18030 = _try(source, "utf-8"), _try(source, "gb18030")
    if utf8 is not None and (gb18030 is None or likeness(utf8) >= likeness(gb18030) + _MARGIN or utf8.isascii()):
        return utf8
    if utf8 is None and gb18030 is not None and likeness(gb18030) >= _LIKELY:
        return gb18030
    which = "neither UTF-8 nor GB18030" if utf8 is None else "UTF-8 or GB18030, which cannot be told"
    raise UnreadableDocument("undecodable", f"{name}: {which}", _ADVICE)


def _decode_wide(source: bytes, name: str) -> str:
    encoding = _wide_encoding(source)
    if encoding is None:
        raise UnreadableDocument("not_a_document", f"{name}: its content is no text", "check the file")
    return _strict(source, encoding, name)


def _wide_encoding(source: bytes) -> str | None:
    """UTF-16 without a mark: the byte order in which the text looks like one, if the other does not."""
    if len(source) % 2:
        return None
    likely = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(source[: 2 * _SAMPLE], encoding)
        if text is not None and not _has_controls(text) and likeness(text) >= _LIKELY:
            likely.append(encoding)
    return likely[0] if len(likely) == 1 else None


def _strict(source: bytes, encoding: str, name: str) -> str:
    text = _try(source, encoding)
    if text is None:
        raise UnreadableDocument("undecodable", f"{name}: marked as {encoding.upper()}, but it is not", _ADVICE)
    if _has_controls(text):
        raise UnreadableDocument("not_a_document", f"{name}: its content is no text", "check the file")
    return text


def _try(source: bytes, encoding: str) -> str | None:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError:
        return None


def _binary(source: bytes) -> bool:
    return any(byte in source for byte in _CONTROLS)


def _has_controls(text: str) -> bool:
    return any(chr(byte) in text for byte in _CONTROLS)


@cache
def _likely() -> frozenset[str]:
    """GB2312's first level and its punctuation, digits and symbols; the characters of forms that GB2312 lacks."""
    found = set("　—…‘’“”·〔〕﹏㎡㎏×÷±≤≥≠√□■○●◆①②③④⑤⑥⑦⑧⑨⑩\ufeff")
    for lead in (*range(0xA1, 0xAA), *range(0xB0, 0xD8)):
        for trail in range(0xA1, 0xFF):
            char = _try(bytes((lead, trail)), "gb2312")
            if char is not None and not "\u0370" <= char <= "\u04ff" and not "\u3040" <= char <= "\u30ff":
                found.add(char)
    return frozenset(found)
