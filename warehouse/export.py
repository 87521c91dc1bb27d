"""Export: the warehouse's tables and views as Parquet, CSV or Excel files, with a data package that describes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.connection import Connection, WarehouseError
from warehouse.datapackage import describe_package
from warehouse.meanings import Relation, relations
from warehouse.spreadsheets import name_sheets, write_csv, write_workbook

Format = Literal["parquet", "csv", "xlsx"]
WORKBOOK = "juesuan.xlsx"
PACKAGE = "datapackage.json"
BATCH_ROWS = 50_000
# Of no use outside: the workings of the warehouse, and views that repeat `fact` or `v_finding`.
INTERNAL = {
    "warehouse_info", "organization_claim", "alias_claim", "succession", "ingest_file",
    "v_fact_all", "v_fact", "v_statutory", "v_finding_all", "v_orphans",
}  # fmt: skip
# Too long for a workbook that a person opens; named on purpose, they are written all the same.
BULKY = {"section", "table_cell", "quantity_mention"}


def export(
    connection: Connection, folder: Path, kind: Format, names: Sequence[str] | None = None
) -> dict[str, tuple[Path, int]]:
    """Write the tables and views into `folder` (made where absent; files of the same names are replaced).

    Parquet keeps the contract's column names; CSV and Excel have Chinese headings. One datapackage.json describes
    the files. `names` picks relations; without it all that are of use outside. Returns for each relation its file and
    its rows. Raises WarehouseError for an unknown name or a folder that cannot be written.
    """
    chosen = _choose(connection, kind, names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if kind == "xlsx":
            written = _export_workbook(connection, folder / WORKBOOK, chosen)
        else:
            written = {r.name: _export_file(connection, folder / f"{r.name}.{kind}", r) for r in chosen}
        package = describe_package([(r, written[r.name][0].name) for r in chosen], kind)
        with replacing_file(folder / PACKAGE) as place:
            place.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        where = str(error.filename or folder)
        raise WarehouseError("unwritable_export", where, f"{error.strerror or error}; name another folder") from error
    return written


def _choose(connection: Connection, kind: Format, names: Sequence[str] | None) -> list[Relation]:
    known = {relation.name: relation for relation in relations(connection)}
    if names is None:
        left_out = INTERNAL | BULKY if kind == "xlsx" else INTERNAL
        return [relation for name, relation in known.items() if name not in left_out]
    for name in names:
        if name not in known:
            raise WarehouseError("unknown_table", name, f"the tables and views are: {', '.join(known)}")
    return [known[name] for name in names]


def _export_file(connection: Connection, path: Path, relation: Relation) -> tuple[Path, int]:
    with replacing_file(path) as place, _read(connection, relation) as batches:
        if path.suffix == ".csv":
            return path, write_csv(place, relation, batches)
        return path, _write_parquet(place, relation, batches)


def _export_workbook(connection: Connection, path: Path, chosen: Sequence[Relation]) -> dict[str, tuple[Path, int]]:
    def sheets() -> Iterator[tuple[str, Relation, pa.RecordBatchReader]]:
        for title, relation in zip(name_sheets(chosen), chosen, strict=True):
            with _read(connection, relation) as batches:
                yield title, relation, batches

    with replacing_file(path) as place:
        counts = write_workbook(place, sheets())
    return {relation.name: (path, rows) for relation, rows in zip(chosen, counts, strict=True)}


def _write_parquet(path: Path, relation: Relation, batches: pa.RecordBatchReader) -> int:
    """Columns carry their meaning as field metadata, which any Parquet reader shows."""
    described = [
        field.with_metadata({"description": column.meaning.text})
        for field, column in zip(batches.schema, relation.columns, strict=True)
    ]
    schema = pa.schema(described, {"description": relation.meaning.text})
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(pa.record_batch(batch.columns, schema=schema))
            rows += batch.num_rows
    return rows


@contextmanager
def _read(connection: Connection, relation: Relation) -> Iterator[pa.RecordBatchReader]:
    """The rows in batches: a table's as they were loaded, a view's in the order of its columns."""
    rows = connection.table(relation.name)
    with (rows.order("ALL") if relation.is_view else rows).to_arrow_reader(BATCH_ROWS) as reader:
        yield reader


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; it takes the path's name when all is written, and is removed otherwise."""
    place = path.with_name(f".{path.name}.part")
    try:
        yield place
        place.replace(path)
    finally:
        place.unlink(missing_ok=True)
