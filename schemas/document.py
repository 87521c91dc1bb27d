"""The Document: what every reader gives and every consumer takes, whatever the file's format.

Blocks stand in reading order. A position says as much as the format knows: a PDF knows page and box,
a docx or a text knows the block only. Coordinates are PDF points from the top left corner of the page
as it is shown (rotation applied).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the page as shown."""

Format = Literal["docx", "pdf", "text"]


class UnreadableDocument(Exception):
    """The file cannot be read at all. `reason` is a stable word, `advice` says what the user can do.

    Reasons: empty_file, unknown_format, truncated, encrypted, damaged, zip_bomb, needs_ocr,
    undecodable, too_large, not_a_document; of an archive archive_bomb; of a remote file not_found, no_access,
    unreachable, too_slow.
    """

    def __init__(self, reason: str, where: str, advice: str) -> None:
        super().__init__(f"{reason}: {where}; {advice}")
        self.reason = reason
        self.where = where
        self.advice = advice

    def __reduce__(self) -> tuple[type[UnreadableDocument], tuple[str, str, str]]:
        return type(self), (self.reason, self.where, self.advice)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text that stands in one place: characters [start, end) of the text.

    `edges`, where known, holds the x coordinates of the characters' borders: end - start + 1 values.
    """

    start: int
    end: int
    page: int
    box: Box
    edges: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, with its automatic number resolved into the text. Level 1 is a part (第一部分)."""

    text: str
    level: int
    page: int | None = None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, rebuilt across lines and pages."""

    text: str
    page: int | None = None
    runs: tuple[Run, ...] = ()
    kind: Literal["body", "contents", "footnote", "textbox"] = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table as printed; a merged cell stands once, at its top left, with its spans."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells, blank ones included (a blank cell is a cell with empty text).

    `spans_known` is False where the format lost the merges and the reader inferred them.
    Nested tables follow their parent as tables of their own.
    """

    cells: tuple[Cell, ...]
    rows: int
    cols: int
    page: int | None = None
    box: Box | None = None
    spans_known: bool = True


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One cached number of a native chart: the series' name, the category's, the value as stored."""

    series: str
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart's cached numbers."""

    title: str
    points: tuple[ChartPoint, ...]


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: `sha256` of its bytes, `name` of the file, and its blocks in reading order.

    `notes` are what the reader itself has to report: (reason, text, page) of whatever it could not read.
    """

    sha256: str
    name: str
    format: Format
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[tuple[str, str, int | None], ...] = ()
