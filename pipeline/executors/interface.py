"""What every executor does: run one function over many tasks, whatever becomes of the process that runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: `seconds` of time, and `megabytes` of memory beyond what an idle worker holds."""

    seconds: float = 120.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result, also when run again alone: worker_died, timeout, out_of_memory or too_deep."""

    reason: str


class Executor(Protocol):
    """Runs one function over many tasks."""

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result, in the order in which they finish."""
        ...
