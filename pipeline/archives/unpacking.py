"""An archive into spooled documents: the one door for archives, safe against hostile ones."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path, PurePosixPath

from pipeline.archives import ARCHIVE_SUFFIXES, is_archive_name, tars, zips
from pipeline.archives.entries import BOMB_ADVICE, DOWNLOAD_ADVICE, Broken, Budget, Entry, Exhausted
from pipeline.archives.members import Limits, Member
from pipeline.archives.names import is_hidden, name_file, show_name
from pipeline.archives.spool import Oversize, Spool
from pipeline.archives.streams import DECOMPRESSORS
from pipeline.locations import REPORT_SUFFIXES
from schemas.document import UnreadableDocument

DEFAULT_LIMITS = Limits()
REST = "(rest)"
"""The name of the member that stands for all that could not be read behind a cut or a damaged header."""

_DEEPEST = 1
"""Archives inside the archive are unpacked, archives inside these are not."""
_NOT_OURS = {b"Rar!\x1a\x07": "a RAR archive", b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive"}


def unpack(archive: Path, into: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Member, ...]:
    """The members of a zip or tar archive, sorted by name, with its documents as files below `into`.

    Which kind it is, its content says. `into` is a folder without content, or is made; nothing is written outside
    it. Folders, hidden files and lock files are no members. Raises UnreadableDocument, with nothing left in `into`,
    for an archive that cannot be read at all (damaged, truncated, empty_file, unknown_format) or goes beyond the
    limits as a whole (archive_bomb); OSError where the disk fails.
    """
    if PurePosixPath(archive.name).suffix.lower() in REPORT_SUFFIXES:
        raise UnreadableDocument("unknown_format", f"{archive.name}: a document by its name", "read it as a document")
    budget = Budget(limits)
    with Spool(into, limits.most_member_bytes) as spool:
        try:
            found = _Unpacking(spool, budget).take(archive, archive.name, "", depth=0)
        except Exhausted as error:
            raise UnreadableDocument("archive_bomb", f"{archive.name}: {error}", BOMB_ADVICE) from error
    return tuple(sorted(found, key=lambda member: member.name))


class _Unpacking:
    """One archive with the archives inside it: they share spool, budget and names."""

    def __init__(self, spool: Spool, budget: Budget) -> None:
        self._spool = spool
        self._budget = budget
        self._names: dict[str, int] = {}

    def take(self, archive: Path, where: str, prefix: str, depth: int) -> list[Member]:
        """The members of an archive. Raises UnreadableDocument, and drops what it spooled, where it is refused."""
        found: list[Member] = []
        try:
            with closing(_open(archive, where, self._budget)) as entries:
                for entry in entries:
                    found += self._take_entry(entry, prefix, depth)
        except Broken as broken:
            found.append(Member(self._claim(prefix + REST), skip=(broken.reason, broken.message)))
        except UnreadableDocument:
            for member in found:
                if member.path is not None:
                    self._spool.drop(member.path)
            raise
        return found

    def _take_entry(self, entry: Entry, prefix: str, depth: int) -> list[Member]:
        shown, clean = show_name(entry.name)
        if clean and is_hidden(shown):
            return []
        name = self._claim(prefix + shown)
        skip = self._refuse(entry, shown, clean, depth)
        if skip is not None:
            return [Member(name, skip=skip)]
        try:
            spooled = self._spool.write(name_file(shown), entry.unpack())
        except Broken as broken:
            return [Member(name, skip=(broken.reason, broken.message))]
        except Oversize as error:
            return [Member(name, skip=("too_large", f"{error}; split the file or save it without its pictures"))]
        if not is_archive_name(shown):
            return [Member(name, spooled.path, spooled.size, spooled.sha256)]
        try:
            return self.take(spooled.path, shown, f"{name}!/", depth + 1)
        except UnreadableDocument as error:
            return [Member(name, skip=(error.reason, f"{error.where}; {error.advice}"))]
        finally:
            self._spool.drop(spooled.path)

    def _refuse(self, entry: Entry, shown: str, clean: bool, depth: int) -> tuple[str, str] | None:
        """Why an entry is not unpacked."""
        if not clean:
            return (
                "unsafe_path",
                "its path leads out of the archive or hides what it is; unpack it by hand if you trust it",
            )
        if entry.skip is not None and entry.skip[0] == "not_a_file":
            return entry.skip
        suffix = PurePosixPath(shown).suffix.lower()
        if suffix not in REPORT_SUFFIXES and not is_archive_name(shown):
            kinds = ", ".join(sorted(REPORT_SUFFIXES | ARCHIVE_SUFFIXES))
            return "other_kind", f"{suffix or 'a file without suffix'} is none of {kinds}"
        if entry.skip is not None:
            return entry.skip
        if is_archive_name(shown) and depth >= _DEEPEST:
            return (
                "nested_too_deep",
                "an archive in an archive in an archive; unpack the outer one and give what it holds",
            )
        if entry.size > self._budget.limits.most_member_bytes:
            most = self._budget.limits.most_member_bytes
            return "too_large", f"{entry.size} bytes, at most {most}; split the file or save it without its pictures"
        return None

    def _claim(self, name: str) -> str:
        """The name, or with '#2', '#3' ... behind it where it is taken."""
        claimed = name
        while claimed in self._names:
            self._names[name] += 1
            claimed = f"{name}#{self._names[name]}"
        self._names[claimed] = 1
        return claimed


def _open(archive: Path, where: str, budget: Budget) -> Generator[Entry, None, None]:
    """The entries of an archive of whatever kind."""
    with archive.open("rb") as file:
        head = file.read(tars.BLOCK)
    if not head:
        raise UnreadableDocument("empty_file", where, f"the file has no content; {DOWNLOAD_ADVICE}")
    # A tar's first block begins with a member's name, which may look like anything; its checksum does not.
    if tars.is_header(head):
        return tars.read_entries(archive, where, budget, None)
    if head.startswith(zips.MAGICS):
        return zips.read_entries(archive, where, budget)
    for magic in DECOMPRESSORS:
        if head.startswith(magic):
            return tars.read_entries(archive, where, budget, magic)
    for magic, kind in _NOT_OURS.items():
        if head.startswith(magic):
            raise UnreadableDocument("unknown_format", f"{where}: {kind}", "unpack it, or pack it again as zip")
    raise UnreadableDocument("damaged", f"{where}: its content is no zip and no tar archive", DOWNLOAD_ADVICE)
