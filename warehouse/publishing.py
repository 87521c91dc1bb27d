"""Publishing: the writer works on a file of its own, and the path that the user knows is switched to it at the end.

DuckDB lets nobody read a file that another process writes. So `<path>` is a link to a version in `<path>.d/`; a reader
keeps the version that it opened, the next one gets the newest, and nobody waits.

    warehouse.duckdb        -> warehouse.duckdb.d/000012.duckdb
    warehouse.duckdb.d/        000011.duckdb  000012.duckdb  work.duckdb  lock  owner.json
"""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from warehouse.connection import POINTER, Connection, WarehouseError, open_for_writing, published_file, roll_back

WORK = "work.duckdb"
LOCK = "lock"
OWNER = "owner.json"
KEEP = 2
"""Versions that stay by default: the current one and the one before."""
SUFFIX = ".duckdb"


def home_of(path: Path) -> Path:
    """The folder beside the warehouse that holds its versions."""
    return path.with_name(f"{path.name}.d")


@contextmanager
def writing(path: Path, keep: int = KEEP) -> Iterator[Connection]:
    """The warehouse at `path`, open to be changed by this process alone; published when the block is left.

    The block works on a copy. However it is left but by death, what it committed is published: readers see the next
    version of the file. After a death the next writer goes on where that one stopped. `keep` versions stay.
    Raises WarehouseError: locked where another writer is at work, unwritable, and as open_for_writing.
    """
    if path.is_dir():
        raise WarehouseError("not_a_database", str(path), "it is a folder; name the warehouse's file")
    _make_home(path)
    with _locked(path):
        connection = _open_work(path)
        try:
            yield connection
        finally:
            _close(connection, path)
            _publish(path)
            prune(path, keep)


@contextmanager
def replacing(path: Path, keep: int = KEEP) -> Iterator[tuple[Path, Path]]:
    """For a migration: the file that holds the newest state of the warehouse at `path`, and the name of one to make.

    The one that is made is published when the block is left; where it raises, nothing changes. Whoever is killed on
    the way leaves the old warehouse in its place, or the new one. `keep` versions stay. Raises WarehouseError.
    """
    home = _make_home(path)
    work, part, log = home / WORK, home / f"{WORK}.part", path.with_name(f"{path.name}.wal")
    with _locked(path):
        part.unlink(missing_ok=True)  # of a migration that was killed
        if work.exists():  # of a writer that was killed: into the one file with what it logged
            duckdb.connect(str(work)).close()
        yield (work if work.exists() else published_file(path)), part
        if part.exists():
            part.replace(work)
        if work.exists():
            _publish(path)
            log.unlink(missing_ok=True)  # of the plain file that stood there
            prune(path, keep)


def _make_home(path: Path) -> Path:
    home = home_of(path)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseError("unwritable", str(path), f"{error.strerror}; name another place") from error
    return home


def _open_work(path: Path) -> Connection:
    """The writer's own file: what a dead writer left, else a copy of the published one, else a new one."""
    current, work = published_file(path), home_of(path) / WORK
    copied = not work.exists() and current.exists()
    if copied:
        if current.with_name(f"{current.name}.wal").exists():  # a plain file whose writer was killed
            open_for_writing(current).close()
        part = work.with_name(f"{WORK}.part")
        try:
            shutil.copyfile(current, part)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise WarehouseError("unwritable", str(path), f"{error.strerror}; the writer needs a copy of it") from error
        part.replace(work)
    try:
        return open_for_writing(work)
    except WarehouseError as error:
        if copied:
            work.unlink()
        raise WarehouseError(error.reason, str(path), error.advice) from error


def _close(connection: Connection, path: Path) -> None:
    """Everything into the one file, which is nobody's any more."""
    roll_back(connection)
    try:
        connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise WarehouseError("failed", str(path), f"{str(error).splitlines()[0]}; mend it and run again") from error
    finally:
        connection.close()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time. The lock falls with the process, however that ends; the owner's card says who holds it."""
    home = home_of(path)
    lock = FileLock(home / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WarehouseError("locked", str(path), f"{_describe_owner(home)}; wait for it or stop it") from None
    except OSError as error:
        raise WarehouseError("unwritable", str(path), f"{error.strerror}; name another place") from error
    try:
        card = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        _write_whole(home / OWNER, json.dumps(card).encode())
        yield
    finally:
        (home / OWNER).unlink(missing_ok=True)
        lock.release()


def _describe_owner(home: Path) -> str:
    try:
        card = json.loads((home / OWNER).read_bytes())
        since = datetime.fromisoformat(card["since"])
        minutes = int((datetime.now(UTC) - since).total_seconds() // 60)
        return f"process {card['pid']} on {card['host']} writes to it since {card['since']} ({minutes} min)"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process writes to it"  # between the lock and the card


def _publish(path: Path) -> None:
    """Give the closed file its version's name, then switch the path to it; each step is whole or has not happened."""
    home = home_of(path)
    work, version = home / WORK, home / f"{_newest(home) + 1:06d}{SUFFIX}"
    work.replace(version)
    target = f"{home.name}/{version.name}"
    link = home / "link"
    link.unlink(missing_ok=True)
    try:
        link.symlink_to(target)
    except (OSError, NotImplementedError):  # a file system or a user without links
        link.write_bytes(POINTER + target.encode() + b"\n")
    link.replace(path)


def prune(path: Path, keep: int) -> None:
    """Delete old versions but the newest `keep` and the current one; a reader that has one open keeps it."""
    home, current = home_of(path), published_file(path)
    for version in sorted(_versions(home))[: -max(keep, 1)]:
        if version.name != current.name:
            version.unlink(missing_ok=True)


def _newest(home: Path) -> int:
    return max((int(version.stem) for version in _versions(home)), default=0)


def _versions(home: Path) -> list[Path]:
    return [file for file in home.glob(f"*{SUFFIX}") if file.stem.isdecimal()]


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
