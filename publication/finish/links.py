"""Link annotations: big enough to hit, with corners in order, each destination known."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, String

from publication.finish.elements import Annotation, Element
from publication.finish.pages import Box, box_of
from publication.language import Language
from publication.message import said
from publication.model import Finding, Severity

SMALLEST = 9.0
"""Points: the least height and width of a link. A raised note call is set with no line height,
so its link would otherwise be a line that nobody can hit."""


def tidy_links(pdf: Pdf) -> tuple[Finding, ...]:
    """Enlarge links that are too small; report those that lead nowhere."""
    known = set(_destinations(pdf))
    findings = []
    for index, page in enumerate(pdf.pages):
        for link in page.get("/Annots", ()):
            if link.get("/Subtype") != Name.Link:
                continue
            link.Rect = Array([round(value, 3) for value in _big_enough(box_of(link, "/Rect"))])
            link.F = 4  # printed with the page: PDF/A asks for it
            name = destination(link)
            if name is not None and name not in known:
                message = said("a link leads to {name!r}, which is nowhere", name=name)
                findings.append(
                    Finding("links", Severity.ERROR, message, edition="web", page=str(index + 1))
                )
    return tuple(findings)


def name_notes(pdf: Pdf, document: Element, language: Language) -> None:
    """Links between text and notes say so: "Note 3", and the way back. A bare "3" says nothing."""
    for element in document.walk():
        for link in (kid for kid in element.elements if kid.role == "Link"):
            for annotation in (leaf for leaf in link.leaves() if isinstance(leaf, Annotation)):
                raw = pdf.pages[annotation.page].obj.Annots[annotation.number]
                number = str(raw.get("/Contents", "")).rpartition(" ")[2]
                if element.role == "Reference" and number.isdigit():
                    raw.Contents = String(language["note_call"].format(number=number))
                elif element.role == "Lbl":
                    raw.Contents = String(language["back_to_text"])


def destination(link: Object) -> str | None:
    """The named destination of a link, or None when it leads out or has an explicit one."""
    target = link.get("/Dest")
    if target is None and "/A" in link and link.A.get("/S") == Name.GoTo:
        target = link.A.get("/D")
    if target is None or isinstance(target, Array):
        return None
    return str(target)


def _destinations(pdf: Pdf) -> Iterator[str]:
    names = pdf.Root.get("/Names", Dictionary())
    if "/Dests" in names:
        yield from (str(name) for name in NameTree(names.Dests))


def _big_enough(box: Box) -> Box:
    left, bottom, right, top = box
    wide = max(0.0, SMALLEST - (right - left)) / 2
    high = max(0.0, SMALLEST - (top - bottom)) / 2
    return left - wide, bottom - high, right + wide, top + high
