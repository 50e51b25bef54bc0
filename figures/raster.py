"""Pictures of ours as pixels: reads the lean SVG back and lets matplotlib paint it."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from PIL import Image

from figures.sheet import Sheet
from figures.text import MM_PER_POINT, Faces, Font
from publication.brand import Brand
from publication.errors import FigureError
from publication.model import Problem

COLOURS = 128
ANCHORS = {"": "left", "start": "left", "middle": "center", "end": "right"}


def png_of(svg: str, brand: Brand, faces: Faces, pixels: int) -> bytes:
    """A PNG `pixels` wide of an SVG that figures/ wrote (viewBox in mm).

    Saved with 128 colours: the few flat ones stay exact, only edges are rounded, and the file is a
    third as large.
    """
    root = ElementTree.fromstring(svg)
    _, _, width, height = (float(number) for number in root.get("viewBox", "").split())
    sheet = Sheet(width, height, brand, faces)
    _paint(root, sheet, 0, 0)
    file = io.BytesIO()
    picture = sheet.painted(pixels, brand["papir"])
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "png")
    return file.getvalue()


def _paint(element: ElementTree.Element, sheet: Sheet, x: float, y: float) -> None:
    """Paint an element and what is in it, moved by x and y mm."""
    tag = element.tag.rpartition("}")[2]
    if tag in ("svg", "g"):
        across, down = _moved(element)
        for child in element:
            _paint(child, sheet, x + across, y + down)
    elif tag == "rect":
        left, top, width, height = _numbers(element, "x", "y", "width", "height")
        _add(element, sheet, Rectangle((left + x, top + y), width, height))
    elif tag == "path":
        pen = _OutlinePen(x, y)
        parse_path(element.get("d", ""), pen)
        _add(element, sheet, PathPatch(pen.outline()))
    elif tag == "text":
        _write(element, sheet, x, y)
    elif tag not in ("title", "desc", "style"):
        raise FigureError([Problem(f"a picture holds <{tag}>, which is not painted")])


def _moved(element: ElementTree.Element) -> tuple[float, float]:
    found = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _numbers(element: ElementTree.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(element.get(name, "0")) for name in names)


def _add(element: ElementTree.Element, sheet: Sheet, patch: Any) -> None:
    fill, edge = (
        None if colour == "none" else colour
        for colour in (element.get("fill", "#000000"), element.get("stroke", "none"))
    )
    line = float(element.get("stroke-width", "0")) / MM_PER_POINT
    sheet.add(patch, fill, edge, line, "")


def _write(element: ElementTree.Element, sheet: Sheet, x: float, y: float) -> None:
    left, baseline, size = _numbers(element, "x", "y", "font-size")
    font = Font(
        round(size / MM_PER_POINT, 2),
        int(element.get("font-weight", "400")),
        element.get("font-style") == "italic",
        element.get("font-family", "").partition(",")[0].strip("'"),
    )
    words = "".join(element.itertext())
    anchor = ANCHORS[element.get("text-anchor", "")]
    sheet.text(left + x, baseline + y, words, font, element.get("fill", "#000000"), anchor)


class _OutlinePen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Gathers the drawing orders of an SVG path as a matplotlib path."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__(None)
        self.offset = (x, y)
        self.points: list[tuple[float, float]] = []
        self.codes: list[Any] = []

    def outline(self) -> Any:
        return Outline(self.points, self.codes)

    def _put(self, code: Any, *points: tuple[float, float]) -> None:
        x, y = self.offset
        self.points += [(across + x, down + y) for across, down in points]
        self.codes += [code] * len(points)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._put(Outline.MOVETO, pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._put(Outline.LINETO, pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._put(Outline.CURVE4, *points)

    def _closePath(self) -> None:  # noqa: N802
        self._put(Outline.CLOSEPOLY, (0, 0))
