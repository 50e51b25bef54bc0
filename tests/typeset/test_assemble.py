"""The joined galley: its structure, names, links, labels, fonts and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from publication.errors import TypesetError
from publication.language import read_language
from publication.model import ChapterSpec, ComposedChapter, Galley, Severity
from publication.translation import read_translation
from publication.typeset.assemble import Binding, assemble
from publication.typeset.assemble.check import check
from publication.typeset.assemble.share import share_fonts, share_pictures
from publication.typeset.assemble.tree import elements, source_of
from publication.typeset.pages import settle
from publication.typeset.parallel import typeset
from publication.typeset.stock import Stock
from tests.typeset.small_book import (
    PICTURES,
    ROOT,
    SPECS,
    STYLE,
    WORDS,
    composed,
    page_of,
    small_galley,
    world_in,
)

BINDING = Binding("Prøvebog", "da-DK", WORDS)


@pytest.fixture(scope="module")
def pdf(galley: Galley) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(galley.pdf) as opened:
        yield opened


def joined(folder: Path, **bodies: str) -> Galley:
    """A title of small chapters, one a keyword."""
    specs = tuple(ChapterSpec(name, f"{name}.html") for name in bodies)
    chapters = [
        ComposedChapter(spec, page_of(bodies[spec.id]), number, (), ())
        for number, spec in enumerate(specs, 1)
    ]
    world = world_in(folder)
    galleys = typeset(chapters, Stock(STYLE, ROOT, PICTURES), world)
    return assemble(galleys, specs, settle(specs, galleys), world, BINDING)


def destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    names = pdf.Root.Names.Dests.Names
    return {str(names[place]): names[place + 1] for place in range(0, len(names), 2)}


def links(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Links by what they say of themselves."""
    return {str(link.Contents): link for page in pdf.pages for link in page.obj.get("/Annots", [])}


def test_pages_follow_the_page_map_with_a_blank_of_the_same_size(
    galley: Galley, pdf: pikepdf.Pdf
) -> None:
    """Cover, 1-7, blank 8, 9-11, cover, data: every page 210 x 270 mm with 3 mm bleed."""
    assert [page.label for page in galley.pages] == [
        *("Forside", *map(str, range(1, 12)), "Bagside", "Tal bag figurerne 1"),
    ]
    boxes = {tuple(round(float(x), 1) for x in page.MediaBox) for page in pdf.pages}
    assert boxes == {(-8.5, -8.5, 603.8, 773.9)}
    assert len({tuple(map(float, page.TrimBox)) for page in pdf.pages}) == 1
    assert [page.index for page in galley.pages if page.blank] == [8]
    with pypdfium2.PdfDocument(galley.pdf) as reader:
        assert reader[8].get_textpage().count_chars() == 0
        assert "Figuren" in reader[9].get_textpage().get_text_range()


def test_lines_and_anchors_count_pages_of_the_galley(galley: Galley) -> None:
    first = next(line for line in galley.lines if line.text == "Figuren")
    assert galley.pages[first.page].folio == 9
    anchors = {anchor.name: anchor.page for anchor in galley.anchors}
    assert {name: galley.pages[page].folio for name, page in anchors.items()} == {
        name: galley.page_map.anchors[name] for name in anchors
    }


def test_labels_and_outline_are_those_of_the_book(galley: Galley, pdf: pikepdf.Pdf) -> None:
    with pypdfium2.PdfDocument(galley.pdf) as reader:
        labels = [reader.get_page_label(index) for index in range(len(reader))]
    assert labels == [page.label for page in galley.pages]
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["Dørene går op", "Figuren", "Tal bag figurerne"]


def test_one_document_whose_parts_hang_together(galley: Galley, pdf: pikepdf.Pdf) -> None:
    assert galley.findings == ()
    assert check(pdf) == []
    (document,) = pdf.Root.StructTreeRoot.K
    kinds = Counter(str(element.S) for element in elements(document))
    assert kinds["/Document"] == 1
    assert kinds["/Figure"] == 2
    assert kinds["/Table"] == 2  # one, over two pages
    chapters = {str(element.XSrc).split(".")[0] for element in document.K if "/XSrc" in element}
    assert chapters == {spec.id for spec in SPECS}


