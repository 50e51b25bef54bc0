"""Weights: raking to population margins. What weights cost: `design_effect` in records.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from publication.errors import SurveyError
from publication.model import Place, Problem
from publication.survey.records import Stratum, Survey

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 200
CLOSE = 1e-9


def rake(survey: Survey, variables: Sequence[str]) -> Survey:
    """The survey with weights that meet the population's margins (Deming & Stephan 1940).

    variables   strata variables of population.csv. Respondents whom a variable does not concern
                (no answer to it) keep their part of the sample in that step
    Weights have mean 1; the survey's own weights are where it starts. Raises SurveyError where a
    stratum is empty or the margins do not settle.
    """
    problems = [problem for name in variables for problem in _unfit(survey, name)]
    if problems:
        raise SurveyError(problems)
    weights = np.ones(survey.respondents) if survey.weights is None else survey.weights.copy()
    for _ in range(ROUNDS):
        moved = 0.0
        for name in variables:
            scaled = _step(survey, name, weights)
            moved = max(moved, float(np.abs(scaled - weights).max()))
            weights = scaled
        if moved < CLOSE:  # no step moved: every margin is met at once
            return replace(survey, weights=weights / weights.mean())
    message = f"the margins of {', '.join(variables)} do not settle in {ROUNDS} rounds"
    raise SurveyError([Problem(message, Place("population.csv", 1))])


def _strata(survey: Survey, name: str) -> list[Stratum]:
    return [stratum for stratum in survey.population if stratum.variable == name]


def _unfit(survey: Survey, name: str) -> list[Problem]:
    """Why a variable cannot be raked to."""
    strata = _strata(survey, name)
    if not strata:
        return [Problem(f"no margins of {name} to weight by", Place("population.csv", 1))]
    return [
        Problem(
            f"{name} {stratum.level}: nobody answered, so no weight can make up for it",
            Place("population.csv", stratum.line),
            "pool it with another stratum",
        )
        for stratum in strata
        if stratum.sent and not survey.where({name: (stratum.level,)}).any()
    ]


def _step(survey: Survey, name: str, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale each stratum of one variable to its part of the population."""
    strata = _strata(survey, name)
    members = [survey.where({name: (stratum.level,)}) for stratum in strata]
    concerned = sum(float(weights[mask].sum()) for mask in members)
    sent = sum(stratum.sent for stratum in strata)
    scaled = weights.copy()
    for stratum, mask in zip(strata, members, strict=True):
        scaled[mask] *= stratum.sent / sent * concerned / float(weights[mask].sum())
    return scaled
