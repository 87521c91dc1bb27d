"""The executor of many machines: Dask workers read documents, shard by shard, and hand the shards over as files."""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count, islice
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from distributed import CancelledError, Client, Future, KilledWorker, wait

from extractors.version import extractor_version
from pipeline.errors import UserError
from pipeline.executors.interface import Lost
from pipeline.executors.local import Processes
from pipeline.executors.worker import Answer, Call, Order
from pipeline.reading import Failure, Reading, Task
from pipeline.recovery import TOKEN
from pipeline.settings import Settings
from pipeline.shards import SUFFIX, ShardError, key_of, read_shard

SHARD = 100
"""Most documents of a shard: some ten seconds of work, beside which Dask's milliseconds do not count."""
SMALLEST = 5
"""Fewest, towards the end of a run, where the work left is spread over all workers."""
AHEAD = 2
"""Shards under way for each thread of a worker, so that none waits for the next."""
RETRIES = 2
REACH = 5.0
"""Seconds in which a scheduler must answer."""
START = 30.0
"""Seconds in which a worker must be there."""
GONE = 60.0
"""Seconds without any worker after which none is expected any more; one that died is back in a few."""
LOOK = 5.0
SAME_JUESUAN = "install the same juesuan[dask] on every machine"
GUIDE = "see docs/CLUSTER.md"

_log = logging.getLogger(__name__)


@contextmanager
def open_cluster(settings: Settings, shards: Path) -> Iterator[Cluster]:
    """The workers of the scheduler that the settings name; their shards go into that folder.

    The folder and the documents must stand at the same paths on every machine. Raises UserError where there is no such
    scheduler, or no worker.
    """
    address = _reach(settings.scheduler)
    shards = shards.absolute()
    shards.mkdir(parents=True, exist_ok=True)
    token = shards / f"{uuid4().hex}{TOKEN}"
    token.touch()
    with _quiet("distributed", "distributed.client", "distributed.core"):
        try:
            with _connect(address) as client:
                yield Cluster(client, address, settings, token)
        finally:
            token.unlink(missing_ok=True)


class Cluster:
    """Has documents read by Dask workers, each in a child process with the settings' limits.

    A shard whose worker dies is given to another one. One that kills several, and a document that no worker can open,
    is read on this machine when all others are done.
    """

    def __init__(self, client: Client, address: str, settings: Settings, token: Path) -> None:
        self._client = client
        self._address = address
        self._settings = settings
        self._token = token
        self._numbers = count(1)

    def run(self, function: Callable[[Task], Reading], tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading | Lost]]:
        """Each task with its result, shard by shard as they are finished; a shard that was taken is deleted.

        Raises UserError where the scheduler goes away, all workers do, or one of them is not set up as it must be.
        """
        groups = Groups(iter(tasks))
        running: dict[Future[Answer], tuple[Path, tuple[Task, ...]]] = {}
        here: list[Task] = []
        while True:
            slots = max(1, self._threads())
            while len(running) < AHEAD * slots and (group := groups.draw(AHEAD * slots)):
                shard = self._token.with_name(f"{self._token.stem}-{next(self._numbers):06d}{SUFFIX}")
                running[self._submit(shard, group, function)] = shard, group
            if not running:
                break
            for future in self._wait(running):
                shard, group = running.pop(future)
                try:
                    results = self._results(future, shard, group)
                except (KilledWorker, ShardError) as error:
                    _log.warning("%s; %s", str(error).splitlines()[0], f"its {len(group)} documents are read here")
                    here += group
                else:
                    for task, ended in results:
                        if _is_unreadable(ended):
                            here.append(task)
                        else:
                            yield task, ended
                shard.unlink(missing_ok=True)
        if here:
            with Processes(self._settings.workers or 1, self._settings.limits) as processes:
                yield from processes.run(function, here)

    def _submit(self, shard: Path, group: tuple[Task, ...], function: Callable[[Task], Reading]) -> Future[Answer]:
        located = tuple(replace(task, path=task.path.absolute()) for task in group)
        order = Order(shard, self._token, located, function, self._settings.limits)
        call = pickle.dumps(Call(extractor_version(), pickle.dumps(order)))
        return self._client.submit(pickle.loads, call, key=f"juesuan-{shard.stem}", pure=False, retries=RETRIES)

    def _wait(self, running: Iterable[Future[Answer]]) -> Iterable[Future[Answer]]:
        """Those that are finished; waits for one."""
        alone = 0.0
        while True:
            try:
                found = wait(list(running), LOOK, "FIRST_COMPLETED")  # type: ignore[no-untyped-call]
                return list(found.done)
            except TimeoutError:
                alone = 0.0 if self._threads() else alone + LOOK
            except CancelledError as error:
                raise self._lost_scheduler() from error
            if alone >= GONE:
                what = f"the scheduler {self._address} has had no worker for {GONE:.0f} seconds"
                raise UserError(what, "start workers and run again: what was read is kept")

    def _results(
        self, future: Future[Answer], shard: Path, group: tuple[Task, ...]
    ) -> list[tuple[Task, Reading | Lost]]:
        """What a finished shard holds of its tasks. Raises KilledWorker, ShardError."""
        try:
            said, advice = future.result()
        except CancelledError as error:
            raise self._lost_scheduler() from error
        except ImportError as error:
            raise UserError(f"a worker of {self._address} cannot read documents: {error}", SAME_JUESUAN) from error
        if advice is not None:
            raise UserError(said, advice)
        asked = {key_of(task): task for task in group}
        ends = read_shard(shard, extractor_version())
        if len(ends) != len(group) or {key for key, _ in ends} != asked.keys():
            raise ShardError(shard, "it holds other documents than were asked for")
        readable = [task.path.absolute() for task in group if os.access(task.path, os.R_OK)]
        if readable and all(_is_unreadable(ended) for _, ended in ends):
            what = f"the worker {said} cannot open {readable[0]}"
            raise UserError(what, "put the documents where every machine can read them, at the same path")
        return [(asked[key], ended) for key, ended in ends]

    def _threads(self) -> int:
        """How many documents the workers read at a time."""
        try:
            return sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
        except (OSError, CancelledError) as error:
            raise self._lost_scheduler() from error

    def _lost_scheduler(self) -> UserError:
        return UserError(f"the scheduler {self._address} went away", "start it and run again: what was read is kept")


