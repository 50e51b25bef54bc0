"""Hold the answers against the codebook and report every disagreement at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from publication.errors import SurveyError
from publication.model import Place, Problem
from publication.survey.codebook import Variable, nearest
from publication.survey.records import Delivered, Responses, Survey

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN = -2
SHOWN_ROWS = 5


def validate(responses: Responses) -> Survey:
    """Check responses against their codebook.

    Returns a Survey whose every answer is a level of its scale and was asked of the respondent.
    Raises SurveyError naming file, row, column, value, what was allowed and the nearest level for
    everything that is wrong: missing columns, unknown levels, values off the scale, doubled ids,
    answers that a filter denies, too many ticks, missing or negative weights, empty bases,
    and counts that contradict population.csv.
    """
    problems: list[Problem] = []
    codes: dict[str, NDArray[np.int16]] = {}
    for variable in responses.codebook.variables.values():
        column = responses.columns.get(variable.name)
        if column is None:
            problems.append(_missing_column(responses, variable.name))
            continue
        codes[variable.name], found = _answers(responses, variable, column)
        problems += found
    problems += _ids(responses)
    weights, found = _weights(responses)
    problems += found
    survey = Survey(
        codebook=responses.codebook,
        codes=codes,
        respondents=responses.rows,
        population=responses.population,
        weights=weights,
        folder=responses.folder,
    )
    if len(codes) == len(responses.codebook.variables):
        problems += _denied(responses, survey)
        problems += _choices(responses, survey)
        problems += _empty_bases(responses, survey)
        problems += _contradicted_population(survey)
    if problems:
        raise SurveyError(sorted(problems, key=_order))
    return survey


def _order(problem: Problem) -> tuple[str, int]:
    place = problem.place or Place("", 0)
    return place.file, place.line


def _rows(responses: Responses, chosen: NDArray[np.bool_]) -> tuple[Place, str]:
    """The first place, and the rows in words: "rows 2, 9" or "rows 2, 9, 12, 20, 31 and 7 more"."""
    lines = np.flatnonzero(chosen) + responses.first_line
    shown = ", ".join(str(line) for line in lines[:SHOWN_ROWS])
    more = f" and {len(lines) - SHOWN_ROWS} more" if len(lines) > SHOWN_ROWS else ""
    word = "row" if len(lines) == 1 else "rows"
    return Place(responses.file, int(lines[0])), f"{word} {shown}{more}"


def _missing_column(responses: Responses, name: str) -> Problem:
    others = tuple(n for n in responses.columns if n not in responses.codebook.variables)
    return Problem(f"no column {name!r}", Place(responses.file, 1), nearest(name, others))


# ------------------------------------------------------------------ the answers of one column


def _answers(
    responses: Responses, variable: Variable, column: Delivered
) -> tuple[NDArray[np.int16], list[Problem]]:
    """The column as indices into its scale, and what was not on the scale."""
    spelling = _spellings(variable)
    wanted = [spelling.get(value, UNKNOWN) for value in column.spellings]
    codes = np.array(wanted or [-1], dtype=np.int16)[column.codes]
    problems = []
    for index, value in enumerate(column.spellings):
        if wanted[index] == UNKNOWN:
            chosen = column.codes == index
            if chosen.any():
                problems.append(_unknown(responses, variable, value, chosen))
    if variable.required and (codes == -1).any():
        place, rows = _rows(responses, codes == -1)
        problems.append(
            Problem(f"{rows}: {variable.name} has no answer", place, _allowed(variable))
        )
    return np.where(codes == UNKNOWN, -1, codes).astype(np.int16), problems


def _spellings(variable: Variable) -> dict[str, int]:
    """How each answer may be written: its key or its label; nothing is no answer."""
    spelling = {"": -1}
    for index, key in enumerate(variable.scale.answers):
        spelling[variable.scale.label(key)] = index
    for index, key in enumerate(variable.scale.answers):
        spelling[key] = index
    return spelling


def _allowed(variable: Variable) -> str:
    return "allowed: " + ", ".join(variable.scale.answers)


def _unknown(
    responses: Responses, variable: Variable, value: str, chosen: NDArray[np.bool_]
) -> Problem:
    place, rows = _rows(responses, chosen)
    levels = list(variable.scale.levels)
    if variable.scale.numeric and value.lstrip("-").replace(".", "", 1).isdigit():
        message = f"{rows}: {variable.name} = {value} is off the scale {levels[0]}-{levels[-1]}"
        return Problem(message, place, _allowed(variable))
    hints = [_allowed(variable), nearest(value, tuple(_spellings(variable)))]
    message = f"{rows}: {variable.name} has no level {value!r}"
    return Problem(message, place, "; ".join(filter(None, hints)))


def _ids(responses: Responses) -> list[Problem]:
    """Every respondent has one id of its own."""
    name = responses.codebook.id_variable
    column = responses.columns.get(name)
    if column is None:
        return [_missing_column(responses, name)]
    counts = np.bincount(column.codes, minlength=len(column.spellings))
    problems = []
    suspect = set(np.flatnonzero(counts > 1).tolist())
    suspect |= {i for i, value in enumerate(column.spellings) if not value and counts[i]}
    for index in sorted(suspect):
        value, chosen = column.spellings[index], column.codes == index
        if not value:
            place, rows = _rows(responses, chosen)
            problems.append(Problem(f"{rows}: {name} is empty", place))
        else:
            place, rows = _rows(responses, chosen)
            problems.append(Problem(f"{rows}: {name} {value!r} stands more than once", place))
    return problems


def _weights(responses: Responses) -> tuple[NDArray[np.float64] | None, list[Problem]]:
    """Weights as delivered, brought to mean 1; each must be a positive number."""
    name = responses.codebook.weight
    if not name:
        return None, []
    column = responses.columns.get(name)
    if column is None:
        return None, [_missing_column(responses, name)]
    values = np.array([_number(value) for value in column.spellings] or [0.0])[column.codes]
    problems = []
    for chosen, what in (
        (np.isnan(values), "missing or no number"),
        (values < 0, "negative"),
        (np.isinf(values), "infinite"),
    ):
        if chosen.any():
            place, rows = _rows(responses, chosen)
            problems.append(Problem(f"{rows}: {name} is {what}", place, "a weight is 0 or more"))
    total = values.sum()
    if not problems and total <= 0:
        problems.append(Problem(f"{name}: the weights sum to nothing", Place(responses.file, 1)))
    return (None, problems) if problems else (values * (len(values) / total), [])


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")


# ------------------------------------------------------------------ between columns


def _denied(responses: Responses, survey: Survey) -> Iterator[Problem]:
    """Answers from those whom a filter did not ask."""
    masks = {key: survey.base(key) for key in survey.codebook.bases}
    for variable in survey.codebook.variables.values():
        if not variable.asked:
            continue
        denied = (survey.codes[variable.name] >= 0) & ~masks[variable.asked]
        if denied.any():
            base = survey.codebook.bases[variable.asked]
            value = variable.scale.answers[survey.codes[variable.name][denied][0]]
            place, rows = _rows(responses, denied)
            yield Problem(
                f"{rows}: {variable.name} = {value}, but only {base.key} were asked it",
                place,
                "; ".join(f"{name}: {' or '.join(of)}" for name, of in base.where.items()),
            )


def _choices(responses: Responses, survey: Survey) -> Iterator[Problem]:
    """More ticks than the question allows. A tick is the first level of its scale."""
    for question in survey.codebook.questions.values():
        if not question.max_choices:
            continue
        items = survey.codebook.of_question(question.key)
        ticks = sum((survey.codes[item.name] == 0).astype(np.int16) for item in items)
        above = np.asarray(ticks) > question.max_choices
        if above.any():
            place, rows = _rows(responses, above)
            allowed = question.max_choices
            message = f"{rows}: more ticks at {question.key} than the {allowed} allowed"
            yield Problem(message, place)


def _empty_bases(responses: Responses, survey: Survey) -> Iterator[Problem]:
    """Bases to which nobody belongs."""
    for base in survey.codebook.bases.values():
        if not survey.base(base.key).any():
            conditions = ", ".join(f"{name} {'/'.join(of)}" for name, of in base.where.items())
            yield Problem(
                f"nobody belongs to base {base.key} ({conditions})", Place(survey.codebook.file, 1)
            )


def _contradicted_population(survey: Survey) -> Iterator[Problem]:
    """Strata of population.csv that do not exist, or whose count of answers differs."""
    for stratum in survey.population:
        place = Place("population.csv", stratum.line)
        variable = survey.codebook.variables.get(stratum.variable)
        if variable is None or stratum.level not in variable.scale.answers:
            yield Problem(f"no stratum {stratum.variable} {stratum.level}", place)
            continue
        answered = int(survey.where({stratum.variable: (stratum.level,)}).sum())
        if stratum.answered is not None and answered != stratum.answered:
            message = f"{stratum.level}: {stratum.answered} answered, but the data hold {answered}"
            yield Problem(message, place)
        if stratum.sent < answered:
            message = f"{stratum.level}: sent to {stratum.sent}, but {answered} answered"
            yield Problem(message, place)
