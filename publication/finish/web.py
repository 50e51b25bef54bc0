"""The web edition: the whole galley, cropped to the trim, tagged to the end, ready to download."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Name, Pdf

from publication.brand import Brand
from publication.finish.attach import Attachment, attach
from publication.finish.elements import write_tree
from publication.finish.labels import set_page_labels
from publication.finish.links import name_notes, tidy_links
from publication.finish.mending import mend
from publication.finish.pages import box_of, crop, describe, save_whole
from publication.finish.web_metadata import card_of, describe_web
from publication.finish.writing import save
from publication.language import read_language
from publication.model import Edition, Galley, Publication, World

EDITION = "web"
ARCHIVAL = "3A"
"""The level of PDF/A that the file claims beside PDF/UA-1: tagged, with any files attached."""


def finish_web(
    galley: Galley,
    publication: Publication,
    brand: Brand,
    world: World,
    out: Path,
    attachments: Sequence[Attachment] = (),
) -> Edition:
    """Make `out`/<title's id>.pdf: PDF/UA-1 and PDF/A-3a, every page of the galley.

    attachments  figures' data and the list of numbers; each with the figure it belongs to

    Findings name links that lead nowhere and hyphens that the layout has and the page has not.
    """
    path = out / f"{publication.id}.pdf"
    with pikepdf.open(galley.pdf) as pdf:
        document, lost = mend(pdf, galley, publication.language)
        attach(pdf, document, attachments, world.epoch)
        name_notes(pdf, document, read_language(publication.language))
        write_tree(pdf, document)
        findings = (*lost, *tidy_links(pdf))
        trim_pages(pdf)
        set_page_labels(pdf, galley.pages)
        seed = hashlib.sha256(galley.pdf.read_bytes()).hexdigest()
        card = card_of(publication, world, EDITION, seed)
        authors = [publisher.name for publisher in publication.publishers]
        describe_web(pdf, card, authors, universal=True, archival=ARCHIVAL)
        save_whole(path, lambda part: save(pdf, part, galley.lines))
        pages = len(pdf.pages)
    return Edition(EDITION, (describe(EDITION, path, pages),), findings)


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
