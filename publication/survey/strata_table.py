"""The make-up of the sample against that of the population, as a table chapters may quote."""

from __future__ import annotations

from publication.model import Column, Estimate, Problem, Row, Table
from publication.survey.built import Built, base_of
from publication.survey.intervals import share_interval
from publication.survey.population import Stratification, representativity
from publication.survey.records import Survey
from publication.survey.tables import STRATA_COLUMNS, Options, TableSpec


def strata_table(survey: Survey, spec: TableSpec, options: Options) -> Built:
    """Build a table of strata: the share of each in the population and among those who answered.

    The population's shares are known, so they have no interval. The test is of goodness of fit.
    """
    found = {each.variable: each for each in representativity(survey, options.alpha)}
    if spec.strata not in found:
        message = f"table {spec.id}: population.csv says nothing of {spec.strata}"
        return Built(None, problems=(Problem(message, spec.place),))
    strata = found[spec.strata]
    rows = zip(strata.levels, strata.labels, strata.answered, strict=True)
    table = Table(
        id=spec.id,
        question=spec.question or strata.label,
        by="group",
        measure="share",
        base=base_of(survey, spec),
        n=sum(strata.answered),
        rows=tuple(Row(level, label, answered) for level, label, answered in rows),
        columns=tuple(Column(key, spec.columns[key]) for key in STRATA_COLUMNS),
        estimates=_estimates(spec, strata, options),
        test=strata.fit,
        reconstructed=strata.reconstructed,
    )
    return Built(table)


def _estimates(spec: TableSpec, strata: Stratification, options: Options) -> dict[str, Estimate]:
    known, sample = STRATA_COLUMNS
    found = {}
    for level, sent, answered in zip(strata.levels, strata.sent, strata.answered, strict=True):
        name = f"{spec.id}.{level}.{known}"
        share = sent / sum(strata.sent)
        found[name] = Estimate(
            name, "share", share, sum(strata.sent), float(sent), share, share, 0.0
        )
        name = f"{spec.id}.{level}.{sample}"
        n = sum(strata.answered)
        share = answered / n
        interval = share_interval(share, n, confidence=options.confidence)
        found[name] = Estimate(
            name, "share", share, n, float(answered), interval.low, interval.high, interval.margin
        )
    return found
