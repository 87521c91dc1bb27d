"""Honest archives: every document is spooled byte by byte, everything else says why it is not."""

from __future__ import annotations

import gzip
import hashlib
import pickle
import struct
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.readers import SIZE_LIMIT, read
from pipeline.archives import is_archive_name
from pipeline.archives.members import Limits
from pipeline.archives.names import decode_name, name_file, show_name
from pipeline.archives.unpacking import REST, unpack
from schemas.document import UnreadableDocument
from tests.archives import (
    COMPRESSIONS,
    Compress,
    RawEntry,
    make_tar,
    make_zip,
    pax,
    raw_zip,
    reasons,
    taken,
    tar_member,
)
from tests.conftest import SAMPLES

DOCX = "yueyang_shuiyun_2022_final_account.docx"
PDF = "yueyang_shuiyun_2022_final_account_lines.pdf"
TXT = "yueyang_shuiyun_2022_budget_tabs.txt"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def mixed(outer: Callable[[dict[str, bytes]], bytes]) -> bytes:
    """Reports in folders, in a nested zip, and what stands around them."""
    inner = make_zip({"深/年报.pdf": sample(PDF), "readme.md": b"x"})
    return outer({DOCX: sample(DOCX), "二级/预算.TXT": sample(TXT), "inner.zip": inner, "photo.jpg": b"x"})


def tar_of(members: dict[str, bytes]) -> bytes:
    return make_tar([tar_member(name, content) for name, content in members.items()])


def zip_of(members: dict[str, bytes]) -> bytes:
    return make_zip(members)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.zip", mixed(zip_of)), *((name, compress(mixed(tar_of))) for name, compress in COMPRESSIONS)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_reports_of_an_archive_are_spooled_as_they_are(name: str, content: bytes, tmp_path: Path) -> None:
    members = taken(content, tmp_path, name)
    assert reasons(members) == {
        DOCX: None,
        "二级/预算.TXT": None,
        "inner.zip!/readme.md": "other_kind",
        "inner.zip!/深/年报.pdf": None,
        "photo.jpg": "other_kind",
    }
    for member, source in ((DOCX, DOCX), ("二级/预算.TXT", TXT), ("inner.zip!/深/年报.pdf", PDF)):
        found = members[member]
        assert found.path is not None
        assert found.path.name == member.rpartition("/")[2]
        assert found.path.read_bytes() == sample(source)
        assert (found.size, found.doc_id) == (len(sample(source)), hashlib.sha256(sample(source)).hexdigest())
    spooled = {member.path for member in members.values() if member.path}
    assert {path for path in (tmp_path / "into").rglob("*") if path.is_file()} == spooled


def test_a_spooled_report_is_read_like_the_file_itself(tmp_path: Path) -> None:
    path = taken(make_zip({DOCX: sample(DOCX)}), tmp_path)[DOCX].path
    assert path is not None
    assert read(path) == read(SAMPLES / DOCX)


def test_the_same_archive_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(mixed(zip_of))
    first, second = (
        [(m.name, m.size, m.doc_id, m.skip, m.path and m.path.relative_to(folder)) for m in unpack(path, folder)]
        for folder in (tmp_path / "one", tmp_path / "two")
    )
    assert first == second


def test_members_travel_between_processes(tmp_path: Path) -> None:
    members = taken(make_zip({"a.txt": b"x", "b.png": b"x"}), tmp_path)
    assert pickle.loads(pickle.dumps(members)) == members


def test_one_member_may_be_as_large_as_one_file() -> None:
    assert Limits().most_member_bytes == SIZE_LIMIT


@pytest.mark.parametrize("name", ["a.zip", "a.TAR", "a.tar.gz", "A.Tgz", "a.tar.bz2", "a.tbz2", "a.tar.xz", "a.txz"])
def test_names_of_archives(name: str) -> None:
    assert is_archive_name(name)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "a.gz", "zip", "a.zip.txt", "a.rar"])
def test_names_of_no_archives(name: str) -> None:
    assert not is_archive_name(name)


