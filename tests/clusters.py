"""A Dask scheduler with two workers, as processes of this machine, and what they are given to do in tests."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.reading import Failure, Reading, Task, read_file
from tests.shared import ROOT

PATIENCE = 120
"""Seconds in which a cluster starts even on a busy machine."""


@dataclass(frozen=True, slots=True)
class DaskProcesses:
    """A scheduler's address, and the processes of `dask`."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def start_cluster(folder: Path) -> Iterator[DaskProcesses]:
    """A scheduler of two workers; the folder takes what they write."""
    note = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduler = _start(stack, folder, "scheduler", "--scheduler-file", note, "--port", "0")
        wait_until(note.exists)
        address = json.loads(note.read_text(encoding="utf-8"))["address"]
        assert isinstance(address, str)
        words = ("worker", address, "--nthreads", "1", "--local-directory", folder)
        yield DaskProcesses(address, scheduler, tuple(_start(stack, folder, *words) for _ in range(2)))


def _start(stack: ExitStack, folder: Path, *words: str | Path) -> subprocess.Popen[bytes]:
    environment = {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "false"}
    log = stack.enter_context((folder / f"{words[0]}.log").open("ab"))
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, words), "--host", "127.0.0.1", "--no-dashboard"],
        cwd=folder,
        env=os.environ | environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    stack.callback(process.wait)
    stack.callback(_kill_group, process.pid)
    return process


def _kill_group(leader: int) -> None:
    """Kills a process with all that it started, where any of them is left."""
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def wait_until(holds: Callable[[], bool]) -> None:
    """Returns when it does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def kill_dask_worker() -> None:
    """Kills the Dask worker for which this process reads documents, and waits for the end that this brings."""
    parent = multiprocessing.parent_process()
    assert parent is not None and parent.pid is not None
    os.kill(parent.pid, signal.SIGKILL)
    parent.join()
    time.sleep(PATIENCE)


def read_or_die(marker: Path, name: str, task: Task) -> Reading:
    """Reads the file. Whoever is the first to come to that name takes the marker away and kills its Dask worker."""
    if task.path.name == name and marker.exists():
        marker.unlink()
        kill_dask_worker()
    return read_file(task)


def die_unless_child_of(process: int, task: Task) -> Reading:
    """Kills every Dask worker; only that process's own workers live to give the result."""
    if os.getppid() != process:
        kill_dask_worker()
    return Reading(Failure("read", "here"), 0.0)


def find_unreadable_unless_child_of(process: int, names: tuple[str, ...], task: Task) -> Reading:
    """What a Dask worker reads that does not see the files of those names."""
    if os.getppid() != process and task.stored_path in names:
        return Reading(Failure("unreadable_file", "No such file or directory"), 0.0)
    return Reading(Failure("read", "well"), 0.0)
