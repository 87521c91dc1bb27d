"""What the manual gives an operator to copy works: units, alarms, options, exit statuses."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.cli import build_parser
from pipeline.metrics import write_metrics
from tests.shared import ROOT
from tests.summaries import NIGHT

MANUAL = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
UNITS = ROOT / "docs" / "systemd"
SERVICE = (UNITS / "juesuan.service").read_text(encoding="utf-8")
START = re.compile(r"^ExecStart=(\S+) ((?:.*\\\n)*.*)$", re.MULTILINE)


def words_of(command: str) -> list[str]:
    return shlex.split(command.replace("\\\n", " "))


def test_the_units_are_what_systemd_understands(tmp_path: Path) -> None:
    checker = shutil.which("systemd-analyze")
    if checker is None:
        pytest.skip("systemd is not installed here")
    # The program is not installed where the unit expects it.
    (tmp_path / "juesuan.service").write_text(START.sub(r"ExecStart=/bin/true \2", SERVICE), encoding="utf-8")
    (tmp_path / "juesuan.timer").write_bytes((UNITS / "juesuan.timer").read_bytes())
    paths = [str(tmp_path / name) for name in ("juesuan.service", "juesuan.timer")]
    done = subprocess.run([checker, "verify", *paths], capture_output=True, text=True, check=False)
    assert [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line] == []
    assert done.returncode == 0, done.stderr


def test_the_units_command_has_options_that_exist() -> None:
    start = START.search(SERVICE)
    assert start is not None
    assert start[1].endswith("/juesuan")
    options = build_parser().parse_args(words_of(start[2]))
    assert options.command == "ingest"


def test_the_crontabs_command_has_options_that_exist() -> None:
    line = re.search(r"\.venv/bin/juesuan (ingest .*?) >last\.out", MANUAL)
    assert line is not None
    assert build_parser().parse_args(words_of(line[1])).command == "ingest"


def test_the_unit_takes_set_aside_files_for_success_and_repeats_no_wrong_option() -> None:
    settings = dict(line.split("=", 1) for line in SERVICE.splitlines() if re.match(r"[A-Z]\w+=", line))
    assert settings["SuccessExitStatus"] == "3"
    assert settings["RestartPreventExitStatus"] == "2"
    assert settings["OOMPolicy"] == "continue"
    assert settings["PrivateNetwork"] == "yes"
    assert settings["ProtectSystem"] == "strict"
    assert settings["NoNewPrivileges"] == "yes"
    assert re.fullmatch(r"\d+G", settings["MemoryMax"])


def test_the_manual_and_the_metrics_name_each_other(tmp_path: Path) -> None:
    path = tmp_path / "juesuan.prom"
    write_metrics(NIGHT, path, documents=1, facts=1)
    written = set(re.findall(r"^# TYPE (\w+) gauge$", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bjuesuan_(?:run|warehouse)_\w+", MANUAL)) == written


def test_every_option_of_a_run_is_explained() -> None:
    table = MANUAL.partition("## Options of a scheduled run")[2].partition("## Exit status")[0]
    options = build_parser().parse_args(["ingest", "x"])
    shown = {f"--{name.replace('_', '-')}" for name in vars(options)} - {"--command", "--inputs", "--db", "--json"}
    assert shown - set(re.findall(r"--[a-z-]+", table)) == set()


def test_every_exit_status_is_explained() -> None:
    table = MANUAL.partition("## Exit status")[2].partition("## systemd")[0]
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == ["0", "1", "2", "3", "130"]
