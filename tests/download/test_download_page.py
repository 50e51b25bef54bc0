"""The page as a file: sound HTML, whole links, words in place, nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from small_report import bare
from tinyhtml5.parser import HTMLParser

from publication.download.beside import add_download
from publication.download.extracts import Node, read
from publication.download.records import Package
from publication.download.vector import for_browsers, inline
from publication.model import Edition

FIGURES = ("fig1", "fig2", "tabel1")


@pytest.fixture(scope="module")
def root(index: str) -> Node:
    return read(index)


def made(package: Package, folder: Path) -> str:
    """The page of another report, in a folder of its own."""
    pdf = folder / package.pdf.path.name
    pdf.write_bytes(package.pdf.path.read_bytes())
    package = replace(package, pdf=replace(package.pdf, path=pdf))
    edition = add_download(Edition("web", (package.pdf,)), package)
    assert [output.path.name for output in edition.outputs] == ["under-tag.pdf", "index.html"]
    return edition.outputs[1].path.read_text(encoding="utf-8")


def test_it_parses_without_an_error(index: str) -> None:
    parser = HTMLParser()
    parser.parse(index.encode(), transport_encoding="utf-8")
    assert parser.errors == []


def test_files_beside_the_pdf(folder: Path) -> None:
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {
        *("CITATION.cff", "card.png", "citation.bib", "citation.ris", "cover.png", "cover.webp"),
        *("index.html", "metadata.json", "numbers.csv", "numbers.json", "onix.xml"),
        "under-tag.pdf",
        *(f"data/{name}.{kind}" for name in FIGURES for kind in ("csv", "xlsx")),
        *(f"figures/{name}.{kind}" for name in FIGURES for kind in ("svg", "png")),
    }


def test_every_link_leads_somewhere(root: Node, folder: Path) -> None:
    names = {node.attributes["id"] for node in root.walk() if "id" in node.attributes}
    links = [link.attributes["href"] for link in root.find("a")]
    outside = [link for link in links if "://" in link]
    assert outside == ["https://www.huset.dk"]
    inside = [link[1:] for link in links if link.startswith("#")]
    assert [name for name in inside if name not in names] == []
    files = [link for link in links if link not in outside and not link.startswith("#")]
    assert [
        link for link in files if not (folder / unquote(link.partition("#")[0])).is_file()
    ] == []


def test_every_file_beside_it_is_linked(root: Node, folder: Path) -> None:
    links = {link.attributes["href"].partition("#")[0] for link in root.find("a")}
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files - links == {"index.html"}


def test_links_into_the_pdf_name_pages_that_exist(root: Node) -> None:
    links = (link.attributes["href"] for link in root.find("a"))
    pages = [int(link.partition("#page=")[2]) for link in links if "#page=" in link]
    assert pages == [3, 3]  # the theme, and figure 1 on its page
    (entry,) = next(root.find(name="contents")).find("a")
    assert entry.text == "Tema 1: Åbne døre, side 2"  # as printed


def test_names_are_used_once(root: Node) -> None:
    names = [node.attributes["id"] for node in root.walk() if "id" in node.attributes]
    assert len(names) == len({*names})


def test_headings_step_down_one_by_one(root: Node) -> None:
    levels = [int(node.tag[1]) for node in root.walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks(root: Node) -> None:
    counts = {tag: sum(1 for _ in root.find(tag)) for tag in ("header", "nav", "main", "footer")}
    assert counts == {"header": 1, "nav": 1, "main": 1, "footer": 1}
    names = {node.attributes["id"] for node in root.walk() if "id" in node.attributes}
    labelled = [node.attributes.get("aria-labelledby") for node in root.find("section")]
    assert {*labelled} <= names


def test_language_and_head(root: Node) -> None:
    assert next(root.find("html")).attributes["lang"] == "da-DK"
    assert next(root.find("title")).text == "Under tag – døre og mennesker"
    meta = {
        node.attributes.get("name") or node.attributes.get("property"): node.attributes["content"]
        for node in root.find("meta")
        if "content" in node.attributes
    }
    assert meta["description"] == "Om døre, 100 % af dem."
    assert meta["viewport"] == "width=device-width, initial-scale=1"
    assert (meta["og:image"], meta["og:locale"]) == ("card.png", "da_DK")
    assert meta["citation_isbn"] == "978-87-93038-66-0"


def test_no_script_and_nothing_from_elsewhere(index: str, root: Node) -> None:
    assert {node.attributes.get("type") for node in root.find("script")} == {"application/ld+json"}
    assert not re.search(r"""\bon[a-z]+=["']|javascript:|@import""", index)
    loaded = [node.attributes["src"] for node in root.walk() if "src" in node.attributes]
    assert loaded
    assert all(address.startswith("data:") for address in loaded)
    assert {*re.findall(r"url\(([a-z]+):", index)} == {"data"}
    assert "data-src" not in index


def test_pictures_have_words(root: Node) -> None:
    (cover,) = root.find("img")
    assert cover.attributes["alt"] == "Forsiden. To døre i hinanden."
    drawn = [node.attributes for node in root.find("svg")]
    told = [each.get("aria-label") for each in drawn if each.get("role") == "img"]
    assert told == ["Bjælker om døre."] * 2
    silent = [each for each in drawn if each.get("role") != "img"]
    assert all(each.get("aria-hidden") == "true" for each in silent)


