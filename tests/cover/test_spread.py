"""The cover sheet: measures, places, spine text, and that it goes through the press."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from publication.brand import Brand
from publication.cover.lettering import Face, width_of
from publication.cover.spread import Spread, cover_spread
from publication.errors import FinishError
from publication.finish.print import finish_cover
from publication.model import GalleyPage, Paper, Publication, Publisher
from tests.print_galley import ISBN, ROOT, brand, galley, publication, world

PT = 72 / 25.4
HOUSES = (Publisher("Tænketanken Mandag Morgen"), Publisher("Bikubenfonden"))
THICK = publication(paper=Paper(spine_mm=6), publishers=HOUSES)


def spread(folder: Path, title: Publication = THICK, colours: Brand | None = None) -> Spread:
    return cover_spread(galley(), title, colours or brand(), world(folder), folder / "spread.pdf")


def rgb(pdf: pypdfium2.PdfDocument, x: float, y: float) -> tuple[int, ...]:
    """The colour at x, y mm from the upper left corner of the sheet with its bleed."""
    picture = pdf[0].render(scale=1).to_pil().convert("RGB")
    return picture.getpixel((round(x * PT), round(y * PT)))


def test_the_sheet_is_back_spine_and_front(tmp_path: Path) -> None:
    sheet = spread(tmp_path)
    assert sheet.trim == (426, 270)
    assert sheet.folds == (210, 216)
    with pikepdf.open(sheet.pdf) as pdf:
        box = [round(float(value) / PT, 2) for value in pdf.pages[0].MediaBox]
    assert box == [-3, -3, 429, 273]


def test_flaps_widen_it_on_both_sides(tmp_path: Path) -> None:
    sheet = spread(tmp_path, publication(paper=Paper(spine_mm=6, flap_mm=90)))
    assert sheet.trim == (606, 270)
    assert sheet.folds == (90, 300, 306, 516)


def test_the_spine_counts_the_added_blanks(tmp_path: Path) -> None:
    sheet = spread(tmp_path, publication(paper=Paper(multiple=16)))
    assert sheet.pages == 16
    # 16 x 130 x 0.9 / 2000 = 0.936; + 1.1 = 2.036; up to 2.5
    assert sheet.spine.width == 2.5


def test_every_part_stands_in_its_place(tmp_path: Path) -> None:
    sheet = spread(tmp_path)
    with pypdfium2.PdfDocument(sheet.pdf) as pdf:
        assert rgb(pdf, 1, 1) == brand().colours["blomme"].rgb  # back, out in the bleed
        assert rgb(pdf, 3 + 213, 3 + 135) == brand().colours["nat"].rgb  # spine
        assert rgb(pdf, 3 + 425, 274) == brand().colours["nat"].rgb  # front, bleed
        assert rgb(pdf, 3 + 209.4, 200) == brand().colours["blomme"].rgb  # back, up to the fold
        words = pdf[0].get_textpage().get_text_range()
    assert "Forside" in words
    assert "Bagside" in words


def test_spine_text_is_real_embedded_and_centred(tmp_path: Path) -> None:
    sheet = spread(tmp_path)
    with pypdfium2.PdfDocument(sheet.pdf) as pdf:
        page = pdf[0].get_textpage()
        words = page.get_text_range().replace("\r\n", "")
        start = page.search("Mandag").get_next()[0]
        left, _, right, _ = page.get_charbox(start)
    assert "Vi åbner døre" in words
    assert "Tænketanken Mandag Morgen · Bikubenfonden" in words
    assert (left + right) / 2 / PT == pytest.approx(213, abs=0.3)
    with pikepdf.open(sheet.pdf) as pdf:
        font = pdf.pages[0].Resources.Font.Spine
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert str(font.BaseFont).endswith("+SourceSans3-Semibold")


def test_a_thin_spine_stays_without_text(tmp_path: Path) -> None:
    sheet = spread(tmp_path, publication(paper=Paper(spine_mm=4.5)))
    with pikepdf.open(sheet.pdf) as pdf:
        assert "/Font" not in pdf.pages[0].Resources


def test_the_publishers_give_way_to_a_long_title(tmp_path: Path) -> None:
    sheet = spread(tmp_path, replace(THICK, title="Vi åbner døre " * 10))
    with pypdfium2.PdfDocument(sheet.pdf) as pdf:
        assert "Bikubenfonden" not in pdf[0].get_textpage().get_text_range()


def test_a_title_longer_than_the_spine_stops_the_cover(tmp_path: Path) -> None:
    with pytest.raises(FinishError, match="which has 240 mm"):
        spread(tmp_path, replace(THICK, title="Vi åbner døre " * 15))


def test_the_face_kerns() -> None:
    face = Face(ROOT / "styles" / "fonts" / "SourceSans3-Semibold.ttf")
    (first, second) = face.line("To")
    assert (first.advance, second.advance) == (546, 549)
    assert first.kern == -71  # 1024, as HarfBuzz measures the pair
    assert width_of(face.line("To"), 9) == pytest.approx(1.024 * 9)
    assert [glyph.kern for glyph in face.line("AV")] == [-16, 0]


def test_letters_that_the_face_lacks_stop_the_cover(tmp_path: Path) -> None:
    with pytest.raises(FinishError, match="for the spine"):
        spread(tmp_path, replace(THICK, title="門"))


@pytest.mark.parametrize("kept", [(1, 2, 3), (0, 1, 2, 3)])
def test_a_galley_without_two_covers_has_no_spread(kept: tuple[int, ...], tmp_path: Path) -> None:
    short = replace(galley(), pages=tuple(galley().pages[index] for index in kept))
    with pytest.raises(FinishError, match="a front and a back page"):
        cover_spread(short, THICK, brand(), world(tmp_path), tmp_path / "x.pdf")


def test_web_only_pages_are_no_covers() -> None:
    assert [page.label for page in galley().covers] == ["Forside", "Bagside"]
    assert all(isinstance(page, GalleyPage) for page in galley().body)


def test_the_spread_is_the_same_every_time(tmp_path: Path) -> None:
    one = spread(tmp_path / "a").pdf.read_bytes()
    assert spread(tmp_path / "b").pdf.read_bytes() == one


def test_the_press_takes_the_sheet_and_a_scanner_reads_its_barcode(tmp_path: Path) -> None:
    sheet = spread(tmp_path)
    edition = finish_cover(sheet.pdf, sheet.trim, THICK, brand(), world(tmp_path), tmp_path)
    path = edition.outputs[0].path
    assert path.name == "cover.pdf"
    assert b"DeviceRGB" not in path.read_bytes()
    with pikepdf.open(path) as pdf:
        box = [round(float(value) / PT, 2) for value in pdf.pages[0].TrimBox]
    assert box == [0, 0, 426, 270]
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[0].render(scale=300 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [ISBN.replace("-", "")]
