"""Hostile archives: bombs, lies, ways out. Each costs itself, little memory, and never a file outside its folder."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.archives.members import Limits, Member
from pipeline.archives.names import show_name
from pipeline.archives.unpacking import REST, unpack
from schemas.document import UnreadableDocument
from tests.archives import (
    COMPRESSIONS,
    Compress,
    RawEntry,
    deflated,
    directory_entry,
    end_record,
    local_header,
    make_tar,
    make_zip,
    overlapping_zip,
    pax,
    raw_zip,
    reasons,
    taken,
    tar_member,
)

MIB = 2**20
GOOD = RawEntry(b"good.txt", b"good")


def refused(content: bytes, folder: Path, name: str = "a.zip", limits: Limits | None = None) -> UnreadableDocument:
    """The error over an archive that is refused as a whole; nothing of it stays."""
    with pytest.raises(UnreadableDocument) as error:
        taken(content, folder, name, limits)
    assert list(folder.rglob("into/*")) == []
    assert error.value.where.startswith(name)
    return error.value


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if not path.is_dir()}


@contextmanager
def little_memory(most: int) -> Iterator[None]:
    """No more than that many bytes of Python's at once."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most


WAYS_OUT = [
    "../evil.txt",
    "a/../../evil.txt",
    "/etc/evil.txt",
    "..\\evil.txt",
    "\\\\server\\share\\evil.txt",
    "C:\\evil.txt",
    "c:evil.txt",
    "a/.. /evil.txt",
    "a/.../evil.txt",
    "a\x1b[2Jevil.txt",
    "a\nevil.txt",
    "a\u2028evil.txt",
    "x" * 60_000 + ".txt",
    "d/" * 30_000 + "evil.txt",
]


@pytest.mark.parametrize("way", WAYS_OUT, ids=lambda way: ascii(way[:20]))
def test_no_path_leads_out_of_the_archive(way: str, tmp_path: Path) -> None:
    for name, content in (
        ("a.zip", raw_zip([RawEntry(way.encode(), flags=0x800), GOOD])),
        ("a.tar", make_tar([pax({"path": way}) + tar_member("x"), tar_member("good.txt")])),
    ):
        folder = tmp_path / name
        folder.mkdir()
        members = taken(content, folder, name)
        assert sorted(filter(None, reasons(members).values())) == ["unsafe_path"]
        assert files(folder) == {name, "good.txt"}
        (shown,) = (member.name for member in members.values() if member.is_quarantined)
        assert len(shown) < 300
        assert show_name(shown) == (shown, True), "the name itself does no harm"


def test_a_nul_in_a_zip_name_does_not_hide_what_follows(tmp_path: Path) -> None:
    members = taken(raw_zip([RawEntry(b"a.txt\0.exe"), GOOD]), tmp_path)
    assert reasons(members) == {"a.txt%00.exe": "unsafe_path", "good.txt": None}


