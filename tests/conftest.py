"""What many tests share: the command as a process of its own, and a warehouse of the project's own samples."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared import ROOT
from warehouse.connection import open_for_reading

SAMPLES = ROOT / "samples" / "reports"
Juesuan = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden`, for `make golden`."""
    parser.addoption("--golden", action="store_true", help="rewrite tests/golden from what the extractor does now")


def call_juesuan(*arguments: str | Path, stdin: str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        timeout=300,
        check=False,
    )


@dataclass(frozen=True, slots=True)
class SampleWarehouse:
    """A warehouse of samples/reports, in a folder where README's commands can be run; what was said while it was made."""

    home: Path
    path: Path
    made: subprocess.CompletedProcess[str]

    def one(self, statement: str, *given: object) -> tuple[str, ...]:
        """The first row of an answer, as text."""
        with closing(open_for_reading(self.path)) as connection:
            row = connection.execute(statement, given).fetchone()
        assert row is not None, statement
        return tuple(map(str, row))


@pytest.fixture(scope="session")
def juesuan() -> Juesuan:
    """The command line, called as a user calls it."""
    return call_juesuan


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> SampleWarehouse:
    """The samples, ingested once for all tests; nobody writes to it."""
    home = tmp_path_factory.mktemp("home")
    (home / "samples").symlink_to(ROOT / "samples")
    made = call_juesuan("ingest", "samples/reports", cwd=home)
    return SampleWarehouse(home, home / "data" / "warehouse.duckdb", made)
