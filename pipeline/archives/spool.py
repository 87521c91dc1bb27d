"""Where members are written: each in a folder of its own below one that the caller gave, under names of ours."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType


class Oversize(Exception):
    """A member unpacks to more than one member may."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file as written: where, how many bytes, their sha256 in hex."""

    path: Path
    size: int
    sha256: str


class Spool:
    """Files below `into`, which is made if need be. As a context: where it is left by an error, nothing stays."""

    def __init__(self, into: Path, most_bytes: int) -> None:
        self._into = into
        self._most_bytes = most_bytes
        self._count = 0

    def __enter__(self) -> Spool:
        self._into.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for number in range(1, self._count + 1):
                if self._folder(number).exists():
                    shutil.rmtree(self._folder(number))

    def write(self, name: str, chunks: Iterable[bytes]) -> Spooled:
        """Write a file of that name in a new folder. Whatever the chunks raise, and Oversize, leaves no file."""
        folder = self._folder(self._count + 1)
        folder.mkdir()
        self._count += 1
        path = folder / name
        digest = hashlib.sha256()
        size = 0
        done = False
        try:
            with path.open("xb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > self._most_bytes:
                        raise Oversize(f"more than {self._most_bytes} bytes")
                    digest.update(chunk)
                    file.write(chunk)
            done = True
        finally:
            if not done:
                self.drop(path)
        return Spooled(path, size, digest.hexdigest())

    def drop(self, path: Path) -> None:
        """Remove a file that was written here."""
        shutil.rmtree(path.parent)

    def _folder(self, number: int) -> Path:
        return self._into / f"{number:06d}"
