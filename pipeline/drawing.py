"""A page of a PDF as a picture, with what was found on it outlined, for the people who check the reading."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont
from pypdfium2 import PdfDocument, PdfiumError

from pipeline.errors import UserError
from schemas.document import Box
from warehouse.connection import Connection
from warehouse.marks import Mark, read_marks
from warehouse.sheet import FoundDocument

PAGES = Path("data/pages")
"""Where a drawing goes that is not sent elsewhere."""

SCALE = 3.0  # pixels a point: 216 to the inch, at which a label fits between two lines of a text and can be read
LONGEST = 5000  # pixels: a poster is drawn smaller
LEGEND = 72  # ems: as wide is the legend
DARK = 200  # of 255: what is darker is print
VERIFIED = Decimal("0.99")  # below it neither a code nor a sum has proved a fact
BEST = Decimal("0.9")  # below it no view takes a fact


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of mark is drawn: colour of its line, and in pixels its width, inset into the box and dashes.

    `tint` (0 to 255) is how much of the colour lies over the box: digits stay readable where they touch the line.
    `size` is that of its words, in points.
    """

    caption: str
    colour: str
    width: int = 1
    inset: float = 0.0
    dash: float = 0.0
    tint: int = 0
    size: float = 7.0


STYLES = {
    "cell": Style("cells", "#a0a0a0"),
    "table": Style("tables", "#1f5fd0", inset=-2),
    "verified": Style("facts, confidence >= 0.99", "#109618", 2, tint=30),
    "unverified": Style("facts < 0.99", "#ff8c00", 2, tint=30),
    "doubtful": Style("facts < 0.9", "#dc1414", 2, tint=30),
    "text": Style("facts of the text", "#8a2be2", 2, size=4.5),
    "leftover": Style("leftovers", "#dc1414", 2, 2, 6),
}


FINDING_STYLES = {
    "suspect": Style("suspected of being wrong", "#dc1414", 4, inset=-3, tint=30, size=6.0),
    "evidence": Style("evidence", "#1f5fd0", 3, inset=-2, tint=24),
}
"""How a finding is drawn: the figure that it suspects, and the figures that it was compared with."""


def draw_page(connection: Connection, document: FoundDocument, page: int, out: Path | None = None) -> Path:
    """Draw a page (from 1) as it is shown, what was found on it outlined; returns the PNG's path.

    Raises UserError where the document is no PDF, has no such page, is gone or has changed, or `out` cannot be written.
    """
    marks = read_marks(connection, document.doc_id, page) if document.format == "pdf" else ()
    return draw_marks(document, page, marks, STYLES, out)


def draw_marks(
    document: FoundDocument, page: int, marks: Sequence[Mark], styles: Mapping[str, Style], out: Path | None = None
) -> Path:
    """Draw a page with these marks over it, each in the style of its name. Returns and raises as draw_page."""
    path = Path(document.path)
    if document.format != "pdf":
        raise UserError(f"{document.path} has no pages to draw", "only a PDF has them; leave --page out")
    image, scale = _render(read_original(path, document.doc_id), document.path, page)
    drawn = _drawn(image, scale, marks, styles)
    out = out or PAGES / f"{path.stem}-p{page}.png"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        drawn.save(out, "PNG")
    except OSError as error:
        raise UserError(f"{out}: {error.strerror or error}", "name another file with --out") from error
    return out


def read_original(path: Path, doc_id: str) -> bytes:
    """The bytes that were read, which the warehouse knows by their sha256.

    Raises UserError where the file is gone or has changed.
    """
    try:
        source = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path}: {error.strerror}", "call from where it was ingested, or ingest it again") from error
    if hashlib.sha256(source).hexdigest() != doc_id:
        raise UserError(f"{path} has changed since it was read", "ingest it again")
    return source


def _render(source: bytes, name: str, page: int) -> tuple[Image.Image, float]:
    """The page as shown, rotated and cropped, and its pixels a point."""
    pdf = PdfDocument(source)  # it was read once, so it opens
    try:
        if not 1 <= page <= len(pdf):
            raise UserError(f"{name} has no page {page}", f"its pages are 1 to {len(pdf)}")
        sheet = pdf[page - 1]
        scale = min(SCALE, LONGEST / max(sheet.get_size()))
        return sheet.render(scale=scale).to_pil().convert("RGB"), scale
    except PdfiumError as error:
        raise UserError(f"{name}: page {page} cannot be drawn, {error}", "open the file in a PDF viewer") from error
    finally:
        pdf.close()


def _drawn(image: Image.Image, scale: float, marks: Sequence[Mark], known: Mapping[str, Style]) -> Image.Image:
    """The picture with the marks over it and the legend under it."""
    ink = image.convert("L")
    pen = Pen(ImageDraw.Draw(image, "RGBA"), scale)
    styles = [_style(mark) for mark in marks]
    for mark, style in zip(marks, styles, strict=True):
        pen.mark(mark, known[style])
    # The labels last: a label is over the boxes around it.
    for (box, style), labels in _labels(marks, styles).items():
        pen.label(" + ".join(labels), box, known[style], ink)
    band = round(14 * scale)
    whole = Image.new("RGB", (image.width, image.height + band), "white")
    whole.paste(image)
    legend = Pen(ImageDraw.Draw(whole, "RGBA"), scale)
    legend.legend(known, Counter(styles), image.height, image.width, band)
    return whole


