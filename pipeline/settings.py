"""What a run may be told: one frozen record, made by the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.executors.interface import Limits

if TYPE_CHECKING:  # the command's help reads the defaults here, and pays for no reader of lists
    from pipeline.manifest import Manifest

Engine = Literal["local", "dask"]


def usable_cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """`workers` processes read and extract the documents; with 0 this process does it all, without limits.

    `limits` bound each document. `max_failures` ends a run that sets aside more files than that; `since` leaves older
    files alone; `retry` reads again what was set aside or forgotten although it is unchanged. `keep` versions of the
    warehouse stay; what `manifest` says of a file wins over its cover. With the engine dask, `scheduler` is the address
    of a Dask scheduler. With `audit` the whole warehouse is judged when all is loaded, before it is published.
    """

    database: Path = Path("data/warehouse.duckdb")
    workers: int = field(default_factory=usable_cores)
    limits: Limits = field(default_factory=Limits)
    max_failures: int | None = None
    since: datetime | None = None
    retry: bool = False
    keep: int = 2
    manifest: Manifest | None = None
    engine: Engine = "local"
    scheduler: str | None = None
    audit: bool = False
