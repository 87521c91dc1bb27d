"""The narrative stage: every number of the text ends as a fact or as a mention with a reason."""

from __future__ import annotations

from extractors.narrative.known import Known
from extractors.narrative.reading import NarrativeReading, read_narrative

__all__ = ["Known", "NarrativeReading", "read_narrative"]
