"""Automatic numbering of a docx: the number that Word prints before a paragraph, which no text of the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.readers.docx_names import VAL, on, w
from extractors.readers.docx_values import whole_number
from extractors.readers.list_numbers import list_number

_PLACE = re.compile(r"%([1-9])")
_LONGEST_TEXT = 100
"""Characters of a level's pattern: it is printed before each of its paragraphs."""
_CLOSED = tuple("、）)．.：:》】")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: where it starts, how it counts, what it prints, which level restarts it, whose style it is."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style_id: str | None = None


@dataclass(slots=True)
class _Count:
    """The counters of a list, one a level; a level that no paragraph has reached yet has none."""

    values: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document's numbered paragraphs, which must be asked for in reading order."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._restarts: dict[str, tuple[int, ...]] = {}
        self._started: set[str] = set()
        self._counts: dict[str, _Count] = {}
        if root is not None:
            self._read(root)

    def label(self, num_id: str, level: int) -> str:
        """The printed number of a list's next paragraph with its separator; '' for bullets and unknown lists."""
        if num_id not in self._lists:
            return ""
        abstract, levels = self._lists[num_id]
        if level not in levels:
            return ""
        count = self._counts.setdefault(abstract, _Count())
        if num_id not in self._started:
            self._started.add(num_id)
            for at in self._restarts.get(num_id, ()):
                count.values.pop(at, None)
        self._advance(count, levels, level)
        rule = levels[level]
        if rule.style == "bullet":
            return ""
        printed = _PLACE.sub(lambda match: self._number(count, levels, int(match[1]) - 1, legal=rule.legal), rule.text)
        if not printed or rule.suffix == "nothing" or printed.endswith(_CLOSED):
            return printed
        return printed + " "

    def level_of(self, num_id: str, style_id: str | None) -> int:
        """The level of a list that is bound to a paragraph style; the first one where none is."""
        levels = self._lists[num_id][1] if num_id in self._lists else {}
        return next((at for at, level in levels.items() if style_id is not None and level.style_id == style_id), 0)

    @staticmethod
    def _advance(count: _Count, levels: dict[int, _Level], level: int) -> None:
        for above, rule in levels.items():
            if above < level and above not in count.values:
                count.values[above] = rule.start
        start = levels[level].start
        count.values[level] = count.values.get(level, start - 1) + 1
        for below in [at for at in count.values if at > level]:
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart != 0 and level < restart):
                del count.values[below]

    @staticmethod
    def _number(count: _Count, levels: dict[int, _Level], at: int, *, legal: bool) -> str:
        if at not in levels or at not in count.values:
            return ""
        style = levels[at].style
        return list_number(count.values[at], "decimal" if legal and style != "decimalZero" else style)

    def _read(self, root: Any) -> None:
        for element in root.findall(w("abstractNum")):
            abstract_id = element.get(w("abstractNumId"), "")
            self._abstract[abstract_id] = {
                whole_number(level.get(w("ilvl")), 0): _level(level) for level in element.findall(w("lvl"))
            }
            linked = element.find(w("styleLink"))
            if linked is not None:
                self._links[linked.get(VAL, "")] = abstract_id
        followers = {
            element.get(w("abstractNumId"), ""): element.find(w("numStyleLink")).get(VAL, "")
            for element in root.findall(w("abstractNum"))
            if element.find(w("numStyleLink")) is not None
        }
        for element in root.findall(w("num")):
            holder = element.find(w("abstractNumId"))
            if holder is None:
                continue
            abstract_id = holder.get(VAL, "")
            abstract_id = self._links.get(followers.get(abstract_id, ""), abstract_id)
            self._read_list(element, abstract_id)

    def _read_list(self, element: Any, abstract_id: str) -> None:
        num_id = element.get(w("numId"), "")
        levels = dict(self._abstract.get(abstract_id, {}))
        restarts: list[int] = []
        for override in element.findall(w("lvlOverride")):
            at = whole_number(override.get(w("ilvl")), 0)
            level = override.find(w("lvl"))
            if level is not None:
                levels[at] = _level(level)
            start = override.find(w("startOverride"))
            if start is not None and at in levels:
                levels[at] = replace(levels[at], start=whole_number(start.get(VAL), 1))
                restarts.append(at)
        self._lists[num_id] = (abstract_id, levels)
        self._restarts[num_id] = tuple(restarts)


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(w(name))
        return default if child is None else child.get(VAL, default)

    style = value("numFmt", "") or _alternate_style(element)
    restart = element.find(w("lvlRestart"))
    legal = element.find(w("isLgl"))
    return _Level(
        start=whole_number(value("start", ""), 0 if style == "decimalZero" else 1),
        style=style or "decimal",
        text=value("lvlText", "")[:_LONGEST_TEXT],
        suffix=value("suff", "tab"),
        legal=legal is not None and on(legal),
        restart=None if restart is None else whole_number(restart.get(VAL), 0),
        style_id=value("pStyle", "") or None,
    )


def _alternate_style(element: Any) -> str:
    """The number format that newer Word hides in an mc:AlternateContent: its plain fallback."""
    found = list(element.iter(w("numFmt")))
    return found[-1].get(VAL, "") if found else ""