def test_figure_has_picture_data_and_files(root: Node) -> None:
    figure, _, table = root.find("article")
    assert next(figure.find("h3")).text == "84\N{NO-BREAK SPACE}% åbnede en dør"
    assert [cell.text for cell in figure.find("td")] == [
        "84\N{NO-BREAK SPACE}%",
        "70\N{NO-BREAK SPACE}%",
    ]
    assert {node.attributes["scope"] for node in figure.find("th")} == {"col", "row"}
    links = [link.attributes["href"] for link in next(figure.find("ul")).find("a")]
    assert links == [
        *("data/fig1.csv", "data/fig1.xlsx", "figures/fig1.svg", "figures/fig1.png"),
        "under-tag.pdf#page=3",
    ]
    assert not [*table.find("svg")]  # a table is a table
    assert [*table.find("table")]


def test_words_of_a_figure_are_set(root: Node) -> None:
    """Quotation marks of the language, and numbers that stay with their signs."""
    figure = next(root.find("article"))
    assert next(figure.find(name="question")).text == "Hvad siger I til »Døren stod åben«?"
    assert "N\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}843 organisationer" in figure.text


def test_key_figures_have_doors_as_wide_as_their_share(root: Node) -> None:
    doors = [*next(root.find(name="keys")).find(name="door")]
    assert [door.attributes["style"] for door in doors] == ["--percent: 84"]
    assert [door.classes for door in doors] == [{"door", "square"}]
    assert next(root.find(name="keys")).attributes["style"] == "--widest: 84"


def test_statement_says_what_was_and_was_not_checked(root: Node) -> None:
    access = next(root.find(name="access"))
    rows = [
        [cell.text for cell in row.content if isinstance(cell, Node)] for row in access.find("tr")
    ]
    assert rows[1:] == [
        ["PDF/UA-1 (tilgængelighed)", "veraPDF", "Opfyldt"],
        ["PDF/UA-1 (tilgængelighed)", "page-validation", "Ikke prøvet"],
        ["Læses i samme orden som manuskriptet", "Vores eget program", "Ikke opfyldt"],
    ]
    assert sum(1 for _ in access.find("li")) == 3
    assert "Huset & Søn (telefon 33 11 11 00) og Fonden" in access.text
    assert "Bagest i PDF'en" not in access.text  # this file has no such chapter


def test_facts(root: Node) -> None:
    facts = {
        next(row.find("dt")).text: [value.text for value in row.find("dd")]
        for row in next(root.find("dl")).find("div")
    }
    assert facts["Udgivet"] == ["28. oktober 2020"]
    assert facts["ISBN"] == ["978-87-93038-66-0 (trykt)", "PDF-udgaven har ikke sit eget ISBN."]
    assert facts["Omfang"] == ["2 nummererede sider"]


def test_no_word_is_left_unsaid(index: str) -> None:
    """No slot of a phrase unfilled; BibTeX and styles have braces of their own."""
    said = re.sub(r"<(style|pre)>.*?</\1>", "", index, flags=re.DOTALL)
    assert not re.search(r"\{\w*\}|\bNone\b|Undefined", said)


def test_a_bare_english_title(report: Package, tmp_path: Path) -> None:
    """Without cover, key figures, figures, ISBN or judge: the parts are left out, not empty."""
    index = made(bare(report), tmp_path)
    root = read(index)
    parser = HTMLParser()
    parser.parse(index.encode(), transport_encoding="utf-8")
    assert parser.errors == []
    assert next(root.find("html")).attributes["lang"] == "en"
    sections = [node.attributes["id"] for node in root.find("section")]
    assert sections == ["abstract", "contents", "cite", "about", "access"]
    listed = [link.attributes["href"][1:] for link in next(root.find("nav")).find("a")]
    assert listed == sections
    said = re.sub("<style>.*?</style>|Åbne døre|Om døre", "", index, flags=re.DOTALL)
    assert not re.search("[æøåÆØÅ]", said)  # no Danish but the report's own


def test_with_an_address_the_page_says_where_it_is(report: Package, tmp_path: Path) -> None:
    placed = replace(report, publication=replace(report.publication, url="https://huset.dk/tag"))
    index = made(placed, tmp_path)
    assert '<link rel="canonical" href="https://huset.dk/tag/">' in index
    assert 'content="https://huset.dk/tag/card.png"' in index
    assert 'name="citation_pdf_url" content="https://huset.dk/tag/under-tag.pdf"' in index


def test_same_bytes_twice(report: Package, folder: Path, tmp_path: Path) -> None:
    made(report, tmp_path)
    for path in folder.rglob("*"):
        if path.is_file():
            assert (tmp_path / path.relative_to(folder)).read_bytes() == path.read_bytes(), path


def test_fonts_with_a_number_in_their_name_are_quoted() -> None:
    """font-family="Source Sans 3" is no name to a browser: it would take its own serif."""
    assert for_browsers('<text font-family="Source Sans 3"/>') == (
        """<text font-family="'Source Sans 3'"/>"""
    )
    for sound in ("sans-serif", "'Source Sans 3'", "Arial, sans-serif"):
        assert for_browsers(f'<text font-family="{sound}"/>') == f'<text font-family="{sound}"/>'


def test_inline_pictures_lose_size_and_names() -> None:
    svg = '<svg xmlns="x" width="8mm" height="4mm" viewBox="0 0 8 4"><path id="a"/></svg>\n'
    told = '<svg viewBox="0 0 8 4" role="img" aria-label="En &#34;dør&#34;"><path/></svg>'
    assert inline(svg, 'En "dør"') == told
    assert inline(svg, box="1 1 2 2").startswith('<svg viewBox="1 1 2 2" aria-hidden="true">')
