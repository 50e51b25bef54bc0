"""The renderer writes one short element a mark, in millimetres."""

from __future__ import annotations

import pytest

from figures.picture import Picture
from figures.sheet import Sheet
from figures.text import Font
from publication.errors import FigureError


@pytest.fixture
def sheet(picture: Picture) -> Sheet:
    return picture.sheet(10)


def elements(sheet: Sheet) -> list[str]:
    return sheet.svg().splitlines()[1:-1]


def test_the_picture_is_as_large_as_it_says(sheet: Sheet) -> None:
    head = sheet.svg().splitlines()[0]
    assert head.endswith('width="118mm" height="10mm" viewBox="0 0 118 10">')


def test_heights_are_rounded_up_to_the_grid(picture: Picture) -> None:
    assert [picture.sheet(height).height for height in (5, 5.01, 41)] == [5, 10, 45]


def test_a_mark_is_one_rectangle_with_its_name(sheet: Sheet) -> None:
    sheet.rect(10, 2, 20, 5, "#c4502c", name="fig5.foreninger.enig")
    assert elements(sheet) == [
        '<rect x="10" y="2" width="20" height="5" id="fig5.foreninger.enig" fill="#c4502c"/>'
    ]


def test_a_keyline_lies_inside_its_rectangle(sheet: Sheet) -> None:
    """A line of 0.45 pt is 0.159 mm wide: half of it is taken off each side."""
    sheet.rect(10, 2, 20, 5, "#f0bfa9", "#c4502c", 0.45)
    assert elements(sheet) == [
        '<rect x="10.08" y="2.08" width="19.84" height="4.84" '
        'fill="#f0bfa9" stroke="#c4502c" stroke-width="0.159"/>'
    ]


def test_text_stays_text(sheet: Sheet) -> None:
    sheet.text(118, 4, "n < 30 & $x$", Font(9, 600), "#1a1a1a", "right")
    assert elements(sheet) == [
        """<text x="118" y="4" text-anchor="end" font-family="'Source Sans 3'" font-size="3.175" """
        'font-weight="600" fill="#1a1a1a">n &lt; 30 &amp; $x$</text>'
    ]


def test_an_arched_door_is_round_on_top(sheet: Sheet) -> None:
    """3 wide, so the arch springs 1.5 under its top; handles are 0.5523 of the radius."""
    sheet.door(0, 5, 3, 4, "arch", "#c4502c", "door")
    assert elements(sheet) == [
        '<path d="M0 5L0 2.5C0 1.67 0.67 1 1.5 1L1.5 1C2.33 1 3 1.67 3 2.5L3 5Z" '
        'id="door" fill="#c4502c"/>'
    ]


def test_strokes_of_one_line_are_one_shape(sheet: Sheet) -> None:
    sheet.line("#1f3a66", 0.5, [(1, 5), (9, 5)], [(1, 4), (1, 6)])
    assert elements(sheet) == [
        '<path d="M1 5L9 5M1 4L1 6" fill="none" stroke="#1f3a66" stroke-width="0.176"/>'
    ]


def test_a_colour_off_the_palette_stops_the_figure(sheet: Sheet) -> None:
    sheet.rect(0, 0, 5, 5, "#ff0000")
    with pytest.raises(FigureError, match="#ff0000 is not in the palette"):
        sheet.svg()


def test_transparency_stops_the_figure(sheet: Sheet) -> None:
    sheet.rect(0, 0, 5, 5, "#c4502c80")
    with pytest.raises(FigureError, match="not in the palette"):
        sheet.svg()


def test_print_too_small_to_read_stops_the_figure(sheet: Sheet) -> None:
    with pytest.raises(FigureError, match=r"6\.4 pt is under 6\.5 pt: n = 18"):
        sheet.text(0, 5, "n = 18", Font(6.4), "#1a1a1a")
