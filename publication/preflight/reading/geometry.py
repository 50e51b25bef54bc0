"""Matrices and boxes of a page, in points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Any

from publication.message import Message, said

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

PT = 72 / 25.4
"""Points in a millimetre."""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def then(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """The linear scale of a matrix: the root of how it enlarges areas."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def height_scale(matrix: Matrix) -> float:
    """How long the unit of the vertical axis becomes: the scale of type."""
    return hypot(matrix[2], matrix[3])


def width_scale(matrix: Matrix) -> float:
    """How long the unit of the horizontal axis becomes."""
    return hypot(matrix[0], matrix[1])


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box that holds the points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def moved(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The box around a rectangle after the matrix."""
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    return around(at(matrix, x, y) for x, y in corners)


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share, or None."""
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def within(inner: Box, outer: Box, tolerance: float = 0.01) -> bool:
    """Whether one box lies in the other, a hundredth of a point not counted."""
    return (
        inner[0] >= outer[0] - tolerance
        and inner[1] >= outer[1] - tolerance
        and inner[2] <= outer[2] + tolerance
        and inner[3] <= outer[3] + tolerance
    )


def as_box(values: Any) -> Box:
    """A PDF rectangle with its corners in order."""
    left, bottom, right, top = (float(value) for value in values)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def as_matrix(values: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def size_mm(box: Box) -> tuple[float, float]:
    """Width and height in mm."""
    return (box[2] - box[0]) / PT, (box[3] - box[1]) / PT


def place(box: Box, trim: Box) -> Message:
    """Where on the page, as one measures with a ruler: mm from the trim's upper left corner."""
    left, top = (box[0] - trim[0]) / PT, (trim[3] - box[3]) / PT
    return said("{left:.0f} mm from the left, {top:.0f} from the top", left=left, top=top)
