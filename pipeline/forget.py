"""Taking documents out of the warehouse; what people said of them stays."""

from __future__ import annotations

import argparse
from contextlib import closing

from pipeline.output import count, print_json
from pipeline.show import find_one
from pipeline.terminal import neutralise
from warehouse.connection import open_for_reading
from warehouse.load import Loader
from warehouse.publishing import writing


def run_forget(options: argparse.Namespace) -> int:
    """`juesuan forget`: the documents and all that was read in them, all or none; corrections and dismissals stay."""
    with closing(open_for_reading(options.db)) as connection:
        gone = {found.doc_id: found for found in (find_one(connection, name) for name in options.documents)}
    with writing(options.db) as connection:
        Loader(connection).forget(gone)
    if options.json:
        print_json([{"doc_id": document.doc_id, "path": document.path} for document in gone.values()])
        return 0
    for document in gone.values():
        print(neutralise(f"forgot {document.path}  {document.doc_id}"))
    print(f"{count(len(gone), 'document')} forgotten; corrections and dismissals stay; ingest --retry reads them again")
    return 0
