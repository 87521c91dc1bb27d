"""Surgery on texts: bytes and characters that no report has, and lines without an end."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.faults.fault import NASTY_NUMBERS, mutators

_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "gb18030",
    "gbk",
    "big5",
    "latin-1",
    "utf-7",
)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u200b\u2028\u2029"
_ESCAPES = (
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x1b[31m",
    "\x9b6n",
    "\x1bP1;1|x\x1b\\",
    "\r\x1b[K",
    "\b\b\b",
    "\x1b]8;;http://127.0.0.1:9/\x07",
)
_PLANES = ((0x20, 0x7F), (0x80, 0x300), (0x300, 0x370), (0x600, 0x700), (0x2000, 0x2C00), (0x3000, 0xA000), (0xE000, 0xF900),
           (0xFE00, 0xFFFE), (0x10000, 0x20000), (0x20000, 0x2FFFF), (0xE0000, 0xE0200), (0xF0000, 0x10FFFE))  # fmt: skip
_RUNS = (
    "9", "１", "1,", "1.", ".", "，", "、", "（", "）", "(1)", "其中：", "一", "十", "万", "元", "%", "2023年", "年", "-", "—", "1-",
    "\t", " ", "\u3000", "|", "|1", "｜", "\t1", "1 ", "1  ", "=", "╋", "类）", "款", "（类）（款）（项）", "上年", "比上年增加1万元，", "第",
    "\u0301", "甲\u0301", "0", "部门决算", "单位：万元 ", "1.1.1.", "《", "[image: ", "[bookmark: _Toc", ".....", "……1", "http://", "收入",
)  # fmt: skip

Change = Callable[[str], str]


def _changed(source: bytes, random: Random, change: Change) -> bytes:
    """The text changed, in its own encoding or in another one."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        kept = encoding if random.random() < 0.8 else random.choice(_ENCODINGS)
        return change(text).encode(kept, random.choice(("replace", "ignore", "xmlcharrefreplace")))
    return source


def _put(text: str, new: str, random: Random) -> str:
    """The text with something put at the beginning of a line, or anywhere."""
    ends = [match.end() for match in re.finditer("\n", text)]
    at = random.choice(ends) if ends and random.random() < 0.7 else random.randint(0, len(text))
    return text[:at] + new + text[at:]


def endless_line(source: bytes, random: Random) -> bytes:
    """One run of the same thing, from a thousand characters to a million."""
    unit = random.choice(_RUNS)
    length = random.choice((1000, 20_000, 100_000, 1_000_000)) // len(unit)
    end = random.choice(("", "\n", "元。\n", "，同比增长5%。\n"))
    return _changed(source, random, lambda text: _put(text, unit * length + end, random))


def endless_lines(source: bytes, random: Random) -> bytes:
    """Very many lines of the same kind."""
    unit = random.choice(
        (
            *_RUNS,
            "",
            "一、收入\n二、支出",
            "\t甲\n\t1\n",
            "甲 | 1 | 2",
            "甲\t1\t2",
            "甲      1     2",
            "项目名称\t甲",
            "（一）",
        )
    )
    lines = (unit * random.randint(1, 4) + "\n") * random.choice((200, 3000, 20_000))
    return _changed(source, random, lambda text: _put(text, lines, random))


def joined_lines(source: bytes, random: Random) -> bytes:
    """The whole text on one line, or some hundred lines joined, or with line ends of all kinds."""
    new = random.choice(("", " ", "\t", "\r", "\u2028", "\x0b", "\x85", "\r\r\n", "\n\n\n\n"))
    share = random.choice((0.1, 1.0))
    return _changed(source, random, lambda text: re.sub("\n", lambda m: new if random.random() < share else m[0], text))


def deep_indentation(source: bytes, random: Random) -> bytes:
    """Lines that begin with thousands of spaces, tabs or ideographic spaces, deeper from line to line."""
    blank = random.choice((" ", "\t", "\u3000", "\xa0", " \t"))
    step = random.choice((1, 50, 3000))

    def change(text: str) -> str:
        lines = text.split("\n")
        start = random.randrange(len(lines))
        for n, at in enumerate(range(start, min(start + 200, len(lines)))):
            lines[at] = blank * (n * step % 20_000) + lines[at]
        return "\n".join(lines)

    return _changed(source, random, change)


