"""What motifs.toml may say: numbers by name, palette colours, door shapes, words with numbers.

Options are checked twice with the same records. Reading the file checks their form; drawing
checks them again with `Sources` as context, and then every estimate's name becomes its number,
every colour is known to the palette, and every `{name}` in the words is filled in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from figures.doors import Kind, portal, rectangle
from figures.motif_drawing import Fill, printed
from publication.brand import Brand
from publication.errors import PublicationError

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
PLACEHOLDER = re.compile(r"\{([^{}:]*)(?::(\d))?\}")
ALT_LIMIT = 300  # characters; a screen reader reads an alt text in one breath
UNKNOWN = 1.0  # stands for a number while only the form is checked
SHAPES: dict[str, Kind] = {"square": "square", "arch": "arch", "half": "half"}


@dataclass(frozen=True)
class Sources:
    """Where names in the options lead: estimates and facts by name, and the palette."""

    values: Callable[[str], float]
    brand: Brand


@dataclass(frozen=True)
class Sign:
    """The door and colour of a kind of organisation, from the brand."""

    kind: Kind
    colour: str


def look_up(name: str, sources: Sources | None) -> float:
    """The number behind a name; ValueError where the name is malformed, unknown or has none."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an estimate or fact")
    if sources is None:
        return UNKNOWN
    try:
        number = float(sources.values(name))
    except PublicationError as error:
        raise ValueError(f"{name}: {error}") from error
    except (KeyError, LookupError) as error:
        raise ValueError(f"{name}: no such estimate or fact") from error
    if not math.isfinite(number):
        raise ValueError(f"{name} has no value")
    if number < 0:
        raise ValueError(f"{name} is {number:g}: nothing is drawn of less than nothing")
    return number


def _quantity(value: object, info: ValidationInfo) -> object:
    return look_up(value, info.context) if isinstance(value, str) else value


def _share(value: float, info: ValidationInfo) -> float:
    if info.context and not 0 <= value <= 100:
        raise ValueError(f"{value:g} is no share: shares are per cent, 0 to 100")
    return value


def _colour(name: str, info: ValidationInfo) -> str:
    if info.context and name not in info.context.brand.colours:
        raise ValueError(f"{name} is no colour of the palette")
    return name


def _sign(series: object, info: ValidationInfo) -> object:
    """A series' door and colour; a placeholder while only the form is checked."""
    if not isinstance(series, str):
        raise ValueError("name a series of the brand")
    if info.context is None:
        return Sign("square", "k")
    row = info.context.brand.series.get(series)
    if row is None:
        raise ValueError(f"{series} is no series of the brand")
    return Sign(SHAPES[row["shape"]], row["full"])


def _words(text: str, info: ValidationInfo) -> str:
    """The text with {name} and {name:decimals} replaced by the numbers as printed."""

    def fill(match: re.Match[str]) -> str:
        value = look_up(match[1], info.context)
        return printed(value, int(match[2] or 0)) if info.context else match[0]

    return PLACEHOLDER.sub(fill, text)


def _short(text: str, info: ValidationInfo) -> str:
    """Only the text as filled in counts: names are longer than their numbers."""
    if info.context and len(text) > ALT_LIMIT:
        raise ValueError(f"{len(text)} characters; an alt text has at most {ALT_LIMIT}")
    return text


T = TypeVar("T")


def _some(items: tuple[T, ...]) -> tuple[T, ...]:
    """After the items' own checks: an item that failed is not a missing one as well."""
    if not items:
        raise ValueError("is empty")
    return items


Quantity = Annotated[float, BeforeValidator(_quantity)]
Share = Annotated[Quantity, AfterValidator(_share)]
Colour = Annotated[str, AfterValidator(_colour)]
Series = Annotated[Sign, BeforeValidator(_sign)]
Words = Annotated[str, AfterValidator(_words)]
Alt = Annotated[Words, AfterValidator(_short)]
Some = Annotated[tuple[T, ...], AfterValidator(_some)]
Length = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]


class Part(BaseModel):
    """Anything with a table of its own in motifs.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Options(Part):
    """What every motif says: its size, bleed included, how to read it, and what it shows.

    key   one line for the reader of the page; alt for who does not see the picture ("" is
          decoration)
    """

    width: Length
    height: Length
    bleed: float = Field(default=0, ge=0)
    key: Words = ""
    alt: Alt = ""


class Page(Options):
    """A motif on a ground: a colour to the bleed, a door that fills the motif, or the paper.

    ground  None leaves the paper as it is
    panel   the shape of the ground; None is the whole sheet
    """

    ground: Colour | None = None
    panel: Kind | None = None

    @property
    def foot(self) -> float:
        """The lower edge, in mm from the trim corner."""
        return self.height - self.bleed

    def paint(self, colour: str, top: float, bottom: float) -> Fill:
        """A band from edge to edge between two heights."""
        return Fill(colour, (rectangle(-self.bleed, top, self.width, bottom - top),))

    def sheet(self) -> tuple[Fill, ...]:
        """The ground itself, or nothing on bare paper."""
        if self.ground is None:
            return ()
        shape = portal(-self.bleed, self.foot, self.width, self.height, self.panel or "square")
        return (Fill(self.ground, (shape,)),)


class Walker(Part):
    """A person: the middle from a point of the motif, the feet below its floor, the height."""

    x: float
    height: Length
    colour: Colour
    down: float = 0
