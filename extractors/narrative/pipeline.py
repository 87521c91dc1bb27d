"""The spaCy pipeline: one Doc per section, components that write typed spans, one lexed sequence for the grammar.

`doc._.folded` is the folded text, `doc.spans` the groups numbers, comparisons, chains and terms; every span carries
its mark in `span._.mark`. `doc._.marks` is the gapless sequence that the grammar walks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.narrative.chains import scan_chains
from extractors.narrative.comparisons import scan_comparisons
from extractors.narrative.folding import fold_text
from extractors.narrative.known import Directory
from extractors.narrative.marks import Delimiter, Mark, Number, Unknown, Word
from extractors.narrative.numbers import scan_numbers
from extractors.narrative.terms import scan_terms
from extractors.narrative.tokenizer import NumberTokenizer

_DELIMITER = re.compile(r"[，。;:、()\n]")
_COMPONENTS = ("fold", "chains", "numbers", "comparisons", "terms", "sequence")


def _mark_of(span: Span) -> Mark | None:
    """The mark that a span of a group was written for."""
    found: Mark | None = span.doc.user_data["marks"].get((span.label_, span.start, span.end))
    return found


def _extensions() -> None:
    for name in ("folded", "directory", "claimed", "inner"):
        Doc.set_extension(name, default=None, force=True)
    Doc.set_extension("marks", default=(), force=True)
    Span.set_extension("mark", getter=_mark_of, force=True)


def _claim(doc: Doc, group: str, marks: Iterable[Mark]) -> None:
    """Keeps the marks that overlap none of the earlier components' and writes them as spans."""
    claimed: bytearray = doc._.claimed
    printed = doc._.folded.printed
    starts: list[int] = doc.user_data["starts"]
    of_spans = doc.user_data["marks"]
    spans: list[Span] = []
    kept: list[Mark] = []
    for mark in marks:
        if claimed.find(1, mark.start, mark.end) >= 0:
            continue
        claimed[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        kept.append(mark)
        if isinstance(mark, Word) and mark.entry.plain:
            continue
        start, end = printed(mark.start, mark.end)
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        spans.append(Span(doc, first, last, label=group))
        of_spans[group, first, last] = mark
    doc.spans[group] = spans
    doc._.marks = (*doc._.marks, *kept)


@Language.component("fold")
def fold(doc: Doc) -> Doc:
    """Folds the text; offsets of all marks count in the folded text."""
    doc._.folded = fold_text(doc.user_data["text"])
    doc._.claimed = bytearray(len(doc._.folded.text))
    doc._.marks = ()
    doc._.inner = ()
    doc.user_data["marks"] = {}
    return doc


@Language.component("chains")
def chains(doc: Doc) -> Doc:
    """…（类）…（款）…（项） and printed codes."""
    _claim(doc, "chains", scan_chains(doc._.folded.text, doc._.directory))
    return doc


@Language.component("numbers")
def numbers(doc: Doc) -> Doc:
    """Amounts, percentages, counts, dates, numbering, references, thresholds."""
    found = list(scan_numbers(doc._.folded.text))
    inner = [n for n, outer in zip(found[1:], found, strict=False) if n.kind == "threshold" and n.end <= outer.end]
    doc._.inner = tuple(inner)
    inside = set(inner)
    _claim(doc, "numbers", (n for n in found if n not in inside))
    return doc


@Language.component("comparisons")
def comparisons(doc: Doc) -> Doc:
    """比2021年决算数, 与上年相比: they contain years, so they displace the year inside."""
    claimed: bytearray = doc._.claimed
    years = [n for n in doc._.marks if isinstance(n, Number) and n.kind == "year"]
    found = list(scan_comparisons(doc._.folded.text))
    starts = [n.start for n in years]
    within = (years[bisect_left(starts, c.start) : bisect_left(starts, c.end)] for c in found)
    inside = [n for c, numbers in zip(found, within, strict=True) for n in numbers if n.end <= c.end]
    for number in inside:
        claimed[number.start : number.end] = bytes(number.end - number.start)
    doc._.inner = (*doc._.inner, *inside)
    gone = set(inside)
    doc._.marks = tuple(m for m in doc._.marks if m not in gone)
    _claim(doc, "comparisons", found)
    return doc


@Language.component("terms")
def terms(doc: Doc) -> Doc:
    """The hits of the lexicon."""
    _claim(doc, "terms", scan_terms(doc._.folded.text, doc._.claimed))
    return doc


@Language.component("sequence")
def sequence(doc: Doc) -> Doc:
    """All marks in order with delimiters and the unexplained text between them."""
    text: str = doc._.folded.text
    marks: list[Mark] = []
    last = 0
    for mark in (*sorted(doc._.marks, key=lambda m: m.start), None):
        stop = mark.start if mark else len(text)
        for match in _DELIMITER.finditer(text, last, stop):
            if match.start() > last:
                marks.append(Unknown(last, match.start(), text[last : match.start()]))
            marks.append(Delimiter(match.start(), match.end(), match.group()))
            last = match.end()
        if stop > last and text[last:stop].strip():
            marks.append(Unknown(last, stop, text[last:stop]))
        if mark:
            marks.append(mark)
            last = mark.end
    doc._.marks = tuple(marks)
    return doc


_LONGEST_SECTION = 1 << 30
"""Characters: spaCy's own limit guards models that hold much per token; nothing here does."""


@cache
def narrative_pipeline() -> Language:
    """The pipeline, built once per process."""
    _extensions()
    nlp = spacy.blank("zh")
    nlp.max_length = _LONGEST_SECTION
    nlp.tokenizer = NumberTokenizer(nlp.vocab)
    for name in _COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def lex(text: str, directory: Directory) -> Doc:
    """The Doc of a section's text with all its marks; `directory` resolves the names of 科目."""
    nlp = narrative_pipeline()
    doc = nlp.make_doc(text)
    doc._.directory = directory
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
