"""Bookmarks taken out of a file and put back: writing needs them apart (writing.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from publication.model import Line


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


def part_words(marks: Iterable[Bookmark], lines: Iterable[Line]) -> tuple[Bookmark, ...]:
    """Give titles back the space that the typesetter forgets where a heading breaks by hand.

    The stored lines know the headings as they were set: "Samarbejde" over "på tværs".
    """
    told = {_letters(text): text for text in _headings(lines)}

    def parted(mark: Bookmark) -> Bookmark:
        below = tuple(parted(kid) for kid in mark.below)
        return replace(mark, title=told.get(_letters(mark.title), mark.title), below=below)

    return tuple(parted(mark) for mark in marks)


def _headings(lines: Iterable[Line]) -> Iterator[str]:
    """The words of each block, its lines joined: by a space, but not within a word."""
    for _, block in groupby(lines, lambda line: (line.page, line.src)):
        yield reduce(_join, (line.text for line in block))


def _join(before: str, after: str) -> str:
    if before.endswith("\u2010"):
        return before[:-1] + after
    return before + after if before.endswith("-") else f"{before} {after}"


def _letters(text: str) -> str:
    return "".join(text.split())


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
