"""The cover: doors within doors, each as wide as a share, and the key to them on the back."""

from __future__ import annotations

from collections.abc import Iterator

from figures.doors import Kind, person, polygon, portal
from figures.motif_drawing import Drawing, Fill, Label, printed, threshold
from figures.motif_options import Colour, Length, Page, Part, Share, Some, Walker


class Door(Part):
    """A door as wide as a share; `number` is the colour of the number on its threshold."""

    share: Share
    shape: Kind
    colour: Colour
    number: Colour


class Nested(Page):
    """Doors within doors, shrinking towards one point of the floor.

    scale   mm of door to a per cent; rise is a door's height by its width
    lean    the part of a door's width that lies left of the point
    spread  how far the light of the innermost door widens to left and right at the sheet's foot
    people  stand from the middle of the innermost door
    """

    point: tuple[float, float]
    scale: Length
    rise: Length
    lean: float
    spread: tuple[float, float]
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
    doors = sorted(options.doors, key=lambda door: -door.share)
    marks: list[Fill | Label] = [options.sheet()]
    marks += [_nested_door(options, door) for door in doors]
    marks += [_light(options, doors[-1]), *_people(options, doors[-1])]
    marks += [
        threshold(_left(options, door), options.point[1], door.share, door.number) for door in doors
    ]
    return Drawing(tuple(marks))


def nested_key(options: NestedKey) -> Drawing:
    """Doors and numbers; rows give the page each floor, for the words it sets beside them."""
    marks: list[Fill | Label] = [options.sheet()]
    rows = []
    for index, door in enumerate(options.doors):
        floor = options.y + index * options.pitch
        width = door.share * options.scale
        shape = portal(options.x, floor, width, width * options.rise, door.shape)
        marks.append(Fill(door.colour, (shape,)))
        marks.append(_key_number(options, door, floor))
        rows.append((f"{options.x:.2f}", f"{floor:.2f}", f"{width:.2f}", printed(door.share)))
    return Drawing(tuple(marks), ("x", "floor", "width", "percent"), tuple(rows))


def _key_number(options: NestedKey, door: Door, floor: float) -> Label:
    text = printed(door.share)
    return Label(
        options.number_x, floor, text, door.number, "margin_key", points=options.number_points
    )


def _left(options: Nested, door: Door) -> float:
    return options.point[0] - options.lean * door.share * options.scale


def _nested_door(options: Nested, door: Door) -> Fill:
    width = door.share * options.scale
    left, floor = _left(options, door), options.point[1]
    return Fill(door.colour, (portal(left, floor, width, width * options.rise, door.shape),))


def _light(options: Nested, door: Door) -> Fill:
    """Light from the last door falls forward to the foot of the sheet."""
    floor, foot = options.point[1], options.foot
    left = _left(options, door)
    right = left + door.share * options.scale
    before, after = options.spread
    shape = polygon((left, floor), (right, floor), (right + after, foot), (left - before, foot))
    return Fill(door.colour, (shape,))


def _people(options: Nested, door: Door) -> Iterator[Fill]:
    middle = _left(options, door) + door.share * options.scale / 2
    for walker in options.people:
        floor = options.point[1] + walker.down
        yield Fill(walker.colour, person(middle + walker.x, floor, walker.height))
