"""`juesuan ingest`: one run, with everything that whoever scheduled it asked to be told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from pipeline.errors import UserError
from pipeline.executors import Limits
from pipeline.expected import find_undisclosed, read_expected
from pipeline.ingest import ingest, new_run_id
from pipeline.journal import STANDARD_ERROR, Journal
from pipeline.manifest import read_manifest
from pipeline.metrics import check_metrics_file, write_metrics
from pipeline.output import print_json, print_lines
from pipeline.progress import Watch
from pipeline.report import describe_holding, describe_run_lines
from pipeline.run import Done
from pipeline.run_report import prune_reports, write_report
from pipeline.settings import Settings
from pipeline.summary import RunSummary
from pipeline.terminal import neutralise
from pipeline.whole_files import claim_folder
from warehouse.connection import open_for_reading, published_file
from warehouse.status import read_status

SOME_SET_ASIDE = 3
"""Exit status of a run that could not load some of the files."""
REPORTS = 400
"""Reports that stay in the folder of --report: a year of nights."""


def run_ingest(options: argparse.Namespace) -> int:
    """Run; progress on the error stream, the result on the output."""
    settings = read_settings(options)
    if settings.manifest is not None:
        tell_ignored(options.manifest, settings.manifest.ignored_columns)
    if not options.inputs and settings.manifest is None:
        raise UserError("nothing to load", "name a file, a folder or an address, or give --manifest")
    run_id = new_run_id()
    with Listeners(options, run_id) as listeners:
        ingest(options.inputs, settings, listeners.hear, listeners.conclude, run_id)
    summary = listeners.summary
    assert summary is not None  # a run that came to no end has raised
    with closing(open_for_reading(options.db)) as connection:
        status = read_status(connection)
    if options.json:
        print_json({"run": summary, "warehouse": status})
    else:
        print_lines(describe_run_lines(summary))
        print_lines(describe_holding(status, options.db))
    return SOME_SET_ASIDE if summary.actions["quarantined"] else 0


def read_settings(options: argparse.Namespace) -> Settings:
    """The settings of the run. Raises UserError for options that do not go together and for a bad manifest."""
    if (options.engine == "dask") != (options.scheduler is not None):
        raise UserError("--engine dask and --scheduler go together", "give both, as --scheduler tcp://127.0.0.1:8786")
    return Settings(
        database=options.db,
        workers=options.workers,
        limits=Limits(options.timeout, options.memory),
        max_failures=options.max_failures,
        since=options.since,
        retry=options.retry,
        keep=options.keep,
        engine=options.engine,
        scheduler=options.scheduler,
        audit=options.audit,
        manifest=None if options.manifest is None else read_manifest(options.manifest),
    )


def tell_ignored(path: Path, columns: Sequence[str]) -> None:
    """Say which columns of a list mean nothing here: one may be misspelt."""
    if columns:
        print(neutralise(f"{path}: columns without a meaning here: {', '.join(columns)}"), file=sys.stderr)


class Listeners:
    """Who hears of the run: the terminal, the journal, the report, the metrics.

    What they need is checked before the run begins: a night's work is not lost for a misspelt folder.
    """

    def __init__(self, options: argparse.Namespace, run_id: str) -> None:
        self._options = options
        self._expected = None if options.expected is None else read_expected(options.expected)
        if self._expected is not None:
            tell_ignored(options.expected, self._expected.ignored_columns)
        if options.metrics is not None:
            check_metrics_file(options.metrics)
        if options.report is not None:
            claim_folder(options.report)
        self._stack = ExitStack()
        self._watch = None if options.log == STANDARD_ERROR else Watch()  # lines of both on one stream are neither
        self._journal = None if options.log is None else Journal.open(options.log, run_id)
        self.summary: RunSummary | None = None

    def __enter__(self) -> Listeners:
        if self._watch is not None:
            self._stack.enter_context(self._watch)
        if self._journal is not None:
            self._stack.enter_context(self._journal)
            self._journal.note_start(" ".join(self._options.inputs) or str(self._options.manifest))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def hear(self, done: Done) -> None:
        """A file is finished."""
        if self._watch is not None:
            self._watch(done)
        if self._journal is not None:
            self._journal.note_file(done.event)

    def conclude(self, summary: RunSummary) -> None:
        """The run has ended, well or not."""
        if self._watch is not None:
            self._watch.close()
        documents = facts = None
        if published_file(self._options.db).exists() and (self._expected or self._options.metrics):
            with closing(open_for_reading(self._options.db)) as connection:
                if self._expected is not None:
                    summary = replace(summary, undisclosed=find_undisclosed(connection, self._expected))
                if self._options.metrics is not None:
                    status = read_status(connection)
                    documents, facts = status.documents, status.facts
        self.summary = summary
        if self._journal is not None:
            self._journal.note_end(summary)
        if self._options.report is not None:
            _, page = write_report(summary, self._options.report)
            prune_reports(self._options.report, REPORTS)
            print(f"the run's report: {page}", file=sys.stderr)
        if self._options.metrics is not None:
            write_metrics(summary, self._options.metrics, documents, facts)
