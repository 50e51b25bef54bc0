"""Bands at the head of the cases: something counted in each case, drawn as doors and people."""

from __future__ import annotations

from collections.abc import Sequence

from figures.doors import Kind, Outline, circle, person, portal
from figures.motif_drawing import Drawing, Fill
from figures.motif_options import Colour, Length, Options, Quantity


def spread(count: int, width: float, size: float) -> list[float]:
    """Left edges of `count` things of one size, flush with both ends of the width."""
    if count == 1:
        return [0.0]
    return [index * (width - size) / (count - 1) for index in range(count)]


def whole(value: float) -> int:
    """A fact that counts things, half rounded up."""
    return int(value + 0.5)


def shared(total: int, parts: int) -> list[int]:
    """A total dealt out to parts as evenly as it goes, the first ones taking what is left over."""
    each, rest = divmod(total, parts)
    return [each + (index < rest) for index in range(parts)]


class Towns(Options):
    """A door to each town and under it a dot to each place reached from there; one is followed.

    places    all together, dealt out evenly
    followed  the town the text follows, counted from 1
    """

    towns: Quantity
    places: Quantity
    followed: int
    shape: Kind
    door: tuple[float, float]
    person: Length
    dot: Length
    columns: int
    first_row: float
    pitch: Length
    colour: Colour
    followed_colour: Colour
    light: Colour


def towns(options: Towns) -> Drawing:
    """Doors flush with both ends of the band; the dots of a town fill the width of its door."""
    count = whole(options.towns)
    width, height = options.door
    lefts = spread(count, options.width, width)
    dealt = shared(whole(options.places), count)
    shapes: list[tuple[Outline, ...]] = [
        (
            portal(left, height, width, height, options.shape),
            *_dots(options, left, number),
        )
        for left, number in zip(lefts, dealt, strict=True)
    ]
    followed = shapes.pop(options.followed - 1) if options.followed <= count else ()
    people = [person(left + width / 2, height, options.person) for left in lefts]
    return Drawing(
        (
            Fill(options.colour, _together(shapes)),
            Fill(options.followed_colour, followed),
            Fill(options.light, _together(people)),
        )
    )


def _dots(options: Towns, left: float, count: int) -> Sequence[Outline]:
    columns = spread(options.columns, options.door[0], options.dot)
    return [
        circle(
            left + columns[index % options.columns] + options.dot / 2,
            options.first_row + index // options.columns * options.pitch,
            options.dot,
        )
        for index in range(count)
    ]


def _together(groups: Sequence[Sequence[Outline]]) -> tuple[Outline, ...]:
    return tuple(shape for group in groups for shape in group)
