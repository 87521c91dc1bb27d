"""What the documents say is so: commands, targets, queries, names and links exist; printed output is the real one.

`make golden` writes the output of the console blocks anew.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, build_parser
from tests.conftest import SampleWarehouse, call_juesuan
from tests.shared import ROOT
from warehouse.connection import open_for_reading, open_in_memory
from warehouse.meanings import relations
from warehouse.questions import ask, find_question

READMES = (ROOT / "README.md", ROOT / "README.zh.md")
DOCUMENTS = (*READMES, *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, re.MULTILINE))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, kind: str) -> list[str]:
    """The fenced blocks of that kind."""
    return [body for found, body in BLOCK.findall(path.read_text(encoding="utf-8")) if found == kind]


def inline_codes(path: Path) -> set[str]:
    return set(INLINE.findall(BLOCK.sub("", path.read_text(encoding="utf-8"))))


def commands(path: Path) -> list[list[str]]:
    """Every command that the document shows, in words."""
    lines = [line for body in blocks(path, "sh") for line in body.splitlines()]
    lines += [
        line.removeprefix("$ ") for body in blocks(path, "console") for line in body.splitlines() if line[:2] == "$ "
    ]
    lines += [code for code in inline_codes(path) if re.match(r"(make|juesuan) [a-z]", code)]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def run_console(command: str, samples: SampleWarehouse) -> str:
    """The output of a documented command, run in the folder of the samples."""
    words = shlex.split(command)
    if words == ["make"]:
        answer = re.search(r"^\t@.*juesuan (query \w+)", MAKEFILE, re.MULTILINE)
        assert answer is not None
        assert samples.made.returncode == 0, f"a sample was set aside: {samples.made.stdout}"
        return samples.made.stdout + "\n" + run_console(f"juesuan {answer[1]}", samples)
    assert words[0] == "juesuan", f"a console block runs make or juesuan, not {words[0]}"
    done = call_juesuan(*words[1:], cwd=samples.home)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fill_console(text: str, samples: SampleWarehouse) -> str:
    """The document with the real output under every command of its console blocks."""

    def fill(block: re.Match[str]) -> str:
        if block[1] != "console":
            return block[0]
        shown = [line for line in block[2].splitlines() if line.startswith("$ ")]
        body = "".join(f"{line}\n{run_console(line.removeprefix('$ '), samples)}" for line in shown)
        return f"```console\n{body}```"

    return BLOCK.sub(fill, text)


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_printed_output_is_the_real_one(path: Path, samples: SampleWarehouse, request: pytest.FixtureRequest) -> None:
    actual = fill_console(path.read_text(encoding="utf-8"), samples)
    if request.config.getoption("--golden"):
        path.write_text(actual, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == actual, "make golden writes the real output into it"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_command_exists(path: Path) -> None:
    for words in commands(path):
        program, *arguments = words
        if program == "make":
            targets = [word for word in arguments if "=" not in word]
            assert set(targets) <= TARGETS, words
        elif program == "juesuan":
            if "..." not in arguments:
                build_parser().parse_args(arguments)
        else:
            assert program in ("git", "cd"), f"{words}: neither make nor juesuan"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_query_runs(path: Path, samples: SampleWarehouse) -> None:
    asked = [words[2] for words in commands(path) if words[:2] == ["juesuan", "query"] and len(words) > 2]
    asked = [query for query in asked if not query.startswith("<")]
    with closing(open_for_reading(samples.path)) as connection:
        for query in [*asked, *blocks(path, "sql")]:
            if query.strip().isidentifier():
                find_question(query.strip())
            assert ask(connection, query).rows, query


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_view_that_is_named_exists(path: Path) -> None:
    with closing(open_in_memory()) as connection:
        known = {relation.name for relation in relations(connection)}
    assert {code for code in inline_codes(path) if re.fullmatch(r"v_\w+", code)} <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_and_path_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
    paths = {
        code
        for code in inline_codes(path)
        if re.match(r"(pipeline|warehouse|extractors|schemas|samples|tests|docs)/", code)
    }
    assert [code for code in paths if "<" not in code and not list(matching(code))] == []


def matching(code: str) -> Iterator[Path]:
    """The files that a path in a document means; it may hold a star."""
    return ROOT.glob(code.rstrip("/"))


def test_the_readmes_say_the_same() -> None:
    english, chinese = ([[word for word in words if word != "#"] for words in commands(path)] for path in READMES)
    assert english == chinese


def test_the_readme_names_every_command_and_the_help_every_target() -> None:
    shown = {words[1] for words in commands(READMES[0]) if words[0] == "juesuan"}
    assert shown == set(COMMANDS)
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == TARGETS


def test_make_help_explains_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    explained = {line.split()[1] for line in said[1:] if len(line.split()) > 2}
    assert said[0].startswith("make  ")
    assert explained == TARGETS - {"all"}


def test_exit_statuses_are_documented() -> None:
    for path in READMES:
        assert re.search(r"0 .*1 .*2 .*3 ", path.read_text(encoding="utf-8").replace("；", " ").replace("，", " "))
