"""The engines: what reads the documents of a run, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.executors import Executor, Inline, Processes
from pipeline.settings import Settings


@contextmanager
def open_engine(settings: Settings, shards: Path) -> Iterator[Executor]:
    """The executor that the settings name, ended when the block is left; a cluster puts its shards into that folder."""
    if settings.engine == "dask":
        # Here and not above: an extra, and a second of start-up.
        from pipeline.executors.cluster import open_cluster

        with open_cluster(settings, shards) as cluster:
            yield cluster
    elif settings.workers:
        with Processes(settings.workers, settings.limits) as processes:
            yield processes
    else:
        yield Inline()
