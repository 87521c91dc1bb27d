"""How long the documented queries take over a large warehouse: named questions whole, views whole and narrowed down."""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from pathlib import Path

from warehouse.connection import Connection, open_for_reading
from warehouse.questions import find_question

ROUNDS = 3
SHOWN_ROWS = 200
"""As many as a terminal shows: a query is done when these have come."""
QUESTIONS = (
    "overview",
    "three_public_by_year",
    "execution_rate",
    "change_from_prior_year",
    "functional_structure",
    "budget_against_final",
    "slow_projects",
    "missing_years",
)
# What README shows, and what a person asks of one organisation, place or report: {name} and {doc} are one of each.
SELECTS = {
    "v_org_year above a figure": (
        "SELECT org_name, fiscal_year, three_public_total_wan, expenditure_wan FROM v_org_year"
        " WHERE three_public_total_wan > 10 ORDER BY three_public_total_wan DESC"
    ),
    "v_org_year of a province and year": (
        "SELECT org_name, expenditure_wan FROM v_org_year WHERE admin_code LIKE '43%' AND fiscal_year = 2022"
        " ORDER BY expenditure_wan DESC"
    ),
    "v_org_year of one organisation": "FROM v_org_year WHERE org_name = '{name}' ORDER BY fiscal_year",
    "v_three_public of one year": (
        "FROM v_three_public WHERE fiscal_year = 2022 ORDER BY three_public_total_wan DESC NULLS LAST"
    ),
    "v_function_expenditure of a class": (
        "SELECT fiscal_year, sum(expenditure_wan) FROM v_function_expenditure WHERE function_code = '205'"
        " GROUP BY ALL ORDER BY ALL"
    ),
    "v_fact_best of one organisation": "FROM v_fact_best WHERE org_name = '{name}' ORDER BY fact_id",
    "v_t07 of one report": "FROM v_t07 WHERE doc_id = '{doc}' ORDER BY ALL",
}


def measure_queries(path: Path) -> list[tuple[str, str, str]]:
    """Rows of query, median seconds, and seconds of processor time (all threads), over the warehouse at `path`."""
    with closing(open_for_reading(path)) as connection:
        ((one, report),) = connection.execute(
            "SELECT o.name, doc_id FROM document JOIN organization o USING (org_id) ORDER BY ALL LIMIT 1"
        ).fetchall()
        asked = {name: find_question(name).sql for name in QUESTIONS}
        asked |= {name: text.format(name=one, doc=report) for name, text in SELECTS.items()}
        return [(name, *_measure(connection, statement)) for name, statement in asked.items()]


def _measure(connection: Connection, statement: str) -> tuple[str, str]:
    waited, worked = [], []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        connection.execute(statement).fetchmany(SHOWN_ROWS)
        waited.append(time.perf_counter() - wall)
        worked.append(time.process_time() - processor)
    return f"{statistics.median(waited):.2f}", f"{statistics.median(worked):.2f}"
