"""figures.toml: read in its order, every mistake at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from figures.chart import draw_all
from figures.specs import Options, options_of, read_specs
from publication.brand import read_brand
from publication.errors import FigureError
from publication.model import Estimates, FigureSpec

STYLES = Path(__file__).parent.parent.parent / "styles"
GOOD = """
[defaults]
aside = ["ved_ikke"]
[defaults.labels]
enig = "enig"
nej = "nej"

[figure.fig1]
kind = "likert"
labels = { nej = "nej tak" }

[figure.map]
kind = "treemap"
label = "illustration"
width = 173

[figure.fig2]
kind = "bars"
table = "fig1"
"""
BAD = """
[defaults]
theme = "red"

[figure.fig1]
kind = "pie"
width = 120
rows = "alle"

[figure.fig2]
kind = "bars"
number = 3
colums = ["ja"]

[figure.fig3]
kind = "bars"
number = 3
"""


def write(folder: Path, source: str) -> Path:
    path = folder / "figures.toml"
    path.write_text(source, encoding="utf-8")
    return path


def test_entries_become_specs_in_their_order(tmp_path: Path) -> None:
    specs = read_specs(write(tmp_path, GOOD))
    assert [(spec.id, spec.kind, spec.table, spec.width, spec.number) for spec in specs] == [
        ("fig1", "likert", "fig1", 118, 1),
        ("map", "treemap", "map", 173, 1),
        ("fig2", "bars", "fig1", 118, 2),
    ]


def test_defaults_hold_for_all_and_words_are_joined(tmp_path: Path) -> None:
    first = options_of(read_specs(write(tmp_path, GOOD))[0])
    assert first.aside == ("ved_ikke",)
    assert first.labels == {"enig": "enig", "nej": "nej tak"}


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FigureError) as caught:
        read_specs(write(tmp_path, BAD))
    assert [str(problem) for problem in caught.value.problems] == [
        "figures.toml:2: defaults: unknown option 'theme'",
        "figures.toml:5: fig1: kind is 'pie' "
        "(it must be one of likert, bars, pairs, dots, treemap, table)",
        "figures.toml:5: fig1: width is 120 (it must be one of 118, 173)",
        "figures.toml:5: fig1: rows must be a list, not 'alle'",
        "figures.toml:10: fig2: unknown option 'colums' (did you mean columns?)",
        "figures.toml:15: fig2 and fig3 are both figur 3",
    ]


def test_a_file_that_is_no_toml_says_so(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"figures\.toml:1: cannot be read"):
        read_specs(write(tmp_path, "[figure.fig1"))


def test_options_given_in_code_are_checked_too() -> None:
    with pytest.raises(FigureError, match="small_base must be a number, not 'few'"):
        options_of(FigureSpec("fig1", "likert", options={"small_base": "few"}))


def test_words_read_beside_the_picture_are_no_mistake() -> None:
    assert options_of(FigureSpec("fig1", "likert", options={"question": "?"})) == Options()


def test_an_own_key_in_another_language_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"did you mean number\?"):
        read_specs(write(tmp_path, '[figure.fig1]\nkind = "bars"\nnummer = 1\n'))


def test_a_figure_without_a_table_is_told_at_its_entry(tmp_path: Path) -> None:
    (spec,) = read_specs(write(tmp_path, '\n[figure.figx]\nkind = "bars"\n'))
    nothing = Estimates({}, {}, "", 0)
    brand = read_brand(STYLES / "brand.toml")
    with pytest.raises(FigureError, match=r"figures\.toml:2: figx: there is no table 'figx'"):
        draw_all([spec], nothing, brand, STYLES / "fonts", tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("figure = 3\n", r"figures\.toml:1: figure is no table"),
        ("\n[figure]\nfig1 = 3\n", r"figures\.toml:3: fig1 is no table"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(FigureError, match=told):
        read_specs(write(tmp_path, text))
