"""How a family of reports prints numbers: unit, decimals, separators, and what stands for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_FEN_PER = {"元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
_YUAN_PER = {"元": Decimal(1), "千元": Decimal(1_000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_CHINESE_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed, and the value that the print states in the contract's base unit."""

    text: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """`blank` is what a table prints for zero; the text always prints a zero."""

    unit: str = "万元"
    decimals: int = 2
    separators: bool = False
    blank: str = ""
    rate_decimals: int = 2
    bare_zero: bool = False

    def money(self, fen: int) -> Printed:
        """An amount in the style's unit; the value is in yuan, as printed (rounded half up)."""
        number = round_half_up(Fraction(fen, _FEN_PER[self.unit]), self.decimals)
        if not number and self.bare_zero:
            return Printed("0", Decimal(0))
        return Printed(f"{number:,f}" if self.separators else f"{number:f}", number * _YUAN_PER[self.unit])

    def cell(self, fen: int) -> Printed | None:
        """An amount of a table; None where the style prints its blank for zero."""
        return self.money(fen) if fen or not self.hides_zero else None

    @property
    def hides_zero(self) -> bool:
        """Whether a table's zero is left blank or dashed: then it is no fact."""
        return self.blank in ("", "-", "—")

    def rate(self, part: int, whole: int) -> Printed:
        """A percentage with its sign's number only; 0 where the whole is nothing."""
        share = Fraction(part * 100, whole) if whole else Fraction(0)
        number = round_half_up(share, self.rate_decimals)
        if not number and self.bare_zero:
            return Printed("0", Decimal(0))
        return Printed(f"{number:f}", number)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """The value rounded half away from zero, with exactly that many decimals."""
    scaled = (Decimal(value.numerator) * 10**decimals / Decimal(value.denominator)).to_integral_value(ROUND_HALF_UP)
    return Decimal(scaled.scaleb(-decimals))


def chinese_number(number: int) -> str:
    """1 is 一, 12 is 十二, 26 is 二十六; up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _CHINESE_DIGITS[tens] + "十"
    return head + (_CHINESE_DIGITS[ones] if ones or not tens else "")
