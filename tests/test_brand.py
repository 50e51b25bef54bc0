"""The brand's file: everything that is wrong with it, at once and at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publication.brand import read_brand
from publication.errors import ManifestError

FILE = Path(__file__).parent.parent / "styles/brand.toml"
GOOD = FILE.read_text(encoding="utf-8")


def told(folder: Path, text: str) -> list[str]:
    """The problems of a brand, each with the line it names."""
    path = folder / "brand.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        read_brand(path)
    lines = text.splitlines()
    found = []
    for problem in caught.value.problems:
        assert problem.place is not None
        assert problem.place.file == str(path)
        found.append(f"{lines[problem.place.line - 1].split(' =')[0].strip()}: {problem.message}")
    return found


def test_the_brand_itself_is_whole() -> None:
    brand = read_brand(FILE)
    assert brand.colours["papir"].rgb == (255, 255, 255)
    assert brand.trim == (210, 270)


@pytest.mark.parametrize(
    ("before", "after", "told_first"),
    [
        ('rgb = "#1f3a66"', 'rgb = "#1f3a6"', "nat: colour.nat.rgb: String should match"),
        ("cmyk = [100, 82, 30, 20]", "cmyk = [100, 82, 30]", "nat: colour.nat.cmyk: List"),
        ("cmyk = [100, 82, 30, 20]", "cmyk = [140, 82, 30, 0]", "nat: colour.nat.cmyk.0: Input"),
        ("bleed = 3", 'bleed = "3"', "bleed: page.bleed: Input should be a valid number"),
        ("gutter = 7", "gutter = -7", "gutter: page.gutter: Input should be greater"),
        ("size = 56, ", "", "cover: type.scale.cover.size: Field required"),
        ('rgb = "#5472a3"', 'rgb = "#1f3a66"', "natmel: colours nat and natmel are both"),
        ('text = "fjorddyb"', 'text = "fjordblå"', "text: theme fjord: text is no colour"),
        ('full = "nat"', 'full = "natt"', "full: series tilbud: full names no colour"),
        ('pale = "k"\n', "", "[theme.korn]: theme korn: pale is missing"),
        ('h1 = { family = "display"', 'h1 = { family = "fat"', "h1: type h1: no family 'fat'"),
        ("[series.foreninger]", "[series.foreninger", "[series.foreninger: cannot be read"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, told_first: str
) -> None:
    assert before in GOOD
    (line,) = told(tmp_path, GOOD.replace(before, after, 1))
    assert line.startswith(told_first)


def test_several_mistakes_are_told_together(tmp_path: Path) -> None:
    text = GOOD.replace("#1f3a66", "#1f3a6").replace("bleed = 3", "bleed = true")
    assert len(told(tmp_path, text)) == 2
