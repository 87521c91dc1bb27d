"""The trail: what the walk has passed, and the text around a mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.narrative.marks import Chain, Delimiter, Mark, Number, Unknown, Word

TAILS = frozenset(
    "局委办府会院校心镇乡道站所队厅处科司门位县市区省年度学馆社台库场园协团联室股府关部组党军庭厂矿林署盟旗州村厅段"
    "于中的了将从排为构等及和与在由对按以有其用出除自被并且把含指即末底初计还另共本就该各级行统"
)
"""Last characters of what may stand before a label without changing it: bodies (…局, …学校) and particles."""

ENDS = frozenset("的中于位")
"""Last characters of fillers that part a label from what stands before it: particles, and 单位."""
_REACH = 1_000
"""Characters on either side in which a sentence is looked for: text without a stop must not cost its square."""


def last_clause(before: str) -> str:
    """What stands between the last punctuation of a stretch and its end."""
    return before[max(map(before.rfind, "，。;(")) + 1 :]


@dataclass(slots=True)
class Trail:
    """The folded text, its printed form by offsets, the last mark, and the unexplained text that ends last."""

    text: str
    printed: Callable[[int, int], str]
    last: Mark | None = None
    unexplained: Unknown | None = None
    unexplained_end: int = -1
    chain_end: int = -1

    def pass_by(self, mark: Mark) -> None:
        """Remembers a mark; fillers right after unexplained text belong to it."""
        filler = isinstance(mark, Word) and mark.entry.plain
        if isinstance(mark, Unknown):
            self.unexplained, self.unexplained_end = mark, mark.end
        elif filler and self.unexplained_end == mark.start:
            self.unexplained_end = mark.end
        if isinstance(mark, Chain):
            self.chain_end = mark.end
        if not filler:
            self.last = mark

    def ends_clause(self) -> bool:
        """Whether the last mark is punctuation."""
        return isinstance(self.last, Delimiter)

    def touches(self, mark: Mark, *kinds: type) -> bool:
        """Whether the last mark is of these kinds and ends where this one starts."""
        return self.last is not None and isinstance(self.last, kinds) and self.last.end == mark.start

    def restates_chain(self, mark: Mark) -> bool:
        """Whether only punctuation stands between a classification chain and this mark (…（项）。本年支出决算 X)."""
        return 0 <= self.chain_end <= mark.start and not self.text[self.chain_end : mark.start].strip('。，,:；; \n”"')

    def modifies(self, mark: Mark) -> bool:
        """Whether unexplained text right before changes what a word means (在职 + 人员经费, 年中追加 + 预算)."""
        if self.unexplained is None or self.unexplained_end != mark.start:
            return False
        if not self.unexplained.text.strip("[]<>*"):
            return False  # 【增加/减少】减少: a template's brackets
        return self.unexplained.text[-1] not in TAILS and self.text[mark.start - 1] not in ENDS

    def before(self, mark: Mark) -> str | None:
        """The unexplained text right before a mark, folded."""
        if self.unexplained is None or self.unexplained_end != mark.start:
            return None
        return self.text[self.unexplained.start : mark.start]

    def sentence(self, number: Number) -> tuple[str, int]:
        """The folded sentence around a number and where it begins."""
        first, last = max(0, number.start - _REACH), min(len(self.text), number.end + _REACH)
        begin = max(first - 1, *(self.text.rfind(c, first, number.start) for c in "。\n")) + 1
        ends = [e for c in "。\n" if (e := self.text.find(c, number.end, last)) >= 0]
        return self.text[begin : min(ends, default=last)], begin

    def paragraph(self, start: int) -> str:
        """The folded text from an offset to the end of its paragraph."""
        stop = self.text.find("\n", start)
        return self.text[start : stop if stop >= 0 else len(self.text)]
