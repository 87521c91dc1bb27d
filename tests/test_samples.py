"""The truth model closes, is the same on every run, and is what the rendered files print."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.books import keep_books
from samples.collection import COMMITTED_SEED, REPORTS, TRUTH, Rendition, committed, invented, manuscript_of, write
from samples.directory import departments, invent
from samples.expectation import read_truth, write_truth
from samples.family import families, family
from samples.figures import Figures, Key, amount
from samples.flaws import write_flawed
from samples.manuscript import Manuscript
from samples.model import FISCAL, GENERAL, OWN, SOURCES, Department, Ledger, Statement
from samples.sentences import Composer
from samples.slots import WordingError, parse_keys
from samples.typography import NumberStyle, chinese_number
from samples.writers.lines import break_lines

YEARS = range(2019, 2024)


def offices() -> list[Department]:
    return [*departments().values(), *(invent(number, 7) for number in range(5))]


@pytest.fixture(params=offices(), ids=lambda department: department.key)
def department(request: pytest.FixtureRequest) -> Department:
    chosen = request.param
    assert isinstance(chosen, Department)
    return chosen


def assert_closes(ledger: Ledger, grain: int) -> None:
    assert all(line.closing >= 0 and line.income >= 0 for line in ledger.lines.values())
    assert amount(ledger, Key("income_total")) == amount(ledger, Key("expenditure_total"))
    for fund in FISCAL:
        opened = amount(ledger, Key("opening_carryover", fund)) + amount(ledger, Key("fiscal_appropriation", fund))
        assert opened == amount(ledger, Key("expenditure", fund)) + amount(ledger, Key("closing_carryover", fund))
    basic = amount(ledger, Key("expenditure_basic", GENERAL))
    assert ledger.spent_on() == basic
    assert amount(ledger, Key("personnel_expenditure")) + amount(ledger, Key("public_expenditure")) == basic
    parts = ("abroad", "vehicle", "reception")
    assert amount(ledger, Key("three_public_total")) == sum(amount(ledger, Key(f"three_public_{p}")) for p in parts)
    assert ledger.economic.get("30217", 0) <= ledger.matters["three_public_reception"]
    assert ledger.economic.get("30231", 0) <= ledger.matters["three_public_vehicle_operation"]
    kinds = [count for (concept, _), count in ledger.counts.items() if concept == "vehicles"]
    assert sum(kinds) == ledger.counts["vehicles_total", ""]
    assert all(line.spent % grain == 0 for line in ledger.lines.values())


def test_books_close_in_every_year(department: Department) -> None:
    for year in keep_books(department, YEARS, 1).values():
        assert_closes(year.final, department.grain)
        assert_closes(year.budget, department.grain)
        assert amount(year.budget, Key("closing_carryover")) == 0


def test_years_are_chained(department: Department) -> None:
    books = keep_books(department, YEARS, 1)
    for year in YEARS[1:]:
        before, after = books[year - 1].final, books[year].final
        assert {k: line.closing for k, line in before.lines.items()} == {k: v.opening for k, v in after.lines.items()}


def test_adjusted_budget_covers_what_was_spent(department: Department) -> None:
    for year in keep_books(department, YEARS, 1).values():
        for code, fen in year.adjusted.items():
            assert fen >= year.final.lines[GENERAL, code].spent


def test_same_seed_same_books_other_seed_other_books(department: Department) -> None:
    assert keep_books(department, YEARS, 3) == keep_books(department, YEARS, 3)
    assert keep_books(department, YEARS, 3) != keep_books(department, YEARS, 4)


def test_a_year_does_not_depend_on_how_many_follow(department: Department) -> None:
    assert keep_books(department, YEARS[:2], 3)[YEARS[1]] == keep_books(department, YEARS, 3)[YEARS[1]]


def statutory(manuscript: Manuscript, table: str) -> dict[tuple[str, str, str], Decimal]:
    """Printed values of a table by concept, fund and functional code."""
    return {
        (fact.concept, fact.fund, fact.function_code or ""): fact.value
        for fact in manuscript.facts()
        if fact.statutory_table == table and fact.economic_code is None
    }


@pytest.mark.parametrize("rendition", committed(), ids=lambda rendition: rendition.name)
def test_printed_tables_close(rendition: Rendition) -> None:
    manuscript = manuscript_of(rendition, COMMITTED_SEED)
    slack = Decimal(0) if rendition.department.grain > 1 or family(rendition.family).numbers.unit == "元" else None
    general = statutory(manuscript, "B05" if manuscript.statement.is_budget else "T05")
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for (concept, fund, code), value in general.items():
        if code and fund == GENERAL:
            sums[concept, code[: len(code) - 2] if len(code) > 3 else ""] += value
    for (concept, parent), total in sums.items():
        printed = general[concept, GENERAL, parent]
        assert abs(printed - total) <= (slack if slack is not None else Decimal(400)), (concept, parent)


@pytest.mark.parametrize("rendition", committed(), ids=lambda rendition: rendition.name)
def test_every_printed_figure_stands_in_the_file(rendition: Rendition) -> None:
    text = printed_text(REPORTS / rendition.name)
    truth = read_truth(TRUTH, rendition.truth)
    assert len(truth.facts) > 150
    absent = [row for row in truth.facts if row["value_reported"].lstrip("-") not in text]
    assert not absent
    for project in truth.projects:
        for indicator in project["indicators"]:
            assert "".join(indicator["target_text"].split()) in text


def printed_text(path: Path) -> str:
    """All characters of a file without white space."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            raw = package.read("word/document.xml").decode("utf-8")
    elif path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        raw = "".join(page.get_textpage().get_text_range() for page in document)
        raw = raw.replace("\ufffe", "")
    else:
        encoding = next(r.style.get("encoding", "utf-8") for r in committed() if r.name == path.name)
        raw = path.read_text(encoding=encoding)
    return "".join(raw.split())


