"""The brand as data: colours, measures and type of styles/brand.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from publication.errors import ManifestError
from publication.model import Place, Problem
from publication.textfile import line_of, read_toml

Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]
PerCent = Annotated[float, Field(ge=0, le=100)]
Length = Annotated[float, Field(ge=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _ColourRow(_Strict):
    rgb: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")
    cmyk: list[PerCent] = Field(min_length=4, max_length=4)
    spot: str = ""
    use: str = ""


class _SizeRow(_Strict):
    family: str
    size: float = Field(gt=0)
    leading: float = Field(gt=0)
    weight: int
    italic: bool = False


class _SeriesRow(_Strict):
    shape: str
    full: str
    levels3: list[str] = []
    levels5: list[str] = []
    labels3: list[str] = []
    labels5: list[str] = []


class _PageSection(_Strict):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
    __pydantic_extra__: dict[str, Length] = Field(init=False)
    trim: list[Length] = Field(min_length=2, max_length=2)
    bleed: Length


class _TypeSection(_Strict):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)
    __pydantic_extra__: dict[str, str] = Field(init=False)
    scale: dict[str, _SizeRow]


class _File(_Strict):
    colour: dict[str, _ColourRow]
    theme: dict[str, dict[str, str]]
    series: dict[str, _SeriesRow]
    page: _PageSection
    type: _TypeSection


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
    data, text = read_toml(path, file=str(path))
    try:
        content = _File.model_validate(data)
    except ValidationError as error:
        raise ManifestError([_misshapen(row, text, path) for row in error.errors()]) from error
    problems = [
        Problem(message, Place(str(path), line_of(text, *where)), hint)
        for where, message, hint in _disagreements(content)
    ]
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


def _misshapen(detail: Any, text: str, path: Path) -> Problem:
    """What pydantic found, at the line of the row it found it in."""
    parts = [str(part) for part in detail["loc"]]
    section = ".".join(parts[: 2 if parts[:2] == ["type", "scale"] else 1])
    rest = parts[2:] if section == "type.scale" else parts[1:]
    line = line_of(text, section, *rest[:1])
    if len(rest) > 1 and section in ("theme", "series"):
        line = line_of(text, ".".join(parts[:2]), parts[2])
    return Problem(f"{'.'.join(parts)}: {detail['msg']}", Place(str(path), line))


Where = tuple[str, str]  # a section and a field of it


def _disagreements(content: _File) -> Iterator[tuple[Where, str, str]]:
    """Where, what and what to do: names that lead nowhere, colours print could not tell apart."""
    yield from _twins(content)
    roles = set[str]().union(*content.theme.values())
    for theme, own in content.theme.items():
        place = f"theme.{theme}"
        for role, name in own.items():
            if name not in content.colour:
                message = f"theme {theme}: {role} is no colour of the palette: {name}"
                yield (place, role), message, ""
        for role in sorted(roles - own.keys()):
            yield (place, ""), f"theme {theme}: {role} is missing", "every theme has all roles"
    for series, row in content.series.items():
        rows = {key: value for key, value in row if key != "shape"}
        for key, value in rows.items():
            for name in [value] if isinstance(value, str) else value:
                if name not in content.colour:
                    message = f"series {series}: {key} names no colour of the palette: {name}"
                    yield (f"series.{series}", key), message, ""
    families = content.type.__pydantic_extra__
    for role, size in content.type.scale.items():
        if f"{size.family}_family" not in families:
            known = ", ".join(name.removesuffix("_family") for name in families)
            message = f"type {role}: no family {size.family!r}"
            yield ("type.scale", role), message, f"there are: {known}"


def _twins(content: _File) -> Iterator[tuple[Where, str, str]]:
    """Colours of one rgb: print could not map them one to one."""
    seen: dict[str, str] = {}
    for name, row in content.colour.items():
        rgb = row.rgb.lower()
        if rgb in seen:
            message = f"colours {seen[rgb]} and {name} are both {rgb}"
            hint = "print maps rgb to cmyk: change one of them by one step"
            yield ("colour", name), message, hint
        seen[rgb] = name
