"""Which files a run takes: what the user names, and what a folder holds that looks like a report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UserError

REPORT_SUFFIXES = frozenset({".docx", ".pdf", ".txt"})
"""What a folder is searched for; the readers then go by content. A file named by the user is always tried."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read, or one left aside with the reason."""

    path: Path
    skip: str | None = None


def discover(inputs: Iterable[Path]) -> Iterator[Candidate]:
    """Every file below the inputs, once, in the order of its path.

    Hidden files and folders and the lock files of office programs are no input at all; a file of another kind
    in a folder comes with the reason why it is skipped. Raises UserError for an input that does not exist.
    """
    seen: set[Path] = set()
    for given in inputs:
        if not given.exists():
            raise UserError(f"{given}: no such file or folder", "give the path of a report or of a folder of reports")
        for candidate in _walk(given) if given.is_dir() else (_check(given, named=True),):
            identity = candidate.path.resolve()
            if identity not in seen:
                seen.add(identity)
                yield candidate


def _walk(folder: Path) -> Iterator[Candidate]:
    closed: list[OSError] = []
    found: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        found += [Path(top, name) for name in names if not name.startswith((".", "~$"))]
    for path in sorted(found):
        yield _check(path, named=False)
    for error in closed:
        yield Candidate(Path(error.filename), f"folder cannot be listed ({error.strerror})")


def _check(path: Path, *, named: bool) -> Candidate:
    kind = path.suffix.lower()
    if not path.is_file():
        return Candidate(path, "not a regular file")
    if not named and kind not in REPORT_SUFFIXES:
        return Candidate(path, f"{kind or 'a file without suffix'} is none of {', '.join(sorted(REPORT_SUFFIXES))}")
    return Candidate(path)