@pytest.mark.parametrize("rendition", committed(), ids=lambda rendition: rendition.name)
def test_committed_files_are_those_of_the_model(rendition: Rendition, tmp_path: Path) -> None:
    manuscript = manuscript_of(rendition, COMMITTED_SEED)
    write_truth(manuscript, tmp_path, rendition.truth)
    for suffix in ("csv", "jsonl"):
        name = f"{rendition.truth}.{suffix}"
        assert (tmp_path / name).read_bytes() == (TRUTH / name).read_bytes(), "run python -m samples"
    if not rendition.converted:
        again = write(rendition, manuscript, tmp_path)
        assert printed_text(again) == printed_text(REPORTS / rendition.name), "run python -m samples"


@pytest.mark.parametrize("format_", ["docx", "pdf", "text"])
def test_writing_twice_gives_the_same_bytes(format_: str, tmp_path: Path) -> None:
    rendition = next(r for r in committed() if r.format == format_ and not r.converted)
    first = write(rendition, manuscript_of(rendition, 5), tmp_path).read_bytes()
    assert write(rendition, manuscript_of(rendition, 5), tmp_path).read_bytes() == first
    assert write(rendition, manuscript_of(rendition, 6), tmp_path).read_bytes() != first


def test_committed_set_is_small_and_complete() -> None:
    listed = {rendition.name for rendition in committed()}
    assert listed == {path.name for path in REPORTS.iterdir()}
    assert {f"{r.truth}.{suffix}" for r in committed() for suffix in ("csv", "jsonl")} == {
        path.name for path in TRUTH.iterdir()
    }
    sizes = [path.stat().st_size for path in REPORTS.iterdir()]
    assert max(sizes) < 600_000
    assert sum(sizes) < 4_000_000
    assert {r.format for r in committed()} == {"docx", "pdf", "text"}
    assert len({r.department.key for r in committed()}) >= 5
    assert {r.family for r in committed()} == set(families())


def test_invented_set_has_all_formats_and_distinct_names() -> None:
    renditions = list(invented(160, 1))
    assert len({rendition.name for rendition in renditions}) == 160
    assert {rendition.format for rendition in renditions} == {"docx", "pdf", "text"}
    assert {rendition.family for rendition in renditions} == set(families())
    assert renditions == list(invented(160, 1))


@pytest.mark.parametrize("name", families())
def test_every_family_composes_every_kind(name: str) -> None:
    chosen = family(name)
    for kind in chosen.kinds:
        office = next(d for d in departments().values() if d.is_unit == kind.startswith("unit_"))
        manuscript = manuscript_of(Rendition(office, kind, chosen.years[1] - 1, name, "docx"), 2)
        tables = {fact.statutory_table for fact in manuscript.facts() if fact.statutory_table}
        assert {table for table in chosen.tables if table[1:] in ("01", "02", "03", "04", "05")} <= tables
        assert not [fact for fact in manuscript.facts() if "{" in fact.value_reported]


def test_a_wording_without_meaning_is_refused() -> None:
    office = departments()["yueyang_shuiyun"]
    books = keep_books(office, YEARS, 1)
    figures = Figures(Statement(office, "final_account", books[2022], books[2021]))
    composer = Composer(family("hunan"), figures, 1)
    with pytest.raises(WordingError):
        composer.set("{收入总计}")
    with pytest.raises(WordingError):
        composer.set("{nosuch~expenditure}")
    with pytest.raises(WordingError):
        parse_keys("expenditure@general_public#")


def test_a_decrease_is_stated_as_negative_and_printed_without_a_sign() -> None:
    office = departments()["yueyang_shuiyun"]
    books = keep_books(office, range(2018, 2026), COMMITTED_SEED)
    seen = 0
    for year in range(2019, 2026):
        figures = Figures(Statement(office, "final_account", books[year], books[year - 1]))
        for piece in Composer(family("hunan"), figures, 1).set("{~expenditure@general_public}"):
            for fact in piece.facts:
                if fact.value < 0:
                    seen += 1
                    assert "-" not in fact.value_reported
                    assert fact.measure in ("change", "change_rate")
    assert seen


@given(st.integers(-(10**13), 10**13), st.sampled_from(["元", "万元"]), st.integers(0, 6), st.booleans())
def test_printed_money_is_its_value(fen: int, unit: str, decimals: int, separators: bool) -> None:
    printed = NumberStyle(unit, decimals, separators).money(fen)
    factor = {"元": 1, "万元": 10_000}[unit]
    assert Decimal(printed.text.replace(",", "")) * factor == printed.value
    assert abs(printed.value - Decimal(fen) / 100) <= Decimal(factor) / 2 / 10**decimals


@given(st.text(alphabet="一二三，。1234567890.,ABC（）", max_size=80), st.integers(20, 200))
def test_lines_keep_every_character(text: str, width: int) -> None:
    lines = break_lines(text, width, 10, lambda part, size: size * len(part))
    assert "".join(lines) == text
    assert all(len(line) * 10 <= width or len(line) == 1 or line[-1] in "，。）" for line in lines)


def test_chinese_numbers() -> None:
    assert [chinese_number(n) for n in (1, 10, 11, 20, 26)] == ["一", "十", "十一", "二十", "二十六"]


def test_sources_are_the_funds_and_the_own_income() -> None:
    assert (*FISCAL, *OWN) == SOURCES


def test_the_flawed_sample_is_the_one_that_is_written(tmp_path: Path) -> None:
    written = write_flawed(REPORTS, tmp_path)
    assert written.read_bytes() == (REPORTS.parent / "flawed" / written.name).read_bytes()
