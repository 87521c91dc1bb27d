"""Targets and results in words: their operator, value, unit and period."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.forms.targets import QUALITATIVE, RANGE, Target, find_quantities, parse_target
from schemas.catalog import CatalogError
from schemas.measures import OPERATORS, TargetWords, target_words


def target(operator: str | None, value: str | None, unit: str | None, period: str | None = None) -> Target:
    return Target(operator, None if value is None else Decimal(value), unit, period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥320人次", target("≥", "320", "人次")),
        ("≧60万人次", target("≥", "60", "万人次")),
        ("＞98％", target(">", "98", "%")),
        ("< 90 %", target("<", "90", "%")),
        ("＝100%", target("=", "100", "%")),
        ("100%", target("=", "100", "%")),
        ("126.5公里", target("=", "126.5", "公里")),
        ("1,240,000", target("=", "1240000", None)),
        ("不低于95%", target("≥", "95", "%")),
        ("不得超过3件", target("≤", "3", "件")),
        ("控制在90%以内", target("≤", "90", "%")),
        ("95%以上", target("≥", "95", "%")),
        ("约6类", target("≈", "6", "类")),
        ("10余次", target(">", "10", "次")),
        ("两次", target("=", "2", "次")),
        ("不少于三场", target("≥", "3", "场")),
        ("-5%", target("=", "-5", "%")),
        ("≤2.91元/件", target("≤", "2.91", "元/件")),
        ("500元/人/月", target("=", "500", "元/人/月")),
        ("每年≥20场", target("≥", "20", "场/年")),
        ("补助标准每次每人400元", target("=", "400", "元/次/人")),
        ("完成率100%", target("=", "100", "%")),
        ("15.5亿元", target("=", "15.5", "亿元")),
        ("10-15项", target(RANGE, None, "项")),
        ("全年支出33.9万元。", target("=", "33.9", "万元")),
        ("两年1次", target("=", "1", "次/两年")),
        ("≥6篇次", target("≥", "6", "篇次")),
        ("2项（2项基础培训）", target("=", "2", "项")),
        ("打印纸、墨盒等费用，预计3万元。", target("=", "3", "万元")),
        ("支出30.5万元，结余5.2万元", target("=", "30.5", "万元")),
        ("巡护河道新增里程（公里）≥20", target("≥", "20", None)),
    ],
)
def test_one_quantity_is_read(text: str, expected: Target) -> None:
    assert parse_target(text, name="巡护河道新增里程") == expected


@pytest.mark.parametrize(
    ("text", "operator", "period"),
    [
        ("2020年1月至2020年12月", "=", "2020-01/2020-12"),
        ("2020年1-12月", "=", "2020-01/2020-12"),
        ("2020年1月1日至2020年12月30日", "=", "2020-01-01/2020-12-30"),
        ("2021年12月底", "≤", "2021-12"),
        ("2022年6月30日前", "≤", "2022-06-30"),
        ("12月底前", "≤", "2023-12"),
        ("全年", "=", "2023"),
        ("1月1日-12月31日", "=", "2023-01-01/2023-12-31"),
        ("2022年5月1日-2022", "=", "2022-05-01/2022"),
        ("2022.12", "=", "2022-12"),
        ("2022.1.1-2023.12.30", "=", "2022-01-01/2023-12-30"),
        ("12/15/2022", "=", "2022-12-15"),
    ],
)
def test_periods_are_dates_of_iso_8601(text: str, operator: str, period: str) -> None:
    assert parse_target(text, 2023) == Target(operator, None, None, period)


def test_a_number_far_from_the_year_of_the_report_is_no_date() -> None:
    assert parse_target("2022.12", 1999) == parse_target("2022.12") == target("=", "2022.12", None)


def test_a_deadline_without_a_year_stays_without_one() -> None:
    assert parse_target("12月底前").period == "--12"


def test_the_year_of_an_amount_is_its_period() -> None:
    assert parse_target("2020年预算资金39.6万元") == target("=", "39.6", "万元", "2020")


@pytest.mark.parametrize(
    "text", ["健全", "定性", "达到预期要求", "每月核算", "长期", "优", "《“健康云溪2030”规划》要求"]
)
def test_words_alone_are_qualitative(text: str) -> None:
    assert parse_target(text) == Target(QUALITATIVE)


@pytest.mark.parametrize("text", ["", " ", "—", "/", "-"])
def test_a_blank_cell_states_nothing(text: str) -> None:
    assert parse_target(text) == Target()


@pytest.mark.parametrize(
    "text",
    ["完成12宗，节约资金20.5万元", "3项（其中1项基础培训）", "预计购置打印纸等耗材，共3箱", "五年规划，预计3次，共2次"],
)
def test_a_sentence_of_several_quantities_gives_no_value(text: str) -> None:
    assert parse_target(text).value is None
    assert parse_target(text).operator is None


def test_every_number_of_a_text_is_found() -> None:
    found = [(q.value, q.unit) for q in find_quantities("完成12宗，节约资金20.5万元，满意度≥95%")]
    assert found == [(Decimal(12), "宗"), (Decimal("20.5"), "万元"), (Decimal(95), "%")]


def test_a_range_has_one_unit() -> None:
    assert [(q.value, q.upper, q.unit) for q in find_quantities("3个至5个")] == [(Decimal(3), Decimal(5), "个")]
    assert [(q.value, q.unit) for q in find_quantities("1月至2020年")] == [(Decimal(1), "月"), (Decimal(2020), "年")]


VALUES = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from(target_words().units)
SIGNS = st.sampled_from(sorted(target_words().prefix.items()))


@given(SIGNS, VALUES, UNITS)
def test_what_is_composed_is_read_back(sign: tuple[str, str], value: Decimal, unit: str) -> None:
    word, operator = sign
    assert parse_target(f"{word}{value}{unit}", 2022) == Target(operator, value, unit, None)


@given(VALUES, UNITS, st.sampled_from(sorted(target_words().suffix.items())))
def test_a_word_after_the_unit_sets_the_operator(value: Decimal, unit: str, suffix: tuple[str, str]) -> None:
    word, operator = suffix
    assert parse_target(f"{value}{unit}{word}").operator == operator


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parsed = parse_target(text, 2022)
    assert parsed.operator in (None, QUALITATIVE, RANGE, *OPERATORS)
    assert parsed.value is None or parsed.operator in OPERATORS


def test_a_word_with_two_operators_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"prefix": {"≥": ["不低于"], "≤": ["不低于"]}}
    monkeypatch.setattr("schemas.measures.load_toml", lambda path: data | {"units": {}, "words": {}})
    target_words.cache_clear()
    with pytest.raises(CatalogError):
        target_words()
    monkeypatch.undo()
    target_words.cache_clear()
    assert isinstance(target_words(), TargetWords)
