"""What may and may not stand in the repository: no index, no machine's paths, a complete lock, true packages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from setuptools import find_packages

from tests.shared import ROOT

FLOORS = ("pipeline", "extractors", "schemas", "warehouse")
LARGEST_FILE = 600 * 1024
# Written so that this file does not find itself.
FORBIDDEN = {
    "an index address": r"--(?:extra-)?index-ur[l]|--find-link[s]|(?:index-url|registry)\s*=|fil[e]://|pypi\.or[g]/simple",
    "a path of a machine": r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]|tm[p]|Users|opt)/\w",
}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def tracked_files() -> list[Path]:
    """The files under version control; where there is no git (an unpacked archive), the ones that are not ignored."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    skipped = {".venv", "data", "build", "__pycache__"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(d.startswith(".") or d in skipped for d in p.parts)]


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared_packages() -> set[str]:
    project = PYPROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return {normalise(re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]) for line in lines}


def locked_packages() -> set[str]:
    return {normalise(name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK, re.MULTILINE)}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_tracked_files_name_no_machine(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" in data[:8192]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an index address", "--extra-index-" + "url https://example.org"),
        ("an index address", "fi" + "le:///somewhere"),
        ("a path of a machine", "open('/tm" + "p/x')"),
    ],
)
def test_the_search_finds(what: str, line: str) -> None:
    assert re.search(FORBIDDEN[what], line)


def test_tracked_files_are_small() -> None:
    large = [str(p.relative_to(ROOT)) for p in tracked_files() if p.stat().st_size > LARGEST_FILE]
    assert large == []


def imported_modules(folders: tuple[str, ...]) -> set[str]:
    """The top names of every absolute import below the folders."""
    found = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {*FLOORS, "samples", "tests"}


def packages_of(modules: set[str]) -> set[str]:
    """The packages that hold the modules; a module of no installed package is its own name."""
    owners = packages_distributions()
    return {normalise(owners.get(module, [module])[0]) for module in modules}


def test_every_import_is_a_declared_package() -> None:
    extras = {name: lines for name, lines in PYPROJECT["project"]["optional-dependencies"].items() if name != "dev"}
    lines = [*PYPROJECT["project"]["dependencies"], *chain.from_iterable(extras.values())]
    runtime = {normalise(re.split(r"[<>=]", line, maxsplit=1)[0]) for line in lines}
    assert packages_of(imported_modules(FLOORS)) - runtime == set()
    assert packages_of(imported_modules(("samples", "tests"))) - declared_packages() == set()


def test_every_declared_package_is_locked_with_hashes() -> None:
    assert declared_packages() - locked_packages() == set()
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_pretrained_model_is_a_dependency() -> None:
    assert not any(name.startswith(("zh-", "en-", "xx-")) for name in locked_packages())


def test_the_packages_that_are_installed_are_the_floors() -> None:
    chosen = find_packages(str(ROOT), include=PYPROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
    with_code = {
        ".".join(path.parent.relative_to(ROOT).parts) for floor in FLOORS for path in (ROOT / floor).rglob("*.py")
    }
    assert set(chosen) == with_code


def test_data_files_travel_with_the_package() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    kinds = {pattern.rpartition(".")[2] for pattern in patterns}
    data = {
        path.suffix.lstrip(".")
        for floor in ("extractors", "schemas", "warehouse")
        for path in (ROOT / floor).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert data - kinds == set()
