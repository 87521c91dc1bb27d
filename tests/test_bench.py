"""The large warehouse of the measurements is one: every copy whole, no id twice, spread over places and years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.large import make_large, read_samples
from tests.bench.loading import count_rows, renewed
from tests.bench.queries import measure_queries
from warehouse.connection import Connection, open_for_reading, open_for_writing
from warehouse.load import Loader


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "w.duckdb"
    make_large(path, 60, bulk=True, samples=read_samples())
    return path


@pytest.fixture(scope="module")
def warehouse(path: Path) -> Iterator[Connection]:
    with open_for_reading(path) as connection:
        yield connection


def test_every_copy_is_whole_and_its_own(warehouse: Connection) -> None:
    once = sum(len(extraction.facts) for extraction in read_samples())
    assert warehouse.execute("SELECT count(*), count(DISTINCT fact_id) FROM fact").fetchall() == [(3 * once, 3 * once)]
    assert warehouse.execute("SELECT count(*), count(DISTINCT report_id) FROM document").fetchall() == [(60, 60)]
    assert warehouse.execute("FROM v_orphans").fetchall() == []
    assert warehouse.execute("SELECT count(DISTINCT admin_code[:2]) FROM organization").fetchall() == [(3,)]
    assert warehouse.execute("SELECT count(*) FROM table_cell").fetchall() > [(0,)]


def test_the_queries_run_over_it(path: Path) -> None:
    assert {name for name, *_ in measure_queries(path)} >= {"overview", "v_t07 of one report"}


def test_renewed_samples_are_further_documents(tmp_path: Path) -> None:
    samples = read_samples()[:2]
    batch = [extraction for extraction, _ in zip(renewed(samples), range(4), strict=False)]
    with open_for_writing(tmp_path / "w.duckdb") as connection:
        assert {outcome.action for outcome in Loader(connection).load(batch)} == {"loaded"}
        assert connection.execute("FROM v_orphans").fetchall() == []
    assert count_rows(batch) == 2 * count_rows(samples)
