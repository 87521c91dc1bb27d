"""Auditing: every check over the samples many times over, in warehouses that grow.

The copies say what the samples say (another organisation's each), so that they are as clean as these. The second audit
finds one figure in two hundred ten times too large: what fails takes other ways through the audit than what passes.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.large import make_large, read_samples
from tests.bench.rates import Row
from warehouse.connection import Connection, open_for_writing
from warehouse.judging import audit

SPOILED = 200


def measure_audits(sizes: Sequence[int]) -> Iterator[Row]:
    """Rows of reports, facts, findings, seconds, seconds of processor time (all threads), facts a second of that."""
    samples = read_samples()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.duckdb"
            make_large(path, size, bulk=True, true=True, samples=samples)
            with closing(open_for_writing(path)) as connection:
                yield _measure(connection)
                connection.execute(f"UPDATE fact SET value = 10 * value WHERE hash(fact_id) % {SPOILED} = 0")
                yield _measure(connection)


def _measure(connection: Connection) -> Row:
    ((facts,),) = connection.execute("SELECT count(*) FROM fact").fetchall()
    start, busy = time.perf_counter(), time.process_time()
    done = audit(connection)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    found = sum(done.findings.values())
    return f"{done.documents:,}", f"{facts:,}", f"{found:,}", f"{seconds:.1f}", f"{busy:.1f}", f"{facts / busy:,.0f}"
