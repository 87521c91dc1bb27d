"""The house stands: imports point down, one importer of duckdb, short modules, one broad except."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT

FLOORS = ("schemas", "extractors", "warehouse", "pipeline")
MODULES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
LONGEST_MODULE = 320
THE_BROAD_EXCEPT = "pipeline/reading.py"
# The warehouse loads rows, whatever extracted them: it knows the record types only.
MAY_IMPORT = {
    "schemas": {"schemas"},
    "extractors": {"schemas", "extractors"},
    "warehouse": {"schemas", "warehouse"},
    "pipeline": {"schemas", "extractors", "warehouse", "pipeline"},
}


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def misplaced_imports(floor: str, source: str) -> list[str]:
    """The imports of a module of that floor that point up, or to duckdb from outside the warehouse."""
    found = []
    for name in imported_names(ast.parse(source)):
        top = name.partition(".")[0]
        if (top in FLOORS and top not in MAY_IMPORT[floor]) or (top == "duckdb" and floor != "warehouse"):
            found.append(name)
    return found


def broad_excepts(source: str) -> list[int]:
    """Lines of the handlers that catch everything."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(c is None or (isinstance(c, ast.Name) and c.id in ("Exception", "BaseException")) for c in caught):
                lines.append(node.lineno)
    return lines


def swallowed_errors(source: str) -> list[int]:
    """Lines of the handlers that only pass."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]


def floor_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    assert misplaced_imports(floor_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_one_broad_except_in_the_whole_program() -> None:
    found = {name_of(path): broad_excepts(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: len(lines) for name, lines in found.items() if lines} == {THE_BROAD_EXCEPT: 1}


def test_no_error_is_swallowed() -> None:
    found = {name_of(path): swallowed_errors(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("floor", "source", "misplaced"),
    [
        ("schemas", "from extractors.amounts import fold", ["extractors.amounts"]),
        ("extractors", "import warehouse.load", ["warehouse.load"]),
        ("pipeline", "import duckdb", ["duckdb"]),
        ("warehouse", "import duckdb\nfrom schemas.records import Fact", []),
    ],
)
def test_the_check_of_imports_finds(floor: str, source: str, misplaced: list[str]) -> None:
    assert misplaced_imports(floor, source) == misplaced


def test_the_check_of_excepts_finds() -> None:
    assert broad_excepts("try:\n    f()\nexcept (OSError, Exception):\n    pass") == [3]
    assert broad_excepts("try:\n    f()\nexcept:\n    pass") == [3]
    assert swallowed_errors("try:\n    f()\nexcept OSError:\n    pass") == [3]


@pytest.mark.parametrize("package", sorted(p.parent.name for p in (ROOT / "extractors").glob("*/__init__.py")))
def test_each_extractor_can_be_imported_first(package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import extractors.{package}"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
