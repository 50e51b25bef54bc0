"""What a page shows, mark by mark, as the interpreter of content streams saw it."""

from __future__ import annotations

from dataclasses import dataclass, field

from publication.message import Message, said
from publication.preflight.reading.geometry import Box
from publication.preflight.reading.typefaces import Typeface

KINDS = {
    "text": said("text"),
    "stroke": said("stroke"),
    "fill": said("fill"),
    "bar": said("bar"),
    "image": said("image"),
    "mask": said("mask"),
    "shading": said("shading"),
    "soft mask": said("soft mask"),
}
"""What a mark is, for people; a soft mask is none, but has a colour space as marks have."""

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
SOLID = 0.995
TRACE = 0.005
"""Tints above and below these count as full and as none: writers round."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour as set: space, values, and the colorants' names of Separation and DeviceN.

    `space` is the PDF's name without the slash; ICCBased spaces name their kind: ICCBased-RGB.
    """

    space: str
    values: tuple[float, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def plates(self) -> dict[str, float] | None:
        """Tint by plate, or None where the space is not one of inks."""
        if self.space == "DeviceCMYK":
            return dict(zip(PROCESS, self.values, strict=False))
        if self.space in ("DeviceGray", "CalGray", "ICCBased-Gray") and self.values:
            return {"Black": 1 - self.values[0]}
        if self.space in ("Separation", "DeviceN"):
            return dict(zip(self.names, self.values, strict=False))
        return None

    @property
    def used(self) -> tuple[str, ...]:
        """The plates that get any ink."""
        return tuple(name for name, tint in (self.plates or {}).items() if tint > TRACE)

    @property
    def white(self) -> bool:
        """Whether it is the paper: an ink space, and none of its inks."""
        return self.plates is not None and not self.used

    @property
    def solid_black(self) -> bool:
        """Full black and nothing else."""
        plates = self.plates
        return plates is not None and self.used == ("Black",) and plates["Black"] > SOLID

    @property
    def full(self) -> bool:
        """Whether every ink it uses is used full: such marks need no screen."""
        plates = self.plates or {}
        return bool(self.used) and all(plates[name] > SOLID for name in self.used)


BLACK = Paint("DeviceGray", (0.0,))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something painted. Lengths in points on the page.

    kind       text, stroke, fill, bar (a filled rectangle, thin), image, mask (1-bit), shading
    size       type size, line width or bar thickness
    overprint  whether the paint leaves other plates alone; `opm` is the overprint mode
    alpha      below 1 where something shows through
    """

    kind: str
    page: int
    box: Box
    paint: Paint
    size: float = 0.0
    overprint: bool = False
    opm: int = 0
    alpha: float = 1.0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as placed: pixels, resolution per inch each way, how it is stored."""

    page: int
    name: str
    box: Box
    pixels: tuple[int, int]
    ppi: tuple[float, float]
    bits: int
    paint: Paint
    filters: tuple[str, ...]
    stencil: bool = False


@dataclass
class Sheet:
    """All of one page: marks, pictures, and what else its streams use.

    spaces   colour spaces met, each with where: "fill", "image", "group", "soft mask" ...
    blends   reasons why the page needs transparency
    groups   colour spaces of its transparency groups ("" where a group names none)
    oddities rarely used features, by name, that a press cannot be trusted with
    fonts    the typefaces that show text, by name
    """

    number: int
    marks: list[Mark] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    spaces: set[tuple[str, str]] = field(default_factory=set)
    spots: set[str] = field(default_factory=set)
    blends: set[Message] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    oddities: set[Message] = field(default_factory=set)
    fonts: dict[str, Typeface] = field(default_factory=dict)
