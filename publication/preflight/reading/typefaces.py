"""Fonts of a PDF: whether they are embedded, and how wide their glyphs are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary

SUBSET = re.compile(r"[A-Z]{6}\+")
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Typeface:
    """A font as used: its name, kind, whether a program is embedded, widths in 1/1000 em."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    two_bytes: bool
    widths: Mapping[int, float]
    missing_width: float

    def advance(self, code: int) -> float:
        return self.widths.get(code, self.missing_width)

    def codes(self, text: bytes) -> list[int]:
        """The character codes of a shown string."""
        if not self.two_bytes:
            return list(text)
        return [first << 8 | second for first, second in zip(text[::2], text[1::2], strict=False)]


def read_typeface(font: Any) -> Typeface:
    """Read a font dictionary, simple or composite."""
    kind = str(font.get("/Subtype", ""))[1:]
    name = str(font.get("/BaseFont", font.get("/Name", "/unnamed")))[1:]
    inner = font.DescendantFonts[0] if kind == "Type0" and "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", Dictionary())
    return Typeface(
        name=SUBSET.sub("", name),
        kind=kind,
        embedded=kind == "Type3" or any(key in descriptor for key in PROGRAMS),
        subset=kind == "Type3" or SUBSET.match(name) is not None,
        two_bytes=kind == "Type0",
        widths=_composite(inner) if kind == "Type0" else _simple(font),
        missing_width=_missing_width(font, inner, descriptor),
    )


def _missing_width(font: Any, inner: Any, descriptor: Any) -> float:
    if inner is not font:
        return float(inner.get("/DW", 1000))
    return float(descriptor.get("/MissingWidth", 0)) or (0.0 if "/Widths" in font else 500.0)


def _simple(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    matrix = font.get("/FontMatrix")
    unit = 1000 * abs(float(matrix[0])) if isinstance(matrix, Array) else 1.0
    return {first + n: float(width) * unit for n, width in enumerate(font.get("/Widths", ()))}


def _composite(inner: Any) -> dict[int, float]:
    """The /W array: `first [w w w]` and `first last w` by turns."""
    widths: dict[int, float] = {}
    items = list(inner.get("/W", ()))
    place = 0
    while place + 1 < len(items):
        first = int(items[place])
        if isinstance(items[place + 1], Array):
            widths |= {first + n: float(w) for n, w in enumerate(items[place + 1])}
            place += 2
        else:
            width = float(items[place + 2])
            widths |= dict.fromkeys(range(first, int(items[place + 1]) + 1), width)
            place += 3
    return widths


def is_courier(name: str) -> bool:
    """Courier is what a RIP sets when it does not find a font."""
    return name.replace("-", "").casefold().startswith("courier")
