"""Doors and people: the shapes that every picture of the publication is built from.

A square door is a social service (tilbud), a round-arched one an association (forening), a half
round one both together. Lengths are millimetres; x grows to the right and y downwards, as on the
page. `floor` is the y a shape stands on: shapes rise from their floor and stay upright.

An outline is a closed line of corners, clockwise. Shapes are data until they are written as SVG,
so that a test can check a corner by hand and a chart can use the same door as its key.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

Kind = Literal["square", "arch", "half"]

HEAD = 0.31  # diameter of a head, of the person's height
BODY_WIDTH = 0.44
BODY_HEIGHT = 0.64


class Corner(NamedTuple):
    """A point of an outline; `radius` > 0 reaches it by an arc of at most half a circle."""

    x: float
    y: float
    radius: float = 0


Outline = tuple[Corner, ...]


def portal(x: float, floor: float, width: float, height: float, kind: Kind) -> Outline:
    """A door with its left jamb at x, standing on floor.

    "square" is a rectangle; "arch" a rectangle under a semicircle of radius width / 2; "half" has
    a square left corner and a right one rounded by the same radius. In a door lower than its
    radius the radius is the height.
    """
    right, top = x + width, floor - height
    radius = min(width / 2, height)
    if kind == "square":
        head = [Corner(x, top), Corner(right, top)]
    elif kind == "half":
        head = [
            Corner(x, top),
            Corner(right - radius, top),
            Corner(right, top + radius, radius),
        ]
    else:
        head = [
            Corner(x, top + radius),
            Corner(x + radius, top, radius),
            Corner(right - radius, top),
            Corner(right, top + radius, radius),
        ]
    return (Corner(x, floor), *head, Corner(right, floor))


def circle(x: float, y: float, diameter: float) -> Outline:
    """A circle round its centre."""
    radius = diameter / 2
    return Corner(x - radius, y, radius), Corner(x + radius, y, radius)


def person(x: float, floor: float, height: float) -> tuple[Outline, Outline]:
    """Head and body of someone standing on floor, the middle at x."""
    head = circle(x, floor - height + HEAD * height / 2, HEAD * height)
    width = BODY_WIDTH * height
    return head, portal(x - width / 2, floor, width, BODY_HEIGHT * height, "arch")


def rectangle(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle by its upper left corner."""
    return portal(x, y + height, width, height, "square")


def polygon(*points: tuple[float, float]) -> Outline:
    """Straight lines through the points, clockwise."""
    return tuple(Corner(x, y) for x, y in points)


def quarter(x: float, y: float, side: float, turned: bool = False) -> Outline:
    """A quarter circle filling a square tile; its centre is the lower left corner.

    turned   by half a turn: the centre is the upper right corner
    """
    right, bottom = x + side, y + side
    if turned:
        return Corner(x, y), Corner(right, y), Corner(right, bottom), Corner(x, y, side)
    return Corner(x, bottom), Corner(x, y), Corner(right, bottom, side)


def turn(outline: Outline, x: float, y: float, degrees: float) -> Outline:
    """The outline turned clockwise round (x, y)."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple(
        Corner(
            x + (corner.x - x) * cos - (corner.y - y) * sin,
            y + (corner.x - x) * sin + (corner.y - y) * cos,
            corner.radius,
        )
        for corner in outline
    )


def path_data(outline: Outline) -> str:
    """The outline as SVG path data, to a hundredth of a millimetre."""
    start, *rest = outline
    steps = [f"M{number(start.x)} {number(start.y)}"]
    steps += [_step(corner) for corner in rest]
    if start.radius:
        steps.append(_step(start))
    return "".join(steps) + "Z"


def number(value: float) -> str:
    """A length as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _step(corner: Corner) -> str:
    x, y = number(corner.x), number(corner.y)
    if not corner.radius:
        return f"L{x} {y}"
    radius = number(corner.radius)
    return f"A{radius} {radius} 0 0 1 {x} {y}"
