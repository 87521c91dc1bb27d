"""Every reason for which a file is set aside is explained, with what to do, in the code's list and in the manual."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline.reasons
from pipeline.reasons import reasons
from schemas.catalog import CatalogError
from tests.shared import ROOT

CARRIERS = {"UnreadableDocument": 0, "Failure": 0, "Broken": 0, "Lost": 0, "_skip": 2}
"""What carries a reason word, and as which of its arguments."""


def words_used() -> Iterator[tuple[str, str]]:
    """Every reason word that stands in the code, with the file."""
    for folder in ("extractors", "pipeline"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = path.relative_to(ROOT).as_posix()
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CARRIERS:
                    carried = node.args[CARRIERS[node.func.id] :][:1]
                    yield from ((word, name) for part in carried if (word := constant(part)))
                elif isinstance(node, ast.Dict) and folder == "pipeline":
                    pairs = (ast.Tuple([word or says, says]) for word, says in zip(node.keys, node.values, strict=True))
                    yield from ((constant(pair.elts[0]), name) for pair in pairs if is_reason(pair))
                elif isinstance(node, ast.Tuple) and folder == "pipeline" and is_reason(node):
                    yield constant(node.elts[0]), name


def is_reason(pair: ast.Tuple) -> bool:
    """Whether it is a word with its sentence: ("too_large", f"{size} bytes; split the file")."""
    word, *rest = pair.elts or [pair]
    sentences = bool(rest) and all(isinstance(part, ast.JoinedStr) or " " in constant(part) for part in rest)
    return re.fullmatch(r"[a-z]+(_[a-z]+)+", constant(word)) is not None and sentences


def constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_reason_of_the_code_is_explained() -> None:
    used = list(words_used())
    assert {"needs_ocr", "unreadable_file", "worker_died"} <= {word for word, _ in used}
    assert [(word, path) for word, path in used if word not in reasons()] == []


def test_every_reason_stands_in_the_manual_as_the_report_says_it() -> None:
    manual = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", manual, re.MULTILINE))
    expected = {word: f"{reason.en} | {reason.do_en}" for word, reason in reasons().items()}
    assert {word: rows.get(word) for word in expected} == expected


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('[odd]\nzh = "怪"\nen = "odd"\ndo_zh = "看"', "needs zh, en, do_zh, do_en and nothing else"),
        ('[odd]\nzh = "怪"\nen = "odd"\ndo_zh = "看"\ndo_en = ""', "needs texts"),
        ('odd = "odd"', "nothing else"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, why: str
) -> None:
    path = tmp_path / "reasons.toml"
    path.write_text(entry, encoding="utf-8")
    monkeypatch.setattr(pipeline.reasons, "REASONS", path)
    with pytest.raises(CatalogError, match=f"reasons.toml: odd: .*{why}"):
        reasons.__wrapped__()
