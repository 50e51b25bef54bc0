"""The exact colour table of the press: from what the galley sets to what the plates print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Name, Operator

from publication.brand import Brand, Colour, Rgb
from publication.finish.boxes import tint_transform
from publication.finish.origins import Origins, Where
from publication.model import Problem

Instruction = tuple[list[object], Operator]

BLACK = (0.0, 0.0, 0.0, 1.0)


@dataclass
class Strays:
    """Colours and drawing that cannot be printed, gathered over the whole galley."""

    spots: dict[str, list[Where]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, where: Where, hint: str = "") -> None:
        """Note a stray, once per page."""
        seen = self.spots.setdefault(what, [])
        if all(spot.index != where.index for spot in seen):
            seen.append(where)
        self.hints[what] = hint

    def problems(self, origins: Origins | None = None) -> tuple[Problem, ...]:
        """One problem for each thing, naming all its pages, and where the first was written."""
        return tuple(
            Problem(
                f"{what} on page {', '.join(spot.page for spot in spots)} cannot be printed",
                origins.place(spots[0]) if origins else None,
                self.hints[what],
            )
            for what, spots in self.spots.items()
        )


class Palette:
    """Looks up colours of content streams; keeps what it did not find in `strays`."""

    def __init__(self, brand: Brand) -> None:
        self.strays = Strays()
        self._by_rgb: Mapping[Rgb, Colour] = brand.cmyk_by_rgb
        self._by_cmyk = {_key(colour.cmyk): colour for colour in brand.colours.values()}

    def of_rgb(self, values: Iterable[object], where: Where) -> Colour | None:
        """The palette colour of an RGB triple from 0 to 1, or None: then it is a stray."""
        red, green, blue = (round(255 * float(value)) for value in values)  # type: ignore[arg-type]
        rgb = (red, green, blue)
        if rgb not in self._by_rgb:
            near = min(self._by_rgb.values(), key=lambda colour: _distance(colour.rgb, rgb))
            self.strays.add(
                f"colour #{red:02x}{green:02x}{blue:02x}",
                where,
                f"not in the palette; nearest is {near.name} {near.hex}",
            )
        return self._by_rgb.get(rgb)

    def of_cmyk(self, values: Iterable[object], where: Where) -> Colour | None:
        """The palette colour of four inks from 0 to 1, or None: then it is a stray."""
        inks = tuple(float(value) for value in values)  # type: ignore[arg-type]
        if _key(inks) not in self._by_cmyk:
            name = "/".join(f"{100 * ink:g}" for ink in inks)
            self.strays.add(f"colour cmyk {name}", where, "not in the palette")
        return self._by_cmyk.get(_key(inks))


def set_colour(colour: Colour, stroke: bool) -> list[Instruction]:
    """Operators that set a palette colour: four process inks, or full tint of its spot."""
    if colour.spot:
        space = Name("/" + spot_key(colour))
        return [
            ([space], Operator("CS" if stroke else "cs")),
            ([1], Operator("SCN" if stroke else "scn")),
        ]
    return [([_short(ink) for ink in colour.cmyk], Operator("K" if stroke else "k"))]


def spot_key(colour: Colour) -> str:
    """The name under which resources hold a spot colour's space."""
    return f"Spot-{colour.name}"


def spot_space(colour: Colour) -> Array:
    """The Separation space of a spot colour, its CMYK as the alternate."""
    tint = tint_transform(colour.cmyk)
    return Array([Name.Separation, Name("/" + colour.spot), Name.DeviceCMYK, tint])


def _key(inks: Iterable[float]) -> tuple[int, ...]:
    return tuple(round(1000 * ink) for ink in inks)


def _distance(one: Rgb, other: Rgb) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _short(ink: float) -> float:
    return int(ink) if ink in (0, 1) else round(ink, 4)
