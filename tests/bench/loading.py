"""Loading: the loader beside executemany, and whether it slows down as the warehouse grows."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from itertools import chain, count, cycle, islice
from pathlib import Path
from typing import Any

from extractors.extraction import extract
from extractors.readers import read
from schemas.records import Extraction, Fact
from tests.bench.large import IDS, make_large, read_samples
from tests.bench.rates import Row, compare, sample_words
from warehouse.connection import open_for_writing
from warehouse.load import Loader

NAIVE_ROWS = 500
"""Rows that the naive loader is given: more would take minutes."""
BATCHES = {16: 6, 64: 3}
"""Documents in a batch, and how many batches of that size are loaded one after the other."""


def measure_loading() -> list[Row]:
    """A row of what is loaded, our rate, the naive one, their ratio."""
    extractions = [extract(read(path), path.name, path.stat().st_size) for path in sample_words()]
    return [compare("load rows (executemany)", "rows", lambda: load(extractions), lambda: load_naively(extractions))]


def measure_loader_growth(sizes: Sequence[int], *, bulk: bool = True) -> list[Row]:
    """Rows of documents held, documents a batch, documents a second, rows a second, seconds of each batch in turn.

    `bulk`: whether the warehouse holds sections, cells, mentions and checks too; the batches have them always.
    """
    samples = read_samples()
    found: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "w.duckdb"
            if size:
                make_large(path, size, bulk=bulk, samples=samples)
            found += _load_more(path, size, renewed(samples))
    return found


def _load_more(path: Path, held: int, supply: Iterator[Extraction]) -> Iterator[Row]:
    with closing(open_for_writing(path)) as connection:
        loader = Loader(connection)
        for documents, batches in BATCHES.items():
            rows, seconds = 0, []
            for _ in range(batches):
                batch = list(islice(supply, documents))
                rows += count_rows(batch)
                start = time.perf_counter()
                loader.load(batch)
                seconds.append(time.perf_counter() - start)
            total = sum(seconds)
            yield (
                f"{held:,}",
                str(documents),
                f"{documents * batches / total:,.0f}",
                f"{rows / total:,.0f}",
                " ".join(f"{s:.2f}" for s in seconds),
            )


def renewed(samples: Sequence[Extraction]) -> Iterator[Extraction]:
    """The samples again and again without end, each time as other documents of other organisations."""
    for number, extraction in zip(count(), cycle(samples)):
        changed = {f.name: _renew(getattr(extraction, f.name), number) for f in fields(extraction)}
        yield replace(extraction, **changed)


def _renew(part: Any, number: int) -> Any:
    """A record, or some, with other ids."""
    if not is_dataclass(part):
        return tuple(_renew(record, number) for record in part)
    ids = {f.name: getattr(part, f.name) for f in fields(part) if f.name in IDS}
    return replace(
        part,  # type: ignore[type-var]
        **{name: sha256(f"{old} {number}".encode()).hexdigest()[: len(old)] for name, old in ids.items() if old},
    )


def count_rows(extractions: Sequence[Extraction]) -> int:
    """The rows that a loader writes for them, but for their organisations'."""
    tables = [f.name for f in fields(Extraction) if f.name not in ("document", "organizations", "aliases")]
    return sum(len(getattr(extraction, name)) for extraction in extractions for name in tables)


def load(extractions: Sequence[Extraction]) -> tuple[int, float]:
    """Every row of the extractions through the loader; making the warehouse is not counted."""
    with tempfile.TemporaryDirectory() as folder, closing(open_for_writing(Path(folder) / "w.duckdb")) as connection:
        start = time.perf_counter()
        Loader(connection).load(extractions)
        return count_rows(extractions), time.perf_counter() - start


def load_naively(extractions: Sequence[Extraction]) -> tuple[int, float]:
    """What everybody writes: facts row by row with executemany."""
    names = [field.name for field in fields(Fact)]
    facts = list(chain.from_iterable(e.facts for e in extractions))[:NAIVE_ROWS]
    rows = [[getattr(fact, name) for name in names] for fact in facts]
    with tempfile.TemporaryDirectory() as folder, closing(open_for_writing(Path(folder) / "w.duckdb")) as connection:
        start = time.perf_counter()
        connection.executemany(f"INSERT INTO fact VALUES ({', '.join('?' * len(names))})", rows)
        return len(rows), time.perf_counter() - start
