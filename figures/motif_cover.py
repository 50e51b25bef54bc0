"""Doors within doors, each as wide as a number: the cover, its echoes, and the key to them."""

from __future__ import annotations

from collections.abc import Iterator

from figures.doors import UNDER, Kind, person, polygon, portal
from figures.motif_drawing import Drawing, Fill, Label, printed, threshold
from figures.motif_options import Colour, Length, Page, Part, Quantity, Some, Walker


class Door(Part):
    """A door as wide as an estimate; `number` is the colour of the number on its threshold."""

    value: Quantity
    shape: Kind
    colour: Colour
    number: Colour | None = None


class Nested(Page):
    """Doors within doors, shrinking towards one point of the floor.

    scale     mm of door to a unit (a per cent, or a point of a scale)
    rise      a door's height by its width
    lean      the part of a door's width that lies left of the point
    spread    how far the light of the innermost door widens to left and right at the sheet's foot
    decimals  of the numbers on the thresholds
    people    stand from the middle of the innermost door
    """

    point: tuple[float, float]
    scale: Length
    rise: Length
    lean: float
    spread: tuple[float, float] | None = None
    decimals: int = 0
    doors: Some[Door]
    people: tuple[Walker, ...] = ()


class NestedKey(Page):
    """The same doors one below the other: x and y of the first floor, pitch, number column."""

    x: float
    y: float
    pitch: Length
    scale: Length
    rise: Length
    number_x: float
    number_points: Length
    doors: Some[Door]


def nested(options: Nested) -> Drawing:
    """Widest door first, so that each opens in the one before it whatever the survey says."""
    doors = sorted(options.doors, key=lambda door: -door.value)
    return Drawing(
        (
            *options.sheet(),
            *(_nested_door(options, door) for door in doors),
            *_light(options, doors[-1]),
            *_people(options, doors[-1]),
            *_numbers(options, doors),
        )
    )


def nested_key(options: NestedKey) -> Drawing:
    """Doors and numbers; rows give the page each floor, for the words it sets beside them."""
    marks: list[Fill | Label] = [*options.sheet()]
    rows = []
    for index, door in enumerate(options.doors):
        floor = options.y + index * options.pitch
        width = door.value * options.scale
        shape = portal(options.x, floor, width, width * options.rise, door.shape)
        marks += [Fill(door.colour, (shape,)), *_key_number(options, door, floor)]
        rows.append((f"{options.x:.2f}", f"{floor:.2f}", f"{width:.2f}", printed(door.value)))
    return Drawing(tuple(marks), ("x", "floor", "width", "percent"), tuple(rows))


def _key_number(options: NestedKey, door: Door, floor: float) -> Iterator[Label]:
    if door.number:
        yield Label(
            options.number_x,
            floor,
            printed(door.value),
            door.number,
            "margin_key",
            points=options.number_points,
        )


def _left(options: Nested, door: Door) -> float:
    return options.point[0] - options.lean * door.value * options.scale


def _nested_door(options: Nested, door: Door) -> Fill:
    width = door.value * options.scale
    shape = portal(_left(options, door), options.point[1], width, width * options.rise, door.shape)
    return Fill(door.colour, (shape,))


def _light(options: Nested, door: Door) -> Iterator[Fill]:
    """Light from the last door falls forward to the foot of the sheet."""
    if options.spread is None:
        return
    left, floor = _left(options, door), options.point[1]
    right = left + door.value * options.scale
    before, after = options.spread
    foot = options.foot
    shape = polygon((left, floor), (right, floor), (right + after, foot), (left - before, foot))
    yield Fill(door.colour, (shape,))


def _people(options: Nested, door: Door) -> Iterator[Fill]:
    middle = _left(options, door) + door.value * options.scale / 2
    for walker in options.people:
        floor = options.point[1] + walker.down
        under = UNDER if walker.colour == options.ground and not walker.down else 0
        yield Fill(walker.colour, person(middle + walker.x, floor, walker.height, under))


def _numbers(options: Nested, doors: list[Door]) -> Iterator[Label]:
    for door in doors:
        if door.number:
            left, floor = _left(options, door), options.point[1]
            yield threshold(left, floor, door.value, door.number, options.decimals)
