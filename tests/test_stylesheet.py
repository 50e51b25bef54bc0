"""The brand's values reach the styles, and styles may ask for nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from publication.brand import Brand, read_brand
from publication.errors import ManifestError
from publication.stylesheet import ORDER, stylesheet

STYLES = Path(__file__).parents[1] / "styles"
HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b")
FORBIDDEN = ("gradient", "opacity", "rgba", "box-shadow", "text-shadow", "inset", "<hr", "columns:")


@pytest.fixture(scope="module")
def brand() -> Brand:
    return read_brand(STYLES / "brand.toml")


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    """A folder of styles of one's own: every file empty, no fonts."""
    (tmp_path / "fonts").mkdir()
    for name in ORDER:
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def test_colours_measures_and_type_are_custom_properties(brand: Brand, styles: Path) -> None:
    css = stylesheet(brand, styles)

    assert "--nat:#1f3a66" in css
    assert "--text-width:118mm" in css
    assert "--trim-2:270mm" in css
    assert '--type-h1:300 36pt/15mm "Source Serif 4 Display", serif' in css
    assert '--type-question:italic 400 9.6pt/5mm "Source Serif 4", serif' in css
    assert '--type-note:400 7.8pt/3.75mm "Source Sans 3", sans-serif' in css
    assert "--size-margin-key:40pt" in css


def test_a_theme_names_colours_by_role(brand: Brand, styles: Path) -> None:
    css = stylesheet(brand, styles)

    assert ".theme-korn{--theme-ground:#dba62a;--theme-text:#7f5a05;" in css
    assert "--theme-on-ground:#1a1a1a" in css  # black type on korn


def test_files_follow_the_brand_in_their_order(brand: Brand, styles: Path) -> None:
    for name in ORDER:
        (styles / name).write_text(f"/* {name} */", encoding="utf-8")

    css = stylesheet(brand, styles)

    places = [css.index(f"/* {name} */") for name in ORDER]
    assert places == sorted(places)
    assert css.index(":root{") < places[0]


def test_fonts_are_told_by_their_file_names(brand: Brand, styles: Path) -> None:
    (styles / "fonts/SourceSerif4Display-Light.ttf").write_bytes(b"\0\1\0\0")
    (styles / "fonts/SourceSans3-It.ttf").write_bytes(b"OTTO")

    css = stylesheet(brand, styles)

    assert (
        '@font-face{font-family:"Source Serif 4 Display";font-weight:300;font-style:normal;'
        'src:url("fonts/SourceSerif4Display-Light.ttf")' in css
    )
    assert '@font-face{font-family:"Source Sans 3";font-weight:400;font-style:italic;' in css


def test_a_font_of_an_unknown_cut_stops(brand: Brand, styles: Path) -> None:
    (styles / "fonts/SourceSans3-Wobbly.ttf").touch()

    with pytest.raises(ManifestError, match=r"SourceSans3-Wobbly.ttf:1: the file name"):
        stylesheet(brand, styles)


def test_a_file_that_is_no_font_stops(brand: Brand, styles: Path) -> None:
    (styles / "fonts/SourceSans3-It.ttf").write_bytes(b"<html>not found</html>")

    with pytest.raises(ManifestError, match=r"SourceSans3-It\.ttf:1: is no font file"):
        stylesheet(brand, styles)


def test_missing_files_are_told_together(brand: Brand, styles: Path) -> None:
    (styles / "type.css").unlink()
    (styles / "data.css").unlink()

    with pytest.raises(ManifestError) as error:
        stylesheet(brand, styles)

    assert [str(problem.place) for problem in error.value.problems] == ["type.css:1", "data.css:1"]


def test_unknown_properties_are_told_by_line(brand: Brand, styles: Path) -> None:
    (styles / "type.css").write_text(
        ":root { --own: 1mm; }\np { margin: var(--own); color: var(--lilla); }", encoding="utf-8"
    )

    with pytest.raises(ManifestError) as error:
        stylesheet(brand, styles)

    (problem,) = error.value.problems
    assert str(problem) == "type.css:2: no custom property --lilla (see brand.toml)"


def test_the_styles_themselves_are_whole(brand: Brand) -> None:
    css = stylesheet(brand, STYLES)

    assert css.count("@font-face") == len([*(STYLES / "fonts").glob("*.[to]tf")])


@pytest.mark.parametrize("name", ORDER)
def test_no_style_writes_a_colour_or_what_print_cannot_do(name: str) -> None:
    """Colours stand in brand.toml alone; print maps flat palette colours and nothing else."""
    css = re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text(encoding="utf-8"), flags=re.DOTALL)

    assert HEX.findall(css) == []
    assert [word for word in FORBIDDEN if word in css] == []


def test_a_copy_elsewhere_gives_the_same_sheet(brand: Brand, tmp_path: Path) -> None:
    """Nothing of the machine is in it: chapters set in one folder are known in another."""
    copy = shutil.copytree(STYLES, tmp_path / "styles")

    assert stylesheet(brand, copy) == stylesheet(brand, STYLES)


def test_a_font_that_styles_ask_for_and_is_not_there_stops(tmp_path: Path, brand: Brand) -> None:
    """By its file, with the style files that set words in it: by a role and by themselves."""
    shutil.copytree(STYLES, tmp_path / "styles")
    for name in ("SourceSans3-Semibold.ttf", "SourceSerif4Display-It.ttf"):
        (tmp_path / "styles/fonts" / name).unlink()
    with pytest.raises(ManifestError) as caught:
        stylesheet(brand, tmp_path / "styles")
    sans, serif = caught.value.problems
    assert sans.message == "styles/fonts/SourceSans3-Semibold.ttf is missing"
    assert "margin.css" in sans.hint
    assert serif.message == "styles/fonts/SourceSerif4Display-It.ttf is missing"
    assert serif.hint == "words are set in it by cover.css, opener.css"
