"""Where the bytes of a run's files come from: folders, archives and addresses; and what a manifest says of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from types import TracebackType

from pipeline.archives import is_archive_name
from pipeline.archives.members import Member
from pipeline.discover import Candidate
from pipeline.executors import Limits, Lost, Processes
from pipeline.inbox import Sources
from pipeline.reading import Failure
from pipeline.remote import fetch
from pipeline.settings import Settings
from schemas.document import UnreadableDocument
from schemas.override import Override

UNPACKING = Limits(seconds=1800, megabytes=2048)
"""An archive may hold thousands of documents."""
FETCHING = 300.0
"""Seconds that an address may take to give its file."""
SIZE_LIMIT = 2**30
"""Bytes of a remote file; what is in it has its own limits."""


class FileSources:
    """Opens what is not a plain file into a `spool` folder; an archive is unpacked in a worker process of its own."""

    def __init__(self, spool: Path, settings: Settings) -> None:
        self._spool = spool
        self._manifest = settings.manifest
        self._unpacker = Processes(1, UNPACKING)
        self._numbers = count(1)

    def __enter__(self) -> FileSources:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unpacker.close()

    def sources(self) -> Sources:
        """The functions that the inbox asks."""
        return Sources(self.unpack, self.fetch, self.is_archive, self.override_of)

    def is_archive(self, candidate: Candidate) -> bool:
        """Whether the file is taken for an archive."""
        return is_archive_name(candidate.name)

    def unpack(self, path: Path) -> Sequence[Member] | Failure:
        """The members of an archive, its documents spooled."""
        into = self._spool / f"{next(self._numbers):06d}"
        ((_, result),) = self._unpacker.run(unpack_archive, [(path, into)])
        return (
            Failure(result.reason, "unpacking it failed, twice; unpack it by hand")
            if isinstance(result, Lost)
            else result
        )

    def fetch(self, candidate: Candidate) -> Path | Failure:
        """The local file of a candidate: for one behind an address, a copy."""
        if candidate.remote is None:
            return candidate.path
        into = self._spool / f"{next(self._numbers):06d}"
        into.mkdir(parents=True)
        try:
            return fetch(candidate.remote, into, SIZE_LIMIT, FETCHING)
        except UnreadableDocument as error:
            return Failure(error.reason, f"{error.where}; {error.advice}")

    def override_of(self, stored: str) -> Override | None:
        """What the manifest says of the file."""
        return None if self._manifest is None else self._manifest.override_of(stored)


def unpack_archive(task: tuple[Path, Path]) -> Sequence[Member] | Failure:
    """The members of the archive, spooled into the folder; runs in a worker."""
    from pipeline.archives.unpacking import unpack

    archive, into = task
    shutil.rmtree(into, ignore_errors=True)  # of an attempt that was cut off
    into.mkdir(parents=True)
    try:
        return unpack(archive, into)
    except UnreadableDocument as error:
        return Failure(error.reason, f"{error.where}; {error.advice}")
    except OSError as error:
        return Failure("unreadable_file", f"{error.strerror or error}; check the file and the disk")
