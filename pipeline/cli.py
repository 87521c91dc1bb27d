"""The console command `juesuan`: what can be asked for, and where it is done."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from pipeline.errors import UserError
from pipeline.options import (
    CommandParser,
    add_findings,
    add_ingest,
    add_json,
    add_verdicts,
    partition_keys,
    whole_number,
)
from pipeline.settings import Settings
from pipeline.terminal import neutralise

DATABASE = Settings().database
STATUS = (
    "exit status: 0 done, 1 an error (one line says which), 2 a wrong option, 3 done but some files were set aside,"
    " 130 stopped"
)
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
    "audit": "pipeline.audit:run_audit",
    "findings": "pipeline.findings:run_findings",
    "dismiss": "pipeline.verdicts:run_dismiss",
    "correct": "pipeline.verdicts:run_correct",
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
    commands = parser.add_subparsers(dest="command", required=True, metavar="command", parser_class=CommandParser)

    add_ingest(_add(commands, "ingest", "load reports (docx, PDF, text) from files, folders, archives and addresses"))

    status = _add(commands, "status", "what the warehouse holds, and which files were set aside")
    told = status.add_mutually_exclusive_group()
    told.add_argument(
        "--hash",
        action="store_true",
        help="only a hash of the content: equal content has an equal hash, however it came in",
    )
    told.add_argument("--expected", type=Path, metavar="CSV", help="organisations that should disclose: who has not")
    add_json(status)

    show = _add(commands, "show", "one document: identity, sections, tables, facts with their place, leftovers")
    show.add_argument("document", help="its file name, a part of its path or title, or the start of its doc_id")
    show.add_argument(
        "--page", type=int, help="what stands on that page, and a picture of it with what was found outlined"
    )
    show.add_argument(
        "--out", type=Path, metavar="PNG", help="the picture's file (default: data/pages/<document>-p<page>.png)"
    )
    show.add_argument("--finding", metavar="ID", help="one finding of the audit, the figures that prove it marked")
    show.add_argument("--table", help="one table, by its table_id or its statutory number (T01)")
    show.add_argument("--section", help="the text of one section, by its section_id or a part of its title")
    show.add_argument("--facts", action="store_true", help="every fact with its place")
    add_json(show)

    explain = _add(commands, "explain", "why a figure is the fact that it is: its sentence or cell, and the rule")
    explain.add_argument("document", help="as for show")
    explain.add_argument("fact", help="a fact_id, or the figure as it is printed (1,234.56)")
    add_json(explain)

    query = _add(commands, "query", "answer a named question or a SELECT; without one, list the named questions")
    query.add_argument("question", nargs="?", help="the name of a question, or a SELECT")
    form = query.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="the answer as CSV")
    add_json(form)

    _add(commands, "sql", "an SQL prompt over the warehouse, read-only; reads a script where stdin is no terminal")

    find = _add(commands, "find", "the sections in which all the words stand")
    find.add_argument("words", nargs="+", help="what to look for")
    find.add_argument("--limit", type=whole_number, default=20, help="at most so many sections (default: %(default)s)")
    add_json(find)

    gaps = _add(commands, "gaps", "the wordings that most often left a number unbound, for whoever adds to the lexicon")
    gaps.add_argument("--limit", type=whole_number, default=40, help="at most so many wordings (default: %(default)s)")
    add_json(gaps)

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
    add_json(form)

    audit = _add(commands, "audit", "judge every report by every check, without opening a file")
    add_json(audit)
    add_findings(_add(commands, "findings", "what the audit objects to: causes in current files, the gravest first"))
    add_verdicts(
        _add(commands, "dismiss", "say that a finding is none; it stays dismissed, whatever is audited or read anew"),
        _add(commands, "correct", "say what a figure should have been read as; it stands beside what was read"),
    )

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
        type=partition_keys,
        default=(),
        metavar="KEYS",
        help="write a Parquet lake, a folder for each of: fiscal_year,province (or one of them)",
    )
    add_json(export)

    forget = _add(commands, "forget", "take documents out of the warehouse; corrections and dismissals by people stay")
    forget.add_argument("documents", nargs="+", metavar="document", help="as for show")
    add_json(forget)

    migrate = _add(
        commands, "migrate", "bring a warehouse of an earlier release to the current schema; the old file is kept"
    )
    add_json(migrate)
    return parser


def _add(commands: argparse._SubParsersAction[CommandParser], name: str, purpose: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".", epilog=STATUS)
    parser.add_argument("--db", type=Path, default=DATABASE, help="the warehouse (default: %(default)s)")
    return parser
