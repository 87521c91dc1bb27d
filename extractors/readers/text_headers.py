"""Header rows of a flattened table that left covered cells out: which upper cell covers which lower ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from extractors.readers.text_rows import Row, bounds_to_spans, compositions, spread, starts
from extractors.readers.text_words import flattened_words, folded

_Segment = tuple[int, int, bool]
_MOST_WAYS = 2_000


def align_header(upper: Row, lower: Row) -> Row | None:
    """The upper row with the spans that put it over the lower one; None where several ways or none would do.

    A blank lower cell continues the cell above it. A run of lower texts lies under one upper cell, or under several
    where it falls into as many parts: equal ones, or ones that begin with the same label or with a total.
    """
    segments = _segments(lower)
    runs = [segment for segment in segments if not segment[2]]
    spare = len(upper) - sum(blank for _, _, blank in segments)
    if spare < len(runs):
        return None
    found: list[list[int]] = []
    for shares in _shares(spare, [end - start for start, end, _ in runs]):
        counts = _counts(upper, lower, segments, shares)
        if counts is not None and counts not in found:
            found.append(counts)
    if len(found) != 1:
        return None
    widths = [piece.span for piece in lower]
    spans, at = [], 0
    for count in found[0]:
        spans.append(sum(widths[at : at + count]))
        at += count
    return spread(upper, spans)


def header_end(rows: Sequence[Row], start: int, width: int) -> int | None:
    """The first full row, if the rows before it are a header: ever longer and without a number; else None."""
    length = 0
    for index in range(start, len(rows)):
        row = rows[index]
        if len(row) == width:
            return index
        if len(row) <= length or any(piece.number for piece in row) or len(row) < 2:
            return None
        length = len(row)
    return None


def group_starts(header: Sequence[Row]) -> frozenset[int]:
    """The columns in which a cell of the header's first row begins."""
    return frozenset(col for col, _ in starts(header[0])) if header else frozenset()


def _segments(lower: Row) -> list[_Segment]:
    """Blank cells one by one, texts in runs: (start, end, blank)."""
    segments: list[_Segment] = []
    for index, piece in enumerate(lower):
        if piece.blank or not segments or segments[-1][2]:
            segments.append((index, index + 1, piece.blank))
        else:
            segments[-1] = (segments[-1][0], index + 1, False)
    return segments


def _shares(spare: int, lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """How many upper cells each run may have: at least one, at most one a cell."""
    if not lengths:
        return
    for extra in islice(compositions(spare - len(lengths), len(lengths)), _MOST_WAYS):
        shares = tuple(1 + more for more in extra)
        if all(share <= length for share, length in zip(shares, lengths, strict=True)):
            yield shares


def _counts(upper: Row, lower: Row, segments: Sequence[_Segment], shares: Sequence[int]) -> list[int] | None:
    """How many lower cells stand under each upper one if the runs have these shares; None where it cannot be."""
    counts: list[int] = []
    share = iter(shares)
    for start, end, blank in segments:
        if blank:
            counts.append(1)
            continue
        count = next(share)
        parts = _parts(lower[start:end], upper[len(counts) : len(counts) + count])
        if parts is None:
            return None
        counts += parts
    return counts if len(counts) == len(upper) else None


def _parts(run: Row, upper: Row) -> list[int] | None:
    """How many texts of a header run stand under each of these upper cells; None where nothing shows it."""
    count = len(upper)
    if count == 1:
        return [len(run)]
    if count == len(run):
        return [1] * count
    words = flattened_words()
    texts = [folded(piece.text) for piece in run]
    shares = words.shares.get(tuple(folded(piece.text) for piece in upper), (1,) * count)
    for each in ((1,) * count, shares):
        size, rest = divmod(len(run), sum(each))
        if rest == 0 and texts == texts[:size] * sum(each):
            return [size * share for share in each]
    for first in ({texts[0]}, words.groups, words.sides):
        bounds = [0, *(index for index, text in enumerate(texts) if index and text in first)]
        if len(bounds) == count:
            return bounds_to_spans(bounds, len(run))
    return None
