"""The run: discover, read and extract in worker processes, load in batches, and keep a diary of every file."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from extractors.version import extractor_version
from pipeline.discover import Candidate, discover
from pipeline.executors import WorkerDied, choose_executor
from pipeline.progress import Gave
from pipeline.reading import Failure, Task, read_file
from pipeline.settings import Settings
from schemas.records import Extraction, IngestEventRecord, IngestRunRecord
from warehouse.connection import Connection, open_for_writing
from warehouse.load import Loader, loaded_versions
from warehouse.runs import close_run, open_run, record_events

BATCH = 16
"""Most documents of one transaction: a crash costs at most these, and columnar loading pays from a few on."""
PATIENCE = 1.0
"""Seconds after which fewer are loaded too, so that whoever watches sees the run move."""
NO_FACT = "no fact found: is it a final account, a budget or a performance report?"
DIED = Failure(
    "worker_died", "the process that read it was killed or crashed; free some memory and try this file alone"
)


@dataclass(frozen=True, slots=True)
class Done:
    """A file that is finished: `count` of `total`, what became of it, and what it gave where it was loaded."""

    count: int
    total: int
    event: IngestEventRecord
    gave: Gave | None = None


Watcher = Callable[[Done], None]


def ingest(inputs: Sequence[Path], settings: Settings, watch: Watcher) -> tuple[IngestEventRecord, ...]:
    """Load every report below the inputs; what is wrong with one file is recorded and costs that file only.

    `watch` hears of each file when it is finished; the result holds the events in the order of the files.
    Raises UserError for an input that does not exist, WarehouseError for a database that cannot be used.
    """
    candidates = list(discover(inputs))
    started = IngestRunRecord(
        uuid4().hex, _now(), None, " ".join(_stored(path) for path in inputs), extractor_version(), "running"
    )
    with closing(open_for_writing(settings.database)) as connection:
        open_run(connection, started)
        status = "failed"
        try:
            run = _Run(connection, started.run_id, len(candidates), settings, watch)
            run.take(candidates)
            status = "finished"
        finally:
            close_run(connection, started.run_id, _now(), status)
    return tuple(sorted(run.events, key=lambda event: event.ord))


@dataclass(slots=True)
class _Run:
    """The state of a run: the files that were met, and the extractions that wait for their transaction."""

    connection: Connection
    run_id: str
    total: int
    settings: Settings
    watch: Watcher
    events: list[IngestEventRecord] = field(default_factory=list)
    _written: int = 0
    _loaded_at: float = field(default_factory=time.monotonic)
    _waiting: list[tuple[Task, float, Extraction]] = field(default_factory=list)

    def take(self, candidates: Sequence[Candidate]) -> None:
        """Read, extract and load what the warehouse does not hold yet."""
        loader = Loader(self.connection)
        executor = choose_executor(min(self.settings.workers, len(candidates)))
        try:
            for task, reading in executor.run(read_file, self._tasks(candidates)):
                if isinstance(reading, WorkerDied):
                    self._set_aside(task, DIED, None)
                elif isinstance(reading.result, Failure):
                    self._set_aside(task, reading.result, reading.seconds)
                else:
                    self._waiting.append((task, reading.seconds, reading.result))
                if len(self._waiting) >= BATCH or time.monotonic() - self._loaded_at > PATIENCE:
                    self._load(loader)
            self._load(loader)
        finally:
            self._write_diary()

    def _tasks(self, candidates: Sequence[Candidate]) -> Iterator[Task]:
        """What is to be read; a file that needs no reading is recorded on the way."""
        version = extractor_version()
        held = loaded_versions(self.connection)
        met: dict[str, Path] = {}
        for ord_, candidate in enumerate(candidates):
            path = candidate.path
            if candidate.skip is not None:
                self._record(ord_, path, "skipped", "other_kind", candidate.skip)
                continue
            try:
                doc_id, size = _digest(path), path.stat().st_size
            except OSError as error:
                message = f"{error.strerror}; check the file and its permissions"
                self._record(ord_, path, "quarantined", "unreadable_file", message)
                continue
            if doc_id in met:
                message = f"the same bytes as {_stored(met[doc_id])}"
                self._record(ord_, path, "duplicate", "same_bytes", message, doc_id)
            elif held.get(doc_id) == version:
                self._record(ord_, path, "unchanged", None, None, doc_id)
            else:
                yield Task(ord_, path, _stored(path), size, doc_id)
            met.setdefault(doc_id, path)

    def _load(self, loader: Loader) -> None:
        """One transaction for what waits."""
        batch, self._waiting = self._waiting, []
        self._loaded_at = time.monotonic()
        outcomes = loader.load(extraction for _, _, extraction in batch)
        for (task, seconds, extraction), outcome in zip(batch, outcomes, strict=True):
            reason, message = None, outcome.message
            if outcome.action == "quarantined":
                reason = "refused"
            elif not extraction.facts and not extraction.projects:
                reason, message = "no_fact", NO_FACT
            self._record(task.ord, task.path, outcome.action, reason, message, outcome.doc_id, seconds, extraction)

    def _set_aside(self, task: Task, failure: Failure, seconds: float | None) -> None:
        self._record(task.ord, task.path, "quarantined", failure.reason, failure.message, task.doc_id, seconds)

    def _record(
        self,
        ord_: int,
        path: Path,
        action: str,
        reason: str | None,
        message: str | None,
        doc_id: str | None = None,
        seconds: float | None = None,
        extraction: Extraction | None = None,
    ) -> None:
        took = None if seconds is None else Decimal(f"{seconds:.3f}")
        event = IngestEventRecord(self.run_id, ord_, _stored(path), doc_id, action, reason, message, took, _now())
        self.events.append(event)
        gave = None
        if extraction is not None:
            gave = Gave(len(extraction.facts), len(extraction.tables), len(extraction.leftovers))
        self.watch(Done(len(self.events), self.total, event, gave))
        if len(self.events) - self._written >= BATCH:
            self._write_diary()

    def _write_diary(self) -> None:
        """The events since the last time: a run that dies leaves its diary up to there."""
        record_events(self.connection, self.events[self._written :])
        self._written = len(self.events)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _stored(path: Path) -> str:
    """The path as the warehouse holds it: with slashes, and readable even where its bytes are no UTF-8."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _now() -> datetime:
    return datetime.now(UTC)
