"""The frame: what the grammar holds while it walks a section: subjects, fund, measure, comparison, year, scope."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.narrative.concepts import Subject
from extractors.narrative.evaluations import DEPARTMENT, Scored
from extractors.narrative.marks import Comparison
from schemas.report import Report
from schemas.wording import Term, wording


@dataclass(slots=True)
class Frame:
    """The grammar's state. `anchor` is the kind of the last word that a number may follow."""

    report: Report
    section_fund: str | None
    section_income: bool
    title_subject: Subject | None
    topics: set[str]
    scored: Scored = DEPARTMENT
    title_class: str = ""
    subjects: tuple[Subject, ...] = ()
    head: tuple[Subject, ...] = ()
    parent: tuple[Subject, ...] = ()
    scope_fund: str | None = None
    said_funds: set[str] = field(default_factory=set)
    children: bool = False
    restore: bool = False
    listed: bool = False
    parts: tuple[Subject, ...] = ()
    fresh: bool = True
    heads_in_sentence: int = 0
    heads: tuple[Subject, ...] = ()
    pending_fund: str | None = None
    anchor: str = ""
    measures: tuple[str, ...] = ()
    relation_measure: str | None = None
    relation_side: bool = False
    denominators: tuple[str, ...] = ()
    direction: int = 0
    budget_change: bool = False
    comparison: Comparison | None = None
    mixed: bool = False
    year: int | None = None
    as_of: int | None = None
    zone: str = ""
    enumerated: bool = False
    dirty: bool = False
    foreign: bool = False
    coordinate: bool = False
    spread: bool = False
    each: bool = False
    current: bool = False
    queue: int = 0
    listing: bool = False
    row: tuple[Subject, ...] = ()
    told: bool = False
    changed: bool = False
    last_measure: str = ""
    bracket_measure: str = ""
    last_count: Subject | None = None
    quantity: bool = False
    unowned: bool = False
    unnamed: bool = False
    shared: bool = False
    bought: bool = False
    counts: tuple[Term, ...] = ()
    count_item: str | None = None
    equipment: str | None = None
    equipment_bought: bool = False
    count_total: Subject | None = None
    staff_total: Subject | None = None
    quotas: tuple[str, ...] = ()
    last_topic: str = ""
    recent_topic: str = ""
    family_fund: str | None = None
    elsewhere: bool = False
    indicator: str | None = None
    stated: bool = False
    orphan: bool = False
    head_measures: tuple[str, ...] = ()
    child_measure: str | None = None
    last_change: int | None = None
    project: str | None = None
    in_project: bool = False
    set_name: str | None = None
    set_open: bool = False
    stash: list[tuple[object, ...]] = field(default_factory=list)

    _SAVED = (
        *("subjects", "head", "parent", "children", "anchor", "measures", "direction", "counts"),
        *("count_item", "count_total", "zone", "dirty", "foreign", "last_topic", "head_measures"),
        *("fresh", "restore", "heads_in_sentence", "spread", "queue", "unowned", "year", "unnamed"),
    )

    def close_clause(self) -> None:
        """A comma: what a number might have followed is over; subjects, comparison and zone stay."""
        self.anchor = ""
        self.measures = ()
        self.relation_measure = None
        self.relation_side = False
        self.denominators = ()
        self.direction = 0
        self.budget_change = False
        self.dirty = False
        self.pending_fund = None
        self.coordinate = False
        self.each = False
        self.counts = ()
        self.count_item = None
        self.elsewhere = False

    def part_list(self, mark: str, stated: bool) -> None:
        """Whether a comma ends a list of parts (其中：A为X、B为Y，较上年减少Z): what is compared then is the head.

        The list goes on at a 、 behind a figure; it is one where the next figure is another part's.
        """
        if mark == "、" and stated and self.children:
            self.parts = (*(() if self.listed else self.parts), *self.subjects)
            self.listed = False
        elif mark == "，":
            self.unowned = self.unowned and not self.parts
            self.listed = bool(self.parts) and self.subjects != self.parts[-1:]
            self.parts = (*self.parts, *self.subjects) if self.listed else ()

    def close_part(self) -> None:
        """A semicolon: a comparison without a label of its own now belongs to the head."""
        self.close_clause()
        self.listed, self.parts = False, ()
        self.quotas = ()
        self.foreign = False
        self.spread = False
        self.queue = 0
        self.restore = bool(self.children and self.head)

    def close_sentence(self) -> None:
        """A full stop. A label right before it is the title of what follows (1.公务接待费。2021年预算数X万元)."""
        titled = self.anchor == "label" and self.children and len(self.subjects) == 1
        self.close_part()
        if titled:
            self.head, self.children = self.subjects, False
        self.restore = bool(self.head) and (self.children or (self.heads_in_sentence > 1 and not titled))
        self.fresh = True
        self.last_topic = self.last_measure = ""
        self.changed = self.quantity = self.told = self.unowned = self.unnamed = False
        self.bought = False
        self.indicator = self.staff_total = self.last_count = None
        self.set_open = False
        self.last_change = None
        if self.subjects and self.subjects[0].concepts == ("performance_projects_amount",):
            self.subjects = ()

    def close_paragraph(self, length: int) -> None:
        """A new line: brackets, zone, year and comparison end; labels of a long paragraph without a figure are none."""
        self.close_sentence()
        if not self.stated and length > 40:
            self.subjects = self.head = self.parent = ()
            self.children = False
        self.stated = self.orphan = False
        self.head_measures = ()
        self.child_measure = None
        self.stash.clear()
        self.zone = ""
        self.enumerated = False
        self.comparison = None
        self.mixed = False
        self.year = None
        self.in_project = False
        self.count_total = None
        self.restore = bool(self.head)

    def open_bracket(self) -> None:
        """What stands in brackets is a scope of its own under the current subject."""
        self.stash.append(tuple(getattr(self, name) for name in self._SAVED))
        self.bracket_measure = self.last_measure
        self.parent = self.subjects or self.parent
        self.close_clause()
        self.children = False

    def close_bracket(self) -> None:
        """Back to where the bracket opened; 公车运行费(三公经费)总额: a bracket that only names the whole renames."""
        if self.stash:
            inside, named = self.subjects, self.anchor == "label" and not self.children
            for name, value in zip(self._SAVED, self.stash.pop(), strict=True):
                setattr(self, name, value)
            whole = named and len(inside) == 1 and inside[0].concepts == ("three_public_total",)
            if whole and self.anchor == "label" and self.subjects[-1].concepts != inside[0].concepts:
                self.take_subject(inside[0])

    def begin_sentence(self, among: bool) -> None:
        """The first word after a full stop; a sentence that begins with 其中 goes on under the same head."""
        if not self.fresh:
            return
        self.fresh = False
        if among and self.current:
            self.year = None
        self.current = False
        if not among:
            self.children = False
            self.child_measure = None
            self.head_measures = ()
            self.comparison = None
            self.mixed = False
            self.year = None
            self.heads_in_sentence = 0

    def take_subject(self, subject: Subject) -> None:
        """A label takes over, alone or beside the labels that it is coordinated with."""
        self.row = (*self.row, subject) if self.listing else (subject,)
        self.listing = False
        if self.coordinate and self.anchor == "label":
            self.subjects = (*self.subjects, subject)
        else:
            self.subjects = (subject,)
        if not self.children:
            if not self.coordinate:
                self.heads_in_sentence += 1
            first = self.heads_in_sentence <= 1
            self.heads = self.subjects if first else (*self.heads, subject)
            if first:
                self.head = self.subjects
        self.coordinate = False
        self.restore = False
        self.foreign = False
        self.dirty = False
        self.spread = self.quantity = self.told = self.unowned = self.unnamed = False
        self.last_count, self.bought, self.orphan = None, False, False
        self.queue = 0
        self.anchor = "label"
        self.measures = ()
        self.in_project = False

    def take_purchase(self) -> bool:
        """购置公务用车1辆，支出18.60万元: of the vehicles that were counted. Whether such were counted here."""
        if not (self.bought and self.subjects and self.subjects[-1].topic == "vehicle"):
            return False
        self.take_subject(replace(self.subjects[-1], concepts=("three_public_vehicle_purchase",)))
        return True

    def resume(self) -> None:
        """A cue without a label: after 其中 or a stop it belongs to the head of the sentence before."""
        if self.restore:
            self.subjects = self.head
            self.restore = self.children = self.unowned = False
        if not self.subjects and self.title_subject:
            self.subjects = (self.title_subject,)

    def pair_up(self) -> None:
        """各, 均: a change of the one side of 收入总计X，支出总计Y is a change of both."""
        sides = {s.is_income for s in self.heads}
        same = len(self.heads) == len(sides) == 2 and self.heads[0].fund == self.heads[1].fund
        if same and len(self.subjects) == 1 and self.subjects[0] in self.heads:
            self.subjects = self.heads

    def open_topic(self, topic: str) -> None:
        """A label opens its field: counts without a label of their own belong to the last one opened."""
        if topic:
            self.topics.add(topic)
            self.last_topic = self.recent_topic = topic

    def begin_part(self, title: str) -> None:
        """A title at the head of its paragraph: nothing before it is its subject; its words open their fields."""
        self.subjects = self.head = self.parent = self.heads = ()
        self.children = self.restore = False
        self.topics |= {topic for topic, cues in wording().topics.items() if any(cue in title for cue in cues)}

    def open_project(self, name: str | None) -> None:
        """A project's own paragraph, or the department's as a whole (no name)."""
        self.project = name
        self.follow_project(name)

    def follow_project(self, name: str | None) -> None:
        """The figures that follow are the project's."""
        concept = "expenditure_project" if name else "expenditure"
        self.set_open = False
        self.subjects = self.head = (Subject((concept,), "all", name or "部门整体支出", item=name),)
        self.restore = self.children = self.foreign = self.orphan = False
        self.in_project = True

    def disown(self) -> None:
        """Another noun than a known one takes over: what follows is none of the subject's, except in a reason."""
        self.foreign, self.anchor, self.counts = not self.zone, "", ()

    def expect(self, measure: str) -> None:
        """The next amount is of this measure."""
        self.anchor, self.measures, self.dirty = "measure", (measure,), False

    def compare(self, comparison: Comparison) -> None:
        """A comparison holds for the rest of its sentence; two different ones leave children without."""
        self.resume()
        self.mixed = self.mixed or (self.comparison is not None and self.comparison.year != comparison.year)
        self.comparison = comparison
        if self.current:
            self.year = None
        self.anchor, self.dirty, self.budget_change = "comparison", False, False

    def begin_item(self) -> None:
        """A list number: the comparison before the list holds for its items only under 其中."""
        self.comparison = self.comparison if self.children else None
        if self.zone == "purpose" or not self.enumerated:
            self.zone = ""

    def refund(self, fund: str) -> None:
        """The phrase after a label names its fund (三公经费财政拨款支出, 上年结转的一般公共预算收入)."""
        if self.subjects and (fund != "fiscal" or self.subjects[-1].fund_policy == "scope"):
            last = replace(self.subjects[-1], fund=fund, fund_said=True)
            self.subjects = (*self.subjects[:-1], last)
