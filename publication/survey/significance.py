"""Tests of difference. scipy does the mathematics; here is which test, and when.

Thresholds: an expected count under 5 takes a test from the chi-squared approximation (Cochran
1954): two by two goes to Fisher's exact test, larger tables to simulation (Hope 1968). Pairs of
answers by the same respondents are compared by McNemar (1947), exact under 25 discordant answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from publication.model import Test

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL_EXPECTED = 5
SMALL_DISCORDANT = 25


def independence(
    table: NDArray[np.float64], alpha: float = 0.05, resamples: int = 20_000, seed: int = 0
) -> Test | None:
    """Chi-squared on groups x answers, or its exact or simulated kin where counts are small.

    table   counts, shape (groups, answers); empty rows and columns say nothing and are left out
    Returns None where fewer than two groups or two answers are left. The effect is Cramér's V.
    """
    filled = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(filled.shape, default=0) < 2:
        return None
    n = float(filled.sum())
    expected = np.outer(filled.sum(axis=1), filled.sum(axis=0)) / n
    statistic = float(((filled - expected) ** 2 / expected).sum())
    df = (filled.shape[0] - 1) * (filled.shape[1] - 1)
    effect = sqrt(statistic / (n * (min(filled.shape) - 1)))
    if expected.min() >= SMALL_EXPECTED:
        method, p_value = "chi-squared", float(special.chdtrc(df, statistic))
    elif filled.shape == (2, 2):
        method, p_value = "Fisher", fisher(filled)
    else:
        method, p_value = "simulated chi-squared", simulated(filled, resamples, seed)
    return Test(method, statistic, df, p_value, round(n), alpha, effect)


def fisher(table: NDArray[np.float64]) -> float:
    """The two-sided p-value of Fisher's exact test; weighted counts are rounded."""
    return float(stats.fisher_exact(np.rint(table).astype(int)).pvalue)


def simulated(table: NDArray[np.float64], resamples: int, seed: int) -> float:
    """Chi-squared's p-value from random tables with the same margins, as R's simulate.p.value."""
    method = stats.MonteCarloMethod(n_resamples=resamples, rng=np.random.default_rng(seed))
    whole = np.rint(table).astype(int)
    whole = whole[whole.sum(axis=1) > 0][:, whole.sum(axis=0) > 0]
    return float(stats.chi2_contingency(whole, correction=False, method=method).pvalue)


def two_shares(
    first: float, first_n: float, second: float, second_n: float, alpha: float = 0.05
) -> Test | None:
    """Two shares of disjoint groups: chi-squared on two by two, without continuity correction.

    Takes the counts of those who said so and the bases. The same as the two-sided z test of two
    proportions with a pooled variance.
    """
    table = np.array([[first, first_n - first], [second, second_n - second]])
    found = independence(table, alpha)
    # everyone, or no one, said so in both groups: no difference at all
    return found or Test("chi-squared", 0.0, 1, 1.0, round(first_n + second_n), alpha, 0.0)


def discordant(first_only: float, second_only: float, n: float, alpha: float = 0.05) -> Test:
    """McNemar: among those who said one of the two but not both, did more say the first?

    Serves items of a battery and, since answers of one item exclude each other, two columns of a
    row (the test of two multinomial shares).
    """
    total = first_only + second_only
    if total == 0:
        return Test("McNemar", 0.0, 1, 1.0, round(n), alpha)
    statistic = (first_only - second_only) ** 2 / total
    if total >= SMALL_DISCORDANT:
        return Test("McNemar", statistic, 1, float(special.chdtrc(1, statistic)), round(n), alpha)
    fewer = round(min(first_only, second_only))
    p_value = min(1.0, 2 * float(special.bdtr(fewer, max(round(total), 1), 0.5)))
    return Test("McNemar, exact", statistic, 1, p_value, round(n), alpha)


def paired_means(difference: float, variance: float, n: float, alpha: float = 0.05) -> Test:
    """Paired t test, from the mean and the variance of the differences."""
    if n < 2 or variance == 0:
        p_value = 1.0 if difference == 0 or n < 2 else 0.0
        return Test("paired t", 0.0, max(round(n) - 1, 0), p_value, round(n), alpha)
    t = difference / sqrt(variance / n)
    p_value = 2 * float(special.stdtr(n - 1, -abs(t)))
    return Test("paired t", t, round(n) - 1, p_value, round(n), alpha)


def welch(
    first: tuple[float, float, float], second: tuple[float, float, float], alpha: float = 0.05
) -> Test | None:
    """Welch's t test of two means; each group as (mean, variance, n)."""
    (mean_1, variance_1, n_1), (mean_2, variance_2, n_2) = first, second
    if min(n_1, n_2) < 2:
        return None
    error_1, error_2 = variance_1 / n_1, variance_2 / n_2
    error = error_1 + error_2
    n = round(n_1 + n_2)
    if error == 0:
        return Test("Welch t", 0.0, n - 2, 1.0 if mean_1 == mean_2 else 0.0, n, alpha)
    df = error**2 / (error_1**2 / (n_1 - 1) + error_2**2 / (n_2 - 1))
    t = (mean_1 - mean_2) / sqrt(error)
    return Test("Welch t", t, round(df), 2 * float(special.stdtr(df, -abs(t))), n, alpha)


def holm(tests: Sequence[Test]) -> tuple[Test, ...]:
    """The tests of one family with p-values adjusted by Holm (1979), in the order given."""
    order = sorted(range(len(tests)), key=lambda i: tests[i].p_value)
    adjusted = list(tests)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, (len(tests) - rank) * tests[index].p_value))
        adjusted[index] = replace(
            tests[index], method=f"{tests[index].method}, Holm", p_value=highest
        )
    return tuple(adjusted)


def protected(test: Test, omnibus: Test | None) -> Test:
    """A pair picked from several groups differs only where the groups as a whole do."""
    if omnibus is None or omnibus.p_value <= test.p_value:
        return test
    return replace(test, method=f"{test.method}, protected", p_value=omnibus.p_value)


def goodness_of_fit(
    observed: NDArray[np.float64], shares: NDArray[np.float64], alpha: float = 0.05
) -> Test:
    """Chi-squared of counts against the population's shares; the effect is Cohen's w."""
    n = float(observed.sum())
    expected = n * shares / shares.sum()
    statistic = float(((observed - expected) ** 2 / expected).sum())
    df = len(observed) - 1
    p_value = float(special.chdtrc(df, statistic))
    return Test("chi-squared", statistic, df, p_value, round(n), alpha, sqrt(statistic / n))
