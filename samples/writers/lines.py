"""Breaking text into lines: CJK breaks anywhere, a run of Latin letters or digits stays whole where it can."""

from __future__ import annotations

import re
from collections.abc import Callable

Measure = Callable[[str, float], float]
"""Width in points of a text at a size in points."""

_TOKEN = re.compile(r"[0-9A-Za-z.,%\-]+|.", re.DOTALL)
_NEVER_FIRST = "，。；：、）》”’％%？！"


def break_lines(text: str, width: float, size: float, measure: Measure, indent: float = 0.0) -> list[str]:
    """The lines of a text in that width; the first is shorter by the indent. A text without characters is one line."""
    lines: list[str] = []
    line, room = "", width - indent
    for token in _TOKEN.findall(text):
        if line and measure(line + token, size) > room and token not in _NEVER_FIRST:
            lines.append(line)
            line, room = "", width
        while measure(token, size) > room and len(token) > 1:
            cut = next(n for n in range(len(token) - 1, 0, -1) if n == 1 or measure(token[:n], size) <= room)
            lines.append(token[:cut])
            token, room = token[cut:], width
        line += token
    return [*lines, line]
