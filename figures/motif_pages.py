"""Pages of doors: the key figures, and a town of all who answered."""

from __future__ import annotations

from collections.abc import Iterator

from figures.doors import UNDER, Kind, Outline, person, portal
from figures.motif_counting import chosen, golden_order, spread, whole
from figures.motif_drawing import Drawing, Fill, printed
from figures.motif_options import Colour, Count, Length, Page, Part, Quantity, Share, Some, Walker


class KeyFigure(Part):
    """A portal as wide as a share, and the colour of the person in it."""

    share: Share
    shape: Kind
    person: Colour


class KeyFigures(Page):
    """Portals on one floor, from x at an even pitch; numbers and words are the page's.

    below   colour under the floor
    scale   mm of portal to a per cent; rise is its height by its width
    """

    below: Colour
    colour: Colour
    floor: Length
    x: float
    pitch: Length
    scale: Length
    rise: Length
    person: Length
    figures: Some[KeyFigure]


class Kin(Part):
    """One kind of door: how many, which shape, which share of them is lit, in which colour."""

    count: Quantity
    share: Share
    shape: Kind
    lit: Colour


class Town(Page):
    """Everyone who answered as a small door, two kinds of them scattered; lit where a share is.

    x, y, span, pitch  upper left corner, width, and from floor to floor
    columns            doors in a row
    door               width and height
    people             stand on `floor`, x from the left trim edge
    """

    x: float
    y: float
    span: Length
    pitch: Length
    columns: Count
    door: tuple[Length, Length]
    dark: Colour
    floor: float
    street: Colour | None = None
    kinds: tuple[Kin, Kin]
    people: tuple[Walker, ...] = ()


def key_figures(options: KeyFigures) -> Drawing:
    """Rows give the page where each portal stands: left edge, top, width, and its number."""
    places = [
        (options.x + index * options.pitch, figure.share * options.scale, figure)
        for index, figure in enumerate(options.figures)
    ]
    floor, rise = options.floor, options.rise
    portals = tuple(
        portal(x, floor, width, width * rise, figure.shape) for x, width, figure in places
    )
    people = (
        Fill(figure.person, person(x + width / 2, floor, options.person, UNDER))
        for x, width, figure in places
    )
    rows = tuple(
        (f"{x:.2f}", f"{floor - width * rise:.2f}", f"{width:.2f}", printed(figure.share))
        for x, width, figure in places
    )
    marks = (
        *options.sheet(),
        Fill(options.colour, portals),
        *people,
        options.paint(options.below, floor, options.foot),
    )
    return Drawing(marks, ("x", "top", "width", "percent"), rows)


def town(options: Town) -> Drawing:
    """The rarer kind is scattered among the other, and so are the lit doors of each."""
    layers: dict[str, list[Outline]] = {options.dark: []}
    layers |= {kin.lit: [] for kin in options.kinds}
    for place, kin, lit in _inhabited(options):
        layers[kin.lit if lit else options.dark].append(_small_door(options, place, kin))
    street = [options.paint(options.street, options.floor, options.foot)] if options.street else []
    fills = (Fill(colour, tuple(shapes)) for colour, shapes in layers.items())
    people = (
        Fill(walker.colour, person(walker.x, options.floor + walker.down, walker.height))
        for walker in options.people
    )
    return Drawing((*options.sheet(), *street, *fills, *people))


def _inhabited(options: Town) -> Iterator[tuple[int, Kin, bool]]:
    """Every place of the town with its kind, and whether its door is lit."""
    counts = [whole(kin.count) for kin in options.kinds]
    order = golden_order(sum(counts))
    first = sorted(order[: counts[0]])
    second = sorted(order[counts[0] :])
    for kin, places in zip(options.kinds, (first, second), strict=True):
        lit = chosen(kin.share, len(places))
        for index, place in enumerate(places):
            yield place, kin, index in lit


def _small_door(options: Town, place: int, kin: Kin) -> Outline:
    row, column = divmod(place, options.columns)
    width, height = options.door
    lefts = spread(options.columns, options.span, width)
    floor = options.y + height + row * options.pitch
    return portal(options.x + lefts[column], floor, width, height, kin.shape)
