"""How the place of an input is written: a path, a member of an archive (a.zip!/x.docx), a URL."""

from __future__ import annotations

import re

from pipeline.archives import is_archive_name

REPORT_SUFFIXES = frozenset({".docx", ".pdf", ".txt"})
"""What folders, archives and addresses are searched for; the readers go by content. A named file is always tried."""

MEMBER_MARK = "!/"
"""Between an archive and what stands in it."""

# Two letters at least, for C:// is a drive; fsspec's chains (simplecache::s3://...) are URLs too, and refused later.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+(?:::[^/\s]*)*://")
_USER = re.compile(r"(://)[^/?#\s]*@")
# What signs a link for a while: it opens the door and says nothing about what is behind it.
_SIGNATURE = re.compile(
    r"(?i)([?&](?:x-(?:amz|goog|oss)-(?:signature|security-token|credential)|security-token|signature|sig)=)[^&#\s]*"
)


def is_url(text: str) -> bool:
    """Whether an input is written as a URL and not as a path, Windows' paths included."""
    return _URL.match(text) is not None


def shown(url: str) -> str:
    """The URL, or a message that holds one, as it may be shown and stored: without user, password and signature."""
    return _SIGNATURE.sub(r"\1***", _USER.sub(r"\1", url))


def split_member(text: str) -> tuple[str, str | None]:
    """The path of an archive and the member behind its first mark; (text, None) where no archive stands before one."""
    start = text.find(MEMBER_MARK)
    while start >= 0:
        if is_archive_name(text[:start]):
            return text[:start], text[start + len(MEMBER_MARK) :]
        start = text.find(MEMBER_MARK, start + 1)
    return text, None
