"""Margins and intervals, by hand and by property."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.survey.intervals import (
    mean_interval,
    normal_quantile,
    share_interval,
    t_quantile,
)

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_margin_of_the_method_appendix():
    # 28 per cent of 138 associations: 1.96 * sqrt(.28 * .72 / 138) = 7.5 points
    assert share_interval(0.28, 138).margin == pytest.approx(0.0749, abs=5e-5)


def test_wilson_by_hand():
    # 1 of 4, z = 1.96: centre (0.25 + 0.4802) / 1.9604, half 1.96 / 1.9604 * sqrt(...)
    z = normal_quantile(0.95)
    interval = share_interval(0.25, 4)
    centre = (0.25 + z * z / 8) / (1 + z * z / 4)
    half = z / (1 + z * z / 4) * sqrt(0.25 * 0.75 / 4 + z * z / 64)
    assert (interval.low, interval.high) == pytest.approx((centre - half, centre + half))


def test_quantiles():
    assert normal_quantile(0.95) == pytest.approx(1.959964)
    assert t_quantile(0.95, 10) == pytest.approx(2.228139)


@given(COUNTS)
def test_an_interval_holds_its_share_and_stays_within_the_scale(count):
    x, n = count
    interval = share_interval(x / n, n)
    assert 0 <= interval.low <= x / n <= interval.high <= 1
    assert interval.low < interval.high


@given(COUNTS, st.integers(2, 20))
def test_more_answers_of_the_same_kind_narrow_the_interval(count, times):
    x, n = count
    few, many = share_interval(x / n, n), share_interval(x / n, n * times)
    assert many.high - many.low < few.high - few.low
    assert many.margin <= few.margin


@given(COUNTS)
def test_yes_and_no_have_mirrored_intervals(count):
    x, n = count
    yes, no = share_interval(x / n, n), share_interval((n - x) / n, n)
    assert yes.low == pytest.approx(1 - no.high, abs=1e-12)
    assert yes.margin == pytest.approx(no.margin)


@given(COUNTS, st.floats(0.01, 0.99))
def test_a_finite_population_narrows_and_a_census_leaves_nothing(count, fraction):
    x, n = count
    endless, finite = share_interval(x / n, n), share_interval(x / n, n, fpc=1 - fraction)
    assert finite.margin == pytest.approx(endless.margin * sqrt(1 - fraction))
    assert finite.high - finite.low < endless.high - endless.low
    census = share_interval(x / n, n, fpc=0.0)
    assert (census.low, census.high, census.margin) == (x / n, x / n, 0.0)


def test_a_weighted_variance_counts_as_an_effective_n():
    # a variance twice the simple one is that of half as many answers
    simple = 0.3 * 0.7 / 200
    assert share_interval(0.3, 200, 2 * simple) == share_interval(0.3, 100)


def test_one_answer_alone_has_a_mean_without_width():
    interval = mean_interval(3.0, 0.0, 1)
    assert (interval.low, interval.high, interval.margin) == (3.0, 3.0, 0.0)
