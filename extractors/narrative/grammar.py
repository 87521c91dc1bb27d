"""The grammar: one walk over a section's marks that gives every number its facts or the reason why none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractors.narrative.binding import Outcome, Refusal, bind_amount, bind_percent, bind_unchanged
from extractors.narrative.counting import bind_count, bind_project_amount, bind_projects
from extractors.narrative.cues import follow_cue
from extractors.narrative.frame import Frame, Subject
from extractors.narrative.marks import Chain, Comparison, Delimiter, Mark, Number, Unknown, Word
from extractors.narrative.subjects import SPECIFIC, chain_subject, label_subject, noun_subject
from schemas.classification import functional
from schemas.wording import Term, wording

SILENT = {"date": "date", "year": "date", "list": "numbering", "ordinal": "ordinal", "reference": "reference", "threshold": "threshold", "equipment": "threshold"}
TAILS = frozenset(
    "局委办府会院校心镇乡道站所队厅处科司门位县市区省年度学馆社台库场园协团联室股府关部组党军庭于中的了将从排为构等及和与在由对按以有其用出除自被并且把含指即末底初计还另共本对就该各级厂矿林行署团盟旗州村居寺房段"
)
_CONTINUES = re.compile(r"(?:[二三四五六七八九]是|另一方面|其次|再次|[②-⑨])")
_NUMBERED = re.compile(r"\(?[2-9]\)?[.、)](?!\d)")
_ENUMERATES = re.compile(r"一是|1[.、)]|\(1\)|①|一方面|首先")
_PROJECT = re.compile(
    r"(?:\(?[\d一二三四五六七八九十]{1,3}[).、]+)*(?P<name>[^，。;:\n]{2,60}?)(?:项目)?(?:支出)?"
    r"(?:绩效目标(?:实际)?完成情况(?:综述)?|(?:项目)?(?:支出)?绩效自评(?:情况)?综述|自评综述|绩效(?:自评|评价)(?:综述|情况)|自评情况)[:。]"
)
_SCORED = re.compile(r"绩效目标，(?P<name>[^，。;\n]{2,60}?)(?:项目)?(?:支出)?(?:绩效)?自评(?:得分|结果|综合)")
_NO_PROJECT = re.compile("反映|组织|开展|本部门|本单位|等[0-9]+个|工作$|管理$")
_WHOLE = re.compile("部门整体|整体支出|单位整体")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number or a word of absence with its outcome; `text` is the folded sentence it stands in."""

    number: Number
    outcome: Outcome
    rule_unit: bool = False
    words: bool = False


