"""Whose report it is: title, kind, year, body, place and subordinate units."""

from extractors.identity.identification import UNNAMED, identify, report_id

__all__ = ["UNNAMED", "identify", "report_id"]