def test_the_name_of_an_archive_in_an_archive_is_held_to_the_same(tmp_path: Path) -> None:
    inner = make_zip({"../evil.txt": b"x", "b.txt": b"x"})
    members = taken(make_zip({"in.zip": inner, "../out.zip": inner}), tmp_path)
    assert reasons(members) == {
        "%2E%2E/out.zip": "unsafe_path",
        "in.zip!/%2E%2E/evil.txt": "unsafe_path",
        "in.zip!/b.txt": None,
    }


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644, 0o060644, 0o140644, 0o040755], ids=oct)
def test_a_link_or_a_device_in_a_zip_is_no_file(mode: int, tmp_path: Path) -> None:
    members = taken(raw_zip([RawEntry(b"a.txt", b"/etc/passwd", mode=mode), GOOD]), tmp_path)
    assert reasons(members) == {"a.txt": "not_a_file", "good.txt": None}
    assert not members["a.txt"].is_quarantined


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, b"V"]
)
def test_a_link_or_a_device_in_a_tar_is_no_file(kind: bytes, tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    members = taken(make_tar([info.tobuf(), tar_member("a.txt"), tar_member("good.txt")]), tmp_path, "a.tar")
    assert reasons(members) == {"a.txt": "not_a_file", "a.txt#2": None, "good.txt": None}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (RawEntry(b"bad.txt", flags=1), "encrypted"),
        (RawEntry(b"bad.txt", flags=0x41), "encrypted"),
        (RawEntry(b"bad.txt", method=99), "encrypted"),
        (RawEntry(b"bad.txt", bz2.compress(b"x"), method=12), "unsupported_packing"),
        (RawEntry(b"bad.txt", method=14), "unsupported_packing"),
        (RawEntry(b"bad.txt", method=9), "unsupported_packing"),
        (RawEntry(b"bad.txt", crc=1), "damaged"),
        (RawEntry(b"bad.txt", b"no deflate", method=8), "damaged"),
        (RawEntry(b"bad.txt", deflated(b"", b"abc" * 99).data[:4], method=8, size=297), "damaged"),
        (RawEntry(b"bad.txt", offset=7), "damaged"),
        (RawEntry(b"bad.txt", offset=2**31), "damaged"),
        (RawEntry(b"bad.txt", size=2**32 - 2), "archive_bomb"),
        (RawEntry(b"bad.txt", packed=1000), "archive_bomb"),
    ],
)
def test_a_bad_member_costs_itself_only(entry: RawEntry, reason: str, tmp_path: Path) -> None:
    members = taken(raw_zip([entry, GOOD, deflated(b"too.txt", b"good" * 500)]), tmp_path)
    assert reasons(members) == {"bad.txt": reason, "good.txt": None, "too.txt": None}
    assert members["bad.txt"].is_quarantined
    assert files(tmp_path / "into") == {"good.txt", "too.txt"}


def test_a_member_that_is_no_document_is_not_even_looked_at(tmp_path: Path) -> None:
    assert reasons(taken(raw_zip([RawEntry(b"bad.png", flags=1)]), tmp_path)) == {"bad.png": "other_kind"}


def test_a_size_that_lies_gives_no_byte_more(tmp_path: Path) -> None:
    content = raw_zip([deflated(b"bomb.txt", bytes(64 * MIB), size=10), GOOD])
    with little_memory(2 * MIB):
        members = taken(content, tmp_path)
    assert reasons(members) == {"bomb.txt": "damaged", "good.txt": None}


def test_a_member_that_swells_is_left_aside(tmp_path: Path) -> None:
    members = taken(raw_zip([deflated(b"bomb.txt", bytes(64 * MIB)), GOOD]), tmp_path)
    assert reasons(members) == {"bomb.txt": "archive_bomb", "good.txt": None}


def test_a_member_of_a_zip_that_is_too_large_is_left_aside(tmp_path: Path) -> None:
    content = make_zip({"a.txt": bytes(5000), "b.txt": b"b"})
    members = taken(content, tmp_path, limits=Limits(most_member_bytes=4000))
    assert reasons(members) == {"a.txt": "too_large", "b.txt": None}


def test_a_nested_zip_is_left_aside_where_it_swells(tmp_path: Path) -> None:
    inner = raw_zip([deflated(b"bomb.txt", bytes(17 * MIB)), GOOD])
    members = taken(make_zip({"in.zip": inner}), tmp_path)
    assert reasons(members) == {"in.zip!/bomb.txt": "archive_bomb", "in.zip!/good.txt": None}


def test_a_zip_of_zips_of_zips_is_not_unpacked_below_the_second(tmp_path: Path) -> None:
    """The shape of 42.zip: sixteen archives in each, five levels deep, and as much again at the bottom."""
    content = make_zip({"0.txt": bytes(MIB)})
    for _ in range(4):
        content = make_zip({f"lib {number}.zip": content for number in range(16)})
    members = taken(content, tmp_path, limits=Limits(most_bytes=16 * MIB))
    assert len(members) == 16 * 16
    assert set(reasons(members).values()) == {"nested_too_deep"}
    assert files(tmp_path / "into") == set()


