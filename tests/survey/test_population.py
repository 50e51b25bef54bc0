"""Who answered against who was asked."""

from __future__ import annotations

import pytest
from tiny_survey import tiny

from publication.errors import SurveyError
from publication.survey import estimate, representativity


def test_shares_and_tests_by_hand(tmp_path):
    (by_type,) = representativity(tiny(tmp_path))
    assert (by_type.sent, by_type.answered) == ((10, 20), (4, 8))
    assert by_type.population_shares == by_type.sample_shares == (10 / 30, 20 / 30)
    assert by_type.fit.p_value == pytest.approx(1)
    assert by_type.response is not None
    assert not by_type.response.significant


def test_a_skewed_sample_is_seen(tmp_path):
    population = "variable,level,sent,answered,completed,source\ntype,a,5,4,,\ntype,b,200,8,,\n"
    (by_type,) = representativity(tiny(tmp_path, population=population))
    # expected 12 * 5/205 = 0.29 associations where 4 answered
    assert by_type.fit.significant
    assert by_type.response is not None
    assert by_type.response.significant


STRATA = """
[groups.alle]
alle = { total = true }

[table.makeup]
strata = "type"
base = "all"
question = "Make-up"
columns = { population = "Asked", answered = "Answered" }
"""


def test_the_makeup_is_a_table_that_chapters_may_quote(tmp_path):
    found = estimate(tiny(tmp_path, tables=STRATA), tmp_path / "tables.toml")
    table = found.tables["makeup"]
    assert [(row.key, row.label, row.n) for row in table.rows] == [
        ("a", "Associations", 4),
        ("b", "Services", 8),
    ]
    known = found.get("makeup.a.population")
    assert (known.value, known.n, known.margin) == (10 / 30, 30, 0.0)
    assert found.get("makeup.b.answered").value == 8 / 12
    assert found.get("makeup.b.answered").n == 12
    assert table.test.method == "chi-squared"


def test_a_makeup_without_a_population_is_a_problem(tmp_path):
    survey = tiny(tmp_path, tables=STRATA.replace('"type"', '"new"'))
    with pytest.raises(SurveyError, match=r"makeup: population\.csv says nothing of new"):
        estimate(survey, tmp_path / "tables.toml")
