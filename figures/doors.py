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


UNDER = 0.1  # mm below a floor of the same colour, or screens show a hairline on the threshold
KAPPA = 0.5522847498  # a Bezier curve as near a quarter circle as it comes (0.03 % off)


class Corner(NamedTuple):
    """A point of an outline, reached by a straight line, or clockwise by a quarter circle."""

    x: float
    y: float
    round: bool = False


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
            Corner(right, top + radius, True),
        ]
    else:
        head = [
            Corner(x, top + radius),
            Corner(x + radius, top, True),
            Corner(right - radius, top),
            Corner(right, top + radius, True),
        ]
    return (Corner(x, floor), *head, Corner(right, floor))


def circle(x: float, y: float, diameter: float) -> Outline:
    """A circle round its centre."""
    radius = diameter / 2
    return (
        Corner(x - radius, y, True),
        Corner(x, y - radius, True),
        Corner(x + radius, y, True),
        Corner(x, y + radius, True),
    )


def person(x: float, floor: float, height: float, under: float = 0) -> tuple[Outline, Outline]:
    """Head and body of someone standing on floor, the middle at x.

    under   how far the body reaches below the floor: see UNDER
    """
    head = circle(x, floor - height + HEAD * height / 2, HEAD * height)
    width = BODY_WIDTH * height
    body = portal(x - width / 2, floor + under, width, BODY_HEIGHT * height + under, "arch")
    return head, body


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
        return Corner(x, y), Corner(right, y), Corner(right, bottom), Corner(x, y, True)
    return Corner(x, bottom), Corner(x, y), Corner(right, bottom, True)


def turn(outline: Outline, x: float, y: float, degrees: float) -> Outline:
    """The outline turned clockwise round (x, y)."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple(
        Corner(
            x + (corner.x - x) * cos - (corner.y - y) * sin,
            y + (corner.x - x) * sin + (corner.y - y) * cos,
            corner.round,
        )
        for corner in outline
    )


def path_data(outline: Outline) -> str:
    """The outline as SVG path data, relative from its first corner, to a hundredth of a mm.

    Quarter circles are written as Bezier curves: typesetters draw long SVG arcs visibly squarish.
    """
    corners = [Corner(round(c.x, 2), round(c.y, 2), c.round) for c in outline]
    closing = [corners[0]] if corners[0].round else []
    steps = zip(corners, (*corners[1:], *closing), strict=False)
    return f"M{_pair(corners[0].x, corners[0].y)}" + "".join(_step(*step) for step in steps) + "z"


def number(value: float) -> str:
    """A length as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
    return "0" if text in ("-0", "") else text


def _step(start: Corner, end: Corner) -> str:
    """A line, or a quarter circle whose tangents meet where the square's corner would be."""
    x, y = end.x - start.x, end.y - start.y
    if end.round:
        tangents = (x + y) / 2, (y - x) / 2
        first = KAPPA * tangents[0], KAPPA * tangents[1]
        second = x + KAPPA * (tangents[0] - x), y + KAPPA * (tangents[1] - y)
        return "c" + " ".join(_pair(*point) for point in (first, second, (x, y)))
    if not x:
        return f"v{number(y)}"
    return f"l{_pair(x, y)}" if y else f"h{number(x)}"


def _pair(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
