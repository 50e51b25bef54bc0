"""What stands at the head of the page, and what others are told of it: search engines, cards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from publication.download import extracts
from publication.download.citation import authors
from publication.download.particulars import file_size
from publication.download.pictures import picture_top
from publication.download.records import Package, address, full_title, web_address
from publication.download.vector import inline


def head(package: Package) -> dict[str, Any]:
    """Title, publishers, the PDF, and what search engines and shared links show."""
    publication, language = package.publication, package.language
    say = language.sections["download"]
    told = extracts.abstract(package)
    facts = say["facts"].format(size=file_size(package.pdf.size, language), pages=package.pdf.pages)
    heading, keys = extracts.key_figures(package)
    sections = [
        ("abstract", say["abstract"]),
        *([("keys", say["keyfigures"])] if keys else []),
        ("contents", say["contents"]),
        *([("figures", say["figures"])] if package.figures else []),
        ("cite", say["citation"]),
        ("about", say["about"]),
        ("access", say["accessibility"]),
    ]
    return {
        "lang": publication.language,
        "title": publication.title,
        "subtitle": publication.subtitle,
        "full_title": full_title(publication),
        "description": publication.description or told.statement,
        "keywords": publication.keywords,
        "year": publication.year,
        "publishers": [
            {**vars(publisher), "link": web_address(publisher.web)}
            for publisher in publication.publishers
        ],
        "holders": authors(publication, language),
        "pdf": {"name": package.pdf.path.name, "facts": facts},
        "canonical": address(publication),
        "card": [*_card(package)],
        "scholar": [*_scholar(package)],
        "sections": sections,
        "abstract": told,
        "cover_alt": extracts.cover_alt(package) or full_title(publication),
        "keys_heading": heading,
        "scene": _scene(package),
    }


def _scene(package: Package) -> Markup:
    """The front cover's picture without its words; nothing where the cover has none."""
    motif = package.artwork.get(extracts.cover_motif(package))
    if motif is None:
        return Markup("")
    width, height = package.brand.trim
    top = picture_top(package.galley)
    return inline(motif.svg, box=f"0 {top:g} {width:g} {height - top:g}")


def _card(package: Package) -> Iterator[tuple[str, str]]:
    """What services show of a shared link (Open Graph)."""
    publication = package.publication
    yield "og:type", "book"
    yield "og:title", full_title(publication)
    yield "og:description", publication.description
    yield "og:locale", publication.language.replace("-", "_")
    yield "og:image", address(publication, "card.png")
    yield "og:image:width", "1200"
    yield "og:image:height", "630"
    yield "og:image:alt", full_title(publication)
    if publication.url:
        yield "og:url", address(publication)


def _scholar(package: Package) -> Iterator[tuple[str, str]]:
    """What search engines for literature read."""
    publication = package.publication
    yield "twitter:card", "summary_large_image"
    yield "citation_title", full_title(publication)
    for publisher in publication.publishers:
        yield "citation_author", publisher.name
    yield "citation_publication_date", publication.date.replace("-", "/")
    yield "citation_technical_report_institution", publication.publishers[0].name
    yield "citation_language", publication.language.partition("-")[0]
    for isbn in publication.isbns:
        yield "citation_isbn", isbn.number
    if publication.url:
        yield "citation_pdf_url", address(publication, package.pdf.path.name)