@pytest.mark.parametrize("depth", [0, 1])
def test_the_bytes_of_all_levels_count_together(depth: int, tmp_path: Path) -> None:
    content = make_zip({f"{number}.txt": bytes(MIB) for number in range(6)})
    if depth:
        content = make_zip({f"{number}.zip": content for number in range(2)})
    limits = Limits(most_bytes=(6 * depth or 5) * MIB)
    assert "unpacks to more than" in str(refused(content, tmp_path, limits=limits))
    assert len(taken(content, tmp_path, limits=Limits(most_bytes=13 * MIB))) == 6 * (depth + 1)


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    bomb = overlapping_zip(bytes(MIB), 200)
    assert len(bomb) < 40_000
    assert refused(bomb, tmp_path).reason == "archive_bomb"


def test_the_overlapping_bomb_of_the_test_works(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(overlapping_zip(bytes(1000), 5))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert sum(len(archive.read(name)) for name in archive.namelist()) > 5000


def test_entries_that_all_name_one_place_are_a_bomb(tmp_path: Path) -> None:
    bomb = raw_zip([RawEntry(b"a.txt", b"text", offset=0) for _ in range(100)])
    assert refused(bomb, tmp_path).reason == "archive_bomb"


def test_a_directory_of_a_million_entries_is_not_read(tmp_path: Path) -> None:
    entry = RawEntry(b"a.txt")
    body = local_header(entry) + entry.data
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.write(body)
        size = 0
        for _ in range(2**10):
            size += file.write(directory_entry(entry, 0) * 2**10)
        file.write(end_record(2**20, size, len(body)))
    with little_memory(2 * MIB), pytest.raises(UnreadableDocument, match=r"archive_bomb: a\.zip: its directory"):
        unpack(path, tmp_path / "into")


def test_a_directory_of_which_only_the_end_is_there(tmp_path: Path) -> None:
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2**20, 2**20, 2**40, 4)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 4, 1)
    content = b"PK\3\4" + end64 + locator + end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    with little_memory(2 * MIB):
        assert refused(content, tmp_path).reason == "damaged"


def test_more_members_than_the_limit_are_refused_whatever_they_are(tmp_path: Path) -> None:
    limits = Limits(most_members=100)
    names = [f"{number}.png" for number in range(101)]
    assert refused(make_zip(dict.fromkeys(names, b"")), tmp_path, "a.zip", limits).reason == "archive_bomb"
    tar = make_tar([tar_member(name) for name in names])
    assert refused(tar, tmp_path, "a.tar", limits).reason == "archive_bomb"
    assert len(taken(make_tar([tar_member(name) for name in names[:100]]), tmp_path, "a.tar", limits)) == 100


def test_members_of_all_levels_count_together(tmp_path: Path) -> None:
    inner = make_zip(dict.fromkeys([f"{number}.png" for number in range(60)], b""))
    limits = Limits(most_members=100)
    assert refused(make_zip({"1.zip": inner, "2.zip": inner}), tmp_path, limits=limits).reason == "archive_bomb"


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS[1:])
def test_a_compressed_tar_that_swells_is_refused_with_flat_memory(
    name: str, compress: Compress, tmp_path: Path
) -> None:
    bomb = compress(make_tar([tar_member("good.txt"), tar_member("bomb.txt", bytes(64 * MIB))]))
    with little_memory(12 * MIB):  # xz: its dictionary of 8 MiB
        assert refused(bomb, tmp_path, name).reason == "archive_bomb"
    assert reasons(taken(make_zip({f"in.{name}": bomb, "a.txt": b""}), tmp_path)) == {
        f"in.{name}": "archive_bomb",
        "a.txt": None,
    }


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS)
def test_the_bytes_of_a_tar_are_counted(name: str, compress: Compress, tmp_path: Path) -> None:
    content = compress(make_tar([tar_member(f"{number}.txt", bytes(MIB)) for number in range(6)]))
    assert "unpacks to more than" in str(refused(content, tmp_path, name, Limits(most_bytes=5 * MIB)))
    assert len(taken(content, tmp_path, name, Limits(most_bytes=7 * MIB))) == 6


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS)
def test_a_member_of_a_tar_that_is_too_large_costs_itself_only(name: str, compress: Compress, tmp_path: Path) -> None:
    content = compress(make_tar([tar_member("a.txt", bytes(5000)), tar_member("b.txt", bytes(3000))]))
    assert reasons(taken(content, tmp_path, name, Limits(most_member_bytes=4000))) == {
        "a.txt": "too_large",
        "b.txt": None,
    }


