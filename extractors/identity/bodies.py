"""Whose report it is: the names that a document prints for its body, weighed against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from extractors.amounts import fold
from extractors.identity.captions import caption_names, label_names
from extractors.identity.divisions import gazetteer
from extractors.organizations import clean_name, is_body
from extractors.outline import Outline
from schemas.cover import body_rules, cover_rules
from schemas.document import Document

_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?)?|[一二][〇○零一二三四五六七八九]{3}年度?")
_TITLE, _CAPTION, _HEADING, _REPORT, _LABEL, _HINT = 100, 10, 12, 6, 3, 1
_MOST_CAPTIONS = 6
_HEADING_WORDS = re.compile(r"(?:概况|基本情况|主要职[能责]|情况说明|(?:部门|单位)?(?:综合)?[决预]算.*)$")
_SUBJECT = re.compile(r"(?:^|[,。;\n])([\u4e00-\u9fff()]{4,24}?)(?:内设|共有车辆|(?:19|20)\d{2}年度?|机关运行经费)")
_SHORT_NAME = r"[(](?:{cues})[:]?[“\"']*([^)”\"']{{2,20}})[”\"']*[)]"


def find_body(document: Document, outline: Outline, title: str | None, text: str, hint: str = "") -> str | None:
    """The cleaned name of the reporting body as printed, or None.

    The title weighs most, then captions, headings, second reports and form labels; the text's own subjects, then
    the file's name, serve only where nothing else prints a name. One name that ends another (西区行政审批局 and
    攀枝花市西区行政审批局) counts for both, and the longer is taken.
    """
    weights: Counter[str] = Counter()
    for name, weight in _printed(document, outline, title):
        if is_body(name):
            weights[name] += weight
    if not weights:
        subjects = Counter(name for name in _subjects(text) if is_body(name) and gazetteer().leading(name))
        weights.update(dict(subjects.most_common(1)))
    if not weights:
        pieces = re.split(r"[_\-\s.]+", PurePath(hint).stem)
        weights.update(name for name in map(title_name, pieces) if is_body(name))
    if not weights:
        return None
    families = {n: sum(w for other, w in weights.items() if other.endswith(n) or n.endswith(other)) for n in weights}
    return max(weights, key=lambda name: (families[name], len(name), name))


def title_name(title: str) -> str:
    """What a title leaves when its year and the words of its kind are taken off: the body's name, if it holds one."""
    rules = cover_rules()
    name = clean_name(_YEAR.sub("", fold(title)))
    own = next((mark for mark in body_rules().own_marks if mark in name and mark.startswith("(")), None)
    name = re.sub(r"[(][^()]*[)]", lambda m: m.group() if m.group() == own else "", name)
    for opening in rules.title_opening:
        name = name.removeprefix(opening)
    trimmed = True
    while trimmed and not is_body(name):
        trimmed = False
        for word in rules.title_rest:
            if name.endswith(word) and name != word:
                name, trimmed = name.removesuffix(word), True
                break
    return name


def aliases_of(name: str, bare: str, place: str, text: str) -> tuple[str, ...]:
    """Other names in the (folded) text: short names that it introduces, and names with less of the place."""
    rules = body_rules()
    found: list[str] = []
    pattern = re.escape(bare) + _SHORT_NAME.format(cues="|".join(rules.short_cues))
    found.extend(clean_name(match.group(1)) for match in re.finditer(pattern, text))
    if place:
        found.extend(form + bare for form in (place, place[-1]) if form + bare in text)
    return tuple(dict.fromkeys(alias for alias in found if alias != name and len(alias) > 1))


def _printed(document: Document, outline: Outline, title: str | None) -> Iterator[tuple[str, int]]:
    if title:
        yield title_name(title), _TITLE
    for name, count in Counter(caption_names(document)).items():
        yield name, _CAPTION * min(count, _MOST_CAPTIONS)
    for name, count in Counter(label_names(document)).items():
        yield name, _LABEL * min(count, _MOST_CAPTIONS)
    for section in outline.sections:
        if section.kind in ("body", "glossary") and section.record.level == 1 and section.record.title:
            if section.record.part == "main":
                yield _heading_name(section.record.title), _HEADING
            else:
                yield title_name(section.record.title), _REPORT


def _heading_name(title: str) -> str:
    return clean_name(_HEADING_WORDS.sub("", _YEAR.sub("", fold(title))))


def _subjects(text: str) -> Iterable[str]:
    return (clean_name(match.group(1)) for match in _SUBJECT.finditer(text))
