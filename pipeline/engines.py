"""The engines: what reads the documents of a run, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from extractors.version import extractor_version
from pipeline.errors import UserError
from pipeline.executors import Inline, Processes
from pipeline.recovery import DocumentExecutor, Recovery, take_stock
from pipeline.settings import Settings


@contextmanager
def open_engine(settings: Settings, shards: Path) -> Iterator[DocumentExecutor]:
    """The executor that the settings name, ended when the block is left; a cluster puts its shards into that folder.

    What a run that was killed left there is taken over, whatever the engine.
    """
    stock = take_stock(shards, extractor_version())
    with ExitStack() as stack:
        yield Recovery(choose(settings, shards, stack), stock, extractor_version())


def choose(settings: Settings, shards: Path, stack: ExitStack) -> DocumentExecutor:
    """The executor that the settings name; the stack ends it. Raises UserError where it cannot be had."""
    if settings.engine == "dask":
        # Here and not above: an extra, and a second of start-up.
        try:
            from pipeline.executors.cluster import open_cluster
        except ModuleNotFoundError as error:
            if error.name not in ("dask", "distributed"):
                raise
            raise UserError("the engine dask is not installed", "pip install juesuan[dask]") from error
        return stack.enter_context(open_cluster(settings, shards))
    if settings.workers:
        return stack.enter_context(Processes(settings.workers, settings.limits))
    return Inline()
