"""Charts by their marks: where they stand, how they look, what is written in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from figure_samples import SAMPLES, items, make_spec, make_table, sizes, types

from figures.cells import select
from figures.chart import CHARTS, draw
from figures.contrast import Mark, Words, read_marks
from figures.picture import Picture
from figures.specs import options_of
from figures.treemap import Box, squarify
from publication.brand import Brand
from publication.language import Language
from publication.model import FigureSpec, Table

Drawn = tuple[Mapping[str, Mark], tuple[Words, ...], str]
Draw = Callable[[FigureSpec, Table], Drawn]


@pytest.fixture
def drawn(picture: Picture, danish: Language) -> Draw:
    """A chart's marks by name, its lines of text, and its SVG."""

    def make(spec: FigureSpec, table: Table) -> Drawn:
        cells = select(spec, table, options_of(spec), danish)
        svg = CHARTS[spec.kind](cells, replace(picture, width=spec.width)).svg()
        marks, words = read_marks(svg)
        return {mark.name.partition(".")[2]: mark for mark in marks}, words, svg

    return make


def texts(words: tuple[Words, ...]) -> list[str]:
    return [line.text.replace("\N{NO-BREAK SPACE}", " ") for line in words]


# ------------------------------------------------------------------ stacked bars


def test_segments_are_as_wide_as_their_shares_less_the_gap(drawn: Draw) -> None:
    """28 % of 118 mm is 33.04; each of two neighbours gives up half of 0.3 mm."""
    marks, _, _ = drawn(make_spec("fig5", "likert"), types())
    left, top, right, bottom = marks["foreninger.enig"].box
    assert (left, right, bottom - top) == pytest.approx((0, 33.04 - 0.15, 8.5), abs=0.011)
    assert marks["foreninger.hverken"].box[0] == pytest.approx(33.04 + 0.15, abs=0.011)
    assert marks["foreninger.ved_ikke"].box[2] == pytest.approx(118, abs=0.011)


def test_rows_stand_twenty_mm_apart(drawn: Draw) -> None:
    marks, _, _ = drawn(make_spec("fig5", "likert"), types())
    tops = [marks[f"{kind}.enig"].box[1] for kind in ("foreninger", "tilbud")]
    assert tops == pytest.approx([14, 34])


def test_yes_has_the_colour_of_its_kind_and_no_is_grey(drawn: Draw, brand: Brand) -> None:
    marks, _, _ = drawn(*SAMPLES["yes_no"]())
    fills = {name: mark.fill for name, mark in marks.items()}
    assert fills == {
        "foreninger.ja": brand["tegl"],
        "foreninger.nej": brand["k50"],
        "tilbud.ja": brand["nat"],
        "tilbud.nej": brand["k50"],
    }


def test_pale_segments_carry_a_keyline_in_the_rows_full_colour(drawn: Draw, brand: Brand) -> None:
    marks, _, _ = drawn(make_spec("fig5", "likert"), types())
    edges = {name: mark.edge for name, mark in marks.items() if mark.edge}
    assert edges == {
        "foreninger.hverken": brand["tegl"],
        "foreninger.ved_ikke": brand["k50"],
        "tilbud.hverken": brand["nat"],
        "tilbud.ved_ikke": brand["k50"],
    }


def test_two_answers_set_aside_can_be_told_apart(drawn: Draw, brand: Brand) -> None:
    marks, _, _ = drawn(make_spec("fig15", "likert"), items())
    asides = [marks[f"bestyrelse.{key}"].fill for key in ("ikke_relevant", "ved_ikke")]
    assert asides == [brand["k20"], brand["papir"]]


def test_a_value_that_does_not_fit_is_left_out(drawn: Draw) -> None:
    """One per cent is 1.2 mm: the figure 1 at 9 pt needs 1.6 and air."""
    _, words, _ = drawn(make_spec("fig5", "likert"), types())
    row = [line.text for line in words if 37 < line.y < 42]
    assert row == ["22\N{NO-BREAK SPACE}%", "38", "39"]


