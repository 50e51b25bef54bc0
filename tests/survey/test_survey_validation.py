"""Every kind of wrong answer is reported, all at once."""

from __future__ import annotations

import pytest
from tiny_survey import CODEBOOK, POPULATION, RESPONSES, tiny, write

from publication.errors import SurveyError
from publication.survey import load, validate


def problems_of(folder, **texts: str) -> list[str]:
    with pytest.raises(SurveyError) as error:
        tiny(folder, **texts)
    return [str(problem) for problem in error.value.problems]


def spoilt(*changes: tuple[str, str]) -> str:
    text = RESPONSES
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


def test_unknown_level_names_row_column_value_allowed_and_nearest(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("1,a,yes,agree", "1,a,yes,agrees")))
    assert found == [
        "responses.csv:2: row 2: open_minded has no level 'agrees' "
        "(allowed: agree, neither, disagree, dont_know; nearest: agree)"
    ]


def test_labels_are_understood_as_their_levels(tmp_path):
    text = spoilt(("1,a,yes,agree", "1,a,yes,Agree"), ("7,b,yes,dont_know", "7,b,yes,Don't know"))
    assert tiny(tmp_path, responses=text).codes["open_minded"].tolist()[:7:6] == [0, 3]


def test_value_off_the_scale(tmp_path):
    found = problems_of(
        tmp_path, responses=spoilt(("agree,agree,3,yes,no,no", "agree,agree,7,yes,no,no"))
    )
    assert found == [
        "responses.csv:2: row 2: change = 7 is off the scale 1-3 (allowed: 1, 2, 3, dont_know)"
    ]


def test_doubled_and_empty_ids(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("\n3,a", "\n2,a"), ("\n12,b", "\n,b")))
    assert found == [
        "responses.csv:3: rows 3, 4: id '2' stands more than once",
        "responses.csv:13: row 13: id is empty",
    ]


def test_missing_column_names_the_nearest(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("open_minded", "open_mindet")))
    assert found == ["responses.csv:1: no column 'open_minded' (nearest: open_mindet)"]


def test_an_answer_that_a_filter_denies(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("4,a,no,,", "4,a,no,agree,")))
    assert found == [
        "responses.csv:5: row 5: open_minded = agree, but only innovators were asked it (new: yes)"
    ]


def test_more_ticks_than_allowed(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("2,yes,yes,no\n", "2,yes,yes,yes\n")))
    assert found == ["responses.csv:3: row 3: more ticks at partners than the 2 allowed"]


def test_a_required_answer_is_missing(tmp_path):
    found = problems_of(tmp_path, responses=spoilt(("\n12,b", "\n12,")), population="")
    assert found == ["responses.csv:13: row 13: type has no answer (allowed: a, b)"]


def test_many_rows_are_counted_not_listed(tmp_path):
    found = problems_of(tmp_path, responses=RESPONSES.replace(",b,", ",c,"), population="")
    assert "rows 6, 7, 8, 9, 10 and 3 more: type has no level 'c'" in found[0]


def test_weights_negative_missing_or_infinite(tmp_path):
    codebook = CODEBOOK.replace('source = "nobody"', 'source = "nobody"\nweight = "w"')
    lines = RESPONSES.splitlines()
    weights = ["w", "-1", "", "two", "inf", *["1"] * 8]
    text = "\n".join(f"{line},{weight}" for line, weight in zip(lines, weights, strict=True)) + "\n"
    found = problems_of(tmp_path, responses=text, codebook=codebook)
    assert found == [
        "responses.csv:2: row 2: w is negative (a weight is 0 or more)",
        "responses.csv:3: rows 3, 4: w is missing or no number (a weight is 0 or more)",
        "responses.csv:5: row 5: w is infinite (a weight is 0 or more)",
    ]


def test_weights_are_brought_to_mean_one(tmp_path):
    codebook = CODEBOOK.replace('source = "nobody"', 'source = "nobody"\nweight = "w"')
    lines = RESPONSES.splitlines()
    weights = ["w", *["2"] * 6, *["4"] * 6]
    text = "\n".join(f"{line},{weight}" for line, weight in zip(lines, weights, strict=True)) + "\n"
    survey = tiny(tmp_path, responses=text, codebook=codebook)
    assert survey.weights is not None
    assert survey.weights.tolist() == pytest.approx([2 / 3] * 6 + [4 / 3] * 6)
    # Kish: (12)^2 / (6 * 4/9 + 6 * 16/9) = 10.8 effective of 12
    assert survey.effective == pytest.approx(10.8 / 12)


def test_an_empty_base(tmp_path):
    text = "id,type,new,open_minded,quick,change,town,fund,firm\n1,a,no,,,,,,\n"
    found = problems_of(tmp_path, responses=text, population="")
    assert found == ["codebook.toml:1: nobody belongs to base innovators (new yes)"]


def test_counts_that_contradict_the_population(tmp_path):
    population = POPULATION.replace("type,a,10,4", "type,a,3,5") + "type,c,9,9,,\n"
    assert problems_of(tmp_path, population=population) == [
        "population.csv:2: a: 5 answered, but the data hold 4",
        "population.csv:2: a: sent to 3, but 4 answered",
        "population.csv:4: no stratum type c",
    ]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(tmp_path):
    text = spoilt(
        ("1,a,yes,agree", "1,a,yes,agrees"),
        ("\n3,a", "\n2,a"),
        ("4,a,no,,", "4,a,no,agree,"),
        ("neither,disagree,3", "neither,disagree,9"),
    )
    places = [line.split(": ")[0] for line in problems_of(tmp_path, responses=text)]
    assert places == ["responses.csv:2", "responses.csv:3", "responses.csv:5", "responses.csv:7"]


def test_nothing_is_written_beside_the_data(tmp_path):
    write(tmp_path, responses=spoilt(("1,a,yes,agree", "1,a,yes,agrees")))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SurveyError):
        validate(load(tmp_path))
    assert sorted(tmp_path.iterdir()) == before
