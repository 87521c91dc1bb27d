"""A family of reports: how one province words and lays out its disclosures, read from wordings/<name>.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from samples.model import Kind
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
    """The declaration as loaded. `layout` holds the settings that all tables share unless
    they say otherwise; a table begins as standard/<final or budget>.toml words it."""

    name: str
    kinds: tuple[Kind, ...]
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
    data = _load(f"{name}.toml")
    shared = data.get("layout", {})
    standard = {table["id"]: table for table in _load(f"standard/{data['standard']}.toml")["table"]}
    tables = {}
    for table in data["table"]:
        options = {**shared, **standard[table["id"]], **table}
        options["labels"] = {**standard[table["id"]].get("labels", {}), **table.get("labels", {})}
        tables[table["id"]] = TableForm(
            table["id"], options["title"], options["layout"], options.get("form", ""), options
        )
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


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDINGS / name).read_text(encoding="utf-8"))


def families() -> tuple[str, ...]:
    """The names of all families, sorted."""
    return tuple(sorted(path.stem for path in WORDINGS.glob("*.toml")))
