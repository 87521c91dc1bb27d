"""Archives made by hand: zip and tar byte by byte, so that every field can lie."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archives.members import Limits, Member
from pipeline.archives.unpacking import unpack

Compress = Callable[[bytes], bytes]
COMPRESSIONS: list[tuple[str, Compress]] = [
    ("a.tar", bytes),
    ("a.tar.gz", gzip.compress),
    ("a.tar.bz2", bz2.compress),
    ("a.tar.xz", lzma.compress),
]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """A zip entry, each field as given: by default an honest stored one. `offset` is where its header is said to be."""

    name: bytes
    data: bytes = b"text"
    method: int = 0
    flags: int = 0
    crc: int | None = None
    size: int | None = None
    packed: int | None = None
    mode: int = 0
    extra: bytes = b""
    offset: int | None = None


def deflated(name: bytes, content: bytes, size: int | None = None, crc: int | None = None) -> RawEntry:
    """An honest deflated entry, but for the size and the checksum that may be given."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(content) + engine.flush()
    crc = zlib.crc32(content) if crc is None else crc
    return RawEntry(name, packed, 8, crc=crc, size=len(content) if size is None else size)


def local_header(entry: RawEntry) -> bytes:
    """What stands before an entry's data."""
    return (
        struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, entry.flags, entry.method, 0, 33, *_sums(entry), len(entry.name), 0)
        + entry.name
    )


def directory_entry(entry: RawEntry, offset: int) -> bytes:
    """What the directory says of an entry."""
    fields = struct.pack(
        "<4sBBHHHHHLLLHHHHHLL",
        *(b"PK\1\2", 20, 3, 20, entry.flags, entry.method, 0, 33, *_sums(entry)),
        *(
            len(entry.name),
            len(entry.extra),
            0,
            0,
            0,
            entry.mode << 16,
            offset if entry.offset is None else entry.offset,
        ),
    )
    return fields + entry.name + entry.extra


def end_record(entries: int, size: int, offset: int) -> bytes:
    """The end of a directory, with the counts that are given."""
    return struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, entries & 0xFFFF, entries & 0xFFFF, size, offset, 0)


def raw_zip(entries: Iterable[RawEntry]) -> bytes:
    """A zip of these entries, in their order, each with its own bytes."""
    body, directory, count = b"", b"", 0
    for entry in entries:
        directory += directory_entry(entry, len(body))
        body += local_header(entry) + entry.data
        count += 1
    return body + directory + end_record(count, len(directory), len(body))


def _sums(entry: RawEntry) -> tuple[int, int, int]:
    return (
        zlib.crc32(entry.data) if entry.crc is None else entry.crc,
        len(entry.data) if entry.packed is None else entry.packed,
        len(entry.data) if entry.size is None else entry.size,
    )


def overlapping_zip(kernel: bytes, count: int) -> bytes:
    """Fifield's bomb: every entry's bytes quote the headers behind it and end in one kernel that all of them share.

    A stored block of deflate before each header makes the header a part of the content of the entry before.
    """
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = engine.compress(kernel) + engine.flush()
    content = kernel
    entries: list[RawEntry] = []
    for number in reversed(range(count)):
        if entries:
            header = local_header(entries[-1])
            data = struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header + data
            content = header + content
        name = f"{number}.txt".encode()
        entries.append(RawEntry(name, data, 8, crc=zlib.crc32(content), size=len(content)))
    whole = local_header(entries[-1]) + entries[-1].data
    offsets = [len(whole) - len(entry.data) - len(local_header(entry)) for entry in entries]
    directory = b"".join(directory_entry(entry, offset) for entry, offset in zip(entries, offsets, strict=True))
    return whole + directory + end_record(count, len(directory), len(whole))


def make_zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An honest zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tar_member(name: str, content: bytes = b"text", kind: bytes = tarfile.REGTYPE, size: int | None = None) -> bytes:
    """A tar header with its data; the size that the header claims may be another."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.size = len(content) if size is None else size
    return info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % tarfile.BLOCKSIZE)


def make_tar(members: Sequence[bytes]) -> bytes:
    """The members with the end mark behind them."""
    return b"".join(members) + bytes(2 * tarfile.BLOCKSIZE)


def pax(records: dict[str, str]) -> bytes:
    """A pax header for the member behind it."""
    body = b""
    for key, value in records.items():
        rest = f" {key}={value}\n".encode()
        length = len(rest) + len(str(len(rest)))
        body += str(len(rest) + len(str(length))).encode() + rest
    return tar_member("pax", body, tarfile.XHDTYPE)


def taken(content: bytes, folder: Path, name: str = "a.zip", limits: Limits | None = None) -> dict[str, Member]:
    """What an archive of these bytes gives, by the members' names."""
    path = folder / name
    path.write_bytes(content)
    members = unpack(path, folder / "into", limits or Limits())
    assert [member.name for member in members] == sorted({member.name for member in members})
    return {member.name: member for member in members}


def reasons(members: dict[str, Member]) -> dict[str, str | None]:
    """Why each member was left aside; None for one that was taken."""
    return {name: member.skip and member.skip[0] for name, member in members.items()}
