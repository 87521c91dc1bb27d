"""One file after the other without a warehouse: where a fault is looked for, found quickly and with its trace."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TimedOut
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from pipeline.reading import Failure, Task, read_file
from tests.faults.catalog import Faulty
from warehouse.parcels import count_rows

SECONDS = 60.0
MEMORY = 3 << 30
"""Bytes of address space for a worker, its libraries included."""


def try_files(files: Iterable[Faulty], folder: Path, workers: int) -> Iterator[tuple[Faulty, str, float]]:
    """Each file with what became of it ("loaded", or a reason with its message) and its seconds.

    A process that dies or takes too long costs its own file only.
    """
    with ProcessPool(workers, initializer=_confine) as pool:
        waiting = []
        for file in files:
            path = folder / f"{file.number:06}{Path(file.name).suffix}"
            path.write_bytes(file.content)
            waiting.append((file, path, pool.schedule(_outcome, (path,), timeout=SECONDS)))
            while len(waiting) > 4 * workers:
                yield _finish(*waiting.pop(0))
        for entry in waiting:
            yield _finish(*entry)


def _finish(file: Faulty, path: Path, future: object) -> tuple[Faulty, str, float]:
    get: Callable[[], tuple[str, float]] = future.result  # type: ignore[attr-defined]
    try:
        outcome, seconds = get()
    except TimedOut:
        outcome, seconds = "timeout", SECONDS
    except ProcessExpired as error:
        outcome, seconds = f"worker_died: exit code {error.exitcode}", 0.0
    if outcome.split(":")[0] not in ("timeout", "worker_died", "program_error"):
        path.unlink()
    return file, outcome, seconds


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _outcome(path: Path) -> tuple[str, float]:
    start = time.process_time()
    content = path.read_bytes()
    task = Task(path, path.name, len(content), hashlib.sha256(content).hexdigest())
    result = read_file(task).result
    seconds = time.process_time() - start
    if isinstance(result, Failure):
        return f"{result.reason}: {result.message}", seconds
    empty = not count_rows(result, "fact")[0] and not count_rows(result, "performance_project")[0]
    return f"loaded{': no fact' if empty else ''}", seconds