@dataclass(slots=True)
class Groups:
    """Cuts tasks into shards: large ones first, ever smaller ones when the tasks run out, so that all end together."""

    source: Iterator[Task]
    waiting: deque[Task] = field(default_factory=deque)

    def draw(self, shares: int) -> tuple[Task, ...]:
        """The next shard, where so many may be under way; an empty one when there is nothing left."""
        self.waiting.extend(islice(self.source, max(0, shares * SHARD - len(self.waiting))))
        size = min(SHARD, max(SMALLEST, -(-len(self.waiting) // shares)), len(self.waiting))
        return tuple(self.waiting.popleft() for _ in range(size))


def _is_unreadable(ended: Reading | Lost) -> bool:
    """Whether the file could not be opened, which may lie in the machine that tried."""
    return isinstance(ended, Reading) and isinstance(ended.result, Failure) and ended.result.reason == "unreadable_file"


def _reach(address: str | None) -> str:
    """The address, where something answers."""
    if address is None:
        raise UserError("the engine dask needs a scheduler", "name it: --scheduler tcp://host:8786")
    try:
        parts = urlsplit(address)
        place = parts.hostname, parts.port
    except ValueError:
        place = None, None
    host, port = place
    if host is None or port is None or parts.scheme not in ("tcp", "tls"):
        raise UserError(f"{address} is no address of a scheduler", "write tcp://host:8786, or tls://host:8786")
    # Before Dask tries, which takes longer to give up and does not say why.
    try:
        socket.create_connection((host, port), REACH).close()
    except OSError as error:
        what = f"no scheduler answers at {address} ({error.strerror or error})"
        raise UserError(what, f"start one (dask scheduler), or check the address; {GUIDE}") from error
    return address


@contextmanager
def _connect(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=REACH, name="juesuan")  # type: ignore[no-untyped-call]
    except (OSError, TypeError, ValueError) as error:
        what = f"what answers at {address} is no Dask scheduler that this machine may use ({error})"
        raise UserError(what, f"check the address, the version of distributed and the TLS settings; {GUIDE}") from error
    try:
        try:
            client.wait_for_workers(1, START)
        except TimeoutError as error:
            raise UserError(
                f"the scheduler {address} has no worker", f"start some (dask worker {address}); {GUIDE}"
            ) from error
        yield client
    finally:
        client.close(timeout=REACH)  # type: ignore[no-untyped-call]


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Dask's own log holds nothing that is not said in one line of ours."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
