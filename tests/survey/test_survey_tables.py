"""Table definitions that do not fit the codebook."""

from __future__ import annotations

import pytest
from tiny_survey import CODEBOOK, TABLES, tiny

from publication.errors import SurveyError
from publication.survey import estimate
from publication.survey.codebook import read_codebook
from publication.survey.tables import read_tables


def read(folder, text: str = TABLES):
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "tables.toml").write_text(text, encoding="utf-8")
    return read_tables(folder / "tables.toml", read_codebook(folder / "codebook.toml"))


def test_a_group_without_a_label_takes_that_of_its_level(tmp_path):
    (table, *_) = read(tmp_path).tables
    assert [group.label for group in table.groups] == ["Associations", "Services", "All"]


def test_everything_that_does_not_fit_is_named_at_once(tmp_path):
    text = """
[groups.type]
a = { where = { typ = ["a"] } }
b = { where = { type = ["c"] } }

[table.one]
variable = "open"
groups = "types"

[table.two]
variable = "quick"
items = { quick = "quick" }
groups = "type"
base = "innovator"
exclude = ["no_answer"]

[table.three]
measure = "mean"
items = { quick = "quick" }
groups = "type"

[table.four]
response = { sent = ["sent"] }
groups = "type"
"""
    with pytest.raises(SurveyError) as error:
        read(tmp_path, text)
    assert [problem.message for problem in error.value.problems] == [
        "group type.a: no variable 'typ'",
        "group type.b: type has no level 'c'",
        "table one: no groups 'types'",
        "table one: no variable 'open'",
        "table two: no base 'innovator'",
        "table two: give one of variable, items, ticks, response, strata",
        "table two: quick has no level 'no_answer'",
        "table two: quick has no level 'no_answer'",
        "table three: quick has no numeric scale to take a mean of",
        "table four: column sent has no label in columns",
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("test = true", "tests = true", "Extra inputs"),
        ('measure = "mean"', 'measure = "median"', "measure"),
        ("[table.new]", "[table.new", "cannot be read"),
    ],
)
def test_shape_and_syntax_of_tables(tmp_path, before, after, message):
    with pytest.raises(SurveyError, match=message):
        read(tmp_path, TABLES.replace(before, after, 1))


def test_no_tables_file(tmp_path):
    (tmp_path / "codebook.toml").write_text(CODEBOOK, encoding="utf-8")
    with pytest.raises(SurveyError, match="no table definitions"):
        read_tables(tmp_path / "tables.toml", read_codebook(tmp_path / "codebook.toml"))


def test_problems_stand_at_the_line_of_their_section(tmp_path):
    text = TABLES.replace('variable = "new"', 'variable = "nwe"')
    with pytest.raises(SurveyError) as error:
        read(tmp_path, text)
    (problem,) = error.value.problems
    assert text.splitlines()[problem.place.line - 1] == "[table.new]"


def test_a_misshapen_section_is_named_with_its_line(tmp_path):
    text = TABLES.replace('measure = "mean"', 'measure = "median"', 1)
    with pytest.raises(SurveyError) as error:
        read(tmp_path, text)
    (problem,) = error.value.problems
    assert text.splitlines()[problem.place.line - 1] == "[table.change]"


@pytest.mark.parametrize("line", ["confidence = 95", "alpha = 5", "resamples = 0"])
def test_options_are_parts_of_one(tmp_path, line):
    with pytest.raises(SurveyError, match=r"tables\.toml:1: options\."):
        read(tmp_path, f"[options]\n{line}\n" + TABLES)


def test_a_row_without_answers_is_told_at_its_table(tmp_path):
    text = TABLES.replace(
        "both = {", 'none = { where = { type = ["a"], change = ["dont_know"] } }\nboth = {'
    )
    with pytest.raises(SurveyError) as caught:
        estimate(tiny(tmp_path, tables=text), tmp_path / "tables.toml")
    lines = [text.splitlines()[problem.place.line - 1] for problem in caught.value.problems]
    assert "[table.open]" in lines
