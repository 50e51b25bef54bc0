"""A matplotlib renderer that writes lean SVG: millimetres, real text, palette colours only.

matplotlib's own SVG backend writes clip paths, style blocks and points; a figure of ours is a dozen
kinds of marks, and its file is read by people (the press) and rewritten by programs (print
finishing), so one mark is one short element that carries the name of its estimate.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path as Outline

from figures.text import MM_PER_POINT, Faces
from publication.brand import Brand
from publication.errors import FigureError
from publication.model import Problem

POINTS_PER_INCH = 72
ANCHORS = {"left": "", "center": "middle", "right": "end"}
LETTERS = {
    int(Outline.MOVETO): "M",
    int(Outline.LINETO): "L",
    int(Outline.CURVE3): "Q",
    int(Outline.CURVE4): "C",
    int(Outline.CLOSEPOLY): "Z",
}


class LeanRenderer(RendererBase):
    """Collects SVG elements while a figure of 72 dpi draws itself."""

    def __init__(self, width: float, height: float, brand: Brand, faces: Faces) -> None:
        """Width and height in mm."""
        super().__init__()
        self.width, self.height = width, height
        self.faces = faces
        self.palette = {colour.hex for colour in brand.colours.values()}
        self.elements: list[str] = []
        self.names: list[str] = []

    def svg(self) -> str:
        """The whole picture as an SVG of exactly width x height mm."""
        size = f'width="{_mm(self.width)}mm" height="{_mm(self.height)}mm"'
        box = f'viewBox="0 0 {_mm(self.width)} {_mm(self.height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}>'
        return "\n".join([head, *self.elements, "</svg>"]) + "\n"

    # -------------------------------------------------------------- what matplotlib asks for

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width / MM_PER_POINT, self.height / MM_PER_POINT

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def flipy(self) -> bool:
        return True

    def get_text_width_height_descent(
        self, s: str, prop: Any, ismath: Any
    ) -> tuple[float, float, float]:
        size = float(prop.get_size_in_points())
        font = self.faces.font(self._file(prop), size)
        return self.faces.width(s, font) / MM_PER_POINT, size, size / 4

    def open_group(self, s: str, gid: str | None = None) -> None:
        self.names.append(gid or "")

    def close_group(self, s: str) -> None:
        self.names.pop()

    def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
        paint = self._paint(gc, rgbFace)
        if paint:
            self.elements.append(f"<{self._shape(path, transform)}{self._name()}{paint}/>")

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """A line of text at its own anchor point, so that the typesetter's widths decide."""
        across, up = mtext.get_transform().transform(mtext.get_position())
        place = f'x="{_mm(across * MM_PER_POINT)}" y="{_mm(self._down(up))}"'
        anchor = ANCHORS[mtext.get_horizontalalignment()]
        anchored = f' text-anchor="{anchor}"' if anchor else ""
        fill = self._colour(gc.get_rgb())
        font = self._font(prop)
        self.elements.append(
            f'<text {place}{anchored}{self._name()} {font} fill="{fill}">{escape(s)}</text>'
        )

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        raise FigureError([Problem("a figure holds no raster pictures")])

    # -------------------------------------------------------------- how it is written

    def _name(self) -> str:
        name = next((name for name in reversed(self.names) if name), "")
        return f" id={quoteattr(name)}" if name else ""

    def _down(self, up: float) -> float:
        """matplotlib counts points from the foot, SVG millimetres from the head."""
        return self.height - up * MM_PER_POINT

    def _paint(self, gc: Any, face: Any) -> str:
        line = gc.get_linewidth()
        stroke = self._colour(gc.get_rgb()) if line else ""
        fill = self._colour(face) if face is not None and len(face) and _seen(face) else ""
        if not (stroke or fill):
            return ""
        edge = f' stroke="{stroke}" stroke-width="{line * MM_PER_POINT:.3f}"' if stroke else ""
        return f' fill="{fill or "none"}"{edge}'

    def _colour(self, rgba: Any) -> str:
        """The colour in hex; FigureError where the palette does not have it."""
        value = "#" + "".join(f"{round(255 * part):02x}" for part in rgba[:3])
        if value not in self.palette or (len(rgba) > 3 and rgba[3] != 1):
            raise FigureError(
                [Problem(f"colour {value} is not in the palette", hint="see styles/brand.toml")]
            )
        return value

    def _font(self, prop: Any) -> str:
        size = float(prop.get_size_in_points())
        font = self.faces.font(self._file(prop), size)
        weight = f' font-weight="{font.weight}"' if font.weight != 400 else ""
        slant = ' font-style="italic"' if font.italic else ""
        # quoted: a CSS name may not begin with a digit, and browsers read this one as CSS
        return f'font-family="\'{font.family}\'" font-size="{font.mm:.3f}"{weight}{slant}'

    def _file(self, prop: Any) -> Any:
        files = {str(path): path for path in self.faces.files.values()}
        return files[str(prop.get_file())]

    def _shape(self, path: Any, transform: Any) -> str:
        steps = [
            (code, [(x * MM_PER_POINT, self._down(y)) for x, y in points.reshape(-1, 2)])
            for points, code in path.iter_segments(transform, simplify=False)
        ]
        box = _rectangle(steps)
        if box:
            x, y, width, height = (_mm(value) for value in box)
            return f'rect x="{x}" y="{y}" width="{width}" height="{height}"'
        return f'path d="{"".join(_commands(steps))}"'


def _seen(face: Any) -> bool:
    return len(face) < 4 or face[3] > 0


def _mm(value: float) -> str:
    """Hundredths of a millimetre: finer than any press, and no minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _commands(steps: list[tuple[int, list[tuple[float, float]]]]) -> Iterator[str]:
    for code, points in steps:
        numbers = " ".join(f"{_mm(x)} {_mm(y)}" for x, y in points)
        yield LETTERS[int(code)] + ("" if code == Outline.CLOSEPOLY else numbers)


def _rectangle(
    steps: list[tuple[int, list[tuple[float, float]]]],
) -> tuple[float, float, float, float] | None:
    """x, y, width, height where the path is an upright rectangle."""
    if [code for code, _ in steps] != [1, 2, 2, 2, 79]:
        return None
    corners = [points[0] for _, points in steps[:4]]
    xs, ys = sorted({round(x, 4) for x, _ in corners}), sorted({round(y, 4) for _, y in corners})
    if len(xs) != 2 or len(ys) != 2:
        return None
    return xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]
