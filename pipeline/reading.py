"""One file to its rows, in a worker process: the edge of a document, where every failure becomes a record."""

from __future__ import annotations

import hashlib
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from schemas.catalog import CatalogError
from schemas.document import UnreadableDocument
from schemas.override import Override
from warehouse.parcels import pack
from warehouse.rows import UnstorableValue


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: `size` bytes of sha256 `doc_id` at `path`, in the warehouse as `stored_path`.

    `override` is what a manifest says of it.
    """

    path: Path
    stored_path: str
    size: int
    doc_id: str
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave nothing: `reason` is a stable word, `message` says where and what the user can do."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file, and in how many seconds: a parcel of one document, or the failure."""

    result: pa.Table | Failure
    seconds: float


def read_file(task: Task) -> Reading:
    """Read and extract one file. Never raises for what the file holds: a failure is a result.

    Raises CatalogError for a wrong declaration: that is nothing of this file's. Raises MemoryError and RecursionError,
    which are the process's: the executor decides what follows.
    """
    # Here and not above: only a process that reads documents pays for the readers' start-up.
    from extractors.extraction import extract
    from extractors.readers import read

    start = time.perf_counter()
    result: pa.Table | Failure
    try:
        extraction = extract(read(task.path), task.stored_path, task.size, task.override)
        if extraction.document.doc_id == task.doc_id:
            result = pack([extraction])
        else:
            result = Failure("changed_while_read", "another program was writing to it; run again when it is done")
    except (CatalogError, MemoryError, RecursionError):
        raise
    except UnreadableDocument as error:
        result = Failure(error.reason, f"{error.where}; {error.advice}")
    except UnstorableValue as error:
        result = Failure("refused", f"{error}; please report this file")
    except OSError as error:
        result = Failure("unreadable_file", f"{error.strerror or error}; check the file and its permissions")
    except Exception as error:  # noqa: BLE001 - the only one of the program: a bug costs one document, not the batch
        result = Failure("program_error", describe(error))
    return Reading(result, time.perf_counter() - start)


def describe(error: Exception) -> str:
    """The error with its place and a digest of its trace, so that the same bug in many files is seen to be one."""
    frames = traceback.extract_tb(error.__traceback__)
    trace = "\n".join(f"{Path(frame.filename).name}:{frame.name}" for frame in frames)
    digest = hashlib.sha256(f"{type(error).__name__}\n{trace}".encode()).hexdigest()[:8]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"
    return f"{type(error).__name__} at {place} (trace {digest}): {error}; please report this file"
