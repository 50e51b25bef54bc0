"""The brand to draw in, and every kind of chart once."""

from __future__ import annotations

from pathlib import Path

import pytest
from figure_samples import SAMPLES

from figures.picture import Picture
from figures.text import Faces, lettering
from publication.brand import Brand, read_brand
from publication.language import Language, read_language
from publication.model import FigureSpec, FigureText, Table

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def brand() -> Brand:
    return read_brand(ROOT / "styles" / "brand.toml")


@pytest.fixture(scope="session")
def fonts() -> Path:
    return ROOT / "styles" / "fonts"


@pytest.fixture(scope="session")
def faces(fonts: Path) -> Faces:
    return Faces(fonts)


@pytest.fixture(scope="session")
def danish() -> Language:
    return read_language("da")


@pytest.fixture
def picture(brand: Brand, faces: Faces) -> Picture:
    return Picture(118, brand, faces, lettering(brand))


@pytest.fixture(params=list(SAMPLES))
def sample(request: pytest.FixtureRequest) -> tuple[FigureSpec, Table]:
    """Every kind of chart once, with the table it shows."""
    return SAMPLES[request.param]()


@pytest.fixture(scope="session")
def words() -> FigureText:
    """What stands with a figure."""
    return FigureText(
        id="fig5",
        label="Figur\N{NO-BREAK SPACE}5",
        headline="Hver fjerde fandt flere at samarbejde med",
        question="Hvor enig eller uenig er du i, at I samarbejdede med flere end normalt?",
        caption="",
        note="N\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}564.",
        source="Tænketanken Mandag Morgen og Bikubenfonden.",
        chapter="tema-1",
        anchor="fig5",
    )
