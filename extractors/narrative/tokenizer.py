"""The tokenizer: a number literal, a run of Latin letters, a run of white space, or one other character.

`doc.text == text` always holds and every offset of the printed text is a token's border inside Chinese text.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-z]+|\s+|.", re.DOTALL)


class NumberTokenizer:
    """Splits a section's text for spaCy; no model, no dictionary, exact offsets."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = _TOKEN.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def to_bytes(self, **_: object) -> bytes:
        """The tokenizer has no state of its own."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> NumberTokenizer:
        """The tokenizer has no state of its own."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """The tokenizer has no state of its own."""

    def from_disk(self, _path: object, **_: object) -> NumberTokenizer:
        """The tokenizer has no state of its own."""
        return self
