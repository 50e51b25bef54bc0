"""The message to the book trade, element by element.

The order is that of EDItEUR's schema 3.0.8, the codes those of its lists, issue 58.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from small_report import bare

from publication.download.onix import NAMESPACE, onix
from publication.download.records import Judgement, Package

ORDER = {
    "Product": (
        *("RecordReference", "NotificationType", "ProductIdentifier", "DescriptiveDetail"),
        *("CollateralDetail", "PublishingDetail", "RelatedMaterial", "ProductSupply"),
    ),
    "DescriptiveDetail": (
        *("ProductComposition", "ProductForm", "ProductFormDetail", "ProductFormFeature"),
        *("EpubTechnicalProtection", "TitleDetail", "Contributor", "Language", "Extent"),
        *("Illustrated", "NumberOfIllustrations", "Subject"),
    ),
    "CollateralDetail": ("TextContent", "SupportingResource"),
    "PublishingDetail": ("Publisher", "PublishingStatus", "PublishingDate", "CopyrightStatement"),
    "SupplyDetail": ("Supplier", "ProductAvailability", "UnpricedItemType"),
    "TitleElement": ("TitleElementLevel", "TitleText", "Subtitle"),
    "Contributor": ("SequenceNumber", "ContributorRole", "CorporateName"),
    "Publisher": ("PublishingRole", "PublisherName", "Website"),
}


def tag(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def products(package: Package) -> list[Element]:
    root = ElementTree.fromstring(onix(package))
    assert (tag(root), root.get("release")) == ("ONIXMessage", "3.0")
    return [child for child in root if tag(child) == "Product"]


def said(element: Element, *path: str) -> list[str]:
    """The texts at a path of element names."""
    return [
        found.text or "" for found in element.findall("/".join(f"{{*}}{name}" for name in path))
    ]


@pytest.fixture(scope="module")
def printed(report: Package) -> Element:
    return products(report)[0]


@pytest.fixture(scope="module")
def digital(report: Package) -> Element:
    return products(report)[1]


def test_header(report: Package) -> None:
    head = ElementTree.fromstring(onix(report))[0]
    assert said(head, "Sender", "SenderName") == ["Huset & Søn"]
    assert said(head, "SentDateTime") == ["20201028T000000Z"]


@pytest.mark.parametrize("product", ["printed", "digital"])
def test_order_of_elements(product: str, request: pytest.FixtureRequest) -> None:
    """Every element stands where the schema wants it, and none is unknown to it."""
    for element in request.getfixturevalue(product).iter():
        order = ORDER.get(tag(element), ())
        places = [order.index(tag(child)) for child in element] if order else []
        assert places == sorted(places), tag(element)


def test_no_element_is_empty(report: Package) -> None:
    for element in ElementTree.fromstring(onix(report)).iter():
        assert len(element) or (element.text or "").strip(), tag(element)


def test_printed_edition(printed: Element) -> None:
    assert said(printed, "RecordReference") == ["under-tag.print"]
    assert said(printed, "ProductIdentifier", "ProductIDType") == ["15"]  # ISBN-13
    assert said(printed, "ProductIdentifier", "IDValue") == ["9788793038660"]
    assert said(printed, "DescriptiveDetail", "ProductForm") == ["BC"]  # paperback
    assert said(printed, "DescriptiveDetail", "Extent", "ExtentValue") == ["2"]  # of the body
    assert said(printed, "ProductSupply") == []


def test_pdf_without_isbn_goes_by_its_own_name(digital: Element) -> None:
    assert said(digital, "ProductIdentifier", "ProductIDType") == ["01"]  # proprietary
    assert said(digital, "ProductIdentifier", "IDTypeName") == ["Huset & Søn"]
    assert said(digital, "ProductIdentifier", "IDValue") == ["under-tag.pdf"]
    assert said(digital, "DescriptiveDetail", "ProductForm") == ["ED"]  # digital download
    assert said(digital, "DescriptiveDetail", "ProductFormDetail") == ["E107"]  # PDF
    assert said(digital, "DescriptiveDetail", "EpubTechnicalProtection") == ["00"]  # none
    assert said(digital, "ProductSupply", "SupplyDetail", "UnpricedItemType") == ["01"]  # free


def test_extent_of_the_pdf(digital: Element, report: Package) -> None:
    """Notional pages (10) in pages (03), file size (22) in bytes (17)."""
    extents = digital.findall("{*}DescriptiveDetail/{*}Extent")
    assert [[part.text for part in extent] for extent in extents] == [
        ["10", "4", "03"],
        ["22", str(report.pdf.size), "17"],
    ]


def test_editions_point_at_each_other(printed: Element, digital: Element) -> None:
    """Electronic version available as (27), made from the printed product (13)."""
    path = ("RelatedMaterial", "RelatedProduct")
    assert said(printed, *path, "ProductRelationCode") == ["27"]
    assert said(printed, *path, "ProductIdentifier", "IDValue") == ["under-tag.pdf"]
    assert said(digital, *path, "ProductRelationCode") == ["13"]
    assert said(digital, *path, "ProductIdentifier", "IDValue") == ["9788793038660"]


@pytest.mark.parametrize(
    ("outcomes", "claimed"),
    [(("passed", "passed"), True), (("passed", "not_run"), False), ((), False)],
)
def test_pdf_ua_is_claimed_only_when_every_judge_says_so(
    report: Package, outcomes: tuple[str, ...], claimed: bool
) -> None:
    judged = tuple(Judgement("PDF/UA-1", "one", outcome) for outcome in outcomes)  # type: ignore[arg-type]
    product = products(replace(report, judgements=judged))[1]
    values = said(product, "DescriptiveDetail", "ProductFormFeature", "ProductFormFeatureValue")
    assert ("05" in values) is claimed
    assert {*values} >= {"10", "11", "13", "14", "19", "22", "29"}
    assert "16" not in values  # this file has no chapter of data


def test_title_language_and_words(digital: Element) -> None:
    detail = digital.find("{*}DescriptiveDetail")
    assert detail is not None
    assert said(detail, "TitleDetail", "TitleElement", "TitleText") == ["Under tag"]
    assert said(detail, "TitleDetail", "TitleElement", "Subtitle") == ["døre og mennesker"]
    assert said(detail, "Contributor", "CorporateName") == ["Huset & Søn", "Fonden"]
    assert said(detail, "Language", "LanguageCode") == ["dan"]
    assert said(detail, "Subject", "SubjectHeadingText") == ["døre; tag"]
    collateral = digital.find("{*}CollateralDetail")
    assert collateral is not None
    assert said(collateral, "TextContent", "TextType") == ["02", "03", "04"]
    assert said(collateral, "TextContent", "Text")[2] == "Tema 1: Åbne døre"


def test_cover_needs_an_address(report: Package) -> None:
    placed = replace(report, publication=replace(report.publication, url="https://huset.dk/tag"))
    path = ("CollateralDetail", "SupportingResource", "ResourceVersion", "ResourceLink")
    assert said(products(placed)[1], *path) == ["https://huset.dk/tag/cover.png"]
    assert said(products(report)[1], *path) == []


def test_a_title_without_isbn_is_one_product(report: Package) -> None:
    (product,) = products(bare(report))
    assert said(product, "RelatedMaterial") == []
    assert said(product, "DescriptiveDetail", "Language", "LanguageCode") == ["eng"]
