"""The report of a run: a JSON file for programs and a page for people, kept by date, the last one as `latest` too.

The JSON is one object; keys are only ever added (`schema` would change otherwise):

    schema              1
    run_id, status      status: finished, failed, stopped
    error               why it failed, one line; null
    started_at, finished_at   ISO 8601 with the zone (UTC)
    seconds             how long it took
    source, engine, workers, extractor_version, database, version   as in RunSummary
    files               files met (the missing ones are none of them)
    actions             number of files by action, every action present: loaded, replaced, unchanged, duplicate,
                        skipped, quarantined, missing, unpacked (an archive whose members follow)
    documents_per_hour  loaded or replaced, at the pace of the whole run
    bytes_read, facts
    set_aside           number of quarantined files by reason
    without_facts       number of documents in which nothing was found
    undisclosed         list of objects, the answer to --expected; null where it was not asked
    events              a list of objects, every file but the unchanged ones: ord, path, action, reason, message,
                        doc_id, seconds, noted_at
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from pipeline.output import format_json
from pipeline.run_page import render_page
from pipeline.summary import ACTIONS, RunSummary
from pipeline.whole_files import PART, claim_folder, replace_file

SCHEMA = 1
LATEST = "latest"
KINDS = (".json", ".html")
_NAME = re.compile(rf"(\d{{8}}T\d{{6}}Z)(?:-(\d+))?\.(?:json|html)(?:{re.escape(PART)})?")


def write_report(summary: RunSummary, folder: Path) -> tuple[Path, Path]:
    """Write the run's report; returns its JSON file and its page, named after the UTC time at which the run started.

    `latest.json` and `latest.html` are replaced by copies. An older report is never overwritten: of two runs that
    started in the same second, the later one's name gets a number. Raises UserError where the folder cannot be used.
    """
    claim_folder(folder)
    name = _free_name(summary.started_at, folder)
    texts = (format_json(describe_run(summary)) + "\n", render_page(summary))
    written = []
    for kind, text in zip(KINDS, texts, strict=True):
        written.append(folder / (name + kind))
        replace_file(written[-1], text)
    for kind, text in zip(KINDS, texts, strict=True):
        replace_file(folder / (LATEST + kind), text)
    return written[0], written[1]


def prune_reports(folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the newest `keep` reports, each with both of its files; returns what was deleted.

    `latest` and files of other names stay.
    """
    if keep < 0:
        raise ValueError(f"{keep} reports cannot be kept")
    by_run: dict[tuple[str, int], list[Path]] = {}
    for path in folder.iterdir():
        if found := _NAME.fullmatch(path.name):
            by_run.setdefault((found[1], int(found[2] or 1)), []).append(path)
    newest_first = sorted(by_run, reverse=True)
    doomed = sorted(path for run in newest_first[keep:] for path in by_run[run])
    for path in doomed:
        path.unlink(missing_ok=True)
    return tuple(doomed)


def describe_run(summary: RunSummary) -> dict[str, object]:
    """The run as the JSON report holds it (the keys stand at the head of this module)."""
    return {
        "schema": SCHEMA,
        "run_id": summary.run_id,
        "status": summary.status,
        "error": summary.error,
        "started_at": summary.started_at,
        "finished_at": summary.finished_at,
        "seconds": round(summary.seconds, 3),
        "source": summary.source,
        "engine": summary.engine,
        "workers": summary.workers,
        "extractor_version": summary.extractor_version,
        "database": summary.database,
        "version": summary.version,
        "files": summary.files,
        "actions": {action: summary.actions.get(action, 0) for action in ACTIONS},
        "documents_per_hour": round(summary.documents_per_hour, 1),
        "bytes_read": summary.bytes_read,
        "facts": summary.facts,
        "set_aside": {reason: len(events) for reason, events in summary.set_aside.items()},
        "without_facts": len(summary.without_facts),
        "undisclosed": summary.undisclosed,
        "events": list(_describe_events(summary)),
    }


def _describe_events(summary: RunSummary) -> Iterator[dict[str, object]]:
    for event in summary.events:
        yield {
            "ord": event.ord,
            "path": event.path,
            "action": event.action,
            "reason": event.reason,
            "message": event.message,
            "doc_id": event.doc_id,
            "seconds": event.seconds,
            "noted_at": event.noted_at,
        }


def _free_name(started_at: datetime, folder: Path) -> str:
    stamp = started_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (stamp if number == 1 else f"{stamp}-{number}" for number in count(1))
    return next(name for name in names if not any((folder / (name + kind)).exists() for kind in KINDS))
