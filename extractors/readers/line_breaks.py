"""Line breaks that are no paragraphs' ends: which of them part two texts, and which only wrap one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.readers.headings import heading_level, printed_number
from extractors.readers.text_fields import display_width

_ENDS = tuple("。！？!?；;：:")
_NARROWEST = 40
_WIDEST = 160
_SLACK = 6
_FEWEST_FULL = 6
_SHARE_FULL = 0.25


def broken_lines(text: str) -> list[str]:
    """The texts of a paragraph with line breaks: parted after a sentence and before a numbered line or a heading."""
    if "\n" not in text:
        return [text]
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and not _parts(parts[-1], line):
            parts[-1] = _joined(parts[-1], line)
        else:
            parts.append(line)
    return parts


def wrapping_width(lines: Sequence[str]) -> int | None:
    """The width at which the lines of a text file were cut, or None where they were not.

    A text is taken to be wrapped only where a good part of its lines fills the same width and none is wider.
    """
    widths = [display_width(line) for line in lines if line.strip()]
    if not widths or not _NARROWEST <= max(widths) <= _WIDEST:
        return None
    width = max(widths)
    full = sum(width - _SLACK < each for each in widths)
    return width if full >= max(_FEWEST_FULL, _SHARE_FULL * len(widths)) else None


def unwrapped(lines: Sequence[str], width: int | None) -> Iterator[str]:
    """The lines with those joined that were cut at this width.

    A full line goes on in the next one unless it ends a sentence or the next is blank, indented, numbered or a heading.
    """
    pending: str | None = None
    full = False
    for line in lines:
        if pending is not None and full and not _parts(pending, line) and not line[:1].isspace():
            pending = _joined(pending, line)
        else:
            if pending is not None:
                yield pending
            pending = line
        full = width is not None and display_width(line) > width - _SLACK
    if pending is not None:
        yield pending


def _parts(before: str, after: str) -> bool:
    """Whether a line break stands between two texts and not inside one."""
    text = after.strip()
    if not text or not before.strip() or before.rstrip().endswith(_ENDS):
        return True
    return heading_level(before) is not None or heading_level(text) is not None or printed_number(text) is not None


def _joined(before: str, after: str) -> str:
    """Two halves of a text; a space parts two Latin words, nothing else."""
    left, right = before.rstrip(), after.strip()
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if latin else left + right
