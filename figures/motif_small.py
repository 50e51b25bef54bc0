"""Small motifs: a door with people, a house number, the mark of a kind of organisation."""

from __future__ import annotations

from figures.doors import UNDER, person, portal
from figures.motif_drawing import Drawing, Fill, Label
from figures.motif_options import Colour, Length, Options, Page, Series, Walker


class Doorway(Page):
    """People standing in a door, or without one: x from the left edge, feet at the lower edge."""

    people: tuple[Walker, ...]


class House(Page):
    """A door with a numeral, set in the middle; baseline from the upper edge."""

    numeral: int
    ink: Colour
    baseline: Length


class Mark(Options):
    """The door of a kind of organisation, in its colour: a second cue beside the colour."""

    series: Series


def doorway(options: Doorway) -> Drawing:
    """In a door the people's feet go under the edge: nothing of it shows beneath them."""
    under = UNDER if options.ground else 0
    people = (
        Fill(walker.colour, person(walker.x, options.foot, walker.height, under))
        for walker in options.people
    )
    return Drawing((*options.sheet(), *people))


def house(options: House) -> Drawing:
    """A lesson's house number."""
    numeral = Label(
        options.width / 2,
        options.baseline,
        str(options.numeral),
        options.ink,
        "margin_key",
        "middle",
    )
    return Drawing((*options.sheet(), numeral))


def mark(options: Mark) -> Drawing:
    """The whole motif is the door."""
    shape = portal(0, options.height, options.width, options.height, options.series.kind)
    return Drawing((Fill(options.series.colour, (shape,)),))
