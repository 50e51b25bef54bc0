"""What every edition does with pages: choose them, cut them to a box, write the file whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from publication.model import Galley, GalleyPage, Output, Publication

PT = 72 / 25.4
"""Points in a millimetre."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True)
class BodyPlan:
    """The printed body: galley pages in order, and how many blank pages are added after them."""

    pages: tuple[GalleyPage, ...]
    added: int

    @property
    def count(self) -> int:
        return len(self.pages) + self.added

    @property
    def blanks(self) -> tuple[int, ...]:
        """The pages that are meant to be empty, counted from 1: the galley's own and the added."""
        own = (n for n, page in enumerate(self.pages, 1) if page.blank)
        return (*own, *range(len(self.pages) + 1, self.count + 1))


def body_plan(galley: Galley, publication: Publication) -> BodyPlan:
    """Choose the body's pages and count the blanks that fill it to the paper's multiple."""
    pages = galley.body
    return BodyPlan(pages, publication.paper.filled(len(pages)) - len(pages))


def keep(pdf: pikepdf.Pdf, indexes: Iterable[int]) -> None:
    """Leave only the pages with these indexes, in the order of the file."""
    wanted = set(indexes)
    for index in reversed(range(len(pdf.pages))):
        if index not in wanted:
            del pdf.pages[index]


def box_of(page: pikepdf.Page | pikepdf.Object, name: str) -> Box:
    """A box of a page as floats, with its corners in order."""
    left, bottom, right, top = (float(value) for value in page[name])
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def grown(box: Box, points: float) -> Box:
    """The box, enlarged by so many points on every side."""
    return box[0] - points, box[1] - points, box[2] + points, box[3] + points


def crop(page: pikepdf.Page, box: Box) -> None:
    """Make `box` the page: media and crop."""
    page.MediaBox = pikepdf.Array([_short(value) for value in box])
    page.CropBox = page.MediaBox


def save_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write under a temporary name and rename, so that no half file ever bears the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    write(part)
    part.replace(path)


def describe(edition: str, path: Path, pages: int) -> Output:
    """The finished file as the reports name it."""
    data = path.read_bytes()
    return Output(edition, path, pages, len(data), hashlib.sha256(data).hexdigest())


def _short(value: float) -> float:
    return round(value, 4)
