"""Documents are read in processes; one that dies takes no other along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from pipeline.executors import Executor, Inline, Processes, WorkerDied, choose_executor
from tests.shared import ROOT

FATAL = 3


def square(number: int) -> int:
    return number * number


def square_or_die(number: int) -> int:
    if number == FATAL:
        os._exit(1)
    time.sleep(0.02)
    return number * number


def tell_process(number: int) -> int:
    return os.getpid()


def fail(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("executor", [Inline(), Processes(2)], ids=["inline", "processes"])
def test_every_task_comes_back_with_its_result(executor: Executor) -> None:
    assert dict(executor.run(square, range(10))) == {number: number * number for number in range(10)}


def test_a_dying_worker_costs_its_own_task_only() -> None:
    results = dict(Processes(2).run(square_or_die, range(8)))
    assert isinstance(results.pop(FATAL), WorkerDied)
    assert results == {number: number * number for number in range(8) if number != FATAL}


@pytest.mark.parametrize("executor", [Inline(), Processes(1)], ids=["inline", "processes"])
def test_an_error_of_the_function_is_ours_and_propagates(executor: Executor) -> None:
    with pytest.raises(ValueError, match="7"):
        list(executor.run(fail, [7]))


def test_tasks_are_drawn_as_they_are_needed() -> None:
    drawn = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    results = Processes(1).run(square, tasks())
    next(results)
    assert len(drawn) < 10
    assert isinstance(results, Generator)
    results.close()


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="sees processes in /proc")
def test_workers_end_with_a_parent_that_is_killed() -> None:
    script = (
        "import sys, time\n"
        "from pipeline.executors import Processes\n"
        "from tests.test_executors import tell_process\n"
        "if __name__ == '__main__':\n"
        "    for _, worker in Processes(1).run(tell_process, [0]):\n"
        "        print(worker, flush=True)\n"
        "        time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = Path("/proc", parent.stdout.readline().strip())
        os.kill(parent.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while worker.is_dir() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.is_dir(), "it waits for work that nobody will send"


def test_no_workers_means_this_process() -> None:
    assert isinstance(choose_executor(0), Inline)
    assert isinstance(choose_executor(2), Processes)
