"""Rows that are shorter than their table because a converter left covered cells out: the columns they belong in."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.text_rows import Piece, Row, compositions, evenly, spread, starts

_MOST_LABELS = 4
_MOST_MISSING = 12


def stretch(row: Row, width: int, amounts: frozenset[int], groups: frozenset[int]) -> Row | None:
    """A statement's row stretched to `width`: its labels take the missing columns so that every amount stands in a
    column of amounts and no label does. None where nothing or more than one thing fits.

    `groups` are the columns in which the parts of the header begin: of several ways the one is taken whose labels
    begin there (人员经费合计 under 人员经费, 公用经费合计 under 公用经费).
    """
    missing = width - len(row)
    labels = [index for index, piece in enumerate(row) if piece.label]
    if len(row) == 1:
        return spread(row, [width]) if labels else None
    if not labels or len(labels) > _MOST_LABELS or missing > _MOST_MISSING:
        return None
    ways = [_stretched(row, labels, more) for more in compositions(missing, len(labels))]
    narrow = [way for way in ways if _fits(way, amounts)]
    wide = [way for way in ways if _fits(way, amounts, covering=True)]
    grouped = [way for way in narrow or wide if all(col in groups for col, piece in starts(way) if piece.label)]
    fitting = narrow if len(narrow) == 1 else grouped
    return fitting[0] if len(fitting) == 1 else None


def fits_as_printed(row: Row, amounts: frozenset[int]) -> bool:
    """Whether a row needs no stretching: only blank cells at its end are missing."""
    return any(piece.precise for piece in row) and _fits(row, amounts)


def stretch_form(row: Row, width: int, *, heads: bool, is_head: bool) -> Row:
    """A form's row stretched to `width`. Its cells are pairs of label and value, so that their order says it all.

    `heads`: the first column holds the form's side headings; a plain label beside them is two columns wide, as
    these forms print it. `is_head`: the row begins with such a heading or its continuation.
    """
    if len(row) == 1:
        return spread(row, [width])
    first, *rest = row
    if first.label and not is_head and all(not piece.label for piece in rest):
        return spread(row, [width - len(rest), *[1] * len(rest)])
    lead = 2 if heads and not is_head and width - 2 >= len(rest) else 1
    return spread(row, [lead, *evenly(width - lead, len(rest))])


def _stretched(row: Row, labels: Sequence[int], more: Sequence[int]) -> Row:
    spans = [1] * len(row)
    for index, extra in zip(labels, more, strict=True):
        spans[index] += extra
    return spread(row, spans)


def _fits(row: Row, amounts: frozenset[int], *, covering: bool = False) -> bool:
    """Whether every amount stands in a column of amounts and every label begins in another one.

    A label covers no column of amounts either, unless that is allowed: a side's total may.
    """
    return all(_at_home(col, piece, amounts, covering=covering) for col, piece in starts(row))


def _at_home(col: int, piece: Piece, amounts: frozenset[int], *, covering: bool) -> bool:
    if not amounts or piece.blank:
        return True
    if piece.precise:
        return col in amounts
    return not piece.label or amounts.isdisjoint(range(col, col + (1 if covering else piece.span)))
