"""The parts of the narrative stage: folding, tokens, numbers, comparisons, chains, terms, places, sections."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.narrative import Known, read_narrative
from extractors.narrative.chains import scan_chains
from extractors.narrative.comparisons import scan_comparisons
from extractors.narrative.folding import fold_text
from extractors.narrative.known import Directory
from extractors.narrative.numbers import scan_numbers
from extractors.narrative.pipeline import lex
from extractors.narrative.terms import scan_terms
from extractors.outline import Outline
from schemas.catalog import CatalogError
from schemas.wording import spell, wording
from tests.clauses import outline, report

PRINTED = st.text(alphabet="2０9,，.。 　\n“”（）(万元%占比年支出财政拨款其中、；", max_size=60)


@settings(deadline=None)  # the first example builds the pipeline
@given(PRINTED)
def test_every_folded_character_leads_back_to_a_printed_one(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[-1] == len(text)


@settings(deadline=None)  # the first example builds the pipeline
@given(PRINTED)
def test_the_doc_keeps_the_text_and_its_marks_follow_each_other(text: str) -> None:
    doc = lex(text, Directory(Known(), 2022))
    assert doc.text == text
    ends = [m.end for m in doc._.marks]
    assert all(m.start >= end for m, end in zip(doc._.marks[1:], ends, strict=False))


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("“三公”经费 １２.５ 万元", "三公经费12.5万元"),
        ("支出 9 9 9 . 8 3万元", "支出999.83万元"),
        ("1 20 300", "1 20 300"),
        ("农林水支出\n（类）5万元", "农林水支出(类)5万元"),
        ("基本支出5\n万元", "基本支出5万元"),
        ("一、收入\n二、支出", "一、收入\n二、支出"),
        ("支出1,234.5,比上年", "支出1,234.5，比上年"),
        ("支出1，234.50万元，比2021年", "支出1,234.50万元，比2021年"),
        ("2022年，200万元", "2022年，200万元"),
    ],
)
def test_folding(printed: str, folded: str) -> None:
    assert fold_text(printed).text == folded


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1.2022年支出5万元", ["list", "year", "amount"]),
        ("（一）截至2022年12月31日", ["list", "date"]),
        ("财综〔2020〕3号", ["reference"]),
        ("第3批专家12人次，95%以上", ["ordinal", "count", "percent"]),
        ("单价50万元以上通用设备1台（套）", ["equipment", "threshold", "count"]),
        ("提高1.5个百分点，百分之5", ["points", "percent"]),
        ("组织两个团组", ["count"]),
        ("监督索引号53230102407318", ["reference"]),
        ("1720.00万，其中", ["amount"]),
    ],
)
def test_numbers(text: str, kinds: list[str]) -> None:
    assert [n.kind for n in scan_numbers(fold_text(text).text)] == kinds


def test_amounts_come_in_the_base_unit() -> None:
    values = [n.base_value for n in scan_numbers("1.26亿元，3,400.5万元，7元，0.5‰，2万人")]
    assert values == [Decimal(126000000), Decimal(34005000), Decimal(7), Decimal("0.05"), Decimal(20000)]


@pytest.mark.parametrize(
    ("text", "year", "prior", "measure"),
    [
        ("比2021年度决算数减少", 2021, False, "final"),
        ("较2025年财政拨款三公经费年初预算增加", 2025, False, "initial_budget"),
        ("与上年相比，", None, True, None),
        ("比2019年(疫情前)决算数减少", 2019, False, "final"),
        ("同比下降", None, True, None),
        ("决算数较预算数减少", None, False, "budget"),
    ],
)
def test_comparisons(text: str, year: int | None, prior: bool, measure: str | None) -> None:
    (found,) = scan_comparisons(text)
    assert (found.year, found.prior, found.measure) == (year, prior, measure)


def test_a_share_is_no_comparison() -> None:
    assert list(scan_comparisons("占比2.5%，人员经费与公用经费")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("社会保障和就业支出(类)行政事业单位养老支出(款)行政单位离退休(项)", "2080501"),
        ("社会保障和就业(类)行政事业单位离退休(款)行政单位离退休(项)", "2080501"),
        ("一般公共服务支出(类)财政事务款)事业运行(项)", "2010650"),
        ("主要用于卫生健康支出(类)", "210"),
        ("2080501-行政单位离退休30万元", "2080501"),
        ("行政单位离退休(2080501)30万元", "2080501"),
        ("住房保障支出(221类)", "221"),
        ("住房保障支出(类)住房改革支出(款)住房公积全(项)", "2210201"),
    ],
)
def test_chains_resolve(text: str, code: str) -> None:
    (chain,) = scan_chains(text, Directory(Known(), 2022))
    assert chain.code == code


def test_an_ambiguous_name_keeps_its_candidates() -> None:
    (chain,) = scan_chains("行政运行(项)", Directory(Known(), 2022))
    assert chain.code is None
    assert len(chain.candidates) > 10


def test_the_reports_own_rows_settle_an_ambiguous_name() -> None:
    known = Known(rows=(("2010801", "行政运行"),))
    (chain,) = scan_chains("行政运行(项)", Directory(known, 2022))
    assert chain.code == "2010801"


def test_a_code_that_disagrees_with_its_name_is_no_chain() -> None:
    assert list(scan_chains("绿化工程(2080501)", Directory(Known(), 2022))) == []


def test_terms_take_the_longest_form_outside_claimed_text() -> None:
    assert [w.text for w in scan_terms("公务用车购置及运行维护费支出")] == ["公务用车购置及运行维护费支出"]
    assert [w.text for w in scan_terms("末在职人员编制", bytes((1, 0, 0, 0, 0, 0, 0)))] == ["在职人员编制"]


def test_forms_spell_their_options() -> None:
    assert sorted(spell("<收|支>[总]额")) == ["支总额", "支额", "收总额", "收额"]


def test_a_wrong_lexicon_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemas.wording.load_toml", lambda path: {"label": [{"forms": ["x"]}]})
    wording.cache_clear()
    with pytest.raises(CatalogError, match=r"concepts.toml: label\[0\]: names no concept"):
        wording()
    monkeypatch.undo()
    wording.cache_clear()


def test_facts_stand_where_they_are_printed() -> None:
    text = "2022年 支出合计 １２.５０ 万元，与上年持平。"
    reading = read_narrative(outline(text), report("final_account", 2022), Known())
    stated, same = reading.facts
    assert text[stated.char_start : stated.char_end] == stated.value_reported == "１２.５０"
    assert (stated.unit_reported, stated.decimals, stated.value) == ("万元", 2, Decimal(125000))
    assert (same.value_reported, same.unit_reported, same.measure) == ("持平", None, "change")
    assert text[same.char_start : same.char_end] == "持平"


def test_mentions_say_why_a_number_is_no_fact() -> None:
    text = "1.2022年本单位无此项支出。认领事项58项，编号〔2020〕3号，单价50万元以上设备0台。"
    reading = read_narrative(outline(text), report("final_account", 2022), Known())
    assert [m.reason for m in sorted(reading.mentions, key=lambda m: m.char_start or 0)] == [
        "numbering", "date", "stated_absent", "no_concept", "reference", "threshold", "threshold", None,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["contents", "cover", "glossary"])
def test_only_body_sections_state_figures(kind: str) -> None:
    section = outline("2022年支出合计12.50万元。").sections[0]
    given_kind = replace(section, kind=kind)  # type: ignore[arg-type]
    reading = read_narrative(Outline((given_kind,), ()), report("final_account", 2022), Known())
    assert reading.facts == ()
    assert len(reading.mentions) == 2


def test_item_lines_of_a_fiscal_section_follow_the_reports_tables() -> None:
    text = "住房保障支出（类）住房改革支出（款）住房公积金（项）5万元。"
    funds = MappingProxyType({("2210201", Decimal(50000)): frozenset(("general_public",))})
    heading = "财政拨款支出决算情况"
    (alone,) = read_narrative(outline(text, heading), report("final_account", 2022), Known()).facts
    (settled,) = read_narrative(outline(text, heading), report("final_account", 2022), Known(funds=funds)).facts
    assert (alone.fund, settled.fund) == ("fiscal", "general_public")


def test_projects_of_a_budget_are_mentions() -> None:
    text = "防汛物资项目绩效自评综述：项目全年预算数7.00万元。"
    reading = read_narrative(outline(text), report("budget", 2026), Known())
    assert reading.facts == ()
    assert [m.subject for m in reading.mentions if m.value == 70000] == ["防汛物资"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2.河道整治项目19.50万元，主要用于清淤。", "河道整治项目"),
        ("5.信息化项目（运行维护）8.20万元，主要用于驻点服务。", "信息化项目(运行维护)"),
        ("说明如下：\n19.50万元。", None),
    ],
)
def test_a_mention_names_the_whole_words_before_it(text: str, subject: str | None) -> None:
    reading = read_narrative(outline(text, "某市园林局"), report("budget", 2026), Known())
    (mention,) = [m for m in reading.mentions if m.reason == "no_concept"]
    assert mention.subject == subject
