"""Motifs: every width and count follows the numbers, and nothing but palette colours is used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from figures.motif_bands import Block, Towns, spots, towns
from figures.motif_counting import chosen, dealt, golden_order, spread
from figures.motif_options import ALT_LIMIT, Sources
from figures.motifs import MOTIFS, draw_motif, read_motifs
from publication.brand import read_brand
from publication.errors import FigureError, ManifestError, PublicationError
from publication.model import FigureSpec, Problem

ROOT = Path(__file__).parents[2]
TITLE = ROOT / "publication/titles/innovation-2020"
BRAND = read_brand(ROOT / "styles/brand.toml")
FACTS = tomllib.loads((TITLE / "sources.toml").read_text(encoding="utf-8"))
TITLE_MOTIFS = read_motifs(TITLE / "motifs.toml")


def values_of(**numbers):
    """Numbers by name, with `__` for the full stop of an estimate's name."""
    known = {name.replace("__", "."): number for name, number in numbers.items()}
    return known.__getitem__


def title_values(name):
    """Invented estimates of every kind; facts as the title states them."""
    if "." not in name:
        return FACTS[name]["number"]
    if name.startswith("tabel1."):
        return {"foreninger": 235, "tilbud": 668, "alle": 903}[name.split(".")[1]]
    if name.startswith("fig17."):
        return 2 + len(name) / 20
    return 10 + sum(name.encode()) % 70


def spec(kind, **options):
    return FigureSpec(id="m", kind=kind, width=options.get("width", 0), label="", options=options)


NO_VALUES = values_of()


def draw(kind, values=NO_VALUES, **options):
    return draw_motif(spec(kind, **options), values, BRAND)


def numbers_in(svg):
    return re.findall(r">([^<]+)</text>", svg)


NESTED = {
    "width": 216,
    "height": 276,
    "bleed": 3,
    "ground": "nat",
    "point": [122, 230],
    "scale": 2.1,
    "rise": 0.94,
    "lean": 0.612,
}


def nested_door(value, colour="tegl", shape="square", **more):
    return {"value": value, "shape": shape, "colour": colour, **more}


# ------------------------------------------------------------------ the cover


def test_a_door_of_50_per_cent_is_105_mm_wide_and_leans_on_the_point_of_the_floor():
    art = draw("nested", values_of(a__b__c=50), **NESTED, doors=[nested_door("a.b.c")])
    # left 122 - .612 x 105 = 57.74, height .94 x 105 = 98.7
    assert "M57.74 230v-98.7h105v98.7z" in art.svg


def test_a_door_follows_its_estimate():
    art = draw("nested", values_of(a__b__c=84), **NESTED, doors=[nested_door("a.b.c")])
    assert "M14.04 230v-165.82h176.4v165.82z" in art.svg


def test_wider_doors_are_painted_first_whatever_the_order_of_the_file():
    art = draw("nested", **NESTED, doors=[nested_door(20, "kalk"), nested_door(60, "tegl")])
    assert art.svg.index(BRAND["tegl"]) < art.svg.index(BRAND["kalk"])


def test_light_widens_from_the_innermost_door_to_the_bleed():
    art = draw("nested", **NESTED, spread=[26, 22], doors=[nested_door(50)])
    # floor 230 to the foot of the sheet at 273; 26 mm out on the left, 22 on the right
    assert "M57.74 230h105l22 43h-153z" in art.svg


def test_numbers_stand_on_the_threshold_under_the_left_jamb():
    art = draw("nested", **NESTED, doors=[nested_door(49.6, number="natlys")])
    left = 122 - 0.612 * 49.6 * 2.1
    assert f'<text x="{left:.2f}" y="235.2" fill="{BRAND["natlys"]}"' in art.svg
    assert numbers_in(art.svg) == ["50"]
    assert (
        """font-family="'Source Sans 3'" font-weight="600" font-size="2.822\"""" in art.svg
    )  # 8 pt


def test_means_are_printed_with_a_decimal_comma():
    options = {**NESTED, "scale": 40, "decimals": 1}
    art = draw("nested", **options, doors=[nested_door(3.86, number="natlys")])
    assert numbers_in(art.svg) == ["3,9"]


def test_the_key_on_the_back_tells_the_page_where_each_floor_is():
    art = draw(
        "nested-key", width=216, height=276, bleed=3, x=14, y=145, pitch=20, scale=0.2, rise=0.94,
        number_x=36, number_points=24,
        doors=[nested_door(84, number="natlys"), nested_door(70, number="natlys")],
    )  # fmt: skip
    assert art.header == ("x", "floor", "width", "percent")
    assert art.rows == (("14.00", "145.00", "16.80", "84"), ("14.00", "165.00", "14.00", "70"))


