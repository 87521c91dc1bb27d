"""The departments of departments.toml, and more of the same kind for large sets."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from samples.model import Department


@cache
def departments() -> dict[str, Department]:
    """The invented offices by key, in the file's order."""
    entries = tomllib.loads((Path(__file__).parent / "departments.toml").read_text(encoding="utf-8"))["department"]
    return {
        entry["key"]: Department(
            entry["key"],
            entry["name"],
            entry["short"],
            entry["division"],
            entry.get("unit", False),
            entry["running"],
            tuple(entry["duties"]),
            entry["offices"],
            entry["profile"],
            entry["grain"],
        )
        for entry in entries
    }
