"""Executors of one machine: this process, or worker processes with a limit of time and memory for each task."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import UserError
from pipeline.executors.interface import Limits, Lost, Result, Task

TASKS_OF_A_WORKER = 400
"""After so many a worker is replaced: what native libraries leak goes with it."""
OUT_OF_MEMORY, TOO_DEEP = 77, 78
"""How a worker ends that ran out of memory or stack: its state is not to be trusted with the next task."""
REASONS = {OUT_OF_MEMORY: "out_of_memory", TOO_DEEP: "too_deep"}
PAGE = 4096
PULSE = 1.0
"""Seconds between two looks at whether the pool still lives: one that breaks may leave a task that nobody ends."""
MOST_FRUITLESS = 2
HELD = (signal.SIGINT, signal.SIGTERM)
# A worker reads bytes and gives rows. Nothing in a document may make it reach further.
FORBIDDEN = frozenset({
    "socket.__new__", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.startfile",
    "pty.spawn",
})  # fmt: skip


class Inline:
    """Everything in this process, one after the other, without limits: for trials."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result, in the order given."""
        for task in tasks:
            try:
                result: Result | Lost = function(task)
            except MemoryError:
                result = Lost("out_of_memory")
            except RecursionError:
                result = Lost("too_deep")
            yield task, result


class Processes:
    """A pool of worker processes. A task that kills, hangs or exhausts its worker costs no other task anything.

    It is run once again, alone on the machine, when all others are done: what failed for want of room then succeeds,
    what is broken fails again and is given up.
    """

    def __init__(self, workers: int, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self._workers = workers
        self._limits = limits
        self._pool: ProcessPool | None = None
        self._fruitless = 0
        """Pools in a row that broke before any worker of theirs had done a task."""

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result; at most two tasks a worker are under way, so results do not pile up."""
        again: list[Task] = []
        for task, result in self._map(function, tasks, 2 * self._workers):
            if isinstance(result, Lost):
                again.append(task)
            else:
                yield task, result
        yield from self._map(function, again, 1)

    def _map(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], abreast: int
    ) -> Iterator[tuple[Task, Result | Lost]]:
        queue = iter(tasks)
        running: dict[Future[Result], Task] = {}
        while True:
            while len(running) < abreast and (task := next(queue, None)) is not None:
                running[self._schedule(function, task)] = task
            if not running:
                return
            done, _ = wait(running, timeout=PULSE, return_when=FIRST_COMPLETED)
            results = [(running.pop(future), self._result_of(future)) for future in done]
            if not self._started().active:
                results += [(task, Lost("worker_died")) for task in running.values()]
                running.clear()
                self._renew()
            yield from results

    def _schedule(self, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        with signals_held():
            if not self._started().active:
                self._renew()
            return self._started().schedule(_call, (function, task), timeout=self._limits.seconds)

    def _renew(self) -> None:
        """End a pool that is broken: a worker was killed while it waited, or while it held what all of them share.

        Raises UserError where no pool will live.
        """
        self.close()
        self._fruitless += 1
        if self._fruitless > MOST_FRUITLESS:
            raise UserError(
                "the processes that read documents cannot start", "allow more with --memory, or run with --workers 0"
            )

    def _result_of(self, future: Future[Any]) -> Any:
        try:
            result = future.result()
        except BrokenProcessPool:
            return Lost("worker_died")
        except ProcessExpired as error:
            result = Lost(REASONS.get(error.exitcode, "worker_died"))
        except TimeoutError:
            result = Lost("timeout")
        self._fruitless = 0
        return result

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(
                self._workers,
                max_tasks=TASKS_OF_A_WORKER,
                initializer=prepare_worker,
                initargs=(self._limits.megabytes,),
                # Not fork: DuckDB's threads live in the parent.
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool


@contextmanager
def signals_held() -> Iterator[None]:
    """Ctrl-C and a polite kill wait until the block is left.

    Met while a queue wakes the thread that waits at it, Ctrl-C makes it wake nobody the next time (a flaw of Python's
    Condition.notify): the pool would never end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    before = {number: signal.signal(number, lambda number, _: caught.append(number)) for number in HELD}
    try:
        yield
    finally:
        for held, handler in before.items():
            signal.signal(held, handler)
    for number in caught:
        signal.raise_signal(number)


def _call(function: Callable[[Task], Result], task: Task) -> Result:
    try:
        return function(task)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except RecursionError:
        os._exit(TOO_DEEP)


def prepare_worker(megabytes: int) -> None:
    """What a worker owes to the process that started it, and what it may not do.

    Ctrl-C reaches every process of the terminal: the parent alone answers it. A parent that is killed cannot stop its
    workers, and a worker holds both ends of its queue, so it would wait for ever: it watches the parent instead.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # The readers' start-up is no document's time, nor its memory.
    import extractors.extraction
    import extractors.readers  # noqa: F401

    _bound_memory(megabytes)
    sys.addaudithook(_forbid)


def _forbid(event: str, _: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(f"a worker may not do {event}")


def _bound_memory(megabytes: int) -> None:
    """Allocations beyond so many megabytes fail from now on, where the system can count them (Linux)."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return
    import resource

    held = int(statm.read_text(encoding="ascii").split()[0]) * PAGE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = held + megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
