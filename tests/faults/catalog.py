"""What a campaign reads: bombs first, then one mutant after the other, always the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from samples.collection import REPORTS
from tests.faults import drawings, markup, pdfs, raw, texts, word, zips
from tests.faults.bombs import bombs
from tests.faults.fault import Format, Mutator
from tests.faults.markup import BODY
from tests.faults.pdf_objects import take_apart
from tests.faults.zips import entries_of, packed

MUTATORS: tuple[Mutator, ...] = (
    *raw.MUTATORS,
    *zips.MUTATORS,
    *markup.MUTATORS,
    *word.MUTATORS,
    *pdfs.MUTATORS,
    *drawings.MUTATORS,
    *texts.MUTATORS,
)
_SMALL_BODY = 40_000  # bytes of a body's XML
_SMALL_TEXT = 4_000  # bytes
_FULL = 0.25  # of the mutants: so many are made of whole reports, the rest of their beginnings
_ODD_NAME = 0.02
_ODD_NAMES = ("\x1b[31m", "\u202efdp", "a b", "=1+1", "'", "\n", "%s{}", "-rf", "名" * 60, "\udcff")


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file of the campaign: its number, how it was damaged, its name on disk, its bytes."""

    number: int
    mutator: str
    name: str
    content: bytes


def good_files() -> list[Path]:
    """The sample reports, which must be read as if they were alone."""
    return sorted(REPORTS.iterdir())


def campaign(count: int, seed: int) -> Iterator[Faulty]:
    """`count` files: each bomb once, as far as they fit, then mutants of all kinds in turn."""
    number = 0
    for name, form, content in bombs():
        if number >= count // 4:
            break
        yield Faulty(number, f"bomb {name}", f"{number:06}_bomb_{name}.{form}", content)
        number += 1
    for at in range(number, count):
        yield mutant(at, seed)


def mutant(number: int, seed: int) -> Faulty:
    """The mutant of that number; some are damaged twice."""
    random = Random(f"{seed}/{number}")
    mutator = MUTATORS[number % len(MUTATORS)]
    form = random.choice(mutator.formats)
    content = mutator.apply(_base(form, random), random)
    name = mutator.name
    if random.random() < 0.1 and content:
        content = random.choice(raw.MUTATORS).apply(content, random)
    odd = random.choice(_ODD_NAMES) if random.random() < _ODD_NAME else ""
    return Faulty(number, f"{form} {name}", f"{number:06}_{name}{odd}.{form}", content)


def _base(form: Format, random: Random) -> bytes:
    path = random.choice([path for path in good_files() if path.suffix == f".{form}"])
    return path.read_bytes() if random.random() < _FULL else _beginning(path)


@cache
def _beginning(path: Path) -> bytes:
    """A report cut down to its first pages, whole in itself, so that thousands are read in minutes."""
    source = path.read_bytes()
    match path.suffix:
        case ".docx":
            return packed((n, _short_body(c) if n == BODY else c) for n, c in entries_of(source) if "Effects" not in n)
        case ".pdf":
            objects = take_apart(source)
            kept = b" ".join(b"%d 0 R" % page for page in objects.pages[:3])
            for tree in objects.of_type(b"Pages"):
                objects.set_entry(tree, b"Kids", b"[%s]" % kept)
                objects.set_entry(tree, b"Count", b"3")
            return objects.build()
        case _:
            return source[: source.find(b"\n", _SMALL_TEXT) + 1]


def _short_body(body: bytes) -> bytes:
    """The body up to the end of the block at which it is long enough."""
    start = body.index(b"<w:body>") + len(b"<w:body>")
    depth = 0
    for match in re.finditer(rb"<(/?)w:tbl>|</w:p>", body):
        if match[0] != b"</w:p>":
            depth += -1 if match[1] else 1
        if depth == 0 and match.end() - start > _SMALL_BODY:
            return body[: match.end()] + b"</w:body></w:document>"
    return body
