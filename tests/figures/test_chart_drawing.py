"""Every kind of chart keeps the promises that all pictures make."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from figure_samples import SAMPLES, make_spec, types

from figures.chart import CHARTS, draw, draw_all
from figures.contrast import problems, untold
from figures.specs import KINDS
from publication.brand import Brand
from publication.errors import FigureError
from publication.model import Artwork, Estimates, FigureSpec, Table

ROOT = Path(__file__).parents[2]


def estimates_of(tables: Sequence[Table]) -> Estimates:
    return Estimates({table.id: table for table in tables}, {}, "checksum", 903)


def both() -> tuple[list[FigureSpec], Estimates]:
    pairs = [SAMPLES[name]() for name in ("types", "means")]
    return [spec for spec, _ in pairs], estimates_of([table for _, table in pairs])


# ------------------------------------------------------------------ one picture


def test_every_kind_is_drawn() -> None:
    assert tuple(CHARTS) == KINDS


def test_a_picture_keeps_to_the_grid_and_stays_lean(
    sample: tuple[FigureSpec, Table], brand: Brand, fonts: Path
) -> None:
    spec, table = sample
    artwork = draw(spec, table, brand, fonts)
    assert artwork.width == spec.width
    assert artwork.height % 5 == 0
    assert f'width="{artwork.width:g}mm" height="{artwork.height:g}mm"' in artwork.svg
    assert len(artwork.svg.encode()) < 40_000


def test_a_picture_holds_palette_colours_and_real_text_only(
    sample: tuple[FigureSpec, Table], brand: Brand, fonts: Path
) -> None:
    svg = draw(*sample, brand, fonts).svg
    colours = set(re.findall(r'(?:fill|stroke)="(#?\w+)"', svg)) - {"none"}
    assert colours <= {colour.hex for colour in brand.colours.values()}
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"'Source Sans 3'"}
    assert not re.search(r"clip|<image|<use|style=|opacity|url\(", svg)


def test_everyone_can_see_a_picture(
    sample: tuple[FigureSpec, Table], brand: Brand, fonts: Path
) -> None:
    """3:1 for marks, 4.5:1 for text, 8 L* between neighbours in four views."""
    assert problems(draw(*sample, brand, fonts).svg, brand["papir"]) == ()


def test_nothing_is_told_by_colour_alone(
    sample: tuple[FigureSpec, Table], brand: Brand, fonts: Path
) -> None:
    """The names of rows and of answers are written in the picture, word by word."""
    spec, table = sample
    artwork = draw(spec, table, brand, fonts)
    columns = [] if spec.kind in ("bars", "dots") else [each.label for each in table.columns]
    short = ["Foreninger", "Tilbud"] if spec.kind == "pairs" else []
    rows = [] if spec.kind == "treemap" else [each.label for each in table.rows]
    words = {word for label in (*columns, *(short or rows)) for word in label.split()}
    assert untold(artwork.svg, tuple(words)) == ()


def test_drawing_twice_gives_the_same(
    sample: tuple[FigureSpec, Table], brand: Brand, fonts: Path
) -> None:
    assert draw(*sample, brand, fonts) == draw(*sample, brand, fonts)


def test_a_picture_is_not_changed_afterwards(brand: Brand, fonts: Path) -> None:
    artwork = draw(*SAMPLES["types"](), brand, fonts)
    with pytest.raises(FrozenInstanceError):
        artwork.svg = ""  # type: ignore[misc]


def test_marks_carry_the_names_of_their_estimates(brand: Brand, fonts: Path) -> None:
    spec, table = SAMPLES["types"]()
    names = set(re.findall(r'id="(fig5\.[^"]+)"', draw(spec, table, brand, fonts).svg))
    assert names == set(table.estimates)


def test_an_unknown_kind_says_which_there_are(brand: Brand, fonts: Path) -> None:
    with pytest.raises(FigureError, match=r"no kind of chart 'pie' \(likert, bars, pairs"):
        draw(make_spec("fig5", "pie"), types(), brand, fonts)


def test_english_figures_are_said_in_english(brand: Brand, fonts: Path) -> None:
    spec = make_spec("fig5", "likert", language="en", subject="more partners", small_base=200)
    artwork = draw(spec, types(), brand, fonts)
    assert artwork.alt.startswith("Stacked bars: more partners.")
    assert "only\N{NO-BREAK SPACE}138\N{NO-BREAK SPACE}answers" in artwork.svg


# ------------------------------------------------------------------ all of them


def test_all_are_drawn_and_kept(brand: Brand, fonts: Path, tmp_path: Path) -> None:
    specs, estimates = both()
    drawn = draw_all(specs, estimates, brand, fonts, tmp_path)
    assert list(drawn) == ["fig5", "fig17"]
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == [
        "fig17.json",
        "fig5.json",
    ]
    assert draw_all(specs, estimates, brand, fonts, tmp_path) == drawn


def test_what_is_kept_is_not_drawn_again(brand: Brand, fonts: Path, tmp_path: Path) -> None:
    """A kept picture is believed as long as nothing it depends on has changed."""
    specs, estimates = both()
    draw_all(specs, estimates, brand, fonts, tmp_path)
    path = tmp_path / "figures" / "fig5.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["artwork"]["svg"] = "from the cache"
    path.write_text(json.dumps(kept), encoding="utf-8")

    def fig5(specs: list[FigureSpec], estimates: Estimates) -> Artwork:
        return draw_all(specs, estimates, brand, fonts, tmp_path)["fig5"]

    assert fig5(specs, estimates).svg == "from the cache"
    table = estimates.tables["fig5"]
    other = estimates_of([replace(table, n=565), estimates.tables["fig17"]])
    assert fig5(specs, other).svg.startswith("<svg")


def test_a_broken_cache_is_drawn_over(brand: Brand, fonts: Path, tmp_path: Path) -> None:
    specs, estimates = both()
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "fig5.json").write_text("{", encoding="utf-8")
    assert draw_all(specs, estimates, brand, fonts, tmp_path)["fig5"].svg.startswith("<svg")


def test_problems_of_all_figures_come_at_once(brand: Brand, fonts: Path, tmp_path: Path) -> None:
    specs, estimates = both()
    table = estimates.tables["fig5"]
    hidden = {name: each for name, each in table.estimates.items() if "tilbud.enig" not in name}
    specs = [*specs, make_spec("fig99", "bars")]
    broken = estimates_of([replace(table, estimates=hidden), estimates.tables["fig17"]])
    with pytest.raises(FigureError) as caught:
        draw_all(specs, broken, brand, fonts, tmp_path)
    assert [problem.message for problem in caught.value.problems] == [
        "fig5: fig5.tilbud.enig is suppressed (its base is under the limit) or was not asked",
        "fig99: there is no table 'fig99'",
    ]
    assert (tmp_path / "figures" / "fig17.json").is_file()


def test_a_cached_build_does_without_matplotlib(brand: Brand, fonts: Path, tmp_path: Path) -> None:
    specs, estimates = both()
    draw_all(specs, estimates, brand, fonts, tmp_path)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests/figures')\n"
        "from test_chart_drawing import both\n"
        "from figures.chart import draw_all; from publication.brand import read_brand\n"
        "specs, estimates = both(); brand = read_brand(Path('styles/brand.toml'))\n"
        f"draw_all(specs, estimates, brand, Path({str(fonts)!r}), Path({str(tmp_path)!r}))\n"
        "print([name for name in ('matplotlib', 'numpy', 'PIL') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
