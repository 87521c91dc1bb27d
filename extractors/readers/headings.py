"""Which line is a heading, and of which level: by its number, its words and its look (schemas/headings.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import schemas
from schemas.catalog import CatalogError, load_toml

HEADINGS = Path(schemas.__file__).parent / "headings.toml"

_SPACE = re.compile(r"\s+")
_STOPS = re.compile(r"[。；;！？!?]")
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_LONGEST = 120
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Numbering:
    """A way of numbering headings; the fields are explained in schemas/headings.toml."""

    name: str
    pattern: re.Pattern[str]
    level: int
    firm: bool
    longest: int
    stop: str
    colon: bool
    comma: bool


@dataclass(frozen=True, slots=True)
class HeadingCatalog:
    """The whole declaration of schemas/headings.toml."""

    numberings: tuple[Numbering, ...]
    titles: tuple[tuple[re.Pattern[str], int], ...]
    bold_level: int
    bold_longest: int
    bold_not: re.Pattern[str]
    figures: re.Pattern[str]
    nouns: tuple[str, ...]
    shortest_sentence: int
    longest_with_stop: int
    longest_item_with_stop: int
    contents_title: re.Pattern[str]
    contents_longest: int
    contents_leaders: str
    contents_dashes: str
    contents_page: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Number:
    """The printed number of a heading: how it is numbered, its value, and the text after it."""

    numbering: Numbering
    value: int
    rest: str


@cache
def heading_catalog(path: Path = HEADINGS) -> HeadingCatalog:
    """The declared shapes of headings; a CatalogError names the file and the key that is wrong."""
    raw = load_toml(path)
    try:
        return HeadingCatalog(
            numberings=tuple(_numbering(entry) for entry in raw["numbering"]),
            titles=tuple((re.compile(entry["pattern"]), int(entry["level"])) for entry in raw["title"]),
            bold_level=raw["bold"]["level"],
            bold_longest=raw["bold"]["longest"],
            bold_not=re.compile("|".join(raw["bold"]["not"])),
            figures=re.compile(raw["figures"]["pattern"]),
            nouns=tuple(raw["nouns"]["words"]),
            shortest_sentence=raw["nouns"]["shortest_sentence"],
            longest_with_stop=raw["nouns"]["longest_with_stop"],
            longest_item_with_stop=raw["nouns"]["longest_item_with_stop"],
            contents_title=re.compile(raw["contents"]["title"]),
            contents_longest=raw["contents"]["longest"],
            contents_leaders=raw["contents"]["leaders"],
            contents_dashes=raw["contents"]["dashes"],
            contents_page=re.compile(raw["contents"]["page"]),
        )
    except KeyError as error:
        raise CatalogError(path.name, str(error.args[0]), "the key is missing") from error
    except re.error as error:
        raise CatalogError(path.name, str(error.pattern), f"not a pattern: {error}") from error


def heading_level(text: str, *, bold: bool = False, styled: int | None = None) -> int | None:
    """The level (1 is a part) of a line that is a heading, or None where it is a paragraph.

    `bold`: the whole line is set in bold and stands alone. `styled`: the level that the format itself
    declares (a Word outline level, a bookmark of the contents list); a firm number (第一部分, 一、, （一）)
    overrules it, and a sentence stays a paragraph whatever its style.
    """
    catalog = heading_catalog()
    line = text.strip()
    if (
        not 0 < len(line) <= _LONGEST
        or "\n" in line
        or "\t" in line
        or not _LETTER.search(line)
        or catalog.figures.search(line)
    ):
        return None
    number = printed_number(line)
    if number is not None:
        if not _closes_as_heading(number.rest, number.numbering, lenient=bold or styled is not None):
            return None
        return number.numbering.level if number.numbering.firm or styled is None else styled
    tight = _SPACE.sub("", line)
    if _STOPS.search(tight) or tight.endswith(("，", ",", "、")):
        return None
    for pattern, level in catalog.titles:
        if pattern.fullmatch(tight):
            return level
    if styled is not None:
        return styled
    if bold and len(tight) <= catalog.bold_longest and not tight.endswith(("：", ":")):
        return None if catalog.bold_not.search(tight) else catalog.bold_level
    return None


def printed_number(text: str) -> Number | None:
    """The number that a line begins with (一、, （二）, 3., 第四部分), or None."""
    line = text.strip()
    for numbering in heading_catalog().numberings:
        match = numbering.pattern.match(line)
        if match:
            return Number(numbering, _value(match["number"]), line[match.end() :].strip())
    return None


def _closes_as_heading(rest: str, numbering: Numbering, *, lenient: bool) -> bool:
    """Whether what follows a number is a heading's title and not a sentence."""
    title = _SPACE.sub("", rest).lstrip("：:　")
    longest = numbering.longest * 2 if lenient else numbering.longest
    if not title:
        return numbering.level == 1
    if len(title) > longest or not _LETTER.search(title):
        return False
    if title.endswith(("。", ".")):
        title = title[:-1]
        if not _may_stop(title, numbering):
            return False
    elif title.endswith(("：", ":")):
        if not numbering.colon:
            return False
        title = title[:-1]
    if _STOPS.search(title) or title.endswith(("，", ",", "、")) or "：" in title or ":" in title:
        return False
    return numbering.comma or not ("，" in title or "," in title)


def _may_stop(title: str, numbering: Numbering) -> bool:
    """Whether a title so numbered may have been closed with 。 by a careless hand."""
    catalog = heading_catalog()
    named = title.endswith(catalog.nouns)
    if numbering.stop == "item":
        return named and len(title) <= catalog.longest_item_with_stop
    short = len(title) <= catalog.shortest_sentence
    return numbering.stop == "title" and (named or short) and len(title) <= catalog.longest_with_stop


def _value(number: str) -> int:
    """The value of a Chinese or Arabic list number up to 999."""
    if number.isdecimal():
        return int(number)
    total, digit = 0, 0
    for char in number.replace("〇", "零"):
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit


def _numbering(entry: dict[str, Any]) -> Numbering:
    return Numbering(
        name=entry["name"],
        pattern=re.compile(entry["pattern"]),
        level=entry["level"],
        firm=entry["firm"],
        longest=entry["longest"],
        stop=entry["stop"],
        colon=entry["colon"],
        comma=entry["comma"],
    )
