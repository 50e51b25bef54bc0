"""Response: how many were sent the survey, answered it, completed it, by stratum."""

from __future__ import annotations

from collections.abc import Mapping

from publication.model import Column, Estimate, Problem, Row, Table
from publication.survey import significance
from publication.survey.built import Built, base_of
from publication.survey.codebook import Where
from publication.survey.contrasts import Contrasts
from publication.survey.group_table import disjoint
from publication.survey.intervals import share_interval
from publication.survey.records import Survey
from publication.survey.tables import Options, TableSpec

Counts = Mapping[str, int]


def response_table(survey: Survey, spec: TableSpec, options: Options) -> Built:
    """Build the table of response: `sent` from population.csv, the rest counted in the data.

    Shares have Wilson intervals as if those sent to were a sample; a census needs none, but the
    rates of two types are compared.
    """
    counts = {group.key: _counts(survey, spec, group.where) for group in spec.groups}
    unknown = [key for key, row in counts.items() if not row["sent"]]
    if unknown:
        message = f"table {spec.id}: population.csv does not say how many were sent it in "
        return Built(None, problems=(Problem(message + ", ".join(unknown), spec.place),))
    table = Table(
        id=spec.id,
        question=spec.question,
        by="group",
        measure="count",
        base=base_of(survey, spec),
        n=survey.respondents,
        rows=tuple(Row(g.key, g.label, counts[g.key]["answered"], g.series) for g in spec.groups),
        columns=tuple(Column(key, spec.columns[key]) for key in spec.response),
        estimates=_estimates(spec, counts, options),
    )
    return Built(table, _contrasts(survey, spec, counts, options))


def _counts(survey: Survey, spec: TableSpec, where: Where) -> Counts:
    """What is known of a row. Strata of the first variable of population.csv make up everyone."""
    first = survey.population[0].variable if survey.population else ""
    name = next(iter(where), first)
    strata = [stratum for stratum in survey.population if stratum.variable == name]
    inside = [s for s in strata if s.level in where.get(name, (s.level,))]
    members = survey.where(where)
    completed = int((members & survey.where(spec.completed)).sum())
    answered = int(members.sum())
    return {
        "sent": sum(stratum.sent for stratum in inside),
        "answered": answered,
        "completed": completed,
        "broke_off": answered - completed,
    }


def _estimates(
    spec: TableSpec, counts: Mapping[str, Counts], options: Options
) -> dict[str, Estimate]:
    found = {}
    for key, row in counts.items():
        for column, (counted, *base) in spec.response.items():
            name = f"{spec.id}.{key}.{column}"
            value, n = row[counted], row[base[0] if base else counted]
            if not base:
                found[name] = Estimate(name, "count", float(value), n, float(value))
                continue
            interval = share_interval(value / n, n, confidence=options.confidence)
            found[name] = Estimate(
                name,
                "share",
                value / n,
                n,
                float(value),
                interval.low,
                interval.high,
                interval.margin,
            )
    return found


def _contrasts(
    survey: Survey, spec: TableSpec, counts: Mapping[str, Counts], options: Options
) -> Contrasts:
    """Rates of disjoint rows."""
    found: Contrasts = {}
    masks = {group.key: survey.where(group.where) for group in spec.groups}
    for column, (counted, *base) in spec.response.items():
        for pair in disjoint(masks) if base else ():
            one, two = counts[pair.first], counts[pair.second]
            test = significance.two_shares(
                one[counted], one[base[0]], two[counted], two[base[0]], options.alpha
            )
            if test:
                names = f"{spec.id}.{pair.first}.{column}", f"{spec.id}.{pair.second}.{column}"
                found[names] = test
    return found
