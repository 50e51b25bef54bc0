"""Bookmarks taken out of a file and put back: writing needs them apart (writing.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(frozen=True)
class Bookmark:
    """A bookmark: page index and place (points) it leads to, and those below it."""

    title: str
    page: int
    x: float
    y: float
    below: tuple[Bookmark, ...] = ()


def take_bookmarks(pdf: Pdf) -> tuple[Bookmark, ...]:
    """The file's bookmarks; they are removed from it. Those that lead to no page are dropped."""
    if "/Outlines" not in pdf.Root:
        return ()
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    found = _below(pdf.Root.Outlines, pages)
    del pdf.Root.Outlines
    return found


def _below(parent: Object, pages: dict[tuple[int, int], int]) -> tuple[Bookmark, ...]:
    found = []
    item = parent.get("/First")
    while isinstance(item, Object):
        place = item.get("/Dest")
        if isinstance(place, Array) and place[0].objgen in pages:
            x, y = (float(value) if value is not None else 0.0 for value in (place[2], place[3]))
            below = _below(item, pages)
            found.append(Bookmark(str(item.Title), pages[place[0].objgen], x, y, below))
        item = item.get("/Next")
    return tuple(found)


def put_bookmarks(pdf: Pdf, marks: Sequence[Bookmark]) -> None:
    """Give the file these bookmarks, all levels open."""
    if marks:
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
        pdf.Root.Outlines = root
        root.Count = _hang(pdf, root, marks)


def _hang(pdf: Pdf, parent: Object, marks: Sequence[Bookmark]) -> int:
    """Hang items under their parent; returns how many there are with all below them."""
    count = 0
    before: Object | None = None
    for mark in marks:
        place = Array([pdf.pages[mark.page].obj, Name.XYZ, mark.x, mark.y, 0])
        item = pdf.make_indirect(Dictionary(Title=String(mark.title), Parent=parent, Dest=place))
        if before is None:
            parent.First = item
        else:
            item.Prev, before.Next = before, item
        before = item
        below = _hang(pdf, item, mark.below)
        if below:
            item.Count = below
        count += 1 + below
    if before is not None:
        parent.Last = before
    return count
