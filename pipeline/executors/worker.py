"""What a Dask worker does with an order: it reads the documents in a child process, and writes their shard."""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path

from distributed import get_worker

from extractors.version import extractor_version
from pipeline.executors.interface import Limits
from pipeline.executors.local import Processes
from pipeline.reading import Reading, Task
from pipeline.shards import write_shard

_own = threading.local()
"""Each thread of a worker reads with a child process of its own, which it keeps from order to order."""


@dataclass(frozen=True, slots=True)
class Order:
    """Documents to read within `limits` into the file `shard`; `token` is a file beside it that exists already."""

    shard: Path
    token: Path
    tasks: tuple[Task, ...]
    function: Callable[[Task], Reading]
    limits: Limits


Answer = tuple[str, str | None]
"""The worker's address and None; or why it does not carry out any order, and what the user can do.

Plain texts: the scheduler passes them on, and need not have this package.
"""


@dataclass(frozen=True, slots=True)
class Call:
    """A pickle that, loaded, carries out the order: so it is `pickle.loads` that Dask is told to run.

    Of a function of ours, a worker without this package could not even read the message, and would break off.
    """

    version: str
    order: bytes

    def __reduce__(self) -> tuple[Callable[[str, bytes], Answer], tuple[str, bytes]]:
        return carry_out, (self.version, self.order)


def carry_out(version: str, pickled: bytes) -> Answer:
    """Read the documents of an order and write their shard.

    The order comes pickled: only a worker of the same `version` looks into it. One that was carried out already, by a
    worker that died before it could say so, is not carried out again.
    """
    me = get_worker().address
    if (mine := extractor_version()) != version:
        return (
            f"the worker {me} has the extractor {mine}, this is {version}",
            "install the same juesuan on every machine",
        )
    if multiprocessing.current_process().daemon:
        advice = "start it with DASK_DISTRIBUTED__WORKER__DAEMON=false in its environment"
        return f"the worker {me} may not start the processes that read documents", advice
    order: Order = pickle.loads(pickled)
    if not order.token.exists():
        advice = "put the warehouse on a file system that every machine mounts at the same place"
        return f"the worker {me} does not see the folder {order.shard.parent}", advice
    if not order.shard.exists():
        results = list(_reader(order.limits).run(order.function, order.tasks))
        try:
            write_shard(order.shard, results, version)
        except OSError as error:
            return f"the worker {me} cannot write {order.shard}: {error.strerror or error}", "make room for it"
    return me, None


def _reader(limits: Limits) -> Processes:
    kept: tuple[Limits, Processes] | None = getattr(_own, "kept", None)
    if kept is None or kept[0] != limits:
        if kept is not None:
            kept[1].close()
        kept = _own.kept = limits, Processes(1, limits)
        # A process that ends waits for its children, and this child for its parent.
        Finalize(None, kept[1].close, exitpriority=1)
    return kept[1]
