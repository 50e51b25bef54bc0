"""The cover as pictures: sizes, colours, and what is cut where."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PIL import Image, ImageFont
from small_report import NAT, ROOT, TEGL, bare

from publication.download import pictures
from publication.download.pictures import cover_pictures, picture_top
from publication.download.records import Package


@pytest.fixture(scope="module")
def made(report: Package) -> Mapping[str, bytes]:
    return cover_pictures(report)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "form", "size"),
    [
        ("cover.png", "PNG", (1200, 1543)),
        ("cover.webp", "WEBP", (1200, 1543)),
        ("card.png", "PNG", (1200, 630)),
        ("thumb.webp", "WEBP", (480, 618)),
    ],
)
def test_form_and_size(
    made: Mapping[str, bytes], name: str, form: str, size: tuple[int, int]
) -> None:
    """A page of 210 x 270 mm at 1200 px is 1542.9 px high, at 480 px 617.1; pdfium rounds up."""
    assert (opened(made[name]).format, opened(made[name]).size) == (form, size)


@pytest.mark.parametrize("name", ["cover.png", "cover.webp"])
def test_flat_colours_are_exact(made: Mapping[str, bytes], name: str) -> None:
    picture = opened(made[name]).convert("RGB")
    assert picture.getpixel((600, 300)) == NAT
    assert picture.getpixel((600, 1200)) == TEGL


def test_card_shows_the_picture_and_the_title_beside_it(made: Mapping[str, bytes]) -> None:
    """The cover is cut 45 mm down: 225 of 270 mm are left, so it is 588 px wide at 630 px."""
    card = opened(made["card.png"]).convert("RGB")
    assert card.getpixel((1190, 620)) == TEGL
    assert card.getpixel((1200 - 588 - 4, 620)) == NAT
    words = card.crop((0, 0, 1200 - 588, 630))
    assert max(words.convert("L").get_flattened_data()) > 240  # white letters on blue
    assert max(words.crop((0, 0, pictures.SIDE - 2, 630)).convert("L").get_flattened_data()) < 100


def test_where_the_picture_begins(report: Package) -> None:
    """Title lines end at 40 mm, the publisher's begin at 250: the picture lies between."""
    assert picture_top(report.galley) == 40 + pictures.LEAD
    assert picture_top(bare(report).galley) == 0


def test_title_is_broken_into_lines() -> None:
    font = ImageFont.truetype(ROOT / "styles/fonts/SourceSans3-Regular.ttf", 20)
    room = int(font.getlength("en dør")) + 1
    assert pictures._wrapped("en dør til bestyrelsesformanden", font, room) == [
        *("en dør", "til", "bestyrelsesformanden"),
    ]


def test_same_bytes_again_and_from_the_cache(
    made: Mapping[str, bytes], report: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pictures._draw(report) == made
    monkeypatch.setattr(pictures, "_draw", pytest.fail)
    assert cover_pictures(report) == made


def test_a_new_title_is_a_new_card(made: Mapping[str, bytes], report: Package) -> None:
    renamed = replace(report, publication=replace(report.publication, title="Over tag"))
    assert pictures._draw(renamed)["card.png"] != made["card.png"]
    assert pictures._draw(renamed)["cover.png"] == made["cover.png"]
