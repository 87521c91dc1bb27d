"""Parcels: extractions as one Arrow table, a row a document, which a worker sends to the loader or writes as a shard.

Each record type is a column of lists: a document's facts stand in one cell. So a shard is a single Parquet file, and
what a worker has turned into columns is never turned into objects again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, chain

import pyarrow as pa
import pyarrow.compute as pc

from schemas.records import (
    DocumentRecord,
    Extraction,
    Fact,
    Indicator,
    Leftover,
    Mention,
    OrganizationAliasRecord,
    OrganizationRecord,
    Project,
    SectionRecord,
    SourceTableRecord,
    TableCellRecord,
    TableCheckRecord,
)
from warehouse.rows import arrow_schema, to_arrow

Rows = Callable[[Extraction], Sequence[object]]
# One record type is one table; these rows belong to one document.
TABLES: dict[str, tuple[type, Rows]] = {
    "document": (DocumentRecord, lambda e: (e.document,)),
    "section": (SectionRecord, lambda e: e.sections),
    "source_table": (SourceTableRecord, lambda e: e.tables),
    "table_cell": (TableCellRecord, lambda e: e.cells),
    "fact": (Fact, lambda e: e.facts),
    "performance_project": (Project, lambda e: e.projects),
    "performance_indicator": (Indicator, lambda e: e.indicators),
    "quantity_mention": (Mention, lambda e: e.mentions),
    "leftover": (Leftover, lambda e: e.leftovers),
    "table_check": (TableCheckRecord, lambda e: e.checks),
}
# What documents say of organisations: claims, out of which organization and organization_alias are drawn.
CLAIMS: dict[str, tuple[type, Rows]] = {
    "organization_claim": (OrganizationRecord, lambda e: e.organizations),
    "alias_claim": (OrganizationAliasRecord, lambda e: e.aliases),
}
PARTS = TABLES | CLAIMS
HEAD = ("doc_id", "path", "extractor_version")
"""The columns before the lists: which document the row is, and by whose reading."""


def pack(extractions: Sequence[Extraction]) -> pa.Table:
    """The extractions as a parcel. Raises UnstorableValue for a value that no column can hold."""
    documents = [extraction.document for extraction in extractions]
    columns: dict[str, pa.Array] = {
        name: pa.array([getattr(document, name) for document in documents], pa.string()) for name in HEAD
    }
    for name, (record_type, rows) in PARTS.items():
        lists = [rows(extraction) for extraction in extractions]
        flat = to_arrow(list(chain.from_iterable(lists)), record_type)
        offsets = pa.array([0, *accumulate(map(len, lists))], pa.int32())
        structs = pa.StructArray.from_arrays(
            [column.combine_chunks() for column in flat.columns], fields=list(flat.schema)
        )
        columns[name] = pa.ListArray.from_arrays(offsets, structs)
    return pa.table(columns)


def join(parcels: Sequence[pa.Table]) -> pa.Table:
    """Several parcels as one."""
    return pa.concat_tables(parcels) if parcels else pack(())


def unpack(parcel: pa.Table) -> dict[str, pa.Table]:
    """Each table's rows of all documents of a parcel; a claim gets the doc_id of the document that makes it."""
    whole = parcel.combine_chunks()
    return {name: _flatten(whole, name) for name in PARTS}


def _flatten(parcel: pa.Table, name: str) -> pa.Table:
    lists = parcel.column(name).combine_chunks()
    structs = lists.flatten()
    record_type, _ = PARTS[name]
    rows = pa.table(list(structs.flatten()), schema=arrow_schema(record_type))
    if name in CLAIMS:
        speakers = parcel.column("doc_id").combine_chunks().take(pc.list_parent_indices(lists))
        rows = rows.append_column("doc_id", speakers)
    return rows


def count_rows(parcel: pa.Table, name: str) -> list[int]:
    """How many rows of that table each document of the parcel has."""
    counts = pc.list_value_length(parcel.column(name)).to_pylist()
    return [int(number or 0) for number in counts]
