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
    """`workers` processes read and extract (0: all in this process); a file of more than `max_bytes` is set aside."""

    database: Path = Path("data/warehouse.duckdb")
    workers: int = field(default_factory=usable_cores)
    max_bytes: int = 512 * 2**20
