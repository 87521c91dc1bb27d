"""The tokenizer: a number literal, a run of Latin letters, a run of white space, or one other character.

`doc.text == text` always holds and every offset of the printed text is a token's border inside Chinese text.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-z]+|\s+|.", re.DOTALL)


class NumberTokenizer:
    """Splits a section's text for spaCy; no model, no dictionary, exact offsets.

    `doc.user_data` keeps the text and the tokens' starts: asking the Doc for them again costs more than the walk.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        found = [(m.start(), m.group()) for m in _TOKEN.finditer(text)]
        doc = Doc(self.vocab, words=[word for _, word in found], spaces=[False] * len(found))
        doc.user_data["text"] = text
        doc.user_data["starts"] = [start for start, _ in found]
        return doc

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
