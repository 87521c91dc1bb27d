"""The lake: the warehouse's tables as Parquet, one folder a year and province, for engines that read many files.

The layout is Hive's: fact/fiscal_year=2023/province=湖南省/part-0.parquet. The keys stand in the folders' names only,
as every engine expects it; a row without a year or a province stands under Hive's name for NULL. Provinces are named,
not coded: a reader takes a folder's 110000 for a number, and 000000 for 0.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.connection import Connection, WarehouseError, read_sql
from warehouse.datapackage import describe_package
from warehouse.export import BATCH_ROWS, INTERNAL, PACKAGE
from warehouse.meanings import Relation, relations
from warehouse.partitions import PartitionWriter

KEYS: dict[str, pa.DataType] = {"fiscal_year": pa.int32(), "province": pa.string()}
"""What a lake can be partitioned by, and how readers take it."""
LAKE = "juesuan-lake"
LOOKUPS = {"v_province", "v_concept"}
# The tables whose rows belong to documents; corrections and dismissals, which people make, are few and kept together.
PARTITIONED = {
    "document",
    "section",
    "source_table",
    "table_cell",
    "fact",
    "quantity_mention",
    "leftover",
    "table_check",
    "performance_project",
    "performance_indicator",
    "finding",
    "check_outcome",
}


def write_lake(
    connection: Connection, folder: Path, keys: Sequence[str], names: Sequence[str] | None = None
) -> dict[str, tuple[Path, int]]:
    """Write the tables as a lake that takes the place of the one in `folder`, all at once.

    `keys` are names of KEYS, in the order of the folders. Tables that belong to documents are partitioned: by their own
    year and organisation where they have them, else by their document's. `names` picks relations; without it all tables
    that are of use outside and the views of LOOKUPS. Returns for each relation its folder and its rows. Raises
    WarehouseError for an unknown name, and for a folder that cannot be written or holds anything but a lake.
    """
    chosen = _choose(connection, names)
    try:
        with _taking_the_place_of(folder) as place:
            written = {r.name: _write(connection, place / r.name, r, keys) for r in chosen}
            package = _describe(place, chosen, keys)
            (place / PACKAGE).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        where = str(error.filename or folder)
        raise WarehouseError("unwritable_export", where, f"{error.strerror or error}; name another folder") from error
    return {name: (folder / name, rows) for name, rows in written.items()}


def _choose(connection: Connection, names: Sequence[str] | None) -> list[Relation]:
    known = {relation.name: relation for relation in relations(connection)}
    if names is None:
        return [r for r in known.values() if r.name in LOOKUPS or (not r.is_view and r.name not in INTERNAL)]
    for name in names:
        if name not in known:
            raise WarehouseError("unknown_table", name, f"the tables and views are: {', '.join(known)}")
    return [known[name] for name in names]


def _has(relation: Relation, *names: str) -> bool:
    return {column.name for column in relation.columns}.issuperset(names)


def _write(connection: Connection, folder: Path, relation: Relation, keys: Sequence[str]) -> int:
    """Write one relation, a batch at a time; returns its rows."""
    if relation.name not in PARTITIONED:
        keys, source = (), connection.table(relation.name)
    else:
        statement = "sql/lake_own.sql" if _has(relation, "fiscal_year", "org_id") else "sql/lake_of_document.sql"
        source = connection.query(read_sql(statement), params={"name": relation.name})
    rows = 0
    with source.to_arrow_reader(BATCH_ROWS) as batches:
        schema = _describe_columns(batches.schema, relation, keys)
        with closing(PartitionWriter(folder, schema, keys)) as writer:
            for batch in batches:
                writer.write(batch)
                rows += batch.num_rows
    if rows == 0:
        # No folder says what the keys are, so here they are columns of the file: any reader finds all columns.
        folder.mkdir()
        pq.write_table(schema.empty_table(), folder / "part-0.parquet")
    return rows


def _describe_columns(found: pa.Schema, relation: Relation, keys: Sequence[str]) -> pa.Schema:
    """The relation's columns with their meaning as field metadata, then the keys that it has not itself."""
    described = [
        found.field(column.name).with_metadata({"description": column.meaning.text}) for column in relation.columns
    ]
    added = [pa.field(key, KEYS[key]) for key in keys if not _has(relation, key)]
    return pa.schema([*described, *added], {"description": relation.meaning.text})


def _describe(place: Path, chosen: Sequence[Relation], keys: Sequence[str]) -> dict[str, Any]:
    """The data package: each relation's files, the columns that stand in them, and the keys that their folders add."""
    in_files = [
        replace(r, columns=tuple(c for c in r.columns if c.name not in keys)) if r.name in PARTITIONED else r
        for r in chosen
    ]
    package = describe_package([(relation, "") for relation in in_files], "parquet") | {"name": LAKE}
    for relation, resource in zip(chosen, package["resources"], strict=True):
        resource["path"] = [p.relative_to(place).as_posix() for p in sorted((place / relation.name).rglob("*.parquet"))]
        if relation.name in PARTITIONED:
            resource["partitionedBy"] = list(keys)
    return package


@contextmanager
def _taking_the_place_of(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` to write to, which takes its name when all is written, and is removed otherwise.

    Where the exchange itself was cut short, the next one first puts the lake back that was set aside.
    """
    folder = folder.resolve()
    place, aside = (folder.with_name(f".{folder.name}.{what}") for what in ("part", "old"))
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    _check_replaceable(folder)
    for stale in (place, aside):
        if stale.exists():
            shutil.rmtree(stale)
    place.mkdir(parents=True)
    try:
        yield place
        if folder.exists():
            folder.rename(aside)
        place.rename(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    if aside.exists():
        shutil.rmtree(aside)


def _check_replaceable(folder: Path) -> None:
    """A lake is replaced whole, so nothing else may stand in its folder. Raises WarehouseError."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if PACKAGE not in names or names - _names_of_lake(folder / PACKAGE):
        raise WarehouseError("unwritable_export", str(folder), "it holds other files than a lake; name another folder")


def _names_of_lake(package: Path) -> set[str]:
    """What stands in the folder of a lake, as its descriptor says; nothing where it is no lake's descriptor."""
    try:
        described = json.loads(package.read_text(encoding="utf-8"))
    except ValueError:
        return set()
    if not isinstance(described, dict) or described.get("name") != LAKE:
        return set()
    return {PACKAGE, *(resource["name"] for resource in described["resources"])}
