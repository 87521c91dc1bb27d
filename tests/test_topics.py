"""Headings as data: printed numbers, and the section families that titles name."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.outline import topics
from extractors.outline.numbering import read_numbering
from extractors.outline.topics import find_topic
from schemas.catalog import CatalogError


@pytest.mark.parametrize(
    ("text", "scheme", "number", "ordinal", "rest"),
    [
        ("第一部分 部门概况", "part", "第一部分", 1, "部门概况"),
        ("第3部分：名词解释", "part", "第3部分", 3, "名词解释"),
        ("十二、政府采购情况", "cn", "十二", 12, "政府采购情况"),
        ("( 三 )支出情况", "cn_paren", "（三）", 3, "支出情况"),
        ("1、收入决算情况说明", "arabic", "1", 1, "收入决算情况说明"),
        ("９．资金使用", "arabic", "９", 9, "资金使用"),
        ("（2）项目支出", "arabic_paren", "（2）", 2, "项目支出"),
        ("2.1 收入情况", "dotted", "2.1", 1, "收入情况"),
        ("附件2：报告", "annex", "附件2", 2, "报告"),
    ],
)
def test_numbers_are_read(text: str, scheme: str, number: str, ordinal: int, rest: str) -> None:
    numbering = read_numbering(text)
    assert numbering is not None
    assert (numbering.scheme, numbering.number, numbering.ordinal) == (scheme, number, ordinal)
    assert text[numbering.end :] == rest


@pytest.mark.parametrize(
    "text", ["12.5万元", "2023年度", "（2023年度）", "2010301 行政运行", "一般公共服务支出", "附件材料"]
)
def test_amounts_and_dates_are_no_numbers(text: str) -> None:
    assert read_numbering(text) is None


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("收入支出决算总体情况说明", "n1"),
        ("2023年度收入支出总体情况", "n1"),
        ("关于2023年度预算绩效情况的说明", "n10"),
        ("一般公共预算财政拨款支出决算具体情况", "n5.3"),
        ("财政拨款三公经费支出决算情况说明", "n7"),
        ("财政拨款“三公”经费支出决算情况说明", "n7"),
        ("政拨款收入支出决算总体情况说明", "n4"),
        ("剑阁县审计局概况", "part.overview"),
        ("剑阁县审计局2022年度部门决算表", "part.tables"),
        ("部门（单位）概况", "part.overview"),
        ("专业名词解释", "part.glossary"),
        ("收入决算表", None),
        ("承办上级机关交办的其他事项", None),
    ],
)
def test_topics_are_known_by_their_wording(title: str, topic: str | None) -> None:
    found = find_topic(title)
    assert (found and found.id) == topic


@pytest.mark.parametrize(
    ("title", "fund"),
    [("政府性基金预算支出决算情况说明", "gov_fund"), ("国有资本经营预算情况", "state_capital"), ("主要职能", "")],
)
def test_a_topic_knows_its_fund(title: str, fund: str) -> None:
    found = find_topic(title)
    assert found is not None
    assert topics.topic(found.id).fund == fund


def test_an_unknown_wording_is_guessed_by_its_word_only_if_one_fits() -> None:
    guessed = topics.guess_topic("部门“三公”经费增减变化原因说明")
    assert guessed is not None
    assert guessed.id == "n7"
    assert topics.guess_topic("政府采购及国有资产情况") is None
    assert topics.guess_topic("政府采购明细表") is None


def test_a_bad_declaration_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = tmp_path / "sections.toml"
    text = topics.SECTIONS.read_text(encoding="utf-8")
    bad.write_text(text + '\n[[topic]]\nid = "n99"\nlevel = 2\ntitles = ["收入决算情况说明"]\n', encoding="utf-8")
    monkeypatch.setattr(topics, "SECTIONS", bad)
    topics._load.cache_clear()
    try:
        with pytest.raises(CatalogError, match=r"n99.*n2"):
            find_topic("概况")
    finally:
        monkeypatch.undo()
        topics._load.cache_clear()
