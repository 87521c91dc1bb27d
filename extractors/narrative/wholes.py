"""The budget of a body as a whole: 某局预算900.00万元，包括人员经费…、项目支出…"""

from __future__ import annotations

import re

from extractors.narrative.frame import Frame
from extractors.narrative.marks import Word
from extractors.narrative.trail import Trail
from extractors.organizations import clean_name, is_body

_LEADS = re.compile(r"^(?:\(?[\d一二三四五六七八九十]{1,3}[)、.]+)?(?:20\d\d年度?)?")
_PARTS = re.compile(
    r"(?:总额|共|为)*[\d,.]+(?:万|亿)?元[，:。](?:其中|包括)[:，]?[^。;\n]*?(?:人员|基本支出)[^。;\n]*?项目支出"
)
_REACH = 60
"""Characters of the longest name before the word."""


def find_whole(frame: Frame, trail: Trail, word: Word) -> str | None:
    """The body whose whole budget follows `word` (预算): its name opens the sentence, its parts close it."""
    if not frame.report.is_budget or frame.zone or frame.heads_in_sentence:
        return None
    begin = max(trail.text.rfind(stop, 0, word.start) for stop in "。;\n") + 1
    if word.start - begin > _REACH or not _PARTS.match(trail.text, word.end):
        return None
    name = clean_name(_LEADS.sub("", trail.text[begin : word.start]))
    return name if is_body(name) else None
