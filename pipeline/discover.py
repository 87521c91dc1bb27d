"""Which files a run takes: what the user names, and what a folder or a pattern holds that looks like a report."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline.archives import ARCHIVE_SUFFIXES, is_archive_name
from pipeline.errors import UserError
from pipeline.locations import REPORT_SUFFIXES, is_url, shown
from pipeline.manifest import Manifest
from pipeline.remote import list_remote
from pipeline.stores import RemoteFile


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read, or one left aside with the reason (a word and a sentence).

    `stored` is how the warehouse calls it, `input` what the user named, `real` the file behind all links; `size` and
    `stamp` tell whether it changed, `modified` is its time of change in seconds.
    """

    path: Path
    stored: str
    input: str
    real: str = ""
    size: int = 0
    stamp: str | None = None
    modified: float = 0.0
    skip: tuple[str, str] | None = None
    remote: RemoteFile | None = None

    @property
    def name(self) -> str:
        """The file's name, by which an archive is known."""
        return self.path.name


def discover(inputs: Iterable[str], manifest: Manifest | None = None) -> Iterator[Candidate]:
    """Every file below the inputs and of the manifest, once.

    An input is a file, a folder, an archive, an address, or, where nothing bears that name, a pattern (* ? [). Hidden
    files and folders and the lock files of office programs are no input at all; a file of another kind in a folder, a
    link that leads out of it or to a folder, and what is no regular file come with the reason why they are skipped.
    Raises UserError for an input that does not exist.
    """
    seen: set[str] = set()
    for candidate in chain(chain.from_iterable(map(_below, inputs)), _listed(manifest) if manifest else ()):
        if candidate.real not in seen:
            seen.add(candidate.real)
            yield candidate


def name_inputs(inputs: Iterable[str], manifest: Manifest | None = None) -> list[str]:
    """What the candidates of these inputs, and of the manifest, say in `input`."""
    names = [shown(given) if is_url(given) else stored_path(Path(given)) for given in inputs]
    return names if manifest is None else [*names, stored_path(manifest.path)]


def _below(given: str) -> Iterator[Candidate]:
    (name,) = name_inputs([given])
    if is_url(given):
        for remote in list_remote(given):
            yield _remote(remote, name)
        return
    place = Path(given)
    if place.is_dir():
        yield from _walk(place, name)
    elif place.exists():
        yield _look(place, name)
    elif glob.has_magic(given):
        found = sorted(map(Path, glob.iglob(given, recursive=True)))  # noqa: PTH207 - it takes whole paths
        if not found:
            raise UserError(f"{given}: the pattern meets no file", "check it, and quote it so that the shell leaves it")
        for path in found:
            if path.is_dir():
                yield from _walk(path, name)
            else:
                yield _look(path, name)
    else:
        raise UserError(f"{given}: no such file or folder", "give the path of a report or of a folder of reports")


def _listed(manifest: Manifest) -> Iterator[Candidate]:
    """What the manifest lists. A file that is not there is a file that cannot be read, not one to pass over."""
    name = stored_path(manifest.path)
    rows = manifest.inputs()
    for row in rows.found:
        if row.path is not None:
            yield _look(row.path, name)
        elif row.url is not None:
            for remote in list_remote(row.url):
                yield _remote(remote, name)
    for row in rows.missing:
        if row.path is not None:
            yield Candidate(row.path, stored_path(row.path), name, str(row.path))


def _remote(remote: RemoteFile, name: str) -> Candidate:
    name_of_file = Path(remote.place.partition("?")[0].rpartition("/")[2] or "index")
    return Candidate(
        name_of_file, remote.place, name, remote.url, remote.size or 0, remote.stamp, skip=remote.skip, remote=remote
    )


def _walk(folder: Path, name: str) -> Iterator[Candidate]:
    closed: list[OSError] = []
    root = os.path.realpath(folder) + os.sep
    for top, folders, files in os.walk(folder, onerror=closed.append):
        real = os.path.realpath(top)
        folders[:] = sorted(below for below in folders if not below.startswith((".", "__MACOSX")))
        for below in folders:
            if (link := Path(top, below)).is_symlink():
                yield _skip(link, name, "link", "a link to a folder; name the folder itself as an input")
        for file in sorted(files):  # of a file and a link to it the first is taken
            if not file.startswith((".", "~$")):
                yield _look(Path(top, file), name, root, f"{real}{os.sep}{file}")
    for error in closed:
        yield _skip(Path(error.filename), name, "closed_folder", f"folder cannot be listed ({error.strerror})")


def _look(path: Path, name: str, root: str | None = None, real: str | None = None) -> Candidate:
    """The file as a candidate. `root` is the folder in which it was found, None where it was named itself."""
    try:
        status = path.lstat()
        if real is None or stat.S_ISLNK(status.st_mode):
            real, status = os.path.realpath(path), path.stat()
    except OSError:
        return _skip(path, name, "not_a_file", "not a regular file")
    if not stat.S_ISREG(status.st_mode):
        return _skip(path, name, "not_a_file", "not a regular file")
    if root is not None:
        kind = path.suffix.lower()
        if not real.startswith(root):
            return _skip(path, name, "link", "a link that leads out of the folder; name its target as an input")
        if kind not in REPORT_SUFFIXES and not is_archive_name(path.name):
            kinds = ", ".join([*sorted(REPORT_SUFFIXES), *sorted(ARCHIVE_SUFFIXES)])
            return _skip(path, name, "other_kind", f"{kind or 'a file without suffix'} is none of {kinds}")
    return Candidate(path, stored_path(path), name, real, status.st_size, str(status.st_mtime_ns), status.st_mtime)


def _skip(path: Path, name: str, reason: str, message: str) -> Candidate:
    return Candidate(path, stored_path(path), name, os.path.abspath(path), skip=(reason, message))  # noqa: PTH100 - it keeps links


def stored_path(path: Path) -> str:
    """The path as the warehouse holds it: with slashes, and readable even where its bytes are no UTF-8."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
