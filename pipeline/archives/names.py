"""Names inside archives: decoded, made harmless, and turned into file names of our own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 1024
"""Characters of the longest path that is taken; the longest that a system makes is about as long."""
_LONGEST_SHOWN = 200
_LONGEST_FILE_NAME = 200  # bytes; file systems end at 255
_DRIVE = re.compile(r"[A-Za-z]:")
_NO_FILE_NAME = re.compile(r'[<>:"|?*]')
# U+0800: the first character that takes three bytes of UTF-8; all of Chinese lies beyond.
_THREE_BYTES = "\u0800"


def decode_name(raw: bytes) -> str:
    """The name that these bytes, of no declared encoding, spell: UTF-8, else GB18030, else the DOS code page.

    Short GBK names can be valid UTF-8 by chance: they come out as Latin or Cyrillic, never as Chinese, and are
    read as GBK.
    """
    unicode = _try_decode(raw, "utf-8")
    if unicode is not None and (unicode.isascii() or max(unicode) >= _THREE_BYTES):
        return unicode
    for text in (_try_decode(raw, "gb18030"), unicode):
        if text is not None:
            return text
    return raw.decode("cp437")


def show_name(name: str) -> tuple[str, bool]:
    """The path with '/' and nothing idle in it, and whether it is a clean one.

    An unclean one (empty, absolute, with a drive, with '..', with control or undecodable characters, endless) is
    shown with the offending parts as %XX, so that no reader of the name can be led astray by it either.
    """
    path = name.replace("\\", "/")
    segments = [segment for segment in path.split("/") if segment not in ("", ".")]
    upward = [not segment.strip(". ") for segment in segments]
    rooted = path.startswith("/")
    drive = _DRIVE.match(path) is not None
    unclean = any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in path)
    if segments and not (rooted or drive or unclean or any(upward) or len(path) > LONGEST):
        return "/".join(_escape(segment) for segment in segments), True
    shown = "/".join(
        segment.replace(".", "%2E") if up else _escape(segment) for segment, up in zip(segments, upward, strict=True)
    )
    if drive:
        shown = shown.replace(":", "%3A", 1)
    if rooted:
        shown = "%2F" + shown
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…", False


def is_hidden(shown: str) -> bool:
    """Whether a clean path is no input at all: hidden, a Mac's shadow, an office program's lock file."""
    *folders, base = shown.split("/")
    return base.startswith((".", "~$")) or any(folder.startswith((".", "__MACOSX")) for folder in folders)


def name_file(shown: str) -> str:
    """A file name, good on any system, that keeps the base name of a clean path as far as it can, and its suffix."""
    base = PurePosixPath(_NO_FILE_NAME.sub("_", shown)).name
    suffix = PurePosixPath(base).suffix
    stem = base.removesuffix(suffix)
    while len((stem + suffix).encode()) > _LONGEST_FILE_NAME and stem:
        stem = stem[:-1]
    return stem + suffix


def _try_decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _escape(text: str) -> str:
    """Control characters, direction marks, line separators and lone surrogates as %XX of their bytes."""
    return "".join(
        "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else char
        for char in text
    )
