"""The grammar: one walk over a section's marks that gives every number its facts or the reason why none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.narrative.binding import Refusal, bind_unchanged
from extractors.narrative.concepts import Subject
from extractors.narrative.cues import follow_cue
from extractors.narrative.economics import take_economic
from extractors.narrative.figures import SILENT, Money, Reading, read_number
from extractors.narrative.frame import Frame
from extractors.narrative.labels import (
    open_terms,
    take_chain,
    take_class,
    take_counts,
    take_fund,
    take_label,
    take_noun,
    take_side,
)
from extractors.narrative.marks import Chain, Comparison, Delimiter, Mark, Number, Unknown, Word
from extractors.narrative.projects import find_project
from extractors.narrative.subjects import divided_part
from extractors.narrative.trail import Trail, last_clause
from extractors.narrative.wholes import find_whole

_TITLE = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]+)?[^，。;:\n\d%]{2,24}?(?:情况|结构|构成|变化)(?:的?说明)?[。:](?=[^\n])"
)
_CONTINUES = re.compile(r"(?:[二三四五六七八九]是|另一方面|其次|再次|[②-⑨])")
_NUMBERED = re.compile(r"\(?[2-9]\)?[.、)](?!\d(?!\d\d\d年))")
_ENUMERATES = re.compile(r".{0,2}(?:一是|1[.、)]|\(1\)|①|一方面|首先)")

_DISTRIBUTES = re.compile(r"[^，。;]{0,6}(?:分别|各|均)")
_LONGEST_CLAUSE = 300
"""Marks in which a clause's figures are counted: a list without an end must not cost its square."""


