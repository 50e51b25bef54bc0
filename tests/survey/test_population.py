"""Who answered against who was asked."""

from __future__ import annotations

import pytest
from tiny_survey import tiny

from publication.survey import representativity


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
