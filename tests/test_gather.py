"""Numbers of the title against those published before, at the place an editor opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from publication.errors import SurveyError
from publication.gather import estimate, number_findings
from publication.model import (
    Base,
    Column,
    Estimate,
    Estimates,
    Finding,
    Publication,
    Row,
    Severity,
    Table,
    World,
)
from tests.test_second_title import CODEBOOK, write_title

PUBLISHED = "id,names,what,value,deviation\nfig1,fig1.tilbud.ja,percent,84,\n"


def estimates(share: float) -> Estimates:
    """One share of one table, and one thing disclosure control has to say."""
    table = Table(
        id="fig1",
        question="",
        by="group",
        measure="share",
        base=Base("alle", "alle"),
        n=100,
        rows=(Row("tilbud", "Tilbud", 100),),
        columns=(Column("ja", "ja"),),
        estimates={"fig1.tilbud.ja": Estimate("fig1.tilbud.ja", "share", share, 100)},
    )
    small = Finding("disclosure", Severity.NOTE, "a small group")
    return Estimates({"fig1": table}, {}, "", 100, (small,))


def publication(folder: Path) -> Publication:
    (folder / "survey").mkdir()
    (folder / "title").mkdir()
    nothing = ()
    return Publication(
        *("t", folder / "title", "T", "", "da-DK", 2020, "2020-01-01", nothing, nothing),
        *(folder / "survey", nothing),
    )


def test_a_first_publication_has_only_what_the_numbers_say(tmp_path: Path) -> None:
    found = number_findings(publication(tmp_path), estimates(0.84))
    assert [finding.check for finding in found] == ["disclosure"]


def test_a_published_number_that_holds_is_no_finding(tmp_path: Path) -> None:
    title = publication(tmp_path)
    (title.survey / "published.csv").write_text(PUBLISHED, encoding="utf-8")
    assert [each.check for each in number_findings(title, estimates(0.84))] == ["disclosure"]


def test_a_difference_is_an_error_at_its_line(tmp_path: Path) -> None:
    title = publication(tmp_path)
    (title.survey / "published.csv").write_text(PUBLISHED, encoding="utf-8")
    _, found = number_findings(title, estimates(0.83))
    assert (found.check, found.severity) == ("published", Severity.ERROR)
    assert "published percent 84, computed 83" in found.message
    assert str(found.place) == "../survey/published.csv:2"  # from the title's folder


@pytest.mark.parametrize("names", ["deviations.toml", "codebook.toml"])
def test_published_numbers_that_went_missing_are_not_compared(tmp_path: Path, names: str) -> None:
    """A survey that speaks of published numbers is no first: nothing was compared."""
    title = publication(tmp_path)
    texts = {
        "deviations.toml": 'D-1 = "a printing error"\n',
        "codebook.toml": CODEBOOK + 'published = ["yes"]\n',
    }
    (title.survey / names).write_text(texts[names], encoding="utf-8")
    _, found = number_findings(title, estimates(0.84))
    assert (found.check, found.severity) == ("published", Severity.NOT_RUN)
    assert str(found.place) == "../survey/published.csv:1"


def test_problems_of_the_survey_stand_in_the_files_of_the_survey(tmp_path: Path) -> None:
    """Not in the title's folder, where no such file is; tables.toml is the title's own."""
    folder = write_title(tmp_path / "scouts")
    title = replace(publication(tmp_path), folder=folder, survey=folder / "survey")
    world = World(tmp_path, tmp_path, tmp_path / "cache", 0)
    answers = folder / "survey/responses.csv"
    answers.write_text("id,fire\n1,maybe\n", encoding="utf-8")
    with pytest.raises(SurveyError, match=r"^survey/responses\.csv:2: "):
        estimate(title, world)
    answers.write_text("id,fire\n1,yes\n2,no\n3,no\n", encoding="utf-8")
    (folder / "survey/published.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(SurveyError, match=r"^survey/published\.csv:1: "):
        number_findings(title, estimate(title, world))
    (folder / "tables.toml").write_text("[table", encoding="utf-8")
    with pytest.raises(SurveyError, match=r"^tables\.toml:1: "):
        estimate(title, world)
