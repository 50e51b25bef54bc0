"""What every chart draws with: brand, lettering, the page's width, and marks of certainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.cells import Cells
from figures.palette import series
from figures.text import Faces, Font, Lettering
from publication.brand import Brand
from publication.model import Column, Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

MODULE = 5.0  # heights are multiples of the baseline grid (mm)
HAIR = 0.3
CERTAINTY = 0.5  # points
SERIF = 0.55  # half height of the end strokes of an interval, mm


@dataclass(frozen=True)
class Picture:
    """The means of drawing, the same for all charts of a title. Width in mm."""

    width: float
    brand: Brand
    faces: Faces
    type: Lettering

    @property
    def ink(self) -> str:
        return self.brand["k"]

    @property
    def grey(self) -> str:
        """Grey that small print may have."""
        return self.brand["k70"]

    @property
    def page(self) -> str:
        return self.brand["papir"]

    def sheet(self, height: float) -> Sheet:
        """An empty sheet, its height rounded up to the page's grid.

        Here matplotlib is first needed, and first imported: a build whose figures all stand in
        the cache does without it.
        """
        from figures.sheet import Sheet

        steps = math.ceil(round(height / MODULE, 6))
        return Sheet(self.width, steps * MODULE, self.brand, self.faces)

    def doors(self, cells: Cells) -> bool:
        """Whether rows carry the door of their kind: where kinds of organisation are compared."""
        return len({row.series for row in cells.rows}) > 1

    def value(
        self, sheet: Sheet, x: float, middle: float, words: str, font: Font, colour: str
    ) -> float:
        """A number behind its mark, on a piece of page that stops grid lines; returns its end."""
        width, cap = self.faces.width(words, font), self.faces.cap_height(font)
        baseline = middle + cap / 2
        sheet.rect(x - 0.5, middle - cap / 2 - 0.5, width + 1, cap + 1, self.page)
        sheet.text(x, baseline, words, font, colour)
        return x + width

    def underline(
        self, sheet: Sheet, cells: Cells, row: Row, column: Column, bar_foot: float
    ) -> None:
        """The interval of a share as a thin line under its bar, from low to high."""
        estimate = cells[row, column]
        if estimate.low is None or estimate.high is None:
            return
        colour = series(self.brand, row.series).full
        y = bar_foot + 1.25
        low, high = self.width * estimate.low, self.width * estimate.high
        self.whisker(sheet, low, high, y, colour)

    def whisker(self, sheet: Sheet, low: float, high: float, y: float, colour: str) -> None:
        """An interval as a line with short end strokes."""
        ends = ([(end, y - SERIF), (end, y + SERIF)] for end in (low, high))
        sheet.line(colour, CERTAINTY, [(low, y), (high, y)], *ends)