def _style(mark: Mark) -> str:
    match mark.kind:
        case "table_fact":
            sure = mark.confidence or Decimal(0)
            return "verified" if sure >= VERIFIED else "unverified" if sure >= BEST else "doubtful"
        case "text_fact":
            return "text"
        case kind:
            return kind


def _labels(marks: Sequence[Mark], styles: Sequence[str]) -> dict[tuple[Box, str], list[str]]:
    """What is written beside each table, suspect and figure of the text, which can state two facts (收、支总计)."""
    labels: dict[tuple[Box, str], list[str]] = {}
    for mark, style in zip(marks, styles, strict=True):
        if mark.kind in ("table", "text_fact") or (mark.kind == "suspect" and mark.label):
            doubt = f" {mark.confidence}" if mark.confidence is not None and mark.confidence < BEST else ""
            labels.setdefault((mark.box, style), []).append(mark.label + doubt)
    return labels


@dataclass(slots=True)
class Pen:
    """Draws in points on a picture of `scale` pixels a point; `taken` are the pixels of the labels so far."""

    draw: ImageDraw.ImageDraw
    scale: float
    taken: list[Box] = field(default_factory=list)

    def mark(self, mark: Mark, style: Style) -> None:
        """Outline a box, or underline what stands in a text."""
        x0, top, x1, bottom = self._pixels(mark.box, style.inset)
        if mark.kind == "text_fact":
            self.draw.rectangle((x0, bottom, x1, bottom + style.width), fill=style.colour)
        elif style.dash:
            self._dashes((x0, top, x1, bottom), style)
        else:
            self._outline((x0, top, x1, bottom), style)

    def label(self, text: str, box: Box, style: Style, page: Image.Image) -> None:
        """Write a label above or below its box: in the first place that is free, else where it hides least."""
        font = _font(style.size * self.scale)
        x0, top, x1, bottom = self._pixels(box, -2)
        _, _, width, height = self.draw.textbbox((0, 0), text, font=font)
        heights = (top - height, bottom + 2, bottom + height)
        places = [(x, y, x + width, y + height) for y in heights for x in (x0, (x0 + x1 - width) / 2, x1 - width)]
        inside = [place for place in places if _holds(place, page.size)] or [(0.0, 0.0, width, height)]
        place = min(inside, key=lambda place: (any(_meet(place, other) for other in self.taken), _ink(page, place)))
        self.taken.append(place)
        self.draw.rectangle(place, fill=(255, 255, 255, 150))
        self.draw.text(place[:2], text, fill=style.colour, font=font)

    def legend(
        self, known: Mapping[str, Style], numbers: Counter[str], top: float, width: float, height: float
    ) -> None:
        """Write what each outline means and how many of it the page has, from `top` downwards, in one line."""
        em = min(0.5 * height, width / LEGEND)
        x, middle, font = 0.6 * em, top + height / 2, _font(em)
        for name, style in known.items():
            box = (x, middle - 0.5 * em, x + 1.2 * em, middle + 0.5 * em)
            if name == "text":
                self.draw.rectangle((box[0], box[3] - style.width, box[2], box[3]), fill=style.colour)
            elif style.dash:
                self._dashes(box, style)
            else:
                self._outline(box, style)
            text = f"{numbers[name]} {style.caption}"
            self.draw.text((box[2] + 0.4 * em, middle), text, fill="black", font=font, anchor="lm")
            x = box[2] + 1.6 * em + self.draw.textlength(text, font=font)

    def _pixels(self, box: Box, inset: float) -> Box:
        x0, top, x1, bottom = (value * self.scale for value in box)
        # A box too small for its inset keeps a pixel in the middle.
        dx, dy = (min(inset, max(0.0, (size - 1) / 2)) for size in (x1 - x0, bottom - top))
        return x0 + dx, top + dy, x1 - dx, bottom - dy

    def _outline(self, box: Box, style: Style) -> None:
        if style.tint:
            self.draw.rectangle(box, fill=(*ImageColor.getrgb(style.colour)[:3], style.tint))
        self.draw.rectangle(box, outline=style.colour, width=style.width)

    def _dashes(self, box: Box, style: Style) -> None:
        x0, top, x1, bottom = box
        for start in _steps(x0, x1, 2 * style.dash):
            end = min(start + style.dash, x1)
            for y in (top, bottom):
                self.draw.line((start, y, end, y), fill=style.colour, width=style.width)
        for start in _steps(top, bottom, 2 * style.dash):
            end = min(start + style.dash, bottom)
            for x in (x0, x1):
                self.draw.line((x, start, x, end), fill=style.colour, width=style.width)


@cache
def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that comes with Pillow: every label is ASCII."""
    return ImageFont.load_default(size)


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + number * step for number in range(int((end - start) / step) + 1)]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(place: Box, size: tuple[int, int]) -> bool:
    return place[0] >= 0 and place[1] >= 0 and place[2] <= size[0] and place[3] <= size[1]


def _ink(page: Image.Image, place: Box) -> int:
    """The dark pixels of that place of a grey picture."""
    x0, top, x1, bottom = map(round, place)
    return sum(page.crop((x0, top, x1, bottom)).histogram()[:DARK])
