"""The web edition: the whole galley, cropped to the trim, tagged to the end, ready to download."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf

from publication.brand import Brand
from publication.finish.content import (
    hyphenated,
    reached_content,
    rewrite_page,
    settle_readings,
)
from publication.finish.elements import Element, read_tree, write_tree
from publication.finish.labels import set_page_labels
from publication.finish.links import tidy_links
from publication.finish.pages import box_of, crop, describe, save_whole
from publication.finish.tags import repair
from publication.finish.web_metadata import card_of, describe_web
from publication.model import Edition, Finding, Galley, Publication, Severity, World

EDITION = "web"
PDF_VERSION = "1.7"
PX = 72 / 96
"""Points in a CSS pixel, in which the typesetter writes the boxes of figures."""


def finish_web(
    galley: Galley,
    publication: Publication,
    brand: Brand,
    world: World,
    out: Path,
) -> Edition:
    """Make `out`/<title's id>.pdf: PDF/UA-1, every page of the galley.

    Findings name links that lead nowhere and hyphens that the layout has and the page has not.
    """
    path = out / f"{publication.id}.pdf"
    with pikepdf.open(galley.pdf) as pdf:
        findings = [*mend_structure(pdf, galley, publication.language), *tidy_links(pdf)]
        trim_pages(pdf)
        set_page_labels(pdf, galley.pages)
        seed = hashlib.sha256(galley.pdf.read_bytes()).hexdigest()
        card = card_of(publication, world, EDITION, seed)
        describe_web(pdf, card, [p.name for p in publication.publishers], universal=True)
        pdf.remove_unreferenced_resources()
        save_whole(path, lambda part: save(pdf, part))
        pages = len(pdf.pages)
    return Edition(EDITION, (describe(EDITION, path, pages),), tuple(findings))


def save(pdf: Pdf, path: Path) -> None:
    """Small and quick to show: object streams, linearised; the same bytes for the same content."""
    pdf.save(
        path,
        min_version=PDF_VERSION,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
        linearize=True,
        deterministic_id=True,
    )


def trim_pages(pdf: Pdf) -> None:
    """Cut every page to its trim: no bleed, no marks."""
    for page in pdf.pages:
        box = box_of(page, "/TrimBox")
        crop(page, box)
        page.TrimBox = page.MediaBox
        for name in ("/BleedBox", "/ArtBox"):
            if name in page:
                del page[name]
        page.obj.Tabs = Name.S


def mend_structure(pdf: Pdf, galley: Galley, language: str) -> tuple[Finding, ...]:
    """Repair the structure tree and, with it, the marked content of every page."""
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
    write_tree(pdf, document)
    return _lost_hyphens(lost, sum(map(len, ends.values())))


def _hyphen_codes(page: Page, hyphens: dict[tuple[int, int], bytes]) -> dict[str, bytes]:
    fonts = page.resources.get("/Font", Dictionary())
    return {name: hyphens[font.objgen] for name, font in fonts.items() if font.objgen in hyphens}


def _lost_hyphens(lost: int, among: int) -> tuple[Finding, ...]:
    if not lost:
        return ()
    message = f"{lost} of {among} hyphens at line ends will be read aloud: not found on their page"
    return (Finding("hyphens", Severity.WARNING, message, edition=EDITION),)


def measure_figures(document: Element, pdf: Pdf) -> None:
    """The boxes of figures from the typesetter's pixels, y down, to points, y up."""
    for element in document.walk():
        page = element.first_page()
        if element.role != "Figure" or page is None or "Layout" not in element.attributes:
            continue
        left, top, right, bottom = (
            float(str(v)) * PX
            for v in element.attributes["Layout"]["BBox"]  # type: ignore[union-attr]
        )
        height = box_of(pdf.pages[page], "/TrimBox")[3]
        box = [left, height - bottom, right, height - top]
        element.attributes["Layout"]["BBox"] = Array([round(value, 2) for value in box])
