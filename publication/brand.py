"""The brand as data: colours, measures and type of styles/brand.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from publication.errors import ManifestError
from publication.model import Place, Problem

Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]


@dataclass(frozen=True)
class Colour:
    """A palette colour: rgb 0-255 for the screen, cmyk 0-1 for the press."""

    name: str
    hex: str
    cmyk: Cmyk
    spot: str = ""

    @property
    def rgb(self) -> Rgb:
        value = self.hex.lstrip("#")
        return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)


@dataclass(frozen=True)
class TypeSize:
    """A role of the type scale. size in pt, leading in mm."""

    role: str
    family: str
    size: float
    leading: float
    weight: int
    italic: bool


@dataclass(frozen=True)
class Brand:
    """What styles, figures and finishing share. Lengths in mm unless a name says points."""

    colours: Mapping[str, Colour]
    themes: Mapping[str, Mapping[str, str]]
    series: Mapping[str, Mapping[str, Any]]
    page: Mapping[str, Any]
    families: Mapping[str, str]
    scale: Mapping[str, TypeSize]

    def __getitem__(self, name: str) -> str:
        """The colour's hex, by name."""
        return self.colours[name].hex

    @cached_property
    def cmyk_by_rgb(self) -> Mapping[Rgb, Colour]:
        """The exact colour table of print finishing."""
        return {colour.rgb: colour for colour in self.colours.values()}

    @property
    def trim(self) -> tuple[float, float]:
        width, height = self.page["trim"]
        return float(width), float(height)

    @property
    def bleed(self) -> float:
        return float(self.page["bleed"])


def read_brand(path: Path) -> Brand:
    """Read brand.toml; raise ManifestError naming every wrong colour or role at once."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    problems = list(_colour_problems(data, path.name))
    if problems:
        raise ManifestError(problems)
    families = {
        key.removesuffix("_family"): value
        for key, value in data["type"].items()
        if key.endswith("_family")
    }
    return Brand(
        colours={name: _colour(name, row) for name, row in data["colour"].items()},
        themes=data["theme"],
        series=data["series"],
        page=data["page"],
        families=families,
        scale={role: _size(role, row) for role, row in data["type"]["scale"].items()},
    )


def _colour(name: str, row: Mapping[str, Any]) -> Colour:
    c, m, y, k = (float(value) / 100 for value in row["cmyk"])
    return Colour(name, row["rgb"].lower(), (c, m, y, k), row.get("spot", ""))


def _size(role: str, row: Mapping[str, Any]) -> TypeSize:
    return TypeSize(
        role,
        row["family"],
        float(row["size"]),
        float(row["leading"]),
        int(row["weight"]),
        bool(row.get("italic", False)),
    )


def _colour_problems(data: Mapping[str, Any], file: str) -> list[Problem]:
    """Every colour that print could not map one to one, or that a theme asks in vain."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    place = Place(file, 1)
    for name, row in data.get("colour", {}).items():
        rgb = str(row.get("rgb", "")).lower()
        if len(row.get("cmyk", ())) != 4:
            problems.append(Problem(f"colour {name}: cmyk must be four per cents", place))
        if rgb in seen:
            problems.append(
                Problem(
                    f"colours {seen[rgb]} and {name} are both {rgb}",
                    place,
                    "print maps rgb to cmyk: change one of them by one step",
                )
            )
        seen[rgb] = name
    for theme, roles in data.get("theme", {}).items():
        problems += [
            Problem(f"theme {theme}: {role} is no colour of the palette: {name}", place)
            for role, name in roles.items()
            if name not in data.get("colour", {})
        ]
    return problems
