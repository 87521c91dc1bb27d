"""The content's hash, for whoever compares two warehouses or two runs."""

from __future__ import annotations

import argparse
from contextlib import closing

from pipeline.output import print_json
from warehouse.connection import open_for_reading
from warehouse.content import join_hashes, table_hashes


def run_hash(options: argparse.Namespace) -> int:
    """`juesuan status --hash`: the hash of the whole alone on a line; as JSON each table's with it."""
    with closing(open_for_reading(options.db)) as connection:
        tables = table_hashes(connection)
    whole = join_hashes(tables)
    if options.json:
        print_json({"hash": whole, "tables": tables})
    else:
        print(whole)
    return 0
