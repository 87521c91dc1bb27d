"""The cover: title, date of publication, revision; and what kind of report of which year the document is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.amounts import fold, parse_chinese_integer
from extractors.organizations import kind_of_body
from extractors.outline import Outline
from extractors.outline.numbering import read_numbering
from schemas.cover import cover_rules
from schemas.report import DocKind

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_YEAR_LOOSE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d|\.\d)年?度?")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[年./\-](\d{1,2})(?:[月./\-](?:(\d{1,2})日?)?)?")
_CN_YEAR = "([一二][〇○零0一二三四五六七八九]{3})年"
_DATE_CN = re.compile(_CN_YEAR + "([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?")
_YEAR_CN = re.compile(_CN_YEAR)
_ONLY_DATE = re.compile(r"[-—\d年月日./〇○零一二三四五六七八九十]+")
_FULL_DATE = re.compile(
    r"20\d{2}年\d{1,2}月\d{1,2}日|二[〇○零0][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_COMPARED = re.compile(r"(?:与|比|较|截至|截止|同)$")
_MAX_TITLE_LINES = 6
_LONGEST_LINE = 60
_WRAPPED_END = 6
_KIND_TEXT = 4000
_SIGNATURE_LINES = 3
_FINAL_WEIGHT = 3
"""A final account speaks of its budget, a budget hardly of final accounts."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover prints. `revision` is 1 where it says that it replaces an earlier publication."""

    title: str | None
    published: date | None
    revision: int
    lines: tuple[str, ...]


def read_cover(outline: Outline) -> Cover:
    """The cover of a document: everything before its first numbered heading or its list of contents."""
    lines = tuple(_cover_lines(outline))
    text = "\n".join(fold(line) for line in lines)
    revised = any(mark in text.lower() for mark in cover_rules().revision_marks)
    return Cover(_title(lines), _published(lines) or _signed(outline), int(revised), lines)


def report_kind(title: str | None, headings: Sequence[str], text: str, body: str) -> DocKind:
    """What the report is, by its title, else by its headings, else by the (folded) text's beginning.

    `body` is the name of the reporting body: a school is a unit even where the common form prints 部门.
    """
    rules = cover_rules()
    unit_body = kind_of_body(body) in rules.unit_bodies
    if title and not _count(fold(title), rules.department + rules.unit):
        if _count(fold(title), rules.three_public):
            return "three_public"
        if _count(fold(title), rules.performance):
            return "performance"
    for source in (title or "", "".join(headings), text[:_KIND_TEXT]):
        words = fold(source)
        final, budget = _count(words, rules.final), _count(words, rules.budget)
        if final or budget:
            unit = unit_body or _count(words, rules.unit) > _count(words, rules.department)
            if final * _FINAL_WEIGHT >= budget:
                return "unit_final_account" if unit else "final_account"
            return "unit_budget" if unit else "budget"
    return "other"


def report_year(title: str | None, headings: Sequence[str], text: str) -> int | None:
    """The year that the report is about: the title's, else the headings' and the text's most frequent one.

    Years that only serve comparison (与2019年相比) or an as-of date do not count.
    """
    for pieces, pattern in (([title or ""], _YEAR_LOOSE), (headings, _YEAR_LOOSE), ([text], _YEAR)):
        years = Counter(year for piece in pieces for year in _years(fold(piece), pattern))
        if years:
            return years.most_common(1)[0][0]
    return None


def parse_date(text: str) -> date | None:
    """The first date of a text: 2023年9月20日, 2023-09-20, 二〇二二年九月 (the first of the month); None if none."""
    folded = fold(text)
    match = _DATE.search(folded)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    else:
        match = _DATE_CN.search(folded)
        if match is None:
            return None
        numbers = [parse_chinese_integer(piece.replace("○", "〇")) for piece in match.groups() if piece]
        year, month, day = (*(n or 0 for n in numbers), 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _signed(outline: Outline) -> date | None:
    """The date that stands alone under the report's text (成文日期)."""
    found: date | None = None
    for section in outline.sections:
        if section.kind == "body" and section.record.part == "main":
            for line in section.record.text.split("\n")[-_SIGNATURE_LINES:]:
                found = parse_date(line) if _FULL_DATE.fullmatch(fold(line)) else found
    return found


def _count(text: str, words: Iterable[str]) -> int:
    return sum(text.count(word) for word in words)


def _cover_lines(outline: Outline) -> Iterable[str]:
    for section in outline.sections:
        record = section.record
        front = section.kind == "cover" or (section.kind == "body" and record.title)
        if not front or record.number is not None or record.part != "main":
            return
        if record.title:
            yield record.title
        for line in record.text.split("\n"):
            if len(fold(line)) > _LONGEST_LINE and section.kind == "body":
                return
            if line.strip():
                yield line.strip()


def _title(lines: Sequence[str]) -> str | None:
    """The cover's lines up to the word that says what it is, put together."""
    taken: list[str] = []
    for i, line in enumerate(lines):
        folded = fold(line)
        if _is_furniture(folded):
            if _says_what("".join(taken)):
                break
            continue
        taken.append(line)
        if _says_what("".join(taken)):
            rest = fold(lines[i + 1]) if i + 1 < len(lines) else ""
            if not rest or len(rest) > _WRAPPED_END or _is_furniture(rest) or read_numbering(rest):
                break
        if len(taken) >= _MAX_TITLE_LINES:
            break
    title = "".join(taken).strip()
    return title if _says_what(title) and len(title) <= 2 * _LONGEST_LINE else None


def _says_what(text: str) -> bool:
    """Whether a text holds a word of a title; 预算数 is the head of a column."""
    folded = fold(text)
    return any(re.search(word + "(?!数)", folded) for word in cover_rules().title_words)


def _is_furniture(folded: str) -> bool:
    """A line of the cover that is no part of the title: a date, a caption, a remark, an annex number."""
    rules = cover_rules()
    if any(word in folded for word in rules.not_title) or folded[:1] in "(【[":
        return True
    if re.search(r"[:。;]|^\D{0,4}(?:\d{1,2}表|表\d{1,2})", folded):
        return True
    return bool(_ONLY_DATE.fullmatch(folded)) and not _YEAR_LOOSE.fullmatch(folded)


def _published(lines: Sequence[str]) -> date | None:
    """The date of publication: of the revision where the cover prints one, else after its cue, else standing alone."""
    rules = cover_rules()
    for cues in (rules.revised, rules.published):
        for line in lines:
            folded = fold(line)
            cue = next((c for c in cues if c in folded), None)
            found = parse_date(folded.split(cue, 1)[1]) if cue else None
            if found:
                return found
    alone = (parse_date(line) for line in lines if len(fold(line)) <= 14)
    return next((found for found in alone if found), None)


def _years(folded: str, pattern: re.Pattern[str]) -> Iterable[int]:
    for match in pattern.finditer(folded):
        month = re.match(r"\d{1,2}月", folded[match.end() :])
        if not month and not _COMPARED.search(folded[: match.start()]):
            yield int(match.group(1))
    for match in _YEAR_CN.finditer(folded):
        year = parse_chinese_integer(match.group(1).replace("○", "〇").replace("0", "〇"))
        if year:
            yield year
