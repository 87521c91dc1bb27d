"""Counts: persons, vehicles, batches, scores, equipment, and the sets of performance projects."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extractors.narrative.binding import Binding, Outcome, Refusal, bind_count_change, refuse
from extractors.narrative.concepts import Subject
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Number
from extractors.narrative.trail import last_clause
from schemas.wording import Term, wording

UNIT_WORDS = {
    "人": "person",
    "名": "person",
    "人次": "person_time",
    "人(次)": "person_time",
    "%": "percent",
    "分": "score",
}
_THINGS = ("辆", "台", "部", "台(套)", "台套", "套")
"""Units of vehicles and equipment."""
CONTINUED = {
    ("abroad", "人"): "abroad_persons",
    ("abroad", "人次"): "abroad_persons",
    ("abroad", "名"): "abroad_persons",
    ("reception", "人"): "reception_persons",
    ("reception", "人次"): "reception_persons",
    ("reception", "人(次)"): "reception_persons",
    ("reception", "批次"): "reception_batches",
    ("reception", "批"): "reception_batches",
    ("foreign", "人"): "foreign_reception_persons",
    ("foreign", "人次"): "foreign_reception_persons",
    ("foreign", "批次"): "foreign_reception_batches",
    ("foreign", "批"): "foreign_reception_batches",
}
"""A second count of a clause that has no label of its own: 国内公务接待24批次，221人次."""

_SETS = (
    (re.compile('评[级价定]*[为等级]*[“"]?(优秀|优|良好|良|中|合格|不合格|差)[”"]?的'), "绩效自评-{}"),
    (
        re.compile(
            "(?:编[制报]|设置|设定|申报|填报|制定|报送|上报)[^，。;]{0,8}绩效目标(?!(?:实际)?完成)|绩效目标(?:编[制报]|申报)"
        ),
        "编报绩效目标",
    ),
    (re.compile("目标管理|绩效管理(?!要求|情况|工作)"), "纳入绩效目标管理"),
    (re.compile("绩效跟踪|跟踪评价|跟踪监控"), "绩效跟踪"),
    (re.compile("监控|监测"), "绩效监控"),
    (re.compile("绩效目标(?:实际)?完成情况"), "绩效目标完成情况"),
    (re.compile("自评|自我评价"), "绩效自评"),
    (re.compile("(?:重点|财政|部门|整体|绩效)评价|绩效评估"), "绩效评价"),
)
_PROJECT_LEVEL = re.compile("[一二三]级项目")
"""一级项目3个，二级项目7个 are parts of the set that was named."""
_ALL_PROJECTS = re.compile(
    r"(?:(?:所有|全部)[^，。;]{0,4}项目[^，。;]{0,20}(?:目标管理|绩效管理|自评|评价)[^，。;]{0,6}"
    r"|绩效(?:目标)?管理[^，。;]{0,4}全覆盖)(?=，涉及)"
)
"""A set of projects that is named without its number: 所有项目支出预算纳入绩效管理，涉及…, 绩效目标管理全覆盖，涉及…"""
_SET_OF = re.compile(r"(?:绩效目标|目标管理|绩效管理|自评|评价|监控)的$")
_WHOLE = re.compile(r"^(?:部门|单位|下属单位)?.{0,10}整体支出.{0,4}评价")
_FINISHED = re.compile(r"年度?[^，。;]{0,12}(?:完成|实施)的$")
_PROJECTS = re.compile(r"项目|专项|政策")
_COUNTED = re.compile(r"(?:(?:一般公共|政府性基金|国有资本经营)预算)?(?:[一二]级|预算|支出|重点)?项目|专项|政策")
"""What follows the number of a set: 对绿道建设等2个政府性基金预算项目支出."""
_GRADE = re.compile('[“"]?(优秀|优|良好|良|中|合格|不合格|差)[”"]?(?:等级)?的')
"""A further grade of a list: 评价等级为优的项目18个，良的项目2个."""
_SET_FUNDS = (("一般公共预算", "general_public"), ("政府性基金", "gov_fund"), ("国有资本经营", "state_capital"))
_MONEY_OF_SET = re.compile(
    r"^(?:其中|及|共|和|涉及|项目|财政|财政性|一般公共预算|政府性基金|国有资本经营|总|年度|当年|全年|年初|批复|部门|支出|预算|资金|金额|总额|数额|额|拨款|安排|总计|合计|共计|数|为|约|计|达|的|:)*$"
)


def bind_count(frame: Frame, number: Number, bare: bool = True) -> Outcome:
    """The facts of a counted number; `bare` says that no unexplained text stands right before it."""
    if number.value is None or frame.zone not in ("", "unnamed"):
        return refuse(frame, "no_concept")
    if frame.dirty and number.unit != "批次":  # 接待客商5批次: batches are of guests, whoever they are
        return Refusal("no_concept")
    if frame.anchor == "direction" and frame.last_count is not None and frame.comparison is not None:
        if number.unit not in _THINGS:
            return Refusal("no_concept")
        value = (number.base_value or Decimal(0)) * (frame.direction or 1)
        return bind_count_change(frame, frame.last_count, value, "direction")
    if frame.anchor == "equipment":
        return _equipment(frame, number)
    if frame.elsewhere:
        return refuse(frame, "no_concept")
    term = _choose(frame, number)
    if term and term.needs and frame.foreign:
        return refuse(frame, "no_concept")
    if term:
        return _counted(frame, number, term)
    continued = CONTINUED.get((frame.last_topic, number.unit)) if bare and number.kind == "count" else None
    if continued and frame.anchor == "":
        return (_binding(frame, number, Subject((continued,), "all", continued, topic=frame.last_topic), None),)
    return refuse(frame, "no_concept")


def _choose(frame: Frame, number: Number) -> Term | None:
    """The count that the unit allows; of several open fields (累计N人次) the one opened last."""
    topics = () if frame.last_topic == "gathering" else frame.topics  # 会议费3.50万元，人数150人: of the meetings
    fits = [
        t
        for t in frame.counts
        if number.unit in t.units and (not t.needs or t.needs in topics or t.needs == frame.last_topic)
    ]
    if abroad := [t for t in fits if t.needs == frame.last_topic == "foreign"]:
        return abroad[0]
    near = [t for t in fits if t.needs and t.needs in (frame.last_topic, frame.recent_topic)]
    own = [t for t in fits if not t.needs]
    return next(iter((*own, *near, *fits)), None)


def _counted(frame: Frame, number: Number, term: Term) -> Outcome:
    concept, item = term.concepts[0], None
    stock, flow = term.stock, term.flow
    if term.role == "kind":
        item = frame.count_item
        total = frame.count_total
        if total is not None:
            concept = "vehicles" if total.concepts[0] == "vehicles_total" else total.concepts[0]
            stock, flow = total.stock, not total.stock
        else:
            stock = True
    elif concept == "staff_actual" and frame.staff_total is None and len(frame.quotas) == 1:
        item = frame.quotas[0]  # 行政编制120人，实有人数110人
    elif term.item == "printed":
        item = frame.count_item
        if concept == "staff_quota" and item:
            frame.quotas = (*frame.quotas, item)
        if frame.stash and frame.staff_total:
            concept = frame.staff_total.concepts[0]
    elif concept in ("evaluation_score", "evaluation_weight"):
        item = frame.project or frame.indicator
    subject = Subject((concept,), "all", frame.count_item or concept, stock=stock, topic=term.topic, item=item)
    if term.topic == "staff" and item is None:
        frame.staff_total = subject
    if term.role != "kind" and concept in ("vehicles_total", "vehicles_owned", "vehicles_purchased"):
        frame.count_total = frame.last_count = replace(subject, stock=stock or not flow)
    if concept == "vehicles_purchased" and term.role != "kind":
        frame.bought = True
    frame.open_topic(term.topic)
    return (_binding(frame, number, subject, term.unit),)


def bind_staff_kind(frame: Frame, number: Number, name: str | None) -> Outcome | None:
    """实有人员138人，其中：行政120人、事业18人: the parts of a number of staff; None where it is something else."""
    total, kinds = frame.staff_total, wording()
    if total is None and name in kinds.retired_kinds and "staff" in frame.topics:
        total = Subject(("staff_retired",), "all", "", stock=True, topic="staff")
    if total is None or name not in kinds.staff_kinds or number.unit not in ("人", "名", "个") or frame.elsewhere:
        return None
    part = replace(total, text=name, item=name)
    if name in kinds.retired_kinds:
        part = replace(part, concepts=("staff_retired",), item=kinds.retired_kinds[name] or None)
    return (_binding(frame, number, part, "person"),)


def bind_staff_on_duty(frame: Frame, number: Number) -> Outcome | None:
    """行政编制120人，实际110人: the staff in the posts just counted; None where no posts were."""
    total = frame.staff_total
    if number.unit not in ("人", "名") or not (
        len(frame.quotas) == 1 or (total and total.concepts == ("staff_quota",))
    ):
        return None
    item = frame.quotas[0] if total is None else None
    subject = Subject(("staff_actual",), "all", "实际", stock=True, topic="staff", item=item)
    return (_binding(frame, number, subject, "person"),)


def _equipment(frame: Frame, number: Number) -> Outcome:
    if number.unit and number.unit not in ("台(套)", "台/套", "台套", "套", "台", "件", "台(件)", "个"):
        return Refusal("no_concept")
    subject = Subject(
        ("equipment_over_threshold",),
        "all",
        frame.equipment or "",
        stock=not frame.equipment_bought,
        item=frame.equipment,
    )
    frame.last_count = subject if subject.stock else None
    return (_binding(frame, number, subject, "set"),)


def _binding(frame: Frame, number: Number, subject: Subject, unit: str | None) -> Binding:
    own = frame.report.fiscal_year
    if subject.stock:
        measure, year = "final", frame.as_of or frame.year or own
    else:
        measure, year = frame.report.default_measure, own
        if frame.year is not None and own is not None and frame.year == own - 1:
            measure, year = "prior_final", frame.year
    kind = UNIT_WORDS.get(number.unit) or unit or "item"
    if number.unit in ("人", "名") and unit not in ("person", "person_time"):
        kind = unit or kind
    value = number.base_value or Decimal(0)
    return Binding(subject, measure, value, kind, year, "count", item=subject.item)


def project_set(sentence: str, start: int, end: int) -> str | None:
    """Which set of projects a count in sentence[start:end] belongs to, by the nearest word: behind it, then before."""
    after = re.split("[，。;]", sentence[end:])[0]
    before = sentence[:start]
    clause = re.split("[，。;]", before)[-1]
    if (grade := _GRADE.match(clause)) and _SETS[0][0].search(before):
        return f"绩效自评-{grade[1]}"
    for stretch in (clause + after, before):
        hits = [(m.start(), name.format(m[1] if m.groups() else "")) for p, name in _SETS for m in p.finditer(stretch)]
        if hits:
            graded = [name for _, name in hits if name.startswith("绩效自评-")]
            return graded[0] if graded else hits[-1 if stretch is before else 0][1]
    return None


def project_money(clause: str) -> Subject | None:
    """填报绩效目标的项目支出, 开展自评的项目支出: the money of a set of projects, named before it."""
    name = project_set(clause, len(clause), len(clause)) if _SET_OF.search(clause) else None
    return Subject(("performance_projects_amount",), "all", name, item=name) if name else None


def bind_projects(frame: Frame, number: Number, sentence: str, start: int, end: int) -> Outcome | None:
    """对5个项目编制了绩效目标, 共涉及项目7个: a count of performance projects, or None where it is none."""
    if number.value is None or number.unit not in ("个", "项", "个项目") or frame.zone or frame.anchor == "share":
        return None
    if _WHOLE.search(re.split("[，。;]", sentence[end:])[0]):
        frame.set_open = False  # 开展1项部门整体支出绩效评价: the money that follows is no project's
        return None
    near = sentence[max(0, start - 8) : start] + sentence[end : end + 14]
    if number.unit != "个项目" and not _PROJECTS.search(re.split("[，。;]", near)[0] if "，" not in near else near):
        return None
    before = re.split("[，。;]", sentence[:start])[-1]
    after = re.split("[，。;]", sentence[end:])[0]
    if number.unit != "个项目" and not (
        _COUNTED.match(after) or re.search(r"项目(?:数量?|个数|总数)?(?:共|共计|合计|为|有|计|总计)*$", before)
    ):
        return None
    name = project_set(sentence, start, end)
    if name is None and sentence.startswith("其中") and frame.set_name:
        name = frame.set_name.partition("-")[0]
    if name is None:
        return None
    if level := _PROJECT_LEVEL.search(before) or _PROJECT_LEVEL.match(after):
        name = f"{name}-{level.group()}"
    frame.set_name, frame.set_open = name, True
    subject = Subject(("performance_projects",), "all", name, item=name)
    if _FINISHED.search(before):  # 对上年度已完成的3个项目开展自评: the year is the projects', not the evaluation's
        frame.year = None
    return (_binding(frame, number, subject, "item"),)


def bind_project_amount(frame: Frame, number: Number, before: str) -> Outcome | None:
    """涉及预算金额175.52万元 after a set of projects; `before` is its sentence so far. None where it is another."""
    value = number.base_value
    clause = last_clause(before)
    part = clause.rsplit("、", 1)[-1]
    if not frame.set_open and clause.startswith("涉及") and (said := _ALL_PROJECTS.search(before)):
        frame.set_name, frame.set_open = project_set(said.group(), len(said.group()), len(said.group())), True
    if (
        not frame.set_open
        or not frame.set_name
        or value is None
        or frame.zone
        or not part
        or not _MONEY_OF_SET.match(part)
    ):
        return None
    if "共" in part.replace("公共", "") and _PROJECT_LEVEL.search(frame.set_name):
        frame.set_name = frame.set_name.partition("-")[0]  # 一级项目A个，二级项目B个，共涉及资金C万元
    fund = next((name for phrase, name in _SET_FUNDS if phrase in part), "all")
    planned = "预算" in part.replace("公共预算", "").replace("基金预算", "")
    year = frame.report.fiscal_year
    measure = "initial_budget" if frame.report.is_budget else "budget" if planned else "final"
    if frame.year is not None and year is not None and frame.year == year - 1:
        measure, year = "prior_final", frame.year
    subject = Subject(("performance_projects_amount",), fund, frame.set_name or "", item=frame.set_name)
    return (Binding(subject, measure, value, "CNY", year, "performance", item=frame.set_name),)
