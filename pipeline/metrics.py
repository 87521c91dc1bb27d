"""Metrics of a run in Prometheus text format, a file for node_exporter's textfile collector."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile
from prometheus_client.parser import text_string_to_metric_families

from pipeline.errors import UserError
from pipeline.summary import ACTIONS, STATUSES, RunSummary
from pipeline.whole_files import claim_folder

LAST_SUCCESS = "juesuan_run_last_success_timestamp_seconds"
SUFFIX = ".prom"
"""What the textfile collector reads; it passes over every other file."""


def write_metrics(summary: RunSummary, path: Path, documents: int | None = None, facts: int | None = None) -> None:
    """Write the run's metrics, the whole file at once; `documents` and `facts` are what the warehouse holds, if known.

    The time of the last success outlives a run that fails: it is taken over from the file as it was (0: never).
    Raises UserError where the file cannot be written or its name does not end in .prom.
    """
    check_metrics_file(path)
    succeeded = summary.finished_at.timestamp() if summary.status == "finished" else read_last_success(path)
    registry = CollectorRegistry()
    _count_files(summary, registry)
    for name, meaning, value in (
        ("run_duration_seconds", "How long the last run took", summary.seconds),
        ("run_documents_per_hour", "Documents that the last run read in an hour", summary.documents_per_hour),
        ("run_bytes_read", "Bytes of documents that the last run read", summary.bytes_read),
        ("run_facts", "Facts of the documents that the last run loaded", summary.facts),
        ("run_last_start_timestamp_seconds", "When the last run started", summary.started_at.timestamp()),
        ("run_last_success_timestamp_seconds", "When a run last came to its end; 0: never", succeeded),
        ("warehouse_documents", "Documents in the warehouse", documents),
        ("warehouse_facts", "Facts in the warehouse", facts),
    ):
        if value is not None:
            Gauge(f"juesuan_{name}", meaning, registry=registry).set(value)
    try:
        write_to_textfile(str(path), registry)
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}", "give --metrics a file that can be written") from error


def check_metrics_file(path: Path) -> None:
    """Make the file's folder where it is absent. Raises UserError where the metrics could not be written or found."""
    if path.suffix != SUFFIX:
        raise UserError(f"{path}: does not end in {SUFFIX}", "node_exporter reads no other file")
    claim_folder(path.parent)


def read_last_success(path: Path) -> float:
    """The time of the last success that the file states, in seconds since 1970; 0 where it states none."""
    if not path.is_file():
        return 0.0
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        families = {family.name: family for family in text_string_to_metric_families(text)}
    except ValueError:
        # A file that somebody else wrote or broke: the last success is not known, and this run replaces the file.
        return 0.0
    known = families.get(LAST_SUCCESS)
    return known.samples[0].value if known is not None and known.samples else 0.0


def _count_files(summary: RunSummary, registry: CollectorRegistry) -> None:
    files = Gauge("juesuan_run_files", "Files of the last run by what became of them", ["action"], registry=registry)
    for action in ACTIONS:
        files.labels(action).set(summary.actions.get(action, 0))
    aside = Gauge("juesuan_run_set_aside", "Files set aside by the last run, by reason", ["reason"], registry=registry)
    for reason, events in summary.set_aside.items():
        aside.labels(reason).set(len(events))
    Gauge("juesuan_run_files_without_facts", "Documents in which the last run found no figure", registry=registry).set(
        len(summary.without_facts)
    )
    ended = Gauge("juesuan_run_status", "1 for how the last run ended", ["status"], registry=registry)
    for status in STATUSES:
        ended.labels(status).set(status == summary.status)
