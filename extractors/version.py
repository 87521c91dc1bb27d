"""The extractor's version: a digest of its code and declarations, so that any change of them shows."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

RELEASE = "0.1"
_ROOT = Path(__file__).parent.parent
_SUFFIXES = (".py", ".toml", ".csv")


@cache
def extractor_version() -> str:
    """'0.1+<digest>': the same on every machine for the same code and declarations."""
    digest = hashlib.sha256()
    for folder in ("extractors", "schemas"):
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{RELEASE}+{digest.hexdigest()[:12]}"
