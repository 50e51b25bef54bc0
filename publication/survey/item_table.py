"""A battery: rows are items, columns answers or a mean, all answered by the same organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from publication.model import Column, Estimate, Row, Table
from publication.survey import contrasts
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
from publication.survey.contrasts import Contrasts
from publication.survey.records import Survey
from publication.survey.tables import Options, TableSpec
from publication.survey.tallies import Tally, fpc_factor, mean, share, tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def item_table(survey: Survey, spec: TableSpec, options: Options) -> Built:
    """Build a table by items; its n is the largest base, n_range the span where bases differ."""
    base = survey.base(spec.base)
    variables = {key: survey.codebook.variables[name] for key, name in spec.items.items()}
    one, *_ = variables.values()
    exclude = excluded(spec, one)
    raw = {key: tally(survey, variable, base) for key, variable in variables.items()}
    tallies = {key: found.without(exclude) for key, found in raw.items()}
    problems = empty_groups(spec, {key: found.n for key, found in tallies.items()})
    if problems:
        return Built(None, problems=problems)
    columns = columns_of(spec, one, exclude, list(tallies.values()))
    bases = [found.n for found in tallies.values()]
    table = Table(
        id=spec.id,
        question=question_of(survey, spec, list(variables.values())),
        by="item",
        measure=spec.measure,
        base=base_of(survey, spec),
        n=max(bases),
        rows=tuple(Row(key, v.label, tallies[key].n) for key, v in variables.items()),
        columns=tuple(Column(column.key, column.label) for column in columns),
        estimates=_estimates(survey, spec, tallies, columns, options),
        exclusions=exclusions_of(exclude, raw),
        n_range=(min(bases), max(bases)) if min(bases) != max(bases) else None,
        filter=filter_of(survey, spec),
        weighted=survey.weights is not None,
        reconstructed=is_reconstructed(survey, list(variables.values()), columns),
    )
    groups = tuple(
        Group(key, variable.name, base & survey.answered(variable, exclude))
        for key, variable in variables.items()
    )
    return Built(table, _contrasts(survey, spec, tallies, columns, base, options), groups)


def _estimates(
    survey: Survey,
    spec: TableSpec,
    tallies: Mapping[str, Tally],
    columns: Sequence[Merge],
    options: Options,
) -> dict[str, Estimate]:
    fpc = fpc_factor(survey, options, {})
    found = {}
    for key, row in tallies.items():
        for column in columns:
            name = f"{spec.id}.{key}.{column.key}"
            if spec.measure == "mean":
                found[name] = mean(name, row, options, fpc)
            else:
                found[name] = share(name, row, column.levels, options, fpc)
    return found


def _contrasts(
    survey: Survey,
    spec: TableSpec,
    tallies: Mapping[str, Tally],
    columns: Sequence[Merge],
    base: NDArray[np.bool_],
    options: Options,
) -> Contrasts:
    """Pairs of items in a column, pairs of columns in a row."""
    if spec.measure == "mean":
        return contrasts.between_item_means(
            spec.id, survey, tallies, columns[0].key, base, options.alpha
        )
    found = contrasts.between_items(spec.id, survey, tallies, columns, base, options.alpha)
    for key, row in tallies.items():
        found |= contrasts.between_columns(spec.id, key, row, columns, options.alpha)
    return found
