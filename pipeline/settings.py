"""What a run may be told: one frozen record, made by the command line."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def usable_cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """`workers` processes read and extract the documents; with 0 this process does it all."""

    database: Path = Path("data/warehouse.duckdb")
    workers: int = field(default_factory=usable_cores)
