"""Loading: parcels of extractions become rows, a document wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import pyarrow as pa

from schemas.records import Extraction
from warehouse.connection import Connection, WarehouseError, read_sql, transaction
from warehouse.parcels import join, pack, unpack
from warehouse.rows import UnstorableValue

# What a document itself can be guilty of; anything else is the database's trouble and ends the run.
REFUSED = (duckdb.ConstraintException, duckdb.ConversionException, duckdb.OutOfRangeException)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. A quarantined one carries the database's reason in `message`."""

    doc_id: str
    path: str
    action: Literal["loaded", "replaced", "unchanged", "duplicate", "quarantined"]
    message: str | None = None


Note = Callable[[Sequence[Outcome]], None]
"""Writes what belongs to the documents of a transaction (where their files lie, the diary) inside that transaction."""


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
        outcomes: dict[int, Outcome] = {}
        waiting: dict[int, pa.Table] = {}
        seen: set[str] = set()
        for place, extraction in enumerate(extractions):
            document = extraction.document
            if document.doc_id in seen:
                outcomes[place] = Outcome(document.doc_id, document.path, "duplicate")
            elif self._loaded.get(document.doc_id) == document.extractor_version:
                outcomes[place] = Outcome(document.doc_id, document.path, "unchanged")
            else:
                try:
                    waiting[place] = pack([extraction])
                except UnstorableValue as error:
                    outcomes[place] = Outcome(document.doc_id, document.path, "quarantined", str(error))
            seen.add(document.doc_id)
        outcomes.update(zip(waiting, self.take(join(list(waiting.values()))), strict=True))
        return tuple(outcomes[place] for place in sorted(outcomes))

    def take(self, parcel: pa.Table, note: Note | None = None) -> tuple[Outcome, ...]:
        """Load the documents of a parcel, each new to the batch, in one transaction; `note` is called inside it.

        A document that is held is replaced whole. Refusals and errors are as with `load`; where one document is
        refused, each of the batch gets a transaction and a note of its own.
        """
        if not parcel.num_rows:
            return ()
        outcomes = tuple(
            Outcome(doc_id, path, "replaced" if doc_id in self._loaded else "loaded")
            for doc_id, path in zip(*(parcel.column(name).to_pylist() for name in ("doc_id", "path")), strict=True)
        )
        try:
            with transaction(self._connection):
                self._remove([o.doc_id for o in outcomes if o.action == "replaced"])
                self._insert(parcel)
                if note is not None:
                    note(outcomes)
                self._settle()
        except REFUSED as error:
            if len(outcomes) > 1:
                return tuple(o for row in range(parcel.num_rows) for o in self.take(parcel.slice(row, 1), note))
            refused = (Outcome(outcomes[0].doc_id, outcomes[0].path, "quarantined", str(error).splitlines()[0]),)
            if note is not None:
                with transaction(self._connection):
                    note(refused)
            return refused
        except duckdb.Error as error:
            advice = "nothing of this batch was loaded; mend it and run again"
            raise WarehouseError("failed", str(error).splitlines()[0], advice) from error
        versions = parcel.column("extractor_version").to_pylist()
        self._loaded.update(zip((o.doc_id for o in outcomes), versions, strict=True))
        return outcomes

    def settle_anew(self, doc_ids: Iterable[str], note: Note) -> None:
        """Settle the reports of documents that stay as they are while `note` changes where their files lie."""
        with transaction(self._connection):
            self._touch(list(doc_ids))
            note(())
            self._settle()

    def forget(self, doc_ids: Iterable[str]) -> None:
        """Take documents out of the warehouse; corrections and dismissals by people stay."""
        gone = list(doc_ids)
        with transaction(self._connection):
            self._remove(gone)
            self._connection.execute(read_sql("sql/forget.sql"))
            self._settle()
        for doc_id in gone:
            self._loaded.pop(doc_id, None)

    def _touch(self, doc_ids: list[str]) -> None:
        """Remember which reports and organisations are to be settled anew."""
        self._offer("departing", pa.table({"doc_id": pa.array(doc_ids, pa.string())}))
        self._connection.execute(read_sql("sql/touch.sql"))

    def _remove(self, doc_ids: list[str]) -> None:
        self._touch(doc_ids)
        if doc_ids:  # each DELETE scans its table: a warehouse that only grows is spared it
            self._connection.execute(read_sql("sql/remove.sql"))

    def _insert(self, parcel: pa.Table) -> None:
        for name, rows in unpack(parcel).items():
            self._offer(f"incoming_{name}", rows)
        self._connection.execute(read_sql("sql/insert.sql"))

    def _settle(self) -> None:
        """What follows from the documents together: organisations, and which file of a report is current."""
        self._connection.execute(read_sql("sql/organizations.sql"))
        self._connection.execute(read_sql("sql/versions.sql"))

    def _offer(self, name: str, table: pa.Table) -> None:
        """Let SQL read the Arrow table under that name, without a copy."""
        self._connection.register(name, table)
