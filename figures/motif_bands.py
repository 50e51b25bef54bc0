"""Bands at the head of the cases: something counted in each case, drawn as doors and people.

A band is made of blocks; a block is a number of equal doors, dots or people in even rows. Its
levels mark the first so many of them, each level over the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple

from figures.doors import UNDER, Kind, Outline, circle, person, portal
from figures.motif_counting import dealt, spread, whole
from figures.motif_drawing import Drawing, Fill
from figures.motif_options import Colour, Count, Length, Page, Part, Quantity, Some


class Level(Part):
    """The first `count` of a block: their colours by turns (none: no door), and who stands there.

    last   counts the level from the end instead
    """

    count: Quantity
    colours: tuple[Colour, ...] = ()
    person: Colour | None = None
    last: bool = False


class Block(Part):
    """Equal doors in rows, flush with both ends of the block.

    x, floor, span  left edge, floor of the first row, width
    size            width and height of a door; shapes go by turns
    rows, pitch     how many rows, and from floor to floor
    person          height of whoever stands in a door; the row's height where there is no door
    each            how many of what is counted one door stands for
    """

    x: float = 0
    floor: float
    span: Length
    size: tuple[Length, Length]
    shapes: Some[Kind] = ("square",)
    rows: Count = 1
    pitch: float = 0
    person: float = 0
    each: Length = 1
    levels: Some[Level]


class Band(Page):
    """Blocks side by side or one under the other."""

    blocks: Some[Block]


class Towns(Page):
    """A door to each town and under it a dot to each place reached from there; one is followed.

    places     all together, dealt out evenly
    followed   the town the text follows, counted from 1
    inset      how far the dots keep inside their door's width
    """

    towns: Quantity
    places: Quantity
    followed: Count
    shape: Kind
    door: tuple[Length, Length]
    person: Length
    dot: Length
    columns: Count
    inset: float
    first_row: float
    pitch: Length
    colour: Colour
    followed_colour: Colour
    light: Colour


class Spot(NamedTuple):
    """The place of one thing in a block, and what is painted there."""

    x: float
    floor: float
    colour: str | None
    shape: Kind
    person: str | None


def band(options: Band) -> Drawing:
    """All doors of the band first, then the people, one fill to a colour."""
    doors: defaultdict[str, list[Outline]] = defaultdict(list)
    people: defaultdict[str, list[Outline]] = defaultdict(list)
    for block in options.blocks:
        for spot in spots(block):
            if spot.colour:
                doors[spot.colour].append(portal(spot.x, spot.floor, *block.size, spot.shape))
            if spot.person:
                people[spot.person] += _someone(block, spot)
    fills = (
        Fill(colour, tuple(shapes)) for layer in (doors, people) for colour, shapes in layer.items()
    )
    return Drawing((*options.sheet(), *fills))


def _someone(block: Block, spot: Spot) -> tuple[Outline, Outline]:
    """In the middle of a door; without a door, as tall as the row."""
    middle = spot.x + block.size[0] / 2
    if spot.colour:
        return person(middle, spot.floor, block.person, UNDER)
    return person(middle, spot.floor, block.person or block.size[1])


def spots(block: Block) -> Iterator[Spot]:
    counts = [whole(level.count / block.each) for level in block.levels]
    total = max(counts)
    columns = spread(-(-total // block.rows), block.span, block.size[0])
    colours: list[str | None] = [None] * total
    people: list[str | None] = [None] * total
    for level, count in zip(block.levels, counts, strict=True):
        places = range(total - count, total) if level.last else range(count)
        for index, colour in zip(places, cycle(level.colours or (None,)), strict=False):
            colours[index] = colour or colours[index]
            people[index] = level.person
    shapes = islice(cycle(block.shapes), total)
    for index, shape in enumerate(shapes):
        row, column = divmod(index, len(columns))
        x, floor = block.x + columns[column], block.floor + row * block.pitch
        yield Spot(x, floor, colours[index], shape, people[index])


def towns(options: Towns) -> Drawing:
    """Doors flush with both ends of the band; a town's dots stand under its door."""
    count = whole(options.towns)
    if options.followed > count:
        raise ValueError(f"town {options.followed} is followed, but there are {count}")
    width, height = options.door
    lefts = spread(count, options.width, width)
    shares = dealt(whole(options.places), count)
    groups = [
        (portal(left, height, width, height, options.shape), *_dots(options, left, share))
        for left, share in zip(lefts, shares, strict=True)
    ]
    followed = groups.pop(options.followed - 1)
    people = [person(left + width / 2, height, options.person, UNDER) for left in lefts]
    return Drawing(
        (
            *options.sheet(),
            Fill(options.colour, _together(groups)),
            Fill(options.followed_colour, followed),
            Fill(options.light, _together(people)),
        )
    )


def _dots(options: Towns, left: float, count: int) -> Iterator[Outline]:
    columns = spread(options.columns, options.door[0] - 2 * options.inset, options.dot)
    for index in range(count):
        row, column = divmod(index, options.columns)
        x = left + options.inset + columns[column] + options.dot / 2
        yield circle(x, options.first_row + row * options.pitch, options.dot)


def _together(groups: Sequence[Sequence[Outline]]) -> tuple[Outline, ...]:
    return tuple(shape for group in groups for shape in group)
