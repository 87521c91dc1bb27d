"""Where documents are read: in this process, or in worker processes that may die without taking the run along."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """The process that worked on this task is gone: killed, out of memory, or crashed in a native library."""


class Executor(Protocol):
    """Runs one function over many tasks."""

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | WorkerDied]]:
        """Each task with its result, in the order in which they finish."""
        ...


class Inline:
    """Everything in this process, one after the other."""

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | WorkerDied]]:
        """Each task with its result, in the order given."""
        for task in tasks:
            yield task, function(task)


class Processes:
    """A pool of worker processes. A worker that dies costs its own task only: the others are run again."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        # Not fork: DuckDB's threads live in the parent.
        self._context = multiprocessing.get_context("spawn")

    def run(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | WorkerDied]]:
        """Each task with its result; at most two tasks a worker are under way, so results do not pile up."""
        queue = iter(tasks)
        pool = self._pool(self._workers)
        running: dict[Future[Result], Task] = {}
        try:
            while True:
                while len(running) < 2 * self._workers and (task := next(queue, None)) is not None:
                    running[pool.submit(function, task)] = task
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                broken = [running[future] for future in done if isinstance(future.exception(), BrokenProcessPool)]
                for future in done:
                    task = running.pop(future)
                    if task not in broken:
                        yield task, future.result()
                if broken:
                    pool.shutdown(wait=True)
                    suspects = broken + list(running.values())
                    running.clear()
                    yield from self._one_by_one(function, suspects)
                    pool = self._pool(self._workers)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _one_by_one(
        self, function: Callable[[Task], Result], tasks: Iterable[Task]
    ) -> Iterator[tuple[Task, Result | WorkerDied]]:
        """A broken pool does not say whose task broke it: each suspect gets a worker of its own."""
        for task in tasks:
            with self._pool(1) as pool:
                try:
                    result: Result | WorkerDied = pool.submit(function, task).result()
                except BrokenProcessPool:
                    result = WorkerDied("the worker process died")
            yield task, result

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, mp_context=self._context, initializer=_follow_parent)


def _follow_parent() -> None:
    """What a worker owes to the process that started it.

    Ctrl-C reaches every process of the terminal: the parent alone answers it. A parent that is killed cannot stop its
    workers, and a worker holds both ends of its queue, so it would wait for ever: it watches the parent instead.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def choose_executor(workers: int) -> Executor:
    """In this process for 0 workers, else that many processes."""
    return Processes(workers) if workers > 0 else Inline()
