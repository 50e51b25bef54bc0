"""The web edition of the small galley, read back with other tools than made it."""

from __future__ import annotations

import hashlib

import page as judge
import pikepdf
import pypdf
import pypdfium2
import pytest

from publication.finish.elements import Element, read_tree
from publication.finish.web import finish_web
from publication.model import Edition, Galley
from tests.finish import small_galley

POINTS = 72 / 25.4


@pytest.fixture
def tree(web: Edition) -> Element:
    with pikepdf.open(web.outputs[0].path) as pdf:
        return read_tree(pdf)


def roles(tree: Element, role: str) -> list[Element]:
    return [element for element in tree.walk() if element.role == role]


def test_page_validation_finds_nothing_against_pdf_ua(web: Edition) -> None:
    report = judge.validate_pdf(web.outputs[0].path, profile=judge.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert web.findings == ()


def test_pages_are_cut_to_the_trim(web: Edition) -> None:
    with pikepdf.open(web.outputs[0].path) as pdf:
        for page in pdf.pages:
            boxes = [
                [float(v) for v in page[name]] for name in ("/MediaBox", "/CropBox", "/TrimBox")
            ]
            wanted = pytest.approx([0, 0, 210 * POINTS, 270 * POINTS], abs=0.01)
            assert boxes == [wanted, wanted, wanted]
            assert "/BleedBox" not in page


def test_page_labels_are_those_printed(web: Edition) -> None:
    labels = pypdf.PdfReader(web.outputs[0].path).page_labels
    assert labels == ["Forside", "1", "2", "3", "4", "5", "6", "7"]


def test_one_element_for_what_runs_over_a_page(tree: Element) -> None:
    wanted = small_galley.html().count("<p ")
    assert len(roles(tree, "P")) == wanted
    assert len(roles(tree, "Table")) == 1
    assert len(roles(tree, "THead")) == 1
    assert len(roles(tree, "TH")) == 3 + 40
    assert len(roles(tree, "LI")) == 4
    pages = {leaf.page for leaf in roles(tree, "Table")[0].leaves()}
    assert len(pages) >= 2


def test_nothing_of_the_makers_is_left(web: Edition) -> None:
    with pikepdf.open(web.outputs[0].path) as pdf:
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/XSrc" in o]


def test_running_heads_are_artifacts(web: Edition, tree: Element) -> None:
    owned = {(leaf.page, leaf.mcid) for leaf in tree.leaves() if hasattr(leaf, "mcid")}
    artifacts = 0
    with pikepdf.open(web.outputs[0].path) as pdf:
        for number, page in enumerate(pdf.pages):
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator) != "BDC":
                    continue
                tag, properties = instruction.operands
                if "/MCID" in properties:
                    assert (number, int(properties.MCID)) in owned
                artifacts += tag == "/Artifact"
    assert artifacts >= 2 * 7  # running head and folio on every page but the cover


def test_note_and_its_call_lead_to_each_other(web: Edition, tree: Element) -> None:
    (note,) = roles(tree, "Note")
    assert note.id == "omfang-note-1"
    assert note.elements[0].role == "Lbl"
    with pikepdf.open(web.outputs[0].path) as pdf:
        ends = [str(link.Dest) for link in pdf.pages[1].Annots if "/Dest" in link]
    assert {"omfang-note-1", "omfang-call-1"} <= set(ends)


def test_links_are_big_enough_to_hit(web: Edition) -> None:
    with pikepdf.open(web.outputs[0].path) as pdf:
        for link in (link for page in pdf.pages for link in page.get("/Annots", ())):
            left, bottom, right, top = (float(value) for value in link.Rect)
            assert right - left >= 8.99
            assert top - bottom >= 8.99


def test_hyphen_at_a_line_end_reads_as_soft(small: Galley, web: Edition) -> None:
    ended = [line for line in small.lines if line.text.endswith("\u2010")]
    assert ended, "the galley must hyphenate for this test to mean anything"
    pdf = pypdfium2.PdfDocument(web.outputs[0].path)
    text = "".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf)))
    pdf.close()
    assert "\u2010" not in text
    assert "telefonen" in text.replace("\ufffe", "").replace("\u00ad", "").replace("\r\n", "")


def test_foreign_word_says_its_language(tree: Element) -> None:
    assert [element.lang for element in tree.walk() if element.lang] == ["en"]


def test_figure_has_its_box_in_points_from_the_foot(small: Galley, tree: Element) -> None:
    (figure,) = roles(tree, "Figure")
    left, bottom, right, top = (float(str(v)) for v in figure.attributes["Layout"]["BBox"])
    anchor = next(a for a in small.anchors if a.name == "fig1")
    assert (right - left, top - bottom) == pytest.approx((118 * POINTS, 30 * POINTS), abs=0.1)
    assert top == pytest.approx((270 - anchor.y) * POINTS, abs=0.1)


def test_metadata_says_what_the_publication_is(web: Edition) -> None:
    with pikepdf.open(web.outputs[0].path) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Innovation på socialområdet – Læring i en krisetid"
        assert xmp["dc:creator"] == ["Rådet for Socialt Udsatte", "Frivilligrådet"]
        assert xmp["{http://prismstandard.org/namespaces/basic/2.0/}isbn"] == "978-87-93038-66-0"
        assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert pdf.docinfo["/Title"] == xmp["dc:title"]
        assert str(pdf.Root.Lang) == "da"


def test_same_galley_gives_the_same_bytes(small: Galley, web: Edition) -> None:
    folder = small.pdf.parent
    again = finish_web(
        small,
        small_galley.publication(),
        small_galley.brand(),
        small_galley.world(folder),
        folder / "again",
    )
    assert again.outputs[0].sha256 == web.outputs[0].sha256
    data = again.outputs[0].path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == again.outputs[0].sha256
    assert b"/Linearized 1" in data[:1024]
