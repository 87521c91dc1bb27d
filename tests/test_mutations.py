"""A floor under what the audit sees of wrong figures and words; `make eval` prints the whole table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.extraction import extract
from extractors.readers import read
from tests.bench.large import SAMPLES
from tests.mutations.__main__ import share_told, tally
from tests.mutations.breeding import breed
from tests.mutations.judging import Verdict, judge

CHOSEN = (
    "changshan_jinghe_2022_final_account.docx", "changshan_jinghe_2023_final_account_columns.txt",
    "bole_tianlu_2022_final_account.docx", "yueyang_shuiyun_2022_final_account.docx", "wuxi_yunfan_2023_budget.docx",
)  # fmt: skip
EACH, SEED = 3, 7
FLOOR, RIGHT = 0.9, 0.75


@pytest.fixture(scope="module")
def judged() -> tuple[list[Verdict], list[tuple[str, str, str]]]:
    paths = [Path(SAMPLES / name) for name in CHOSEN]
    extractions = [extract(read(path), path.name, path.stat().st_size) for path in paths]
    return judge(extractions, breed(extractions, EACH, SEED))


def test_nothing_is_found_in_the_samples_as_they_are(judged: tuple[list[Verdict], list[tuple[str, str, str]]]) -> None:
    assert judged[1] == []


def test_most_wrong_figures_that_have_a_partner_are_found(
    judged: tuple[list[Verdict], list[tuple[str, str, str]]],
) -> None:
    verdicts = judged[0]
    count = Counter(verdict.how for verdict in verdicts)
    unseen = [f"{v.mutant.kind}: {v.mutant.note}" for v in verdicts if v.how == "silent"]
    assert len(verdicts) >= 120
    assert share_told(count) >= FLOOR, unseen
    assert count["caught"] / (len(verdicts) - count["no partner"]) >= RIGHT, tally(verdicts)