@dataclass(slots=True)
class Walk:
    """The walk's input: the marks of a section, its folded text, the frame, and the unit of amounts without one."""

    text: str
    marks: tuple[Mark, ...]
    frame: Frame
    printed: Callable[[int, int], str]
    unit: tuple[str, object] | None = None
    last: Mark | None = None
    unexplained: Unknown | None = None
    unexplained_end: int = -1
    paragraph: int = 0
    name_end: int = -1
    readings: list[Reading] = field(default_factory=list)

    def run(self) -> Iterator[Reading]:
        """All numbers in order."""
        for index, mark in enumerate(self.marks):
            following = self.marks[index + 1] if index + 1 < len(self.marks) else None
            yield from self.step(mark, following)
            filler = isinstance(mark, Word) and all(t.role == "filler" for t in mark.terms)
            if isinstance(mark, Unknown):
                self.unexplained, self.unexplained_end = mark, mark.end
            elif filler and self.unexplained_end == mark.start:
                self.unexplained_end = mark.end
            if not filler:
                self.last = mark

    def step(self, mark: Mark, following: Mark | None) -> Iterator[Reading]:
        """One mark."""
        frame = self.frame
        if mark.start < self.name_end and not isinstance(mark, Number):
            return
        if isinstance(mark, Delimiter):
            self.delimit(mark)
        elif isinstance(mark, Unknown):
            frame.begin_sentence(False)
            if frame.anchor and frame.anchor != "share":
                frame.dirty = True
            frame.pending_fund = None
        elif isinstance(mark, Comparison):
            frame.begin_sentence(False)
            frame.resume()
            frame.mixed = frame.mixed or (frame.comparison is not None and frame.comparison.year != mark.year)
            frame.comparison = mark
            frame.anchor, frame.dirty, frame.budget_change = "comparison", False, False
        elif isinstance(mark, Chain):
            self.take_chain(mark)
        elif isinstance(mark, Word):
            yield from self.take_word(mark, following)
        else:
            yield from self.take_number(mark, following)

    def delimit(self, mark: Delimiter) -> None:
        """Punctuation closes what it closes."""
        frame = self.frame
        if mark.text == "\n":
            frame.close_paragraph(mark.end - self.paragraph)
            self.paragraph = mark.end
            self.begin_paragraph(mark.end)
        elif mark.text in "。;":
            listed = frame.enumerated and _NUMBERED.match(self.text, mark.end)
            goes_on = frame.zone == "reason" and (listed or _CONTINUES.match(self.text, mark.end))
            frame.close_part() if mark.text == ";" else frame.close_sentence()
            if not goes_on:
                frame.zone, frame.enumerated = "", False
            if mark.text == "。" and "performance" in frame.topics:
                self.begin_paragraph(mark.end, inside=True)
        elif mark.text == "，":
            frame.close_clause()
        elif mark.text == "、":
            if frame.anchor in ("label", "measure"):
                frame.coordinate = True
            else:
                frame.close_clause()
        elif mark.text == "(":
            frame.open_bracket()
        elif mark.text == ")":
            frame.close_bracket()

    def begin_paragraph(self, start: int, inside: bool = False) -> None:
        """A project's own paragraph: 午餐补助项目绩效目标完成情况综述。项目全年预算数…"""
        stop = self.text.find("\n", start)
        paragraph = self.text[start : stop if stop >= 0 else len(self.text)]
        match = _SCORED.search(paragraph[:90]) or (None if inside else _PROJECT.match(paragraph))
        if match is None or _NO_PROJECT.search(match["name"]):
            if not inside:
                self.frame.project = None
            return
        begin, end = match.span("name")
        name = re.sub(r"^20\d\d年度?", "", self.printed(start + begin, start + end)).strip("《》“”\"")
        self.frame.open_project(None if _WHOLE.search(name) else name)
        self.name_end = start + end

    def adjacent(self, mark: Mark, *kinds: type) -> bool:
        """Whether the last mark of these kinds ends where this one starts."""
        return self.last is not None and isinstance(self.last, kinds) and self.last.end == mark.start

    def modified(self, mark: Mark) -> bool:
        """Whether unexplained text right before changes what the word means (在职 + 人员经费, 年中追加 + 预算)."""
        if self.unexplained is None or self.unexplained_end != mark.start:
            return False
        return self.unexplained.text[-1] not in TAILS

    def take_chain(self, chain: Chain) -> None:
        """A classification chain becomes the subject."""
        frame = self.frame
        frame.begin_sentence(False)
        if frame.anchor == "share":
            frame.denominators = (*frame.denominators, "expenditure")
            return
        subject = chain_subject(frame, chain, self.text[chain.start : chain.end])
        frame.pending_fund = None
        if subject is None:
            frame.foreign, frame.anchor, frame.subjects = True, "", ()
            return
        frame.take_subject(subject)
        frame.zone = ""

    def take_word(self, word: Word, following: Mark | None) -> Iterator[Reading]:
        """A hit of the lexicon."""
        frame = self.frame
        frame.begin_sentence(word.term("among") is not None)
        label = self.choose_label(word)
        open_topics = frame.topics | {frame.last_topic}
        counts = tuple(t for t in word.terms if t.role in ("count", "kind") and (not t.needs or t.needs in open_topics))
        if counts and (counts[0].topic == "performance" or not self.modified(word)):
            self.take_counts(word, counts)
        if word.term("block"):
            frame.foreign, frame.anchor, frame.pending_fund = not frame.zone, "", None
        elif fund := word.term("fund"):
            self.take_fund(word, fund.value)
        elif label is not None:
            self.take_label(word, label)
        elif noun := word.term("noun"):
            self.take_noun(word, noun)
        elif term := word.term("class"):
            self.take_class(word, term)
        else:
            yield from self.take_cue(word, counts, following)

    def choose_label(self, word: Word) -> Term | None:
        """The label entry that counts here: its field must be open."""
        open_topics = self.frame.topics | {self.frame.last_topic}
        return next((t for t in word.terms if t.role == "label" and (not t.needs or t.needs in open_topics)), None)

    def take_counts(self, word: Word, counts: tuple[Term, ...]) -> None:
        """Labels of countable things; they open their topic."""
        frame = self.frame
        if frame.dirty and all(t.needs for t in counts):
            return
        frame.counts = counts if not (frame.counts and counts[0].needs) else (*counts, *frame.counts)
        frame.anchor = "count" if frame.anchor in ("", "count", "label", "comparison") else frame.anchor
        frame.count_item = self.printed(word.start, word.end)
        frame.dirty = False
        if counts[0].topic == "performance" and self.unexplained and self.unexplained_end == word.start:
            frame.indicator = self.printed(self.unexplained.start, self.unexplained_end)
        for term in counts:
            if term.topic and not term.needs:
                frame.topics.add(term.topic)
                frame.last_topic = term.topic

    def take_fund(self, word: Word, fund: str) -> None:
        """A fund phrase: before a noun it says its fund, after a three-public label it is part of it."""
        frame = self.frame
        if fund == "fiscal" and frame.section_fund in ("general_public", "gov_fund", "state_capital"):
            fund = frame.section_fund
        frame.said_funds.add(fund)
        if frame.anchor == "share":
            frame.denominators = (*frame.denominators, fund)
            return
        last = frame.subjects[-1] if frame.subjects else None
        if frame.anchor == "label" and last and not frame.coordinate:
            carried = last.concepts[0] in ("opening_carryover", "closing_carryover")
            if carried or (self.adjacent(word, Word) and (last.topic or last.fund_policy in ("fiscal", "general_public"))):
                frame.refund(fund)
                return
        if frame.zone:
            return
        frame.pending_fund = fund
        same = next((s for s in (*frame.subjects, *frame.head) if s.fund == fund), None)
        frame.dirty, frame.foreign = False, False
        if same is not None:
            frame.resume()
            frame.subjects = (same,)
            frame.anchor = "label"
        elif frame.section_income or (frame.parent and frame.parent[0].is_income and frame.children):
            frame.take_subject(noun_subject(frame, "income", fund, word.text))
        else:
            frame.anchor = ""

    def take_label(self, word: Word, term: Term) -> None:
        """A concept's label."""
        frame = self.frame
        if frame.anchor == "share":
            frame.denominators = (*frame.denominators, term.concepts[0])
            return
        if self.modified(word):
            frame.foreign, frame.anchor = True, ""
            return
        if frame.zone and not frame.pending_fund:
            return
        said, frame.pending_fund = frame.pending_fund, None
        planned = word.text.endswith(("预算", "预算合计", "预算总计")) or word.text.startswith("预算")
        plan_word = word.text in ("支出预算", "预算支出", "收入预算", "预算收入")
        if plan_word and said is None and self.continues(word):
            frame.resume()
            frame.anchor, frame.measures, frame.dirty = "measure", ("budget",), False
            return
        subject = label_subject(frame, word, term, said)
        if term.parts and self.has_parts(word.end):
            subject = Subject((term.parts,), subject.fund, subject.text, subject.fund_said, "scope")
        frame.take_subject(subject)
        if term.topic:
            frame.topics.add(term.topic)
            frame.last_topic = term.topic
        if term.fund == "scope" and not frame.children:
            frame.scope_fund = subject.fund
        if planned or plan_word:
            frame.anchor, frame.measures = "measure", ("budget",)

    def continues(self, word: Word) -> bool:
        """支出预算 goes on with the subject where a label stands right before, or in the same sentence."""
        frame = self.frame
        if not frame.subjects or any(s.is_income or len(s.concepts) > 1 for s in frame.subjects):
            return False
        if self.adjacent(word, Word, Chain) and frame.anchor == "label":
            return True
        last = frame.subjects[-1]
        return bool(last.function_code or last.topic) and word.text.startswith("支出")

    def has_parts(self, end: int) -> bool:
        """Whether the parts of a 支出总计 are 基本支出 and 项目支出."""
        sentence = re.split("\n", self.text[end : end + 90])[0]
        return bool(re.search(r"(?:其中|包括)[:，]?(?:[^，。;]{0,14})?(?:基本支出|项目支出)", sentence))

    def take_noun(self, word: Word, noun: Term) -> None:
        """A bare 支出 or 收入: part of the label before it, or the fund's own side."""
        frame = self.frame
        if frame.anchor == "share":
            return
        if frame.pending_fund and not frame.zone:
            fund, frame.pending_fund = frame.pending_fund, None
            subject = noun_subject(frame, noun.value, fund, word.text)
            if any(c.endswith("carryover") for s in frame.subjects for c in s.concepts) and frame.anchor == "label":
                return
            frame.take_subject(subject)
            if not frame.children:
                frame.scope_fund = fund
            return
        if self.adjacent(word, Word, Chain) and frame.anchor in ("label", "count"):
            frame.anchor = "label"
            return
        if self.modified(word):
            frame.foreign, frame.anchor = True, ""
            return
        if frame.anchor in ("", "comparison") and not frame.zone:
            frame.resume()
            spends = bool(frame.subjects) and not any(s.is_income for s in frame.subjects)
            if frame.subjects and spends == (noun.value == "expenditure"):
                frame.anchor = "label"

    def take_class(self, word: Word, term: Term) -> None:
        """The plain name of a 类: 教育支出."""
        frame = self.frame
        if frame.anchor == "share" or frame.zone:
            return
        found = functional().named(term.value, frame.report.fiscal_year, digits=3)
        if len(found) != 1 or self.modified(word):
            frame.foreign, frame.anchor = True, ""
            return
        listed = any(s.function_code for s in frame.subjects)
        if found[0].code == "223" and not listed:
            self.take_fund(word, "state_capital")
            self.take_noun(word, Term("noun", "expenditure"))
            return
        if found[0].code == "229" and not listed:
            frame.foreign, frame.anchor = True, ""
            return
        self.take_chain(Chain(word.start, word.end, (("类", term.value),), found[0].code, found[0].name, "resolved"))

    def take_cue(self, word: Word, counts: tuple[Term, ...], following: Mark | None) -> Iterator[Reading]:
        """Measures, directions, relations, scopes."""
        frame = self.frame
        if word.term("unchanged"):
            frame.resume()
            outcome = bind_unchanged(frame, None)
            number = Number(word.start, word.end, "words")
            yield Reading(number, outcome, words=True)
            frame.close_clause()
        elif word.term("absent") and not counts:
            subject = frame.subjects[-1].text if frame.subjects else None
            yield Reading(Number(word.start, word.end, "words"), Refusal("stated_absent", subject), words=True)
        elif not counts or word.term("measure", "direction", "among"):
            if word.term("measure") and not frame.zone:
                self.take_side(word)
            if word.term("reason"):
                frame.enumerated = bool(_ENUMERATES.match(self.text, word.end) or _ENUMERATES.search(self.text[word.end : word.end + 3]))
            follow_cue(frame, word, self.modified(word), following)

    def take_side(self, word: Word) -> None:
        """支出决算, 收入决算: right after a fund, or where the subject is of the other side, they name the side anew."""
        frame = self.frame
        if not word.text.startswith(("支出", "收入")) or frame.anchor in ("share", "completion", "rate", "comparison"):
            return
        side = "income" if word.text.startswith("收入") else "expenditure"
        if frame.pending_fund:
            self.take_noun(word, Term("noun", side))
            return
        if self.adjacent(word, Word, Chain) or not frame.subjects:
            return
        last = frame.subjects[-1]
        other = last.is_income != (side == "income") and len(last.concepts) == 1
        if other or last.concepts[0] in ("opening_carryover", "closing_carryover"):
            if frame.section_fund in SPECIFIC:
                frame.take_subject(noun_subject(frame, side, str(frame.section_fund), word.text))
            else:
                frame.foreign = True

    def take_number(self, number: Number, following: Mark | None) -> Iterator[Reading]:
        """A number: silent kinds set the scope, the others are bound."""
        frame = self.frame
        if number.kind in SILENT:
            self.take_silent(number)
            yield Reading(number, Refusal(SILENT[number.kind]))
            return
        frame.begin_sentence(False)
        sentence, offset = self.sentence(number)
        outcome: Outcome | None = None
        inferred = False
        if number.kind == "count":
            if "绩效" in sentence or "performance" in frame.topics:
                outcome = bind_projects(frame, number, sentence, number.start - offset, number.end - offset)
            outcome = outcome or bind_count(frame, number)
        elif number.kind == "amount":
            clause = re.split("[，。;(]", sentence[: number.start - offset])[-1]
            outcome = bind_project_amount(frame, number, clause) or bind_amount(frame, number)
        elif number.kind == "percent":
            weight = next((t for t in frame.counts if t.concepts == ("evaluation_weight",)), None)
            outcome = bind_count(frame, number) if weight else bind_percent(frame, number)
        elif number.kind == "bare":
            outcome, inferred = self.bind_bare(number, following)
        else:
            outcome = Refusal("no_concept")
        self.after(number, outcome)
        if not (number.written and isinstance(outcome, Refusal)):
            yield Reading(number, outcome, inferred)

    def bind_bare(self, number: Number, following: Mark | None) -> tuple[Outcome, bool]:
        """A number without a unit: a count whose label allows it, or an amount in the section's unit."""
        frame = self.frame
        stops = following is None or isinstance(following, Delimiter)
        if frame.counts and stops and any("" in t.units for t in frame.counts):
            return bind_count(frame, number), False
        clear = frame.anchor == "measure" and number.decimals > 0 and stops
        if clear and self.unit is not None:
            name, factor = self.unit
            whole = Number(number.start, number.end, "amount", number.value, number.digits, name, factor, number.decimals)  # type: ignore[arg-type]
            return bind_amount(frame, whole), True
        return Refusal("no_concept"), False

    def take_silent(self, number: Number) -> None:
        """Years, dates, list numbers and thresholds."""
        frame = self.frame
        if number.kind == "list":
            if self.last is None or isinstance(self.last, Delimiter):
                frame.comparison = frame.comparison if frame.children else None
                if frame.zone == "purpose" or not frame.enumerated:
                    frame.zone = ""
            return
        if number.kind == "equipment":
            frame.begin_sentence(False)
            total = frame.count_total
            bought = any(t.flow for t in frame.counts) or "购置" in self.text[max(0, number.start - 6) : number.start]
            bought = bought or (total is not None and total.concepts == ("vehicles_purchased",) and not total.stock)
            frame.anchor, frame.dirty = "equipment", False
            frame.equipment = self.printed(number.start, number.end)
            frame.count_item = "购置" if bought else None
            frame.counts = ()
            return
        if number.kind not in ("year", "date") or number.year is None:
            return
        frame.begin_sentence(False)
        ending = self.text[number.start : number.end].endswith(("末", "底"))
        before = self.text[max(0, number.start - 2) : number.start]
        if number.kind == "date" or ending or before in ("截至", "截止"):
            frame.as_of = number.year
        elif not frame.zone:
            frame.year = number.year
            frame.as_of = None

    def sentence(self, number: Number) -> tuple[str, int]:
        """The folded sentence around a number and where it begins."""
        begin = max(self.text.rfind(c, 0, number.start) for c in "。\n") + 1
        ends = [e for c in "。\n" if (e := self.text.find(c, number.end)) >= 0]
        return self.text[begin : min(ends, default=len(self.text))], begin

    def after(self, number: Number, outcome: Outcome) -> None:
        """What a number leaves behind: the next one needs an anchor of its own."""
        frame = self.frame
        bound = not isinstance(outcome, Refusal)
        frame.stated = frame.stated or bound
        if number.kind == "amount" and frame.anchor in ("label", "measure"):
            frame.last_measure = frame.measures[-1] if frame.anchor == "measure" and frame.measures else None
        if frame.anchor == "direction" and bound:
            frame.last_change = frame.direction
        if frame.anchor == "completion" and number.kind == "amount":
            frame.dirty = False
            return
        if frame.anchor == "comparison":
            frame.dirty = False
            return
        if bound and not isinstance(outcome, Refusal) and outcome[0].subject.concepts == ("performance_projects_amount",):
            frame.subjects = (outcome[0].subject,)
        if frame.spread:
            frame.queue += 1
            return
        frame.anchor, frame.measures, frame.counts, frame.dirty = "", (), (), False
