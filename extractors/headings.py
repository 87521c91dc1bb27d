"""Which blocks are headings: what a title looks like, and titles that stand in two blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.amounts import fold
from extractors.numbering import Numbering, Scheme, read_numbering
from extractors.topics import Topic, find_topic, heading_rules, says_nothing
from schemas.document import Block, Heading, Paragraph

_LIST_SCHEMES: frozenset[Scheme] = frozenset(("arabic", "arabic_paren", "dotted"))
_RUN_IN_SCHEMES: frozenset[Scheme] = frozenset(("cn", "cn_paren"))
_LONGEST_LIST_TITLE = 30
_LONGEST_CLOSED_TITLE = 18
_LONGEST_CLOSED_LIST_TITLE = 10
_LONGEST_WRAP = 12
_SHORTEST_UNNUMBERED = 4

_NO_FIGURE = re.compile(
    r"(?:19|20)\d{2}(?:[-—–~至](?:19|20)\d{2})?|\d{1,2}月(?:\d{1,2}日)?|公开\d+表|附?[件表图]\d+|\d{2}表|第\d+|十[一-九]五"
)
_INNER = re.compile(r"[。；;！？!?]")
_CLOSERS = "。.：:"
_OPEN_END = tuple("，,、；;")


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading as read. `blocks` is how many blocks it takes; `run_in`: its text also carries a sentence.

    `report` marks the title of a second report inside the file; `level` may still be moved by its neighbours.
    """

    number: str | None
    title: str
    level: int
    ordinal: int = 0
    scheme: Scheme | None = None
    topic: Topic | None = None
    run_in: bool = False
    report: bool = False
    blocks: int = 1


def has_figure(text: str) -> bool:
    """Whether a text carries a number other than a year, a date or a form's number."""
    return any(c.isdigit() for c in _NO_FIGURE.sub("", fold(text)))


def find_headlines(blocks: Sequence[Block]) -> dict[int, Headline]:
    """The headings of a document by the index of their (first) block."""
    single = {i: h for i, block in enumerate(blocks) if (h := read_headline(block)) is not None}
    found: dict[int, Headline] = {}
    taken: set[int] = set()
    for i, headline in sorted(single.items()):
        if i in taken:
            continue
        start, joined = _join(i, headline, blocks, single)
        found[start] = joined
        taken.update(range(start, start + joined.blocks))
    return _name_restarts(found, taken, blocks)


def read_headline(block: Block) -> Headline | None:
    """The heading that a block is by itself, or None.

    A paragraph with figures or with sentence punctuation inside is none, except that a numbered one which begins
    with a known heading (（一）机关运行经费支出情况。…) opens its section and keeps its whole text.
    """
    if not isinstance(block, Heading | Paragraph) or (isinstance(block, Paragraph) and block.kind != "body"):
        return None
    text = block.text.strip()
    if not text:
        return None
    numbering = read_numbering(text)
    rest = text[numbering.end :].strip() if numbering else text
    title = rest.rstrip(_CLOSERS + " \t　")
    styled = isinstance(block, Heading)
    if not _is_title(title, styled) or rest.endswith(_OPEN_END):
        return _run_in(numbering, rest)
    closed = len(title) < len(rest)
    if numbering is None:
        return _unnumbered(block, title, closed)
    topic = find_topic(title) if title else None
    headline = Headline(numbering.number, title, numbering.level, numbering.ordinal, numbering.scheme, topic)
    if title.endswith("部分") and topic is not None:
        headline = replace(headline, level=topic.level)
    if styled or topic is not None or numbering.scheme in ("part", "annex"):
        return headline
    ends_well = fold(title).endswith(heading_rules().endings)
    if numbering.scheme in _LIST_SCHEMES:
        return headline if ends_well and len(title) <= (_LONGEST_CLOSED_LIST_TITLE if closed else _LONGEST_LIST_TITLE) else None
    if closed:
        return headline if ends_well and len(title) <= _LONGEST_CLOSED_TITLE else None
    return headline if len(fold(title)) > 1 else None


