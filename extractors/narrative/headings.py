"""Headings: the fund, the side, the subject and the topics that a section's titles set for its text."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.narrative.concepts import Subject
from extractors.narrative.evaluations import Scored, find_evaluated
from extractors.narrative.folding import fold_text
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Word
from extractors.narrative.subjects import label_subject
from extractors.narrative.terms import scan_terms
from schemas.report import Report
from schemas.wording import wording


@dataclass(frozen=True, slots=True)
class HeadingScope:
    """What the titles above a text say. `economic`: the economic class that the innermost names (委托业务费情况)."""

    fund: str | None
    income: bool
    subject: Subject | None
    topics: frozenset[str]
    scored: Scored
    economic: str


def heading_scope(path: tuple[str, ...], report: Report) -> HeadingScope:
    """The scope of a section by its titles, the innermost first; two funds in one title are 财政拨款."""
    titles = [fold_text(title).text for title in path]
    words = [list(scan_terms(title)) for title in titles]
    fund: str | None = None
    for hits in reversed(words):
        funds = {t.value for w in hits if (t := w.term("fund"))}
        if funds:
            one = funds - {"fiscal"} or funds
            fund = one.pop() if len(one) == 1 else "fiscal"
            break
    subject = _subject(words[-1], report, fund) if words else None
    last = titles[-1] if titles else ""
    income = "收入" in last and "支" not in last
    topics = {
        topic for topic, cues in wording().topics.items() if any(cue in title for cue in cues for title in titles[-2:])
    }
    if topics & {"abroad", "vehicle", "reception"}:
        topics.add("three_public")
    return HeadingScope(fund, income, subject, frozenset(topics), find_evaluated(titles), _economic(titles, words))


def _economic(titles: list[str], words: list[list[Word]]) -> str:
    """The one economic class that the innermost title names, where it is no concept of its own nor part of 基本支出."""
    if not words or any("基本支出" in title for title in titles):
        return ""
    classes = {t.value for w in words[-1] if (t := w.term("economic")) and not w.term("label", "count")}
    return classes.pop() if len(classes) == 1 else ""


def _subject(words: list[Word], report: Report, fund: str | None) -> Subject | None:
    """The one label of a title, if it has exactly one."""
    labels = [(w, t) for w in words if (t := w.term("label")) and not t.needs]
    if len(labels) != 1:
        return None
    frame = Frame(report, fund, False, None, set())
    return label_subject(frame, labels[0][0], labels[0][1], fund if labels[0][1].fund != "all" else None)
