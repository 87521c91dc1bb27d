"""Printed numbers of headings: 第一部分, 一、, （三）, 1., 2.1, （2）, 附件1."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from extractors.amounts import parse_chinese_integer

Scheme = Literal["part", "annex", "cn", "cn_paren", "arabic", "arabic_paren", "dotted"]

LEVELS: dict[Scheme, int] = {
    "part": 1,
    "annex": 1,
    "cn": 2,
    "cn_paren": 3,
    "arabic": 4,
    "dotted": 4,
    "arabic_paren": 5,
}
"""How deep a heading with such a number usually stands, whatever the file's styles say."""

_CN = "[〇零一二三四五六七八九十百]"
_SEPARATOR = r"[\s、,.:;．·]"
_SCHEMES: tuple[tuple[Scheme, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"\s*(第\s*({_CN}{{1,4}}|\d{{1,2}})\s*(?:部分|章|篇)){_SEPARATOR}*")),
    ("annex", re.compile(rf"\s*(附\s*(?:件|表|录)\s*({_CN}{{1,3}}|\d{{0,2}})(?:[-－]\d+)?)(?:{_SEPARATOR}+|$)")),
    ("cn", re.compile(rf"\s*({_CN}{{1,4}})\s*[、.．,](?:{_SEPARATOR})*")),
    ("cn_paren", re.compile(rf"\s*\(\s*({_CN}{{1,4}})\s*\){_SEPARATOR}*")),
    ("arabic_paren", re.compile(rf"\s*\(\s*(\d{{1,2}})\s*\){_SEPARATOR}*")),
    ("dotted", re.compile(rf"\s*(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?!\d|\.\d|[年月日%万亿元]){_SEPARATOR}*")),
    ("arabic", re.compile(rf"\s*(\d{{1,2}})\s*(?:[、．]|[.](?!\d)){_SEPARATOR}*")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number before a title: `number` as printed without its point, `ordinal` its last member, 0 if unknown.

    `end` is where the title begins in the text.
    """

    scheme: Scheme
    number: str
    ordinal: int
    end: int

    @property
    def level(self) -> int:
        """The usual depth of such a number."""
        return LEVELS[self.scheme]


def read_numbering(text: str) -> Numbering | None:
    """The printed number at the start of a paragraph, or None. A bare amount or date is no numbering."""
    narrow = _narrow(text[:40])
    for scheme, pattern in _SCHEMES:
        match = pattern.match(narrow)
        if match is None:
            continue
        number = "".join(text[match.start(1) : match.end(1)].split())
        if scheme in ("cn_paren", "arabic_paren"):
            number = f"（{number}）"
        digits = match.group(2) if scheme in ("part", "annex") else match.group(1).split(".")[-1]
        ordinal = int(digits) if digits.isdigit() else parse_chinese_integer(digits)
        return Numbering(scheme, number, ordinal or 0, match.end())
    return None


def _narrow(text: str) -> str:
    """Full-width forms made half-width, character by character, so that offsets stay."""
    return "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
