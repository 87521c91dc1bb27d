"""A run as it goes: what became of each file, and what waits for its transaction."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from pipeline.discover import Candidate
from pipeline.errors import UserError
from pipeline.executors import Lost
from pipeline.inbox import Inbox, Note, completed
from pipeline.progress import Gave
from pipeline.reading import Failure, Task, read_file
from pipeline.recovery import DocumentExecutor
from pipeline.settings import Settings
from pipeline.summary import ACTIONS
from schemas.diary import IngestEventRecord, IngestFileRecord, IngestRunRecord
from warehouse.connection import Connection
from warehouse.load import Loader, Outcome
from warehouse.parcels import count_rows, join
from warehouse.runs import record_events, record_files, write_run

BATCH = 64
"""Most documents of one transaction: a crash costs at most these, and columnar loading pays from a few on."""
NOTES = 1000
"""Most files without reading that are written at once."""
PATIENCE = 5.0
"""Seconds after which fewer are loaded too."""
NO_FACT = "no fact found: is it a final account, a budget or a performance report?"
GIVEN_UP = {
    "worker_died": "the process that read it was killed or crashed, twice; please report this file",
    "timeout": "reading it took longer than --timeout allows, twice; allow more time, or split the file",
    "out_of_memory": "reading it takes more memory than --memory allows; allow more, or split the file",
    "too_deep": "it nests deeper than any honest document; save it anew and check the file",
}


@dataclass(frozen=True, slots=True)
class Done:
    """A file that is finished: `count` of `total`, what became of it, and what it gave where it was loaded."""

    count: int
    total: int
    event: IngestEventRecord
    gave: Gave | None = None


Watcher = Callable[[Done], None]
Line = tuple[IngestFileRecord, IngestEventRecord | None]
"""Of the diary: what is known of a file from now on, and what the run did with it, where there is something to tell."""


class TooManyFailures(UserError):
    """The run set aside more files than it may."""


@dataclass(slots=True)
class Run:
    """The state of a run: the files that were met, and what waits for its transaction."""

    connection: Connection
    run: IngestRunRecord
    settings: Settings
    watch: Watcher
    loader: Loader
    spool: Path
    total: int = 0
    events: list[IngestEventRecord] = field(default_factory=list)
    actions: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    bytes_read: int = 0
    _failures: int = 0
    _under_way: dict[str, tuple[int, IngestFileRecord]] = field(default_factory=dict)
    _met: int = 0
    _notes: list[Line] = field(default_factory=list)
    _late: list[Line] = field(default_factory=list)
    """Archives: one is known to be unpacked when all that it held is loaded, and opened again after a death before."""
    _waiting: list[tuple[Task, float, pa.Table]] = field(default_factory=list)
    _loaded_at: float = field(default_factory=time.monotonic)

    def __enter__(self) -> Run:
        write_run(self.connection, self.run)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what waits of the diary, and the end of the run."""
        self._write_notes()
        counts: dict[str, Any] = {action: self.actions[action] for action in ACTIONS}
        write_run(self.connection, replace(self.run, finished_at=now(), status=how_it_ended(error), **counts))

    def take(
        self, executor: DocumentExecutor, inbox: Inbox, candidates: Sequence[Candidate], inputs: Sequence[str]
    ) -> None:
        """Read, extract and load what the warehouse does not hold yet."""
        for task, reading in executor.run(read_file, self._tasks(inbox, candidates, inputs)):
            self.bytes_read += task.size
            if isinstance(reading, Lost):
                self._set_aside(task, Failure(reading.reason, GIVEN_UP[reading.reason]), None)
            elif isinstance(reading.result, Failure):
                self._set_aside(task, reading.result, reading.seconds)
            else:
                self._waiting.append((task, reading.seconds, reading.result))
            if len(self._waiting) >= BATCH or time.monotonic() - self._loaded_at > PATIENCE:
                self._load()
            self._drop(task)
        self._load()
        self._notes += self._late
        self._write_notes()

    def _tasks(self, inbox: Inbox, candidates: Sequence[Candidate], inputs: Sequence[str]) -> Iterator[Task]:
        """What is to be read; a file that needs no reading is recorded on the way."""
        for found in inbox.sort(candidates, inputs):
            self._met += 1
            self.total = max(self.total, self._met)
            if isinstance(found, Note):
                self._take_note(found)
            else:
                file, task = found
                self._under_way[task.stored_path] = (self._met - 1, file)
                yield task

    def _take_note(self, note: Note) -> None:
        file = note.file
        if note.action == "missing":
            file = replace(file, missing_since=now())
        reason, message = (None, None) if note.action == "unchanged" else (file.reason, file.message)
        if note.action == "missing":
            reason, message = "missing", "it is no longer where it was; its document stays"
        event = self._event(self._met - 1, file.path, file.doc_id, note.action, reason, message)
        if not note.known:
            if note.action == "unpacked":
                self._late.append((file, event))
                self._notes.append((replace(file, stamp=None), None))
            else:
                self._notes.append((file, event))
            self._failures += note.action == "quarantined"
            if len(self._notes) >= NOTES:
                self._write_notes()
        self._hear(event, None)
        self._check_failures()

    def _load(self) -> None:
        """One transaction for what waits."""
        self._write_notes()
        batch, self._waiting = self._waiting, []
        self._loaded_at = time.monotonic()
        if not batch:
            return
        parcel = join([rows for _, _, rows in batch])
        gave = {
            task.doc_id: Gave(*numbers)
            for (task, _, _), *numbers in zip(
                batch, *(count_rows(parcel, name) for name in ("fact", "source_table", "leftover")), strict=True
            )
        }
        projects = dict(zip((t.doc_id for t, _, _ in batch), count_rows(parcel, "performance_project"), strict=True))
        read = {task.doc_id: (task, seconds) for task, seconds, _ in batch}

        events: dict[str, IngestEventRecord] = {}  # by document: the last one counts, where the batch was tried in vain

        def write(outcomes: Sequence[Outcome]) -> None:
            lines = []
            for outcome in outcomes:
                task, seconds = read[outcome.doc_id]
                ord_, file = self._under_way[task.stored_path]
                reason, message, action = None, outcome.message, outcome.action
                if action == "quarantined":
                    reason = "refused"
                elif not gave[task.doc_id].facts and not projects[task.doc_id]:
                    reason, message = "no_fact", NO_FACT
                kept = completed(file, None, "loaded" if action == "replaced" else action, reason, message)
                event = self._event(ord_, file.path, task.doc_id, action, reason, message, seconds)
                lines.append((kept, event))
                events[task.doc_id] = event
            self._write(lines)

        for outcome in self.loader.take(parcel, write):
            event = events[outcome.doc_id]
            loaded = outcome.action != "quarantined"
            self.facts += gave[outcome.doc_id].facts if loaded else 0
            self._failures += not loaded
            self._hear(event, gave[outcome.doc_id] if loaded else None)
            del self._under_way[event.path]
        self._check_failures()

    def _set_aside(self, task: Task, failure: Failure, seconds: float | None) -> None:
        ord_, file = self._under_way.pop(task.stored_path)
        kept = completed(file, None, "quarantined", failure.reason, failure.message)
        event = self._event(ord_, file.path, task.doc_id, "quarantined", failure.reason, failure.message, seconds)
        self._notes.append((kept, event))
        self._failures += 1
        self._hear(event, None)
        self._check_failures()

    def _check_failures(self) -> None:
        most = self.settings.max_failures
        if most is not None and self._failures > most:
            raise TooManyFailures(
                f"{self._failures} files were set aside, at most {most} may be", "see the report; what was loaded stays"
            )

    def _event(
        self,
        ord_: int,
        path: str,
        doc_id: str | None,
        action: str,
        reason: str | None,
        message: str | None,
        seconds: float | None = None,
    ) -> IngestEventRecord:
        took = None if seconds is None else Decimal(f"{seconds:.3f}")
        return IngestEventRecord(self.run.run_id, ord_, path, doc_id, action, reason, message, took, now())

    def _hear(self, event: IngestEventRecord, gave: Gave | None) -> None:
        self.actions[event.action] += 1
        if event.action != "unchanged":  # most of a night's, and nothing to say about them
            self.events.append(event)
        self.watch(Done(self.actions.total(), self.total, event, gave))

    def _write_notes(self) -> None:
        """The files that needed no reading, and their events; a run that dies leaves its diary up to there."""
        notes, self._notes = self._notes, []
        if notes:
            self.loader.settle_anew([file.doc_id for file, _ in notes if file.doc_id], lambda _: self._write(notes))

    def _write(self, lines: Sequence[Line]) -> None:
        record_files(self.connection, [file for file, _ in lines])
        events = [event for _, event in lines if event is not None]
        record_events(self.connection, [event for event in events if event.action != "unchanged"])

    def _drop(self, task: Task) -> None:
        """A file that was spooled for this task has done its duty."""
        if self.spool in task.path.parents:
            shutil.rmtree(task.path.parent, ignore_errors=True)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def how_it_ended(error: BaseException | None) -> str:
    """The status of a run that was left by this error, or by none."""
    if error is None:
        return "finished"
    return "stopped" if isinstance(error, KeyboardInterrupt) else "failed"
