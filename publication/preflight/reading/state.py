"""The graphics state of a page while its content is read."""

from __future__ import annotations

from copy import copy
from typing import Any

from publication.preflight.reading.geometry import EVERYWHERE, IDENTITY, Box, Matrix, common
from publication.preflight.reading.marks import BLACK, Paint
from publication.preflight.reading.spaces import Space
from publication.preflight.reading.typefaces import Typeface

GREY = Space("DeviceGray")


class State:
    """What `q` saves and `Q` brings back, text parameters included."""

    __slots__ = (
        "blend",
        "char_space",
        "clip",
        "fill",
        "fill_alpha",
        "fill_over",
        "fill_space",
        "font",
        "horizontal",
        "leading",
        "matrix",
        "mode",
        "opm",
        "rise",
        "size",
        "stroke",
        "stroke_alpha",
        "stroke_over",
        "stroke_space",
        "width",
        "word_space",
    )

    def __init__(self, matrix: Matrix = IDENTITY, clip: Box = EVERYWHERE) -> None:
        self.matrix = matrix
        self.clip: Box | None = clip
        self.fill: Paint = BLACK
        self.stroke: Paint = BLACK
        self.fill_space = self.stroke_space = GREY
        self.fill_alpha = self.stroke_alpha = 1.0
        self.fill_over = self.stroke_over = False
        self.opm = 0
        self.blend = False
        self.width = 1.0
        self.font: Typeface | None = None
        self.size = self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.horizontal = 1.0
        self.mode = 0

    def saved(self) -> State:
        return copy(self)

    def cut(self, box: Box) -> None:
        """Clip to a box, seen from the page."""
        self.clip = common(self.clip, box) if self.clip else None

    def alpha(self, stroking: bool) -> float:
        return self.stroke_alpha if stroking else self.fill_alpha

    def over(self, stroking: bool) -> bool:
        return self.stroke_over if stroking else self.fill_over

    def paint(self, stroking: bool) -> Paint:
        return self.stroke if stroking else self.fill

    def choose(self, stroking: bool, space: Space, paint: Paint) -> None:
        """Set colour space and colour."""
        if stroking:
            self.stroke_space, self.stroke = space, paint
        else:
            self.fill_space, self.fill = space, paint

    def apply(self, parameters: Any) -> None:
        """Take over a graphics state dictionary, soft mask and font excepted."""
        self.fill_alpha = float(parameters.get("/ca", self.fill_alpha))
        self.stroke_alpha = float(parameters.get("/CA", self.stroke_alpha))
        self.width = float(parameters.get("/LW", self.width))
        self.opm = int(parameters.get("/OPM", self.opm))
        if "/OP" in parameters:
            self.stroke_over = bool(parameters.OP)
            self.fill_over = bool(parameters.get("/op", parameters.OP))
        elif "/op" in parameters:
            self.fill_over = bool(parameters.op)
