"""Counting: how many gave each answer, and the estimates that follow from the counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from publication.model import Estimate
from publication.survey.codebook import Merge, Variable, Where
from publication.survey.intervals import mean_interval, share_interval
from publication.survey.records import Survey
from publication.survey.tables import Options

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Tally:
    """Answers to one variable in one group, in the order of the scale's `answers`.

    counts     weighted, squares: of squared weights, heads: unweighted
    effective  what a weighted count is worth in simple random answers (1 without weights)
    """

    variable: Variable
    counts: NDArray[np.float64]
    squares: NDArray[np.float64]
    heads: NDArray[np.int64]
    effective: float = 1.0
    respondents: int = 0
    weighted: bool = False

    def without(self, levels: Sequence[str]) -> Tally:
        """The same answers with some levels left out of the base."""
        keep = np.array([answer not in levels for answer in self.variable.scale.answers])
        return Tally(
            self.variable,
            self.counts * keep,
            self.squares * keep,
            self.heads * keep,
            self.effective,
            self.respondents,
            self.weighted,
        )

    @cached_property
    def n(self) -> int:
        return int(self.heads.sum())

    @cached_property
    def total(self) -> float:
        return float(self.counts.sum())

    def pick(self, levels: Sequence[str]) -> NDArray[np.bool_]:
        """Which places of the scale belong to some levels."""
        return np.array([answer in levels for answer in self.variable.scale.answers])

    def count(self, levels: Sequence[str]) -> float:
        return float(self.counts[self.pick(levels)].sum())

    def worth(self, levels: Sequence[str] | None = None) -> float:
        """The count in simple random answers, as tests need it."""
        return (self.total if levels is None else self.count(levels)) * self.effective


def tally(survey: Survey, variable: Variable, mask: NDArray[np.bool_]) -> Tally:
    """Count the answers to a variable within a group."""
    codes = survey.codes[variable.name]
    chosen = mask & (codes >= 0)
    inside = codes[chosen]
    size = len(variable.scale.answers)
    heads = np.bincount(inside, minlength=size).astype(np.int64)
    if survey.weights is None:
        counts = heads.astype(np.float64)
        return Tally(variable, counts, counts, heads, 1.0, survey.respondents)
    weights = survey.weights[chosen]
    return Tally(
        variable,
        np.bincount(inside, weights, size).astype(np.float64),
        np.bincount(inside, weights**2, size).astype(np.float64),
        heads,
        survey.effective,
        survey.respondents,
        True,
    )


def share(name: str, found: Tally, levels: Sequence[str], options: Options, fpc: float) -> Estimate:
    """The share of a group that gave one of some answers."""
    count = found.count(levels)
    value = count / found.total
    variance = _share_variance(found, levels, value) if found.weighted else None
    interval = share_interval(value, found.n, variance, fpc, options.confidence)
    return Estimate(
        name, "share", value, found.n, count, interval.low, interval.high, interval.margin
    )


def _share_variance(found: Tally, levels: Sequence[str], value: float) -> float:
    """The linearised variance of a weighted share in a domain, as the R package survey has it."""
    said = float(found.squares[found.pick(levels)].sum())
    spread = said * (1 - 2 * value) + value**2 * float(found.squares.sum())
    correction = found.respondents / max(found.respondents - 1, 1)
    return correction * spread / found.total**2


def mean(name: str, found: Tally, options: Options, fpc: float) -> Estimate:
    """The mean of a numeric scale; answers outside the scale are out of the base."""
    inner = found.without(tuple(found.variable.scale.missing))
    value, variance = moments(inner)
    if inner.weighted:
        points = scale_points(inner.variable)
        spread = float((inner.squares * (points - value) ** 2).sum())
        of_mean = inner.respondents / (inner.respondents - 1) * spread / inner.total**2
    else:
        of_mean = variance / inner.n
    interval = mean_interval(value, of_mean, inner.n, fpc, options.confidence)
    return Estimate(
        name, "mean", value, inner.n, None, interval.low, interval.high, interval.margin
    )


def moments(inner: Tally) -> tuple[float, float]:
    """Mean and variance (with n - 1) of the answers on a numeric scale."""
    points = scale_points(inner.variable)
    value = float((inner.counts * points).sum() / inner.total)
    squares = float((inner.counts * (points - value) ** 2).sum())
    correction = inner.n / (inner.n - 1) if inner.n > 1 else 1.0
    return value, squares / inner.total * correction


def scale_points(variable: Variable) -> NDArray[np.float64]:
    """The numbers of a numeric scale; 0 for what stands outside it."""
    levels = [float(level) for level in variable.scale.levels]
    return np.array(levels + [0.0] * len(variable.scale.missing))


def printed_columns(
    variable: Variable, exclude: Sequence[str], tallies: Sequence[Tally]
) -> tuple[Merge, ...]:
    """The columns a table shows: the scale's, less exclusions and codes that nobody used."""
    used = np.sum([found.heads for found in tallies], axis=0)
    unused = {
        answer
        for answer, heads in zip(variable.scale.answers, used, strict=True)
        if answer in variable.scale.missing and not heads
    }
    silent = {*exclude, *unused}
    return tuple(column for column in variable.scale.columns if not set(column.levels) <= silent)


def fpc_factor(survey: Survey, options: Options, where: Where) -> float:
    """1 - answered/sent of the stratum a group lies in, or of all; 1 where it is not asked for.

    The size of a subgroup's population is unknown, so its sampling fraction is its stratum's.
    """
    if not options.fpc or not survey.population:
        return 1.0
    name = survey.population[0].variable
    strata = [
        stratum
        for stratum in survey.population
        if stratum.variable == name and stratum.level in where.get(name, (stratum.level,))
    ]
    sent = sum(stratum.sent for stratum in strata)
    levels = tuple(stratum.level for stratum in strata)
    answered = int(survey.where({name: levels}).sum())
    return 1 - answered / sent if sent else 1.0
