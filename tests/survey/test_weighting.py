"""Raking meets its margins, and says what it costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_survey import RESPONSES, tiny

from publication.errors import SurveyError
from publication.survey.records import design_effect
from publication.survey.weighting import rake

POPULATION = """variable,level,sent,answered,completed,source
type,a,{a},,,
type,b,{b},,,
new,yes,{yes},,,
new,no,{no},,,
"""


def test_one_margin_by_hand(tmp_path):
    text = POPULATION.format(a=60, b=60, yes=60, no=60)
    raked = rake(tiny(tmp_path, population=text), ["type"])
    # half of 12 to 4 associations and half to 8 services
    assert raked.weights.tolist() == pytest.approx([1.5] * 4 + [0.75] * 8)
    assert design_effect(raked.weights) == pytest.approx(12 * (4 * 2.25 + 8 * 0.5625) / 144)
    assert raked.effective == pytest.approx(1 / design_effect(raked.weights))


@given(st.integers(20, 500), st.integers(20, 500), st.integers(20, 500), st.integers(20, 500))
def test_two_margins_are_both_met(tmp_path_factory, a, b, yes, no):
    folder = tmp_path_factory.mktemp("rake")
    survey = tiny(folder, population=POPULATION.format(a=a, b=b, yes=yes, no=no))
    raked = rake(survey, ["type", "new"])
    weights = raked.weights
    assert weights.mean() == pytest.approx(1)
    assert (weights > 0).all()
    kind = survey.where({"type": ("a",)})
    assert weights[kind].sum() / weights.sum() == pytest.approx(a / (a + b), abs=1e-6)
    # the twelfth was not asked: the margin of `new` holds among those who were
    asked, said = survey.where({"new": ("yes", "no")}), survey.where({"new": ("yes",)})
    assert weights[said].sum() / weights[asked].sum() == pytest.approx(yes / (yes + no), abs=1e-6)
    assert design_effect(weights) >= 1 - 1e-9


def test_equal_weights_cost_nothing():
    assert design_effect(np.full(7, 3.0)) == pytest.approx(1)


def test_a_stratum_nobody_answered_from(tmp_path):
    text = RESPONSES.replace(",a,", ",b,")
    survey = tiny(tmp_path, responses=text, population=POPULATION.format(a=9, b=90, yes=90, no=90))
    with pytest.raises(SurveyError, match="type a: nobody answered"):
        rake(survey, ["type"])


def test_a_variable_without_margins(tmp_path):
    with pytest.raises(SurveyError, match="no margins of quick"):
        rake(tiny(tmp_path), ["quick"])


def test_margins_that_contradict_each_other_do_not_settle(tmp_path):
    # all of type a answered yes and all of b no, yet the margins ask for different parts
    text = "id,type,new,open_minded,quick,change,town,fund,firm\n1,a,yes,,,,,,\n2,b,no,,,,,,\n"
    survey = tiny(tmp_path, responses=text, population=POPULATION.format(a=50, b=50, yes=90, no=10))
    with pytest.raises(SurveyError, match="do not settle"):
        rake(survey, ["type", "new"])
