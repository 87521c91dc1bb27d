"""A run as it goes: a bar on a terminal; elsewhere a line a file, or, where files are many, a line now and then."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Protocol, TextIO

from tqdm import tqdm

from pipeline.output import count
from pipeline.terminal import clip, neutralise
from schemas.diary import IngestEventRecord

MOST_LINES = 200
"""Files of a run up to which each gets a line of its own."""
INTERVAL = 10.0
"""Seconds between two lines of a longer run."""
WINDOW = 6
"""Lines over which the rate is taken: the unchanged files at the start of a run say nothing about the rest."""
NAME_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Gave:
    """What a document gave, in numbers."""

    facts: int
    tables: int
    leftovers: int


class Finished(Protocol):
    """A file that is finished: the `count`-th of `total`, what became of it, and what it gave where it was loaded."""

    @property
    def count(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def event(self) -> IngestEventRecord: ...
    @property
    def gave(self) -> Gave | None: ...


class Watch:
    """Shows a run to whoever looks. Call it with each file that is finished; use it as a context."""

    def __init__(
        self,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
        interval: float = INTERVAL,
        most_lines: int = MOST_LINES,
    ) -> None:
        """`stream` is the error stream unless given, `clock` and `interval` count seconds."""
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._interval = interval
        self._most_lines = most_lines
        self._set_aside = 0
        self._bar: tqdm[None] | None = None
        self._last: Finished | None = None
        self._told = 0
        self._marks: deque[tuple[float, int]] = deque([(clock(), 0)], maxlen=WINDOW)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Say how far the run came; nothing more is heard."""
        if self._bar is not None:
            self._bar.close()
        elif self._last is not None and self._last.total > self._most_lines and self._told < self._last.count:
            self._tell(self._last)

    def __call__(self, done: Finished) -> None:
        self._last = done
        self._set_aside += done.event.action == "quarantined"
        if self._stream.isatty():
            self._move_bar(done)
        elif done.total <= self._most_lines:
            self._print(f"[{done.count}/{done.total}] {describe(done)}")
        else:
            if done.event.action == "quarantined":
                self._print(f"[{done.count}/{done.total}] {describe(done)}")
            if self._clock() - self._marks[-1][0] >= self._interval:
                self._tell(done)

    def _move_bar(self, done: Finished) -> None:
        if self._bar is None:
            self._bar = tqdm(total=done.total, unit="file", dynamic_ncols=True, leave=False, file=self._stream)
        name = clip(neutralise(PurePath(done.event.path).name), NAME_WIDTH)
        aside = f"{self._set_aside:,} set aside, " if self._set_aside else ""
        self._bar.set_postfix_str(aside + name, refresh=False)
        self._bar.update()

    def _tell(self, done: Finished) -> None:
        """How far the run is, at which pace, and how long it will take at that pace."""
        self._told = done.count
        now = self._clock()
        since, before = self._marks[0]
        self._marks.append((now, done.count))
        parts = [f"[{done.count:,}/{done.total:,}] {100 * done.count / done.total:.1f} %"]
        if now > since and done.count > before:
            pace = (done.count - before) / (now - since)
            parts.append(f"{pace * 3600:,.0f} files/h")
            parts.append(f"{timedelta(seconds=round((done.total - done.count) / pace))} left")
        parts.append(f"{self._set_aside:,} set aside")
        self._print(", ".join(parts))

    def _print(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


def describe(done: Finished) -> str:
    """One line: what became of the file, and what it gave or why not."""
    event, gave = done.event, done.gave
    line = f"{event.action:<11} {event.path}"
    if gave is not None and event.action in ("loaded", "replaced"):
        numbers = (count(gave.facts, "fact"), count(gave.tables, "table"), count(gave.leftovers, "leftover"))
        line += f"  {', '.join(numbers)}"
    if event.message is not None:
        line += f"  {event.reason}: {event.message}"
    return neutralise(line)
