"""The departments of departments.toml, and as many more as one asks for, of the same kind."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.model import Department
from samples.projects import words
from schemas.classification import CODES


@cache
def departments() -> dict[str, Department]:
    """The invented offices by key, in the file's order."""
    entries = tomllib.loads((Path(__file__).parent / "departments.toml").read_text(encoding="utf-8"))["department"]
    return {entry["key"]: _department(entry) for entry in entries}


def _department(entry: dict[str, Any]) -> Department:
    return Department(
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


def invent(number: int, seed: int) -> Department:
    """Another office, in a real county or city of 2020 to 2024, that spends like one of the file's."""
    random = Random(f"{seed}/department/{number}")
    like = random.choice(list(departments().values()))
    code, place, level = random.choice(_places())
    office = words()["office"]
    stem, field = random.choice(office["stems"]), random.choice(office["fields"])
    ending = random.choice(office["endings"]["unit" if like.is_unit else level])
    name = f"{place}{stem}{field}{ending}"
    short = f"{'市' if level == 'city' else place[-1]}{stem}{field}{ending}"
    return Department(
        f"office_{number:04d}",
        name,
        short,
        code,
        like.is_unit,
        like.running,
        tuple(f"负责{field}相关的{duty}工作。" for duty in office["duties"]),
        random.randint(2, 9),
        {item: size * random.randint(300, 2500) // 1000 + 5 for item, size in like.profile.items()},
        random.choice((1, 10_000)),
    )


@cache
def _places() -> tuple[tuple[str, str, str], ...]:
    """Codes, full names below the province and levels of the divisions that still exist."""
    with (CODES / "divisions.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if not row["valid_to"]]
    cities = {row["code"]: row["name"] for row in rows if row["level"] == "city"}
    places = [(row["code"], row["name"], "city") for row in rows if row["level"] == "city"]
    places += [
        (row["code"], cities[row["parent_code"]] + row["name"], "county")
        for row in rows
        if row["level"] == "county" and row["parent_code"] in cities
    ]
    return tuple(places)
