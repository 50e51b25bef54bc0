"""Which test is used when, worked by hand."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.model import Test
from publication.survey import significance


def table(*rows):
    return np.array(rows, dtype=float)


def test_chi_squared_by_hand():
    # expected 15 everywhere: 4 * 5 * 5 / 15 = 6.667, V = sqrt(6.667 / 60) = 1/3
    test = significance.independence(table([20, 10], [10, 20]))
    assert test is not None
    assert (test.method, test.df, test.n) == ("chi-squared", 1, 60)
    assert test.statistic == pytest.approx(100 / 15)
    assert test.effect == pytest.approx(1 / 3)
    assert test.p_value == pytest.approx(0.00982, abs=1e-5)
    assert test.significant


def test_small_two_by_two_goes_to_fisher():
    # the lady tasting tea: 3 and 1 against 1 and 3, two-sided 34/70
    test = significance.independence(table([3, 1], [1, 3]))
    assert test is not None
    assert test.method == "Fisher"
    assert test.p_value == pytest.approx(34 / comb(8, 4))


def test_small_larger_table_is_simulated_and_the_same_every_time():
    counts = table([3, 9, 4], [7, 5, 2])
    one = significance.independence(counts, seed=1)
    two = significance.independence(counts, seed=1)
    assert one is not None
    assert one.method == "simulated chi-squared"
    assert one == two


def test_answers_that_nobody_gave_do_not_count():
    with_empty = significance.independence(table([20, 0, 10], [10, 0, 20]))
    assert with_empty == significance.independence(table([20, 10], [10, 20]))


@pytest.mark.parametrize("counts", [[[5, 5]], [[5, 0], [7, 0]], [[0, 0], [3, 4]]])
def test_nothing_to_compare(counts):
    assert significance.independence(table(*counts)) is None


def test_two_shares_is_chi_squared_on_two_by_two():
    shares = significance.two_shares(20, 30, 10, 30)
    assert shares == significance.independence(table([20, 10], [10, 20]))


def test_two_shares_of_everyone_do_not_differ():
    test = significance.two_shares(10, 10, 20, 20)
    assert test is not None
    assert (test.p_value, test.significant) == (1.0, False)


def test_mcnemar_by_hand():
    # 30 said only the first, 10 only the second: 20 * 20 / 40 = 10
    test = significance.discordant(30, 10, 200)
    assert (test.method, test.statistic, test.n) == ("McNemar", 10.0, 200)
    assert test.p_value == pytest.approx(0.001565, abs=1e-6)


def test_few_discordant_answers_are_counted_exactly():
    # 2 of 8 or fewer, doubled: 2 * (1 + 8 + 28) / 256
    test = significance.discordant(6, 2, 50)
    assert test.method == "McNemar, exact"
    assert test.p_value == pytest.approx(2 * 37 / 256)


@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_does_not_care_which_comes_first(first, second):
    one, two = (
        significance.discordant(first, second, 999),
        significance.discordant(second, first, 999),
    )
    assert one.p_value == two.p_value
    assert 0 <= one.p_value <= 1


def test_holm_by_hand():
    raw = [Test("t", 0, 1, p, 10) for p in (0.01, 0.04, 0.03, 0.005)]
    adjusted = significance.holm(raw)
    # 0.005*4, then 0.01*3, 0.03*2, and 0.04*1 raised to 0.06
    assert [test.p_value for test in adjusted] == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert adjusted[0].method == "t, Holm"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_never_makes_a_finding_easier(values):
    raw = [Test("t", 0, 1, p, 10) for p in values]
    adjusted = significance.holm(raw)
    assert all(after.p_value >= before.p_value for before, after in zip(raw, adjusted, strict=True))
    assert all(test.p_value <= 1 for test in adjusted)
    order = sorted(range(len(raw)), key=lambda i: raw[i].p_value)
    in_order = [adjusted[i].p_value for i in order]
    assert in_order == sorted(in_order)


def test_a_pair_is_held_back_by_its_table():
    pair, whole = Test("Fisher", 0, 1, 0.01, 10), Test("chi-squared", 0, 4, 0.3, 50)
    assert significance.protected(pair, whole).p_value == 0.3
    assert significance.protected(pair, None) == pair
    assert significance.protected(whole, pair) == whole


def test_paired_means_by_hand():
    # differences 1, 1, 0, 2: mean 1, variance 2/3, t = 1 / sqrt(2/3/4) = 2.449
    test = significance.paired_means(1.0, 2 / 3, 4)
    assert test.statistic == pytest.approx(6**0.5)
    assert test.df == 3


@pytest.mark.parametrize(("difference", "p"), [(0.0, 1.0), (1.0, 0.0)])
def test_differences_that_never_vary(difference, p):
    assert significance.paired_means(difference, 0.0, 5).p_value == p


def test_welch_needs_two_in_each_group():
    assert significance.welch((3, 1, 1), (2, 1, 40)) is None


def test_goodness_of_fit_by_hand():
    # 30 and 10 where 20 and 20 were expected: 5 + 5
    test = significance.goodness_of_fit(np.array([30.0, 10.0]), np.array([500.0, 500.0]))
    assert test.statistic == pytest.approx(10.0)
    assert test.effect == pytest.approx(0.5)