def test_front_and_back_of_the_cover_show_the_same_doors():
    front, back = (
        [(door["value"], door["shape"], door["colour"]) for door in found.options["doors"]]
        for found in TITLE_MOTIFS
        if found.id in {"cover-front", "cover-back"}
    )
    assert front == back


# ------------------------------------------------------------------ the openers


def test_the_bridge_fills_its_span_whatever_the_shares_add_up_to():
    art = draw(
        "bridge", values_of(a__b__c=30, a__b__d=10), width=216, height=276, bleed=3, x=14, span=182,
        floor=243, pier=8, rise=1.5, headroom=16, wall="fjordmel", number="papir",
        openings=[
            {"share": "a.b.c", "shape": "square", "colour": "kalk"},
            {"share": "a.b.d", "shape": "square", "colour": "kalk"},
        ],
    )  # fmt: skip
    # 174 mm of opening for 40 per cent: 130.5 and 43.5 wide, 1.5 times as high
    assert "M14 243v-195.75h130.5v195.75z" in art.svg
    assert "M152.5 243v-65.25h43.5v65.25z" in art.svg
    # the deck is 16 mm above the highest opening: 243 - 195.75 - 16 = 31.25
    assert "M-3 243v-211.75h216v211.75z" in art.svg
    assert numbers_in(art.svg) == ["30", "10"]


def circle_svg(share):
    return draw(
        "circle", values_of(a__b__c=share), width=216, height=276, bleed=3, share="a.b.c",
        centre=[105, 158], person=34, figure="nat", door=[10, 13.2], inward=3, near="kalk",
        far="korndyb", rings=[{"radius": 39.2, "count": 50}, {"radius": 95.2, "count": 50}],
    ).svg  # fmt: skip


def shapes(svg, colour):
    """How many shapes a colour has."""
    paths = re.findall(rf'<path fill="{BRAND[colour]}" d="([^"]*)"', svg)
    return sum(path.count("M") for path in paths)


@pytest.mark.parametrize("share", [0, 40, 100])
def test_as_many_doors_of_the_circle_lean_in_as_the_share_says(share):
    svg = circle_svg(share)
    assert (shapes(svg, "kalk"), shapes(svg, "korndyb")) == (share, 100 - share)


def test_doors_lean_in_by_three_millimetres():
    # the first door of the circle is at the top, its foot outwards: y = 158 - 39.2, or 3 lower
    assert re.search(r"M\S+ 118.8v", circle_svg(0))
    assert re.search(r"M\S+ 121.8v", circle_svg(40))


def test_each_frame_of_the_labyrinth_is_open_by_its_share_of_the_side():
    art = draw(
        "labyrinth", values_of(a__b__c=44), width=216, height=276, bleed=3, x=14, y=69, outer=182,
        shrink=33.6, wall=8.4, figure="kalk",
        frames=[{"share": "a.b.c", "at": 0.35, "side": "bottom", "colour": "mosmel"}],
    )  # fmt: skip
    # gap .44 x 182 = 80.08 round .35 x 182 = 63.7: from 37.66 to 117.74 on the page
    assert "M14 251v-8.4h23.66v8.4z" in art.svg
    assert "M117.74 251v-8.4h78.26v8.4z" in art.svg


def test_a_frame_never_opens_its_corners():
    art = draw(
        "labyrinth", width=100, height=100, x=0, y=0, outer=100, wall=10, figure="kalk",
        frames=[{"share": 20, "at": 1, "side": "bottom", "colour": "mosmel"}],
    )  # fmt: skip
    assert "M90 100v-10h10v10z" in art.svg


def test_tiles_turn_and_light_up_by_their_shares():
    art = draw(
        "tiles", values_of(a__b__c=63, a__b__d=13), width=216, height=276, bleed=3,
        turned="a.b.c", lit="a.b.d", x=14, y=69, side=18.2, columns=10,
        still_colour="hybenmel", turned_colour="hybenlys", lit_colour="kalk",
    )  # fmt: skip
    counts = {name: shapes(art.svg, name) for name in ("hybenmel", "hybenlys", "kalk")}
    assert counts == {"hybenmel": 37, "hybenlys": 50, "kalk": 13}


# ------------------------------------------------------------------ counting


def test_golden_order_begins_as_worked_by_hand():
    # fractions of i x .618 for 0..5: 0, .618, .236, .854, .472, .090
    assert golden_order(6) == [0, 5, 2, 4, 1, 3]


def test_chosen_places_grow_with_the_share():
    assert chosen(10, 100) < chosen(40, 100)
    assert len(chosen(12.5, 100)) == 13  # half rounded up
    assert chosen(0, 100) == frozenset()


def test_things_in_a_row_are_flush_with_both_ends():
    assert spread(3, 100, 10) == [0, 45, 90]
    assert spread(1, 100, 10) == [0]


