"""Names of bodies: cleaned, told from other words, sorted by kind, and turned into one id over their spellings."""

from __future__ import annotations

import hashlib
import re

from extractors.amounts import fold
from schemas.cover import body_rules

_LONGEST = 40
_PLACEHOLDER = re.compile(r"[XxＸ×*○〇]{2,}")


def clean_name(text: str) -> str:
    """The name folded, without quotes, list numbers, and marks that say it is the department as a whole (（汇总）)."""
    name = re.sub("[“”\"'《》]", "", fold(text)).strip(":,;。、.·-—_/")
    name = re.sub(r"^[(]?\d+[)]?[-—:.]?", "", name)
    for mark in body_rules().whole_marks:
        name = name.replace(mark, "")
    return name


def unit_name(text: str) -> str:
    """The cleaned name of a unit as a table prints it, without a second name of the same unit in brackets behind it."""
    name = clean_name(text)
    head, _, second = name.removesuffix(")").rpartition("(")
    return head if name.endswith(")") and is_body(head) and len(second) > 4 and is_body(second) else name


def is_body(name: str) -> bool:
    """Whether a cleaned text can be a body's name: it ends as bodies do and is neither a sentence nor a blank form."""
    if not 2 < len(name) <= _LONGEST or re.search(r"[,;。:、!?]|的$|\d+[个名人家]", name):
        return False
    if any(word in name for word in body_rules().clause):
        return False
    return kind_of_body(name) is not None and not is_placeholder(name)


def is_placeholder(name: str) -> bool:
    """Whether the name was never filled in (XX局)."""
    return _PLACEHOLDER.search(name) is not None or any(mark in name for mark in body_rules().placeholders)


def kind_of_body(name: str) -> str | None:
    """学校, 党委, 政府, 部门, 事业单位 ... by a word in the name or its end; None where it ends like no body."""
    plain = without_own_mark(name)
    fits = [
        (len(ending), -order, kind)
        for order, (kind, endings, _) in enumerate(body_rules().kinds)
        for ending in endings
        if plain.endswith(ending)
    ]
    if not fits:
        return None
    held = (kind for kind, _, holds in body_rules().kinds if any(word in plain for word in holds))
    return next(held, max(fits)[2])


def without_party(name: str) -> tuple[str, str]:
    """中共 (or nothing) and the rest of the name, where the place begins."""
    opening = next((o for o in body_rules().party_openings if name.startswith(o)), "")
    return ("中共" if opening else ""), name.removeprefix(opening)


def without_own_mark(name: str) -> str:
    """The name without what says that the body alone is meant (（本级）, 机关)."""
    mark = next((m for m in body_rules().own_marks if name.endswith(m)), None)
    return name if mark is None else without_own_mark(name.removesuffix(mark))


def bare_name(rest: str) -> str:
    """The name without its place, as compared: 委员会组织部 and 委组织部, 上庸镇 and 上庸镇人民政府 are one body."""
    rules = body_rules()
    for government in rules.town_governments:
        town = rest.removesuffix(government)
        if town != rest and town.endswith(rules.town_endings):
            rest = town
            break
    return re.sub("^委员会(?=.)", "委", rest).replace("(", "（").replace(")", "）")


def organization_id(bare: str, admin_code: str | None) -> str:
    """One id for a body whatever the year, the format and the length of the printed name."""
    return "o" + _digest("organization", bare, admin_code or "")


def report_digest(*parts: str) -> str:
    """The id of a report from what makes it that report."""
    return "r" + _digest("report", *parts)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
