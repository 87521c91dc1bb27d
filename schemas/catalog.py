"""Declarations: how a TOML file of knowledge is loaded, and what is said where one is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


class CatalogError(Exception):
    """A declaration is wrong: in which file, at which key ('' for the file as a whole), and why."""

    def __init__(self, file: str, key: str, why: str) -> None:
        super().__init__(f"{file}: {key}: {why}" if key else f"{file}: {why}")
        self.file = file
        self.key = key
        self.why = why

    def __reduce__(self) -> tuple[type[CatalogError], tuple[str, str, str]]:
        return type(self), (self.file, self.key, self.why)


def load_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; a CatalogError where it is absent, not UTF-8 or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogError(path.name, "", "the file is missing") from None
    except UnicodeDecodeError as error:
        raise CatalogError(path.name, "", f"not UTF-8: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(path.name, "", f"not TOML: {error}") from error
