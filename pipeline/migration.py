"""Bringing a warehouse of an earlier release to the current schema, under its own path, the old file kept."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from pipeline.errors import UserError
from pipeline.output import print_json
from pipeline.terminal import neutralise
from warehouse.connection import SCHEMA_VERSION, published_file, stored_version
from warehouse.migration import migrate
from warehouse.publishing import replacing


def run_migrate(options: argparse.Namespace) -> int:
    """`juesuan migrate`: the warehouse in the current schema under its own path, the old one beside it."""
    path: Path = options.db
    version, kept = stored_version(path), None
    if version != SCHEMA_VERSION:
        kept = path.with_name(f"{path.name}.v{version}.bak")
        if kept.exists():
            raise UserError(f"{kept} is there already, from an earlier migration", "move it away and run again")
        with replacing(path) as (old, new):
            found, _ = migrate(old, new)
            # Of another version is what a migration had made that was killed before it was published.
            _keep(old if found == version else published_file(path), kept)
    if options.json:
        told = None if kept is None else str(kept)
        print_json({"database": str(path), "from": version, "to": SCHEMA_VERSION, "kept": told})
    elif kept is None:
        print(neutralise(f"{path} is of schema version {version} already"))
    else:
        print(neutralise(f"{path}: schema version {version} -> {SCHEMA_VERSION}; the old file is kept as {kept}"))
    return 0


def _keep(file: Path, kept: Path) -> None:
    """A second name for the file and for the log that a killed run left; a copy where there are no second names."""
    log, kept_log = (each.with_name(f"{each.name}.wal") for each in (file, kept))
    for each, second in ((log, kept_log), (file, kept)):
        if each.exists():
            try:
                second.hardlink_to(each)
            except OSError:
                shutil.copy2(each, second)
