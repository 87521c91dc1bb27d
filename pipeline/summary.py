"""A run in one record: what its report, its metrics and its journal are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.diary import IngestEventRecord

STATUSES = ("finished", "failed", "stopped")
"""How a run can end: to the end, by an error, by whoever stopped it."""
ACTIONS = ("loaded", "replaced", "unchanged", "duplicate", "skipped", "quarantined", "missing", "unpacked")
"""What can become of a file; one that is missing was there in an earlier run, one that is unpacked is an archive."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run that has ended. Times know their zone, `bytes_read` are bytes, `facts` those of the files of this run.

    `actions` counts the files by what became of them; a file that was set aside before and is unchanged is quarantined
    again. `events` leave out the unchanged files. `version` is the name of the published file, `error` one line that
    says why the run failed, `undisclosed` the organisations of `--expected` that have disclosed nothing, one mapping
    each, `findings` what the audit of the whole warehouse found, by severity; None where that was not asked.
    """

    run_id: str
    started_at: datetime
    finished_at: datetime
    status: str
    source: str
    engine: str
    workers: int
    extractor_version: str
    database: str
    version: str | None
    actions: Mapping[str, int]
    bytes_read: int
    facts: int
    error: str | None = None
    events: tuple[IngestEventRecord, ...] = ()
    undisclosed: tuple[Mapping[str, object], ...] | None = None
    findings: Mapping[str, int] | None = None

    @property
    def seconds(self) -> float:
        """How long the run took."""
        return (self.finished_at - self.started_at).total_seconds()

    @property
    def files(self) -> int:
        """The files that the run met: all but the missing ones."""
        return sum(number for action, number in self.actions.items() if action != "missing")

    @property
    def documents_per_hour(self) -> float:
        """Documents loaded or replaced in an hour at the pace of the whole run; 0 where it took no time."""
        taken = self.actions.get("loaded", 0) + self.actions.get("replaced", 0)
        return taken * 3600 / self.seconds if self.seconds > 0 else 0.0

    @property
    def set_aside(self) -> dict[str, list[IngestEventRecord]]:
        """The files that were quarantined, by reason; the most frequent reason first."""
        return _by_reason(event for event in self.events if event.action == "quarantined")

    @property
    def without_facts(self) -> list[IngestEventRecord]:
        """The documents that are in the warehouse although nothing was found in them."""
        return [event for event in self.events if event.action != "quarantined" and event.reason == "no_fact"]

    def events_of(self, action: str) -> list[IngestEventRecord]:
        """The events of one action, in their order."""
        return [event for event in self.events if event.action == action]

    def slowest(self, limit: int) -> list[IngestEventRecord]:
        """The documents that took longest to read, at most so many."""
        timed = [event for event in self.events if event.seconds is not None]
        return sorted(timed, key=lambda event: (-(event.seconds or 0), event.ord))[:limit]


def _by_reason(events: Iterable[IngestEventRecord]) -> dict[str, list[IngestEventRecord]]:
    groups: dict[str, list[IngestEventRecord]] = {}
    for event in events:
        groups.setdefault(event.reason or "unknown", []).append(event)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))
