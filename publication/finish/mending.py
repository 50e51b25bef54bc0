"""The galley's structure made whole: tree, marked content and figures' boxes, page by page.

Web edition and proof begin with it; the printed files have no structure at all.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Page, Pdf

from publication.finish.content import (
    hyphenated,
    reached_content,
    rewrite_page,
    settle_readings,
)
from publication.finish.elements import Element, read_tree
from publication.finish.pages import box_of
from publication.finish.tags import repair
from publication.message import said
from publication.model import Finding, Galley, Severity

PX = 72 / 96
"""Points in a CSS pixel, in which the typesetter writes the boxes of figures."""


def mend(pdf: Pdf, galley: Galley, language: str) -> tuple[Element, tuple[Finding, ...]]:
    """Repair the structure, and every page's marked content with it.

    The tree that comes back still has to be written (elements.write_tree). The finding says how
    many hyphens the layout has at line ends that were not found on their page.
    """
    document = read_tree(pdf)
    repair(document, language)
    measure_figures(document, pdf)
    reached = reached_content(document.leaves())
    hyphens = settle_readings(pdf)
    ends = hyphenated(galley.lines)
    lost = 0
    for index, page in enumerate(pdf.pages):
        wanted = ends.get(index, [])
        lost += len(wanted) - rewrite_page(
            pdf, page, reached.get(index, set()), wanted, _hyphen_codes(page, hyphens)
        )
    return document, _lost_hyphens(lost, sum(map(len, ends.values())))


def measure_figures(document: Element, pdf: Pdf) -> None:
    """The boxes of figures from the typesetter's pixels, y down, to points, y up."""
    heights = [box_of(page, "/TrimBox")[3] for page in pdf.pages]
    for element in document.walk():
        page = element.first_page()
        layout = element.attributes.get("Layout", {})
        box = layout.get("BBox")
        if element.role == "Figure" and page is not None and isinstance(box, pikepdf.Object):
            left, top, right, bottom = (float(str(value)) * PX for value in box)
            turned = [left, heights[page] - bottom, right, heights[page] - top]
            layout["BBox"] = Array([round(value, 2) for value in turned])


def _hyphen_codes(page: Page, hyphens: dict[tuple[int, int], bytes]) -> dict[str, bytes]:
    fonts = page.resources.get("/Font", Dictionary())
    return {name: hyphens[font.objgen] for name, font in fonts.items() if font.objgen in hyphens}


def _lost_hyphens(lost: int, among: int) -> tuple[Finding, ...]:
    if not lost:
        return ()
    message = said(
        "{lost} of {among} hyphens at line ends will be read aloud: not found on their page",
        lost=lost,
        among=among,
    )
    return (Finding("hyphens", Severity.WARNING, message),)
