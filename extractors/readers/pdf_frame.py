"""Where a page's points stand: PDF space (origin below left, any rotation) to the page as it is read.

A page is shown in its /Rotate; a table set sideways on an upright page is read with the head tilted. The frame
turns PDF points into the upright layout in which lines run left to right, and boxes back to the page as shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.document import Box

Floats = NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer` (a form's content, then the form's place)."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in PDF space and the quarter turns (clockwise) from PDF space to the layout.

    `shown` are the quarter turns of the page as shown (/Rotate); they differ from `turns` where the text
    itself is set sideways.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    shown: int

    @property
    def width(self) -> float:
        """The layout's width in points."""
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """The layout's height in points."""
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """PDF points as layout points: x to the right, y downwards, origin at the top left."""
        match self.turns:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def boxes(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """PDF boxes as layout boxes (x0, top, x1, bottom)."""
        ax, ay = self.points(x0, y0)
        bx, by = self.points(x1, y1)
        return np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)

    @property
    def upright(self) -> bool:
        """Whether the layout is the page as shown."""
        return self.turns == self.shown

    def box_as_shown(self, box: Box) -> Box:
        """A layout box in the coordinates of the page as shown, rounded to hundredths of a point."""
        x0, top, x1, bottom = box
        match (self.turns - self.shown) % 4:
            case 0:
                pass
            case 1:  # the layout is the shown page turned clockwise
                x0, top, x1, bottom = top, self.width - x1, bottom, self.width - x0
            case 2:
                x0, top, x1, bottom = self.width - x1, self.height - bottom, self.width - x0, self.height - top
            case _:
                x0, top, x1, bottom = self.height - bottom, x0, self.height - top, x1
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
