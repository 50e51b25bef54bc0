"""What some readers could not see is found by computing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from figures.contrast import lightness, linear, problems, ratio, seen, steps, untold
from figures.palette import levels, series
from publication.brand import Brand
from publication.errors import FigureError

WHITE = "#ffffff"
SCALES = [  # all organisations have no five levels
    *((key, answers) for key in ("tilbud", "foreninger", "alle") for answers in (2, 3)),
    *(("tilbud", 5), ("foreninger", 5)),
]


def picture(*shapes: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(shapes)}</svg>'


def bar(name: str, x: float, width: float, fill: str, edge: str = "") -> str:
    line = f' stroke="{edge}" stroke-width="0.16"' if edge else ""
    return f'<rect id="{name}" x="{x}" y="0" width="{width}" height="8" fill="{fill}"{line}/>'


def said(svg: str) -> list[str]:
    return [problem.message for problem in problems(svg, WHITE)]


# ------------------------------------------------------------------ colour


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1; #767676 is the lightest grey of 4.5:1."""
    assert ratio("#000000", WHITE) == pytest.approx(21)
    assert ratio("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


def test_lightness_is_that_of_the_cie() -> None:
    """Middle grey: #777777 has L* 50."""
    assert lightness(linear("#777777")) == pytest.approx(50, abs=0.2)


def test_greys_look_the_same_to_everyone() -> None:
    """The matrices of Machado et al. have rows that sum to one."""
    for deficiency in ("protanopia", "deuteranopia", "tritanopia"):
        assert seen("#949494", deficiency) == pytest.approx(linear("#949494"), abs=1e-5)


def test_red_darkens_under_protanopia() -> None:
    """L* of sRGB red is 53; without the long cones it is 13 darker."""
    assert lightness(linear("#ff0000")) == pytest.approx(53.2, abs=0.1)
    assert lightness(seen("#ff0000", "protanopia")) == pytest.approx(40.3, abs=0.1)


@pytest.mark.parametrize(("key", "answers"), SCALES)
@pytest.mark.parametrize("asides", [0, 1, 2])
def test_neighbours_on_every_scale_differ_in_every_view(
    key: str, answers: int, asides: int, brand: Brand
) -> None:
    fills = [level.fill for level in levels(brand, key, answers, asides)]
    for first, second in pairwise(fills):
        assert min(steps(first, second).values()) >= 8


@pytest.mark.parametrize(("key", "answers"), SCALES)
def test_labels_can_be_read_on_every_level(key: str, answers: int, brand: Brand) -> None:
    contrasts = [ratio(level.label, level.fill) for level in levels(brand, key, answers, 2)]
    assert min(contrasts) >= 4.5


def test_the_two_kinds_can_be_told_apart_in_every_view(brand: Brand) -> None:
    tilbud, foreninger = (series(brand, key).full for key in ("tilbud", "foreninger"))
    assert min(steps(tilbud, foreninger).values()) >= 8


def test_a_scale_the_brand_lacks_stops_the_figure(brand: Brand) -> None:
    with pytest.raises(FigureError, match="no colours for 5 levels of alle"):
        levels(brand, "alle", 5, 0)


def test_an_unknown_kind_of_organisation_stops_the_figure(brand: Brand) -> None:
    with pytest.raises(FigureError, match="unknown series 'skoler'"):
        series(brand, "skoler")


# ------------------------------------------------------------------ a picture


def test_a_good_picture_has_no_problems() -> None:
    svg = picture(
        bar("f.a.yes", 0, 20, "#c4502c"),
        bar("f.a.no", 20.3, 20, "#949494"),
        '<text x="1" y="5" font-size="3.2" fill="#ffffff">50</text>',
    )
    assert said(svg) == []


def test_a_pale_mark_needs_a_keyline() -> None:
    assert said(picture(bar("f.a.b", 0, 20, "#f0bfa9"))) == [
        "f.a.b: 1.6:1 against the page, needs 3:1"
    ]
    assert said(picture(bar("f.a.b", 0, 20, "#f0bfa9", "#c4502c"))) == []


def test_neighbours_need_page_between_them() -> None:
    svg = picture(bar("f.a.b", 0, 20, "#1f3a66"), bar("f.a.c", 20.1, 20, "#949494"))
    assert said(svg) == ["f.a.b and f.a.c are parted by 0.10 mm only"]


def test_neighbours_need_different_lightness_in_every_view() -> None:
    """Brick and grey: 12 L* apart in greyscale; a green as light as the brick is not."""
    svg = picture(bar("f.a.b", 0, 20, "#c4502c"), bar("f.a.c", 20.3, 20, "#5b7434"))
    assert any("differ by" in message and "greyscale" in message for message in said(svg))


def test_marks_far_apart_are_no_neighbours() -> None:
    assert said(picture(bar("f.a.b", 0, 20, "#c4502c"), bar("f.b.b", 30, 20, "#c4502c"))) == []


def test_small_and_faint_text_is_found() -> None:
    svg = picture(
        '<text x="1" y="5" font-size="2" fill="#1a1a1a">tiny</text>',
        '<text x="1" y="9" font-size="3" fill="#949494">grey</text>',
    )
    assert said(svg) == ["text of 5.7 pt: tiny", "text at 3.0:1, needs 4.5:1: grey"]


def test_text_is_judged_on_the_mark_under_it() -> None:
    svg = picture(
        bar("f.a.b", 0, 20, "#c4502c"),
        '<text x="1" y="5" font-size="3.2" fill="#1a1a1a">28</text>',
    )
    assert said(svg) == ["text at 3.8:1, needs 4.5:1: 28"]


def test_what_is_told_by_colour_alone_is_found() -> None:
    svg = picture('<text x="1" y="5" font-size="3" fill="#1a1a1a">enig</text>')
    assert [problem.message for problem in untold(svg, ("enig", "uenig"))] == [
        "told by colour alone: 'uenig' is not written in the picture"
    ]
