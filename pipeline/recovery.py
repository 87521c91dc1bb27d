"""Recovery: what a cluster had read for a run that was killed is taken over by the next one, whatever its engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from pipeline.executors.interface import Lost
from pipeline.reading import Reading, Task
from pipeline.shards import PART, SUFFIX, Key, ShardError, key_of, list_read, read_shard

TOKEN = ".token"
"""Of the file by which workers know the shard folder of a run."""


class DocumentExecutor(Protocol):
    """An executor (see pipeline.executors) for documents."""

    def run(self, function: Callable[[Task], Reading], tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading | Lost]]:
        """Each task with its result, in the order in which they finish."""
        ...


def take_stock(folder: Path, version: str) -> dict[Key, Path]:
    """Which documents a run that was killed left read, and in which shard of the folder.

    Shards by an extractor of another version are deleted, and what lies half written: the folder is one run's alone.
    """
    stock: dict[Key, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == SUFFIX:
            try:
                stock |= dict.fromkeys(list_read(path, version), path)
            except ShardError:
                path.unlink(missing_ok=True)
        elif path.suffix in (PART, TOKEN):
            path.unlink(missing_ok=True)
    return stock


class Recovery:
    """Gives each task the reading that the stock holds of it; the executor reads the others.

    Only what was read is taken over: what failed or was lost may fare better now. When all tasks are done the shards
    of the stock are deleted, asked for or not.
    """

    def __init__(self, executor: DocumentExecutor, stock: Mapping[Key, Path], version: str) -> None:
        self._executor = executor
        self._stock = stock
        self._version = version
        self._open: tuple[Path, dict[Key, Reading]] | None = None
        """The shard that was read last: its documents come one after the other."""

    def run(self, function: Callable[[Task], Reading], tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading | Lost]]:
        """Each task with its result."""
        found: deque[Task] = deque()
        damaged: list[Task] = []
        for pair in self._executor.run(function, self._sift(tasks, found)):
            yield from self._take_over(found, damaged)
            yield pair
        yield from self._take_over(found, damaged)
        yield from self._executor.run(function, damaged)
        for path in set(self._stock.values()):
            path.unlink(missing_ok=True)

    def _sift(self, tasks: Iterable[Task], found: deque[Task]) -> Iterator[Task]:
        """The tasks that are to be done; the others are put into `found`, without their rows."""
        for task in tasks:
            if key_of(task) in self._stock:
                found.append(task)
            else:
                yield task

    def _take_over(self, found: deque[Task], damaged: list[Task]) -> Iterator[tuple[Task, Reading]]:
        while found:
            task = found.popleft()
            try:
                reading = self._readings(self._stock[key_of(task)])[key_of(task)]
            except ShardError:
                damaged.append(task)
            else:
                yield task, reading

    def _readings(self, path: Path) -> dict[Key, Reading]:
        if self._open is None or self._open[0] != path:
            ends = read_shard(path, self._version)
            self._open = path, {key: ended for key, ended in ends if isinstance(ended, Reading)}
        return self._open[1]
