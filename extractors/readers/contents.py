"""The printed contents list: which lines of a document are entries of it and not the headings themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import whitespace

from extractors.readers.headings import heading_catalog, heading_level, printed_number

_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\t|\s{2}")
_AHEAD = 3
_LONGEST_PAGE = 5
_FEWEST = 3


def contents_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indexes of the lines that belong to a contents list: its title (目录) and its entries.

    A list is known by its title, or by three numbered entries whose leaders or TABs lead to page numbers that never
    fall. It ends where its first entry comes again or where a line is none. A list without page numbers counts only
    if its entries recur.
    Blank lines are passed over and never part of the answer.
    """
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if heading_catalog().contents_title.fullmatch(lines[index].strip()):
            entries = _entries_after_title(lines, index + 1)
            found.update((index, *entries))
            index = entries[-1] if entries else index
        elif _numbered_entry(lines[index]) is not None and not _goes_on_a_table(lines, index):
            run = _run(lines, index)
            if len(run) >= _FEWEST:
                found.update(run)
                index = run[-1]
        index += 1
    return frozenset(found)


def entry_text(line: str) -> str | None:
    """The text of a contents entry that ends in leaders or white space and a page number, or None."""
    catalog = heading_catalog()
    whole = line.strip().rstrip(f"{catalog.contents_dashes} ")
    page = catalog.contents_page.search(whole[-_LONGEST_PAGE:])
    if page is None or len(whole) > catalog.contents_longest:
        return None
    before = whole[: len(whole) - len(page[0])].rstrip(f"{catalog.contents_dashes}")
    text = before.rstrip(f"{catalog.contents_leaders}{catalog.contents_dashes}{whitespace}\u3000\xa0")
    lead = before[len(text) :]
    spaces = sum(char.isspace() for char in lead)
    leaders = sum(char in catalog.contents_leaders for char in lead)
    return text if text and ("\t" in lead or spaces > 1 or leaders > 1) else None


def _entries_after_title(lines: Sequence[str], start: int) -> list[int]:
    """The entries of the list that a title opens; empty where nothing proves that the lines are entries."""
    taken: list[int] = []
    first: str | None = None
    paged = repeated = False
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if not line:
            continue
        text = entry_text(line)
        key = _folded(text or line)
        if first is not None and text is None and _begins_again(key, first):
            repeated = True
            break
        if text is None and heading_level(line) is None:
            break
        if text is None and paged and not _paged_soon(lines, index + 1):
            break
        paged = paged or text is not None
        first = first or key
        taken.append(index)
    return taken if paged or repeated else []


def _begins_again(key: str, first: str) -> bool:
    """Whether a line is the list's first entry once more: the same words, or the same number of a part."""
    if key == first:
        return True
    here, there = printed_number(key), printed_number(first)
    if here is None or there is None or there.numbering.level != 1:
        return False
    return here.numbering == there.numbering and here.value == there.value


def _goes_on_a_table(lines: Sequence[str], index: int) -> bool:
    """Whether the line right above is a row of cells: 合计 TAB 40, then 1.公务接待费 TAB 15."""
    above = lines[index - 1].strip() if index else ""
    return "\t" in above and (entry_text(above) is None or printed_number(above) is None)


def _paged_soon(lines: Sequence[str], start: int) -> bool:
    ahead = [line for line in lines[start : start + 2 * _AHEAD] if line.strip()]
    return any(entry_text(line) is not None for line in ahead[:_AHEAD])


def _numbered_entry(line: str) -> int | None:
    """The page of a numbered entry that leaders or a TAB lead to; None for any other line, such as a table's row."""
    text = entry_text(line)
    if text is None or heading_level(text) is None:
        return None
    number = printed_number(text)
    lead = line.strip()[len(text) :]
    led = "\t" in lead or any(char in heading_catalog().contents_leaders for char in lead)
    page = "".join(filter(str.isdecimal, lead))
    return int(page) if led and page and number is not None and not _GAP.search(number.rest) else None


def _run(lines: Sequence[str], start: int) -> list[int]:
    """The uninterrupted entries from a line on, their pages never falling; blank lines do not interrupt."""
    run: list[int] = []
    last = 0
    for index in range(start, len(lines)):
        if not lines[index].strip():
            continue
        page = _numbered_entry(lines[index])
        if page is None or page < last:
            break
        last = page
        run.append(index)
    return run


def _folded(text: str) -> str:
    return _SPACE.sub("", text)
