"""Contrast, fonts and sizes, read from pages whose operators are written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.typography import check_typography
from publication.typography.rules.lettering import ratio
from publication.typography.sheets import read_sheets
from tests.typography.bench import box, brand, galley, letters, limits, line, pdf, said

WHITE, BLACK = "1 1 1", "0 0 0"
GREY = "0.58 0.58 0.58"  # #949494: 3.0:1 on white
NAT = "0.1216 0.2275 0.4"  # #1f3a66


def checked(rule: str, tmp_path: Path, content: str) -> list[str]:
    made = pdf(tmp_path / "page.pdf", content)
    return [message for _, message in said(rule, galley([], made, pages=1))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((255, 255, 255), (0, 0, 0), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((148, 148, 148), (255, 255, 255), 3.03),  # art direction: k50 3.0 on white
        ((31, 58, 102), (255, 255, 255), 11.32),  # nat 11.3
    ],
)
def test_contrast_ratio(
    one: tuple[int, int, int], other: tuple[int, int, int], expected: float
) -> None:
    assert ratio(one, other) == ratio(other, one) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (letters("ord", colour=BLACK), []),
        (letters("ord", colour=GREY), ["3.0:1, not 4.5:1, at 9 pt: »ord«"]),
        (letters("ord", size=17.9, colour=GREY), ["3.0:1, not 4.5:1, at 17.9 pt: »ord«"]),
        (letters("ord", size=18, colour=GREY), []),  # large: 3:1 is enough
        (box(NAT, 70, 90, 60, 20) + letters("ord", colour=WHITE), []),
        (letters("ord", colour=WHITE), ["1.0:1, not 4.5:1, at 9 pt: »ord«"]),
    ],
)
def test_contrast_with_the_ground(content: str, found: list[str], tmp_path: Path) -> None:
    assert checked("contrast", tmp_path, content) == found


def test_the_worst_of_several_grounds_counts(tmp_path: Path) -> None:
    """White letters that begin on blue and end on the white page."""
    content = box(NAT, 70, 90, 14, 20) + letters("tilbud og foreninger", colour=WHITE, x=78)
    assert checked("contrast", tmp_path, content) == [
        "1.0:1, not 4.5:1, at 9 pt: »tilbud og foreninger«"
    ]


def test_a_bar_that_only_touches_the_letters_is_no_ground(tmp_path: Path) -> None:
    content = box("0.2 0.2 0.2", 70, 100.3, 60, 0.2) + letters("mmm", colour=BLACK)
    assert checked("contrast", tmp_path, content) == []


def test_rounded_shapes_count_as_they_show(tmp_path: Path) -> None:
    """A triangle: its box covers the words, its ink does not."""
    triangle = f"{NAT} rg 200 400 m 400 400 l 400 600 l f\n"
    above = letters("ord", colour=BLACK, x=75, y=75)  # 212 pt from the left, 552 from the foot
    assert checked("contrast", tmp_path, triangle + above) == []
    below = letters("ord", colour=BLACK, x=130, y=110)  # 368, 453
    assert checked("contrast", tmp_path, triangle + below) == ["1.9:1, not 4.5:1, at 9 pt: »ord«"]


@pytest.mark.parametrize(
    ("font", "found"),
    [
        ("Source-Sans-3", False),
        ("Source-Sans-3-Semi-Bold", False),
        ("OCR-B", False),
        ("Helvetica", True),
    ],
)
def test_fonts_are_the_brands(font: str, found: bool, tmp_path: Path) -> None:
    messages = checked("font", tmp_path, letters("ord", font))
    assert messages == (["»ord« is set in Helvetica"] if found else [])


@pytest.mark.parametrize(
    ("font", "size", "found"),
    [
        ("Source-Sans-3", 7.8, False),
        ("Source-Sans-3", 7.5, True),
        ("Source-Serif-4", 10.2, False),
        ("Source-Serif-4", 7.8, True),  # a size of the sans
        ("Source-Serif-4-Display-Light", 36, False),
        ("Source-Serif-4-Display-Light", 20, True),  # the role of 20 pt is regular
    ],
)
def test_sizes_are_the_scales(font: str, size: float, found: bool, tmp_path: Path) -> None:
    messages = checked("size", tmp_path, letters("ord", font, size))
    assert messages == ([f"{font} {size:g} pt: »ord«"] if found else [])


def test_letters_are_read_where_they_stand(tmp_path: Path) -> None:
    """Place, size and colour of text, also inside a form that is scaled by two."""
    made = pdf(tmp_path / "a.pdf", f"q 2 0 0 2 0 0 cm {letters('ord', size=4.5, x=40, y=185)} Q")
    (found,) = read_sheets(made, 0.1)[0].letters
    assert (found.text, found.font, found.size) == ("ord", "Source-Sans-3", 9.0)
    assert found.colour == (26, 26, 26)
    assert found.grounds == ((255, 255, 255),)
    assert found.x == pytest.approx(80, abs=0.3)
    assert found.baseline == pytest.approx(100, abs=0.1)


def test_findings_know_the_line_they_are_of(tmp_path: Path) -> None:
    """The letters stand on row 3 of page 2; its block was written in line 7."""
    made = pdf(tmp_path / "a.pdf", letters("ord", colour=GREY, x=80, y=43.76))
    (finding,) = check_typography(
        galley([line(row=3, block=7)], made, pages=1),
        brand(),
        limits(),
        only=["contrast"],
    )
    assert str(finding.place) == "a.html:7"
    assert finding.page == "2"


@pytest.mark.parametrize(
    ("upper", "lower", "leading", "found"),
    [
        ("pp", "dd", 16, ["0.0 mm between »pp« and »dd«"]),
        ("pp", "dd", 24, []),
        ("aa", "xx", 16, []),  # nothing reaches down, nothing up
        ("p", "          d", 16, []),  # not over one another
    ],
)
def test_large_lines_do_not_touch(
    upper: str, lower: str, leading: float, found: list[str], tmp_path: Path
) -> None:
    """Times at 56 pt: descender and ascender together take about 17 mm."""
    content = letters(upper, size=56, y=100) + letters(lower, size=56, y=100 + leading)
    assert checked("touch", tmp_path, content) == found


def test_small_lines_are_not_asked(tmp_path: Path) -> None:
    content = letters("pp", size=9, y=100) + letters("dd", size=9, y=102)
    assert checked("touch", tmp_path, content) == []
