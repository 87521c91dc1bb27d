"""The cached numbers of a native chart: what the chart shows, without its embedded workbook."""

from __future__ import annotations

from typing import Any

from extractors.readers.docx_names import DRAWN_TEXT, c
from extractors.readers.docx_values import whole_number
from schemas.document import Chart, ChartPoint

_SERIES = c("ser")
_POINT = c("pt")
_VALUE = c("v")


def read_chart(root: Any) -> Chart:
    """The chart of a chart part: its title, and each point with series and category; values as stored."""
    title = root.find(f"{c('chart')}/{c('title')}")
    points: list[ChartPoint] = []
    for number, series in enumerate(root.iter(_SERIES), start=1):
        name = " ".join(_cached(series.find(c("tx"))).values()) or str(number)
        categories = _cached(_first(series, "cat", "xVal"))
        for index, value in sorted(_cached(_first(series, "val", "yVal")).items()):
            points.append(ChartPoint(name, categories.get(index, str(index + 1)), value))
    return Chart(_title(title), tuple(points))


def _title(element: Any | None) -> str:
    if element is None:
        return ""
    drawn = "".join(text.text or "" for text in element.iter(DRAWN_TEXT))
    return drawn.strip() or " ".join(_cached(element).values())


def _first(series: Any, *names: str) -> Any | None:
    return next((found for name in names if (found := series.find(c(name))) is not None), None)


def _cached(holder: Any | None) -> dict[int, str]:
    """The cached texts of a series' name, categories or values by their index; of several levels the innermost."""
    if holder is None:
        return {}
    levels = list(holder.iter(c("lvl")))
    source = levels[0] if levels else holder
    found: dict[int, str] = {}
    for point in source.iter(_POINT):
        value = point.find(_VALUE)
        if value is not None and value.text:
            found[whole_number(point.get("idx"), len(found))] = value.text.strip()
    if not found:
        literal = holder.find(_VALUE)
        if literal is not None and literal.text:
            found[0] = literal.text.strip()
    return found
