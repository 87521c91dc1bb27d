"""Which blocks are headings: what a title looks like, and titles that stand in two blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.amounts import fold
from extractors.outline.numbering import Numbering, Scheme, read_numbering
from extractors.outline.topics import Topic, find_topic, guess_topic, heading_rules, says_nothing
from schemas.document import Block, Heading, Paragraph

_LIST_SCHEMES: frozenset[Scheme] = frozenset(("arabic", "arabic_paren", "dotted"))
_RUN_IN_SCHEMES: frozenset[Scheme] = frozenset(("cn", "cn_paren"))
_LONGEST_LIST_TITLE = 16
_LONGEST_CLOSED_TITLE = 18
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
    topic = guess_topic(title) if title else None
    headline = Headline(numbering.number, title, numbering.level, numbering.ordinal, numbering.scheme, topic)
    if title.endswith("部分") and topic is not None:
        headline = replace(headline, level=topic.level)
    if topic is not None or numbering.scheme in ("part", "annex"):
        return headline
    if fold(title).startswith(heading_rules().duties):
        return None
    if styled:
        return headline
    return headline if _reads_as_heading(fold(title), numbering.scheme, closed) else None


def _reads_as_heading(title: str, scheme: Scheme, closed: bool) -> bool:
    """Whether a numbered title of no known section is a heading rather than an item of a list."""
    rules = heading_rules()
    if scheme in _LIST_SCHEMES:
        return title.endswith(rules.list_endings) and len(title) <= _LONGEST_LIST_TITLE
    if closed:
        return title.endswith(rules.endings) and len(title) <= _LONGEST_CLOSED_TITLE
    return len(title) > 1


def _is_title(title: str, styled: bool) -> bool:
    """Short, without figures and without sentence punctuation; a comma or a colon only in a styled heading."""
    if has_figure(title) or len(fold(title)) > heading_rules().longest or _INNER.search(title):
        return False
    if title and not re.search("[\u4e00-\u9fff]{2}", fold(title)):
        return False
    return styled or find_topic(title, named=False) is not None or not re.search("[，,：:]", title)


def _run_in(numbering: Numbering | None, rest: str) -> Headline | None:
    if numbering is None or numbering.scheme not in _RUN_IN_SCHEMES:
        return None
    head = re.split("[。：:]", rest, maxsplit=1)[0].strip()
    topic = find_topic(head, named=False) if _is_title(head, styled=False) else None
    if topic is None:
        return None
    return Headline(numbering.number, head, numbering.level, numbering.ordinal, numbering.scheme, topic, run_in=True)


def _unnumbered(block: Heading | Paragraph, title: str, closed: bool) -> Headline | None:
    folded = fold(title)
    if folded.endswith(heading_rules().reports) and not closed and "《" not in title:
        return Headline(None, title, 1, report=True)
    if isinstance(block, Heading):
        return Headline(None, title, block.level, topic=guess_topic(title))
    if closed or len(folded) < _SHORTEST_UNNUMBERED or not folded.endswith(heading_rules().plain_endings):
        return None
    topic = None if says_nothing(title) else find_topic(title)
    return Headline(None, title, topic.level, topic=topic) if topic is not None else None


def _join(i: int, headline: Headline, blocks: Sequence[Block], single: dict[int, Headline]) -> tuple[int, Headline]:
    """A title that its file breaks over two blocks, put together; the index of its first block."""
    after = _title_line(blocks, i + 1)
    if headline.scheme == "part" and not headline.title and after:
        return i, _titled_below(headline, [after, _title_line(blocks, i + 2), _title_line(blocks, i + 3)])
    before = _title_line(blocks, i - 1)
    if headline.report and before and i - 1 not in single and _begins_title(before):
        return i - 1, replace(headline, title=before + headline.title, blocks=2)
    loose = i + 1 not in single or says_nothing(after)
    if after and headline.title and loose and len(after) <= _LONGEST_WRAP and not headline.run_in:
        topic = find_topic(headline.title + after)
        if says_nothing(after) or (topic is not None and headline.topic is None):
            return i, replace(headline, title=headline.title + after, topic=topic, blocks=2)
    return i, headline


def _titled_below(headline: Headline, lines: Sequence[str]) -> Headline:
    """A part whose title stands in the lines below: as many of them as make a known title, else the first."""
    title = ""
    for blocks, line in enumerate(lines, start=2):
        if not line:
            break
        title += line
        topic = find_topic(title)
        if topic is not None:
            return replace(headline, title=title, topic=topic, blocks=blocks)
    return replace(headline, title=lines[0], blocks=2)


def _name_restarts(found: dict[int, Headline], taken: set[int], blocks: Sequence[Block]) -> dict[int, Headline]:
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


def _begins_title(line: str) -> bool:
    """Whether a line before a report's title belongs to it: a year or a body's name, but no date of its own."""
    folded = fold(line)
    if re.fullmatch(r"[\d年月日]+", folded):
        return folded.endswith("年")
    return re.search(r"(?:19|20)\d{2}", folded) is not None or folded.endswith(heading_rules().bodies)
