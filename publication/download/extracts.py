"""What the page takes from the title as it was built: abstract, key figures, contents, places.

The words are those of the chapters, so numbers in them are bound to their estimates as there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from publication.download.records import Leaf, Package
from publication.model import ComposedChapter, Galley, Manuscript

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
SPACED = frozenset({"br", "div", "li", "p", "td", "th", "tr"})
INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")


@dataclass
class Node:
    """An element of a chapter's HTML: its attributes, and what is in it in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all within, in order."""
        yield self
        for part in self.content:
            if isinstance(part, Node):
                yield from part.walk()

    def find(self, tag: str = "", name: str = "") -> Iterator[Node]:
        """The elements of a tag and of a class, either of which may be left open."""
        for node in self.walk():
            if (not tag or node.tag == tag) and (not name or name in node.classes):
                yield node

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        """Its words: no marks that only typesetting needs, single spaces, no-break spaces kept."""
        return re.sub(r"[ \t\r\n]+", " ", "".join(self._pieces()).translate(INVISIBLE)).strip()

    def _pieces(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._pieces()
                if part.tag in SPACED:
                    yield " "


class Reader(HTMLParser):
    """Reads well-formed HTML into nodes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or all(node.tag != tag for node in self.open):
            return
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


@dataclass(frozen=True)
class KeyFigure:
    """One of the key figures, as the report prints it.

    lead, words   the words beside the number: those it sets first in bold, and the rest
    figure        id of the figure it stands in, or nothing
    percent       the share in whole per cents, None for what is no share
    series        tilbud, foreninger or alle
    """

    number: str
    unit: str
    lead: str
    words: str
    figure: str
    percent: int | None
    series: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `motif` is the id of its small picture, or nothing."""

    id: str
    label: str
    title: str
    theme: str
    leaf: Leaf
    motif: str


@dataclass(frozen=True)
class Abstract:
    """What the report is about: the back cover's statement and text."""

    statement: str
    paragraphs: tuple[str, ...]


def read(html: str) -> Node:
    """A chapter's HTML as nodes."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def leaf_of(galley: Galley, anchor: str) -> Leaf | None:
    """The page a named place stands on."""
    index = next((place.page for place in galley.anchors if place.name == anchor), None)
    if index is None:
        index = next((page.index for page in galley.pages if page.chapter == anchor), None)
    if index is None:
        return None
    label = next(page.label for page in galley.pages if page.index == index)
    return Leaf(index + 1, label)


def abstract(package: Package) -> Abstract:
    """The back cover's words; the manifest's description where the title has no back cover."""
    covers = _chapters(package.manuscript, "cover")
    back = read(covers[-1].html) if len(covers) > 1 else Node("")
    statement = next((node.text for node in back.find("p", "statement")), "")
    paragraphs = tuple(node.text for node in back.find("p", "blurb"))
    if not paragraphs:
        paragraphs = tuple(filter(None, [package.publication.description]))
    return Abstract(statement, paragraphs)


def cover_alt(package: Package) -> str:
    """What the front cover shows, as its chapter says it; nothing where there is no cover."""
    covers = _chapters(package.manuscript, "cover")
    pictures = read(covers[0].html).find("img") if covers else ()
    return next((node.attributes.get("alt", "") for node in pictures), "")


def cover_motif(package: Package) -> str:
    """The id of the picture on the front cover, or nothing."""
    covers = _chapters(package.manuscript, "cover")
    pictures = read(covers[0].html).find("img", "motif") if covers else ()
    addresses = (node.attributes.get("src", "") for node in pictures)
    return next((src.removeprefix("figure:") for src in addresses), "")


def cover_theme(package: Package) -> str:
    """The theme of the front cover, whose ground the page takes; the first chapter's elsewhere."""
    covers = _chapters(package.manuscript, "cover") or list(package.manuscript.chapters)
    return covers[0].spec.theme


def key_figures(package: Package) -> tuple[str, tuple[KeyFigure, ...]]:
    """Heading and numbers of the chapter of key figures; nothing where there is none."""
    chapters = _chapters(package.manuscript, "keyfigures")
    if not chapters:
        return "", ()
    root = read(chapters[0].html)
    heading = next((node.text for node in root.find("h1")), chapters[0].spec.title)
    items = [item for item in root.find("li") if any(item.find(name="number"))]
    return heading, tuple(_key_figure(item, package) for item in items)


def _key_figure(item: Node, package: Package) -> KeyFigure:
    number = next(item.find(name="number"))
    unit = next((node.text for node in number.find(name="unit")), "")
    words = next(item.find(name="words"), Node("p"))
    lead = next((node.text for node in words.find("strong")), "")
    name = next((node.attributes.get("value", "") for node in number.find("data")), "")
    found = package.estimates.get(name)
    row = name.split(".")[1] if found else ""
    rows = package.estimates.table_of(name).rows if found else ()
    link = next((node.attributes.get("href", "") for node in item.find("a", "ref")), "")
    return KeyFigure(
        number=number.text.removesuffix(unit).strip(),
        unit=unit.strip("\N{NO-BREAK SPACE} "),
        lead=lead,
        words=words.text.removeprefix(lead).strip(),
        figure=link.removeprefix("ref:"),
        percent=found.percent if found and found.kind == "share" else None,
        series=next((each.series for each in rows if each.key == row), "alle"),
    )


def contents(package: Package) -> tuple[Entry, ...]:
    """The chapters that the contents list names, with the page each begins on."""
    entries = []
    for chapter in package.manuscript.chapters:
        spec = chapter.spec
        leaf = leaf_of(package.galley, spec.id)
        if spec.listed and leaf is not None:
            motif = f"contents-{spec.id}"
            known = motif if motif in package.artwork else ""
            entries.append(Entry(spec.id, spec.label, spec.title, spec.theme, leaf, known))
    return tuple(entries)


def theme_of(package: Package, chapter: str) -> str:
    """The theme of a chapter."""
    return next(each.spec.theme for each in package.manuscript.chapters if each.spec.id == chapter)


def has_data_chapter(package: Package) -> bool:
    """Whether the PDF ends with the figures' data as tables."""
    return any(page.web_only for page in package.galley.pages)


def _chapters(manuscript: Manuscript, kind: str) -> list[ComposedChapter]:
    return [chapter for chapter in manuscript.chapters if chapter.spec.kind == kind]
