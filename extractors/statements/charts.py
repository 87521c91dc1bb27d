"""Native charts: their cached numbers as facts of source `chart`, where the labels say what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.amounts import UNIT_FACTORS, find_unit, fold, parse_amount
from extractors.statements.reading import DOUBTFUL
from schemas.classification import functional
from schemas.document import Chart, ChartPoint
from schemas.records import Fact, Leftover
from schemas.report import Report
from schemas.statement import vocabulary

_YEAR = re.compile(r"(20\d{2})年?")


def read_charts(charts: Sequence[Chart], report: Report, default_unit: str | None) -> tuple[list[Fact], list[Leftover]]:
    """Facts of the charts' points; a point whose labels name no concept is a leftover.

    A chart's unit is seldom printed beside its numbers: a reading stays below 0.9 and out of v_fact_best.
    """
    facts: list[Fact] = []
    leftovers: list[Leftover] = []
    for chart in charts:
        unit = find_unit(chart.title) or default_unit
        for point in chart.points:
            fact = _read_point(chart, point, report, unit)
            if fact is None:
                text = " / ".join(t for t in (chart.title, point.series, point.category, point.value) if t)
                leftovers.append(Leftover(report.doc_id, "chart_label", text[:300]))
            else:
                facts.append(fact)
    return facts, leftovers


def _read_point(chart: Chart, point: ChartPoint, report: Report, unit: str | None) -> Fact | None:
    amount = parse_amount(point.value)
    if amount is None or unit is None:
        return None
    for label in (point.category, point.series, chart.title):
        term = vocabulary().read(_YEAR.sub("", label)) if label else None
        classes = functional().named(fold(label), report.fiscal_year, digits=3) if label else ()
        if len(classes) != 1 and (term is None or term.concept is None):
            continue
        year = next((int(m.group(1)) for t in (point.series, point.category) if (m := _YEAR.search(t))), None)
        return Fact(
            fact_id="",
            doc_id=report.doc_id,
            org_id=report.org_id,
            fiscal_year=year or report.fiscal_year,
            concept=term.concept if term is not None and term.concept else "expenditure",
            measure=report.default_measure if year in (None, report.fiscal_year) else "prior_final",
            fund=(term.fund if term is not None else None) or "all",
            function_code=classes[0].code if len(classes) == 1 else None,
            function_name=classes[0].name if len(classes) == 1 else None,
            code_source="resolved" if len(classes) == 1 else None,
            value=amount.value * UNIT_FACTORS[unit],
            value_reported=amount.text,
            unit_reported=unit,
            decimals=amount.decimals,
            source="chart",
            snippet=" / ".join(t for t in (chart.title, point.series, point.category) if t)[:200],
            rule="chart:unit_inferred",
            confidence=DOUBTFUL - Decimal("0.1"),
        )
    return None
