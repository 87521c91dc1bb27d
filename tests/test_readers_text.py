"""Text files: encodings told or refused, marks dropped, paragraphs and headings found."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import read, read_bytes, text
from extractors.readers.text_encoding import decode, likeness
from schemas.document import Heading, Paragraph, Table, UnreadableDocument
from tests.packages import headings, texts
from tests.shared import SHARED, needs_shared

SAMPLE = "第一部分 部门概况\n一、主要职责\n　　负责全县水利工作，2023年支出合计1,234.50万元。\n"
COMMON = "一二三年度部门决算收入支出合计财政拨款基本项目经费水利局县市区工作情况说明，。：（）0123456789.%\n"
REFUSALS = ("undecodable", "not_a_document")
chinese = st.text(alphabet=COMMON, min_size=40, max_size=400)


def attempted(source: bytes) -> str:
    """The text of the bytes, or the reason why they are refused."""
    try:
        return decode(source, "a.txt")
    except UnreadableDocument as error:
        return error.reason


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("gbk", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_every_encoding_gives_the_same_document(encoding: str, mark: bytes) -> None:
    found = read_bytes(mark + SAMPLE.encode(encoding), "a.txt")
    assert found.blocks == (
        Heading("第一部分 部门概况", 1),
        Heading("一、主要职责", 2),
        Paragraph("负责全县水利工作，2023年支出合计1,234.50万元。"),
    )


@given(chinese, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
def test_decoding_is_right_or_refused(written: str, encoding: str) -> None:
    assert attempted(written.encode(encoding)) in (written, *REFUSALS)


@given(st.text(alphabet=COMMON, min_size=200, max_size=400), st.sampled_from(["utf-8", "gb18030"]))
def test_a_page_of_chinese_is_never_refused(written: str, encoding: str) -> None:
    assert decode(written.encode(encoding), "a.txt") == written


@given(st.binary(max_size=300))
def test_bytes_are_text_or_refused_with_a_reason(source: bytes) -> None:
    outcome = attempted(source)
    assert outcome in REFUSALS or not any(ord(char) < 9 for char in outcome)


def test_the_share_of_likely_characters_tells_a_wrong_encoding() -> None:
    wrong = SAMPLE.encode("gb18030").decode("big5", "replace")
    assert likeness(SAMPLE) > 0.95
    assert likeness(wrong) < 0.6
    assert likeness("ascii only") == 1.0


def test_other_encodings_are_refused() -> None:
    for encoding, written in (("big5", "部門決算說明書與經費收支總表" * 9), ("shift_jis", "収入と支出の合計です" * 9)):
        with pytest.raises(UnreadableDocument) as error:
            decode(written.encode(encoding), "a.txt")
        assert error.value.reason == "undecodable"


def test_a_cut_or_broken_text_is_refused() -> None:
    for source in (SAMPLE.encode("gb18030")[:-2], codecs.BOM_UTF8 + b"\xe4\xb8", codecs.BOM_UTF16_LE + b"a"):
        with pytest.raises(UnreadableDocument) as error:
            decode(source, "a.txt")
        assert error.value.reason == "undecodable"


def test_a_mark_that_does_not_hold_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="UTF-8"):
        decode(codecs.BOM_UTF8 + SAMPLE.encode("gb18030"), "a.txt")


def test_characters_lost_before_are_reported() -> None:
    found = read_bytes("收入\ufffd\ufffd合计。\n".encode(), "a.txt")
    assert found.notes == (("lost_characters", "2 characters were lost before this file was saved", None),)


def test_marks_are_dropped_and_pictures_reported() -> None:
    source = "[bookmark: _Toc1][bookmark: _Toc22]一、收入情况\n[image: IMG_256]\n正文[注]与[bookmark: x]书签。\n"
    found = read_bytes(source.encode(), "a.txt")
    assert found.blocks == (Heading("一、收入情况", 2), Paragraph("正文[注]与书签。"))
    assert found.notes == (("pictures", "pictures not read: 1", None),)


def test_a_bookmark_of_the_contents_makes_a_heading() -> None:
    found = read_bytes("[bookmark: _Toc1]机构设置\n机构设置\n[bookmark: _Toc2]本年支出3万元。\n".encode(), "a.txt")
    assert headings(found) == [(3, "机构设置")]


def test_a_tab_before_a_paragraph_makes_no_table() -> None:
    source = "\t本局负责全县水利工作。\n\n\t2023年支出合计1,234.50万元，比上年增加。\n\n\t其中：基本支出20万元。\n"
    assert not any(isinstance(block, Table) for block in read_bytes(source.encode(), "a.txt").blocks)


def test_page_furniture_is_dropped() -> None:
    assert texts(read_bytes("正文。\n- 3 -\n第 4 页 共 20 页\n下文。\n".encode(), "a.txt")) == ["正文。", "下文。"]


def test_line_ends_of_every_system() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028"):
        assert texts(read_bytes(f"甲。{end}乙。{end}".encode(), "a.txt")) == ["甲。", "乙。"]


def test_other_formats_written_in_text_are_not_claimed() -> None:
    for head in (b"<!DOCTYPE html><p>", b"\xef\xbb\xbf<html>", b"{\\rtf1", b"<?xml version='1.0'?>", b"%PDF-1.4"):
        assert not text.matches(head, "a.txt")
    assert text.matches("决算".encode(), "a.bin")


@needs_shared
def test_the_real_text_has_its_sections_and_forms() -> None:
    found = read(SHARED / "corpus" / "xiqu_xzspj_2020.txt")
    numbered = [block for block in found.blocks if isinstance(block, Heading)]
    assert sum(block.level == 1 for block in numbered) == 6
    assert len(numbered) == 66
    forms = [block for block in found.blocks if isinstance(block, Table)]
    assert [(form.rows, form.cols) for form in forms] == [(17, 6), (18, 6), (19, 6), (16, 6), (18, 6)]
    assert not any("bookmark" in each or "IMG_" in each for each in texts(found))
