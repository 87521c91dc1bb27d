"""Options of the command line that several commands share or that are many, and what their values must look like."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.amounts import UNIT_FACTORS
from pipeline.settings import Settings, usable_cores
from schemas.check import SEVERITIES

PARTITION_KEYS = ("fiscal_year", "province")


class CommandParser(argparse.ArgumentParser):
    """A command's parser: its options may stand anywhere among its arguments (correct DOC FIGURE --unit 万元 VALUE)."""

    _within = False

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:  # type: ignore[override]
        """As argparse, which alone takes an optional argument for absent where an option stands before it."""
        if self._within:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def add_ingest(ingest: argparse.ArgumentParser) -> None:
    bounds, default = Settings().limits, "(default: %(default)s)"
    ingest.add_argument(
        "inputs", nargs="*", metavar="IN", help="a file, folder, zip or tar archive, pattern ('inbox/*.pdf') or address"
    )
    ingest.add_argument("--manifest", type=Path, metavar="CSV", help="files and addresses with what is known of them")
    ingest.add_argument("--expected", type=Path, metavar="CSV", help="organisations that should disclose: who has not")
    ingest.add_argument("--since", type=day, metavar="DATE", help="leave files alone that changed before that day")
    ingest.add_argument("--retry", action="store_true", help="read again what was set aside or forgotten")
    ingest.add_argument("--audit", action="store_true", help="judge the whole warehouse when all is loaded")
    reading = ingest.add_argument_group("reading")
    reading.add_argument(
        "--workers",
        type=whole_number,
        default=usable_cores(),
        help=f"processes that read {default}: the cores; 0 reads in this process, without limits",
    )
    reading.add_argument(
        "--timeout", type=seconds, default=bounds.seconds, metavar="SECONDS", help=f"for a document {default}"
    )
    reading.add_argument(
        "--memory", type=positive_number, default=bounds.megabytes, metavar="MB", help=f"for a document {default}"
    )
    reading.add_argument("--engine", choices=("local", "dask"), default="local", help=default.strip("()"))
    reading.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, as tcp://host:8786")
    run = ingest.add_argument_group("a run every night")
    run.add_argument(
        "--max-failures", type=whole_number, metavar="N", help="give up when more files than that are set aside"
    )
    run.add_argument(
        "--keep",
        type=positive_number,
        default=Settings().keep,
        metavar="N",
        help=f"versions of the warehouse {default}",
    )
    run.add_argument("--report", type=Path, metavar="DIR", help="write the run's report there, as JSON and as a page")
    run.add_argument("--metrics", type=Path, metavar="FILE", help="write the run's figures in Prometheus' text format")
    run.add_argument("--log", metavar="FILE", help="append what happens, a JSON object a line; - is the error stream")
    add_json(ingest)


def add_findings(findings: argparse.ArgumentParser) -> None:
    """What `juesuan findings` takes."""
    findings.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="a document as for show, or words of an organisation's name (default: all)",
    )
    findings.add_argument("--year", type=whole_number, help="of this fiscal year")
    findings.add_argument(
        "--severity", type=severities, default=(), metavar="KINDS", help=f"one or more of: {','.join(SEVERITIES)}"
    )
    findings.add_argument("--check", action="append", metavar="ID", help="of this check only (may be repeated)")
    findings.add_argument(
        "--all",
        action="store_true",
        help="also what follows from another finding, is dismissed, or of superseded files",
    )
    form = findings.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="all columns as CSV")
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook: findings, and what was checked")
    add_json(form)


def add_verdicts(dismiss: argparse.ArgumentParser, correct: argparse.ArgumentParser) -> None:
    """What `juesuan dismiss` and `juesuan correct` take."""
    dismiss.add_argument("finding", metavar="ID", help="the finding's id, or the start of it")
    dismiss.add_argument("--undo", action="store_true", help="take the dismissal back")
    correct.add_argument("document", help="as for show")
    correct.add_argument(
        "fact", metavar="FIGURE", help="a fact_id, a place (t3/27/6: table, row, column) or the figure as printed"
    )
    correct.add_argument("value", nargs="?", help="the right value, in the unit that the figure is printed in")
    correct.add_argument("--unit", choices=tuple(UNIT_FACTORS), help="the unit of the value")
    correct.add_argument("--not-a-fact", action="store_true", help="what was read there is no figure of that meaning")
    for parser in (dismiss, correct):
        parser.add_argument("--why", metavar="TEXT", help="the reason, which stays with it")
        parser.add_argument("--by", metavar="NAME", help="who says so (default: the login name)")
        add_json(parser)


def add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="the result as JSON, for a script")


def whole_number(text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from error
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


def positive_number(text: str) -> int:
    number = whole_number(text)
    if number == 0:
        raise argparse.ArgumentTypeError("0 is too few")
    return number


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from error
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no time")
    return number


def day(text: str) -> datetime:
    """A date, or a date with its time, of this machine's zone where it names none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-11-27") from error


def partition_keys(text: str) -> tuple[str, ...]:
    keys = tuple(text.split(","))
    if not set(keys) <= set(PARTITION_KEYS) or len(set(keys)) < len(keys):
        raise argparse.ArgumentTypeError(f"{text!r} is not one or more of: {', '.join(PARTITION_KEYS)}")
    return keys


def severities(text: str) -> tuple[str, ...]:
    """One or more severities, with commas between them."""
    named = tuple(text.split(","))
    if not set(named) <= set(SEVERITIES):
        raise argparse.ArgumentTypeError(f"{text!r} is not one or more of: {','.join(SEVERITIES)}")
    return named
