"""The links inside the title, as the galley's PDF has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

PT = 72 / 25.4
REF = "ref:"  # before a name, in a chapter that has not been joined to the others


@dataclass(frozen=True)
class Link:
    """A place that leads to a name: page index, x and y of its middle in mm from the trim."""

    page: int
    x: float
    y: float
    name: str


def read_links(pdf: Path) -> tuple[Link, ...]:
    """Every link to a name, in the order of pages."""
    with pikepdf.open(pdf) as galley:
        return tuple(
            link for index, page in enumerate(galley.pages) for link in _links(page, index)
        )


def _links(page: pikepdf.Page, index: int) -> Iterator[Link]:
    left, _, _, top = (float(value) for value in page.trimbox)
    for note in page.obj.get("/Annots", ()):
        goal = _goal(note)
        if goal:
            x0, y0, x1, y1 = (float(value) for value in note.Rect)
            x, y = (x0 + x1) / 2 - left, top - (y0 + y1) / 2
            yield Link(index, x / PT, y / PT, goal)


def _goal(note: pikepdf.Object) -> str:
    """The name a link leads to: in the galley its destination, in a chapter an address."""
    goal = note.get("/Dest")
    if isinstance(goal, pikepdf.String):
        return str(goal)
    action = note.get("/A")
    address = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) else ""
    return address.removeprefix(REF) if address.startswith(REF) else ""