def test_the_file_says_title_and_language(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "da-DK"
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Prøvebog"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert pdf.pdf_version == "1.7"


def test_table_heads_have_ids_of_their_own_and_cells_find_them(pdf: pikepdf.Pdf) -> None:
    (document,) = pdf.Root.StructTreeRoot.K
    found = list(elements(document))
    ids = [str(element.ID) for element in found if element.S == "/TH"]
    headers = {str(name) for element in found if element.S == "/TD" for name in element.A.Headers}
    assert len(ids) == len(set(ids)) > 40
    assert headers <= set(ids)
    assert all(name.startswith("one-") for name in ids)


def test_links_lead_to_named_places_and_say_so(galley: Galley, pdf: pikepdf.Pdf) -> None:
    """Inside a chapter, to another, and out of the book."""
    found, places = links(pdf), destinations(pdf)
    assert set(found) == {
        *("Gå til figur 1", "Gå til næste afsnit", "Gå til tabel 1", "styrelsen"),
    }
    assert str(found["Gå til figur 1"].Dest) == "fig1"
    assert "/A" not in found["Gå til figur 1"]
    left, bottom, right, top = (float(side) for side in found["Gå til figur 1"].Rect)
    assert left < right
    assert bottom < top
    assert str(found["styrelsen"].A.URI) == "https://www.socialstyrelsen.dk/"
    page, _, x, y, _ = places["fig1"]
    place = next(anchor for anchor in galley.anchors if anchor.name == "fig1")
    assert page.objgen == pdf.pages[place.page].obj.objgen
    assert float(x) * 25.4 / 72 == pytest.approx(place.x, abs=0.01)
    assert 270 - float(y) * 25.4 / 72 == pytest.approx(place.y, abs=0.01)


def test_names_are_sorted_and_every_chapter_has_one(pdf: pikepdf.Pdf) -> None:
    names = list(destinations(pdf))
    assert names == sorted(names)
    assert {spec.id for spec in SPECS} <= set(names)


def test_a_link_to_nowhere_stops_with_its_place(tmp_path: Path) -> None:
    body = '<p data-src="a.html:7">Se <a href="ref:væk">det</a> og <a href="ref:b">b</a>.</p>'
    with pytest.raises(TypesetError) as caught:
        joined(tmp_path, a=body, b="<p>x</p>")
    assert str(caught.value) == "a.html:7: a link leads to 'væk', which is nowhere"


def test_an_anchor_in_two_chapters_stops_with_both_places(tmp_path: Path) -> None:
    with pytest.raises(TypesetError) as caught:
        joined(
            tmp_path,
            a='<p id="her" data-src="a.html:3">x</p>',
            b='<p id="her" data-src="b.html:9">y</p>',
        )
    said = "b.html:9: the anchor 'her' is used twice (chapter b) (first at a.html:3)"
    assert str(caught.value) == said


def test_complaints_become_findings_with_places(tmp_path: Path) -> None:
    body = '<p data-src="a.html:7" style="white-space:nowrap">' + "ord " * 60 + "</p>"
    (finding,) = joined(tmp_path, a=body).findings
    assert finding.severity is Severity.WARNING
    assert str(finding.place) == "a.html:7"
    assert finding.message.startswith("a line runs ")


def test_our_own_complaints_are_told_in_danish_others_are_marked(tmp_path: Path) -> None:
    """What has gone through the processes and the cache of chapters."""
    body = '<p data-src="a.html:7" style="white-space:nowrap;colour:red">' + "ord " * 60 + "</p>"
    danish = read_translation(read_language("da-DK"))
    for _ in range(2):
        told = [danish.pieces(finding.message) for finding in joined(tmp_path, a=body).findings]
        (english, *_), (own,) = sorted(told, key=len, reverse=True)
        assert english.english
        assert "colour:red" in english.text
        assert own.text.startswith("en linje rager ")
        assert not own.english


def test_every_face_is_one_font(pdf: pikepdf.Pdf) -> None:
    fonts = {
        font.objgen: font
        for page in pdf.pages
        for font in page.obj.Resources.get("/Font", {}).values()
    }
    names = sorted(str(font.BaseFont).partition("+")[2] for font in fonts.values())
    assert names == [
        *("Source-Sans-3", "Source-Sans-3-Semi-Bold"),
        *("Source-Serif-4", "Source-Serif-4-Italic", "Source-Serif-4-Semi-Bold"),
    ]
    programs = [
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Length1" in thing
    ]
    assert len(programs) == len(names)


def test_widths_are_those_of_the_font_program(tmp_path: Path) -> None:
    """Also of glyphs one chapter leaves out: its subset gives them the width of a neighbour."""
    figures = {f"c{digit}": f"<p><b>{digit}aå</b></p>" for digit in range(10)}
    with pikepdf.open(joined(tmp_path, **figures).pdf) as pdf:
        for font in pdf.pages[0].obj.Resources.Font.values():
            descendant = font.DescendantFonts[0]
            program = BytesIO(descendant.FontDescriptor.FontFile2.read_bytes())
            with TTFont(program) as face:
                face.setGlyphOrder([f"g{glyph}" for glyph in range(face["maxp"].numGlyphs)])
                advances = [advance for advance, _ in face["hmtx"].metrics.values()]
            for start, widths in zip(descendant.W[0::2], descendant.W[1::2], strict=True):
                said = [round(float(width)) for width in widths]
                assert said == advances[int(start) : int(start) + len(said)]


def pixels(path: Path, page: int) -> bytes:
    with pypdfium2.PdfDocument(path) as reader:
        return bytes(reader[page].render(scale=2).to_numpy().tobytes())


def test_sharing_fonts_changes_no_pixel(tmp_path: Path) -> None:
    """Composed letters are made of parts that each subset numbers in its own way."""
    bodies = {
        name: f"<h1>{text}</h1><p>{text} <em>{text}</em></p>"
        for name, text in {
            "a": "åben éü 1",
            "b": "Æble ñ õ 27",
            "c": "Åse Çâ þ",
            "d": "zź 90 ½",
        }.items()
    }
    galley = joined(tmp_path, **bodies)
    folder = galley.pdf.parent
    apart = {
        path.stem: path for path in folder.glob("*.pdf") if not path.name.startswith("galley-")
    }
    keys = {pixels(path, 0) for path in apart.values()}
    assert {pixels(galley.pdf, index) for index in range(4)} == keys
    assert len(keys) == 4


def fonts_saying(pdf: pikepdf.Pdf, *texts: str) -> list[Any]:
    """Resource dictionaries whose fonts take glyph 7 to stand for these texts."""
    source = next(
        font for page in pdf.pages for font in page.obj.Resources.get("/Font", {}).values()
    )
    found = []
    for text in texts:
        digits = text.encode("utf-16-be").hex()
        copy = pikepdf.Dictionary(source)
        copy.DescendantFonts = pikepdf.Array([pikepdf.Dictionary(source.DescendantFonts[0])])
        copy.ToUnicode = pdf.make_stream(
            f"endcodespacerange 1 beginbfchar\n<0007> <{digits}>\nendbfchar".encode()
        )
        found.append(pikepdf.Dictionary(F=pdf.make_indirect(copy)))
    return found


def test_fonts_that_read_a_glyph_differently_stay_apart(galley: Galley) -> None:
    """A small capital may stand for k here and K there: copied text must stay right."""
    with pikepdf.open(galley.pdf) as pdf:
        lists = fonts_saying(pdf, "k", "K", "k")
        share_fonts(pdf, lists)
        first, second, third = (entries["/F"] for entries in lists)
        assert first.objgen == third.objgen != second.objgen
        programs = {
            font.DescendantFonts[0].FontDescriptor.FontFile2.objgen for font in (first, second)
        }
        assert len(programs) == 1


def test_the_same_picture_is_kept_once() -> None:
    """Same bytes and same mask; a picture with another mask is another picture."""
    with pikepdf.new() as pdf:

        def picture(data: bytes, mask: bytes) -> Any:
            image = pdf.make_stream(data, Subtype=pikepdf.Name.Image, Width=1, Height=1)
            image.SMask = pdf.make_stream(mask, Subtype=pikepdf.Name.Image)
            return image

        lists = [
            pikepdf.Dictionary(X=picture(b"abc", b"m")),
            pikepdf.Dictionary(X=picture(b"abc", b"m")),
            pikepdf.Dictionary(X=picture(b"abc", b"n")),
        ]
        share_pictures(lists)
        first, second, third = (entries["/X"].objgen for entries in lists)
        assert first == second != third


def test_the_self_check_finds_what_it_looks_for(galley: Galley) -> None:
    """A content number given away, a parent forgotten, an ID twice, a link to nowhere."""
    with pikepdf.open(galley.pdf) as pdf:
        root = pdf.Root.StructTreeRoot
        (document,) = root.K
        heads = [element for element in elements(document) if element.S == "/TH"]
        heads[0].ID = heads[1].ID
        document.K[1].P = heads[0]
        root.ParentTree.Nums[1][0] = heads[0]
        next(iter(links(pdf).values())).Dest = pikepdf.String("væk")
        kinds = sorted(finding.message.split(":")[0] for finding in check(pdf))
        for element in elements(document):
            if "/XSrc" in element:
                del element.XSrc
        silent = [finding.message.split(":")[0] for finding in check(pdf)]
    assert kinds == [
        "a link leads to an unknown place",
        "an ID is used twice",
        "an element does not name its parent",
        "content is not owned by its element",
    ]
    assert "no element says where it comes from" in silent


def test_source_of_an_element_is_the_nearest_above(pdf: pikepdf.Pdf) -> None:
    (document,) = pdf.Root.StructTreeRoot.K
    cell = next(element for element in elements(document) if element.S == "/TD")
    place = source_of(cell)
    assert place is not None
    assert str(place) == "one.html:60"
    assert source_of(document) is None


def test_nothing_is_joined_twice(galley: Galley) -> None:
    """The same chapters, pages and words: the same file, untouched."""
    folder = galley.pdf.parents[2]
    before = galley.pdf.stat().st_mtime_ns
    again = small_galley(folder)
    assert again == galley
    assert again.pdf.stat().st_mtime_ns == before


def test_another_title_is_another_file_with_the_same_pages(galley: Galley) -> None:
    world = world_in(galley.pdf.parents[2])
    galleys = typeset(composed(galley.page_map.first), Stock(STYLE, ROOT, PICTURES), world)
    other = assemble(galleys, SPECS, galley.page_map, world, replace(BINDING, title="Andet"))
    assert other.pdf != galley.pdf
    assert other.pages == galley.pages


def test_joining_again_gives_the_same_bytes(galley: Galley, tmp_path: Path) -> None:
    """In another cache, with two processes."""
    other = small_galley(tmp_path, processes=2)
    assert other.pdf.name == galley.pdf.name
    assert other.pdf.read_bytes() == galley.pdf.read_bytes()


@pytest.mark.parametrize("kind", ["pdf", "json"])
def test_a_kept_galley_that_was_cut_off_is_joined_again(tmp_path: Path, kind: str) -> None:
    """And so are the chapters it is joined from."""
    good = joined(tmp_path, a="<p>Ord</p>", b="<p>Flere</p>")
    before = good.pdf.read_bytes()
    for path in good.pdf.parent.glob(f"*.{kind}"):
        path.write_bytes(path.read_bytes()[:100])
    again = joined(tmp_path, a="<p>Ord</p>", b="<p>Flere</p>")
    assert again == good
    assert again.pdf.read_bytes() == before
