"""Glyphs without a meaning: their font draws them but does not say which characters they are."""

from __future__ import annotations

from itertools import repeat

import numpy as np

from extractors.readers import pdf_engine as engine
from extractors.readers.pdf_glyphs import Flags, Glyphs, Ints, touching_runs

REPLACEMENT = 0xFFFD
"""Stands in a number for a glyph that nobody can read, so that the rest is not taken for the number."""

_TOUCHING = 0.2  # of the font size: glyphs nearer than this are one word
_PRIVATE_FIRST, _PRIVATE_LAST, _LAST = 0xE000, 0xF8FF, 0x10FFFF


def find_unmapped(text: engine.Handle, index: Ints, code: Ints, font: Ints) -> Flags:
    """Per character of a text page: whether its font does not say what it is.

    The answer is the same wherever a font has the same code, so each pair is asked once.
    """
    _, first, which = np.unique(code * (int(font.max()) + 1) + font, return_index=True, return_inverse=True)
    asked = np.fromiter(map(engine.text_unmapped, repeat(text), index[first].tolist()), np.bool_, len(first))
    private = (code >= _PRIVATE_FIRST) & (code <= _PRIVATE_LAST)
    unmapped: Flags = asked[which] | private | (code == 0) | (code == REPLACEMENT) | (code > _LAST)
    return unmapped


def inside_numbers(glyphs: Glyphs, unmapped: Flags) -> Flags:
    """Which unmapped glyphs touch a digit: left out, they would leave another number behind."""
    word = touching_runs(glyphs, _TOUCHING)
    digit = (glyphs.code >= ord("0")) & (glyphs.code <= ord("9")) & ~unmapped
    numeric: Flags = np.bincount(word, digit) > 0
    return unmapped & numeric[word]
