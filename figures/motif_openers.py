"""The four openers: a bridge, a circle, a labyrinth and turning tiles, each counted from shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from figures.doors import UNDER, Kind, Outline, person, portal, quarter, rectangle, turn
from figures.motif_counting import chosen
from figures.motif_drawing import Drawing, Fill, Label, threshold
from figures.motif_options import Colour, Count, Length, Page, Part, Share, Some, Walker

# ------------------------------------------------------------------ bridge


class Opening(Part):
    """An opening of the bridge; people stand in it at parts of its width."""

    share: Share
    shape: Kind
    colour: Colour
    people: tuple[float, ...] = (0.5,)


class Bridge(Page):
    """A wall with an opening to each share, and people meeting on its deck.

    x, span   left jamb of the first opening and width of all with the piers between them
    rise      an opening's height by its width; headroom is the wall above the highest one
    small     height of the people in the openings, in the colour `inside`
    deck      people on the deck, from the left trim edge
    """

    wall: Colour | None = None
    number: Colour | None = None
    x: float
    span: Length
    floor: Length
    pier: Length
    rise: Length
    headroom: float = 0
    small: float = 0
    inside: Colour | None = None
    openings: Some[Opening]
    deck: tuple[Walker, ...] = ()


def bridge(options: Bridge) -> Drawing:
    """The scale fills the span, whatever the shares add up to."""
    openings = options.openings
    total = sum(opening.share for opening in openings)
    if not total:
        raise ValueError("no opening has any width: every share is 0")
    scale = (options.span - options.pier * (len(openings) - 1)) / total
    lefts = _lefts([opening.share * scale for opening in openings], options.x, options.pier)
    deck = options.floor - options.headroom
    deck -= options.rise * scale * max(opening.share for opening in openings)
    marks: list[Fill | Label] = [*options.sheet()]
    if options.wall:
        marks.append(options.paint(options.wall, deck, options.floor))
    marks += [Fill(walker.colour, person(walker.x, deck, walker.height)) for walker in options.deck]
    for opening, left in zip(openings, lefts, strict=True):
        marks += _opening(options, opening, left, opening.share * scale)
    if options.number:
        marks += [
            threshold(left, options.floor, opening.share, options.number)
            for opening, left in zip(openings, lefts, strict=True)
        ]
    return Drawing(tuple(marks))


def _lefts(widths: Sequence[float], start: float, gap: float) -> list[float]:
    """Left edges of things standing side by side."""
    return [start + sum(widths[:index]) + index * gap for index in range(len(widths))]


def _opening(options: Bridge, opening: Opening, left: float, width: float) -> Iterator[Fill]:
    door = portal(left, options.floor, width, width * options.rise, opening.shape)
    yield Fill(opening.colour, (door,))
    if options.inside:
        bodies = [
            person(left + part * width, options.floor, options.small, UNDER)
            for part in opening.people
        ]
        yield Fill(options.inside, tuple(shape for body in bodies for shape in body))


# ------------------------------------------------------------------ circle


class Ring(Part):
    """A ring of doors: where their feet stand, how many, where the first one is (degrees)."""

    radius: Length
    count: Count
    start: float = 0


class Circle(Page):
    """A person inside rings of doors, square and round by turns, of which a share lean in.

    centre   of the rings; the person stands with the middle of the height there
    door     width and height; inward is how much nearer the share's doors come
    """

    share: Share
    centre: tuple[float, float]
    person: Length
    figure: Colour
    door: tuple[float, float]
    inward: float
    near: Colour
    far: Colour
    rings: Some[Ring]


def circle_of_doors(options: Circle) -> Drawing:
    """Doors are counted from the inmost ring out, from the top, clockwise."""
    near = chosen(options.share, sum(ring.count for ring in options.rings))
    doors: dict[bool, list[Outline]] = {True: [], False: []}
    for index, (radius, degrees) in enumerate(_places(options.rings)):
        lean = options.inward if index in near else 0
        kind: Kind = "square" if index % 2 else "arch"
        doors[index in near].append(_foot_outward(options, radius - lean, degrees, kind))
    x, y = options.centre
    body = person(x, y + options.person / 2, options.person)
    return Drawing(
        (
            *options.sheet(),
            Fill(options.far, tuple(doors[False])),
            Fill(options.near, tuple(doors[True])),
            Fill(options.figure, body),
        )
    )


def _places(rings: Sequence[Ring]) -> Iterator[tuple[float, float]]:
    for ring in rings:
        for step in range(ring.count):
            yield ring.radius, ring.start + 360 * step / ring.count


def _foot_outward(options: Circle, radius: float, degrees: float, kind: Kind) -> Outline:
    """A door with its foot on the ring and its head towards the middle; 0 degrees is the top."""
    x, y = options.centre
    width, height = options.door
    return turn(portal(x - width / 2, y + radius, width, height, kind), x, y, degrees + 180)


# ------------------------------------------------------------------ labyrinth


Side = Literal["bottom", "left", "top", "right"]
SIDES: Mapping[Side, int] = {"bottom": 0, "left": 90, "top": 180, "right": 270}  # clockwise


class Frame(Part):
    """A frame of the labyrinth: opened by a share of its side, the gap's middle at a part of it.

    side   where the gap is
    """

    share: Share
    at: float
    side: Side
    colour: Colour


class Labyrinth(Page):
    """Square frames within each other, each opened by a share; one person inside, one at the gate.

    x, y          upper left corner of the outer frame
    shrink        how much shorter the next side is
    inside, gate  heights of the two people; 0 is nobody
    """

    x: float
    y: float
    outer: Length
    shrink: float = 0
    wall: Length
    figure: Colour
    inside: float = 0
    gate: float = 0
    frames: Some[Frame]


def labyrinth(options: Labyrinth) -> Drawing:
    """Each frame is drawn with its gap below and then turned to its side."""
    middle = options.x + options.outer / 2, options.y + options.outer / 2
    marks: list[Fill | Label] = [*options.sheet()]
    for index, frame in enumerate(options.frames):
        side = options.outer - index * options.shrink
        bars = _frame(middle, side, options.wall, _gap(frame, side, options.wall))
        turned = (turn(bar, *middle, SIDES[frame.side]) for bar in bars)
        marks.append(Fill(frame.colour, tuple(turned)))
    return Drawing((*marks, *_inhabitants(options, middle)))


def _inhabitants(options: Labyrinth, middle: tuple[float, float]) -> Iterator[Fill]:
    """One in the gate of the outer frame, one in the heart of the labyrinth."""
    if options.gate:
        gate = options.x + sum(_gap(options.frames[0], options.outer, options.wall)) / 2
        yield Fill(options.figure, person(gate, options.y + options.outer, options.gate))
    if options.inside:
        foot = middle[1] + options.inside / 2
        yield Fill(options.figure, person(middle[0], foot, options.inside))


def _gap(frame: Frame, side: float, wall: float) -> tuple[float, float]:
    """Start and end of the gap along the side, kept clear of the corners."""
    width = min(frame.share / 100 * side, side - 2 * wall)
    start = frame.at * side - width / 2
    start = min(max(start, wall), side - wall - width)
    return start, start + width


def _frame(
    middle: tuple[float, float], side: float, wall: float, gap: tuple[float, float]
) -> Iterator[Outline]:
    """Four bars of a frame that meet without overlapping, the lower one in two parts."""
    left, top = middle[0] - side / 2, middle[1] - side / 2
    right, bottom = left + side, top + side
    yield rectangle(left, top, side, wall)
    yield rectangle(left, top + wall, wall, side - 2 * wall)
    yield rectangle(right - wall, top + wall, wall, side - 2 * wall)
    yield rectangle(left, bottom - wall, gap[0], wall)
    yield rectangle(left + gap[1], bottom - wall, side - gap[1], wall)


# ------------------------------------------------------------------ turning tiles


class Tiles(Page):
    """A square of quarter circles; a share is turned, and a part of these lit."""

    turned: Share
    lit: Share
    x: float
    y: float
    side: Length
    columns: Count
    still_colour: Colour
    turned_colour: Colour
    lit_colour: Colour


def tiles(options: Tiles) -> Drawing:
    """Tiles are counted row by row; the lit ones are among the turned as long as they are fewer."""
    count = options.columns**2
    turned, lit = chosen(options.turned, count), chosen(options.lit, count)
    layers: dict[str, list[Outline]] = {
        options.still_colour: [],
        options.turned_colour: [],
        options.lit_colour: [],
    }
    for index in range(count):
        row, column = divmod(index, options.columns)
        x, y = options.x + column * options.side, options.y + row * options.side
        colour = options.turned_colour if index in turned else options.still_colour
        colour = options.lit_colour if index in lit else colour
        layers[colour].append(quarter(x, y, options.side, index in turned | lit))
    fills = (Fill(colour, tuple(shapes)) for colour, shapes in layers.items())
    return Drawing((*options.sheet(), *fills))
