"""Does the joined file hang together? What a structure tree must keep, checked on the real one."""

from __future__ import annotations

from typing import Any

import pikepdf

from publication.message import Message, said
from publication.model import Finding, Severity
from publication.typeset.assemble.links import named
from publication.typeset.assemble.tree import elements, is_element, kids

CHECK = "galley"
SHOWN = 5  # of the same kind; the rest are counted


def check(pdf: pikepdf.Pdf) -> list[Finding]:
    """Every content number is owned by the element that holds it, /P points up, IDs are unique,
    destinations exist. Anything found is an error of the program, not of the text."""
    found: dict[Message, list[str]] = {}

    def note(kind: Message, what: object) -> None:
        found.setdefault(kind, []).append(str(what))

    root = pdf.Root.StructTreeRoot
    nums = root.ParentTree.Nums
    parents = {int(nums[place]): nums[place + 1] for place in range(0, len(nums), 2)}
    owners = {
        page.obj.objgen: [owner.objgen if owner is not None else None for owner in parents[key]]
        for page in pdf.pages
        if (key := int(page.obj.get("/StructParents", -1))) in parents
    }
    _check_tree(root.K[0], owners, note)
    _check_links(pdf, parents, note)
    if root.K[0].P.objgen != root.objgen:
        note(said("an element does not name its parent"), "Document")
    return [Finding(CHECK, Severity.ERROR, _told(kind, what)) for kind, what in found.items()]


def _told(kind: Message, what: list[str]) -> Message:
    shown = ", ".join(what[:SHOWN])
    return said("{kind}: {shown} ({count} in all)", kind=kind, shown=shown, count=len(what))


def _check_tree(document: Any, owners: dict[Any, list[Any]], note: Any) -> None:
    ids: set[str] = set()
    sources = 0
    for element in elements(document):
        me = element.objgen
        page = element.get("/Pg")
        own = owners.get(page.objgen, []) if page is not None else []
        sources += "/XSrc" in element
        if "/ID" in element:
            name = str(element.ID)
            if name in ids:
                note(said("an ID is used twice"), name)
            ids.add(name)
        for kid in kids(element):
            if isinstance(kid, int):
                if kid >= len(own) or own[kid] != me:
                    note(said("content is not owned by its element"), f"{element.S} {kid}")
            elif is_element(kid) and kid.P.objgen != me:
                note(said("an element does not name its parent"), kid.S)
    if not sources:
        note(said("no element says where it comes from"), "XSrc")


def _check_links(pdf: pikepdf.Pdf, parents: dict[int, Any], note: Any) -> None:
    names = named(pdf)
    known = {str(names[place]) for place in range(0, len(names), 2)}
    for page in pdf.pages:
        for link in page.obj.get("/Annots", []):
            if "/Dest" in link and str(link.Dest) not in known:
                note(said("a link leads to an unknown place"), link.Dest)
            if int(link.get("/StructParent", -1)) not in parents:
                note(said("a link stands outside the structure"), link.get("/Contents", ""))
