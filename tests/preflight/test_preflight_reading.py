"""Reading content streams: sizes and inks after all transformations, worked by hand."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from publication.preflight.reading.geometry import place, then
from publication.preflight.reading.interpret import Interpreter
from publication.preflight.reading.marks import Mark, Paint, Sheet
from publication.preflight.reading.spaces import read_space
from publication.preflight.reading.typefaces import read_typeface
from tests.print_galley import by_hand

COURIER = Dictionary(
    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, FirstChar=97, Widths=Array([600] * 3)
)


def read(content: str, **resources: Any) -> Sheet:
    """What a page with this content shows."""
    own = Dictionary({f"/{kind}": Dictionary(value) for kind, value in resources.items()})
    with by_hand(content, own) as pdf:
        return Interpreter().read(pdf.pages[0], 1)


def only(content: str, **resources: Any) -> Mark:
    (mark,) = read(content, **resources).marks
    return mark


def box(mark: Mark) -> list[float]:
    return [round(value, 2) for value in mark.box]


def test_a_line_is_as_thick_as_its_transformation_makes_it() -> None:
    mark = only("2 0 0 2 10 10 cm .5 w 0 0 m 0 100 l S")
    assert mark.kind == "stroke"
    assert mark.size == 1.0
    assert box(mark) == [9.5, 9.5, 10.5, 210.5]


def test_text_is_as_large_as_font_matrix_and_page_make_it() -> None:
    # 12 x 0.5 (text matrix) x 2 (page) = 12; two letters of 0.6 em are 14.4 wide
    mark = only("2 0 0 2 0 0 cm BT /F 12 Tf .5 0 0 .5 50 50 Tm (ab) Tj ET", Font={"/F": COURIER})
    assert mark.size == 12
    assert box(mark) == [100, 97, 114.4, 109]
    assert mark.font == "Courier"


def test_kerning_spacing_and_scaling_move_the_text_on() -> None:
    # a: 6 + 1 (Tc) - 5 (kern 500) + b: 6 + 1 = 9, at half width 4.5; then the next string begins
    text = "BT /F 10 Tf 1 Tc 50 Tz 100 100 Td [(a) 500 (b)] TJ (c) Tj ET"
    first, second = read(text, Font={"/F": COURIER}).marks
    assert box(first)[::2] == [100, 104.5]
    assert box(second)[0] == 104.5


def test_lines_of_text_go_down_by_the_leading() -> None:
    text = "BT /F 10 Tf 14 TL 100 100 Td (a) Tj T* (a) Tj (b) ' ET"
    baselines = [mark.box[1] + 2.5 for mark in read(text, Font={"/F": COURIER}).marks]
    assert baselines == [100, 86, 72]


def test_invisible_text_is_no_mark() -> None:
    assert read("BT /F 10 Tf 3 Tr (a) Tj ET", Font={"/F": COURIER}).marks == []


def test_rectangles_are_bars_while_they_are_thin() -> None:
    marks = read("10 10 100 .5 re 10 20 100 50 re f").marks
    assert [(mark.kind, mark.size) for mark in marks] == [("bar", 0.5), ("fill", 50)]


def test_a_frame_seen_through_a_slit_is_a_bar() -> None:
    mark = only("0 10 100 .75 re W n 0 0 100 50 re 1 1 98 48 re f*")
    assert (mark.kind, mark.size) == ("bar", 0.75)


def test_what_is_clipped_away_is_no_mark() -> None:
    assert read("q 0 0 9 9 re W n 100 100 9 9 re f Q").marks == []
    assert len(read("q 0 0 9 9 re W n Q 100 100 9 9 re f").marks) == 1
    assert read("9000 0 9 9 re f").marks == []


def test_a_point_that_nothing_is_drawn_from_does_not_count() -> None:
    assert box(only("0 0 m 50 50 m 60 50 l 60 60 l f")) == [50, 50, 60, 60]


@pytest.mark.parametrize(
    ("content", "space", "values"),
    [
        ("0 0 9 9 re f", "DeviceGray", (0,)),
        (".1 .2 .3 rg 0 0 9 9 re f", "DeviceRGB", (0.1, 0.2, 0.3)),
        ("/DeviceCMYK cs 0 0 9 9 re f", "DeviceCMYK", (0, 0, 0, 1)),
        ("/DeviceCMYK cs 1 0 0 0 sc 0 0 9 9 re f", "DeviceCMYK", (1, 0, 0, 0)),
        ("q 1 0 0 0 k Q 0 0 9 9 re f", "DeviceGray", (0,)),
    ],
)
def test_colour_follows_the_graphics_state(
    content: str, space: str, values: tuple[float, ...]
) -> None:
    assert only(content).paint == Paint(space, values)


def test_spot_colours_keep_their_names() -> None:
    gold = Array([Name.Separation, Name("/Guld"), Name.DeviceCMYK, Dictionary()])
    sheet = read("/S cs .5 scn 0 0 9 9 re f", ColorSpace={"/S": gold})
    assert sheet.marks[0].paint.plates == {"Guld": 0.5}
    assert sheet.spots == {"Guld"}


def test_overprint_and_transparency_come_with_the_mark() -> None:
    state = Dictionary(OP=True, OPM=1, ca=0.5)
    sheet = read("/G gs 0 0 0 1 k 0 0 9 9 re f", ExtGState={"/G": state})
    (mark,) = sheet.marks
    assert (mark.overprint, mark.opm, mark.alpha) == (True, 1, 0.5)  # OP speaks for op too
    assert sheet.blends == {"transparency"}


def test_forms_are_read_where_they_lie() -> None:
    with by_hand("1 0 0 1 100 0 cm /X Do") as pdf:
        form = pdf.make_stream(b"1 0 0 0 k 0 0 50 50 re f")
        form.Subtype, form.BBox, form.Matrix = Name.Form, Array([0, 0, 10, 20]), Array(
            [2, 0, 0, 2, 0, 0]
        )  # fmt: skip
        pdf.pages[0].Resources.XObject = Dictionary(X=form)
        (mark,) = Interpreter().read(pdf.pages[0], 1).marks
    assert box(mark) == [100, 0, 120, 40]  # cut to the form's box, twice as large


def test_a_form_that_places_itself_ends() -> None:
    with by_hand("/X Do") as pdf:
        form = pdf.make_stream(b"/X Do")
        form.Subtype, form.BBox = Name.Form, Array([0, 0, 10, 20])
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        pdf.pages[0].Resources.XObject = Dictionary(X=form)
        sheet = Interpreter().read(pdf.pages[0], 1)
    assert sheet.oddities == {"forms within forms without end"}


def test_patterns_are_read_for_their_colours() -> None:
    with by_hand("/Pattern cs /P scn 0 0 100 100 re f") as pdf:
        cell = pdf.make_stream(b"1 0 0 rg 0 0 5 5 re f")
        cell.PatternType, cell.BBox = 1, Array([0, 0, 9, 9])
        pdf.pages[0].Resources.Pattern = Dictionary(P=cell)
        sheet = Interpreter().read(pdf.pages[0], 1)
    assert sheet.spaces == {("DeviceRGB", "fill")}


def test_pictures_have_their_resolution_at_the_printed_size() -> None:
    with by_hand("q 72 0 0 36 10 20 cm /I Do Q") as pdf:
        image = pdf.make_stream(bytes(300 * 300))
        image.Subtype, image.Width, image.Height = Name.Image, 300, 300
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        pdf.pages[0].Resources.XObject = Dictionary(I=image)
        (picture,) = Interpreter().read(pdf.pages[0], 1).pictures
    assert picture.ppi == (300, 600)
    assert picture.box == (10, 20, 82, 56)


def test_an_inline_image_is_a_picture_too() -> None:
    sheet = read("q 72 0 0 72 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x20\x20\x20\x20 EI Q")
    assert [picture.pixels for picture in sheet.pictures] == [(2, 2)]
    assert ("DeviceGray", "image") in sheet.spaces


def test_indexed_and_icc_spaces_are_named_by_what_they_hold() -> None:
    with pikepdf.new() as pdf:
        profile = pdf.make_stream(b"")
        profile.N = 3
        icc = Array([Name.ICCBased, profile])
        indexed = Array([Name.Indexed, Name.DeviceRGB, 1, b"\0" * 6])
        assert read_space(icc).name == "ICCBased-RGB"
        assert read_space(indexed).name == "DeviceRGB"
        assert read_space(indexed).base == "Indexed"


def test_widths_of_composite_fonts() -> None:
    inner = Dictionary(
        Subtype=Name.CIDFontType2, DW=500, W=Array([3, Array([250, 300]), 10, 12, 700])
    )
    font = Dictionary(
        Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Prøve"), DescendantFonts=Array([inner])
    )
    face = read_typeface(font)
    assert (face.name, face.subset, face.embedded) == ("Prøve", True, False)
    assert [face.advance(code) for code in (3, 4, 5, 11, 12, 13)] == [250, 300, 500, 700, 700, 500]
    assert face.codes(b"\0\3\1\2") == [3, 258]


@pytest.mark.parametrize(
    ("paint", "white", "solid", "full"),
    [
        (Paint("DeviceCMYK", (0, 0, 0, 0)), True, False, False),
        (Paint("DeviceCMYK", (0, 0, 0, 1)), False, True, True),
        (Paint("DeviceCMYK", (0, 0, 0, 0.5)), False, False, False),
        (Paint("DeviceCMYK", (1, 0, 0, 1)), False, False, True),
        (Paint("DeviceGray", (1,)), True, False, False),
        (Paint("DeviceRGB", (1, 1, 1)), False, False, False),
        (Paint("Separation", (1,), ("Black",)), False, True, True),
    ],
)
def test_what_a_paint_is_to_the_press(paint: Paint, white: bool, solid: bool, full: bool) -> None:
    assert (paint.white, paint.solid_black, paint.full) == (white, solid, full)


def test_matrices_are_applied_in_order() -> None:
    assert then((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 10, 0)) == (2, 0, 0, 2, 10, 0)


def test_places_are_told_from_the_upper_left_of_the_trim() -> None:
    assert place((72, 700, 100, 720), (0, 0, 595, 792)) == "25 mm from the left, 25 from the top"
