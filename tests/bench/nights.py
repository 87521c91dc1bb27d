"""Whole runs: reports an hour by format and by workers, the memory of a run, and the cost of a night without news."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from extractors.version import extractor_version
from pipeline.ingest import ingest
from pipeline.run import Done
from pipeline.settings import Settings
from samples.collection import COMMITTED_SEED, invented, manuscript_of, write
from schemas.diary import IngestFileRecord
from tests.bench.rates import Row
from tests.factories import make_document, make_extraction
from tests.shared import ROOT, SHARED
from warehouse.connection import transaction
from warehouse.load import Loader
from warehouse.parcels import pack
from warehouse.publishing import writing
from warehouse.runs import record_files

A_FORMAT = 60
"""Sample reports of each format."""
FORMATS = {"docx": "*.docx", "text": "*.txt", "PDF": "*.pdf"}
READ = ("loaded", "replaced", "quarantined")
LOADED_AT_ONCE = 5_000


def _nobody(_: Done) -> None:
    """Hears of every file and says nothing."""


def _run(folder: Path, workers: int) -> tuple[int, float]:
    """Documents and seconds of a whole run over a folder, into a new warehouse."""
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        summary = ingest([str(folder)], Settings(Path(place) / "w.duckdb", workers=workers), _nobody)
        return sum(summary.actions[action] for action in READ), time.perf_counter() - start


def measure_runs() -> Iterator[Row]:
    """Reports an hour, start-up and publishing included: samples of each format, and the real PDFs where they are."""
    with tempfile.TemporaryDirectory() as place:
        folders = {name: Path(place) / name for name in FORMATS}
        for name, folder in folders.items():
            _write_samples(folder, name)
        real = SHARED / "corpus" / "more"
        if real.is_dir():
            folders["real PDF"] = real
        for name, folder in folders.items():
            documents, alone = _run(folder, 1)
            _, both = _run(folder, 2)
            yield (
                f"{name} ({documents} reports)",
                f"{3600 * documents / alone:,.0f}",
                f"{3600 * documents / both:,.0f}",
                f"{alone / both:.2f}",
            )


def _write_samples(folder: Path, name: str) -> None:
    folder.mkdir()
    kind = {"PDF": "pdf"}.get(name, name)
    wanted = (rendition for rendition in invented(100 * A_FORMAT, COMMITTED_SEED) if rendition.format == kind)
    for rendition in islice(wanted, A_FORMAT):
        write(rendition, manuscript_of(rendition, COMMITTED_SEED), folder)


def measure_memory() -> Iterator[Row]:
    """Peak megabytes of the run and of its largest worker, over few and over many documents."""
    for copies in (1, 8):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "inbox"
            files = _copy_samples(folder, copies)
            measured = subprocess.run(
                [sys.executable, "-m", "tests.bench.nights", str(folder), str(Path(place) / "w.duckdb")],
                cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            own, worker = measured.stdout.split()
            yield f"{files:,}", own, worker


def _copy_samples(folder: Path, copies: int) -> int:
    """The text samples with a line of their own in each copy, so that no two are the same."""
    folder.mkdir()
    number = 0
    for copy in range(copies):
        for path in sorted((ROOT / "samples" / "reports").glob("*_cells.txt")):
            for again in range(10):
                number += 1
                mark = f"\n附注 {copy}-{again}\n".encode()
                (folder / f"{number:05d}_{path.name}").write_bytes(path.read_bytes() + mark)
    return number


@contextmanager
def _quiet_inbox(files: int) -> Iterator[tuple[Path, Path]]:
    """An inbox of that many small files, and a warehouse that holds them all as they are."""
    with tempfile.TemporaryDirectory() as place:
        folder, database = Path(place) / "inbox", Path(place) / "w.duckdb"
        records = list(_write_inbox(folder, files))
        with writing(database) as connection:
            loader = Loader(connection)
            for start in range(0, files, LOADED_AT_ONCE):
                part = records[start : start + LOADED_AT_ONCE]
                documents = (
                    make_document(Path(r.path).name, org=f"第{n}局", path=r.path, doc_id=r.doc_id,
                                  extractor_version=r.extractor_version)
                    for n, r in enumerate(part, start)
                )  # fmt: skip
                loader.take(pack([make_extraction(document) for document in documents]))
            with transaction(connection):
                record_files(connection, records)
        yield folder, database


def _write_inbox(folder: Path, files: int) -> Iterator[IngestFileRecord]:
    version = extractor_version()
    for number in range(files):
        path = folder / f"{number // 1000:03d}" / f"{number:06d}.txt"
        if number % 1000 == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(b"%d" % number)
        status = path.stat()
        blank = IngestFileRecord(path.as_posix(), folder.as_posix(), None, None, None, None, None, version, "loaded")
        yield replace(blank, bytes=status.st_size, stamp=str(status.st_mtime_ns), doc_id=f"{number:064x}")


def measure_quiet_night(files: int = 100_000) -> Iterator[Row]:
    """Seconds of a night's run in which nothing has changed."""
    with _quiet_inbox(files) as (folder, database):
        start = time.perf_counter()
        summary = ingest([str(folder)], Settings(database, workers=2), _nobody)
        seconds = time.perf_counter() - start
        assert summary.actions["unchanged"] == files, dict(summary.actions)
        size = database.resolve().stat().st_size
        start = time.perf_counter()
        names = [path for top, _, found in os.walk(folder) for path in found]
        for name in names:
            (folder / name[:3] / name).stat()
        yield f"{files:,}", f"{seconds:.1f}", f"{time.perf_counter() - start:.1f}", f"{size / 2**20:,.0f}"


def main() -> None:
    """A run over a folder in this process; prints the peak megabytes of the run and of its largest worker."""
    folder, database = sys.argv[1:]
    ingest([folder], Settings(Path(database), workers=2), _nobody)
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        print(resource.getrusage(who).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
