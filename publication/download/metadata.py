"""The report for search engines and catalogues: schema.org, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from publication.download.extracts import abstract, has_data_chapter
from publication.download.records import FigureFiles, Package, address, full_title, web_address
from publication.model import Isbn, Publication, Publisher

CONTEXT = "https://schema.org"
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/json",
}
PAPER = frozenset({"trykt", "print"})
READABLE = (
    *("alternativeText", "pageNavigation", "readingOrder", "structuralNavigation"),
    *("tableOfContents", "taggedPDF", "unlocked"),
)
"""What the file offers, in the words of the W3C's vocabulary for discovery (a11y-discov-vocab)."""


def linked_data(package: Package) -> dict[str, Any]:
    """The report as a schema.org Report: its editions, its parts, its files."""
    publication = package.publication
    told = abstract(package)
    record = {
        "@context": CONTEXT,
        "@type": "Report",
        "@id": address(publication) or f"#{publication.id}",
        "name": full_title(publication),
        "headline": publication.title,
        "alternativeHeadline": publication.subtitle.lstrip("–- "),
        "description": publication.description,
        "abstract": " ".join(filter(None, (told.statement, *told.paragraphs))),
        "inLanguage": publication.language,
        "datePublished": publication.date,
        "dateModified": package.world.date,
        "copyrightYear": publication.year,
        "keywords": list(publication.keywords),
        "author": [_house(publisher) for publisher in publication.publishers],
        "publisher": [_house(publisher) for publisher in publication.publishers],
        "copyrightHolder": [_house(publisher) for publisher in publication.publishers],
        "url": address(publication),
        "image": address(publication, "cover.png"),
        "thumbnailUrl": address(publication, "cover.webp"),
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": {"@type": "ItemList", "itemListElement": ["textual"]},
        "accessibilityFeature": [*READABLE, *(["longDescription"] * has_data_chapter(package))],
        "accessibilityHazard": "none",
        "encoding": _pdf(package),
        "workExample": [_edition(isbn, publication) for isbn in publication.isbns],
        "hasPart": [_figure(figure, package) for figure in package.figures],
    }
    return _full(record)


def as_json(record: dict[str, Any]) -> str:
    """The record as a file."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def in_page(record: dict[str, Any]) -> str:
    """The record inside a script element, which nothing in it may close."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")


def _house(publisher: Publisher) -> dict[str, Any]:
    house = {"@type": "Organization", "name": publisher.name}
    return _full({**house, "url": web_address(publisher.web), "address": publisher.address})


def _pdf(package: Package) -> dict[str, Any]:
    """The file itself."""
    return {
        "@type": "MediaObject",
        "contentUrl": address(package.publication, package.pdf.path.name),
        "encodingFormat": "application/pdf",
        "contentSize": f"{package.pdf.size} B",
        "sha256": package.pdf.sha256,
    }


def _edition(isbn: Isbn, publication: Publication) -> dict[str, Any]:
    """An edition that carries a number of its own."""
    form = "Paperback" if isbn.kind in PAPER else "EBook"
    return {
        "@type": "Book",
        "name": full_title(publication),
        "bookFormat": f"{CONTEXT}/{form}",
        "isbn": isbn.digits,
        "inLanguage": publication.language,
        "datePublished": publication.date,
    }


def _figure(figure: FigureFiles, package: Package) -> dict[str, Any]:
    """A figure's data as a data set, its picture beside it."""
    publication, text = package.publication, figure.text
    label = text.label.replace("\N{NO-BREAK SPACE}", " ")
    record = {
        "@type": "Dataset",
        "@id": f"#{text.id}",
        "name": f"{label}: {text.headline}",
        "description": " ".join(filter(None, (text.question, text.caption, text.note))),
        "inLanguage": publication.language,
        "creator": [_house(publisher) for publisher in publication.publishers],
        "image": address(publication, f"figures/{text.id}.png"),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address(publication, f"data/{text.id}.{kind}"),
                "encodingFormat": MEDIA[kind],
            }
            for kind in ("csv", "xlsx")
        ],
    }
    return _full(record)


def _full(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is not known."""
    return {name: value for name, value in record.items() if value not in ("", [], None)}
