"""Mutants of words: placeholders, units, punctuation, years and names of the running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

from schemas.records import SectionRecord
from tests.mutations.figures import Maker
from tests.mutations.mutant import Mutant, Report

Rewording = Callable[[re.Match[str], Report], str | None]


def word_makers() -> dict[str, Maker]:
    """By kind: what yields its mutants of a report, in a random order."""
    return {
        "words: placeholder for a number": _maker(
            "words: placeholder for a number", r"[\d,]+(?:\.\d+)?(?=万元)", lambda m, r: "XX", "template_leftover"
        ),
        "words: both directions left in": _maker(
            "words: both directions left in", r"(?:增加|减少)(?=\d)", lambda m, r: "增加（减少）", "template_leftover"
        ),
        "words: unit doubled": _maker("words: unit doubled", r"(?<=\d)万元", lambda m, r: "万元%", "unit_doubled"),
        "words: unit missing": _maker(
            "words: unit missing", r"(?<=支出|总计|总额|决算|收入|合计|减少|增加)(?:为)?[\d,]+\.\d+万元(?=[，。；])",
            lambda m, r: m[0].removesuffix("万元"), "unit_missing",
        ),
        "words: punctuation doubled": _maker(
            "words: punctuation doubled", r"(?<=元)[，。；]", lambda m, r: m[0] * 2, "doubled_punctuation"
        ),
        "words: year of a statement": _maker(
            "words: year of a statement", r"\A(20\d\d)(?=年度?[^。；\d]{0,30}(?:总计|合计|支出|收入|经费)[^。；\d]{0,20}\d)",
            lambda m, r: str(int(m[1]) - 1), "wrong_year_statement",
        ),
        "words: year of a comparison": _maker(
            "words: year of a comparison", r"(?<=[与比])20\d\d(?=年)", lambda m, r: str(int(m[0]) - 2), "wrong_year_comparison"
        ),
        "words: as-of date": _maker(
            "words: as-of date", r"(?<=截至)20\d\d(?=年12月31日)", lambda m, r: str(int(m[0]) - 1), "wrong_year_as_of"
        ),
        "words: year of a heading": _headings,
        "words: number of a heading": _numbers,
        "words: another organisation's name": _foreign,
    }  # fmt: skip


def _maker(kind: str, pattern: str, reword: Rewording, rule: str) -> Maker:
    found = re.compile(pattern)

    def make(report: Report, random: Random) -> Iterator[Mutant]:
        spots = [(s, m) for s in _told(report) for m in found.finditer(s.text)]
        for section, match in random.sample(spots, len(spots)):
            words = reword(match, report)
            if words is not None:
                yield _reworded(kind, report, section, match.start(), match.end(), words, (rule,))

    return make


def _told(report: Report) -> list[SectionRecord]:
    """Sections of the main part that state figures."""
    stating = {f.section_id for f in report.facts if f.source == "text"}
    return [s for s in report.extraction.sections if s.part == "main" and s.section_id in stating]


def _reworded(
    kind: str, report: Report, section: SectionRecord, start: int, end: int, words: str, rules: tuple[str, ...]
) -> Mutant:
    changed, facts = report.rewrite(section.section_id, start, end, words)
    lost = tuple(
        f.fact_id for f in report.extraction.facts
        if f.source == "text" and f.section_id == section.section_id and f.char_start is not None
        and f.char_start < end and (f.char_end or 0) > start
    )  # fmt: skip
    note = f"{report.document.path} {section.section_id}: {section.text[start:end]} -> {words}"
    return Mutant(
        kind, report.doc_id, note, rules=rules, changed_sections=((report.doc_id, changed),),
        changed_facts=tuple(f for f in facts if f.fact_id not in lost), gone_facts=lost,
    )  # fmt: skip


def _headings(report: Report, random: Random) -> Iterator[Mutant]:
    year = str(report.document.fiscal_year)
    titled = [s for s in report.extraction.sections if s.part == "main" and f"{year}年" in s.title]
    for section in random.sample(titled, len(titled)):
        title = section.title.replace(year, str(int(year) - 1), 1)
        yield Mutant(
            "words: year of a heading", report.doc_id, f"{section.title} -> {title}", rules=("wrong_year_heading",),
            changed_sections=((report.doc_id, replace(section, title=title)),),
        )  # fmt: skip


def _numbers(report: Report, random: Random) -> Iterator[Mutant]:
    """A heading in the middle of its row carries a number too high."""
    numerals = "一二三四五六七八九十"
    rows = [
        s
        for s in report.extraction.sections
        if s.part == "main" and re.fullmatch(r"（[二三四五六七八]）", s.number or "")
    ]
    for section in random.sample(rows, len(rows)):
        number = f"（{numerals[numerals.index((section.number or '')[1]) + 2]}）"
        yield Mutant(
            "words: number of a heading", report.doc_id, f"{section.number}{section.title} -> {number}", rules=("numbering",),
            changed_sections=((report.doc_id, replace(section, number=number)),),
        )  # fmt: skip


def _foreign(report: Report, random: Random) -> Iterator[Mutant]:
    own = report.document.org_printed or ""
    for section in _told(report):
        start = section.text.find(own)
        if own and start >= 0:
            other = own[:2] + "明远生态修复局" if not own.endswith("生态修复局") else own[:2] + "明远财政局"
            yield _reworded(
                "words: another organisation's name",
                report,
                section,
                start,
                start + len(own),
                other,
                ("foreign_organisation",),
            )
