"""A finished PDF as a listener meets it: structure elements, their words, links and destinations.

Read with pikepdf (structure) and pdfium (words): neither is asked how the file was made.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Name

INLINE = frozenset({"Span", "Link", "Quote", "Code", "Reference", "Annot"})
"""Structure types that stand within a line; all others begin a block of their own."""
NEXT_LINE, APART = 6.0, 1.5
"""Points: text so much lower is on another line, text so much further right is another word."""
SOFT = "\u00ad"
PDFIUM_HYPHEN = "\u0002"
"""What pdfium makes of a hyphen that ends a line; soft ones say so themselves (ActualText)."""

Place = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked content: page index and MCID."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Link:
    """A link annotation: where it lies, what it says, where it leads."""

    page: int
    place: Place
    contents: str
    destination: str = ""
    address: str = ""


@dataclass(eq=False, slots=True)
class Node:
    """A structure element."""

    role: str
    kids: list[Node | Piece | Link] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """Itself and everything under it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()

    def leaves(self) -> Iterator[Piece | Link]:
        """What lies on the page, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.leaves()
            else:
                yield kid

    def links(self) -> Iterator[Link]:
        return (leaf for leaf in self.leaves() if isinstance(leaf, Link))

    @property
    def page(self) -> int:
        """The index of its first page; -1 when it is empty."""
        return next((leaf.page for leaf in self.leaves()), -1)


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one piece of content, and where it begins and ends, in points."""

    text: str
    baseline: float
    left: float
    right: float


@dataclass(eq=False)
class Told:
    """A whole file: its tree, its words by piece, and where its named destinations lie."""

    root: Node
    words: dict[Piece, list[Words]]
    destinations: dict[str, tuple[int, float, float]]
    outline: tuple[tuple[int, str], ...]
    catalog: dict[str, str]
    owned: dict[Piece, int]
    drawn: set[Piece]
    pages: int

    def text(self, node: Node, skip: Callable[[Node], bool] = lambda node: False) -> str:
        """The words of an element, its figures told by their alternative texts."""
        return join(self._pieces(node, skip))

    def _pieces(self, node: Node, skip: Callable[[Node], bool]) -> Iterator[Words]:
        if node.role == "Figure" and node.alt:
            yield Words(f" {node.alt} ", 0, 0, 0)
            return
        for kid in node.kids:
            if isinstance(kid, Piece):
                yield from self.words.get(kid, ())
            elif isinstance(kid, Node) and not skip(kid):
                yield from self._pieces(kid, skip)


def join(pieces: Iterator[Words]) -> str:
    """Words of pieces in order: a space where the line ends, none after a soft hyphen."""
    parts: list[str] = []
    last: Words | None = None
    for piece in pieces:
        if last is not None and not last.text.endswith((SOFT, " ")):
            below = abs(piece.baseline - last.baseline) > NEXT_LINE
            aside = piece.left - last.right > APART or piece.left < last.left
            parts.append(" " if below or aside else "")
        parts.append(piece.text)
        last = piece
    return "".join(parts).replace(SOFT, "")


# ------------------------------------------------------------------ structure


