"""What an operator knows of a document better than its cover: a line of a manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Override:
    """What holds in place of what the document prints; None leaves it as printed.

    `organisation` is a name as one would print it; `source_url` is where the document was published.
    """

    organisation: str | None = None
    fiscal_year: int | None = None
    published_date: date | None = None
    source_url: str | None = None

    def digest(self) -> str:
        """Sixteen hex digits of what it says, the same on every machine: another digest, another reading."""
        said = json.dumps(astuple(self), ensure_ascii=False, default=date.isoformat)
        return hashlib.sha256(said.encode()).hexdigest()[:16]
