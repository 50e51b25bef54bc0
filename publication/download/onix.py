"""The report for the book trade: an ONIX 3.0 message, one product an edition.

Elements stand in the order of EDItEUR's schema; the codes are those of its lists (the number of
the list is named where a code is). What is not known is left out: no price, no subject code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree

from publication.download.citation import ISO_639_2, code_of
from publication.download.extracts import abstract, contents, has_data_chapter
from publication.download.records import Package, address, web_address
from publication.model import Isbn, Publication

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
PAPER = frozenset({"trykt", "print"})
ISBN_13, PROPRIETARY = "15", "01"  # list 5
PAPERBACK, DOWNLOAD = "BC", "ED"  # list 150
PDF = "E107"  # list 175
ACCESSIBILITY = "09"  # list 79
PDF_UA = "05"  # list 196, as the rest of these
READABLE = ("10", "11", "13", "14", "19", "22", "29")
"""Nothing disabled; contents; order of reading; short descriptions; printed page numbers; languages
marked; headings to step through."""
DATA_AS_TEXT = "16"
CONTACT = "99"

Part = tuple[str, "str | Sequence[Part]"]


def onix(package: Package) -> str:
    """The message: the PDF, and every edition that has an ISBN of its own."""
    publication = package.publication
    moment = datetime.fromtimestamp(package.world.epoch, UTC).strftime("%Y%m%dT%H%M%SZ")
    head: list[Part] = [
        ("Sender", [("SenderName", publication.publishers[0].name)]),
        ("SentDateTime", moment),
    ]
    products = [_product(package, isbn) for isbn in (*_printed(publication), None)]
    root = ElementTree.Element("ONIXMessage", {"release": "3.0", "xmlns": NAMESPACE})
    for part in [("Header", head), *products]:
        _grow(root, part)
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _grow(parent: ElementTree.Element, part: Part) -> None:
    name, content = part
    element = ElementTree.SubElement(parent, name)
    if isinstance(content, str):
        element.text = content
    else:
        for inner in content:
            _grow(element, inner)


def _printed(publication: Publication) -> tuple[Isbn, ...]:
    return tuple(isbn for isbn in publication.isbns if isbn.kind in PAPER)


def _product(package: Package, isbn: Isbn | None) -> Part:
    """A printed edition by its ISBN, or the PDF (None)."""
    publication = package.publication
    edition = "print" if isbn else "pdf"
    parts: list[Part] = [
        ("RecordReference", f"{publication.id}.{edition}"),
        ("NotificationType", "03"),
        *_identifiers(publication, isbn),
        ("DescriptiveDetail", [*_form(package, isbn), *_description(package, isbn)]),
        ("CollateralDetail", [*_texts(package), *_cover(publication)]),
        ("PublishingDetail", [*_publishing(publication)]),
    ]
    related = [*_related(publication, isbn)]
    parts += [("RelatedMaterial", related)] if related else []
    parts += [] if isbn else [("ProductSupply", [_supply(publication)])]
    return "Product", parts


def _identifiers(publication: Publication, isbn: Isbn | None) -> Iterator[Part]:
    """The ISBN where the edition has one, else the publisher's own name for it."""
    number = isbn or publication.isbn("pdf")
    if number is not None:
        yield "ProductIdentifier", [("ProductIDType", ISBN_13), ("IDValue", number.digits)]
        return
    yield (
        "ProductIdentifier",
        [
            ("ProductIDType", PROPRIETARY),
            ("IDTypeName", publication.publishers[0].name),
            ("IDValue", f"{publication.id}.pdf"),
        ],
    )


def _form(package: Package, isbn: Isbn | None) -> Iterator[Part]:
    """What the product is; of the PDF also what it offers those who cannot see it."""
    yield "ProductComposition", "00"
    yield "ProductForm", PAPERBACK if isbn else DOWNLOAD
    if isbn:
        return
    yield "ProductFormDetail", PDF
    passed = [judgement for judgement in package.judgements if judgement.subject == "PDF/UA-1"]
    universal = bool(passed) and all(each.outcome == "passed" for each in passed)
    for code in (
        *((PDF_UA,) * universal),
        *READABLE,
        *((DATA_AS_TEXT,) * has_data_chapter(package)),
    ):
        yield "ProductFormFeature", _feature(code)
    for publisher in package.publication.publishers[:1]:
        if publisher.web:
            yield "ProductFormFeature", [*_feature(CONTACT), _told(web_address(publisher.web))]
    yield "EpubTechnicalProtection", "00"


