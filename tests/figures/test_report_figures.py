"""The figures of the report itself, drawn from its survey."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from figures.alt import alt_problems
from figures.chart import draw_all
from figures.contrast import problems, untold
from figures.specs import read_specs
from publication.brand import Brand
from publication.model import Artwork, Estimates
from publication.survey import estimate_title

ROOT = Path(__file__).parents[2]
TITLE = ROOT / "publication" / "titles" / "innovation-2020"
WORDS = {  # what each picture's alt text must state, as printed in the report
    "fig1": ("70 %", "84 %"),
    "fig2": ("61 %", "49 %"),
    "fig3": ("46 %",),
    "fig4": ("85 %", "23 %"),
    "fig5": ("28 %", "22 %"),
    "fig6": ("17 %", "35 %"),
    "fig7": ("62 %", "39 %"),
    "fig8": ("29 %", "40 %"),
    "fig9": ("46 %", "15 %"),
    "fig10": ("53 %", "43 %"),
    "fig11": ("19 %", "33 %", "41 %", "29 %"),
    "fig12": ("16 %", "42 %"),
    "fig13": ("20 %", "44 %", "15 %", "16 %"),
    "fig14": ("81 %", "45 %"),
    "fig15": ("63 %", "13 %"),
    "fig16": ("24 %", "13 %"),
    "fig17": ("brug af digitale løsninger", "inddragelse af bestyrelsen"),
    "ill1": ("digital omstilling",),
    "tabel1": ("39 %", "80 %"),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def estimates(cache: Path) -> Estimates:
    return estimate_title(ROOT / "data" / "innovation-2020", TITLE / "tables.toml", cache)


@pytest.fixture(scope="module")
def artworks(estimates: Estimates, brand: Brand, fonts: Path, cache: Path) -> Mapping[str, Artwork]:
    return draw_all(read_specs(TITLE / "figures.toml"), estimates, brand, fonts, cache)


def test_all_figures_are_there(artworks: Mapping[str, Artwork]) -> None:
    """Seventeen figures, one illustration, one table."""
    assert set(artworks) == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_a_figure_says_what_the_report_says(name: str, artworks: Mapping[str, Artwork]) -> None:
    artwork = artworks[name]
    alt = artwork.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert [words for words in WORDS[name] if words not in alt] == []
    assert alt_problems(artwork) == ()


@pytest.mark.parametrize("name", WORDS)
def test_a_figure_can_be_seen_and_fits_its_page(
    name: str, artworks: Mapping[str, Artwork], brand: Brand
) -> None:
    """The text area is 215 mm high; headline, question and notes need 40 of them."""
    artwork = artworks[name]
    assert problems(artwork.svg, brand["papir"]) == ()
    assert len(artwork.svg.encode()) < 40_000
    assert artwork.height <= 175


@pytest.mark.parametrize("name", ["fig4", "fig5", "fig13", "fig15", "fig16"])
def test_answers_are_named_in_the_picture(name: str, artworks: Mapping[str, Artwork]) -> None:
    levels = artworks[name].header[1:4]
    assert untold(artworks[name].svg, levels) == ()


def test_small_bases_are_marked(artworks: Mapping[str, Artwork]) -> None:
    """18 large associations: too few to be drawn like the others."""
    assert "kun\N{NO-BREAK SPACE}18\N{NO-BREAK SPACE}svar" in artworks["fig12"].svg


def test_figures_that_show_certainty_say_how_to_read_it(artworks: Mapping[str, Artwork]) -> None:
    keyed = {name for name, artwork in artworks.items() if "95 %" in artwork.key}
    drawn = {
        *("fig1", "fig2", "fig5", "fig6", "fig7", "fig8", "fig9", "fig10"),
        *("fig11", "fig12", "fig13", "fig16", "fig17"),
    }
    assert keyed == drawn
