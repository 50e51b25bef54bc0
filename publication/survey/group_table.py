"""One question by groups of organisations: rows are groups, columns answers or a mean."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from publication.model import Column, Estimate, Row, Table, Test
from publication.survey import contrasts, significance
from publication.survey.built import (
    Built,
    Group,
    base_of,
    columns_of,
    empty_groups,
    excluded,
    exclusions_of,
    filter_of,
    is_reconstructed,
    question_of,
)
from publication.survey.codebook import Merge
from publication.survey.contrasts import Contrasts, Pair
from publication.survey.records import Survey
from publication.survey.tables import Options, TableSpec
from publication.survey.tallies import Tally, fpc_factor, mean, share, tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

Masks = Mapping[str, "NDArray[np.bool_]"]


def group_table(survey: Survey, spec: TableSpec, options: Options) -> Built:
    """Build a table by groups: shares of printed answers, or means, in every group."""
    variable = survey.codebook.variables[spec.variable]
    base = survey.base(spec.base)
    masks = {group.key: base & survey.where(group.where) for group in spec.groups}
    raw = {key: tally(survey, variable, mask) for key, mask in masks.items()}
    exclude = excluded(spec, variable)
    tallies = {key: found.without(exclude) for key, found in raw.items()}
    problems = empty_groups(spec, {key: found.n for key, found in tallies.items()})
    if problems:
        return Built(None, problems=problems)
    columns = columns_of(spec, variable, exclude, list(tallies.values()))
    test = _verdict(spec, tallies, options)
    table = Table(
        id=spec.id,
        question=question_of(survey, spec, [variable]),
        by="group",
        measure=spec.measure,
        base=base_of(survey, spec),
        n=_union(masks, survey.answered(variable, exclude)),
        rows=tuple(Row(g.key, g.label, tallies[g.key].n, g.series) for g in spec.groups),
        columns=tuple(Column(column.key, column.label) for column in columns),
        estimates=_estimates(survey, spec, tallies, columns, options),
        test=test,
        exclusions=exclusions_of(exclude, raw),
        filter=filter_of(survey, spec),
        weighted=survey.weights is not None,
        reconstructed=is_reconstructed(survey, [variable], columns),
    )
    answered = survey.answered(variable, exclude)
    groups = tuple(
        Group(group.key, spec.variable, masks[group.key] & answered, group.total)
        for group in spec.groups
    )
    return Built(table, _contrasts(spec, masks, tallies, columns, test, options), groups)


def _union(masks: Masks, answered: NDArray[np.bool_]) -> int:
    """The table's base: everyone who stands in a row and answered, once."""
    everyone = np.zeros(len(answered), dtype=bool)
    for mask in masks.values():
        everyone |= mask
    return int((everyone & answered).sum())


def _estimates(
    survey: Survey,
    spec: TableSpec,
    tallies: Mapping[str, Tally],
    columns: tuple[Merge, ...],
    options: Options,
) -> dict[str, Estimate]:
    found = {}
    for group in spec.groups:
        fpc = fpc_factor(survey, options, group.where)
        for column in columns:
            name = f"{spec.id}.{group.key}.{column.key}"
            if spec.measure == "mean":
                found[name] = mean(name, tallies[group.key], options, fpc)
            else:
                found[name] = share(name, tallies[group.key], column.levels, options, fpc)
    return found


def _verdict(spec: TableSpec, tallies: Mapping[str, Tally], options: Options) -> Test | None:
    """The figure's own test: every answer level (not the printed merges) by the groups."""
    if not spec.test:
        return None
    parts = [tallies[group.key] for group in spec.groups if not group.total]
    counts = np.array([part.counts * part.effective for part in parts])
    return significance.independence(counts, options.alpha, options.resamples, options.seed)


def _contrasts(
    spec: TableSpec,
    masks: Masks,
    tallies: Mapping[str, Tally],
    columns: tuple[Merge, ...],
    test: Test | None,
    options: Options,
) -> Contrasts:
    """Pairs of disjoint rows in a column, pairs of columns in a row."""
    totals = [group.key for group in spec.groups if group.total]
    pairs = disjoint({key: mask for key, mask in masks.items() if key not in totals})
    pairs += disjoint({key: masks[key] for key in totals})
    if spec.measure == "mean":
        return contrasts.between_group_means(
            spec.id, tallies, columns[0].key, pairs, test, options.alpha
        )
    several = len(pairs) > 1
    found = contrasts.between_groups(
        spec.id, tallies, columns, pairs, test if several else None, options.alpha
    )
    for key, row in tallies.items():
        found |= contrasts.between_columns(spec.id, key, row, columns, options.alpha)
    return found


def disjoint(masks: Masks) -> list[Pair]:
    """Pairs of groups that share nobody."""
    return [
        Pair(first, second)
        for first, second in combinations(masks, 2)
        if not (masks[first] & masks[second]).any()
    ]