def test_answers_are_named_over_their_segments_where_that_fits(drawn: Draw) -> None:
    _, words, svg = drawn(make_spec("fig5", "likert"), types())
    names = [(line.text, round(line.x, 2)) for line in words if line.y < 5]
    assert names[:3] == [("enig", 0), ("hverken eller", 33.19), ("uenig", 72.13)]
    assert names[3][0] == "ved ikke"
    assert svg.count("<rect") == 9  # eight segments and a square door: no swatches


def test_answers_get_swatches_where_their_segments_are_too_narrow(drawn: Draw) -> None:
    _, words, svg = drawn(make_spec("fig15", "likert"), items())
    assert svg.count("<rect") == 15 + 5
    assert texts(words)[:5] == ["enig", "hverken eller", "uenig", "ikke relevant", "ved ikke"]


def test_the_interval_is_a_line_under_the_bar(drawn: Draw) -> None:
    """Wilson's interval of 28 % of 138 is 21.2 to 36.0 per cent: 25.0 to 42.5 mm."""
    _, _, svg = drawn(make_spec("fig5", "likert"), types())
    assert re.search(r'd="M25 23.75L42.49 23.75M', svg)


def test_only_kinds_of_organisation_have_doors(drawn: Draw) -> None:
    _, _, groups = drawn(make_spec("fig5", "likert"), types())
    _, _, statements = drawn(make_spec("fig15", "likert"), items())
    assert re.findall(r'id="(door-\w+)"', groups) == ["door-foreninger", "door-tilbud"]
    assert "door-" not in statements


def test_a_long_statement_takes_two_lines_and_the_figure_grows(drawn: Draw) -> None:
    long = "Vi har inddraget målgruppen mere, end vi plejer, " * 2 + "og det gik godt"
    table = make_table(
        "x", [("a", long, 99, "alle")], [("ja", "ja"), ("nej", "nej")], {"a": (0.4, 0.6)}, by="item"
    )
    _, words, svg = drawn(make_spec("x", "likert"), table)
    assert 'height="30mm"' in svg
    assert len([line for line in words if 10 < line.y < 20]) == 2


# ------------------------------------------------------------------ bars, pairs, means


def test_bars_share_one_axis(drawn: Draw) -> None:
    """42 % is 42/16 as long as 16 %."""
    marks, _, _ = drawn(*SAMPLES["sizes"]())
    lengths = {name: mark.box[2] - mark.box[0] for name, mark in marks.items() if not mark.edge}
    ratio = lengths["tilbud_stor.enig"] / lengths["foreninger_lille.enig"]
    assert ratio == pytest.approx(42 / 16, abs=0.01)


def test_small_bases_are_pale_and_said(drawn: Draw, brand: Brand) -> None:
    marks, words, _ = drawn(*SAMPLES["sizes"]())
    pale = {name for name, mark in marks.items() if mark.fill == brand["tegllys"]}
    assert pale == {"foreninger_mellem.enig", "foreninger_stor.enig"}
    assert {"kun 29 svar", "kun 18 svar", "n = 96"} <= set(texts(words))


def test_no_bar_or_number_leaves_the_picture(drawn: Draw) -> None:
    for name in ("sizes", "partners", "means"):
        spec, table = SAMPLES[name]()
        marks, words, _ = drawn(spec, table)
        ends = [mark.box[2] for mark in marks.values()]
        ends += [line.x + 5 for line in words if line.anchor == ""]
        assert max(ends) <= spec.width


def test_the_axis_may_be_fixed(drawn: Draw) -> None:
    """With the axis to 100 % a bar of 50 % is half as long as the room of the axis."""
    table = make_table("x", [("a", "a", 99, "alle")], [("ja", "ja")], {"a": (0.5,)}, by="item")
    marks, words, _ = drawn(make_spec("x", "bars", axis=1.0), table)
    ticks = [line for line in words if line.y < 5]
    assert texts(tuple(ticks)) == ["0 %", "20", "40", "60", "80", "100"]
    left, _, right, _ = marks["a.ja"].box
    assert right - left == pytest.approx((ticks[-1].x - left) / 2, abs=0.02)


