"""A family of reports: how one province words and lays out its disclosures, read from wordings/<name>.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samples.typography import NumberStyle

WORDINGS = Path(__file__).parent / "wordings"


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a family prints one statutory table; `options` are its layout's settings."""

    table: str
    title: str
    layout: str
    form: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Family:
    """The declaration as loaded. `layout` holds the settings that all tables share unless they say otherwise."""

    name: str
    kinds: tuple[str, ...]
    years: tuple[int, int]
    title: str
    numbers: NumberStyle
    text_numbers: NumberStyle
    layout: Mapping[str, Any]
    phrases: Mapping[str, Mapping[str, str]]
    vehicles: Mapping[str, str]
    tables: Mapping[str, TableForm]
    blocks: tuple[Mapping[str, Any], ...]


@cache
def family(name: str) -> Family:
    """The family of that name."""
    data = tomllib.loads((WORDINGS / f"{name}.toml").read_text(encoding="utf-8"))
    shared = data.get("layout", {})
    tables = {}
    for table in data["table"]:
        options = {**shared, **table}
        tables[table["id"]] = TableForm(table["id"], table["title"], table["layout"], table.get("form", ""), options)
    return Family(
        name,
        tuple(data["kinds"]),
        (data["years"][0], data["years"][1]),
        data["title"],
        NumberStyle(**data["numbers"]),
        NumberStyle(**{**data["numbers"], **data.get("text_numbers", {})}),
        shared,
        data["phrases"],
        data["vehicles"],
        tables,
        tuple(data["block"]),
    )


def families() -> tuple[str, ...]:
    """The names of all families, sorted."""
    return tuple(sorted(path.stem for path in WORDINGS.glob("*.toml")))
