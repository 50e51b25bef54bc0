"""Margins and intervals. All take counts or moments and return shares or scale points.

`fpc` is the finite population factor on the variance, 1 - n/N (Cochran 1977, Sampling Techniques,
ch. 2); 1 where the population is endless or unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt


@dataclass(frozen=True)
class Interval:
    """Two ends and the half width by the normal approximation."""

    low: float
    high: float
    margin: float


@cache
def normal_quantile(confidence: float) -> float:
    """1.96 for 0.95."""
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))


@cache
def t_quantile(confidence: float, df: int) -> float:
    """Student's t for a two-sided interval."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + confidence) / 2))


def share_interval(
    share: float,
    n: float,
    variance: float | None = None,
    fpc: float = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """A share's Wilson interval (Wilson 1927) and its normal margin.

    n is the number of respondents; `variance` is that of a weighted share (linearised), from which
    an effective n is taken: the n of a simple sample with this variance.
    """
    z = normal_quantile(confidence)
    simple = share * (1 - share) / n
    true = fpc * (simple if variance is None else variance)
    if fpc == 0:  # everyone was asked and answered: nothing is left to chance
        return Interval(share, share, 0.0)
    effective = share * (1 - share) / true if true > 0 and 0 < share < 1 else n / fpc
    low, high = wilson(share, effective, z)
    return Interval(low, high, z * sqrt(true))


def wilson(share: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score interval without continuity correction, within 0..1."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # the ends meet the share itself at 0 and 1, which floating point may miss by a hair
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


def mean_interval(
    mean: float, variance_of_mean: float, n: int, fpc: float = 1.0, confidence: float = 0.95
) -> Interval:
    """A mean's t interval and its normal margin; no width where one answer stands alone."""
    error = sqrt(fpc * variance_of_mean)
    half = t_quantile(confidence, n - 1) * error if n > 1 else 0.0
    return Interval(mean - half, mean + half, normal_quantile(confidence) * error)