def test_pairs_name_their_kinds_on_the_first_bars(drawn: Draw) -> None:
    _, words, svg = drawn(*SAMPLES["partners"]())
    assert re.findall(r'id="(door-\w+)"', svg) == ["door-foreninger", "door-tilbud"]
    assert {"Foreninger", "Tilbud"} <= set(texts(words))


def test_labels_of_wide_figures_keep_to_the_margin_column(drawn: Draw) -> None:
    marks, _, _ = drawn(*SAMPLES["partners"]())
    assert min(mark.box[0] for mark in marks.values()) == 48 + 7


def test_means_stand_on_the_whole_scale(drawn: Draw) -> None:
    """From 1 to 5 between 52 and 114 mm: 3.9 is at 52 + 62 · 2.9 / 4."""
    marks, _, _ = drawn(*SAMPLES["means"]())
    left, _, right, _ = marks["digitale.gennemsnit"].box
    assert (left + right) / 2 == pytest.approx(52 + 62 * 2.9 / 4, abs=0.011)


# ------------------------------------------------------------------ treemap


def test_boxes_follow_the_published_example() -> None:
    """Bruls et al. 2000, figure 4: 6 6 4 3 2 2 1 in a box of 6 by 4."""
    boxes = squarify((6, 6, 4, 3, 2, 2, 1), Box(0, 0, 6, 4))
    assert [(box.width, box.height) for box in boxes[:4]] == [
        pytest.approx(size) for size in ((3, 2), (3, 2), (12 / 7, 7 / 3), (9 / 7, 7 / 3))
    ]
    assert [box.width * box.height for box in boxes] == pytest.approx([6, 6, 4, 3, 2, 2, 1])


def test_treemap_areas_are_shares(drawn: Draw) -> None:
    """Areas before the gap of 1 mm between boxes: 31 % of all to 5 % of all."""
    marks, _, _ = drawn(*SAMPLES["practices"]())

    def area(name: str) -> float:
        left, top, right, bottom = marks[f"alle.{name}"].box
        return (right - left + 1) * (bottom - top + 1)

    assert area("digital") / area("kultur") == pytest.approx(31 / 5, rel=0.01)


def test_an_example_that_does_not_fit_its_box_is_left_out(drawn: Draw) -> None:
    spec, table = SAMPLES["practices"]()
    long = " ".join(["eksempel"] * 40)
    spec = replace(spec, options={**spec.options, "texts": {"kultur": long, "digital": "Terapi"}})
    _, words, _ = drawn(spec, table)
    assert "Terapi" in texts(words)
    assert not any("eksempel" in line for line in texts(words))


# ------------------------------------------------------------------ table


def test_a_table_is_semantic_html(brand: Brand, fonts: object) -> None:
    html = draw(*SAMPLES["responses"](), brand, fonts).html.replace("\N{NO-BREAK SPACE}", " ")
    assert html == (
        '<table class="figure-table">\n<thead><tr><th scope="col">Svarprocent</th>'
        '<th scope="col" class="alle">I alt</th>'
        '<th scope="col" class="tilbud"><span class="door square"></span>Tilbud</th>'
        '<th scope="col" class="foreninger"><span class="door arch"></span>Foreninger</th>'
        "</tr></thead>\n<tbody>\n"
        '<tr><th scope="row">Udsendte</th><td>2.304</td><td>1.762</td><td>542</td></tr>\n'
        '<tr><th scope="row">Har svaret</th><td>903</td><td>668</td><td>235</td></tr>\n'
        '<tr class="summary"><th scope="row">Svarprocent</th>'
        "<td>39 %</td><td>38 %</td><td>43 %</td></tr>\n</tbody>\n</table>"
    )


def test_blocks_need_no_door_in_their_rows(drawn: Draw) -> None:
    _, _, svg = drawn(make_spec("fig12", "bars", blocks=True, subject="regler"), sizes())
    assert re.findall(r'id="(door-\w+)"', svg) == ["door-foreninger", "door-tilbud"]
