"""Large warehouses for measuring: the sample reports again and again, each time as other organisations' in other places.

The samples are loaded once; their rows are then multiplied set-wise, with new ids that follow from the old ones and the
number of the copy. What differs from copy to copy: the organisation, its province (all in turn), the year (five in
turn) and the amounts. Texts repeat, so they are packed better than real ones: bytes are measured on generated reports.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from extractors.extraction import extract
from extractors.readers import read
from schemas.records import Extraction
from tests.shared import ROOT
from warehouse.connection import Connection, open_for_writing
from warehouse.load import Loader
from warehouse.meanings import relations

SAMPLES = ROOT / "samples" / "reports"
COPIES_AT_ONCE = 50
YEARS = 5
# The tables that hold most of the rows and that none of the measured questions reads.
BULK = ("section", "table_cell", "quantity_mention", "table_check")
# The warehouse's own, not the documents'.
KEPT_ONCE = {"warehouse_info", "audit_check", "succession", "ingest_run", "ingest_event", "ingest_file"}
PROVINCES = (
    "(SELECT list(code ORDER BY code) FROM read_csv('{}', types = {{'code': 'VARCHAR'}}) WHERE level = 'province'"
    " AND valid_to IS NULL)"
).format(ROOT / "schemas" / "codes" / "divisions.csv")
IDS = ("doc_id", "report_id", "org_id", "parent_org_id", "fact_id", "project_id")
CHANGES = {
    **{name: f"fresh({name}, copy) AS {name}" for name in IDS},
    "fiscal_year": f"fiscal_year - copy % {YEARS} AS fiscal_year",
    "admin_code": "place[1 + copy % len(place)][:2] || admin_code[3:] AS admin_code",
    "name": "concat(name, copy) AS name",
    "path": "concat(copy, '/', path) AS path",
    "value": "CAST(value * (1000 + copy % 997) / 1000 AS DECIMAL(24, 6)) AS value",
}


def read_samples() -> list[Extraction]:
    """The extractions of the committed samples, one file a report, in the order of their names."""
    chosen: dict[str, Extraction] = {}
    for path in sorted(SAMPLES.iterdir()):
        extraction = extract(read(path), path.name, path.stat().st_size)
        chosen.setdefault(extraction.document.report_id, extraction)
    return list(chosen.values())


def make_large(
    path: Path, reports: int, *, bulk: bool, true: bool = False, samples: list[Extraction] | None = None
) -> None:
    """Write a warehouse of so many reports (rounded up to whole copies of the samples) to `path`.

    Without `bulk` sections, cells, mentions and the tables' checks are left out. With `true` names, years and amounts stay
    what the texts and tables say, so that an audit finds in the copies what it finds in the samples.
    """
    kept = {"name", "fiscal_year", "value"} if true else set[str]()
    source = path.with_suffix(".samples")
    with closing(open_for_writing(source)) as connection:
        Loader(connection).load(samples or read_samples())
        ((loaded,),) = connection.execute("SELECT count(*) FROM document").fetchall()
    with closing(open_for_writing(path)) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"ATTACH '{source}' AS sample (READ_ONLY)")
        connection.execute(
            "CREATE TEMP MACRO fresh(id, copy) AS (md5(concat(id, copy)) || md5(concat(copy, id)))[:length(id)]"
        )
        copies = -(-reports // loaded)
        for first in range(0, copies, COPIES_AT_ONCE):
            _copy(connection, first, min(first + COPIES_AT_ONCE, copies), bulk=bulk, kept=kept)
        connection.execute("CHECKPOINT")
    source.unlink()


def _copy(connection: Connection, first: int, after: int, *, bulk: bool, kept: set[str]) -> None:
    """The copies first..after-1 of every table that belongs to documents, and their organisations."""
    for relation in relations(connection):
        if relation.is_view or relation.name in KEPT_ONCE:
            continue
        if relation.name in BULK and not bulk:
            continue
        changing = _changing(relation.name) - kept
        changed = [CHANGES[column.name] for column in relation.columns if column.name in changing]
        if not changed:
            continue
        connection.execute(
            f"INSERT INTO {relation.name} SELECT t.* REPLACE ({', '.join(changed)})"
            f" FROM sample.{relation.name} t CROSS JOIN range({first}, {after}) c (copy)"
            f" CROSS JOIN (SELECT {PROVINCES} AS place) ORDER BY copy, t.rowid"
        )


def _changing(table: str) -> set[str]:
    """The columns of a table that differ from copy to copy; only organisations are named anew, only facts have amounts."""
    named = {"name"} if table in ("organization", "organization_claim") else set()
    return {*IDS, "fiscal_year", "admin_code", "path"} | named | ({"value"} if table == "fact" else set())
