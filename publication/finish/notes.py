"""Notes in the structure tree: out of the sentence they interrupt, with label, ID and links."""

from __future__ import annotations

from collections.abc import Iterator

from publication.finish.elements import Element, Kid

CALLS = frozenset({"call", "doc-noteref"})
BACKLINKS = frozenset({"back", "doc-backlink"})
"""Classes or roles of the links between a note and its call."""
NOTES = frozenset({"note", "doc-footnote", "doc-endnote"})
"""Roles of notes: class says nothing here, since the words under a figure have it too."""
MARGIN = "mn"
"""The class of whatever stands in the margin column."""

TEXT_BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6"})
CONTAINERS = frozenset({"LBody", "TD", "TH", "Caption"})


def set_notes(document: Element) -> None:
    """Notes become Note with an ID and a label, and stand after the paragraph that calls them.

    Read aloud, a sentence is not broken in two by its note; the call leads to it, and it back.
    Blocks of the margin that nothing calls are moved out of the paragraph likewise.
    """
    join_notes(document)
    lift(document)
    number = 0
    for element in list(document.walk()):
        if element.source.role in NOTES and element.kids:
            number += 1
            element.role = "Note"
            element.id = element.source.id or f"note-{number}"
            _wrap(element, "Lbl", BACKLINKS)
        elif MARGIN in element.source.classes and element.role in ("Span", "NonStruct"):
            element.role = "Div"
    _wrap(document, "Reference", CALLS)


def join_notes(document: Element) -> None:
    """A note that runs on over the page is one: its pieces go to the one that has its number."""
    pieces: dict[str, list[Element]] = {}
    for element in document.walk():
        if element.source.role in NOTES:
            pieces.setdefault(element.source.key, []).append(element)
    for parts in pieces.values():
        home = next((part for part in parts if _numbered(part)), parts[0])
        for part in parts:
            if part is not home:
                home.kids += part.kids
                part.kids = []  # empty elements are dropped later


def _numbered(note: Element) -> bool:
    return any(_is_link(element, BACKLINKS) for element in note.walk())


def lift(parent: Element) -> None:
    """Move notes behind the text block they stand in, or to the end of their cell or item."""
    kids: list[Kid] = []
    for kid in parent.kids:
        kids.append(kid)
        if isinstance(kid, Element):
            lift(kid)
            if kid.role in TEXT_BLOCKS:
                kids += _take_notes(kid)
    parent.kids = kids
    if parent.role in CONTAINERS and not any(kid.role in TEXT_BLOCKS for kid in parent.elements):
        parent.kids += list(_take_notes(parent))


def is_note(element: Element) -> bool:
    """Whether the HTML says that it is a note, or set it in the margin from within a line."""
    in_line = element.source.tag == "span" and MARGIN in element.source.classes
    return element.source.role in NOTES or in_line


def _take_notes(element: Element) -> Iterator[Element]:
    """Remove the notes anywhere inside element and give them in order."""
    for kid in element.elements:
        if is_note(kid):
            element.kids.remove(kid)
            yield kid
        else:
            yield from _take_notes(kid)


def _wrap(parent: Element, role: str, names: frozenset[str]) -> None:
    """Put every link with one of these classes or HTML roles into an element of its own."""
    for element in list(parent.walk()):
        if element.role != role:
            element.kids = [
                Element(role, [kid]) if isinstance(kid, Element) and _is_link(kid, names) else kid
                for kid in element.kids
            ]


def _is_link(element: Element, names: frozenset[str]) -> bool:
    called = {*element.source.classes, element.source.role}
    return element.role == "Link" and not names.isdisjoint(called)
