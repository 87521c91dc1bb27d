"""Loading: extractions become rows, a document wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import duckdb
import pyarrow as pa

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
from warehouse.connection import Connection, WarehouseError, read_sql, transaction
from warehouse.rows import UnstorableValue, to_arrow

# One record type is one table; these rows belong to one document.
TABLES: dict[str, tuple[type, Callable[[Extraction], Sequence[object]]]] = {
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
CLAIMS: dict[str, tuple[type, Callable[[Extraction], Sequence[object]]]] = {
    "organization_claim": (OrganizationRecord, lambda e: e.organizations),
    "alias_claim": (OrganizationAliasRecord, lambda e: e.aliases),
}
# What a document itself can be guilty of; anything else is the database's trouble and ends the run.
REFUSED = (duckdb.ConstraintException, duckdb.ConversionException, duckdb.OutOfRangeException, UnstorableValue)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. A quarantined one carries the database's reason in `message`."""

    doc_id: str
    path: str
    action: Literal["loaded", "replaced", "unchanged", "duplicate", "quarantined"]
    message: str | None = None


def loaded_versions(connection: Connection) -> dict[str, str]:
    """The documents that the warehouse holds, doc_id to extractor version: those that a run may skip."""
    return dict(connection.execute("SELECT doc_id, extractor_version FROM document").fetchall())


class Loader:
    """Writes extractions into an open warehouse."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loaded = loaded_versions(connection)

    def load(self, extractions: Iterable[Extraction]) -> tuple[Outcome, ...]:
        """Load a batch in one transaction; the outcomes stand in the batch's order.

        The same bytes with the same extractor version change nothing; another version replaces the document's rows
        whole. Where the database refuses a row, its document alone is quarantined. Raises WarehouseError where the
        database itself fails; then nothing of the batch is loaded.
        """
        outcomes: list[Outcome] = []
        waiting: dict[int, Extraction] = {}
        seen: set[str] = set()
        for extraction in extractions:
            document = extraction.document
            if document.doc_id in seen:
                outcomes.append(Outcome(document.doc_id, document.path, "duplicate"))
            elif self._loaded.get(document.doc_id) == document.extractor_version:
                outcomes.append(Outcome(document.doc_id, document.path, "unchanged"))
            else:
                waiting[len(outcomes)] = extraction
                replaced = document.doc_id in self._loaded
                outcomes.append(Outcome(document.doc_id, document.path, "replaced" if replaced else "loaded"))
            seen.add(document.doc_id)
        for place, message in self._write(waiting).items():
            refused = outcomes[place]
            outcomes[place] = Outcome(refused.doc_id, refused.path, "quarantined", message)
        return tuple(outcomes)

    def forget(self, doc_ids: Iterable[str]) -> None:
        """Take documents out of the warehouse; corrections and dismissals by people stay."""
        gone = list(doc_ids)
        with transaction(self._connection):
            self._remove(gone)
            self._settle()
        for doc_id in gone:
            self._loaded.pop(doc_id, None)

    def _write(self, batch: dict[int, Extraction]) -> dict[int, str]:
        """Write the batch whole; where that is refused, one by one. Returns the refused ones with the reason."""
        if not batch:
            return {}
        try:
            with transaction(self._connection):
                self._remove([e.document.doc_id for e in batch.values()])
                self._insert(tuple(batch.values()))
                self._settle()
        except REFUSED as error:
            if len(batch) == 1:
                return dict.fromkeys(batch, str(error).splitlines()[0])
            return {p: why for place, e in batch.items() for p, why in self._write({place: e}).items()}
        except duckdb.Error as error:
            advice = "nothing of this batch was loaded; mend it and run again"
            raise WarehouseError("failed", str(error).splitlines()[0], advice) from error
        self._loaded |= {e.document.doc_id: e.document.extractor_version for e in batch.values()}
        return {}

    def _remove(self, doc_ids: list[str]) -> None:
        self._offer("departing", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        self._connection.execute(read_sql("sql/remove.sql"))

    def _insert(self, extractions: tuple[Extraction, ...]) -> None:
        for name, (record_type, rows) in TABLES.items():
            self._offer(f"incoming_{name}", to_arrow(list(chain.from_iterable(map(rows, extractions))), record_type))
        for name, (record_type, rows) in CLAIMS.items():
            claims = to_arrow(list(chain.from_iterable(map(rows, extractions))), record_type)
            speakers = [e.document.doc_id for e in extractions for _ in rows(e)]
            self._offer(f"incoming_{name}", claims.append_column("doc_id", pa.array(speakers, pa.string())))
        self._connection.execute(read_sql("sql/insert.sql"))

    def _settle(self) -> None:
        """What follows from the documents together: organisations, and which file of a report is current."""
        self._connection.execute(read_sql("sql/organizations.sql"))
        self._connection.execute(read_sql("sql/versions.sql"))

    def _offer(self, name: str, table: pa.Table) -> None:
        """Let SQL read the Arrow table under that name, without a copy."""
        self._connection.register(name, table)
