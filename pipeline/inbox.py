"""The inbox: which of the files that a run meets are to be read, and what is known already of all the others.

A file whose size and time of change are as an earlier run left them costs that look and no more. Of several files with
the same bytes the first in order gives the document its name, whatever the order in which they came: so the same inbox
gives the same warehouse.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.archives.members import Member
from pipeline.discover import Candidate
from pipeline.locations import MEMBER_MARK
from pipeline.reading import Failure, Task
from pipeline.settings import Settings
from schemas.diary import IngestFileRecord
from schemas.override import Override

NO_LOSS = ("other_kind", "not_a_file", "link")
"""Why a file is skipped that is no report; whatever else is wrong with one, somebody should look at it."""
TAKEN = ("loaded", "duplicate")
LEFT = ("quarantined", "forgotten")
PASSING = ("unreadable_file", "changed_while_read", "not_found", "no_access", "unreachable", "too_slow")
"""Why a file was set aside that may be gone at the next run."""
FORGOTTEN = "it was forgotten; --retry reads it"


@dataclass(frozen=True, slots=True)
class Note:
    """A file that needs no reading in this run: what to know of it from now on, and what the run did with it.

    `known` where an earlier run left it so: nothing is to be written.
    """

    file: IngestFileRecord
    action: str
    known: bool = False


Sorted = tuple[IngestFileRecord, Task] | Note
"""A file to read, with its record as it is when the document is loaded, or a note."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the bytes of files come from that do not lie in a folder, and what a manifest says of a file.

    `unpack` gives the members of an archive, `fetch` the local file of a candidate; a Failure where they cannot.
    """

    unpack: Callable[[Path], Sequence[Member] | Failure]
    fetch: Callable[[Candidate], Path | Failure]
    is_archive: Callable[[Candidate], bool]
    override_of: Callable[[str], Override | None]


class Inbox:
    """The files of a run beside what earlier ones know: `known` files by path, `held` documents (path, version)."""

    def __init__(
        self,
        known: Mapping[str, IngestFileRecord],
        held: Mapping[str, tuple[str, str]],
        version: str,
        settings: Settings,
        sources: Sources,
    ) -> None:
        self._known = known
        self._held = held
        self._version = version
        self._settings = settings
        self._sources = sources
        self._roots: frozenset[str] = frozenset()
        self._seen: set[str] = set()
        self._first: dict[str, str] = {}
        """Of each document that was met, the first path in order."""

    def sort(self, candidates: Iterable[Candidate], inputs: Iterable[str]) -> Iterator[Sorted]:
        """Each file of the run, then each file that one of the inputs held before and holds no more."""
        self._roots = frozenset(inputs)
        for candidate in sorted(candidates, key=lambda candidate: order_of(candidate.stored)):
            yield from self._sort_one(candidate)
        # An archive before its members: a death between the two leaves no member missed in an archive that is not.
        for was in sorted(self._known.values(), key=lambda was: order_of(was.path)):
            if was.path not in self._seen and was.missing_since is None and self._is_within(was):
                yield Note(was, "missing")

    def _sort_one(self, candidate: Candidate) -> Iterator[Sorted]:
        self._seen.add(candidate.stored)
        override = self._sources.override_of(candidate.stored)
        record = self._record(candidate, override)
        was = self._known.get(record.path)
        if candidate.skip is not None:
            yield self._note(record, "skipped" if candidate.skip[0] in NO_LOSS else "quarantined", *candidate.skip)
        elif self._is_older(candidate):
            self._leave(record, was)
            yield Note(
                replace(record, reason="older", message="changed before the date of --since"), "skipped", known=True
            )
        elif was is not None and self._is_as_before(record, was):
            yield from self._keep(was)
        else:
            path = self._sources.fetch(candidate)
            if isinstance(path, Failure):
                yield self._note(record, "quarantined", path.reason, path.message)
            elif self._sources.is_archive(candidate):
                yield from self._open(record, path)
            else:
                yield self._take(record, path, override)

    def _is_within(self, was: IngestFileRecord) -> bool:
        """Whether this run would meet the file if it were still there."""
        return was.input in self._roots or any(was.path.startswith(f"{root}/") for root in self._roots)

    def _is_older(self, candidate: Candidate) -> bool:
        """Whether the file is left alone because of its time; of a remote file that is not known."""
        since = self._settings.since
        return since is not None and candidate.remote is None and candidate.modified < since.timestamp()

    def _leave(self, record: IngestFileRecord, was: IngestFileRecord | None) -> None:
        """A file that is left alone stands where it is all the same, and so do an archive's members."""
        for member in self._members[record.path]:
            self._seen.add(member.path)
        if was is None or not _looks_like(record, was):
            return
        for file in (was, *self._members[was.path]):
            if file.action in TAKEN and file.doc_id is not None:
                self._first.setdefault(file.doc_id, file.path)

    def _is_as_before(self, record: IngestFileRecord, was: IngestFileRecord) -> bool:
        """Whether the file looks as it did, and what became of it then would become of it again."""
        if not _looks_like(record, was):
            return False
        members = [member for member in self._members[was.path] if member.missing_since is None]
        inside = {member.doc_id for member in members if member.action in TAKEN and self._is_held(member)}
        return self._would_come_out_again(was) and all(
            (member.action == "duplicate" and member.doc_id in inside) or self._would_come_out_again(member)
            for member in members
        )

    def _would_come_out_again(self, was: IngestFileRecord) -> bool:
        if was.action in ("skipped", "unpacked"):
            return True
        if was.action in LEFT:
            fresh = was.extractor_version == self._version and was.reason not in PASSING
            return fresh and not self._settings.retry
        return self._is_held(was) or self._stands_at(was) is not None

    def _keep(self, was: IngestFileRecord) -> Iterator[Note]:
        """The note of an unchanged file, with those of the members of an unchanged archive."""
        if was.action in TAKEN:
            yield self._hold(was)
        elif was.action == "forgotten":
            yield Note(replace(was, reason="forgotten", message=FORGOTTEN), "skipped", known=True)
        else:
            yield Note(was, "unchanged" if was.action == "unpacked" else was.action, known=True)
        for member in self._members[was.path]:
            self._seen.add(member.path)
            if member.missing_since is None:
                yield from self._keep(member)

    def _take(self, record: IngestFileRecord, path: Path, override: Override | None) -> Sorted:
        """A file that is new or changed: by its bytes it may be known all the same."""
        if record.doc_id is None:
            try:
                record = replace(record, doc_id=digest(path))
            except OSError as error:
                return self._note(record, "quarantined", "unreadable_file", f"{error.strerror}; check the file")
        if self._is_held(record) or self._stands_at(record) is not None:
            return self._hold(record)
        was = self._known.get(record.path)
        if was is not None and was.action == "forgotten" and was.doc_id == record.doc_id and not self._settings.retry:
            return Note(replace(record, action="forgotten", reason="forgotten", message=FORGOTTEN), "skipped")
        bad = self._bad.get(record.doc_id or "")
        if bad is not None and bad.override == record.override:
            return self._note(record, "quarantined", bad.reason, bad.message)
        assert record.doc_id is not None
        self._first[record.doc_id] = record.path
        return record, Task(path, record.path, record.bytes or 0, record.doc_id, override)

    def _is_held(self, record: IngestFileRecord) -> bool:
        """Whether the warehouse holds the file's document under this path, as today's extractor reads it."""
        was = self._known.get(record.path)
        named_alike = (was.override if was is not None else None) == record.override
        return named_alike and self._held.get(record.doc_id or "") == (record.path, self._version)

    def _stands_at(self, record: IngestFileRecord) -> str | None:
        """The path before this one in order at which the same bytes stand and are read, if there is one."""
        first = self._first.get(record.doc_id or "")
        if first is not None:
            return first if first != record.path else None
        bears, version = self._held.get(record.doc_id or "", (record.path, ""))
        other = self._known.get(bears)
        stays = (
            other is not None
            and other.action in TAKEN
            and not self._is_within(other)
            and other.missing_since is None
            and other.doc_id == record.doc_id
            and version == self._version
            and order_of(bears) < order_of(record.path)
        )
        return bears if stays else None

    def _hold(self, record: IngestFileRecord) -> Note:
        """The note of a file whose document needs no reading: it has it, or another file has it."""
        other = self._stands_at(record)
        if other is not None:
            return self._note(record, "duplicate", "same_bytes", f"the same bytes as {other}")
        self._first[record.doc_id or ""] = record.path
        was = self._known.get(record.path)
        said = (was.reason, was.message) if was is not None and was.action == "loaded" else (None, None)
        return replace(self._note(record, "loaded", *said), action="unchanged")

    def _open(self, record: IngestFileRecord, path: Path) -> Iterator[Sorted]:
        """An archive, then its members."""
        members = self._sources.unpack(path)
        if isinstance(members, Failure):
            yield self._note(record, "quarantined", members.reason, members.message)
            return
        yield self._note(record, "unpacked")
        for member in sorted(members, key=lambda member: order_of(member.name)):
            stored = f"{record.path}{MEMBER_MARK}{member.name}"
            self._seen.add(stored)
            override = self._sources.override_of(stored)
            inner = replace(
                record, path=stored, container=record.path, bytes=member.size, stamp=member.doc_id,
                doc_id=member.doc_id, override=None if override is None else override.digest(),
            )  # fmt: skip
            was = self._known.get(stored)
            if was is not None and _looks_like(inner, was) and self._would_come_out_again(was):
                yield from self._keep(was)
            elif member.path is not None:
                yield self._take(inner, member.path, override)
            elif member.skip is not None:
                yield self._note(inner, "quarantined" if member.is_quarantined else "skipped", *member.skip)

    @cached_property
    def _bad(self) -> Mapping[str, IngestFileRecord]:
        """By what would be the document's id, a file whose bytes could not be read and would not be now."""
        return {
            was.doc_id: was
            for was in self._known.values()
            if was.action == "quarantined" and was.doc_id is not None and self._would_come_out_again(was)
            if self._held.get(was.doc_id, ("", ""))[1] != self._version
        }

    @cached_property
    def _members(self) -> Mapping[str, list[IngestFileRecord]]:
        members: dict[str, list[IngestFileRecord]] = defaultdict(list)
        for was in self._known.values():
            if was.container is not None:
                members[was.container].append(was)
        for within in members.values():
            within.sort(key=lambda member: order_of(member.path))
        return members

    def _record(self, candidate: Candidate, override: Override | None) -> IngestFileRecord:
        return IngestFileRecord(
            path=candidate.stored,
            input=candidate.input,
            container=None,
            bytes=candidate.size,
            stamp=candidate.stamp,
            override=None if override is None else override.digest(),
            doc_id=None,
            extractor_version=self._version,
            action="loaded",
        )

    def _note(
        self, record: IngestFileRecord, action: str, reason: str | None = None, message: str | None = None
    ) -> Note:
        file = completed(record, self._known.get(record.path), action, reason, message)
        return Note(file, action, known=self._known.get(record.path) == file)


def _looks_like(record: IngestFileRecord, was: IngestFileRecord) -> bool:
    """Whether a file looks as an earlier run left it, as far as a look tells."""
    look = (record.bytes, record.stamp, record.override)
    return record.stamp is not None and was.missing_since is None and look == (was.bytes, was.stamp, was.override)


def completed(
    record: IngestFileRecord,
    was: IngestFileRecord | None,
    action: str,
    reason: str | None = None,
    message: str | None = None,
) -> IngestFileRecord:
    """The record with what became of the file. One whose bytes nobody saw keeps the document that it had last."""
    doc_id = was.doc_id if record.doc_id is None and was is not None else record.doc_id
    return replace(record, action=action, reason=reason, message=message, doc_id=doc_id, missing_since=None)


def order_of(stored: str) -> tuple[str, ...]:
    """What files are ordered by: an archive's members stand right behind it."""
    return tuple(stored.split(MEMBER_MARK))


def digest(path: Path) -> str:
    """The sha256 of the file's bytes, in hex: the id of its document."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