def test_what_does_not_divide_evenly_goes_to_the_first():
    assert dealt(8, 3) == [3, 3, 2]


TOWNS = {
    "width": 173, "height": 40, "towns": "t", "places": "p", "followed": 2, "shape": "arch",
    "door": [10, 15], "person": 8, "dot": 2.5, "columns": 3, "inset": 0.5, "first_row": 22,
    "pitch": 5, "colour": "tegl", "followed_colour": "blomme", "light": "kalk",
}  # fmt: skip


def test_a_town_is_followed_with_its_door_and_its_dots():
    options = Towns.model_validate(TOWNS, context=Sources(values_of(t=3, p=8), BRAND))
    rest, followed, people = towns(options).marks
    assert (rest.colour, len(rest.shapes)) == ("tegl", 2 + 3 + 2)  # two doors, their dots
    assert (followed.colour, len(followed.shapes)) == ("blomme", 1 + 3)
    assert len(people.shapes) == 3 * 2


def test_a_level_marks_the_first_or_the_last_of_a_block():
    block = Block.model_validate(
        {
            "floor": 10, "span": 100, "size": [10, 10], "rows": 2, "pitch": 15,
            "levels": [
                {"count": 5, "colours": ["nat"], "person": "kalk"},
                {"count": 2, "colours": ["tegl"]},
                {"count": 1, "person": "blomme", "last": True},
            ],
        }
    )  # fmt: skip
    found = list(spots(block))
    assert [spot.colour for spot in found] == ["tegl", "tegl", "nat", "nat", "nat"]
    assert [spot.person for spot in found] == [None, None, "kalk", "kalk", "blomme"]
    # five in two rows: three columns flush with 100 mm
    assert [(spot.x, spot.floor) for spot in found] == [
        (0, 10), (45, 10), (90, 10), (0, 25), (45, 25)
    ]  # fmt: skip


def test_a_door_can_stand_for_a_hundred():
    level = {"count": 3000, "colours": ["nat", "tegl"]}
    block = Block.model_validate(
        {"floor": 10, "span": 100, "size": [1, 9], "each": 100, "levels": [level]}
    )
    colours = [spot.colour for spot in spots(block)]
    assert colours == ["nat", "tegl"] * 15


def test_key_figures_tell_the_page_where_their_portals_stand():
    art = draw(
        "key-figures", values_of(a__b__c=20, a__b__d=50), width=216, height=276, bleed=3,
        ground="tegllys", below="blomme", colour="kalk", floor=207, x=14, pitch=60.7, scale=0.9,
        rise=1.9, person=18,
        figures=[
            {"share": "a.b.c", "shape": "half", "person": "blomme"},
            {"share": "a.b.d", "shape": "square", "person": "nat"},
        ],
    )  # fmt: skip
    # widths 18 and 45, heights 34.2 and 85.5
    assert art.rows == (("14.00", "172.80", "18.00", "20"), ("74.70", "121.50", "45.00", "50"))


def test_the_town_has_a_door_to_each_and_light_in_its_share():
    art = draw(
        "town", values_of(n__a__x=100, n__b__x=300, s__a__y=70, s__b__y=84), width=216, height=276,
        bleed=3, x=14, y=14, span=182, pitch=10, columns=20, door=[3, 6], dark="natmel", floor=243,
        kinds=[
            {"count": "n.a.x", "share": "s.a.y", "shape": "arch", "lit": "tegllys"},
            {"count": "n.b.x", "share": "s.b.y", "shape": "square", "lit": "kalk"},
        ],
    )  # fmt: skip
    counts = {name: shapes(art.svg, name) for name in ("tegllys", "kalk", "natmel")}
    assert counts == {"tegllys": 70, "kalk": 252, "natmel": 30 + 48}


# ------------------------------------------------------------------ what every motif keeps to


@pytest.mark.parametrize("found", TITLE_MOTIFS, ids=lambda found: found.id)
def test_motifs_of_the_title_are_flat_small_and_in_the_palette(found):
    art = draw_motif(found, title_values, BRAND)
    palette = {colour.hex for colour in BRAND.colours.values()}
    assert set(re.findall(r"#\w+", art.svg)) <= palette
    assert not re.search(r"stroke|opacity|radient|style|class|<g|rgba?\(", art.svg)
    assert len(re.findall("<(?:path|text)[^>]*fill=", art.svg)) == len(
        re.findall("<(?:path|text)", art.svg)
    )
    assert f'width="{art.width:g}mm" height="{art.height:g}mm"' in art.svg
    bleed = found.options.get("bleed", 0)
    assert f'viewBox="{-bleed} {-bleed} {art.width:g} {art.height:g}"' in art.svg
    assert len(art.svg) < 40_000
    assert len(art.alt) <= ALT_LIMIT
    assert "{" not in art.alt + art.key


