"""What a table builder hands back, and what all builders share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publication.model import Base, Exclusion, Problem, Table
from publication.survey.codebook import Merge, Variable
from publication.survey.contrasts import Contrasts
from publication.survey.records import Survey
from publication.survey.tables import TableSpec
from publication.survey.tallies import Tally, printed_columns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Group:
    """Who stands behind a row: the variable it tells of and the respondents in its base."""

    row: str
    variable: str
    members: NDArray[np.bool_]
    total: bool = False


@dataclass(frozen=True)
class Built:
    """A table, its contrasts, the groups behind its rows, and what kept it from being built."""

    table: Table | None
    contrasts: Contrasts = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()


def base_of(survey: Survey, spec: TableSpec) -> Base:
    """The base's name: the table's own where it is narrower than the codebook's."""
    if not spec.base:
        return Base("", spec.label)
    base = survey.codebook.bases[spec.base]
    return Base(spec.base, spec.label or base.label, base.words)


def filter_of(survey: Survey, spec: TableSpec) -> str:
    """The base's conditions in words of the codebook: "Har indført nyskabelser: Ja"."""
    if not spec.base:
        return ""
    parts = []
    for name, levels in survey.codebook.bases[spec.base].where.items():
        variable = survey.codebook.variables[name]
        named = "/".join(variable.scale.label(level) for level in levels)
        parts.append(f"{variable.label}: {named}")
    return "; ".join(parts)


def question_of(survey: Survey, spec: TableSpec, variables: Sequence[Variable]) -> str:
    """The wording as it is printed; an item that stands alone is quoted after its question."""
    if spec.question:
        return spec.question
    first = variables[0]
    question = survey.codebook.questions.get(first.question)
    if question is None:
        return first.label
    asked = survey.codebook.of_question(first.question)
    if len(variables) == 1 and len(asked) > 1:
        return f'{question.text_one} "{first.label}"'
    return question.text


def excluded(spec: TableSpec, variable: Variable) -> tuple[str, ...]:
    """The answers a table leaves out of its base; a mean leaves out all beside the scale."""
    if spec.measure == "mean":
        return tuple(variable.scale.missing)
    return spec.exclude


def columns_of(
    spec: TableSpec, variable: Variable, exclude: Sequence[str], tallies: Sequence[Tally]
) -> tuple[Merge, ...]:
    """The columns a table prints, with the answers pooled in each; a mean pools none."""
    if spec.measure == "mean":
        return tuple(Merge(key, label, ()) for key, label in spec.columns.items())
    return printed_columns(variable, exclude, tallies)


def exclusions_of(exclude: Sequence[str], tallies: Mapping[str, Tally]) -> tuple[Exclusion, ...]:
    """What was left out, by row: how many, and which share of all who answered in the row."""
    found = []
    for level in exclude:
        counts, shares = {}, {}
        for row, tally in tallies.items():
            counts[row] = int(tally.heads[tally.pick((level,))].sum())
            shares[row] = tally.count((level,)) / tally.total if tally.total else 0.0
        label = next(iter(tallies.values())).variable.scale.label(level)
        found.append(Exclusion(level, label, counts, shares))
    return tuple(found)


def is_reconstructed(
    survey: Survey, variables: Sequence[Variable], columns: Sequence[Merge]
) -> bool:
    """Whether a printed value of these variables was never published."""
    if not survey.codebook.reconstructed:
        return False
    return any(
        variable.reconstructed or any(column.key not in variable.published for column in columns)
        for variable in variables
    )


def empty_groups(spec: TableSpec, bases: Mapping[str, int]) -> tuple[Problem, ...]:
    """A problem for every row without answers, by the bases of the rows."""
    return tuple(
        Problem(
            f"table {spec.id}: nobody stands in row {row}", spec.place, "mend the group or the base"
        )
        for row, n in bases.items()
        if not n
    )
