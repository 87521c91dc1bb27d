"""Files that are there whole or not at all: whoever reads one never sees a half."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.errors import UserError

PART = ".part"
"""Ends the name of a file that is being written."""


def replace_file(path: Path, text: str) -> None:
    """Write the text as UTF-8 under another name, then rename it: readers see the old file or the new one.

    Raises OSError where the folder cannot be written.
    """
    part = path.with_name(path.name + PART)
    with part.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(text)
        handle.flush()
        # A rename may reach the disk before the content does: after a power cut the file would be empty.
        os.fsync(handle.fileno())
    part.replace(path)


def claim_folder(folder: Path) -> None:
    """Make the folder where it is absent. Raises UserError where files cannot be made in it.

    A run asks before it begins: a wrong option should cost a moment, not a night.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: {error.strerror}", "give a folder that can be made") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UserError(f"{folder}: no permission to write there", "give a folder of your own")
