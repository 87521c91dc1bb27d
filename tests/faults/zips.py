"""Surgery on the zip archive that a docx is: headers that lie, entries twice, missing, misnamed or of absurd sizes."""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Iterable
from io import BytesIO
from random import Random

from tests.faults.fault import mutators

Entry = tuple[str, bytes]

_DATE = (2020, 1, 1, 0, 0, 0)
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
# Offset and size of the numeric fields (APPNOTE 4.3.7, 4.3.12, 4.3.16).
_LOCAL_FIELDS = ((4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
_CENTRAL_FIELDS = ((6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (42, 4))
_END_FIELDS = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))
_CRC, _PACKED, _UNPACKED, _METHOD = (16, 4), (20, 4), (24, 4), (10, 2)


def entries_of(source: bytes) -> list[Entry]:
    """The names and contents of an archive's entries."""
    with zipfile.ZipFile(BytesIO(source)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(entries: Iterable[Entry], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries; a name may stand twice."""
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", compression) as archive:
        warnings.simplefilter("ignore")
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = compression
            archive.writestr(entry, content)
    return out.getvalue()


def lie_in_local_header(source: bytes, random: Random) -> bytes:
    """A field of an entry's own header is wrong."""
    return _lie(source, random, _LOCAL, random.choice(_LOCAL_FIELDS))


def lie_in_central_directory(source: bytes, random: Random) -> bytes:
    """A field of the directory is wrong."""
    return _lie(source, random, _CENTRAL, random.choice(_CENTRAL_FIELDS))


def lie_in_end_record(source: bytes, random: Random) -> bytes:
    """The record that says where the directory is, is wrong."""
    return _lie(source, random, _END, random.choice(_END_FIELDS))


def wrong_checksum(source: bytes, random: Random) -> bytes:
    """Every checksum of the directory is wrong, or one."""
    return _lie(source, random, _CENTRAL, _CRC, every=random.random() < 0.5)


def absurd_size(source: bytes, random: Random) -> bytes:
    """An entry says that it is gigabytes long, packed or unpacked."""
    return _lie(source, random, _CENTRAL, random.choice((_PACKED, _UNPACKED)), every=random.random() < 0.3)


def unknown_method(source: bytes, random: Random) -> bytes:
    """An entry says that it is packed by a method that it is not packed by."""
    method = struct.pack("<H", random.choice((0, 1, 6, 9, 12, 14, 93, 95, 98, 99)))
    found, at = bytearray(source), random.choice(_places(source, _CENTRAL))
    found[at + _METHOD[0] : at + _METHOD[0] + 2] = method
    return bytes(found)


def other_method(source: bytes, random: Random) -> bytes:
    """Everything packed by another method, as the format allows and no office program does."""
    return packed(entries_of(source), random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def duplicate_entry(source: bytes, random: Random) -> bytes:
    """An entry twice, the second with another content."""
    entries = entries_of(source)
    name, content = random.choice(entries)
    return packed([*entries, (name, random.choice((content, content[: len(content) // 2], b"", b"<x/>")))])


def remove_part(source: bytes, random: Random) -> bytes:
    """One to three parts missing."""
    entries = entries_of(source)
    for _ in range(random.randint(1, 3)):
        entries.pop(random.randrange(len(entries)))
    return packed(entries)


def rename_part(source: bytes, random: Random) -> bytes:
    """A part under another name: another case, a path upwards, an absolute one, one with controls."""
    entries = entries_of(source)
    at = random.randrange(len(entries))
    name, content = entries[at]
    names = (
        name.upper(),
        f"../../{name}",
        f"/{name}",
        name.replace("/", "\\"),
        f"\x1b[2J{name}",
        "x/",
        name + "\0x",
        "../x",
    )
    entries[at] = (random.choice(names), content)
    return packed(entries)


def exchange_parts(source: bytes, random: Random) -> bytes:
    """Two parts with each other's content."""
    entries = entries_of(source)
    a, b = random.sample(range(len(entries)), 2)
    entries[a], entries[b] = (entries[a][0], entries[b][1]), (entries[b][0], entries[a][1])
    return packed(entries)


def many_entries(source: bytes, random: Random) -> bytes:
    """Thousands of empty entries besides."""
    return packed([*entries_of(source), *((f"x/{number}", b"") for number in range(random.randint(1000, 5000)))])


def wrapped_archive(source: bytes, random: Random) -> bytes:
    """Something before or behind the archive, or its own bytes as an entry in it."""
    match random.randrange(3):
        case 0:
            return _LOCAL + random.randbytes(400) + source
        case 1:
            return source + random.randbytes(400)
        case _:
            return packed([*entries_of(source), ("word/embedded.docx", source)], zipfile.ZIP_STORED)


def damaged_part(source: bytes, random: Random) -> bytes:
    """A part of which some bytes are wrong, in an archive that is right."""
    entries = entries_of(source)
    at = random.randrange(len(entries))
    name, content = entries[at]
    damaged = bytearray(content or b"x")
    for _ in range(random.randint(1, 5)):
        damaged[random.randrange(len(damaged))] = random.randrange(256)
    entries[at] = (name, bytes(damaged))
    return packed(entries)


def _places(source: bytes, mark: bytes) -> list[int]:
    found, at = [], source.find(mark)
    while at >= 0:
        found.append(at)
        at = source.find(mark, at + 1)
    return found or [0]


def _lie(source: bytes, random: Random, mark: bytes, field: tuple[int, int], *, every: bool = False) -> bytes:
    found = bytearray(source)
    offset, size = field
    places = _places(source, mark)
    for at in places if every else [random.choice(places)]:
        highest = (1 << 8 * size) - 1
        value = random.choice((0, 1, highest, highest // 2 + 1, random.randint(0, highest)))
        found[at + offset : at + offset + size] = value.to_bytes(size, "little")
    return bytes(found)


MUTATORS = mutators(
    ("docx",),
    (
        lie_in_local_header,
        lie_in_central_directory,
        lie_in_end_record,
        wrong_checksum,
        absurd_size,
        unknown_method,
        other_method,
        duplicate_entry,
        remove_part,
        rename_part,
        exchange_parts,
        many_entries,
        wrapped_archive,
        damaged_part,
    ),
)
