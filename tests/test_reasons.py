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

RAISING = ("UnreadableDocument", "Failure")
"""What carries a reason word as its first argument."""


def words_used() -> Iterator[tuple[str, str]]:
    """Every reason word that stands in the code, with the file."""
    for folder in ("extractors", "pipeline"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISING:
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        yield first.value, path.relative_to(ROOT).as_posix()


def test_every_reason_of_the_code_is_explained() -> None:
    used = list(words_used())
    assert {"needs_ocr", "worker_died", "unreadable_file"} <= {word for word, _ in used}
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
