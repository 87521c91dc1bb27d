"""Metrics of a run in Prometheus text format, a file for node_exporter's textfile collector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from pipeline.errors import UserError
from pipeline.summary import ACTIONS, STATUSES, RunSummary
from pipeline.whole_files import claim_folder

LAST_SUCCESS = "juesuan_run_last_success_timestamp_seconds"
SUFFIX = ".prom"
"""What the textfile collector reads; it passes over every other file."""


@dataclass(frozen=True, slots=True, eq=False)  # a registry keeps its collectors by identity
class RunMetrics(Collector):
    """The metrics of a run, of the last success (seconds since 1970) and of the warehouse, where these are known."""

    summary: RunSummary
    last_success: float
    documents: int | None = None
    facts: int | None = None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every metric with its samples."""
        run = self.summary
        aside = {reason: len(events) for reason, events in run.set_aside.items()}
        files = {action: run.actions.get(action, 0) for action in ACTIONS}
        ended = {status: int(status == run.status) for status in STATUSES}
        yield _gauge("run_files", "Files of the last run by what became of them", "action", files)
        yield _gauge("run_set_aside", "Files set aside by the last run, by reason", "reason", aside)
        yield _gauge("run_status", "1 for how the last run ended", "status", ended)
        for name, meaning, value in (
            ("run_files_without_facts", "Documents in which the last run found no figure", len(run.without_facts)),
            ("run_duration_seconds", "How long the last run took", run.seconds),
            ("run_documents_per_hour", "Documents that the last run loaded in an hour", run.documents_per_hour),
            ("run_bytes_read", "Bytes of documents that the last run read", run.bytes_read),
            ("run_facts", "Facts of the documents that the last run loaded", run.facts),
            ("run_last_start_timestamp_seconds", "When the last run started", run.started_at.timestamp()),
            ("run_last_success_timestamp_seconds", "When a run last came to its end; 0: never", self.last_success),
            ("warehouse_documents", "Documents in the warehouse", self.documents),
            ("warehouse_facts", "Facts in the warehouse", self.facts),
        ):
            if value is not None:
                yield GaugeMetricFamily(f"juesuan_{name}", meaning, value)


def write_metrics(summary: RunSummary, path: Path, documents: int | None = None, facts: int | None = None) -> None:
    """Write the run's metrics, the whole file at once; `documents` and `facts` are what the warehouse holds, if known.

    The time of the last success outlives a run that fails: it is taken over from the file as it was (0: never).
    Raises UserError where the file cannot be written or its name does not end in .prom.
    """
    check_metrics_file(path)
    last_success = summary.finished_at.timestamp() if summary.status == "finished" else read_last_success(path)
    collected = CollectorRegistry()
    collected.register(RunMetrics(summary, last_success, documents, facts))
    try:
        write_to_textfile(str(path), collected)
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


def _gauge(name: str, meaning: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"juesuan_{name}", meaning, labels=[label])
    for word, number in values.items():
        family.add_metric([word], number)
    return family
