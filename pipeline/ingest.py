"""Ingestion: sort the inbox, read and extract in worker processes, load and publish; in any case say how it went."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from types import TracebackType
from uuid import uuid4

from extractors.version import extractor_version
from pipeline.discover import discover, name_inputs
from pipeline.engines import open_engine
from pipeline.errors import UserError
from pipeline.inbox import Inbox
from pipeline.locations import shown
from pipeline.run import Run, Watcher, how_it_ended, now
from pipeline.settings import Settings
from pipeline.sources import FileSources
from pipeline.summary import ACTIONS, RunSummary
from schemas.catalog import CatalogError
from schemas.diary import IngestRunRecord
from warehouse.connection import WarehouseError, published_file
from warehouse.judging import audit
from warehouse.load import Loader
from warehouse.publishing import home_of, writing
from warehouse.runs import known_files, paths_of_documents

SPOOL = "spool"
SHARDS = "shards"
Conclude = Callable[[RunSummary], None]


def ingest(
    inputs: Sequence[str],
    settings: Settings,
    watch: Watcher,
    conclude: Conclude | None = None,
    run_id: str | None = None,
) -> RunSummary:
    """Load every report below the inputs; what is wrong with one file is recorded and costs that file only.

    `watch` hears of each file when it is finished, `conclude` of the run when it has ended, well or not. However it
    ends but by death, what it loaded is published; after a death the next run goes on. Raises UserError for an input
    that does not exist, TooManyFailures where the settings bound them, WarehouseError for a database that cannot be
    used or that another run writes.
    """
    record = IngestRunRecord(
        run_id=run_id or new_run_id(),
        started_at=now(),
        finished_at=None,
        source=" ".join(map(shown, inputs)),
        extractor_version=extractor_version(),
        status="running",
        engine=settings.engine,
        workers=settings.workers,
    )
    with _Ending(record, settings, conclude or _say_nothing) as ending:
        _ingest(inputs, settings, watch, ending)
    return ending.summary()


def new_run_id() -> str:
    """A name for a run that no other run has."""
    return uuid4().hex


def _ingest(inputs: Sequence[str], settings: Settings, watch: Watcher, ending: _Ending) -> None:
    candidates = list(discover(inputs, settings.manifest))
    with ExitStack() as stack:
        connection = stack.enter_context(writing(settings.database, settings.keep))
        home = home_of(settings.database)
        shutil.rmtree(home / SPOOL, ignore_errors=True)  # of a run that was killed
        stack.callback(shutil.rmtree, home / SPOOL, ignore_errors=True)
        sources = stack.enter_context(FileSources(home / SPOOL, settings))
        executor = stack.enter_context(open_engine(settings, home / SHARDS))
        run = Run(connection, ending.record, settings, watch, Loader(connection), home / SPOOL, len(candidates))
        ending.run = run
        inbox = Inbox(
            known_files(connection),
            paths_of_documents(connection),
            ending.record.extractor_version,
            settings,
            sources.sources(),
        )
        with run:
            run.take(executor, inbox, candidates, name_inputs(inputs, settings.manifest))
            if settings.audit:
                ending.findings = audit(connection).findings


@dataclass(slots=True)
class _Ending:
    """Knows how the run ended, and tells it."""

    record: IngestRunRecord
    settings: Settings
    conclude: Conclude
    run: Run | None = None
    findings: dict[str, int] | None = None
    status: str = "failed"
    error: str | None = None

    def __enter__(self) -> _Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.status = how_it_ended(error)
        if isinstance(error, UserError | WarehouseError | CatalogError):
            self.error = str(error)
        elif self.status == "failed":
            self.error = f"{type(error).__name__}: {error}"
        self.record = replace(self.record, finished_at=now())
        if isinstance(error, WarehouseError) and error.reason == "locked":
            return  # another run is at work: what is told of runs is told by that one
        self.conclude(self.summary())

    def summary(self) -> RunSummary:
        """The run in one record."""
        run = self.run
        return RunSummary(
            run_id=self.record.run_id,
            started_at=self.record.started_at,
            finished_at=self.record.finished_at or now(),
            status=self.status,
            source=self.record.source,
            engine=self.settings.engine,
            workers=self.settings.workers,
            extractor_version=self.record.extractor_version,
            database=str(self.settings.database),
            version=published_file(self.settings.database).name,
            actions={action: run.actions[action] if run is not None else 0 for action in ACTIONS},
            bytes_read=run.bytes_read if run is not None else 0,
            facts=run.facts if run is not None else 0,
            error=self.error,
            findings=self.findings,
            events=tuple(sorted(run.events, key=lambda event: event.ord)) if run is not None else (),
        )


def _say_nothing(_: RunSummary) -> None:
    """For who only wants the result."""
