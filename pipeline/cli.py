"""The console command `juesuan`: what can be asked for, and where it is done."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path

from pipeline.errors import UserError
from pipeline.settings import Settings, usable_cores
from pipeline.terminal import neutralise

DATABASE = Settings().database
STATUS = (
    "exit status: 0 done, 1 an error (one line says which), 2 a wrong option, 3 done but some files were set aside,"
    " 130 stopped"
)
PARTITION_KEYS = ("fiscal_year", "province")
STOPPED = "stopped; what was loaded stays"

# A command's work stands in a module of its own, imported when it is asked for: help costs no start-up.
COMMANDS: dict[str, str] = {
    "ingest": "pipeline.night:run_ingest",
    "status": "pipeline.report:run_status",
    "show": "pipeline.show:run_show",
    "explain": "pipeline.explain:run_explain",
    "query": "pipeline.answers:run_query",
    "sql": "pipeline.answers:run_sql",
    "find": "pipeline.answers:run_find",
    "gaps": "pipeline.explain:run_gaps",
    "revisions": "pipeline.revisions:run_revisions",
    "export": "pipeline.export:run_export",
    "forget": "pipeline.forget:run_forget",
    "migrate": "pipeline.migration:run_migrate",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. What the user can mend is one line on the error stream."""
    options = build_parser().parse_args(arguments)
    # A polite kill ends the run as Ctrl-C does: workers stop, the transaction is rolled back.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    from schemas.catalog import CatalogError
    from warehouse.connection import WarehouseError

    module, _, function = COMMANDS[options.command].partition(":")
    try:
        run: Callable[[argparse.Namespace], int] = getattr(import_module(module), function)
        return run(options)
    except (UserError, WarehouseError, CatalogError) as error:
        return _complain(str(error))
    except KeyboardInterrupt:
        return _stop()
    except RuntimeError as error:
        # What DuckDB makes of Ctrl-C while it works.
        if str(error) != "Query interrupted":
            raise
        return _stop()
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _stop() -> int:
    """Ends an interrupted run at once: an interrupt met inside foreign code may else turn the status into a signal."""
    _complain(STOPPED, 130)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(130)


def _complain(message: str, status: int = 1) -> int:
    print(f"juesuan: {neutralise(message)}", file=sys.stderr)
    return status


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="juesuan",
        description="Published Chinese final accounts and budgets in, a DuckDB warehouse out.",
        epilog=STATUS,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    _add_ingest(_add(commands, "ingest", "load reports (docx, PDF, text) from files, folders, archives and addresses"))

    status = _add(commands, "status", "what the warehouse holds, and which files were set aside")
    told = status.add_mutually_exclusive_group()
    told.add_argument(
        "--hash",
        action="store_true",
        help="only a hash of the content: equal content has an equal hash, however it came in",
    )
    told.add_argument("--expected", type=Path, metavar="CSV", help="organisations that should disclose: who has not")
    _add_json(status)

    show = _add(commands, "show", "one document: identity, sections, tables, facts with their place, leftovers")
    show.add_argument("document", help="its file name, a part of its path or title, or the start of its doc_id")
    show.add_argument(
        "--page", type=int, help="what stands on that page, and a picture of it with what was found outlined"
    )
    show.add_argument(
        "--out", type=Path, metavar="PNG", help="the picture's file (default: data/pages/<document>-p<page>.png)"
    )
    show.add_argument("--table", help="one table, by its table_id or its statutory number (T01)")
    show.add_argument("--section", help="the text of one section, by its section_id or a part of its title")
    show.add_argument("--facts", action="store_true", help="every fact with its place")
    _add_json(show)

    explain = _add(commands, "explain", "why a figure is the fact that it is: its sentence or cell, and the rule")
    explain.add_argument("document", help="as for show")
    explain.add_argument("fact", help="a fact_id, or the figure as it is printed (1,234.56)")
    _add_json(explain)

    query = _add(commands, "query", "answer a named question or a SELECT; without one, list the named questions")
    query.add_argument("question", nargs="?", help="the name of a question, or a SELECT")
    form = query.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="the answer as CSV")
    _add_json(form)

    _add(commands, "sql", "an SQL prompt over the warehouse, read-only; reads a script where stdin is no terminal")

    find = _add(commands, "find", "the sections in which all the words stand")
    find.add_argument("words", nargs="+", help="what to look for")
    find.add_argument("--limit", type=_count, default=20, help="at most so many sections (default: %(default)s)")
    _add_json(find)

    gaps = _add(commands, "gaps", "the wordings that most often left a number unbound, for whoever adds to the lexicon")
    gaps.add_argument("--limit", type=_count, default=40, help="at most so many wordings (default: %(default)s)")
    _add_json(gaps)

    revisions = _add(
        commands, "revisions", "which published figures a newer edition of a report changed, from what to what"
    )
    revisions.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="a document as for show, or words of an organisation's name (default: all)",
    )
    revisions.add_argument("--chain", action="store_true", help="earlier editions against those before them, too")
    revisions.add_argument(
        "--restated", action="store_true", help="also what says the same in another unit or to other decimals"
    )
    revisions.add_argument("--doubtful", action="store_true", help="also figures read with a confidence below 0.9")
    form = revisions.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="all columns as CSV")
    _add_json(form)

    export = _add(commands, "export", "write the warehouse's tables as files, with a data package descriptor")
    export.add_argument(
        "--format",
        choices=("parquet", "csv", "xlsx"),
        default="parquet",
        help="default: %(default)s; a workbook leaves out section, table_cell and quantity_mention unless --table names"
        " them",
    )
    export.add_argument("--out", type=Path, required=True, help="the folder to write")
    export.add_argument("--table", action="append", metavar="NAME", help="only this table or view (may be repeated)")
    export.add_argument(
        "--partition-by",
        type=_keys,
        default=(),
        metavar="KEYS",
        help="write a Parquet lake, a folder for each of: fiscal_year,province (or one of them)",
    )
    _add_json(export)

    forget = _add(commands, "forget", "take documents out of the warehouse; corrections and dismissals by people stay")
    forget.add_argument("documents", nargs="+", metavar="document", help="as for show")
    _add_json(forget)

    migrate = _add(
        commands, "migrate", "bring a warehouse of an earlier release to the current schema; the old file is kept"
    )
    _add_json(migrate)
    return parser


