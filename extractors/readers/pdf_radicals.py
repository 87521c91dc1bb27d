"""Compatibility forms of Chinese characters: some fonts name a radical (⻓, ⼀) where the character stands (长, 一).

Only these are unified; full-width punctuation and digits are left as printed.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

# The radicals that Unicode itself does not equate with the character of the same shape.
_SHAPES = dict(
    zip(
        "⺁⺋⺏⺗⺙⺠⺩⺪⺬⺮⺶⺻⺼⻁⻄⻅⻆⻉⻊⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂卩尣心攵民王疋示竹羊聿肉虎西见角贝足车辶長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_FIRST, _LAST = 0x2E80, 0x2FDF
_COMPATIBLE_FIRST, _COMPATIBLE_LAST = 0xF900, 0xFAFF


def unify_radicals(code: NDArray[np.int64]) -> NDArray[np.int64]:
    """The Unicode values with radicals and compatibility ideographs replaced by the characters they stand for."""
    odd = np.flatnonzero(
        ((code >= _FIRST) & (code <= _LAST)) | ((code >= _COMPATIBLE_FIRST) & (code <= _COMPATIBLE_LAST))
    )
    if not len(odd):
        return code
    unified = code.copy()
    unified[odd] = [ord(_unified(chr(value))) for value in code[odd].tolist()]
    return unified


def _unified(character: str) -> str:
    return _SHAPES.get(character) or unicodedata.normalize("NFKC", character)
