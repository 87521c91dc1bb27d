"""Answers from the warehouse: named questions, any SELECT, a prompt, and the search for words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing

from pipeline.errors import UserError
from pipeline.output import MOST_ROWS, count, print_answer, print_json, print_lines
from pipeline.terminal import draw_table, neutralise
from warehouse.connection import Connection, WarehouseError, open_for_reading
from warehouse.meanings import relations
from warehouse.questions import ask, find_question, questions, split_statements
from warehouse.search import find

PROMPT = "juesuan> "
MORE = "     ...> "
HELP = "a SELECT ends with ;   .questions lists the named questions   .tables lists tables and views   .quit ends"


def run_query(options: argparse.Namespace) -> int:
    """`juesuan query`: the list of questions, or one answer."""
    if options.question is None:
        _list_questions(as_json=options.json)
        return 0
    if options.question.isidentifier():
        # Before the warehouse is opened: a misspelt name is the first thing to say.
        question = find_question(options.question)
        if not options.json and not options.csv:
            print(f"{question.zh}  {question.en}\n")
    with closing(open_for_reading(options.db)) as connection:
        limit = None if options.json or options.csv else MOST_ROWS + 1
        print_answer(ask(connection, options.question, limit), as_json=options.json, as_csv=options.csv)
    return 0


def _list_questions(*, as_json: bool) -> None:
    known = questions().values()
    if as_json:
        print_json([{"name": q.name, "zh": q.zh, "en": q.en} for q in known])
    else:
        width = max(len(q.name) for q in known)
        for question in known:
            print(f"{question.name:<{width}}  {question.zh}\n{'':<{width}}  {question.en}")


def run_sql(options: argparse.Namespace) -> int:
    """`juesuan sql`: a prompt on a terminal; elsewhere a script, which an error ends."""
    with closing(open_for_reading(options.db)) as connection:
        if sys.stdin.isatty():
            _converse(connection)
        else:
            for statement in split_statements(connection, sys.stdin.read()):
                print_answer(ask(connection, statement, MOST_ROWS + 1))
    return 0


def _converse(connection: Connection) -> None:
    print(HELP)
    for entry in _entries():
        try:
            if entry == ".questions":
                _list_questions(as_json=False)
            elif entry == ".tables":
                print_lines(draw_table(["name", "meaning"], [(r.name, r.meaning.text) for r in relations(connection)]))
            elif entry.startswith("."):
                print(HELP)
            elif entry.isidentifier():
                print_answer(ask(connection, entry, MOST_ROWS + 1))
            else:
                for statement in split_statements(connection, entry):
                    print_answer(ask(connection, statement, MOST_ROWS + 1))
        except WarehouseError as error:
            print(neutralise(str(error)), file=sys.stderr)


def _entries() -> Iterator[str]:
    """What is typed: a line that is a command or a name, or lines up to a semicolon. Ends at .quit or end of input."""
    import readline  # noqa: F401 - editing and history of the prompt

    lines: list[str] = []
    while True:
        try:
            line = input(MORE if lines else PROMPT)
        except EOFError:
            print()
            return
        text = line.strip()
        if not lines and text in (".quit", ".exit", "quit", "exit"):
            return
        if text:
            lines.append(line)
        if text.endswith(";") or (len(lines) == 1 and (text.startswith(".") or text.isidentifier())):
            yield "\n".join(lines).strip()
            lines.clear()


def run_find(options: argparse.Namespace) -> int:
    """`juesuan find`: the sections in which all the words stand."""
    words = " ".join(options.words)
    if not words.strip():
        raise UserError("nothing to look for", "give one word or more")
    with closing(open_for_reading(options.db)) as connection:
        hits = find(connection, words, options.limit)
    if options.json:
        print_json(hits)
        return 0
    for hit in hits:
        place = "" if hit.page is None else f", page {hit.page}"
        year = "" if hit.fiscal_year is None else f" {hit.fiscal_year}"
        print(neutralise(f"{hit.org_name or '?'}{year}  {hit.title}"))
        print(f"  {neutralise(hit.snippet)}")
        print(f"  {neutralise(hit.path)}, section {hit.section_id}{place}\n")
    print(count(len(hits), "section") if hits else f"no section holds all of: {neutralise(words)}")
    return 0
