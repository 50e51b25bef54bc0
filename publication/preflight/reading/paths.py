"""Paths: lines, rectangles and shapes, known by their boxes."""

from __future__ import annotations

from typing import Any

from publication.preflight.reading.desk import Desk
from publication.preflight.reading.geometry import Box, around, as_box, at, common, moved, scale_of

THIN = 3.0
"""Filled rectangles no thicker than this (points) are kept as bars: they are rules of a table."""


class Paths(Desk):
    """The operators that build and paint paths."""

    def _point(self, x: float, y: float) -> None:
        self.points.append(at(self.state.matrix, x, y))

    def start(self, operands: Any) -> None:
        """Where a part of the path begins: it only counts once something is drawn from it."""
        self.begun = at(self.state.matrix, float(operands[0]), float(operands[1]))

    def segment(self, operands: Any) -> None:
        values = [float(value) for value in operands]
        if self.begun:
            self.points.append(self.begun)
            self.begun = None
        for x, y in zip(values[::2], values[1::2], strict=False):
            self._point(x, y)
        self.only_rectangles = False

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(value) for value in operands)
        box = moved(self.state.matrix, *as_box((x, y, x + width, y + height)))
        self.rectangles.append(box)
        self.points += [box[:2], box[2:]]

    def clip(self, _: Any) -> None:
        self.clipping = True

    def finish_path(self, fills: bool, strokes: bool, even_odd: bool) -> None:
        """Paint the path that was built, then clip to it if asked."""
        if self.points:
            box = around(self.points)
            if fills:
                self._fill(box, even_odd)
            if strokes:
                width = self.state.width * scale_of(self.state.matrix)
                grown = (box[0] - width / 2, box[1] - width / 2)
                whole = (*grown, box[2] + width / 2, box[3] + width / 2)
                self._mark("stroke", whole, self.state.stroke, stroking=True, size=width)
            if self.clipping:
                self.state.cut(box)
        self.points, self.rectangles, self.begun = [], [], None
        self.only_rectangles, self.clipping = True, False

    def _fill(self, box: Box, even_odd: bool) -> None:
        """Rectangles are measured one by one; other shapes, and frames, as a whole."""
        alone = self.only_rectangles and not (even_odd and len(self.rectangles) > 1)
        for part in self.rectangles if alone else [box]:
            seen = common(part, self.state.clip) if self.state.clip else None
            if seen is None:
                continue
            thickness = min(seen[2] - seen[0], seen[3] - seen[1])
            kind = "bar" if thickness <= THIN and self.only_rectangles else "fill"
            self._mark(kind, part, self.state.fill, stroking=False, size=thickness)
