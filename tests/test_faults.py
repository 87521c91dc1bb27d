"""The fault campaign itself: the same files for the same seed, none of them harmful, and a lost file is noticed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from extractors.extraction import extract
from extractors.readers import read_bytes
from schemas.document import UnreadableDocument
from tests.faults import campaign, catalog
from tests.faults.bombs import _MAKERS
from tests.faults.campaign import Verdict, _account, run_campaign
from tests.faults.catalog import MUTATORS, Faulty, _beginning, good_files, mutant
from tests.faults.fault import Mutator
from tests.faults.tally import tally_lines


def small_sample(form: str) -> bytes:
    return min((_beginning(path) for path in good_files() if path.suffix == f".{form}"), key=len)


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda mutator: mutator.name)
def test_a_damaged_file_is_read_or_refused(mutator: Mutator) -> None:
    random = Random(7)
    for form in mutator.formats:
        content = mutator.apply(small_sample(form), random)
        with suppress(UnreadableDocument):
            extract(read_bytes(content, f"a.{form}"), f"a.{form}", len(content))


def test_the_same_seed_gives_the_same_files() -> None:
    numbers = range(0, 2 * len(MUTATORS), 3)
    first, again = ([mutant(number, 1) for number in numbers] for _ in range(2))
    assert first == again
    assert all(file.content != mutant(file.number, 2).content for file in first)


def test_every_mutator_has_a_name_of_its_own() -> None:
    assert len({mutator.name for mutator in MUTATORS}) == len(MUTATORS)


def test_a_campaign_has_all_bombs_and_all_mutators() -> None:
    made = {name.removeprefix("bomb ") for name in _MAKERS}
    kinds = {mutant(number, 1).mutator.partition(" ")[2] for number in range(len(MUTATORS))}
    assert kinds == {mutator.name for mutator in MUTATORS}
    assert len(made) > 40


FILES = [Faulty(number, "docx truncate", f"{number:06}_truncate.docx", b"x") for number in range(3)]


def event(file: Faulty, action: str, reason: str | None = None) -> dict[str, object]:
    return {"path": f"in/{file.name}", "action": action, "reason": reason, "message": "m", "seconds": "0.5"}


def test_every_file_must_be_accounted_for_once() -> None:
    verdict = Verdict()
    events = [event(FILES[0], "loaded"), event(FILES[1], "quarantined", "damaged"), event(FILES[1], "loaded")]
    _account(FILES, events, verdict)
    assert [each.name for each in verdict.ended] == [FILES[0].name]
    assert verdict.violations == [
        "'000001_truncate.docx': stands 2 times in the events",
        "'000002_truncate.docx': stands 0 times in the events",
    ]


def test_a_bug_and_an_unknown_outcome_are_violations() -> None:
    verdict = Verdict()
    events = [event(FILES[0], "quarantined", "program_error"), event(FILES[1], "gone"), event(FILES[2], "quarantined")]
    _account(FILES, events, verdict)
    assert len(verdict.violations) == 3
    assert "program_error" in verdict.violations[0]


def test_a_small_campaign_loads_the_good_files_as_when_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(campaign, "good_files", lambda: good_files()[2:4])
    monkeypatch.setattr(catalog, "bombs", lambda: iter(()))
    (verdict,) = run_campaign(6, 1, tmp_path, 0, keep=True)
    assert verdict.violations == []
    assert len(verdict.ended) == 6
    lines = "\n".join(tally_lines(verdict.ended))
    assert "flip_bits" in lines and "slowest" in lines


def test_a_good_file_that_is_read_otherwise_is_a_violation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(campaign, "good_files", lambda: good_files()[3:4])
    monkeypatch.setattr(catalog, "bombs", lambda: iter(()))
    monkeypatch.setattr(campaign, "_content", lambda path: {"a" * 64: path.parent.name})
    (verdict,) = run_campaign(1, 1, tmp_path, 0, keep=True)
    assert verdict.violations == ["chunk000000: aaaaaaaaaaaa, a good file, is not loaded as when alone"]
