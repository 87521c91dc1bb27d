"""Auditing: every check over the samples many times over, in warehouses that grow.

The copies say what the samples say (another organisation's each), so that they are as clean as these.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.large import make_large, read_samples
from tests.bench.rates import Row
from warehouse.connection import open_for_writing
from warehouse.judging import audit


def measure_audits(sizes: Sequence[int]) -> Iterator[Row]:
    """Rows of reports, facts, seconds, seconds of processor time (all threads together), facts a second of that."""
    samples = read_samples()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.duckdb"
            make_large(path, size, bulk=True, true=True, samples=samples)
            with closing(open_for_writing(path)) as connection:
                ((facts,),) = connection.execute("SELECT count(*) FROM fact").fetchall()
                start, busy = time.perf_counter(), time.process_time()
                done = audit(connection)
                seconds, busy = time.perf_counter() - start, time.process_time() - busy
            yield f"{done.documents:,}", f"{facts:,}", f"{seconds:.1f}", f"{busy:.1f}", f"{facts / busy:,.0f}"