def _add_ingest(ingest: argparse.ArgumentParser) -> None:
    bounds, default = Settings().limits, "(default: %(default)s)"
    ingest.add_argument(
        "inputs", nargs="*", metavar="IN", help="a file, folder, zip or tar archive, pattern ('inbox/*.pdf') or address"
    )
    ingest.add_argument("--manifest", type=Path, metavar="CSV", help="files and addresses with what is known of them")
    ingest.add_argument("--expected", type=Path, metavar="CSV", help="organisations that should disclose: who has not")
    ingest.add_argument("--since", type=_day, metavar="DATE", help="leave files alone that changed before that day")
    ingest.add_argument("--retry", action="store_true", help="read again what was set aside or forgotten")
    reading = ingest.add_argument_group("reading")
    reading.add_argument(
        "--workers",
        type=_count,
        default=usable_cores(),
        help=f"processes that read {default}: the cores; 0 reads in this process, without limits",
    )
    reading.add_argument(
        "--timeout", type=_positive, default=bounds.seconds, metavar="SECONDS", help=f"for a document {default}"
    )
    reading.add_argument(
        "--memory", type=_positive_count, default=bounds.megabytes, metavar="MB", help=f"for a document {default}"
    )
    reading.add_argument("--engine", choices=("local", "dask"), default="local", help=default.strip("()"))
    reading.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, as tcp://host:8786")
    run = ingest.add_argument_group("a run every night")
    run.add_argument("--max-failures", type=_count, metavar="N", help="give up when more files than that are set aside")
    run.add_argument(
        "--keep",
        type=_positive_count,
        default=Settings().keep,
        metavar="N",
        help=f"versions of the warehouse {default}",
    )
    run.add_argument("--report", type=Path, metavar="DIR", help="write the run's report there, as JSON and as a page")
    run.add_argument("--metrics", type=Path, metavar="FILE", help="write the run's figures in Prometheus' text format")
    run.add_argument("--log", metavar="FILE", help="append what happens, a JSON object a line; - is the error stream")
    _add_json(ingest)


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".", epilog=STATUS)
    parser.add_argument("--db", type=Path, default=DATABASE, help="the warehouse (default: %(default)s)")
    return parser


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="the result as JSON, for a script")


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from error
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


def _positive_count(text: str) -> int:
    number = _count(text)
    if number == 0:
        raise argparse.ArgumentTypeError("0 is too few")
    return number


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from error
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no time")
    return number


def _day(text: str) -> datetime:
    """A date, or a date with its time, of this machine's zone where it names none."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2026-11-27") from error


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(text.split(","))
    if not set(keys) <= set(PARTITION_KEYS) or len(set(keys)) < len(keys):
        raise argparse.ArgumentTypeError(f"{text!r} is not one or more of: {', '.join(PARTITION_KEYS)}")
    return keys