def _is_title(title: str, styled: bool) -> bool:
    """Short, without figures and without sentence punctuation; a comma or a colon only in a styled heading."""
    if has_figure(title) or len(fold(title)) > heading_rules().longest or _INNER.search(title):
        return False
    return styled or find_topic(title, named=False) is not None or not re.search("[，,：:]", title)


def _run_in(numbering: Numbering | None, rest: str) -> Headline | None:
    if numbering is None or numbering.scheme not in _RUN_IN_SCHEMES:
        return None
    head = re.split("[。：:]", rest, maxsplit=1)[0].strip()
    topic = find_topic(head, named=False) if _is_title(head, styled=False) else None
    if topic is None:
        return None
    return Headline(
        numbering.number, head, numbering.level, numbering.ordinal, numbering.scheme, topic, run_in=True
    )


def _unnumbered(block: Heading | Paragraph, title: str, closed: bool) -> Headline | None:
    folded = fold(title)
    if folded.endswith(heading_rules().reports) and not closed and "《" not in title:
        return Headline(None, title, 1, report=True)
    topic = find_topic(title) if len(folded) >= _SHORTEST_UNNUMBERED or isinstance(block, Heading) else None
    if isinstance(block, Heading):
        return Headline(None, title, block.level, topic=topic)
    return Headline(None, title, topic.level, topic=topic) if topic is not None and not closed else None


def _join(i: int, headline: Headline, blocks: Sequence[Block], single: dict[int, Headline]) -> tuple[int, Headline]:
    """A title that its file breaks over two blocks, put together; the index of its first block."""
    after = _title_line(blocks, i + 1)
    if headline.scheme == "part" and not headline.title:
        following = single.get(i + 1)
        if after and (following is None or following.scheme is None):
            return i, replace(headline, title=after, topic=find_topic(after), blocks=2)
    before = _title_line(blocks, i - 1)
    if headline.report and before and i - 1 not in single and (_has_year(before) or _names_body(before)):
        return i - 1, replace(headline, title=before + headline.title, blocks=2)
    if after and headline.title and i + 1 not in single and len(after) <= _LONGEST_WRAP and not headline.run_in:
        topic = find_topic(headline.title + after, named=False)
        if topic is not None and (headline.topic is None or says_nothing(after)):
            return i, replace(headline, title=headline.title + after, topic=topic, blocks=2)
    return i, headline


def _name_restarts(
    found: dict[int, Headline], taken: set[int], blocks: Sequence[Block]
) -> dict[int, Headline]:
    """A short line before a numbering that begins anew (…专项经费, 一、项目概述) is the title of what follows."""
    counted = False
    for i, headline in sorted(found.items()):
        if headline.level == 1:
            counted = False
        if headline.scheme == "cn" and headline.ordinal == 1:
            line = _title_line(blocks, i - 1)
            if counted and line and i - 1 not in taken and not re.search("[：:，,]", line):
                report = fold(line).endswith(heading_rules().reports)
                found[i - 1] = Headline(None, line, 1, topic=find_topic(line), report=report)
        counted = counted or headline.scheme == "cn"
    return found


def _title_line(blocks: Sequence[Block], i: int) -> str:
    """The text of block i where it could be a title or a piece of one, else ''."""
    block = blocks[i] if 0 <= i < len(blocks) else None
    if not isinstance(block, Heading | Paragraph) or (isinstance(block, Paragraph) and block.kind != "body"):
        return ""
    text = block.text.strip()
    closed = text.endswith((*_OPEN_END, *_CLOSERS)) or text[:1] in "（(【[注"
    return "" if closed or read_numbering(text) or not _is_title(text, styled=False) else text


def _has_year(text: str) -> bool:
    return re.search(r"(?:19|20)\d{2}", fold(text)) is not None


def _names_body(text: str) -> bool:
    return fold(text).endswith(heading_rules().bodies)
