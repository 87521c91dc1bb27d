"""Names of the economic classification (工资福利支出, 办公费): parts of 基本支出 where a figure follows them."""

from __future__ import annotations

from extractors.narrative.concepts import Subject
from extractors.narrative.frame import Frame
from extractors.narrative.marks import Chain, Word
from extractors.narrative.subjects import chain_subject
from extractors.narrative.trail import Trail
from schemas.classification import economic


def take_economic(frame: Frame, trail: Trail, word: Word, name: str) -> None:
    """The name becomes the subject, with its code; a name of several codes that the text leaves open blocks."""
    if trail.modifies(word):
        frame.disown()
        return
    found = economic().named(name, frame.report.fiscal_year)
    if len(found) > 1:
        parent = next((s.economic_code for s in (*frame.parent, *frame.head) if s.economic_code), None)
        found = tuple(s for s in found if parent and s.code.startswith(parent[:3]))
    subject: Subject | None = None
    if len(found) == 1:
        chain = Chain(word.start, word.end, found[0].code, found[0].name, "resolved", scheme="economic")
        subject = chain_subject(frame, chain, word.text)
    if subject is None:
        frame.disown()
        return
    frame.take_subject(subject)
    frame.zone = ""
