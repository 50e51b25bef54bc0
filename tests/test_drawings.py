"""Figures by themselves: which are written, and that nothing is painted twice."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from publication.brand import read_brand
from publication.drawings import _from_corner, chosen, write_drawings
from publication.errors import FigureError
from publication.model import Artwork, World

ROOT = Path(__file__).parent.parent
BRAND = read_brand(ROOT / "styles" / "brand.toml")
PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="118mm" height="20mm" viewBox="0 0 118 20">'
    '<rect x="0" y="0" width="59" height="20" fill="#1f3a66"/>'
    '<text x="62" y="9" font-family="Source Sans 3" font-size="3.175">84</text></svg>'
)
BLED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="22mm" height="20mm" viewBox="-3 -3 22 20">'
    '<path fill="#c4502c" d="M-3 -3h11v20h-11z"/></svg>'
)
ARTWORK = {"fig1": Artwork("fig1", PLAIN, 118, 20, "En"), "dør": Artwork("dør", BLED, 22, 20)}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(ROOT, tmp_path / "dist", tmp_path / "cache", 0)


def test_all_where_none_is_named() -> None:
    assert [each.id for each in chosen(ARTWORK, [])] == ["fig1", "dør"]
    assert [each.id for each in chosen(ARTWORK, ["dør"])] == ["dør"]


def test_every_unknown_name_is_told_with_its_nearest() -> None:
    with pytest.raises(FigureError) as caught:
        chosen(ARTWORK, ["fig", "zzz"])
    first, second = caught.value.problems
    assert (first.message, first.hint) == ("there is no picture 'fig'", "nearest: fig1")
    assert second.hint == "there are: fig1, dør"


def test_files_and_page(world: World) -> None:
    told: list[str] = []
    drawn = write_drawings(chosen(ARTWORK, []), BRAND, world, told.append)
    folder = world.out / "figures"
    assert {path.name for path in folder.iterdir()} == {
        *("fig1.svg", "fig1.png", "dør.svg", "dør.png", "index.html"),
    }
    assert told == ["fig1", "dør"]
    assert drawn.sheet.read_text(encoding="utf-8").count("<article") == 2
    assert """font-family="'Source Sans 3'\"""" in (folder / "fig1.svg").read_text("utf-8")


def test_size_and_colour_of_the_png(world: World) -> None:
    """1200 px for a column; 8 px a mm for what is small; the bleed is part of the picture."""
    write_drawings(chosen(ARTWORK, []), BRAND, world, str)
    wide = Image.open(world.out / "figures" / "fig1.png").convert("RGB")
    small = Image.open(world.out / "figures" / "dør.png").convert("RGB")
    assert (wide.width, small.width) == (944, 176)  # 118 x 8, 22 x 8
    assert wide.getpixel((10, 10)) == (31, 58, 102)
    assert small.getpixel((2, 2)) == (196, 80, 44)
    assert small.getpixel((80, 158)) == (196, 80, 44)  # 10 mm in: 11 mm of 22 are red
    assert small.getpixel((100, 80)) == (255, 255, 255)


def test_nothing_is_painted_twice(world: World) -> None:
    pictures = chosen(ARTWORK, [])
    assert write_drawings(pictures, BRAND, world, str).painted == 2
    first = (world.out / "figures" / "fig1.png").read_bytes()
    assert write_drawings(pictures, BRAND, world, str).painted == 0
    assert (world.out / "figures" / "fig1.png").read_bytes() == first
    assert Image.open(io.BytesIO(first)).format == "PNG"
    changed = Artwork("fig1", PLAIN.replace("1f3a66", "c4502c"), 118, 20)
    assert write_drawings([changed], BRAND, world, str).painted == 1
    assert len([*(world.cache / "drawings").glob("fig1-*.png")]) == 1


@pytest.mark.parametrize("kind", ["png", "json"])
def test_a_kept_png_that_was_cut_off_is_painted_again(world: World, kind: str) -> None:
    pictures = chosen(ARTWORK, ["fig1"])
    write_drawings(pictures, BRAND, world, str)
    good = (world.out / "figures" / "fig1.png").read_bytes()
    (kept,) = (world.cache / "drawings").glob(f"fig1-*.{kind}")
    kept.write_bytes(kept.read_bytes()[:20])
    assert write_drawings(pictures, BRAND, world, str).painted == 1
    assert (world.out / "figures" / "fig1.png").read_bytes() == good


def test_the_corner_moves_to_nought() -> None:
    assert _from_corner(PLAIN) == PLAIN
    moved = _from_corner(BLED)
    assert 'viewBox="0 0 22 20"><g transform="translate(3 3)"><path' in moved
    assert moved.endswith("</g></svg>")
