"""Classification chains: …（类）…（款）…（项）, 2080501-行政单位离退休, 教育支出（205类）, 行政运行（2010401）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractors.narrative.known import DIGITS, Directory
from extractors.narrative.marks import Chain
from schemas.classification import economic, fold_name, functional

_LEVEL = re.compile(r"\((?P<full>[类款项])\)|(?P<tail>[类款项])\)|\((?P<head>[类款项])(?=[\u4e00-\u9fff\d:，。])")
_BOUND = re.compile(r"[，。;:\n\d%]")
_LEAD = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[、.)\s-])+")
_CODE_AFTER = re.compile(r"\((?P<code>\d{7}|\d{5}|\d{3})(?P<level>[类款项])?\)")
_CODE_BEFORE = re.compile(
    r"(?<![\d.,])\[?(?P<code>\d{7}|\d{5}|\d{3})\]?[-—_:]?(?P<name>[\u4e00-\u9fff(][^，。;:\n\d]{1,40})"
)
_ORDER = "类款项"
_JOINT = r"(?:\([类款项]\))?[-—/>→·_]*"
_JOINTS = re.compile(_JOINT)
_JOINT_AT_END = re.compile(_JOINT + "$")
_LONGEST_NAME = 40
_BARE = re.compile(
    r"(?:^|(?<=[\n;:、]))(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]+)?(?P<name>[\u4e00-\u9fff()]{4,40})(?=\d[\d.,]*万?元)"
)
_LIST_REACH = 4_000
"""Characters before an entry in which the head of its list is looked for."""
_STEPS = re.compile(
    r"\((?P<a>\d{3})\)(?P<middle>[^()，。;:\n]{2,30})\((?P<b>\d\d)\)(?:(?P<last>[^()，。;:\n]{2,40})\((?P<c>\d\d)\))?"
)


def scan_chains(text: str, directory: Directory) -> Iterator[Chain]:
    """The chains of a folded text in order, resolved as far as the names allow."""
    found = [*_named(text, directory), *_coded(text, directory), *_joined(text, directory), *_stepped(text, directory)]
    found += _bare(text, directory)
    last = 0
    for chain in sorted(found, key=lambda c: (c.start, -c.end)):
        if chain.start >= last:
            last = chain.end
            yield chain


def _markers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a level is marked, brackets missing on either side allowed."""
    for match in _LEVEL.finditer(text):
        if match["tail"]:
            before = text[max(0, match.start() - 30) : match.start()]
            before = _BOUND.split(before)[-1]
            if before.count("(") > before.count(")") or len(before) < 2:
                continue
        yield match.start(), match.end(), match["full"] or match["tail"] or match["head"]


def _named(text: str, directory: Directory) -> Iterator[Chain]:
    markers = list(_markers(text))
    index = 0
    context = ""
    while index < len(markers):
        group = [markers[index]]
        while index + 1 < len(markers):
            (_, end, level), (start, _, following) = group[-1], markers[index + 1]
            between = text[end:start]
            if _ORDER.index(following) <= _ORDER.index(level) or _BOUND.search(between) or not 1 < len(between) <= 44:
                break
            group.append(markers[index + 1])
            index += 1
        index += 1
        chain = _chain(text, group, directory, context)
        if chain is not None:
            if chain.code and group[0][2] == "类":
                context = chain.code[:3]
            yield chain


def _chain(text: str, group: list[tuple[int, int, str]], directory: Directory, context: str) -> Chain | None:
    start, _, level = group[0]
    floor = max(0, start - 44)
    stretch = text[floor:start]
    bounds = [m.end() for m in _BOUND.finditer(stretch)]
    begin = floor + (bounds[-1] if bounds else 0)
    begin += len(lead.group()) if (lead := _LEAD.match(text[begin:start])) else 0
    if begin >= start:
        return None
    starts = (i for i in range(begin, start - 1) if text[i] not in "()、和及与")
    begin = next((i for i in starts if directory.knows(level, text[i:start])), begin)
    names = [(level, text[begin:start])]
    for (_, end, _), (following, _, deeper) in pairwise(group):
        names.append((deeper, text[end:following].removeprefix("支出") if end < following else ""))
    parent = context if level != "类" else ""
    resolution = directory.resolve(tuple(names), parent)
    if resolution.code is None and parent and not resolution.candidates:
        resolution = directory.resolve(tuple(names), "")
    stop = group[-1][1]
    return Chain(
        begin,
        stop,
        resolution.code,
        resolution.name,
        "resolved",
        resolution.exact,
        candidates=resolution.candidates,
    )


@cache
def _classes() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _level_names(3)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})(?:支出)?{_JOINT}")


