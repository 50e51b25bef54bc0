"""Letters in figures: the brand's sizes, their measured widths, and lines broken to fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from publication.brand import Brand
from publication.cuts import file_of
from publication.errors import FigureError
from publication.model import Problem

MM_PER_POINT = 25.4 / 72
SMALLEST = 6.5  # points; smaller print is not read on paper


@dataclass(frozen=True)
class Font:
    """A cut of a family at a size in points."""

    size: float
    weight: int = 400
    italic: bool = False
    family: str = "Source Sans 3"

    @property
    def mm(self) -> float:
        return self.size * MM_PER_POINT


@dataclass(frozen=True)
class Lettering:
    """The fonts of a figure by what they say; sizes come from the brand's type scale."""

    label: Font
    strong: Font
    value: Font
    plain_value: Font
    key: Font
    small: Font


def lettering(brand: Brand) -> Lettering:
    """The brand's scale as fonts: labels, values, the key value, and small print."""

    def font(role: str) -> Font:
        size = brand.scale[role]
        return Font(size.size, size.weight, size.italic, brand.families[size.family])

    label, value = font("label"), font("value")
    return Lettering(
        label=label,
        strong=replace(label, weight=600),
        value=value,
        plain_value=replace(value, weight=400),
        key=font("value_key"),
        small=font("note"),
    )


@dataclass(frozen=True)
class Metrics:
    """Advance widths and heights of one font file, in parts of the em."""

    advances: dict[int, float]
    missing: float
    cap_height: float


class Faces:
    """The vendored font files, found by family, weight and slant."""

    def __init__(self, folder: Path) -> None:
        self.files = _font_files(folder)
        self.folder = folder

    def file(self, font: Font) -> Path:
        """The font's file; FigureError where the folder has no such cut."""
        path = self.files.get((font.family, font.weight, font.italic))
        if path is None:
            slant = " italic" if font.italic else ""
            message = f"no font file for {font.family} {font.weight}{slant}"
            name = file_of(font.family, font.weight, slant.strip() or "normal")
            missing = f"{self.folder.parent.name}/{self.folder.name}/{name} is missing"
            raise FigureError([Problem(message, hint=missing)])
        return path

    def font(self, path: Path, size: float) -> Font:
        """The font that a file holds, at a size in points."""
        cuts = {file: cut for cut, file in self.files.items()}
        family, weight, italic = cuts[path]
        return Font(size, weight, italic, family)

    def width(self, text: str, font: Font) -> float:
        """The width of a line in mm, without kerning (which only ever differs by hairs)."""
        metrics = _metrics(self.file(font))
        ems = sum(metrics.advances.get(ord(letter), metrics.missing) for letter in text)
        return ems * font.mm

    def cap_height(self, font: Font) -> float:
        """The height of capitals and lining figures in mm."""
        return _metrics(self.file(font)).cap_height * font.mm

    def wrap(self, text: str, font: Font, width: float) -> tuple[str, ...]:
        """Break a text into lines no wider than `width` mm; a longer word stands alone."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, font) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines)

    def balance(self, text: str, font: Font, width: float) -> tuple[str, ...]:
        """Break a label into as few lines, and these as even as they can be."""
        lines = self.wrap(text, font, width)
        while len(lines) > 1:
            longest = max(self.width(line, font) for line in lines)
            narrower = self.wrap(text, font, longest - 0.01)
            if len(narrower) > len(lines):
                break
            if max(self.width(line, font) for line in narrower) >= longest:
                break  # a single word is wider than the room
            lines = narrower
        return lines


@lru_cache(maxsize=8)
def _font_files(folder: Path) -> dict[tuple[str, int, bool], Path]:
    return {_cut(path): path for path in sorted(folder.glob("*.ttf"))}


def _cut(path: Path) -> tuple[str, int, bool]:
    """Family, weight and slant as the font itself names them (name IDs 16 and 1)."""
    with TTFont(path, lazy=True) as font:
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1) or ""
        italic = bool(font["OS/2"].fsSelection & 1)
        return family, int(font["OS/2"].usWeightClass), italic


@lru_cache(maxsize=32)
def _metrics(path: Path) -> Metrics:
    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        widths = font["hmtx"].metrics
        advances = {code: widths[name][0] / em for code, name in font.getBestCmap().items()}
        missing = widths[".notdef"][0] / em
        return Metrics(advances, missing, font["OS/2"].sCapHeight / em)
