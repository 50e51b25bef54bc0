"""Pictures as pixels against stored ones, painted by one deterministic path.

A picture that differs is saved beside the stored one as NAME-new.png before the test fails: look
at it, and move it over the stored one where the change was meant.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from figure_samples import SAMPLES
from PIL import Image

from figures.chart import draw
from figures.raster import png_of
from figures.text import Faces
from publication.brand import Brand

BASELINE = Path(__file__).parent / "baseline"
PIXELS = 472  # four to a millimetre of the text column
TOLERANCE = 1.0  # root mean square of 255: a letter moved by half a pixel is more


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float)


def difference(first: np.ndarray, second: np.ndarray) -> float:
    """Root mean square of the difference; all there is where the sizes differ."""
    if first.shape != second.shape:
        return 255.0
    return float(np.sqrt(np.mean((first - second) ** 2)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_chart_looks_as_it_did(name: str, brand: Brand, faces: Faces, fonts: Path) -> None:
    spec, table = SAMPLES[name]()
    png = png_of(draw(spec, table, brand, fonts).svg, brand, faces, PIXELS)
    stored = BASELINE / f"{name}.png"
    new = BASELINE / f"{name}-new.png"
    if stored.is_file() and difference(pixels(png), pixels(stored.read_bytes())) <= TOLERANCE:
        return
    BASELINE.mkdir(exist_ok=True)
    new.write_bytes(png)
    pytest.fail(f"{name} looks different: compare {new.name} with {stored.name}")


def test_a_bar_one_mm_longer_is_seen(brand: Brand, faces: Faces, fonts: Path) -> None:
    """The tolerance is narrow enough: one bar's end moved by a millimetre fails."""
    svg = draw(*SAMPLES["types"](), brand, fonts).svg
    moved = svg.replace('width="32.89" height="8.5"', 'width="31.89" height="8.5"')
    assert moved != svg
    first, second = (pixels(png_of(each, brand, faces, PIXELS)) for each in (svg, moved))
    assert difference(first, second) > TOLERANCE
