"""Files that cannot be read: one clear reason each, in no time, and nothing fetched."""

from __future__ import annotations

import pickle
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import readers
from extractors.readers import docx_package, read, read_bytes
from schemas.document import UnreadableDocument
from tests.packages import cell, package, paragraph, read_docx, row, table, tables, texts

GOOD = package(paragraph("正文。"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(source: bytes, name: str = "a.docx") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as error:
        read_bytes(source, name)
    assert error.value.where.startswith(name)
    assert error.value.advice
    return error.value


def repacked(changes: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good package with some parts replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as before, zipfile.ZipFile(out, "w", compression) as after:
        for name in before.namelist():
            after.writestr(name, changes.get(name, before.read(name)))
        for name in changes.keys() - set(before.namelist()):
            after.writestr(name, changes[name])
    return out.getvalue()


@pytest.mark.parametrize("source", [b"", b"\0" * 40, b" \r\n\t\n"])
def test_an_empty_file(source: bytes) -> None:
    assert refused(source, "a.txt").reason == "empty_file"


def test_an_empty_file_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    with pytest.raises(UnreadableDocument, match="empty_file"):
        read(path)


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "SIZE_LIMIT", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 11)
    with pytest.raises(UnreadableDocument, match="too_large"):
        read(path)


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD)
    assert read(path).format == "docx"
    path.write_text("正文。", encoding="utf-8")
    assert read(path).format == "text"


def test_a_binary_renamed_text() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a.txt").reason == "not_a_document"
    assert refused(b"\x7fELF\x02\x01\x01" + b"\0\1\2\3" * 99, "a.bin").reason == "unknown_format"
    assert refused(bytes(range(1, 9)) * 9, "a.docx").reason == "not_a_document"


def test_a_web_page_is_of_no_known_format() -> None:
    assert refused("<html><body>部门决算</body></html>".encode(), "a.html").reason == "unknown_format"


@pytest.mark.parametrize("length", [30, 200, len(GOOD) // 2, len(GOOD) - 30])
def test_a_truncated_docx(length: int) -> None:
    assert refused(GOOD[:length]).reason in ("truncated", "damaged")


def test_a_part_that_is_cut_off() -> None:
    assert refused(repacked({"word/document.xml": b"<w:document"})).reason == "damaged"


def test_a_part_whose_bytes_are_wrong() -> None:
    source = bytearray(repacked({"word/document.xml": b"<x/>" * 999}, zipfile.ZIP_STORED))
    at = source.index(b"<x/>" * 9)
    source[at : at + 4] = b"????"
    assert refused(bytes(source)).reason == "damaged"


def test_another_zip_archive() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert refused(out.getvalue(), "a.zip").reason == "unknown_format"


def test_an_office_file_that_is_no_word_document() -> None:
    assert refused(repacked({"word/document.xml": b"<workbook/>"}), "a.xlsx").reason == "unknown_format"


def test_an_encrypted_docx() -> None:
    assert refused(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")).reason == "encrypted"


def test_an_old_word_file() -> None:
    error = refused(OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "a.doc")
    assert (error.reason, error.advice) == ("unknown_format", "save it as docx")


def test_an_encrypted_zip() -> None:
    source = bytearray(GOOD)
    directory = source.index(b"PK\x01\x02")
    source[directory + 8] |= 1
    assert refused(bytes(source)).reason == "encrypted"


def test_a_zip_bomb() -> None:
    start = time.process_time()
    bomb = repacked({"word/document.xml": b"<w:document>" + b" " * 60_000_000})
    assert len(bomb) < 200_000
    assert refused(bomb).reason == "zip_bomb"
    assert time.process_time() - start < 5


def test_a_part_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "PART_LIMIT", 100)
    assert refused(repacked({"word/document.xml": b"<w:document>" + b"x" * 200})).reason == "zip_bomb"


def test_too_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "ENTRY_LIMIT", 2)
    assert refused(GOOD).reason == "zip_bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_neither_expanded_nor_fetched(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    part = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY e SYSTEM "{secret}"><!ENTITY a "aaaa">'
        '<!ENTITY b "&a;&a;&a;">]><d>&e;&b;</d>'
    )
    error = refused(repacked({"word/document.xml": part.encode(encoding)}))
    assert error.reason == "damaged"
    assert "geheim" not in str(error)


def test_a_relationship_that_leads_nowhere_harms_nobody() -> None:
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="x" Type="t/styles" Target="NULL"/><Relationship Id="y" Type="t/image" Target="../../up.png"/>'
        b'<Relationship Id="z" Type="t/numbering" Target="elsewhere.docx" TargetMode="External"/></Relationships>'
    )
    found = read_bytes(repacked({"word/_rels/document.xml.rels": links}), "a.docx")
    assert texts(found) == ["正文。"]


def test_nonsense_in_a_docx_is_passed_over() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:sym w:font="x" w:char="zz"/><w:footnoteReference w:id="9"/>'
        '<w:t>甲。</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="none"/><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>'
        '<w:r><w:t>乙。</w:t></w:r></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    )
    assert texts(read_docx(body)) == ["甲。", "乙。"]
    wide = table(row(cell("甲", '<w:gridSpan w:val="x"/>'), cell("乙", '<w:gridSpan w:val="0"/>')), "<w:tr/>")
    (found,) = tables(read_docx(wide))
    assert (found.rows, found.cols) == (2, 2)
    assert tables(read_docx("<w:tbl/>" + table("<w:tr/>"))) == []


def test_an_error_survives_the_way_to_another_process() -> None:
    error = refused(b"", "a.txt")
    copied = pickle.loads(pickle.dumps(error))
    assert (copied.reason, copied.where, copied.advice) == (error.reason, error.where, error.advice)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, 40))
def test_a_damaged_docx_is_read_or_refused(at: int, value: int, cut: int) -> None:
    source = bytearray(GOOD)
    source[at] = value
    outcome = attempted(bytes(source[: len(source) - cut]))
    assert outcome in (
        "docx",
        "text",
        "damaged",
        "truncated",
        "encrypted",
        "unknown_format",
        "not_a_document",
        "zip_bomb",
    )


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    outcome = attempted(source)
    assert outcome in ("text", "empty_file", "undecodable", "not_a_document", "unknown_format", "truncated")


def attempted(source: bytes) -> str:
    """The format as which the bytes are read, or the reason why they are not."""
    try:
        return read_bytes(source, "a.docx").format
    except UnreadableDocument as error:
        return error.reason
