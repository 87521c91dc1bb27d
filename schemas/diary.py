"""The diary of ingestion: runs, files and events, one record type a table as in schemas/records.py. Times are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class IngestRunRecord:
    """A run over a folder of files: when, over what, with which extractor; counts by action when it has ended (UTC)."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    source: str
    extractor_version: str
    status: str
    engine: str | None = None
    workers: int | None = None
    loaded: int | None = None
    replaced: int | None = None
    unchanged: int | None = None
    duplicate: int | None = None
    skipped: int | None = None
    quarantined: int | None = None
    missing: int | None = None
    unpacked: int | None = None


@dataclass(frozen=True, slots=True)
class IngestFileRecord:
    """A file that the runs met, and what became of it last.

    `path` is how the warehouse calls it, `input` what the user named, `container` the archive that holds it. `stamp`
    and `bytes` tell cheaply whether it changed, `override` is the digest of what a manifest says of it. `doc_id` is the
    document that was last taken from it. `action` is loaded, duplicate, skipped, quarantined, unpacked or forgotten.
    """

    path: str
    input: str
    container: str | None
    bytes: int | None
    stamp: str | None
    override: str | None
    doc_id: str | None
    extractor_version: str
    action: str
    reason: str | None = None
    message: str | None = None
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class IngestEventRecord:
    """What a run did with one file: loaded, replaced, unchanged, duplicate, skipped, quarantined, missing or unpacked.

    `reason` is a stable word, `message` a sentence; both are None where the file was simply taken. A file that is
    unchanged is counted by its run and has no row.
    """

    run_id: str
    ord: int
    path: str
    doc_id: str | None
    action: str
    reason: str | None
    message: str | None
    seconds: Decimal | None
    noted_at: datetime