@pytest.mark.parametrize("size", [10**12, 2**80])
def test_a_tar_member_that_claims_what_is_not_there(size: int, tmp_path: Path) -> None:
    content = make_tar([tar_member("good.txt"), tar_member("huge.txt", b"x", size=size), tar_member("b.txt")])
    assert reasons(taken(content, tmp_path, "a.tar")) == {REST: "truncated", "good.txt": None, "huge.txt": "too_large"}


def test_a_negative_size_does_not_turn_the_walk_back(tmp_path: Path) -> None:
    content = make_tar([tar_member("good.txt"), tar_member("back.txt", b"", size=-1024)])
    assert reasons(taken(content, tmp_path, "a.tar")) == {REST: "damaged", "good.txt": None}


def old_sparse(claimed: int, maps: int) -> bytes:
    """An old GNU sparse member that claims so many bytes, with so many blocks more of its map."""
    header = bytearray(tar_member("sparse.txt", b"", tarfile.GNUTYPE_SPARSE, size=4)[: tarfile.BLOCKSIZE])
    header[386:410] = b"%011o\0%011o\0" % (2**30, 1)
    header[482] = maps > 0
    header[483:495] = b"%011o\0" % claimed
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:]))
    block = (b"%011o\0%011o\0" % (2**30, 1)) * 21
    extension = (block + b"\1" + bytes(7)) * (maps - 1) + (block + bytes(8)) if maps else b""
    return bytes(header) + extension + b"text" + bytes(508)


@pytest.mark.parametrize("maps", [0, 1, 20_000])
def test_a_sparse_member_is_never_filled_up(maps: int, tmp_path: Path) -> None:
    content = make_tar([old_sparse(2**32, maps), tar_member("good.txt")])
    with little_memory(2 * MIB + len(content)):
        members = taken(content, tmp_path, "a.tar")
    assert reasons(members) == {"good.txt": None, "sparse.txt": "unsupported_packing"}


@pytest.mark.parametrize(
    "records",
    [
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(2**50)},
        {"GNU.sparse.map": "0,1,9999999999,1", "GNU.sparse.size": "99999999999"},
        {"GNU.sparse.size": "9" * 5000, "GNU.sparse.numblocks": "9"},
    ],
)
def test_a_sparse_member_of_pax_neither(records: dict[str, str], tmp_path: Path) -> None:
    member = pax({"GNU.sparse.name": "sparse.txt"} | records) + tar_member("GNUSparseFile.0/x.txt", b"1\n0\n1\n")
    members = taken(make_tar([member, tar_member("good.txt")]), tmp_path, "a.tar")
    assert reasons(members) == {"good.txt": None, "sparse.txt": "unsupported_packing"}


def test_an_endless_extended_header_is_refused(tmp_path: Path) -> None:
    header = tar_member("pax", b"", tarfile.XHDTYPE, size=10**9)
    bomb = gzip.compress(make_tar([tar_member("good.txt"), header, bytes(32 * MIB)]))
    with little_memory(2 * MIB):
        assert refused(bomb, tmp_path, "a.tgz").reason == "archive_bomb"