def _joined(text: str, directory: Directory) -> Iterator[Chain]:
    """类-款-项 by their listed names alone, joined by dashes or by nothing: all three must be of one code."""
    for head in _classes().finditer(text):
        places = ((middle, end) for middle in _ends(text, head.end(), 5) for end in _ends(text, middle, 7))
        for middle, end in places:
            pieces = (head.group(), text[head.end() : middle], text[middle:end])
            names = tuple(zip(_ORDER, (_JOINT_AT_END.sub("", piece) for piece in pieces), strict=True))
            found = directory.resolve(names, "")
            if found.code is not None and found.exact and len(found.code) == DIGITS["项"]:
                yield Chain(head.start(), end, found.code, found.name, "resolved")
                break


def _ends(text: str, start: int, digits: int) -> Iterator[int]:
    """Where a listed name of that level ends that begins at `start`, its joint included, the longest first."""
    for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
        if text[start:end] in _level_names(digits):
            joint = _JOINTS.match(text, end)
            yield joint.end() if joint else end


@cache
def _level_names(digits: int) -> frozenset[str]:
    names = {_even(n) for s in functional().subjects if len(s.code) == digits for n in s.names}
    return frozenset(names | {n.removesuffix("支出") or n for n in names})


def _stepped(text: str, directory: Directory) -> Iterator[Chain]:
    """农林水支出(213)林业和草原(02)森林资源管理(07): the code in pieces behind the names."""
    for match in _STEPS.finditer(text):
        code = match["a"] + match["b"] + (match["c"] or "")
        name = _LEAD.sub("", _BOUND.split(text[max(0, match.start() - 40) : match.start()])[-1])
        last = match["last"] or match["middle"]
        lead = next((at for at in range(len(name)) if directory.knows("类", name[at:])), 0)
        chain = _printed(code, last, match.start() - len(name), match.end(), directory)
        if chain is not None:
            yield replace(chain, start=match.start() - len(name) + lead)


def _bare(text: str, directory: Directory) -> Iterator[Chain]:
    """A class without 支出 (一般公共服务3万元), or an item's name in a list by function, at the head of its entry."""
    for match in _BARE.finditer(text):
        name = match["name"]
        listed = directory.knows("类", name) and not name.endswith("支出") and not name.startswith("国有资本经营")
        found = directory.resolve((("类", name),), "") if listed else None
        if found is None and _by_function(text[max(0, match.start() - _LIST_REACH) : match.start()]):
            found = directory.resolve((("项", name),), "")
        if found is not None and (found.candidates or (found.code is not None and found.exact)):
            yield Chain(
                match.start("name"),
                match.end("name"),
                found.code,
                found.name,
                "resolved",
                candidates=found.candidates,
            )


def _by_function(before: str) -> bool:
    return before.rfind("功能分类") > max(before.rfind("经济分类"), before.rfind("支出结构"))


@cache
def _government() -> frozenset[str]:
    return frozenset(str(code) for code in range(501, 600))


def _coded(text: str, directory: Directory) -> Iterator[Chain]:
    for match in _CODE_AFTER.finditer(text):
        stretch = text[max(0, match.start() - 40) : match.start()]
        name = _LEAD.sub("", _BOUND.split(stretch)[-1])
        if not name or (match["level"] and len(match["code"]) != DIGITS[match["level"]]):
            continue
        chain = _printed(match["code"], name, match.start() - len(name), match.end(), directory)
        if chain is not None:
            yield chain
    for match in _CODE_BEFORE.finditer(text):
        name = match["name"]
        subject = directory.subject(match["code"])
        names = subject.names if subject else ()
        length = max((len(n) for n in map(_even, names) if _even(name).startswith(n)), default=0)
        if length:
            end = match.start("name") + length
            if text.startswith("支出", end) and not name[:length].endswith("支出"):
                end += 2
            yield Chain(
                match.start(),
                end,
                match["code"],
                subject.name if subject else name,
                "printed",
            )


def _even(name: str) -> str:
    return name.replace("（", "(").replace("）", ")")


def _printed(code: str, name: str, start: int, end: int, directory: Directory) -> Chain | None:
    """A chain of a printed code where the name before it agrees with the code's own."""
    if code[:3] in _government():
        return Chain(start, end, code, name, "printed", scheme="government")
    subject = economic().find(code, directory.year) if code.startswith("3") else directory.subject(code)
    scheme = "economic" if code.startswith("3") else "functional"
    if subject is None:
        return None
    stem = fold_name(name)
    spelled = [fold_name(n).removesuffix("支出") for n in subject.names]
    hit = max((s for s in spelled if s and s in stem), key=len, default="")
    if not hit:
        return None
    lead = max((at for at in range(len(name)) if fold_name(name[at:]).startswith(hit)), default=0)
    return Chain(start + lead, end, code, subject.name, "printed", scheme=scheme)