def read(path: Path) -> Told:
    """Read a tagged PDF; a file without structure has an empty root."""
    with pikepdf.open(path) as pdf:
        reader = _Reader(pdf)
        told = Told(
            root=reader.root(),
            words={},
            destinations=dict(reader.destinations()),
            outline=tuple(_outline(pdf)),
            catalog=_catalog(pdf),
            owned=reader.owned,
            drawn=set(_drawn(pdf)),
            pages=len(pdf.pages),
        )
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            for mcid, words in _words_of_page(document[number]):
                told.words.setdefault(Piece(number, mcid), []).append(words)
    return told


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.owned: dict[Piece, int] = {}
        self.links: dict[Any, Link] = {}
        for index, page in enumerate(pdf.pages):
            for raw in page.obj.get("/Annots", ()):
                if raw.get("/Subtype") == Name.Link:
                    self.links[raw.objgen] = _link(raw, index)

    def root(self) -> Node:
        if "/StructTreeRoot" not in self.pdf.Root:
            return Node("Document")
        kids = self.pdf.Root.StructTreeRoot.get("/K", Array())
        nodes = [self.node(raw, -1) for raw in (kids if isinstance(kids, Array) else (kids,))]
        return nodes[0] if len(nodes) == 1 else Node("Document", [*nodes])

    def node(self, raw: Any, page: int) -> Node:
        page = self.pages.get(raw.Pg.objgen, -1) if "/Pg" in raw else page
        node = Node(str(raw.S)[1:])
        node.alt, node.lang, node.id = (str(raw.get(key, "")) for key in ("/Alt", "/Lang", "/ID"))
        if "/A" in raw:
            for owner in raw.A if isinstance(raw.A, Array) else (raw.A,):
                node.attributes |= {str(key)[1:]: value for key, value in owner.items()}
        kids = raw.get("/K")
        for kid in kids if isinstance(kids, Array) else () if kids is None else (kids,):
            found = self._kid(kid, page)
            if found is not None:
                node.kids.append(found)
        return node

    def _kid(self, kid: Any, page: int) -> Node | Piece | Link | None:
        if not isinstance(kid, int) and "/S" in kid:
            return self.node(kid, page)
        if not isinstance(kid, int) and kid.get("/Type") == Name.OBJR:
            return self.links.get(kid.Obj.objgen)
        if isinstance(kid, int):
            piece = Piece(page, kid)
        else:
            piece = Piece(self.pages.get(kid.Pg.objgen, -1) if "/Pg" in kid else page, kid.MCID)
        self.owned[piece] = self.owned.get(piece, 0) + 1
        return piece

    def destinations(self) -> Iterator[tuple[str, tuple[int, float, float]]]:
        root = self.pdf.Root
        if "/Names" in root and "/Dests" in root.Names:
            for name, raw in pikepdf.NameTree(root.Names.Dests).items():
                array = raw if isinstance(raw, Array) else raw.D
                x, y = (float(v) if v is not None else 0.0 for v in (array[2], array[3]))
                yield str(name), (self.pages.get(array[0].objgen, -1), x, y)


def _link(raw: Any, page: int) -> Link:
    left, bottom, right, top = (float(value) for value in raw.Rect)
    action = raw.get("/A", {})
    target = raw.get("/Dest", action.get("/D", ""))
    return Link(
        page,
        (min(left, right), min(bottom, top), max(left, right), max(bottom, top)),
        str(raw.get("/Contents", "")),
        "" if isinstance(target, Array) else str(target),
        str(action.get("/URI", "")),
    )


def _outline(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Level (from 1) and title of every bookmark."""

    def below(item: Any, level: int) -> Iterator[tuple[int, str]]:
        child = item.get("/First")
        while child is not None:
            yield level, str(child.Title)
            yield from below(child, level + 1)
            child = child.get("/Next")

    if "/Outlines" in pdf.Root:
        yield from below(pdf.Root.Outlines, 1)


def _catalog(pdf: pikepdf.Pdf) -> dict[str, str]:
    root = pdf.Root
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        title = str(xmp.get("dc:title", ""))
    shown = "/ViewerPreferences" in root and root.ViewerPreferences.get("/DisplayDocTitle", False)
    return {
        "language": str(root.get("/Lang", "")),
        "title": title,
        "title shown": "yes" if shown else "",
        "page labels": "yes" if "/PageLabels" in root else "",
    }


def _drawn(pdf: pikepdf.Pdf) -> Iterator[Piece]:
    """Every piece of marked content that a page draws."""
    for number, page in enumerate(pdf.pages):
        for instruction in pikepdf.parse_content_stream(page, "BDC"):
            properties = instruction.operands[1]
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                yield Piece(number, int(properties.MCID))


# ------------------------------------------------------------------ words


def _words_of_page(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Words]]:
    """The text objects of a page by MCID, in the order they are drawn."""
    text = page.get_textpage()
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=1):
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        if mcid >= 0:
            right = thing.get_bounds()[2]
            matrix = thing.get_matrix()
            words = _actual_text(thing.raw)
            if words is None:
                words = _text_of(thing.raw, text.raw)
            yield mcid, Words(words, matrix.f, matrix.e, right)
    text.close()


def _text_of(thing: Any, page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(thing, page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(thing, page, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0").replace(PDFIUM_HYPHEN, "-")


def _actual_text(thing: Any) -> str | None:
    """What the content says it should be read as, if it says so."""
    for index in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, index)
        size = ctypes.c_ulong()
        key = b"ActualText"
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, size) and size.value:
            buffer = (ctypes.c_ushort * (size.value // 2))()
            pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, buffer, size.value, size)
            return bytes(buffer).decode("utf-16-le").rstrip("\0")
    return None
