"""The header of a table: its rows, what each column is, and the panels that stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.amounts import fold, is_blank, parse_amount
from extractors.tables import Row, distinct, row_texts
from schemas.classification import Classification
from schemas.statement import vocabulary

CODE = re.compile(r"^[\[【(]?(\d{3}(?:\d{2}){0,3})[\]】)]?$")
"""A code that stands alone: 201, 20101, 2010101, [30201]; 9 digits are local sub-items."""
CODE_NAME = re.compile(r"^[\[【(]?(\d{3}(?:\d{2}){0,2})[\]】)]?[-—_－ ]?([^\d\s.,%].*)$")
"""A code stuck to its name: 2010506统计管理, 2010801-行政运行, [30201]印刷费."""
_LIST_HEAD = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])")
_TOTALS = frozenset(("合计", "总计", "小计"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role and the labels of its header from top to bottom."""

    index: int
    role: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that read together: what identifies the row (codes, labels), then the measures."""

    codes: tuple[Column, ...]
    labels: tuple[Column, ...]
    units: tuple[Column, ...]
    measures: tuple[Column, ...]
    ignored: bool = False
    """Its rows are named by a classification that the warehouse does not hold (政府预算支出经济分类)."""


@dataclass(frozen=True, slots=True)
class Header:
    """How many rows the header takes and the panels under it."""

    rows: int
    panels: tuple[Panel, ...]


def is_helper(row: Row) -> bool:
    """A row of column numbers (栏次 1 2 3 …): no figures of the report."""
    texts = row_texts(row)
    if any("栏次" in t for t in texts):
        return True
    numbers = [int(t) for t in texts if t.isdigit() and len(t) < 3]
    words = [t for t in texts if not t.isdigit()]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] in (1, 2)
        and all(re.fullmatch(r"[*—\-]+|\d+=[\d+]+|[甲乙丙]|类|款|项|合计", t) for t in words)
    )


def _is_body(row: Row, codes: Classification) -> bool:
    """Whether a row carries figures or names a row: a code, an amount, a list head, a bare 合计."""
    cells = distinct(row)
    texts = [fold(c.text) for c in cells]
    filled = [t for t in texts if t]
    if not filled or is_helper(row):
        return False
    for text in texts[:4]:
        match = CODE.match(text) or CODE_NAME.match(text)
        if match and match.group(1) in codes:
            return True
    if any(parse_amount(t) is not None for t in filled):
        return True
    head, rest = filled[0], filled[1:]
    if head in _TOTALS:
        return all(is_blank(t) for t in rest)
    return bool(_LIST_HEAD.match(head)) and all(is_blank(t) or _LIST_HEAD.match(t) for t in rest)


def _content_role(texts: Sequence[str], codes: Classification) -> str:
    """What a column's body says it is: code, line, label or measure; '' where it is empty."""
    filled = [t for t in texts if t and not is_blank(t) and t not in _TOTALS]
    if not filled:
        return ""
    known = sum(1 for t in filled if (m := CODE.match(t)) and m.group(1)[:7] in codes)
    if known * 2 > len(filled):
        return "code"
    integers = [int(t) for t in filled if t.isdigit() and len(t) <= 3]
    if len(integers) == len(filled) > 2 and integers == list(range(integers[0], integers[0] + len(integers))):
        return "line"
    return "measure" if sum(1 for t in filled if parse_amount(t) is not None) * 2 > len(filled) else "label"


def _role(path: Sequence[str], content: str) -> str:
    """A column's role: its lowest header label that names one, corrected by what stands below."""
    terms = [t for t in (vocabulary().read(label) for label in path) if t is not None]
    named = next((t.role for t in reversed(terms) if t.role in ("code", "line", "unit", "ignored", "label")), "")
    measured = any(t.role in ("measure", "fund", "concept", "group", "total", "count") for t in terms)
    lowest = terms[-1].role if terms else ""
    if lowest in ("code", "line", "ignored"):
        return "label" if lowest == "code" and content == "label" else lowest
    if lowest == "unit" and content != "label":
        return "unit"
    if content in ("measure", "line") and lowest != "label":
        return "line" if content == "line" and not measured else "measure"
    if content == "measure":
        return "measure"
    if content in ("code", "label"):
        return "unit" if lowest == "unit" else "code" if content == "code" else "label"
    if measured and lowest not in ("label", "unit"):
        return "measure"
    return named or "measure"


def _column(index: int, head: Sequence[Row], body: Sequence[Row], codes: Classification) -> Column:
    path: list[str] = []
    for row in head:
        text = fold(row[index].text).strip("*—-")  # ** fills the row of column numbers
        if text and (not path or path[-1] != text):
            path.append(text)
    role = _role(path, _content_role([fold(r[index].text) for r in body], codes))
    return Column(index, role, tuple(path))


def _panels(columns: Sequence[Column]) -> tuple[Panel, ...]:
    """A new panel begins where a code or label column follows a measure column."""
    groups: list[list[Column]] = [[]]
    measured = False
    for column in columns:
        if column.role in ("code", "label", "unit", "ignored") and measured:
            groups.append([])
            measured = False
        measured = measured or column.role == "measure"
        groups[-1].append(column)

    def pick(group: list[Column], role: str) -> tuple[Column, ...]:
        return tuple(c for c in group if c.role == role)

    return tuple(
        Panel(
            pick(g, "code"), pick(g, "label"), pick(g, "unit"), pick(g, "measure"),
            ignored=not (pick(g, "code") or pick(g, "label") or pick(g, "unit")) and bool(pick(g, "ignored")),
        )
        for g in groups
    )  # fmt: skip


def read_header(grid: Sequence[Row], codes: Classification) -> Header:
    """The header of a grid. `codes` is the classification whose codes the rows carry."""
    top = 0
    while top < min(len(grid), 12) and not _is_body(grid[top], codes):
        top += 1
    head = [row for row in grid[:top] if not is_helper(row)]
    body = [row for row in grid[top:] if not is_helper(row)]
    width = len(grid[0]) if grid else 0
    columns = [_column(i, head, body, codes) for i in range(width)]
    return Header(top, _panels(columns))
