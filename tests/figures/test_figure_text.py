"""Letters are measured with the fonts themselves."""

from __future__ import annotations

import pytest

from figures.text import Faces, Font, lettering
from publication.brand import Brand
from publication.errors import FigureError

TEN = Font(10)


def test_a_figure_is_as_wide_as_the_font_says(faces: Faces) -> None:
    """Every lining figure of Source Sans 3 is 497 thousandths of an em."""
    assert faces.width("28", TEN) == pytest.approx(2 * 0.497 * 10 * 25.4 / 72)


def test_capitals_are_as_high_as_the_font_says(faces: Faces) -> None:
    assert faces.cap_height(TEN) == pytest.approx(0.660 * 10 * 25.4 / 72)


def test_lines_break_where_the_next_word_does_not_fit(faces: Faces) -> None:
    room = faces.width("Samarbejde på tværs", TEN)
    assert faces.wrap("Samarbejde på tværs internt", TEN, room) == (
        "Samarbejde på tværs",
        "internt",
    )


def test_balanced_lines_are_as_few_but_even(faces: Faces) -> None:
    """No word is left alone on the last line where it can have company."""
    room = faces.width("Kommunal forvaltning eller", TEN)
    assert faces.balance("Kommunal forvaltning eller institution", TEN, room) == (
        "Kommunal forvaltning",
        "eller institution",
    )


def test_a_word_wider_than_the_room_stands_alone(faces: Faces) -> None:
    assert faces.balance("at spørgeskemaundersøgelse", TEN, 10) == ("at", "spørgeskemaundersøgelse")


def test_sizes_come_from_the_brand(brand: Brand) -> None:
    fonts = lettering(brand)
    assert (fonts.key.size, fonts.value.weight, fonts.plain_value.weight) == (13, 600, 400)


def test_a_cut_that_is_not_there_is_named(faces: Faces) -> None:
    with pytest.raises(
        FigureError, match=r"Source Sans 3 900 \(styles/fonts/SourceSans3-900\.ttf is missing"
    ):
        faces.width("a", Font(10, 900))
