"""What a mutator is: a named way to damage a document of a format, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

Format = Literal["docx", "pdf", "txt"]
Apply = Callable[[bytes, Random], bytes]

NASTY_NUMBERS = (
    "-1", "0", "1", "65536", "1000000000", "2147483648", "99999999999999999999", "1e9", "-0.0", "NaN", "inf", "", "x",
    "１２", "²", "٣", "0x10", "9" * 5000, "-999999999", "3.5", " 7 ", "true",
)  # fmt: skip
"""Values that stand where a number is expected."""


@dataclass(frozen=True, slots=True)
class Mutator:
    """A way to damage a document: its name, the formats that it can be done to, and the function that does it."""

    name: str
    formats: tuple[Format, ...]
    apply: Apply


def mutators(formats: tuple[Format, ...], functions: Iterable[Apply]) -> tuple[Mutator, ...]:
    """The functions as mutators of these formats, each under its own name."""
    return tuple(Mutator(function.__name__, formats, function) for function in functions)


def noise(random: Random, length: int) -> bytes:
    """So many random bytes."""
    return random.randbytes(length)
