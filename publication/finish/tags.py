"""Repairs to the structure tree that the typesetter leaves: what it says, a listener hears.

Left to itself the tree has one element per page for what runs over a page, headers told again on
every page of a table, notes in the middle of sentences, and no difference between a caption and a
note. The repairs work on plain elements (elements.py) and know from each element's Source which
HTML it was. They are pure but for the tree itself, which they change in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from publication.finish.elements import UNKNOWN, Content, Element, Kid
from publication.finish.notes import is_note, set_notes
from publication.finish.tables import set_tables

ROLES: Mapping[str, str] = {
    "em": "Span",
    "strong": "Span",
    "b": "Span",
    "i": "Span",
    "sup": "Span",
    "sub": "Span",
    "small": "Span",
    "abbr": "Span",
    "time": "Span",
    "cite": "Span",
    "q": "Quote",
    "code": "Code",
    "figure": "Div",
    "aside": "Div",
    "header": "Div",
    "footer": "Div",
    "address": "Div",
    "nav": "Div",
}
"""Structure type by HTML element, where the typesetter writes NonStruct."""

CONTENTS = frozenset({"doc-toc", "directory"})
DECORATION = frozenset({"presentation", "none"})

INLINE = frozenset({"Span", "Link", "Quote", "Code", "Reference", "Lbl", "Note"})
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})
CELLS = frozenset({"TR", "TH", "TD"})
TELLING = frozenset({"em", "strong", "b", "i", "sup", "sub", "abbr", "figure", "aside", "nav"})
"""HTML elements whose Span or Div stays; all others only wrap."""
REPEATED = frozenset({"THead", "TFoot"})


def repair(document: Element, language: str) -> set[Content]:
    """Put the tree right; returns the marked content that is decoration, to become artifacts.

    language  of the publication: an element in another one says so
    """
    artifacts: set[Content] = set()
    unwrap(document)
    join_pages(document, artifacts)
    drop_decoration(document, artifacts)
    for step in STEPS:
        step(document)
    tell_languages(document, language)
    return artifacts


# ------------------------------------------------------------------ one element per HTML element


def unwrap(parent: Element) -> None:
    """Dissolve what no HTML element asked for: the span around each line, anonymous boxes."""
    kids: list[Kid] = []
    for kid in parent.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        unwrap(kid)
        if kid.source.tag == "li" and kid.source.pseudo == "before":
            kid.role = "Lbl"  # a dash or bullet that the stylesheet draws
        if _anonymous(kid, parent):
            kids += kid.kids
        else:
            kids.append(kid)
    parent.kids = kids


def _anonymous(kid: Element, parent: Element) -> bool:
    if kid.source is UNKNOWN:
        return kid.role in ("Span", "NonStruct") and not (kid.alt or kid.lang)
    return kid.source.key == parent.source.key and kid.role in ("NonStruct", parent.role)


def join_pages(parent: Element, artifacts: set[Content]) -> None:
    """Join the pieces of an element that runs over lines or pages, under the same parent.

    Heads and feet that a table repeats on each page are told once; their repeats are artifacts.
    """
    first: dict[tuple[str, str, str], Element] = {}
    kids: list[Kid] = []
    for kid in parent.kids:
        if not isinstance(kid, Element) or kid.source is UNKNOWN:
            kids.append(kid)
            continue
        identity = (kid.source.key, kid.role, kid.source.pseudo)
        earlier = first.setdefault(identity, kid)
        if earlier is kid:
            kids.append(kid)
        elif kid.role in REPEATED:
            artifacts.update(leaf for leaf in kid.leaves() if isinstance(leaf, Content))
        else:
            earlier.kids += kid.kids
    parent.kids = kids
    for element in parent.elements:
        join_pages(element, artifacts)


def drop_decoration(parent: Element, artifacts: set[Content]) -> None:
    """Take pictures that only decorate out of the tree."""
    kids: list[Kid] = []
    for kid in parent.kids:
        if isinstance(kid, Element) and kid.source.role in DECORATION:
            artifacts.update(leaf for leaf in kid.leaves() if isinstance(leaf, Content))
            continue
        if isinstance(kid, Element):
            drop_decoration(kid, artifacts)
        kids.append(kid)
    parent.kids = kids


# ------------------------------------------------------------------ what each element is


def name_roles(document: Element) -> None:
    """Structure types for the HTML elements the typesetter does not know."""
    for element in document.walk():
        if element.role in ("NonStruct", "Span") and element.source.tag in ROLES:
            element.role = ROLES[element.source.tag]


def set_lists(document: Element) -> None:
    """Lists say how they are numbered; a list in a list belongs to the item before it."""
    for element in document.walk():
        if element.role != "L":
            continue
        _nest_lists(element)
        for item in element.elements:
            _gather_body(item)
        labelled = any(part.role == "Lbl" for item in element.elements for part in item.elements)
        kind = "Decimal" if element.source.tag == "ol" else "Disc"
        element.attributes["List"] = {"ListNumbering": kind if labelled else "None"}


def _gather_body(item: Element) -> None:
    """An item holds a label and a body, nothing else: blocks beside them go into the body."""
    if item.role != "LI":
        return
    labels: list[Kid] = []
    rest: list[Kid] = []
    for kid in item.kids:
        body = isinstance(kid, Element) and kid.role == "LBody"
        for part in kid.kids if body else (kid,):  # type: ignore[union-attr]
            label = isinstance(part, Element) and part.role == "Lbl"
            (labels if label else rest).append(part)
    item.kids = [*labels, Element("LBody", rest)] if rest else labels


def _nest_lists(outer: Element) -> None:
    kids: list[Kid] = []
    for kid in outer.kids:
        last = kids[-1] if kids else None
        if isinstance(kid, Element) and kid.role == "L" and isinstance(last, Element):
            body = next((part for part in last.elements if part.role == "LBody"), last)
            body.kids.append(kid)
        else:
            kids.append(kid)
    outer.kids = kids


def set_contents(document: Element) -> None:
    """The list of contents is a TOC: its items are references, not bullets."""
    for element in document.walk():
        if element.source.role in CONTENTS or element.source.tag == "nav":
            for part in element.walk():
                part.role = {"L": "TOC", "LI": "TOCI"}.get(part.role, part.role)
                part.attributes.pop("List", None)
            for item in element.walk():
                if item.role == "TOCI":
                    item.kids = list(_without_bodies(item))


def _without_bodies(item: Element) -> Iterator[Kid]:
    """The kids of a TOCI: links stand in a Reference, the LBody around them goes."""
    for kid in item.kids:
        if isinstance(kid, Element) and kid.role == "LBody":
            yield from _without_bodies(kid)
        elif isinstance(kid, Element) and kid.role == "Link":
            yield Element("Reference", [kid])
        else:
            yield kid


def set_figures(document: Element) -> None:
    """A caption follows its figure at once, as PDF 1.7 readers expect; a table's ends the table.

    Not inside the figure: readers stop at the alternative text and would never tell the caption.
    """
    for group in document.walk():
        if group.source.tag != "figure":
            continue
        pictures = [kid for kid in group.elements if kid.role in ("Figure", "Table")]
        captions = [kid for kid in group.elements if kid.role == "Caption"]
        if len(pictures) != 1 or not captions:
            continue
        group.kids = [kid for kid in group.kids if kid not in captions]
        picture = pictures[0]
        if picture.role == "Table":
            picture.kids += captions
        else:
            place = group.kids.index(picture) + 1
            group.kids[place:place] = captions


# ------------------------------------------------------------------ the last touches


def wrap_text(document: Element) -> None:
    """Text that stands loose in a group becomes a paragraph; a note by itself stays as it is."""
    for element in list(document.walk()):
        if element.role not in GROUPS:
            continue
        kids: list[Kid] = []
        run: list[Kid] = []
        for kid in element.kids:
            if isinstance(kid, Element) and kid.role not in INLINE:
                kids += _paragraph(run)
                run = []
                kids.append(kid)
            else:
                run.append(kid)
        element.kids = kids + _paragraph(run)


def _paragraph(run: list[Kid]) -> list[Kid]:
    words = [kid for kid in run if not (isinstance(kid, Element) and is_note(kid))]
    return [Element("P", run)] if words else run


def simplify(parent: Element) -> None:
    """Drop elements without content and wrappers that say nothing; cells stay, though empty."""
    kids: list[Kid] = []
    for kid in parent.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        simplify(kid)
        if not kid.kids and kid.role not in CELLS:
            continue
        kids += kid.kids if _says_nothing(kid) else [kid]
    parent.kids = kids


def _says_nothing(element: Element) -> bool:
    if element.alt or element.source.lang:
        return False
    wrapper = element.role in ("NonStruct", "Span", "Div") and element.source.tag not in TELLING
    return wrapper


def tell_languages(document: Element, language: str) -> None:
    """An element whose HTML is in another language than the publication says so."""
    for element in document.walk():
        if element.source.lang and primary(element.source.lang) != primary(language):
            element.lang = element.source.lang


def primary(language: str) -> str:
    """The language itself of a tag: da of da-DK."""
    return language.lower().partition("-")[0]


STEPS: tuple[Callable[[Element], None], ...] = (
    name_roles,
    wrap_text,
    set_notes,
    wrap_text,
    simplify,
    set_lists,
    set_contents,
    set_figures,
    set_tables,
)
"""The repairs in order, after the pieces are joined."""
