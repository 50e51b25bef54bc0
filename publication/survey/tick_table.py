"""Several ticks a respondent: shares of ticks, or shares of the organisations that ticked.

The two are never mixed: a table is one or the other (`measure` "ticks" or "share"), and so are its
bases. A tick is the first level of the item's scale. As published, the verdict on ticks treats
each tick as one answer although an organisation may set three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from publication.model import Column, Estimate, Row, Table, Test
from publication.survey import significance
from publication.survey.built import (
    Built,
    Group,
    base_of,
    empty_groups,
    filter_of,
    is_reconstructed,
    question_of,
)
from publication.survey.codebook import Merge, Variable
from publication.survey.contrasts import Contrasts, between_groups, crossed
from publication.survey.group_table import disjoint
from publication.survey.intervals import share_interval
from publication.survey.records import Survey
from publication.survey.tables import Options, TableSpec
from publication.survey.tallies import Tally, fpc_factor, share, tally

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class _Ticks:
    """A row: for each option the answers of the group, and the ticks in the data."""

    options: Mapping[str, Tally]
    n: int

    @property
    def counts(self) -> NDArray[np.float64]:
        return np.array([found.counts[0] for found in self.options.values()])

    @property
    def heads(self) -> int:
        return int(sum(found.heads[0] for found in self.options.values()))


def tick_table(survey: Survey, spec: TableSpec, options: Options) -> Built:
    """Build a table of ticks (n counts ticks) or of organisations (n counts organisations)."""
    base = survey.base(spec.base)
    masks = {group.key: base & survey.where(group.where) for group in spec.groups}
    variables = {key: survey.codebook.variables[name] for key, name in spec.ticks.items()}
    rows = {key: _row(survey, variables, mask, spec) for key, mask in masks.items()}
    problems = empty_groups(spec, {key: row.n for key, row in rows.items()})
    if problems:
        return Built(None, problems=problems)
    columns = tuple(Merge(key, v.label, (v.scale.answers[0],)) for key, v in variables.items())
    table = Table(
        id=spec.id,
        question=question_of(survey, spec, list(variables.values())),
        by="group",
        measure=spec.measure,
        base=base_of(survey, spec),
        n=max(row.n for row in rows.values()),
        rows=tuple(Row(g.key, g.label, rows[g.key].n, g.series) for g in spec.groups),
        columns=tuple(Column(column.key, column.label) for column in columns),
        estimates=_estimates(survey, spec, rows, columns, options),
        test=_verdict(spec, rows, survey.effective, options),
        filter=filter_of(survey, spec),
        weighted=survey.weights is not None,
        reconstructed=is_reconstructed(survey, list(variables.values()), columns),
    )
    first, *_ = variables.values()
    answered = survey.answered(first)
    groups = tuple(Group(g.key, first.name, masks[g.key] & answered, g.total) for g in spec.groups)
    totals = [group.key for group in spec.groups if group.total]
    parts = {key: mask for key, mask in masks.items() if key not in totals}
    return Built(table, _contrasts(survey, spec, rows, columns, parts, masks, options), groups)


def _row(
    survey: Survey, variables: Mapping[str, Variable], mask: NDArray[np.bool_], spec: TableSpec
) -> _Ticks:
    options = {key: tally(survey, variable, mask) for key, variable in variables.items()}
    row = _Ticks(options, next(iter(options.values())).n)
    return _Ticks(options, row.heads) if spec.measure == "ticks" else row


def _estimates(
    survey: Survey,
    spec: TableSpec,
    rows: Mapping[str, _Ticks],
    columns: tuple[Merge, ...],
    options: Options,
) -> dict[str, Estimate]:
    found = {}
    for group in spec.groups:
        row = rows[group.key]
        fpc = fpc_factor(survey, options, group.where)
        for column in columns:
            name = f"{spec.id}.{group.key}.{column.key}"
            answers = row.options[column.key]
            if spec.measure == "ticks":
                found[name] = _share_of_ticks(name, row, answers, fpc, options)
            else:
                found[name] = share(name, answers, column.levels, options, fpc)
    return found


def _share_of_ticks(
    name: str, row: _Ticks, answers: Tally, fpc: float, options: Options
) -> Estimate:
    """One option's part of all ticks; weighted ticks are worth what Kish leaves of them."""
    count = float(answers.counts[0])
    value = count / float(row.counts.sum())
    worth = row.n * answers.effective
    variance = value * (1 - value) / worth
    interval = share_interval(value, row.n, variance, fpc, options.confidence)
    return Estimate(
        name, "share", value, row.n, count, interval.low, interval.high, interval.margin
    )


def _verdict(
    spec: TableSpec, rows: Mapping[str, _Ticks], effective: float, options: Options
) -> Test | None:
    """Ticks by group: is the mix of options the same?"""
    if not spec.test:
        return None
    parts = [rows[group.key].counts for group in spec.groups if not group.total]
    counts = np.array(parts) * effective
    return significance.independence(counts, options.alpha, options.resamples, options.seed)


def _contrasts(
    survey: Survey,
    spec: TableSpec,
    rows: Mapping[str, _Ticks],
    columns: tuple[Merge, ...],
    parts: Mapping[str, NDArray[np.bool_]],
    masks: Mapping[str, NDArray[np.bool_]],
    options: Options,
) -> Contrasts:
    """Groups within an option, options within a group."""
    found: Contrasts = {}
    for pair in disjoint(parts):
        one, two = rows[pair.first], rows[pair.second]
        for column in columns:
            if spec.measure == "share":
                tallies = {k: rows[k].options[column.key] for k in (pair.first, pair.second)}
                found |= between_groups(spec.id, tallies, [column], [pair], None, options.alpha)
                continue
            names = (
                f"{spec.id}.{pair.first}.{column.key}",
                f"{spec.id}.{pair.second}.{column.key}",
            )
            scale = survey.effective
            test = significance.two_shares(
                one.options[column.key].counts[0] * scale,
                one.counts.sum() * scale,
                two.options[column.key].counts[0] * scale,
                two.counts.sum() * scale,
                options.alpha,
            )
            if test:
                found[names] = test
    for key, row in rows.items():
        found |= _between_options(survey, spec, key, row, masks[key], options.alpha)
    return found


def _between_options(
    survey: Survey,
    spec: TableSpec,
    key: str,
    row: _Ticks,
    mask: NDArray[np.bool_],
    alpha: float,
) -> Contrasts:
    """Two options of one group: those who ticked one of the two but not the other (McNemar)."""
    found: Contrasts = {}
    for first, second in combinations(row.options, 2):
        joint = crossed(survey, row.options[first], row.options[second], mask)
        first_only = float(joint[0, 1:].sum())
        second_only = float(joint[1:, 0].sum())
        names = f"{spec.id}.{key}.{first}", f"{spec.id}.{key}.{second}"
        n = float(joint.sum())
        found[names] = significance.discordant(first_only, second_only, n, alpha)
    return found
