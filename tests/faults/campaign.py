"""A campaign: the files written and ingested chunk by chunk as a user would, and what became of each of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from tests.faults.catalog import Faulty, campaign, good_files
from tests.shared import ROOT
from warehouse.connection import open_for_reading

CHUNK = 1000
"""Mutants of one run: the disk holds so many at a time."""
_RUN_LIMIT = 3600
"""Seconds after which a whole run counts as hanging."""
_FINISHED = (0, 3)
"""Exit statuses of a run that went to its end: everything loaded, or some files set aside."""
_ACTIONS = frozenset(("loaded", "replaced", "unchanged", "duplicate", "skipped", "quarantined"))
_OWN_TABLES = (
    "section", "source_table", "table_cell", "fact", "performance_project", "performance_indicator",
    "quantity_mention", "leftover", "table_check",
)  # fmt: skip
"""Tables whose rows belong to one document alone."""

Content = dict[str, str]
"""A digest of everything that the warehouse holds of a document, by doc_id."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A file that was accounted for: its name, how it was damaged, its bytes, what became of it, why, its seconds."""

    name: str
    mutator: str
    size: int
    action: str
    reason: str
    seconds: float


@dataclass(slots=True)
class Verdict:
    """What a campaign came to: the files that ended, and what must not be."""

    ended: list[Ended] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


def run_campaign(count: int, seed: int, home: Path, workers: int | None, *, keep: bool) -> Iterator[Verdict]:
    """Write and ingest the files in chunks below `home`; the verdict after each chunk. `keep` leaves the files there."""
    alone = _ingest_alone(home / "good", workers)
    waiting = campaign(count, seed)
    for number in range(0, count, CHUNK):
        files = list(islice(waiting, CHUNK))
        chunk = home / f"chunk{number:06}"
        yield _run_chunk(files, chunk, workers, alone)
        if not keep:
            shutil.rmtree(chunk)


def _ingest_alone(home: Path, workers: int | None) -> Content:
    """What the warehouse holds of the good files where nothing else is read."""
    _copy_good(home / "in")
    done = _ingest(home, workers)
    if done.returncode:
        raise SystemExit(f"the good files alone are not loaded:\n{done.stderr[-2000:]}")
    return _content(home / "w.duckdb")


def _run_chunk(files: Sequence[Faulty], home: Path, workers: int | None, alone: Content) -> Verdict:
    folder = home / "in"
    _copy_good(folder)
    for file in files:
        (folder / file.name).write_bytes(file.content)
    verdict = Verdict()
    try:
        done = _ingest(home, workers)
        (home / "stderr").write_text(done.stderr, encoding="utf-8")
    except subprocess.TimeoutExpired:
        verdict.violations.append(f"{home.name}: the run did not end within {_RUN_LIMIT} seconds")
        return verdict
    if done.returncode not in _FINISHED:
        verdict.violations.append(f"{home.name}: exit status {done.returncode}: {done.stderr[-1500:]}")
        return verdict
    _account(files, json.loads(done.stdout)["run"]["events"], verdict)
    beside = _content(home / "w.duckdb")
    verdict.violations += [
        f"{home.name}: {doc_id[:12]}, a good file, is not loaded as when alone"
        for doc_id, digest in alone.items()
        if beside.get(doc_id) != digest
    ]
    return verdict


def _copy_good(folder: Path) -> None:
    folder.mkdir(parents=True)
    for path in good_files():
        shutil.copy(path, folder / f"good_{path.name}")


def _ingest(home: Path, workers: int | None) -> subprocess.CompletedProcess[str]:
    """`juesuan ingest` over the folder, in a process of its own."""
    choice = [] if workers is None else ["--workers", str(workers)]
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "ingest", home / "in", "--db", home / "w.duckdb", "--json", *choice],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_RUN_LIMIT,
        check=False,
    )


def _account(files: Sequence[Faulty], events: Sequence[dict[str, Any]], verdict: Verdict) -> None:
    """Each file once in the events, with an outcome that is known and no bug of ours."""
    by_number: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        by_number.setdefault(event["path"].rsplit("/", 1)[-1].partition("_")[0], []).append(event)
    for file in files:
        found = by_number.get(f"{file.number:06}", [])
        if len(found) != 1:
            verdict.violations.append(f"{file.name!r}: stands {len(found)} times in the events")
            continue
        action, reason = found[0]["action"], found[0]["reason"] or ""
        if action not in _ACTIONS:
            verdict.violations.append(f"{file.name!r}: {action} is no known outcome")
        if reason == "program_error" or (action == "quarantined" and not reason):
            verdict.violations.append(f"{file.name!r}: {reason}: {found[0]['message']}")
        verdict.ended.append(
            Ended(file.name, file.mutator, len(file.content), action, reason, float(found[0]["seconds"] or 0))
        )


def _content(database: Path) -> Content:
    """A digest of all rows of each document."""
    with closing(open_for_reading(database)) as connection:
        rows: dict[str, list[str]] = {}
        for table in _OWN_TABLES:
            for row in connection.execute(f"SELECT doc_id, t FROM {table} AS t").fetchall():
                rows.setdefault(row[0], []).append(f"{table} {row[1]}")
    return {
        doc_id: sha256("\n".join(sorted(lines)).encode("utf-8", "replace")).hexdigest()
        for doc_id, lines in rows.items()
    }