def test_the_content_says_what_an_archive_is(tmp_path: Path) -> None:
    assert reasons(taken(gzip.compress(tar_of({"a.txt": b"x"})), tmp_path, "a.zip")) == {"a.txt": None}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.zip", b"", "empty_file"),
        ("a.zip", b"no archive " * 100, "damaged"),
        ("a.zip", b"%PDF-1.4 " * 100, "damaged"),
        ("a.zip", b"PK\3\4" + bytes(100), "damaged"),
        ("a.tar", bytes(100), "damaged"),
        ("a.zip", b"Rar!\x1a\x07\x01\x00" + bytes(100), "unknown_format"),
        ("a.tgz", gzip.compress(b"a text, not a tar" * 100), "damaged"),
        ("a.tgz", gzip.compress(b""), "truncated"),
        ("a.zip", make_zip({"[Content_Types].xml": b"", "word/document.xml": b""}), "unknown_format"),
        ("a.docx", make_zip({"a.txt": b"x"}), "unknown_format"),
    ],
)
def test_what_is_no_archive_is_refused(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=f"^{reason}: {name}") as error:
        taken(content, tmp_path, name)
    assert error.value.reason == reason
    assert list(tmp_path.rglob("into/*")) == []


def test_folders_hidden_files_and_lock_files_are_no_members(tmp_path: Path) -> None:
    names = ["folder/", ".hidden.docx", "a/.git/b.txt", "__MACOSX/._a.docx", "~$a.docx", "./a.txt"]
    assert reasons(taken(make_zip(dict.fromkeys(names, b"")), tmp_path)) == {"a.txt": None}


def test_an_archive_is_nested_once(tmp_path: Path) -> None:
    deepest = make_zip({"c.txt": b"c"})
    inner = gzip.compress(tar_of({"b.txt": b"b", "deep.zip": deepest}))
    members = taken(make_zip({"a.txt": b"a", "in.tar.gz": inner}), tmp_path)
    assert reasons(members) == {"a.txt": None, "in.tar.gz!/b.txt": None, "in.tar.gz!/deep.zip": "nested_too_deep"}
    assert members["in.tar.gz!/deep.zip"].is_quarantined


def test_a_nested_archive_that_cannot_be_read_costs_itself_only(tmp_path: Path) -> None:
    members = taken(make_zip({"a.txt": b"a", "in.zip": b"PK\3\4 and no more", "empty.tar": b""}), tmp_path)
    assert reasons(members) == {"a.txt": None, "in.zip": "damaged", "empty.tar": "empty_file"}


def test_the_members_of_a_refused_nested_archive_do_not_stay(tmp_path: Path) -> None:
    inner = bytearray(gzip.compress(tar_of({"b.txt": b"b"})))
    inner[-8] ^= 1  # its checksum: known to be wrong when all members have been written
    members = taken(make_zip({"a.txt": b"a", "in.tgz": bytes(inner)}), tmp_path)
    assert reasons(members) == {"a.txt": None, "in.tgz": "damaged"}
    assert [path.name for path in (tmp_path / "into").rglob("*") if path.is_file()] == ["a.txt"]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    entries = [RawEntry(b"a.txt", data) for data in (b"one", b"two", b"three")] + [RawEntry(b"a.txt#2", b"x")]
    members = taken(raw_zip(entries), tmp_path)
    assert reasons(members) == {"a.txt": None, "a.txt#2": None, "a.txt#3": None, "a.txt#2#2": "other_kind"}
    contents = [members[name].path for name in ("a.txt", "a.txt#2", "a.txt#3")]
    assert [path.read_bytes() for path in contents if path] == [b"one", b"two", b"three"]


def test_nested_archives_of_one_name_are_told_apart(tmp_path: Path) -> None:
    entries = [RawEntry(b"in.zip", make_zip({"a.txt": data})) for data in (b"one", b"two")]
    assert list(taken(raw_zip(entries), tmp_path)) == ["in.zip!/a.txt", "in.zip#2!/a.txt"]


NAME = "二〇二二年度部门决算公开/决算.docx"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_names_without_a_declared_encoding(encoding: str, tmp_path: Path) -> None:
    assert list(taken(raw_zip([RawEntry(NAME.encode(encoding))]), tmp_path)) == [NAME]
    old = tarfile.TarInfo(NAME)
    header = old.tobuf(tarfile.USTAR_FORMAT, encoding)
    assert list(taken(make_tar([header]), tmp_path / "into", "a.tar")) == [NAME]


