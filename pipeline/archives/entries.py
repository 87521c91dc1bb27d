"""What zip and tar have in common: an entry as its archive declares it, the budget it draws on, how it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.archives.members import Limits

CHUNK = 256 * 1024
"""Bytes that are read and unpacked at a time."""
BOMB_ADVICE = "it is no honest archive; get it from its publisher"
DOWNLOAD_ADVICE = "download it again"


class Broken(Exception):
    """The bytes end or make no sense from here on. Raised inside an entry it concerns that entry, else the rest."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(f"{reason}: {message}")
        self.reason = reason
        self.message = message


class Exhausted(Exception):
    """The archive goes beyond the limits for the whole: nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an archive: its name and size in bytes as declared, which may be lies.

    `skip` says why its bytes cannot be had. `unpack` gives them in portions, and raises Broken; a tar's entry can be
    unpacked only before the next entry is asked for.
    """

    name: str
    size: int
    unpack: Callable[[], Iterator[bytes]]
    skip: tuple[str, str] | None = None


class Budget:
    """What one archive, with the archives inside it, may still cost. Raises Exhausted where it is overdrawn."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._members = 0
        self._bytes = 0

    def spend_members(self, count: int) -> None:
        """Draw that many members, of whatever kind: an entry that is skipped costs memory too."""
        self._members += count
        if self._members > self.limits.most_members:
            raise Exhausted(f"more than {self.limits.most_members} members")

    def spend_bytes(self, count: int) -> None:
        """Draw that many unpacked bytes."""
        self._bytes += count
        if self._bytes > self.limits.most_bytes:
            raise Exhausted(f"it unpacks to more than {self.limits.most_bytes} bytes")

    def is_swollen(self, unpacked: int, packed: int) -> bool:
        """Whether so many bytes out of so few are a bomb's."""
        return unpacked > self.limits.ratio_floor and unpacked > self.limits.most_ratio * max(packed, 1)
