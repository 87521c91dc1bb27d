"""Summaries of runs for tests: a night over an inbox with files of every fate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pipeline.summary import RunSummary
from schemas.diary import IngestEventRecord

STARTED = datetime(2026, 11, 27, 21, 57, 33, tzinfo=UTC)
FINISHED = datetime(2026, 11, 27, 22, 27, 33, tzinfo=UTC)
RUN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def make_event(
    ord_: int,
    path: str,
    action: str = "loaded",
    reason: str | None = None,
    message: str | None = None,
    seconds: str | None = None,
) -> IngestEventRecord:
    """What a run did with one file."""
    took = None if seconds is None else Decimal(seconds)
    return IngestEventRecord(RUN, ord_, path, None, action, reason, message, took, FINISHED)


NIGHT = RunSummary(
    run_id=RUN,
    started_at=STARTED,
    finished_at=FINISHED,
    status="finished",
    source="inbox",
    engine="local",
    workers=2,
    extractor_version="0.1+abc",
    database="warehouse.duckdb",
    version="warehouse.20261127T222730Z.duckdb",
    actions={"loaded": 4, "replaced": 1, "unchanged": 90, "duplicate": 1, "quarantined": 3, "missing": 1},
    bytes_read=12_345_678,
    facts=4321,
    events=(
        make_event(0, "inbox/财政局2023年部门决算.docx", seconds="0.912"),
        make_event(1, "inbox/教育局2023年部门决算.pdf", seconds="2.250"),
        make_event(2, "inbox/水利局2023年部门决算.pdf", "replaced", seconds="1.100"),
        make_event(3, "inbox/扫描件.pdf", "quarantined", "needs_ocr", "扫描件.pdf; run OCR on it", "0.300"),
        make_event(4, "inbox/扫描件二.pdf", "quarantined", "needs_ocr", "扫描件二.pdf; run OCR on it", "0.400"),
        make_event(5, "inbox/hang.pdf", "quarantined", "timeout", "longer than 120 s; try --timeout", "120.000"),
        make_event(6, "inbox/copy.docx", "duplicate", "same_bytes", "the same bytes as inbox/a.docx"),
        make_event(7, "inbox/notice.txt", "loaded", "no_fact", "no fact found", "0.010"),
        make_event(8, "inbox/民政局2023年部门决算.txt", seconds="0.120"),
        make_event(9, "inbox/gone.docx", "missing", None, "no longer there"),
    ),
)


def make_summary(**fields: Any) -> RunSummary:
    """The night with other fields."""
    return replace(NIGHT, **fields)