@dataclass(slots=True)
class Walk:
    """The walk over one section: its frame, its trail, and the unit of amounts that print none."""

    frame: Frame
    trail: Trail
    money: Money | None = None
    paragraph: int = 0
    name_end: int = -1
    marks: tuple[Mark, ...] = ()
    index: int = 0

    def run(self, marks: tuple[Mark, ...]) -> Iterator[Reading]:
        """All numbers in order, and the words 持平 and of absence."""
        self._begin_paragraph(0)
        self.marks = marks
        for index, mark in enumerate(marks):
            self.index = index
            following = marks[index + 1] if index + 1 < len(marks) else None
            if mark.start >= self.name_end:
                yield from self._step(mark, following)
            elif isinstance(mark, Number):
                yield Reading(mark, Refusal(SILENT.get(mark.kind, "no_concept")))  # part of a name
            self.trail.pass_by(mark)

    def _step(self, mark: Mark, following: Mark | None) -> Iterator[Reading]:
        frame = self.frame
        if isinstance(mark, Delimiter):
            self._delimit(mark)
        elif isinstance(mark, Unknown):
            frame.begin_sentence(False)
            frame.pending_fund = None
            frame.dirty = frame.dirty or frame.anchor not in ("", "share")
        elif isinstance(mark, Comparison):
            frame.begin_sentence(False)
            if frame.zone not in ("", "region") and not frame.changed and self.trail.ends_clause():
                frame.zone = ""  # 主要用于…，较上年减少: of what was stated before
                frame.foreign = frame.unowned = False
            if frame.listed and self.trail.ends_clause() and not _DISTRIBUTES.match(self.trail.text, mark.end):
                frame.restore = True
            frame.compare(mark)
        elif isinstance(mark, Chain):
            take_chain(frame, self.trail, mark)
        elif isinstance(mark, Word):
            yield from self._take_word(mark)
        elif reading := read_number(frame, self.trail, mark, following, self.money):
            yield reading

    def _delimit(self, mark: Delimiter) -> None:
        """Punctuation closes what it closes."""
        frame = self.frame
        frame.listing = mark.text == "、"
        if mark.text == "\n":
            frame.close_paragraph(mark.end - self.paragraph)
            self.paragraph = mark.end
            self._begin_paragraph(mark.end)
        elif mark.text in "。;":
            listed = frame.enumerated and _NUMBERED.match(self.trail.text, mark.end)
            goes_on = frame.zone == "reason" and bool(listed or _CONTINUES.match(self.trail.text, mark.end))
            goes_on = goes_on or (frame.zone in ("region", "unnamed") and mark.text == ";")
            frame.close_part() if mark.text == ";" else frame.close_sentence()
            if isinstance(self.trail.last, Chain):
                frame.restore = False  # …（项）。年初预算为X: the 科目 is a title
            if not goes_on:
                frame.zone, frame.enumerated = "", False
            if mark.text == "。" and "performance" in frame.topics:
                self._begin_paragraph(mark.end, inside=True)
        elif mark.text == "、" and frame.anchor in ("label", "measure"):
            frame.coordinate = True
        elif mark.text == "、" and frame.spread and frame.anchor in ("direction", "share", "completion", "rate"):
            pass  # 分别增长A、B: the comma parts the figures of one verb
        elif mark.text in "，、":
            frame.part_list(mark.text, isinstance(self.trail.last, Number))
            frame.close_clause()
            if frame.zone == "basis" and mark.text == "，":
                frame.zone = ""
            if frame.queue >= len(frame.subjects):
                frame.queue, frame.told = 0, self._has_fewer_figures_ahead(len(frame.subjects))
        elif mark.text == "(":
            frame.open_bracket()
        elif mark.text == ")":
            frame.close_bracket()

    def _has_fewer_figures_ahead(self, count: int) -> bool:
        """Whether the clause that begins here has fewer figures; only its first marks are looked at."""
        if not count:
            return False
        found = 0
        for at in range(self.index + 1, min(self.index + 1 + _LONGEST_CLAUSE, len(self.marks))):
            mark = self.marks[at]
            if isinstance(mark, Delimiter) and mark.text not in "、()":
                break
            found += isinstance(mark, Number) and mark.value is not None
            if found == count:
                return False
        return True

    def _begin_paragraph(self, start: int, inside: bool = False) -> None:
        """A project's own paragraph sets its subject; the name's own words are no labels. A title parts the text."""
        if not inside and (title := _TITLE.match(self.trail.paragraph(start))):
            self.frame.begin_part(title.group())
        found = find_project(self.trail.paragraph(start))
        if found is not None:
            name = self.trail.printed(start + found.start, start + found.end).strip('《》“”"')
            self.frame.open_project(None if found.whole else name)
            self.name_end = start + found.end
        elif not inside:
            self.frame.project = None

    def _take_word(self, word: Word) -> Iterator[Reading]:
        """A hit of the lexicon, by the first of its roles that counts here."""
        frame, trail = self.frame, self.trail
        frame.begin_sentence(word.term("among") is not None)
        if word.entry.plain:
            return
        counts = open_terms(frame, word, "count", "kind")
        labels = open_terms(frame, word, "label")
        if counts:
            take_counts(frame, trail, word, counts)
        economic = word.term("economic")
        if economic and self._states_amount() and self._divides(economic.value):
            take_economic(frame, trail, word, economic.value)
        elif word.text == "预算" and (name := find_whole(frame, trail, word)):
            frame.take_subject(Subject(("expenditure_total",), "all", name, fund_policy="scope"))
            frame.expect("budget")
        elif word.term("block") or (economic and len(word.entry.roles) == 1):
            frame.pending_fund = None
            if frame.anchor == "label" and trail.touches(word, Word):
                frame.subjects = frame.head = ()  # “会议费”“差旅费”预算3万元: of all of them
            frame.disown()
        elif fund := word.term("fund"):
            take_fund(frame, trail, word, fund.value)
        elif labels:
            frame.counts = counts and frame.counts
            take_label(frame, trail, word, labels[0])
        elif noun := word.term("noun"):
            take_noun(frame, trail, word, noun.value)
        elif term := word.term("class"):
            take_class(frame, trail, word, term)
        elif word.term("unchanged"):
            frame.resume()
            chosen = not last_clause(trail.text[: word.start]).startswith(
                "或"
            )  # 增长3%（或与上年持平）: a template's choice
            outcome = bind_unchanged(frame) if chosen else None
            if outcome is not None:
                yield Reading(Number(word.start, word.end, "words"), outcome, words=True)
            frame.close_clause()
        elif word.term("absent") and not counts:
            subject = frame.subjects[-1].text if frame.subjects else None
            yield Reading(Number(word.start, word.end, "words"), Refusal("stated_absent", subject), words=True)
        elif word.term("basis"):
            if (trail.last is None or trail.ends_clause()) and not frame.zone and self._has_fewer_figures_ahead(1):
                frame.zone = "basis"
        elif word.term("region"):
            if (trail.last is None or trail.ends_clause()) and not frame.zone and not frame.heads_in_sentence:
                frame.zone = "region" if frame.report.doc_kind != "three_public" else ""
        elif not counts or word.term("measure", "direction", "among"):
            self._take_cue(word)

    def _divides(self, name: str) -> bool:
        """Whether an economic name is the title's, or divides 基本支出, or 项目支出 where no purpose is told."""
        part, zone = divided_part(self.frame), self.frame.zone
        of_project = part is not None and part.concepts[0] == "expenditure_project"
        divides = part is not None and not (zone and of_project)
        return zone != "reason" and (divides or name == self.frame.title_class)

    def _states_amount(self) -> bool:
        """Whether an amount of money follows, with nothing but fillers and a measure before it."""
        for mark in self.marks[self.index + 1 : self.index + 5]:
            if isinstance(mark, Number):
                return mark.kind == "amount"
            if not isinstance(mark, Word) or not (mark.entry.plain or mark.term("noun", "measure")):
                return False
        return False

    def _take_cue(self, word: Word) -> None:
        """Measures, directions, relations, scopes."""
        frame, trail = self.frame, self.trail
        if word.term("measure") and not frame.zone:
            take_side(frame, trail, word)
        if word.term("reason"):
            frame.enumerated = bool(_ENUMERATES.match(trail.text, word.end))
        follow_cue(frame, word, trail.modifies(word))
