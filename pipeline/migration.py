"""Bringing a warehouse of an earlier release to the current schema, in place, the old file kept."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from pipeline.errors import UserError
from pipeline.output import print_json
from pipeline.terminal import neutralise
from warehouse.connection import stored_version
from warehouse.migration import migrate


def run_migrate(options: argparse.Namespace) -> int:
    """`juesuan migrate`: the warehouse in the current schema under its own path, the old one beside it."""
    path: Path = options.db
    kept = path.with_name(f"{path.name}.v{stored_version(path)}.bak")
    if kept.exists():
        raise UserError(f"{kept} is there already, from an earlier migration", "move it away and run again")
    made = path.with_name(f"{path.name}.migrating")
    before, after = migrate(path, made)
    changed = before != after
    if changed:
        replace_keeping(path, made, kept)
    if options.json:
        print_json({"database": str(path), "from": before, "to": after, "kept": str(kept) if changed else None})
    elif changed:
        print(neutralise(f"{path}: schema version {before} -> {after}; the old file is kept as {kept}"))
    else:
        print(neutralise(f"{path} is of schema version {after} already"))
    return 0


def replace_keeping(path: Path, new: Path, kept: Path) -> None:
    """Put `new` in the place of the warehouse `path` at once, and keep what stood there as `kept`.

    A log that a killed run left beside the old file goes with it: DuckDB refuses it beside another file, so that being
    stopped in between loses nothing.
    """
    log, kept_log = (file.with_name(f"{file.name}.wal") for file in (path, kept))
    for file, copy in ((log, kept_log), (path, kept)):
        if file.exists():
            _link(file, copy)
    new.replace(path)
    log.unlink(missing_ok=True)


def _link(file: Path, copy: Path) -> None:
    """A second name for the file, or a copy of it where the file system has no second names."""
    try:
        copy.hardlink_to(file)
    except OSError:
        shutil.copy2(file, copy)
