"""Values of attributes in a docx: what stands there need not be what the schema wants."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,9})\s*")


def whole_number(value: str | None, default: int) -> int:
    """The whole number that an attribute states; `default` where it is absent, no number, or of ten digits or more."""
    match = None if value is None else _WHOLE.fullmatch(value)
    return default if match is None else int(match[1])
