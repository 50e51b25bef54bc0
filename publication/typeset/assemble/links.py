"""Anchors of the chapters, and links that lead to them from anywhere in the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Name, String

from publication.model import Problem
from publication.typeset.assemble.tree import source_of

SCHEME = "ref:"  # how chapters write a link to an anchor, in whatever chapter it stands
Destination = tuple[Any, float, float]  # page, x and y in points


def read_destinations(source: pikepdf.Pdf, pages: Sequence[Any]) -> dict[str, Destination]:
    """A chapter's anchors, on the pages it has in the joined file."""
    index = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    names = named(source)
    found = {}
    for place in range(0, len(names), 2):
        page, _, x, y, _ = names[place + 1]
        found[str(names[place])] = (pages[index[page.objgen]], float(x), float(y))
    return found


def _upright(rectangle: Any) -> Array:
    """Left, bottom, right, top: WeasyPrint gives the top before the bottom."""
    x, y, other_x, other_y = (float(side) for side in rectangle)
    return Array([min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)])


def named(pdf: pikepdf.Pdf) -> Any:
    """The name tree as it is stored: name, destination, name, destination ..."""
    has_names = "/Names" in pdf.Root and "/Dests" in pdf.Root.Names
    return pdf.Root.Names.Dests.Names if has_names else []


def write_links(
    pdf: pikepdf.Pdf,
    parents: Sequence[Any],
    destinations: dict[str, Destination],
    problems: list[Problem],
    go_to: str,
) -> None:
    """Make every ref: link lead to its anchor, and say so (go_to has a {target}).

    Names that are nowhere are added to `problems`, each with the place of its link.
    """
    owners: Mapping[int, Any] = {
        int(parents[index]): parents[index + 1] for index in range(0, len(parents), 2)
    }
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            link.Rect = _upright(link.Rect)
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if not address.startswith(SCHEME):
                continue
            name = unquote(address.removeprefix(SCHEME))
            if name not in destinations:
                place = source_of(owners.get(int(link.get("/StructParent", -1))))
                problem = Problem(f"a link leads to {name!r}, which is nowhere", place)
                if problem not in problems:  # a link over two lines is two
                    problems.append(problem)
            del link.A
            link.Dest = String(name)
            link.Contents = String(go_to.format(target=str(link.get("/Contents", name))))


def write_names(pdf: pikepdf.Pdf, destinations: Mapping[str, Destination]) -> None:
    """The name tree: one sorted array, as readers search it by halving."""
    names = Array()
    for name in sorted(destinations, key=lambda text: bytes(String(text))):
        page, x, y = destinations[name]
        names.append(String(name))
        names.append(Array([page, Name.XYZ, x, y, 0]))
    pdf.Root.Names = pikepdf.Dictionary(Dests=pdf.make_indirect(pikepdf.Dictionary(Names=names)))