@pytest.mark.parametrize(
    "header",
    [
        pax({"path": "x"}) * 2000,
        tar_member("pax", b"0" * 60_000, tarfile.XHDTYPE),
        tar_member("pax", b"0 path=x\n", tarfile.XHDTYPE),
        tar_member("pax", b"99999 path=x\n", tarfile.XHDTYPE),
        tar_member("pax", b"11 path=abc", tarfile.XHDTYPE),
        pax({"size": "-512"}),
        pax({"size": "9" * 5000}),
    ],
    ids=["chain", "digits", "no length", "long length", "no end", "negative", "many digits"],
)
def test_an_extended_header_that_makes_no_sense_ends_the_walk(header: bytes, tmp_path: Path) -> None:
    content = make_tar([tar_member("good.txt"), header + tar_member("a.txt")])
    assert reasons(taken(content, tmp_path, "a.tar")) == {REST: "damaged", "good.txt": None}


def test_the_dictionary_of_an_xz_stream_is_bounded(tmp_path: Path) -> None:
    content = bytearray(lzma.compress(make_tar([tar_member("a.txt")])))
    length = (content[12] + 1) * 4
    at = content.index(b"\x21\x01", 12) + 2
    content[at] = 40  # the largest: 4 GiB
    content[12 + length - 4 : 12 + length] = zlib.crc32(content[12 : 12 + length - 4]).to_bytes(4, "little")
    assert "Memory usage limit" in refused(bytes(content), tmp_path, "a.txz").where


@pytest.mark.parametrize(("name", "compress"), COMPRESSIONS[1:])
def test_a_wrong_checksum_of_a_compressed_tar_refuses_all_of_it(name: str, compress: Compress, tmp_path: Path) -> None:
    whole = make_tar([tar_member("a.txt"), tar_member("b.txt")])
    content = bytearray(compress(whole))
    place = {"a.tar.gz": -8, "a.tar.bz2": 10, "a.tar.xz": -45}[name]
    content[place] ^= 1
    assert refused(bytes(content), tmp_path, name).reason == "damaged"


def mutate(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, a stretch cut out or doubled, or the end cut off."""
    mutated = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(mutated))
        match chance.randrange(4):
            case 0:
                mutated[at] ^= 1 << chance.randrange(8)
            case 1:
                mutated[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
            case 2:
                del mutated[at : at + chance.randrange(1, 40)]
                mutated = mutated or bytearray(1)
            case _:
                mutated[at:at] = mutated[at : at + chance.randrange(1, 40)]
    return bytes(mutated[: chance.randrange(len(mutated)) + 1] if chance.random() < 0.2 else mutated)


SMALL = {"a.txt": b"text " * 40, "b/决算.docx": bytes(range(256)), "in.zip": make_zip({"c.pdf": b"%PDF"})}
SMALL_TAR = make_tar([pax({"path": "长/a.txt"}), *(tar_member(name, content) for name, content in SMALL.items())])


@pytest.mark.parametrize(
    ("name", "content"), [("a.zip", make_zip(SMALL)), *((name, compress(SMALL_TAR)) for name, compress in COMPRESSIONS)]
)
def test_no_mutation_breaks_out(name: str, content: bytes, tmp_path: Path) -> None:
    chance = random.Random(f"archives {name}")
    path = tmp_path / name
    outcomes: set[str | None] = set()
    for number in range(500):
        path.write_bytes(mutate(content, chance))
        into = tmp_path / "spools" / str(number)
        members: tuple[Member, ...] = ()
        try:
            members = unpack(path, into)
        except UnreadableDocument as error:
            outcomes.add(error.reason)
        outcomes |= {member.skip[0] if member.skip else None for member in members}
        spooled = {member.path for member in members if member.path}
        assert {found for found in into.rglob("*") if found.is_file()} == spooled
        assert all(path is not None and into in path.parents and not path.is_symlink() for path in spooled)
    assert {"damaged", None} <= outcomes, "mutations of both kinds"
    assert sorted(found.name for found in tmp_path.iterdir()) == [name, "spools"]
