"""The tests of single differences: every pair of estimates in a table that a sentence may compare.

    rows of disjoint groups, one column   two shares (chi-squared or Fisher), or Welch for means
    items of a battery, one column        McNemar, or paired t for means; one Holm family a column
    columns of one row                    McNemar: the answers of one respondent exclude each other

Where a table has more than two groups, the pairs are one Holm family and are protected by the
table's own test: the largest of many differences is not a finding by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from publication.model import Test
from publication.survey import significance
from publication.survey.codebook import Merge
from publication.survey.records import Survey
from publication.survey.tallies import Tally, moments, scale_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

Contrasts = dict[tuple[str, str], Test]


@dataclass(frozen=True)
class Pair:
    """Two groups that share no respondent."""

    first: str
    second: str


def between_groups(
    table: str,
    tallies: Mapping[str, Tally],
    columns: Sequence[Merge],
    pairs: Sequence[Pair],
    omnibus: Test | None,
    alpha: float,
) -> Contrasts:
    """Rows of disjoint groups, column by column."""
    found: Contrasts = {}
    for column in columns:
        tests: Contrasts = {}
        for pair in pairs:
            first, second = tallies[pair.first], tallies[pair.second]
            test = significance.two_shares(
                first.worth(column.levels),
                first.worth(),
                second.worth(column.levels),
                second.worth(),
                alpha,
            )
            if test:
                names = f"{table}.{pair.first}.{column.key}", f"{table}.{pair.second}.{column.key}"
                tests[names] = test
        found |= _family(tests, omnibus) if len(pairs) > 1 else tests
    return found


def _family(tests: Contrasts, omnibus: Test | None = None) -> Contrasts:
    """Tests of one family, adjusted by Holm and protected by the table's own test."""
    adjusted = significance.holm(list(tests.values()))
    return {
        names: significance.protected(test, omnibus)
        for names, test in zip(tests, adjusted, strict=True)
    }


def between_columns(
    table: str, row: str, found: Tally, columns: Sequence[Merge], alpha: float
) -> Contrasts:
    """Columns of one row: do more give this answer than that?"""
    return {
        (f"{table}.{row}.{first.key}", f"{table}.{row}.{second.key}"): significance.discordant(
            found.worth(first.levels), found.worth(second.levels), found.worth(), alpha
        )
        for first, second in combinations(columns, 2)
    }


def crossed(
    survey: Survey, first: Tally, second: Tally, mask: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """How often each pair of answers was given by the same respondent, in simple random answers.

    Shape (answers of first, answers of second); those who lack one of the two are left out.
    """
    one, two = survey.codes[first.variable.name], survey.codes[second.variable.name]
    chosen = mask & (one >= 0) & (two >= 0)
    width = len(second.variable.scale.answers)
    height = len(first.variable.scale.answers)
    joint = one[chosen].astype(np.int32) * width + two[chosen]
    weights = None if survey.weights is None else survey.weights[chosen]
    counts = np.bincount(joint, weights, height * width).astype(np.float64)
    return counts.reshape(height, width) * survey.effective


def between_items(
    table: str,
    survey: Survey,
    tallies: Mapping[str, Tally],
    columns: Sequence[Merge],
    mask: NDArray[np.bool_],
    alpha: float,
) -> Contrasts:
    """Items of a battery, column by column: did more agree with this item than with that?"""
    joint = {
        (first, second): crossed(survey, tallies[first], tallies[second], mask)
        for first, second in combinations(tallies, 2)
    }
    found: Contrasts = {}
    for column in columns:
        tests: Contrasts = {}
        for (first, second), counts in joint.items():
            rows, across = tallies[first].pick(column.levels), tallies[second].pick(column.levels)
            first_only = float(counts[rows][:, ~across].sum())
            second_only = float(counts[~rows][:, across].sum())
            names = f"{table}.{first}.{column.key}", f"{table}.{second}.{column.key}"
            tests[names] = significance.discordant(
                first_only, second_only, float(counts.sum()), alpha
            )
        found |= _family(tests)
    return found


def between_item_means(
    table: str,
    survey: Survey,
    tallies: Mapping[str, Tally],
    column: str,
    mask: NDArray[np.bool_],
    alpha: float,
) -> Contrasts:
    """Means of a battery's items: paired t among those who placed both on the scale."""
    tests: Contrasts = {}
    for first, second in combinations(tallies, 2):
        counts = crossed(survey, tallies[first], tallies[second], mask)
        one, two = tallies[first].variable, tallies[second].variable
        counts = counts[: len(one.scale.levels), : len(two.scale.levels)]
        points_one = scale_points(one)[: len(one.scale.levels)]
        points_two = scale_points(two)[: len(two.scale.levels)]
        differences = points_one[:, None] - points_two[None, :]
        n = float(counts.sum())
        mean = float((counts * differences).sum() / n) if n else 0.0
        squares = float((counts * (differences - mean) ** 2).sum())
        variance = squares / (n - 1) if n > 1 else 0.0
        names = f"{table}.{first}.{column}", f"{table}.{second}.{column}"
        tests[names] = significance.paired_means(mean, variance, n, alpha)
    return _family(tests)


def between_group_means(
    table: str,
    tallies: Mapping[str, Tally],
    column: str,
    pairs: Sequence[Pair],
    omnibus: Test | None,
    alpha: float,
) -> Contrasts:
    """Means of disjoint groups: Welch's t."""
    tests: Contrasts = {}
    for pair in pairs:
        groups = []
        for key in (pair.first, pair.second):
            inner = tallies[key].without(tuple(tallies[key].variable.scale.missing))
            groups.append((*moments(inner), inner.worth()))
        test = significance.welch(groups[0], groups[1], alpha)
        if test:
            tests[f"{table}.{pair.first}.{column}", f"{table}.{pair.second}.{column}"] = test
    return _family(tests, omnibus) if len(pairs) > 1 else tests
