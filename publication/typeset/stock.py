"""What chapters are set from, besides their HTML. No typesetter is loaded here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publication.model import ComposedChapter, Place


@dataclass(frozen=True)
class Stock:
    """Stylesheet, pictures and the folders that may be read.

    stylesheet  the whole CSS text; its addresses are relative to `root`/styles
    pictures    figure id -> SVG text, reached as figure:<id>
    root        relative addresses in the HTML start here
    folders     what may be read besides `root`/styles (raster pictures of the title)
    """

    stylesheet: str
    root: Path
    pictures: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()

    @property
    def readable(self) -> tuple[Path, ...]:
        """The only folders files are read from, links resolved."""
        return tuple(folder.resolve() for folder in (self.root / "styles", *self.folders))


def first_page(chapter: ComposedChapter) -> str:
    """CSS for the chapter's folio and for the side it begins on, which WeasyPrint calls right."""
    folio = chapter.folio
    left = folio % 2 == 0 if folio else chapter.spec.start == "left"
    count = f"@page:first{{counter-reset:page {folio}}}" if folio else ""
    return count + ("html{break-before:left}" if left else "")


def place_of(src: str) -> Place | None:
    """The place a data-src names ("file:line" or "file:line.turn")."""
    file, _, line = src.rpartition(":")
    number = line.split(".")[0]
    return Place(file, int(number)) if file and number.isdigit() else None


def place_in(chapter: ComposedChapter) -> Place:
    """The chapter's file, for what stands at no line that is known."""
    return Place(f"chapters/{chapter.spec.template}", 1)
