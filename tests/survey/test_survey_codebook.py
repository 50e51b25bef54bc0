"""The codebook's own mistakes are all reported before any answer is read."""

from __future__ import annotations

import pytest
from tiny_survey import CODEBOOK

from publication.errors import SurveyError
from publication.survey.codebook import read_codebook


def read(folder, text: str = CODEBOOK):
    path = folder / "codebook.toml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def test_levels_missing_codes_and_merges_keep_their_order(tmp_path):
    scale = read(tmp_path).variables["open_minded"].scale
    assert scale.answers == ("agree", "neither", "disagree", "dont_know")
    assert [(column.key, column.levels) for column in scale.columns] == [
        ("for", ("agree",)),
        ("other", ("neither", "disagree")),
        ("dont_know", ("dont_know",)),
    ]


def test_a_scale_without_merges_prints_every_answer(tmp_path):
    scale = read(tmp_path).variables["change"].scale
    assert [column.key for column in scale.columns] == ["1", "2", "3", "dont_know"]


def test_references_that_lead_nowhere_are_all_named(tmp_path):
    text = (
        CODEBOOK.replace('asked = "innovators"', 'asked = "inovators"', 1)
        .replace('where = { new = ["yes"] }', 'where = { new = ["yess"], old = ["yes"] }')
        .replace('levels = ["agree"]', 'levels = ["agre"]')
        .replace('scale = "points"', 'scale = "pints"')
    )
    with pytest.raises(SurveyError) as error:
        read(tmp_path, text)
    messages = [problem.message for problem in error.value.problems]
    assert messages == [
        "variable open_minded: no base 'inovators'",
        "variable change: no scale 'pints'",
        "scale agree: merge for names no level 'agre'",
        "base innovators: new has no level 'yess'",
        "base innovators: no variable 'old'",
    ]
    assert error.value.problems[0].hint == "nearest: innovators"


def test_words_on_a_numeric_scale(tmp_path):
    text = CODEBOOK.replace('3 = "3"', 'many = "many"')
    with pytest.raises(SurveyError, match="scale points is numeric"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('id = "tiny"', 'identity = "tiny"', "survey.id: Field required"),
        ('label = "Type"', 'labels = "Type"', "variable.type.labels: Extra inputs"),
        ("[survey]", "[survey", "cannot be read"),
    ],
)
def test_shape_and_syntax(tmp_path, before, after, message):
    with pytest.raises(SurveyError, match=message):
        read(tmp_path, CODEBOOK.replace(before, after, 1))


def test_no_codebook(tmp_path):
    with pytest.raises(SurveyError, match="no codebook"):
        read_codebook(tmp_path / "codebook.toml")


def test_an_encoding_or_separator_that_is_none(tmp_path):
    more = '[survey]\nencoding = "latinx"\nseparator = ""'
    with pytest.raises(SurveyError) as caught:
        read(tmp_path, CODEBOOK.replace("[survey]", more, 1))
    assert "survey.encoding: no encoding 'latinx'" in str(caught.value)
    assert "survey.separator" in str(caught.value)


def test_a_bad_byte_has_its_line(tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_bytes(b"# one\n# two \xe6\n")
    with pytest.raises(SurveyError, match=r"codebook\.toml:2: not utf-8"):
        read_codebook(path)
