"""The list of contents: which blocks belong to it, and where the report itself begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.amounts import fold
from extractors.outline.headings import read_headline
from extractors.outline.topics import heading_rules
from schemas.document import Block, Heading, Paragraph

_FARTHEST = 200
"""Blocks within which a list of contents begins."""
_LONGEST_ENTRY = 80
_FEWEST = 4
"""Entries that a list of contents without its title has, and that come again below it."""
_PAGE_NUMBER = re.compile(r"\(?\d{1,3}\)?[\-—]?$")
_BEFORE_PAGE = ".…·⋯_-—"
_LONGEST_PAGE = 6
"""Characters of a page number with its brackets and dash."""
_LEADERS = re.compile(r"[.…·⋯_]{3,}|\t")
_MERGED = re.compile(r"第[一二三四五六七八九十]部分|\d[一二三四五六七八九十]+、")
"""Entries that a reader put into one paragraph: each begins behind the page number of the one before."""
_PART = re.compile(r"第.{1,3}部分")


def find_contents(blocks: Sequence[Block]) -> range:
    """The blocks of the list of contents, its title included; an empty range at 0 where there is none.

    Without its title, it is a run of headings that come again. The list ends where its first entry comes again as a
    heading; where no entry comes again, at the last entry with a page number, at the page on which the first sentence
    stands, or before that sentence's heading.
    """
    start = next((i for i, block in enumerate(blocks[:_FARTHEST]) if _opens(block)), None)
    if start is None:
        return _untitled(blocks)
    keys: dict[int, str] = {}
    numbered = flagged = start
    end = len(blocks)
    for i in range(start + 1, len(blocks)):
        block = blocks[i]
        listed = isinstance(block, Paragraph) and block.kind == "contents"
        if not listed and not _is_entry(block):
            end = i
            break
        text = block.text if isinstance(block, Heading | Paragraph) else ""
        if fold(text):
            keys[i] = _key(text)
        if listed:
            flagged = i
        if _LEADERS.search(text) and fold(text)[-1:].isdigit():
            numbered = i
    last = max(flagged, numbered)
    again = _first_again(keys, last)
    if again is not None:
        return range(start, again)
    if last > start:
        return range(start, last + 1)
    # Without pages, the block before the first sentence is the heading that it stands under.
    return range(start, _page_start(blocks, start, end) or max(keys, default=start + 1))


def _untitled(blocks: Sequence[Block]) -> range:
    """A list of contents without its title: many headings in a row of which most come again below."""
    start = next((i for i, block in enumerate(blocks[:_FARTHEST]) if read_headline(block)), None)
    if start is None:
        return range(0)
    end = next((i for i in range(start, len(blocks)) if read_headline(blocks[i]) is None), len(blocks))
    keys = [_key(block.text) for block in blocks[start:end] if isinstance(block, Heading | Paragraph)]
    again = next((i for i, key in enumerate(keys) if key in keys[:i]), len(keys))
    below = {_key(block.text) for block in blocks[start + again :] if isinstance(block, Heading | Paragraph)}
    listed = keys[:again]
    found = sum(key in below for key in listed)
    return range(start, start + again) if len(listed) >= _FEWEST and found >= _FEWEST else range(0)


def _opens(block: Block) -> bool:
    if not isinstance(block, Heading | Paragraph):
        return False
    return fold(block.text).lower() in heading_rules().contents or (
        isinstance(block, Paragraph) and block.kind == "contents"
    )


def _is_entry(block: Block) -> bool:
    if not isinstance(block, Heading | Paragraph):
        return False
    text = fold(block.text)
    if re.search("[。；;]", text):
        return False
    return len(_key(text)) <= _LONGEST_ENTRY or len(_MERGED.findall(text)) >= _FEWEST


def _key(text: str) -> str:
    """The entry without its page number and the leaders before it."""
    whole = fold(text)
    page = _PAGE_NUMBER.search(whole, max(len(whole) - _LONGEST_PAGE, 0))
    return (whole[: page.start()].rstrip(_BEFORE_PAGE) if page else whole) or whole


def _first_again(keys: dict[int, str], last: int) -> int | None:
    """Where, after the last sure entry, the first entry comes again, or else any entry."""
    first = next(iter(keys.values()), "")
    seen: set[str] = set()
    candidate: int | None = None
    for i, key in keys.items():
        if i > last and seen:
            part = first.startswith(key) and (_PART.fullmatch(key) or len(_MERGED.findall(first)) >= _FEWEST)
            if key == first or part:
                return i
            if candidate is None and key in seen and len(key) > 3:
                candidate = i
        seen.add(key)
    return candidate


def _page_start(blocks: Sequence[Block], start: int, end: int) -> int | None:
    """The first block of the page on which the contents end, where the contents began on an earlier page."""
    page = getattr(blocks[end], "page", None) if end < len(blocks) else None
    opened = getattr(blocks[start], "page", None)
    if page is None or opened is None or opened >= page:
        return None
    return next(i for i in range(start, end + 1) if getattr(blocks[i], "page", None) == page)
