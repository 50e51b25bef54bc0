"""Who answered, against who was asked: is the sample a fair picture of the population?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from publication.model import Test
from publication.survey import significance
from publication.survey.records import Stratum, Survey


@dataclass(frozen=True)
class Stratification:
    """One background variable: for each level the population's and the sample's share.

    fit       do the shares of the sample fit those of the population? The effect is Cohen's w
    response  did the levels answer equally often? The effect is Cramér's V
    """

    variable: str
    label: str
    levels: tuple[str, ...]
    labels: tuple[str, ...]
    sent: tuple[int, ...]
    answered: tuple[int, ...]
    fit: Test
    response: Test | None
    reconstructed: bool

    @property
    def population_shares(self) -> tuple[float, ...]:
        return tuple(each / sum(self.sent) for each in self.sent)

    @property
    def sample_shares(self) -> tuple[float, ...]:
        return tuple(each / sum(self.answered) for each in self.answered)


def representativity(survey: Survey, alpha: float = 0.05) -> tuple[Stratification, ...]:
    """Sample against population for every variable of population.csv, in its order.

    The goodness-of-fit test takes the population's shares as known; the test of response compares
    answered and not answered across levels. Both are chi-squared.
    """
    names = dict.fromkeys(stratum.variable for stratum in survey.population)
    return tuple(
        _stratification(survey, name, [s for s in survey.population if s.variable == name], alpha)
        for name in names
    )


def _stratification(
    survey: Survey, name: str, strata: list[Stratum], alpha: float
) -> Stratification:
    variable = survey.codebook.variables[name]
    sent = [stratum.sent for stratum in strata]
    answered = [int(survey.where({name: (stratum.level,)}).sum()) for stratum in strata]
    silent = [one - other for one, other in zip(sent, answered, strict=True)]
    return Stratification(
        variable=name,
        label=variable.label,
        levels=tuple(stratum.level for stratum in strata),
        labels=tuple(variable.scale.label(stratum.level) for stratum in strata),
        sent=tuple(sent),
        answered=tuple(answered),
        fit=significance.goodness_of_fit(np.array(answered, float), np.array(sent, float), alpha),
        response=significance.independence(np.array([answered, silent], float).T, alpha),
        reconstructed=any(stratum.source == "reconstructed" for stratum in strata),
    )
