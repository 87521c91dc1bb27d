"""The words that should not stand in a report: which sentences are told, which honest ones are not, and where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from schemas.catalog import CatalogError
from schemas.words import phrases, read_phrase
from tests.figures import read_figures
from tests.warehouses import empty_warehouse
from warehouse.checks import checks
from warehouse.connection import Connection
from warehouse.judging import audit
from warehouse.load import Loader

TOLD = {
    "公务接待费支出XX万元。": "template_leftover",
    "全年接待××批次。": "template_leftover",
    "支出决算为○○万元。": "template_leftover",
    "共有车辆**辆。": "template_leftover",
    "截至20XX年12月31日，共有车辆4辆。": "template_leftover",
    "收、支总计各增加万元，增长%。": "template_leftover",
    "比上年增加/减少3.20万元。": "template_leftover",
    "比上年增加（减少）3.20万元。": "template_leftover",
    "决算数大于（小于）预算数的主要原因是项目增加。": "template_leftover",
    "决算数大小于预算数的主要原因是项目增加。": "template_leftover",
    "支出决算数比2022年度减增加2.90万元。": "template_leftover",
    "接待费预算0万元，与2022年预算增加持平。": "template_leftover",
    "（绩效目标管理工作情况，以及项目数量、预算金额等）": "template_leftover",
    "主要是…（收入类型）等。": "template_leftover",
    "（不涉及的部门不列）": "template_leftover",
    "（请根据部门实际情况填写）": "template_leftover",
    "无收支的，仍保留该表格式，并在本表下方作下述说明：": "template_leftover",
    "公务接待费支出决算0万元%；": "unit_doubled",
    "支出决算12.50万元万元。": "unit_doubled",
    "完成预算的98.69%%。": "unit_doubled",
    "因公出国（境）经费支出0万元0。": "unit_doubled",
    "支出决算数为332.77，完成预算97.89%。": "unit_missing",
    "占本年支出合计的88.31。": "unit_missing",
    "教育支出(类)12.00万元，占 8.31;卫生健康支出(类)6.00万元，占4.16%。": "unit_missing",
    "其中：执法执勤用车0。": "unit_missing",
    "因公出国（境）支出决算比2022年减少1.20万。": "unit_missing",
    "收入增加3.20万元，，主要原因是人员增加。": "doubled_punctuation",
    "收入增加3.20万元。。": "doubled_punctuation",
    "收入比上年增加增加3.20万元。": "doubled_word",
    "林区主管的的专项资金1个。": "doubled_word",
}
HONEST = (
    "协调13个部门（单位）落实责任。",
    "二○○八年设立，二〇一九年更名。",
    "配备5G+VR设备、XXL号工作服和A0202XX类资产。",
    "单位：万元，金额单位为万元。",
    "收支增减变动情况：增加3.20万元，增长2.86%。",
    "完成预算0万元的--%（基数为0，不可比）。",
    "主要是教育收费……其他收入。",
    "无政府性基金预算财政拨款收支，故本表无数据。",
    "参保人数10.5万，满意度95.20分，接待15人次。",
    "支出决算12.50万元（占98.69%），其中：基本支出1.00万元、项目支出11.50万元。",
    "在编制2023年预算时，请各县市区配合。",
    "（如有不同意见，可提出复议）。",
    "“三公”经费：指因公出国（境）费、公务接待费。”",
    "项目支出支出决算12.50万元，部门预算预算数10.00万元，基本达到目的的1个。",
    "占地12.50亩;收支总计各增加3.20万元，增减变动原因是人员增加。",
)


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Connection]:
    with empty_warehouse() as connection:
        extractions = []
        for at, sentence in enumerate((*TOLD, *HONEST)):
            lines = [f"section s1 情况说明 :: 前文一句。{sentence}", "text all other_income final 8万元 section=s9"]
            extractions += read_figures(lines, f"words{at}")
        blank = [f"section s{at} 情况说明 :: 支出XX万元。" for at in range(1, 20)]
        extractions += read_figures(blank, "blank")
        cells = [
            "table t9 绩效目标表 :: 指标 | 值 // 指标1：…… | XX%",
            "table t8 绩效目标表 :: 指标 | 值 // 数量 | XX% // 金额 | 12.50",
        ]
        extractions += read_figures(cells, "cells")
        assert {o.action for o in Loader(connection).load(extractions)} == {"loaded"}
        audit(connection)
        yield connection


def findings(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """By the example's name: rule and place of every finding of the word checks."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, rule, place in connection.execute(
        "SELECT path, rule_id, place FROM finding JOIN document USING (doc_id) "
        "WHERE rule_id IN (SELECT rule_id FROM word_judgement) ORDER BY ALL"
    ).fetchall():
        found[path.split("/")[-2]].append((rule, place))
    return found


@pytest.mark.parametrize(("at", "sentence"), list(enumerate(TOLD)), ids=list(TOLD))
def test_a_wrong_sentence_is_told_by_one_check_at_its_place(at: int, sentence: str, warehouse: Connection) -> None:
    found = findings(warehouse)[f"words{at}"]
    assert {rule for rule, _ in found} == {TOLD[sentence]}
    text = f"前文一句。{sentence}"
    for _, place in found:
        section, start, end, _ = place.split("/")
        assert section == "s1" and 5 <= int(start) < int(end) <= len(text)


@pytest.mark.parametrize(("at", "sentence"), list(enumerate(HONEST, len(TOLD))), ids=HONEST)
def test_an_honest_sentence_is_not_told(at: int, sentence: str, warehouse: Connection) -> None:
    assert findings(warehouse)[f"words{at}"] == []


def test_a_blank_template_is_told_once_for_each_kind(warehouse: Connection) -> None:
    found = findings(warehouse)["blank"]
    assert [rule for rule, _ in found] == ["template_leftover"]


def test_a_form_without_numbers_is_blank_and_no_leftover(warehouse: Connection) -> None:
    assert findings(warehouse)["cells"] == [("template_leftover", "t8/1/1/letters")]


def test_a_report_without_such_words_passes_every_word_check(warehouse: Connection) -> None:
    outcomes = warehouse.execute(
        "SELECT DISTINCT outcome FROM check_outcome JOIN document USING (doc_id) "
        "WHERE path LIKE ? AND rule_id IN (SELECT rule_id FROM word_judgement)",
        [f"%words{len(TOLD)}/%"],
    ).fetchall()
    assert outcomes == [("pass",)]


def test_every_phrase_belongs_to_a_check_and_every_entry_is_checked() -> None:
    assert {phrase.check for phrase in phrases()} <= {check.id for check in checks()}
    good = {"check": "a", "kind": "b", "zh": "甲", "en": "a", "in": ["text"], "pattern": "X+"}
    assert read_phrase(good, 1, "words.toml").pattern == "X+"
    for change, key in (
        ({"pattern": "("}, "pattern"), ({"pattern": "X*"}, "pattern"), ({"in": ["page"]}, "in"),
        ({"zh": ""}, "zh"), ({"severity": "error"}, "severity"),
    ):  # fmt: skip
        with pytest.raises(CatalogError) as caught:
            read_phrase(good | change, 3, "words.toml")
        assert caught.value.key == f"phrase 3.{key}"
