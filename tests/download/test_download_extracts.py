"""What the page takes from the title: the chapters' words, and the places in the PDF."""

from __future__ import annotations

import pytest
from small_report import bare

from publication.download import extracts
from publication.download.extracts import Leaf, read
from publication.download.records import Package

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>En  linje\nog en til</p>", "En linje og en til"),
        ("<p>Første<br>anden</p>", "Første anden"),
        (f"<p>84{NBSP}%</p>", f"84{NBSP}%"),
        ("<p>bind\u00adestreg</p>", "bindestreg"),
        ("<p>a &amp; b</p><p>c</p>", "a & b c"),
        ("<p>åben <b>dør</b>.</p>", "åben dør."),
    ],
)
def test_text_of_a_node(html: str, words: str) -> None:
    assert read(html).text == words


def test_end_tags_of_nothing_are_ignored() -> None:
    assert [node.tag for node in read("<p>a</b></p><img><p>b</p>").walk()] == ["", "p", "img", "p"]


def test_abstract_is_the_back_covers(report: Package) -> None:
    told = extracts.abstract(report)
    assert told.statement == "Hver anden dør var åben."
    assert told.paragraphs == ("Vi spurgte 84 pct. af dem & resten.",)


def test_abstract_without_a_back_cover_is_the_manifests(report: Package) -> None:
    told = extracts.abstract(bare(report))
    assert (told.statement, told.paragraphs) == ("", ("Om døre, 100 % af dem.",))


def test_key_figures(report: Package) -> None:
    heading, keys = extracts.key_figures(report)
    assert heading == "To tal om et forår"
    share, count = keys
    assert (share.number, share.unit, share.percent, share.series) == ("84", "%", 84, "tilbud")
    assert (share.lead, share.words, share.figure) == ("af tilbuddene", "åbnede en dør", "fig1")
    assert (count.number, count.unit, count.percent) == ("843", "", None)
    assert (count.lead, count.words, count.figure) == ("", "svarede", "")


def test_contents_lists_what_the_manifest_lists(report: Package) -> None:
    (entry,) = extracts.contents(report)
    assert (entry.label, entry.title, entry.theme) == ("Tema 1", "Åbne døre", "fjord")
    assert entry.leaf == Leaf(3, "2")  # the third page of the file carries the number 2
    assert entry.motif == "contents-tema-1"


@pytest.mark.parametrize(
    ("place", "leaf"),
    [("forside", Leaf(1, "Forside")), ("fig1", Leaf(3, "2")), ("nowhere", None)],
)
def test_place_in_the_pdf(report: Package, place: str, leaf: Leaf | None) -> None:
    assert extracts.leaf_of(report.galley, place) == leaf


def test_cover(report: Package) -> None:
    assert extracts.cover_alt(report) == "To døre i hinanden."
    assert extracts.cover_motif(report) == "cover-front"
    assert extracts.cover_theme(report) == "nat"
    assert extracts.cover_theme(bare(report)) == "fjord"
