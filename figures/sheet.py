"""The drawing surface of every chart: a matplotlib figure measured in mm from its head."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from figures.doors import KAPPA, Corner, Kind, portal
from figures.lean import LeanRenderer
from figures.text import MM_PER_POINT, SMALLEST, Faces, Font
from publication.brand import Brand
from publication.errors import FigureError
from publication.model import Problem

MM_PER_INCH = 25.4


class Sheet:
    """An empty picture of width x height mm; x to the right, y downwards, lines in points."""

    def __init__(self, width: float, height: float, brand: Brand, faces: Faces) -> None:
        self.width, self.height = width, height
        self.brand, self.faces = brand, faces
        size = (width / MM_PER_INCH, height / MM_PER_INCH)
        self.figure = Figure(figsize=size, dpi=72, frameon=False)
        millimetres = Affine2D().scale(1 / MM_PER_INCH, -1 / MM_PER_INCH).translate(0, size[1])
        self.transform = millimetres + self.figure.dpi_scale_trans

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        edge: str | None = None,
        line: float = 0,
        name: str = "",
    ) -> None:
        """A rectangle; its keyline lies inside, so that it never eats the gap beside it."""
        inset = line * MM_PER_POINT / 2 if edge else 0
        corner = (x + inset, y + inset)
        size = (max(0.01, width - 2 * inset), height - 2 * inset)
        self.add(Rectangle(corner, *size), fill, edge, line, name)

    def line(self, colour: str, width: float, *strokes: Sequence[tuple[float, float]]) -> None:
        """Strokes through points, one shape together; width in points."""
        parts = [Outline(stroke) for stroke in strokes]
        self.add(PathPatch(Outline.make_compound_path(*parts)), None, colour, width, "")

    def door(
        self, x: float, floor: float, width: float, height: float, shape: Kind, fill: str, name: str
    ) -> None:
        """A door standing on its floor: the key to a kind of organisation beside its colour."""
        corners = portal(x, floor, width, height, shape)
        self.add(PathPatch(outline(corners)), fill, None, 0, name)

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        font: Font,
        colour: str,
        anchor: str = "left",
    ) -> None:
        """One line of text; anchor is left, center or right."""
        if font.size < SMALLEST:
            message = f"text of {font.size} pt is under {SMALLEST} pt: {words}"
            raise FigureError([Problem(message)])
        properties = FontProperties(fname=self.faces.file(font), size=font.size)
        artist = Text(
            x,
            baseline,
            words,
            color=colour,
            ha=anchor,
            va="baseline",
            fontproperties=properties,
            parse_math=False,
            transform=self.transform,
        )
        self.figure.add_artist(artist)

    def add(self, patch: Any, fill: str | None, edge: str | None, line: float, name: str) -> None:
        """Any shape in mm; line in points."""
        patch.set(
            facecolor=fill or "none",
            edgecolor=edge or "none",
            linewidth=line if edge else 0,
            joinstyle="miter",
            capstyle="butt",
            transform=self.transform,
            gid=name or None,
        )
        self.figure.add_artist(patch)

    def svg(self) -> str:
        """The picture as lean SVG; FigureError where a colour is not the brand's."""
        renderer = LeanRenderer(self.width, self.height, self.brand, self.faces)
        self.figure.draw(renderer)
        return renderer.svg()

    def painted(self, pixels: int, ground: str) -> Image.Image:
        """The picture in RGB, `pixels` wide; the same colours whenever it is painted."""
        self.figure.set(dpi=pixels / (self.width / MM_PER_INCH), frameon=True, facecolor=ground)
        with rc_context({"text.hinting": "none", "path.snap": False}):
            canvas = FigureCanvasAgg(self.figure)
            canvas.draw()
        size = canvas.get_width_height()
        return Image.frombuffer("RGBA", size, canvas.buffer_rgba()).convert("RGB")


def outline(corners: Sequence[Corner]) -> Any:
    """A closed outline of corners as matplotlib draws it.

    A round corner is reached by a quarter circle clockwise, whose tangents meet where the corner
    of its square would be.
    """
    points: list[tuple[float, float]] = [(corners[0].x, corners[0].y)]
    codes = [Outline.MOVETO]
    for corner in corners[1:]:
        (x, y), end = points[-1], (corner.x, corner.y)
        if corner.round:
            across, down = end[0] - x, end[1] - y
            meet = x + (across + down) / 2, y + (down - across) / 2
            points += [_towards((x, y), meet), _towards(end, meet), end]
            codes += [Outline.CURVE4] * 3
        else:
            points.append(end)
            codes.append(Outline.LINETO)
    return Outline([*points, points[0]], [*codes, Outline.CLOSEPOLY])


def _towards(point: tuple[float, float], tangent: tuple[float, float]) -> tuple[float, float]:
    """A handle of the Bezier curve that comes nearest to a quarter circle."""
    (x, y), (across, down) = point, tangent
    return x + KAPPA * (across - x), y + KAPPA * (down - y)
