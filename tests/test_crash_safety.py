"""A run that is killed at any moment and started again gives the warehouse of a run that nobody disturbed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import zipfile
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES
from tests.shared import ROOT
from warehouse.connection import open_for_reading

KILLS = int(os.environ.get("JUESUAN_KILLS", "12"))
SEED = int(os.environ.get("JUESUAN_KILL_SEED", "1"))
NAMES = ("bole_tianlu_station_2022_unit_final_account_pipes.txt", "shangluo_xinghuo_2022_final_account_tabs.txt")
SMALL, INSIDE = 20, 12
pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="sees processes in /proc")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some forty files: samples, small reports with later versions of some, twins, broken files, an archive."""
    place = tmp_path_factory.mktemp("crash") / "inbox"
    place.mkdir()
    for name in NAMES:
        (place / name).write_bytes((SAMPLES / name).read_bytes())
        (place / f"z_{name}").write_bytes((SAMPLES / name).read_bytes())
    for number in range(SMALL):
        (place / f"{number:02d}.txt").write_text(small_report(number), encoding="utf-8")
    for number in range(3):
        (place / f"broken{number}.docx").write_bytes(bytes([number]) * 300)
    with zipfile.ZipFile(place / "08.zip", "w") as package:
        for number in range(SMALL - 2, SMALL + INSIDE):
            package.writestr(f"member{number}.txt", small_report(number))
    return place


def small_report(number: int) -> str:
    """Reports of ten organisations; every third is another edition of the one before."""
    head = f"青石县第{number % 10}水利站{2019 + number // 10}年度部门决算"
    return f"{head}\n一、收入支出决算总体情况\n本年收入合计{number + 10}.50万元，本年支出合计{number + 9}.25万元。\n"


# Transactions of four documents, so that a death finds some before it and some after.
SCRIPT = "import sys, pipeline.run; pipeline.run.BATCH = 4; from pipeline.cli import main; sys.exit(main())"


def start(folder: Path, database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, "ingest", str(folder), "--db", str(database), "--workers", "2"]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )


def content(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the diary."""
    with closing(open_for_reading(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            name: sorted(connection.table(name).fetchall(), key=repr) for name in names if not name.startswith("ingest_")
        }  # fmt: skip


def living(group: int) -> list[str]:
    """The processes of a session that still live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        if int(fields[3]) == group and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def await_end(group: int) -> list[str]:
    """Who still lives when all had a minute to see that their parent is gone."""
    deadline = time.monotonic() + 60
    while (there := living(group)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return there


def wait(run: subprocess.Popen[bytes], seconds: float) -> None:
    """So many seconds, or until it ends."""
    with suppress(subprocess.TimeoutExpired):
        run.wait(seconds)


def finish(run: subprocess.Popen[bytes]) -> None:
    _, said = run.communicate(timeout=300)
    assert run.returncode == 3, said.decode()


def test_a_run_killed_again_and_again_ends_as_one_that_nobody_disturbed(folder: Path, tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed" / "w.duckdb"
    began = time.monotonic()
    finish(start(folder, undisturbed))
    length = time.monotonic() - began
    expected = content(undisturbed)
    assert len(expected["document"]) == len(NAMES) + SMALL + INSIDE

    chance = random.Random(SEED)
    place, killed = tmp_path / "0", 0
    for kill in range(KILLS):
        run = start(folder, place / "w.duckdb")
        assert run.stderr is not None
        if kill % 3 == 2:
            # At any moment of the whole, so that start and publishing are met, too.
            wait(run, length * chance.random())
        else:
            # Shortly after some more documents were loaded: between two transactions, or in the middle of one.
            loaded = (line for line in run.stderr if b"] loaded " in line)
            for _ in islice(loaded, chance.randint(1, 8)):
                continue
            wait(run, 0.03 * chance.random())
        died = run.poll() is None
        run.kill()
        run.communicate()
        assert await_end(run.pid) == [], "its workers live on"
        if died:
            killed += 1
            if (place / "w.duckdb").exists():
                content(place / "w.duckdb")  # whatever is published can be read
        else:
            # It came to its end before its death: from here on another one is built.
            assert run.returncode == 3
            check_whole(place, expected)
            place = tmp_path / str(kill + 1)
    assert killed
    finish(start(folder, place / "w.duckdb"))
    check_whole(place, expected)


def check_whole(place: Path, expected: dict[str, list[tuple[Any, ...]]]) -> None:
    """The warehouse holds what it should, and beside it lies nothing that was only needed while it was built."""
    assert content(place / "w.duckdb") == expected
    assert {file.name for file in place.iterdir()} == {"w.duckdb", "w.duckdb.d"}
    assert {f.name for f in (place / "w.duckdb.d").iterdir() if not f.name.startswith("0000")} == {"lock"}
