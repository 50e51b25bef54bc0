"""One spelling and one title for everybody, in the order of the Danish alphabet."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert told[0].startswith("people.toml:6: Mads Roke Clausen: unknown field 'age'")
    assert "Mads Røke Clausen" in told[1]


def test_sources_name_unknown_fields(tmp_path: Path) -> None:
    """A slip in a field name would silently lose the source."""
    path = tmp_path / "sources.toml"
    path.write_text('[a]\nvalue = "1"\npublished = "KL"\n', encoding="utf-8")
    with pytest.raises(ManifestError, match=r"sources.toml:1: a: unknown field 'published'"):
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
