"""The two records inside the stage: answers as delivered, and answers one can trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from publication.survey.codebook import Codebook, Variable, Where


@dataclass(frozen=True)
class Delivered:
    """A column as delivered: for each row the index of its value, in no meaningful order."""

    codes: NDArray[np.int32]
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class Stratum:
    """A line of population.csv: how many were sent the survey, answered and completed it."""

    variable: str
    level: str
    sent: int
    answered: int | None
    completed: int | None
    source: str = ""
    line: int = 0


@dataclass(frozen=True)
class Responses:
    """The survey as delivered.

    first_line  the line of the file that the first respondent stands on, for messages
    """

    folder: Path
    file: str
    codebook: Codebook
    columns: Mapping[str, Delivered]
    rows: int
    population: tuple[Stratum, ...] = ()
    first_line: int = 2


@dataclass(frozen=True)
class Survey:
    """The survey, checked against its codebook.

    codes    variable -> for each respondent the index of the answer in the scale's `answers`,
             -1 where nothing was answered
    weights  one weight per respondent with mean 1, or None
    folder   where the survey lies, for the checksum
    """

    codebook: Codebook
    codes: Mapping[str, NDArray[np.int16]]
    respondents: int
    population: tuple[Stratum, ...] = ()
    weights: NDArray[np.float64] | None = None
    folder: Path = Path()

    def where(self, conditions: Where) -> NDArray[np.bool_]:
        """Who meets every condition (variable -> answers allowed); shape (respondents,)."""
        chosen = np.ones(self.respondents, dtype=bool)
        for name, allowed in conditions.items():
            answers = self.codebook.variables[name].scale.answers
            # one place more for -1: no answer meets no condition
            meets = np.array([answer in allowed for answer in answers] + [False])
            chosen &= meets[self.codes[name]]
        return chosen

    def base(self, key: str) -> NDArray[np.bool_]:
        """Who belongs to a base of the codebook; everyone for the empty key."""
        return self.where(self.codebook.bases[key].where if key else {})

    def answered(self, variable: Variable, exclude: tuple[str, ...] = ()) -> NDArray[np.bool_]:
        """Who gave an answer other than some."""
        kept = tuple(answer for answer in variable.scale.answers if answer not in exclude)
        return self.where({variable.name: kept})

    @cached_property
    def effective(self) -> float:
        """Effective respondents per respondent: 1 without weights, else below 1."""
        return 1.0 if self.weights is None else 1 / design_effect(self.weights)


def design_effect(weights: NDArray[np.float64]) -> float:
    """Kish's design effect of unequal weights (1965): n times sum of squares over square of sum.

    n / design_effect is the effective n: how many simple random answers the weighted are worth.
    """
    return float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
