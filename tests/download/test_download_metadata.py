"""The report as linked data: true of the files that lie beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from small_report import bare

from publication.download.metadata import in_page, linked_data
from publication.download.records import Package


def values(record: Any, name: str) -> Iterator[Any]:
    """Every value of a property, however deep."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key == name:
                yield value
            yield from values(value, name)
    elif isinstance(record, list):
        for each in record:
            yield from values(each, name)


def test_report(folder: Path, report: Package) -> None:
    record = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    assert (record["@context"], record["@type"]) == ("https://schema.org", "Report")
    assert record["name"] == "Under tag – døre og mennesker"
    assert record["abstract"].startswith("Hver anden dør var åben. Vi spurgte 84 pct.")
    assert [house["name"] for house in record["publisher"]] == ["Huset & Søn", "Fonden"]
    assert record["publisher"][0]["url"] == "https://www.huset.dk"
    assert (record["datePublished"], record["dateModified"]) == ("2020-10-28", "2020-10-28")
    assert record["encoding"]["sha256"] == report.pdf.sha256


def test_isbn_is_the_printed_books(report: Package) -> None:
    """The PDF has no number of its own, so none is claimed for it."""
    record = linked_data(report)
    assert [book["isbn"] for book in record["workExample"]] == ["9788793038660"]
    assert record["workExample"][0]["bookFormat"].endswith("Paperback")
    assert "isbn" not in record


def test_every_file_it_names_is_there(folder: Path, report: Package) -> None:
    record = linked_data(report)
    named = [*values(record, "contentUrl"), record["image"], record["thumbnailUrl"]]
    assert len(named) == 1 + 2 * len(report.figures) + 2
    assert [name for name in named if not (folder / name).is_file()] == []


def test_whole_addresses_where_the_title_has_one(report: Package) -> None:
    placed = replace(report, publication=replace(report.publication, url="https://huset.dk/tag"))
    addresses = [*values(linked_data(placed), "contentUrl")]
    assert all(address.startswith("https://huset.dk/tag/") for address in addresses)


def test_what_is_not_known_is_left_out(report: Package) -> None:
    record = linked_data(bare(report))
    assert not {"keywords", "workExample", "hasPart", "alternativeHeadline", "url"} & {*record}
    assert "" not in [*values(record, "url"), *values(record, "address")]


def test_nothing_closes_the_element_it_stands_in() -> None:
    told = in_page({"name": "</script><b>"})
    assert "<" not in told
    assert json.loads(told) == {"name": "</script><b>"}
