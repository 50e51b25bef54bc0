"""What a motif is before it is written: flat fills and small numbers, in the order painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from xml.sax.saxutils import escape

from figures.doors import Outline, number, path_data
from publication.brand import Brand
from publication.model import round_half_up

POINT = 25.4 / 72  # mm
THRESHOLD = 5.2  # baseline of a door's number below its floor


@dataclass(frozen=True)
class Fill:
    """Shapes in one flat palette colour."""

    colour: str
    shapes: tuple[Outline, ...]


@dataclass(frozen=True)
class Label:
    """Text on its baseline, in a role of the type scale; `points` overrules the role's size."""

    x: float
    y: float
    text: str
    colour: str
    role: str = "threshold"
    anchor: str = "start"
    points: float | None = None


@dataclass(frozen=True)
class Drawing:
    """Marks in the order painted, and where a page may set words of its own (header, rows)."""

    marks: tuple[Fill | Label, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def write_svg(
    marks: Iterable[Fill | Label], width: float, height: float, bleed: float, brand: Brand
) -> str:
    """SVG of exactly width x height mm; the user unit is the millimetre, (0, 0) the trim corner.

    Neighbouring fills of one colour become one path: a typeset page pays for each element.
    """
    size = f'width="{number(width)}mm" height="{number(height)}mm"'
    box = " ".join(number(value) for value in (-bleed, -bleed, width, height))
    body = "".join(_group(list(group), brand) for _, group in groupby(marks, key=_layer))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}">{body}</svg>\n'


def printed(value: float, decimals: int = 0) -> str:
    """A number as Danish readers write it: decimal comma, full stops between thousands."""
    rounded = round_half_up(Decimal(repr(value)), decimals)
    return f"{rounded:,}".translate(str.maketrans(",.", ".,"))


def threshold(x: float, floor: float, value: float, colour: str, decimals: int = 0) -> Label:
    """A door's number, standing on the threshold under its left jamb."""
    return Label(x, floor + THRESHOLD, printed(value, decimals), colour)


def _layer(mark: Fill | Label) -> tuple[str, str]:
    return type(mark).__name__, mark.colour


def _group(group: list[Fill | Label], brand: Brand) -> str:
    """Fills of one colour as one path; labels one by one."""
    fills = [mark for mark in group if isinstance(mark, Fill)]
    if fills:
        data = "".join(path_data(shape) for fill in fills for shape in fill.shapes)
        return f'<path fill="{brand[fills[0].colour]}" d="{data}"/>' if data else ""
    return "".join(_text(mark, brand) for mark in group if isinstance(mark, Label))


def _text(label: Label, brand: Brand) -> str:
    role = brand.scale[label.role]
    size = (label.points or role.size) * POINT
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return (
        f'<text x="{number(label.x)}" y="{number(label.y)}" fill="{brand[label.colour]}"'
        f' font-family="\'{brand.families[role.family]}\'" font-weight="{role.weight}"'
        f' font-size="{size:.3f}"{anchor}>{escape(label.text)}</text>'
    )
