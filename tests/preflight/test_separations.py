"""Plates and ink maps as pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from publication.preflight.separations import HEAVY, draw_separations, ink_map
from tests.print_galley import by_hand


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    """Each page with a field of 330 % of ink and one of pure cyan, in points from the trim."""
    content = "1 1 1 .3 k 0 0 100 100 re f 1 0 0 0 k 200 200 100 100 re f"
    with by_hand(content, pages=3) as pdf:
        pdf.save(tmp_path / "three.pdf")
    return tmp_path / "three.pdf"


def dot(path: Path, x: float, y: float) -> object:
    """The picture's dot at x, y points from the trim's lower left corner."""
    with Image.open(path) as picture:
        return picture.getpixel((round((x + 8.5) * 100 / 72), round((773.86 - y) * 100 / 72)))


def test_plates_are_dark_where_ink_is(three_pages: Path, tmp_path: Path) -> None:
    written = draw_separations(three_pages, tmp_path / "out", 300, pages=(2,))
    assert [path.name for path in written] == [
        "002-black.png", "002-cyan.png", "002-magenta.png", "002-yellow.png", "002-ink.png"
    ]  # fmt: skip
    cyan, black = written[1], written[0]
    assert dot(cyan, 250, 250) == 0
    assert dot(black, 250, 250) == 255
    assert dot(black, 50, 50) == pytest.approx(255 * 0.7, abs=1)


def test_the_map_is_red_where_ink_is_heavy(three_pages: Path, tmp_path: Path) -> None:
    written = draw_separations(three_pages, tmp_path / "out", 300, pages=(1, 3))
    maps = [path for path in written if path.name.endswith("ink.png")]
    assert [path.name for path in maps] == ["001-ink.png", "003-ink.png"]
    assert dot(maps[1], 50, 50) == HEAVY
    assert dot(maps[1], 400, 400) == (255, 255, 255)
    assert dot(maps[1], 250, 250) == pytest.approx((255 - 200 / 3,) * 3, abs=1)


def test_without_a_choice_all_pages_are_drawn(three_pages: Path, tmp_path: Path) -> None:
    assert len(draw_separations(three_pages, tmp_path / "out", 300, dpi=20)) == 3 * 5


def test_the_limit_itself_is_not_heavy() -> None:
    full = np.full((1, 1), 255, dtype=np.uint8)
    plates = dict.fromkeys(("Cyan", "Magenta", "Yellow"), full)
    assert ink_map(plates, 300)[0, 0].tolist() == [55, 55, 55]
    assert ink_map({**plates, "Black": full}, 300)[0, 0].tolist() == list(HEAVY)
