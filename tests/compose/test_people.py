"""One spelling and one title for everybody, in the order of the Danish alphabet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from figures.motifs import read_motifs
from publication.compose.fit import read_fit
from publication.compose.house import read_house
from publication.compose.people import read_people
from publication.compose.sources import read_sources
from publication.errors import ManifestError
from publication.language import read_language


def entry(name: str, **fields: str) -> str:
    """One person as people.toml has it."""
    rest = "\n".join(f"{key} = {value}" for key, value in fields.items())
    return f'["{name}"]\nname = "{name}"\norganisation = "Hus"\nlisted = true\n{rest}\n'


def test_the_list_follows_the_danish_alphabet(tmp_path: Path) -> None:
    """Æ, ø, å come last, and aa is å."""
    path = tmp_path / "people.toml"
    names = ["Åse By", "Søren Dal", "Sofie Ek", "Aage Fog", "Ærna Gad", "Bo Hau", "Øjvind Lo"]
    path.write_text("\n".join(entry(name) for name in names), encoding="utf-8")
    listed = read_people(path).listed(read_language("da-DK"))
    assert [person.name for person in listed] == [
        "Bo Hau",
        "Sofie Ek",
        "Søren Dal",
        "Ærna Gad",
        "Øjvind Lo",
        "Aage Fog",
        "Åse By",
    ]


def test_a_name_spelt_two_ways_stops_the_build(tmp_path: Path) -> None:
    """Mads Roke and Mads Røke are one man (D-23)."""
    path = tmp_path / "people.toml"
    path.write_text(
        entry("Bo Hau") + '["Mads Roke Clausen"]\nname = "Mads Røke Clausen"\nage = 40\n',
        encoding="utf-8",
    )
    with pytest.raises(ManifestError) as caught:
        read_people(path)
    told = [str(problem) for problem in caught.value.problems]
    assert told[0].startswith("people.toml:8: Mads Roke Clausen: unknown field 'age'")
    assert "Mads Røke Clausen" in told[1]


def test_sources_name_unknown_fields(tmp_path: Path) -> None:
    """A slip in a field name would silently lose the source."""
    path = tmp_path / "sources.toml"
    path.write_text('[a]\nvalue = "1"\npublished = "KL"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match=r"sources.toml:3: a: unknown field 'published'"):
        read_sources(path)


def test_a_work_is_cited_with_publisher_title_and_year(tmp_path: Path) -> None:
    """As the margin note prints it."""
    path = tmp_path / "sources.toml"
    path.write_text(
        '[a]\ntitle = "Tal om frivillighed"\npublisher = "CFSA"\nyear = 2018\n', encoding="utf-8"
    )
    assert read_sources(path).sources["a"].cited == "CFSA: Tal om frivillighed, 2018"


def test_a_title_that_ends_in_its_year_is_not_dated_twice(tmp_path: Path) -> None:
    """»april 2020«, and no more."""
    path = tmp_path / "sources.toml"
    path.write_text('[a]\ntitle = "Rundspørge, april 2020"\nyear = 2020\n', encoding="utf-8")
    assert read_sources(path).sources["a"].cited == "Rundspørge, april 2020"


@pytest.mark.parametrize("value", ['"no"', '"maybe"', "1"])
def test_a_value_of_the_wrong_type_is_told_with_its_line(tmp_path: Path, value: str) -> None:
    """listed = "no" would have kept the person in the list."""
    path = tmp_path / "people.toml"
    path.write_text(entry("Bo Hau").replace("listed = true", f"listed = {value}"), encoding="utf-8")
    with pytest.raises(
        ManifestError, match=r"people\.toml:4: Bo Hau: listed must be true or false"
    ):
        read_people(path)


@pytest.mark.parametrize("read", [read_people, read_sources, read_house, read_fit, read_motifs])
def test_a_bad_byte_or_a_slip_in_any_file_is_told_with_its_line(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    """Not a traceback, and not line 1."""
    path = tmp_path / "some.toml"
    path.write_bytes("# one\n# Bikubenfonden å\n".encode("latin-1"))
    with pytest.raises(ManifestError, match=r"some\.toml:2: not utf-8"):
        read(path)
    path.write_text("# one\n# two\n[x\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"some\.toml:3: cannot be read"):
        read(path)


def test_rules_and_paragraphs_are_told_at_their_own_lines(tmp_path: Path) -> None:
    """The second table of each file is the wrong one."""
    house, fit = tmp_path / "house.toml", tmp_path / "fit.toml"
    rule = '[[rule]]\nnever = "a"\nsay = "b"\nreason = "c"\n'
    house.write_text(rule + rule + 'case = "no"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match=r"house\.toml:5: case must be true or false"):
        read_house(house)
    paragraph = '[[paragraph]]\nchapter = "a"\ntext = "b"\nbegins = "c"\n'
    fit.write_text(paragraph + paragraph + "word = 9\n", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"fit\.toml:5: paragraph 2: word is 9"):
        read_fit(fit)
