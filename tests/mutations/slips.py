"""How a printed number goes wrong: each slip gives another number of the same kind, or None where it cannot happen."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from random import Random

Slip = Callable[[str, Random], str | None]
TEN_THOUSAND = 10_000


def read_number(printed: str) -> Decimal:
    """The number of a printed figure: commas are left out."""
    return Decimal(printed.replace(",", ""))


def print_like(value: Decimal, printed: str) -> str:
    """The value with the decimals of what was printed, and with commas where that had some or would have."""
    places = len(printed.partition(".")[2])
    return f"{value:,.{places}f}" if "," in printed or len(printed.partition(".")[0]) < 4 else f"{value:.{places}f}"


def change_digit(printed: str, random: Random) -> str | None:
    """One digit is another one."""
    place = random.choice(_digits(printed))
    return _unlike(printed, printed[:place] + random.choice("123456789") + printed[place + 1 :])


def transpose(printed: str, random: Random) -> str | None:
    """Two neighbouring digits change places."""
    digits = _digits(printed)
    pairs = [(a, b) for a, b in pairwise(digits) if printed[a] != printed[b]]
    pairs = [(a, b) for a, b in pairs if not (a == digits[0] and printed[b] == "0" and len(digits) > 1)]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    letters = list(printed)
    letters[first], letters[second] = letters[second], letters[first]
    return "".join(letters)


def slip_point(printed: str, random: Random) -> str | None:
    """The decimal point stands one place to the left or right."""
    value = read_number(printed)
    return _unlike(printed, print_like(value * 10 if random.random() < 0.5 else value / 10, printed))


def slip_unit(printed: str, random: Random) -> str | None:
    """Yuan under a heading of 10,000 yuan; what is large already, the other way round."""
    value = read_number(printed)
    return _unlike(
        printed, print_like(value / TEN_THOUSAND if value >= TEN_THOUSAND * 100 else value * TEN_THOUSAND, printed)
    )


def add_digit(printed: str, random: Random) -> str | None:
    """A digit too many at the front (43269.3 for 3269.3)."""
    return random.choice("123456789") + printed


def _digits(printed: str) -> list[int]:
    return [place for place, letter in enumerate(printed) if letter.isdigit()]


def _unlike(printed: str, changed: str) -> str | None:
    return changed if read_number(changed) not in (read_number(printed), Decimal(0)) else None


SLIPS: dict[str, Slip] = {
    "digit": change_digit,
    "transposed": transpose,
    "decimal point": slip_point,
    "unit": slip_unit,
    "digit more": add_digit,
}
