"""Figures that leave the report: stand-alone pictures, data files, the contact sheet."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from figure_samples import SAMPLES
from openpyxl import load_workbook
from PIL import Image

from figures.chart import draw
from figures.contact import contact_sheet
from figures.export import as_csv, as_xlsx
from figures.standalone import standalone, standalone_all
from publication.brand import Brand
from publication.language import Language
from publication.model import Artwork, FigureText

EPOCH = 1_603_843_200  # 28 October 2020


@pytest.fixture(scope="module")
def fig5(brand: Brand, fonts: Path) -> Artwork:
    return draw(*SAMPLES["types"](), brand, fonts)


@pytest.fixture(scope="module")
def fig17(brand: Brand, fonts: Path) -> Artwork:
    return draw(*SAMPLES["means"](), brand, fonts)


# ------------------------------------------------------------------ pictures


@pytest.fixture(scope="module")
def alone(fig5: Artwork, words: FigureText, brand: Brand, fonts: Path) -> tuple[str, bytes]:
    return standalone(fig5, words, brand, fonts)


def test_a_picture_alone_says_what_it_shows(
    alone: tuple[str, bytes], words: FigureText, fig5: Artwork
) -> None:
    svg, _ = alone
    written = " ".join(re.findall(r">([^<>]+)</text>", svg))
    for said in (words.headline, words.question, words.note, words.source):
        assert said in written
    assert f"<title>{words.headline}</title>\n<desc>{fig5.alt}</desc>" in svg


def test_a_picture_alone_has_its_letters_with_it(alone: tuple[str, bytes]) -> None:
    """The three cuts it is set in, as WOFF2, and still under 40 kB."""
    svg, _ = alone
    cuts = re.findall(r"font-family:'([^']+)';font-weight:(\d+);font-style:(\w+)", svg)
    assert sorted(cuts) == [
        ("Source Sans 3", "400", "normal"),
        ("Source Sans 3", "600", "normal"),
        ("Source Serif 4", "400", "italic"),
    ]
    assert svg.count("data:font/woff2;base64,d09GMg") == 3  # "wOF2"
    assert len(svg.encode()) < 40_000


def test_the_png_is_1200_pixels_wide_and_in_brand_colours(
    alone: tuple[str, bytes], brand: Brand
) -> None:
    image = Image.open(io.BytesIO(alone[1])).convert("RGB")
    assert image.width == 1200
    colours = {colour for _, colour in image.getcolors(1 << 20) or []}
    wanted = {brand.colours[name].rgb for name in ("papir", "k", "tegl", "tegllys", "nat", "k50")}
    assert wanted <= colours


def test_pictures_alone_are_the_same_each_time(
    alone: tuple[str, bytes], fig5: Artwork, words: FigureText, brand: Brand, fonts: Path
) -> None:
    assert standalone(fig5, words, brand, fonts) == alone


def test_pictures_alone_are_kept(
    alone: tuple[str, bytes],
    fig5: Artwork,
    fig17: Artwork,
    words: FigureText,
    brand: Brand,
    fonts: Path,
    tmp_path: Path,
) -> None:
    """Only figures that have words; another headline puts another pair in place of the first."""
    artworks = {"fig5": fig5, "fig17": fig17}
    first = standalone_all(artworks, {"fig5": words}, brand, fonts, tmp_path)
    assert first == {"fig5": alone}
    assert standalone_all(artworks, {"fig5": words}, brand, fonts, tmp_path) == first
    other = {"fig5": replace(words, headline="Noget andet")}
    assert "Noget andet" in standalone_all(artworks, other, brand, fonts, tmp_path)["fig5"][0]
    assert len(list((tmp_path / "figures").iterdir())) == 3  # SVG, PNG, and the sums of both


@pytest.mark.parametrize("kind", ["svg", "png", "sums"])
def test_a_kept_picture_that_was_cut_off_is_drawn_anew(
    alone: tuple[str, bytes],
    fig5: Artwork,
    words: FigureText,
    brand: Brand,
    fonts: Path,
    tmp_path: Path,
    kind: str,
) -> None:
    """The broken file is mended in the cache, too."""
    standalone_all({"fig5": fig5}, {"fig5": words}, brand, fonts, tmp_path)
    (kept,) = (tmp_path / "figures").glob(f"*.{kind}")
    good = kept.read_bytes()
    kept.write_bytes(good[: len(good) // 2])
    again = standalone_all({"fig5": fig5}, {"fig5": words}, brand, fonts, tmp_path)
    assert again == {"fig5": alone}
    assert kept.read_bytes() == good


# ------------------------------------------------------------------ data


def test_csv_has_the_data_and_what_they_are(
    fig5: Artwork, words: FigureText, danish: Language
) -> None:
    text = as_csv(fig5, words, danish)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert rows == [
        ["Gruppe", "enig", "hverken eller", "uenig", "ved ikke", "enig, 95 % sikkerhed", "Antal"],
        ["Frivillige sociale foreninger", "28 %", "33 %", "37 %", "2 %", "21–36 %", "138"],
        ["Sociale tilbud", "22 %", "38 %", "39 %", "1 %", "18–26 %", "426"],
        [],
        ["Figur 5", "Hver fjerde fandt flere at samarbejde med"],
        ["Spørgsmål", "Hvor enig eller uenig er du i, at I samarbejdede med flere end normalt?"],
        ["Note", "N = 564."],
        ["Kilde", "Tænketanken Mandag Morgen og Bikubenfonden."],
    ]


def test_a_workbook_has_numbers(fig5: Artwork, words: FigureText, danish: Language) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(fig5, words, danish, EPOCH)))
    sheet = book["Figur 5"]
    cell = sheet["B2"]
    assert (cell.value, cell.number_format) == (0.28, "0%")
    assert sheet["G3"].value == 426
    assert sheet["A5"].value == "Figur 5"
    assert book.properties.created.isoformat() == "2020-10-28T00:00:00"


def test_means_are_numbers_too(fig17: Artwork, words: FigureText, danish: Language) -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(fig17, words, danish, EPOCH))).worksheets[0]
    assert sheet["B2"].value == 3.9


def test_a_workbook_is_the_same_each_time(
    fig5: Artwork, words: FigureText, danish: Language
) -> None:
    assert as_xlsx(fig5, words, danish, EPOCH) == as_xlsx(fig5, words, danish, EPOCH)


# ------------------------------------------------------------------ for the designer


def test_the_contact_sheet_shows_every_picture(fig5: Artwork, fig17: Artwork) -> None:
    page = contact_sheet([fig5, fig17], "../styles/fonts")
    assert page.count("<svg") == 2
    assert fig5.alt in page
    assert "../styles/fonts/SourceSans3-Regular.ttf" in page
    assert "<td>Sociale tilbud</td>" in page
