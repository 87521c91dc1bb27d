"""The folded text: what labels and numbers are looked up in, with the way back to the printed characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DROP, _KEEP = "\0", "\x01"
_QUOTES = "“”‘’\"'「」『』〝〞＂＇`´"
_SPACES = " \t\r\v\f\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000\ufeff"


def _table() -> dict[int, str]:
    table = {ord(c): _DROP for c in _QUOTES + _SPACES}
    for code in (*range(0xFF01, 0xFF5F), *range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and code not in table and folded != chr(code):
            table[code] = folded
    table |= {ord("，"): "，", ord("﹪"): "%", ord("−"): "-", ord("－"): "-", ord("–"): "-", ord("﹣"): "-"}
    table |= {ord("〔"): "[", ord("〕"): "]", ord("【"): "[", ord("】"): "]", ord("︰"): ":", ord("﹐"): "，"}
    return table


_TABLE = _table()
_SPACED_DIGITS = re.compile(r"(?<![\d.,])(?:[\d.,]\0){2,}[\d.,](?![\d.])")
_DIGIT_GAP = re.compile(r"(?<=[\d.,%])\0+(?=\d)")
_THOUSANDS_GAP = re.compile(r"(?<![\d.,\x01])(\d{1,3})\x01(\d{3}(?:\.\d+)?)(?=\0*[万亿]?元)")
_WIDE_THOUSANDS = re.compile(r"(?<![\d.,，])\d{1,3}(?:，\d{3})+(?=(?:\.\d+)?[万亿]?元)")
_STOP = re.compile(r"(?<=[元%)）])\.(?!\d)")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_BROKEN_LINE = re.compile(r"\n(?=\0*(?:\([类款项]\)|[，。;、)%]))|(?<=\d)\n(?=\0*[亿万千]?元)")
_DROPPED = re.compile("\0+")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded text; character i of it is character `origin[i]` of the printed text.

    `origin` has one entry more than the text, the printed length, so that a span's end can be looked up.
    """

    text: str
    origin: tuple[int, ...]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """The printed span of folded characters [start, end)."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


def fold_text(text: str) -> Folded:
    """The text with half-width digits and brackets, without white space (new lines stay) and quotation marks.

    A gap between two numbers stays as one blank, so that neighbours do not run together; digits that a justified
    line spaced out (9 9 9 . 8 3) are joined, and a new line that cannot begin a paragraph is none. An ASCII comma
    that separates no thousands becomes the Chinese one, a Chinese one that separates thousands of yuan the ASCII one.
    """
    even = _BROKEN_LINE.sub(_DROP, text.translate(_TABLE))
    even = _SPACED_DIGITS.sub(lambda m: m.group().replace("\0", "\x02"), even)
    even = _DIGIT_GAP.sub(lambda m: _KEEP + _DROP * (len(m.group()) - 1), even).replace("\x02", _DROP)
    even = _THOUSANDS_GAP.sub(rf"\1{_DROP}\2", _STOP.sub("。", even))
    origin = [i for i, c in enumerate(even) if c != _DROP]
    origin.append(len(text))
    folded = _DROPPED.sub("", even).replace(_KEEP, " ")
    folded = _WIDE_THOUSANDS.sub(lambda m: m.group().replace("，", ","), _COMMA.sub("，", folded))
    return Folded(folded, tuple(origin))
