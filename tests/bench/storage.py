"""Bytes a report: the warehouse's file, and the same as a Parquet lake, table by table."""

from __future__ import annotations

import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.bench.rates import Row
from warehouse.connection import open_for_reading
from warehouse.lake import KEYS, write_lake


def measure_storage(path: Path) -> list[Row]:
    """Rows of what is stored, rows a report, bytes a report; last the lake as a whole with the seconds it took."""
    with closing(open_for_reading(path)) as connection, tempfile.TemporaryDirectory() as folder:
        ((documents,),) = connection.execute("SELECT count(*) FROM document").fetchall()
        start = time.perf_counter()
        written = write_lake(connection, Path(folder) / "lake", tuple(KEYS))
        seconds = time.perf_counter() - start
        sizes = {name: sum(p.stat().st_size for p in place.rglob("*")) for name, (place, _) in written.items()}
        files = sum(1 for _ in (Path(folder) / "lake").rglob("*.parquet"))
    found = [("warehouse's file", "", f"{path.stat().st_size / documents:,.0f}")]
    found += [
        (f"lake: {name}", f"{written[name][1] / documents:,.1f}", f"{size / documents:,.0f}")
        for name, size in sorted(sizes.items(), key=lambda item: -item[1])
        if size >= documents
    ]
    return [*found, (f"lake, {files:,} files, {seconds:.0f} s", "", f"{sum(sizes.values()) / documents:,.0f}")]
