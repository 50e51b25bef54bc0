"""What is known of a file: gathered when a rule first asks, and only once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary

from publication.preflight.ink import InkReport, measure_ink
from publication.preflight.reading.geometry import PT, Box, as_box
from publication.preflight.reading.interpret import Interpreter
from publication.preflight.reading.marks import Mark, Sheet
from publication.preflight.tools import CannotCheckError

__all__ = ["CannotCheckError", "File", "PageBoxes"]


@dataclass(frozen=True)
class PageBoxes:
    """The boxes of a page, inherited ones too, in points. Missing ones are None."""

    number: int
    media: Box
    crop: Box | None
    bleed: Box | None
    trim: Box | None
    art: Box | None
    rotate: int
    user_unit: float

    @property
    def final(self) -> Box:
        """What is left when the sheet is cut."""
        return self.trim or self.art or self.crop or self.media


class File:
    """An open PDF and everything the rules ask about it. Use as a context manager."""

    def __init__(
        self, path: Path, cache: Path, ink_area: float = 15, ink_limits: tuple[float, ...] = ()
    ) -> None:
        self.path = path
        self.cache = cache
        self.ink_area = ink_area
        self.ink_limits = ink_limits
        self.pdf = pikepdf.open(path)

    def __enter__(self) -> File:
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @cached_property
    def boxes(self) -> tuple[PageBoxes, ...]:
        """The boxes of every page."""
        return tuple(_boxes(page, n) for n, page in enumerate(self.pdf.pages, 1))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Everything every page shows: the one pass over the content."""
        interpreter = Interpreter()
        return tuple(interpreter.read(page, n) for n, page in enumerate(self.pdf.pages, 1))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for sheet in self.sheets for mark in sheet.marks)

    @cached_property
    def ink(self) -> InkReport:
        """The plates as Ghostscript makes them."""
        return measure_ink(self.path, self.boxes, self.ink_area, self.ink_limits, self.cache)

    @cached_property
    def info(self) -> dict[str, Any]:
        """The document information."""
        found = self.pdf.trailer.get("/Info", Dictionary())
        return {key: value for key, value in found.items()}

    @cached_property
    def xmp(self) -> Any:
        """The XMP packet; empty where there is none."""
        return self.pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)

    def trim(self, page: int) -> Box:
        return self.boxes[page - 1].final

    def trim_mm(self, page: int) -> tuple[float, float]:
        left, bottom, right, top = self.trim(page)
        return (right - left) / PT, (top - bottom) / PT


def _boxes(page: pikepdf.Page, number: int) -> PageBoxes:
    def box(name: str) -> Box | None:
        found = _entry(page.obj, name)
        return as_box(found) if found is not None else None

    return PageBoxes(
        number,
        box("/MediaBox") or (0, 0, 0, 0),
        box("/CropBox"),
        box("/BleedBox"),
        box("/TrimBox"),
        box("/ArtBox"),
        int(_entry(page.obj, "/Rotate") or 0) % 360,
        float(page.obj.get("/UserUnit", 1)),
    )


def _entry(node: Any, name: str) -> Any:
    """A page's entry; media, crop and rotation are inherited."""
    inherited = name in ("/MediaBox", "/CropBox", "/Rotate")
    while node is not None:
        if name in node:
            return node[name]
        node = node.get("/Parent") if inherited else None
    return None
