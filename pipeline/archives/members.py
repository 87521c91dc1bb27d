"""What unpacking gives: the members of an archive, each spooled or left aside with its reason; and the limits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_NO_LOSS = frozenset({"other_kind", "not_a_file"})
"""Reasons of members that are no documents: nothing that a report could have said is lost with them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may unpack to, before it is refused or a member of it is left aside.

    `most_members` and `most_bytes` count over the archive and the archives inside it: beyond them the whole is
    refused. `most_member_bytes` is for one member. A member (of a compressed tar: the stream) that unpacks to more
    than `ratio_floor` bytes and to more than `most_ratio` times its packed bytes is a bomb.
    """

    most_members: int = 100_000
    most_bytes: int = 8 * 2**30
    most_member_bytes: int = 512 * 2**20
    most_ratio: int = 400
    ratio_floor: int = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive.

    `name` is its path inside the archive, with '/', made harmless; a nested archive's members are called
    'inner.zip!/b.docx', a second member of the same name 'a.docx#2'. A member that was taken has its `path` (a
    regular file under a name that we chose, which keeps the member's suffix), its `size` in bytes and its `doc_id`
    (sha256 in hex). One that was not has `skip`: a stable reason and a message that says why and what to do.

    Reasons: other_kind, not_a_file; and those of `is_quarantined`: unsafe_path, encrypted, damaged, truncated,
    too_large, archive_bomb, nested_too_deep, unsupported_packing, and for a nested archive as a whole empty_file and
    unknown_format too.
    """

    name: str
    path: Path | None = None
    size: int = 0
    doc_id: str | None = None
    skip: tuple[str, str] | None = None

    @property
    def is_quarantined(self) -> bool:
        """Whether the member was left aside although it may have been a document: somebody should look at it."""
        return self.skip is not None and self.skip[0] not in _NO_LOSS