def _feature(code: str) -> list[Part]:
    return [("ProductFormFeatureType", ACCESSIBILITY), ("ProductFormFeatureValue", code)]


def _told(words: str) -> Part:
    return "ProductFormFeatureDescription", words


def _description(package: Package, isbn: Isbn | None) -> Iterator[Part]:
    publication = package.publication
    subtitle = publication.subtitle.lstrip("–- ")
    title: list[Part] = [("TitleElementLevel", "01"), ("TitleText", publication.title)]
    title += [("Subtitle", subtitle)] if subtitle else []
    yield "TitleDetail", [("TitleType", "01"), ("TitleElement", title)]
    for place, publisher in enumerate(publication.publishers, 1):
        yield (
            "Contributor",
            [
                ("SequenceNumber", str(place)),
                ("ContributorRole", "A01"),
                ("CorporateName", publisher.name),
            ],
        )
    if code := ISO_639_2.get(code_of(publication.language)):
        yield "Language", [("LanguageRole", "01"), ("LanguageCode", code)]
    yield from _extent(package, isbn)
    if package.figures:
        yield "Illustrated", "02"
        yield "NumberOfIllustrations", str(len(package.figures))
    if publication.keywords:
        words = "; ".join(publication.keywords)
        yield "Subject", [("SubjectSchemeIdentifier", "20"), ("SubjectHeadingText", words)]


def _extent(package: Package, isbn: Isbn | None) -> Iterator[Part]:
    """Pages (list 23: main content, or of a digital product) and the file's size in bytes."""
    pages = len(package.galley.body) if isbn else package.pdf.pages
    yield "Extent", _measure("00" if isbn else "10", str(pages), "03")
    if not isbn:
        yield "Extent", _measure("22", str(package.pdf.size), "17")


def _measure(kind: str, value: str, unit: str) -> list[Part]:
    return [("ExtentType", kind), ("ExtentValue", value), ("ExtentUnit", unit)]


def _texts(package: Package) -> Iterator[Part]:
    """Short description, description and table of contents (list 153)."""
    told = abstract(package)
    listed = "; ".join(
        f"{entry.label}: {entry.title}" if entry.label else entry.title
        for entry in contents(package)
    )
    rows = (
        ("02", package.publication.description),
        ("03", " ".join(filter(None, (told.statement, *told.paragraphs)))),
        ("04", listed),
    )
    for kind, words in rows:
        if words:
            yield "TextContent", [("TextType", kind), ("ContentAudience", "00"), ("Text", words)]


def _cover(publication: Publication) -> Iterator[Part]:
    """The cover picture, where the title knows its address on the web."""
    if not publication.url:
        return
    link = address(publication, "cover.png")
    yield (
        "SupportingResource",
        [
            ("ResourceContentType", "01"),
            ("ContentAudience", "00"),
            ("ResourceMode", "03"),
            ("ResourceVersion", [("ResourceForm", "02"), ("ResourceLink", link)]),
        ],
    )


def _publishing(publication: Publication) -> Iterator[Part]:
    for publisher in publication.publishers:
        house: list[Part] = [("PublishingRole", "01"), ("PublisherName", publisher.name)]
        if publisher.web:
            site = [("WebsiteRole", "01"), ("WebsiteLink", web_address(publisher.web))]
            house.append(("Website", site))
        yield "Publisher", house
    yield "PublishingStatus", "04"
    date = publication.date.replace("-", "")
    yield "PublishingDate", [("PublishingDateRole", "01"), ("Date", date)]
    owners: list[Part] = [
        ("CopyrightOwner", [("CorporateName", each.name)]) for each in publication.publishers
    ]
    yield "CopyrightStatement", [("CopyrightYear", str(publication.year)), *owners]


def _related(publication: Publication, isbn: Isbn | None) -> Iterator[Part]:
    """The PDF is made from the printed edition (list 51: 13); that one has it beside it (27)."""
    others = _identifiers(publication, None) if isbn else None
    if others is not None:
        yield "RelatedProduct", [("ProductRelationCode", "27"), *others]
        return
    for printed in _printed(publication):
        yield (
            "RelatedProduct",
            [("ProductRelationCode", "13"), *_identifiers(publication, printed)],
        )


def _supply(publication: Publication) -> Part:
    """The PDF is free of charge, from the publisher to everyone."""
    name = publication.publishers[0].name
    supplier: list[Part] = [("SupplierRole", "09"), ("SupplierName", name)]
    return (
        "SupplyDetail",
        [
            ("Supplier", supplier),
            ("ProductAvailability", "20"),
            ("UnpricedItemType", "01"),
        ],
    )
