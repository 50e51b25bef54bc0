"""What of the graphics state matters on the way to the press."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from publication.brand import Colour


@dataclass(frozen=True)
class Ink:
    """What of the graphics state matters here. Lengths in points.

    scale  the transformation's linear scale
    slit   the smaller side of the clip: what is seen through a slit is a line, however it is drawn
    """

    fill: Colour | None = None
    stroke: Colour | None = None
    fill_black: bool = False
    stroke_black: bool = False
    over: bool = False
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blending: bool = False
    scale: float = 1.0
    width: float = 1.0
    slit: float = inf

    @property
    def through(self) -> bool:
        """Whether what is painted now lets something through."""
        return min(self.fill_alpha, self.stroke_alpha) < 1 or self.blending


class Extent:
    """How far a path reaches, and how thick the thickest of its rectangles is."""

    def __init__(self) -> None:
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.thickest = 0.0

    def add(self, name: str, operands: Any) -> None:
        """Take in one operator; any shape but a rectangle counts as thick."""
        values = [float(value) for value in operands]
        if name == "re":
            x, y, width, height = values
            self.xs += [x, x + width]
            self.ys += [y, y + height]
            self.thickest = max(self.thickest, min(abs(width), abs(height)))
        elif values:
            self.xs += values[::2]
            self.ys += values[1::2]
            self.thickest = inf

    @property
    def side(self) -> float:
        """The smaller side of the box around the path."""
        if not self.xs:
            return 0.0
        return min(max(self.xs) - min(self.xs), max(self.ys) - min(self.ys))