def test_a_name_that_is_gbk_and_by_chance_utf8() -> None:
    raw = "猫.txt".encode("gbk")
    assert raw.decode("utf-8") != "猫.txt"
    assert decode_name(raw) == "猫.txt"


def test_a_name_in_no_encoding_at_all_is_kept() -> None:
    assert decode_name(b"\xff\xff.txt") == b"\xff\xff.txt".decode("cp437")


def test_a_second_byte_of_gbk_is_no_backslash(tmp_path: Path) -> None:
    raw = "乗.txt".encode("gbk")
    assert b"\\" in raw
    assert list(taken(raw_zip([RawEntry(raw)]), tmp_path)) == ["乗.txt"]


def test_a_backslash_separates_folders(tmp_path: Path) -> None:
    assert list(taken(raw_zip([RawEntry(b"a\\b.txt")]), tmp_path)) == ["a/b.txt"]


def unicode_path(name: str, of: bytes) -> bytes:
    field = struct.pack("<BL", 1, zlib.crc32(of)) + name.encode()
    return struct.pack("<HH", 9, 1) + b"x" + struct.pack("<HH", 0x7075, len(field)) + field


def test_the_unicode_path_of_info_zip_goes_first_where_it_fits(tmp_path: Path) -> None:
    entries = [
        RawEntry(b"1.txt", extra=unicode_path("决算.txt", b"1.txt")),
        RawEntry(b"2.txt", extra=unicode_path("别的.txt", b"3.txt")),
    ]
    assert list(taken(raw_zip(entries), tmp_path)) == ["2.txt", "决算.txt"]


def test_the_name_of_a_pax_header_and_of_a_long_gnu_header(tmp_path: Path) -> None:
    long = "长" * 100 + "/a.txt"
    members = [
        pax({"mtime": "1.5", "path": long}) + tar_member("short.txt"),
        tar_member("././@LongLink", long.replace("a", "b").encode() + b"\0", tarfile.GNUTYPE_LONGNAME)
        + tar_member("b"),
    ]
    assert list(taken(make_tar(members), tmp_path, "a.tar")) == [long, long.replace("a", "b")]


def test_the_file_name_keeps_the_suffix_and_fits_any_system() -> None:
    assert name_file("a/" + "决" * 300 + ".docx") == "决" * 65 + ".docx"
    assert name_file('x/a<b>:"|?*.pdf') == "a_b______.pdf"


def test_direction_marks_in_a_name_are_shown(tmp_path: Path) -> None:
    assert show_name("\u202a决算\u202e.docx") == ("%E2%80%AA决算%E2%80%AE.docx", True)


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS)
def test_a_cut_tar_keeps_what_stood_before_the_cut_and_says_so(name: str, compress: Compress, tmp_path: Path) -> None:
    # Incompressible: the cut then falls where it does in the plain bytes.
    noise = b"".join(hashlib.sha256(bytes([i, j, k])).digest() for i in range(32) for j in range(64) for k in range(32))
    assert len(noise) == 2 * 2**20
    whole = compress(tar_of({"a.txt": b"first", "b.txt": noise, "c.txt": b"last"}))
    members = taken(whole[: len(whole) // 2], tmp_path, name)
    assert reasons(members) == {REST: "truncated", "a.txt": None, "b.txt": "truncated"}
    assert members[REST].is_quarantined


def test_a_tar_without_its_end_mark_says_that_something_may_be_missing(tmp_path: Path) -> None:
    assert reasons(taken(tar_member("a.txt"), tmp_path, "a.tar")) == {REST: "truncated", "a.txt": None}


def test_a_damaged_header_within_a_tar_does_not_end_it_in_silence(tmp_path: Path) -> None:
    middle = bytearray(tar_member("b.txt"))
    middle[0] ^= 1
    content = make_tar([tar_member("a.txt"), bytes(middle), tar_member("c.txt")])
    assert reasons(taken(content, tmp_path, "a.tar")) == {REST: "damaged", "a.txt": None}


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS[1:])
def test_streams_that_follow_one_another_are_one_archive(name: str, compress: Compress, tmp_path: Path) -> None:
    whole = tar_of({"a.txt": b"a" * 2000, "b.txt": b"b"})
    content = compress(whole[:700]) + compress(whole[700:]) + bytes(512) + b"rubbish behind the end"
    assert reasons(taken(content, tmp_path, name)) == {"a.txt": None, "b.txt": None}
