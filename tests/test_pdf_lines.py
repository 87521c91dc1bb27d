"""Lines by baseline, spaces by gaps, cells' wrapped texts put together."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.readers.pdf_cells import joined_text
from extractors.readers.pdf_glyphs import Glyphs, inked_once
from extractors.readers.pdf_lines import Line, write_lines


def glyphs(*placed: tuple[str, float, float], size: float = 10.0, spaced: str = "") -> Glyphs:
    """Glyphs given as (character, x, baseline): half an em wide if Latin, else one em."""
    code = np.array([ord(character) for character, _, _ in placed])
    x0 = np.array([x for _, x, _ in placed])
    width = np.where(code < 128, size / 2, size)
    base = np.array([base for _, _, base in placed])
    flags = np.zeros(len(placed), np.bool_)
    after = np.array([character in spaced for character, _, _ in placed])
    return Glyphs(code, x0, x0 + width, base, np.full(len(placed), size), flags, after, x0, x0 + width)


def set_text(text: str, gaps: dict[int, float] | None = None, base: float = 100.0) -> Glyphs:
    """A text set solid, with extra space (points) before the characters of these indexes."""
    x = 0.0
    placed = []
    for index, character in enumerate(text):
        x += (gaps or {}).get(index, 0.0)
        placed.append((character, x, base))
        x += 5.0 if ord(character) < 128 else 10.0
    return glyphs(*placed)


def line(text: str, width: float, base: float = 100.0) -> Line:
    """A line of this width."""
    edges = tuple(np.linspace(0, width, len(text) + 1).tolist())
    return Line(0, text, edges, base, 10.0, False)


def test_glyphs_of_one_baseline_are_a_line_from_left_to_right() -> None:
    found = write_lines(glyphs(("1", 30, 100.4), ("支", 0, 100), ("出", 10, 100), ("下", 0, 120)))
    assert [entry.text for entry in found] == ["支出1", "下"]
    assert found[0].edges == (0, 10, 30, 35)


def test_groups_come_one_after_the_other() -> None:
    found = write_lines(glyphs(("乙", 50, 90), ("甲", 0, 100)), np.array([2, 1]))
    assert [(entry.group, entry.text) for entry in found] == [(1, "甲"), (2, "乙")]


@pytest.mark.parametrize(
    ("text", "gaps", "written"),
    [
        ("2024年度", {4: 3.0}, "2024年度"),  # the space of a word processor between digits and Chinese
        ("合计", {1: 20.0}, "合计"),  # letter-spaced
        ("收入支出总表", dict.fromkeys(range(1, 6), 8.0), "收入支出总表"),
        ("部门某局单位万元", {4: 80.0}, "部门某局  单位万元"),  # two things on one line
        ("12.5036.70", {5: 6.0}, "12.50 36.70"),  # two numbers
        ("12", {1: 4.0}, "1 2"),
        ("1234", {1: 1.0, 2: 1.0, 3: 1.0}, "1234"),
        ("合计1,234.56", {2: 30.0}, "合计  1,234.56"),
    ],
)
def test_gaps_become_spaces_where_they_part_things(text: str, gaps: dict[int, float], written: str) -> None:
    assert [entry.text for entry in write_lines(set_text(text, gaps))] == [written]


def test_a_space_of_the_file_parts_latin_words_however_narrow() -> None:
    placed = [("a", 0.0, 100.0), ("b", 5.3, 100.0)]
    assert write_lines(glyphs(*placed))[0].text == "ab"
    assert write_lines(glyphs(*placed, spaced="b"))[0].text == "a b"


def test_a_space_has_borders_too() -> None:
    (found,) = write_lines(set_text("12.5036.70", {5: 6.0}))
    assert len(found.edges) == len(found.text) + 1
    assert found.edges[5:7] == (25.0, 31.0)


def test_the_same_glyph_on_the_same_spot_counts_once() -> None:
    doubled = glyphs(("1", 0, 100), ("1", 0.4, 100.2), ("1", 5, 100), ("2", 0, 100))
    assert inked_once(doubled).tolist() == [0, 2, 3]


@pytest.mark.parametrize(
    ("texts", "width", "joined"),
    [
        (("机关事业单位基本养", "老保险缴费支出"), 100.0, "机关事业单位基本养老保险缴费支出"),
        (("17,651,23", "4.56"), 50.0, "17,651,234.56"),  # no number ends like that
        (("10", "0"), 16.0, "100"),  # the cell has no room for a third digit
        (("100.00", "200.00"), 100.0, "100.00\n200.00"),
        (("123", "456"), 100.0, "123\n456"),
        (("2024", "年度"), 100.0, "2024年度"),
        (("Southwest", "University"), 100.0, "Southwest University"),
        (("100.00", "%"), 100.0, "100.00%"),
    ],
)
def test_wrapped_texts_are_one_and_stacked_numbers_are_two(texts: tuple[str, ...], width: float, joined: str) -> None:
    assert joined_text([line(text, 5.0 * len(text)) for text in texts], width) == joined