def _sprinkled(text: str, pieces: tuple[str, ...], random: Random) -> str:
    for _ in range(random.choice((3, 60))):
        text = _put(text, random.choice(pieces) * random.randint(1, 3), random)
    return text


def nul_bytes(source: bytes, random: Random) -> bytes:
    """Zeros and other controls among the characters, or between all of them."""
    if random.random() < 0.3:
        return b"\0".join(source[n : n + 1] for n in range(len(source)))
    return _changed(
        source, random, lambda text: _sprinkled(text, ("\0", "\x01", "\x08", "\x1a", "\x7f", "\x1c"), random)
    )


def direction_marks(source: bytes, random: Random) -> bytes:
    """Marks that turn the direction round, and characters without a width."""
    return _changed(source, random, lambda text: _sprinkled(text, tuple(_BIDI), random))


def terminal_escapes(source: bytes, random: Random) -> bytes:
    """Sequences that a terminal obeys."""
    return _changed(source, random, lambda text: _sprinkled(text, _ESCAPES, random))


def mixed_encodings(source: bytes, random: Random) -> bytes:
    """A text whose lines are in several encodings, or with the mark of another one."""
    if random.random() < 0.3:
        return (
            random.choice((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"+/v8"))
            + source
        )
    text = source.decode("utf-8", "replace")
    return b"".join(
        line.encode(random.choice(_ENCODINGS) if random.random() < 0.3 else "utf-8", "replace")
        for line in text.splitlines(keepends=True)
    )


def lone_surrogates(source: bytes, random: Random) -> bytes:
    """Halves of pairs, which some encodings let through."""
    text = source.decode("utf-8", "replace")
    for _ in range(random.randint(1, 20)):
        text = _put(text, chr(random.randint(0xD800, 0xDFFF)), random)
    return text.encode(random.choice(("utf-8", "utf-16", "utf-16-le", "utf-32")), "surrogatepass")


def other_planes(source: bytes, random: Random) -> bytes:
    """Characters from anywhere in Unicode, one here and there or thousands."""

    def any_character() -> str:
        low, high = random.choice(_PLANES)
        return chr(random.randrange(low, high))

    pieces = tuple("".join(any_character() for _ in range(random.choice((1, 5, 500)))) for _ in range(20))
    return _changed(source, random, lambda text: _sprinkled(text, pieces, random))


def absurd_numbers(source: bytes, random: Random) -> bytes:
    """Figures replaced by such as no report prints."""
    share = random.choice((0.01, 0.3, 1.0))
    values = (
        *NASTY_NUMBERS,
        "9" * 40,
        "0." + "9" * 60,
        "1,234,567,890,123,456,789.00",
        "-0",
        "△" * 9,
        "99999年",
        "1.2.3",
        "٣٣٫٣",
    )
    return _changed(
        source,
        random,
        lambda text: re.sub(r"\d[\d,.]*", lambda m: random.choice(values) if random.random() < share else m[0], text),
    )


def shuffled_lines(source: bytes, random: Random) -> bytes:
    """Lines in another order, doubled, missing, cut in the middle."""

    def change(text: str) -> str:
        lines = text.split("\n")
        for _ in range(random.choice((5, 300))):
            a, b = random.randrange(len(lines)), random.randrange(len(lines))
            lines[a], lines[b] = (
                random.choice((lines[b], "", lines[b] + lines[a], lines[b][: len(lines[b]) // 2])),
                lines[a],
            )
        return "\n".join(lines)

    return _changed(source, random, change)


MUTATORS = mutators(
    ("txt",),
    (
        endless_line,
        endless_lines,
        joined_lines,
        deep_indentation,
        nul_bytes,
        direction_marks,
        terminal_escapes,
        mixed_encodings,
        lone_surrogates,
        other_planes,
        absurd_numbers,
        shuffled_lines,
    ),
)
