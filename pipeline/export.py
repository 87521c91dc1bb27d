"""The warehouse's tables as files."""

from __future__ import annotations

import argparse
from contextlib import closing

from pipeline.errors import UserError
from pipeline.output import print_json, print_lines
from pipeline.terminal import draw_table
from warehouse.connection import open_for_reading
from warehouse.export import PACKAGE, export
from warehouse.lake import write_lake


def run_export(options: argparse.Namespace) -> int:
    """`juesuan export`: write the files, then say what was written."""
    if options.partition_by and options.format != "parquet":
        raise UserError(f"--partition-by makes a Parquet lake, not {options.format}", "leave out --format")
    with closing(open_for_reading(options.db)) as connection:
        if options.partition_by:
            written = write_lake(connection, options.out, options.partition_by, options.table)
        else:
            written = export(connection, options.out, options.format, options.table)
    if options.json:
        print_json({name: {"file": path, "rows": rows} for name, (path, rows) in written.items()})
        return 0
    print_lines(draw_table(("table", "file", "rows"), [(name, str(p), rows) for name, (p, rows) in written.items()]))
    print(f"\n{options.out / PACKAGE} describes them")
    return 0
