"""The report: what a document's cover and text say about itself, the scope of every figure in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

DocKind = Literal[
    "final_account", "unit_final_account", "budget", "unit_budget", "performance", "three_public", "other"
]


@dataclass(frozen=True, slots=True)
class Report:
    """Identity and scope of a document. `units` are subordinate units as printed."""

    doc_id: str
    title: str | None
    doc_kind: DocKind
    fiscal_year: int | None
    org_id: str
    org_name: str
    org_printed: str | None
    org_kind: str | None
    admin_code: str | None
    admin_name: str | None
    admin_level: str | None
    published_date: date | None = None
    revision: int = 0
    aliases: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def is_budget(self) -> bool:
        """A budget states `initial_budget` where a final account states `final`; of 三公 alone the title tells."""
        alone = self.doc_kind == "three_public" and "预算" in (self.title or "") and "决算" not in (self.title or "")
        return alone or self.doc_kind in ("budget", "unit_budget")

    @property
    def is_unit(self) -> bool:
        """A report of one unit, which has no units below it."""
        return self.doc_kind in ("unit_final_account", "unit_budget")

    @property
    def default_measure(self) -> str:
        """The measure of a figure that the report states without saying which."""
        return "initial_budget" if self.is_budget else "final"
