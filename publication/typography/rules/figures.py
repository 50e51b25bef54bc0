"""Figures and the text that speaks of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publication.message import Message, said
from publication.model import Anchor, Line
from publication.typography.book import Book
from publication.typography.checks import Found, rule
from publication.typography.links import Link


@rule("figure-spread")
def figure_spread(book: Book) -> Iterator[Found]:
    """A figure belongs on the spread where the text first speaks of it. Move it in the chapter, or
    mention it nearer to where it stands."""
    anchors = {anchor.name: anchor for anchor in book.galley.anchors}
    mentions = _first_mentions(book)
    for name, head in _figures(book).items():
        place = anchors.get(name)
        if place is None:
            continue
        link = mentions.get(name)
        if link is None:
            what = said("the text of its chapter never speaks of {name}", name=name)
            yield Found(place.page, what, head.src)
        elif book.spread(link.page) != book.spread(place.page):
            yield Found(place.page, _away(book, name, place, link), _src(book, link))


def _away(book: Book, name: str, place: Anchor, link: Link) -> Message:
    pages = book.galley.pages
    return said(
        "{name} stands on page {page}, but the text first speaks of it on page {mention}",
        name=name,
        page=pages[place.page].label,
        mention=pages[link.page].label,
    )


def _figures(book: Book) -> Mapping[str, Line]:
    """The figures by name, each with its first line."""
    found: dict[str, Line] = {}
    for line in book.lines:
        for block in line.path.split():
            tag, _, name = block.partition("#")
            if name and tag.split(".")[0] == "figure":
                found.setdefault(name, line)
    return found


def _first_mentions(book: Book) -> Mapping[str, Link]:
    """The first link to every name from its own chapter, not counting the figure's own words."""
    pages = book.galley.pages
    home = {anchor.name: pages[anchor.page].chapter for anchor in book.galley.anchors}
    found: dict[str, Link] = {}
    for link in sorted(book.links, key=lambda link: (link.page, link.y)):
        own = pages[link.page].chapter == home.get(link.name)
        if own and not _in_figure(book, link):
            found.setdefault(link.name, link)
    return found


def _in_figure(book: Book, link: Link) -> bool:
    line = book.line_at(link.page, link.x, link.y)
    return line is not None and f"#{link.name}" in line.path


def _src(book: Book, link: Link) -> str:
    line = book.line_at(link.page, link.x, link.y)
    return line.src if line else ""
