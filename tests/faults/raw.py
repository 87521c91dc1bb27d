"""Damage that knows nothing of the format: what a broken disk, a broken line or a broken program does."""

from __future__ import annotations

from random import Random

from tests.faults.fault import mutators, noise

_LONGEST_BLOCK = 4096


def flip_bits(source: bytes, random: Random) -> bytes:
    """One to twenty bits turned over."""
    found = bytearray(source)
    for _ in range(random.randint(1, 20)):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def overwrite_bytes(source: bytes, random: Random) -> bytes:
    """One to fifty bytes replaced, mostly by those that mean something."""
    found = bytearray(source)
    for _ in range(random.randint(1, 50)):
        found[random.randrange(len(found))] = random.choice((0, 0x7F, 0x80, 0xFF, 0x0A, 0x3C, random.randrange(256)))
    return bytes(found)


def truncate(source: bytes, random: Random) -> bytes:
    """The end cut off, or the beginning."""
    at = random.randrange(len(source))
    return source[:at] if random.random() < 0.8 else source[at:]


def insert_noise(source: bytes, random: Random) -> bytes:
    """Random bytes put in somewhere."""
    at = random.randrange(len(source))
    return source[:at] + noise(random, random.randint(1, _LONGEST_BLOCK)) + source[at:]


def duplicate_block(source: bytes, random: Random) -> bytes:
    """A block that stands there several times."""
    start, end = _block(source, random)
    return source[:end] + source[start:end] * random.randint(1, 20) + source[end:]


def swap_blocks(source: bytes, random: Random) -> bytes:
    """Two blocks in each other's place."""
    (a, b), (c, d) = sorted((_block(source, random), _block(source, random)))
    if b > c:
        return source[c:] + source[:c]
    return source[:a] + source[c:d] + source[b:c] + source[a:b] + source[d:]


def remove_block(source: bytes, random: Random) -> bytes:
    """A block left out."""
    start, end = _block(source, random)
    return source[:start] + source[end:]


def blank_block(source: bytes, random: Random) -> bytes:
    """A block of zeros or of ones: a lost sector."""
    start, end = _block(source, random)
    return source[:start] + random.choice((b"\0", b"\xff")) * (end - start) + source[end:]


def _block(source: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(source))
    return start, min(len(source), start + random.randint(1, _LONGEST_BLOCK))


MUTATORS = mutators(
    ("docx", "pdf", "txt"),
    (
        flip_bits,
        overwrite_bytes,
        truncate,
        insert_noise,
        duplicate_block,
        swap_blocks,
        remove_block,
        blank_block,
    ),
)