def test_drawing_twice_gives_the_same_bytes():
    once, twice = (
        [draw_motif(found, title_values, BRAND) for found in TITLE_MOTIFS] for _ in range(2)
    )
    assert once == twice


def test_full_bleed_pictures_that_carry_data_have_alt_text():
    """But for the back cover, whose numbers stand as text beside its doors."""
    arts = [draw_motif(found, title_values, BRAND) for found in TITLE_MOTIFS]
    assert [art.id for art in arts if art.width == 216 and not art.alt] == ["cover-back"]


def test_marks_take_door_and_colour_of_their_series_from_the_brand():
    art = draw("mark", width=3.4, height=3.4, series="alle")
    assert BRAND[BRAND.series["alle"]["full"]] in art.svg
    assert "c" in art.svg.split(' d="')[1]  # half round
    assert "c" not in draw("mark", width=3.4, height=3.4, series="tilbud").svg.split(' d="')[1]


def test_words_are_filled_with_numbers_as_danes_print_them():
    art = draw(
        "doorway", values_of(many=3000, a__b__c=69.5, mean=2.34), width=10, height=10, people=[],
        key="{many} og {a.b.c}", alt="{mean:1}",
    )  # fmt: skip
    assert (art.key, art.alt) == ("3.000 og 70", "2,3")


# ------------------------------------------------------------------ mistakes


def test_every_unknown_name_and_colour_is_reported_at_once():
    def values(name):
        raise PublicationError([Problem(f"no estimate {name}")])

    with pytest.raises(FigureError) as caught:
        draw(
            "nested", values, **NESTED, key="{fig9.no.no}",
            doors=[nested_door("fig1.nope.ja"), nested_door(10, colour="pink")],
        )  # fmt: skip
    text = str(caught.value)
    assert len(caught.value.problems) == 3
    assert "motif m: doors.0.value: fig1.nope.ja: no estimate fig1.nope.ja" in text
    assert "doors.1.colour: pink is no colour of the palette" in text
    assert "key: fig9.no.no" in text


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "a.b.c has no value"),
        (140, "140 is no share"),
    ],
)
def test_a_number_that_cannot_be_drawn_is_named(value, message):
    with pytest.raises(FigureError, match=message):
        circle_svg(value)


def test_an_unknown_fact_and_an_unknown_kind_are_named():
    with pytest.raises(FigureError, match="towns: t: no such estimate or fact"):
        draw("towns", **TOWNS)
    with pytest.raises(FigureError, match="no kind 'clouds'; there are nested"):
        draw("clouds", width=1, height=1)


def test_numbers_that_make_no_picture_are_told():
    with pytest.raises(FigureError, match="motif m: town 2 is followed, but there are 1"):
        draw("towns", values_of(t=1, p=8), **TOWNS)
    with pytest.raises(FigureError, match="t is -3: nothing is drawn"):
        draw("towns", values_of(t=-3, p=8), **TOWNS)


def test_an_alt_text_has_a_limit():
    with pytest.raises(FigureError, match="alt: 301 characters"):
        draw("doorway", width=10, height=10, people=[], alt="a" * 301)


def test_reading_reports_every_mistake_with_its_line(tmp_path):
    path = tmp_path / "motifs.toml"
    path.write_text(
        '[first]\nkind = "mark"\nwidth = 3\nheight = "tall"\nseries = "alle"\n'
        '[second]\nkind = "cloud"\n'
        '[third]\nkind = "mark"\nwidth = 3\nheight = 3\nseries = "alle"\ncolour = "nat"\n',
        encoding="utf-8",
    )
    with pytest.raises(ManifestError) as caught:
        read_motifs(path)
    places = [str(problem.place) for problem in caught.value.problems]
    assert places == ["motifs.toml:4", "motifs.toml:7", "motifs.toml:13"]
    assert "motif third: colour: Extra inputs are not permitted" in str(caught.value)


@pytest.mark.parametrize("text", [None, "[broken"])
def test_a_file_that_cannot_be_read_is_a_mistake_of_the_title(tmp_path, text):
    path = tmp_path / "motifs.toml"
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError):
        read_motifs(path)


def test_reading_gives_specs_without_label_or_number():
    first = TITLE_MOTIFS[0]
    assert (first.id, first.kind, first.width, first.label) == ("cover-front", "nested", 216, "")
    assert {found.kind for found in TITLE_MOTIFS} == set(MOTIFS)


def test_a_kind_that_is_no_word_is_told(tmp_path: Path) -> None:
    path = tmp_path / "motifs.toml"
    path.write_text("\n[m]\nkind = []\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"motifs\.toml:3: motif m: no kind \[\]"):
        read_motifs(path)
