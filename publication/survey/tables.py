"""The title's tables.toml: what each table counts, by whom, among whom; read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from publication.errors import SurveyError
from publication.model import Place, Problem
from publication.survey.codebook import Codebook, Where, nearest
from publication.survey.sections import Sections, misshapen
from publication.textfile import read_toml

Measure = Literal["share", "ticks", "mean", "count"]
STRATA_COLUMNS = ("population", "answered")
Count = Literal["sent", "answered", "completed", "broke_off"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Options(_Strict):
    """What holds for every table of a title.

    rake  strata variables of population.csv to weight by; none: unweighted
    fpc   whether the finite population correction is applied to margins and intervals
    """

    alpha: float = Field(default=0.05, gt=0, lt=1)
    confidence: float = Field(default=0.95, gt=0, lt=1)
    resamples: int = Field(default=20_000, gt=0)
    seed: int = 0
    rake: tuple[str, ...] = ()
    fpc: bool = False


class _GroupSection(_Strict):
    label: str = ""
    where: dict[str, list[str]] = {}
    series: str = "alle"
    total: bool = False


class _TableSection(_Strict):
    variable: str = ""
    items: dict[str, str] = {}
    ticks: dict[str, str] = {}
    strata: str = ""
    response: dict[str, tuple[Count] | tuple[Count, Count]] = {}
    completed: dict[str, list[str]] = {}
    measure: Measure = "share"
    groups: str = "alle"
    base: str = ""
    label: str = ""
    question: str = ""
    exclude: list[str] = []
    columns: dict[str, str] = {}
    test: bool = False


class _File(_Strict):
    options: Options = Options()
    groups: dict[str, dict[str, _GroupSection]]
    table: dict[str, _TableSection]


@dataclass(frozen=True)
class GroupSpec:
    """A row of a table by groups. `total` rows overlap the others and stay out of the test."""

    key: str
    label: str
    where: Where
    series: str
    total: bool


@dataclass(frozen=True)
class TableSpec:
    """One table of the title, as its tables.toml asks for it."""

    id: str
    measure: Measure
    variable: str
    items: Mapping[str, str]
    ticks: Mapping[str, str]
    strata: str
    response: Mapping[str, tuple[Count, ...]]
    completed: Where
    groups: tuple[GroupSpec, ...]
    base: str
    label: str
    question: str
    exclude: tuple[str, ...]
    columns: Mapping[str, str]
    test: bool
    place: Place | None = None


@dataclass(frozen=True)
class Plan:
    """Everything a title wants computed."""

    options: Options
    tables: tuple[TableSpec, ...]


def read_tables(path: Path, codebook: Codebook) -> Plan:
    """Read tables.toml against the codebook. Raises SurveyError with all that does not fit."""
    if not path.is_file():
        message = f"no table definitions: {path.name} is missing"
        raise SurveyError([Problem(message, Place(path.name, 1))])
    rows, text = read_toml(path, SurveyError)
    try:
        content = _File.model_validate(rows)
    except ValidationError as error:
        raise SurveyError(misshapen(path.name, text, error)) from None
    sections = Sections(path.name, text)
    problems = list(_problems(content, codebook, sections))
    if problems:
        raise SurveyError(problems)
    groups = {
        name: tuple(_group(key, row, codebook) for key, row in rows.items())
        for name, rows in content.groups.items()
    }
    tables = (
        _table(key, row, groups, sections[f"table.{key}"]) for key, row in content.table.items()
    )
    return Plan(content.options, tuple(tables))


def _group(key: str, row: _GroupSection, codebook: Codebook) -> GroupSpec:
    """A group; without a label of its own it takes that of the one level it names."""
    where = {name: tuple(levels) for name, levels in row.where.items()}
    label = row.label
    if not label and len(where) == 1:
        (name, levels), *_ = where.items()
        label = codebook.variables[name].scale.label(levels[0])
    return GroupSpec(key, label or key, where, row.series, row.total)


def _table(
    key: str, row: _TableSection, groups: Mapping[str, tuple[GroupSpec, ...]], place: Place
) -> TableSpec:
    return TableSpec(
        id=key,
        measure=row.measure,
        variable=row.variable,
        items=row.items,
        ticks=row.ticks,
        strata=row.strata,
        response=row.response,
        completed={name: tuple(levels) for name, levels in row.completed.items()},
        groups=groups[row.groups],
        base=row.base,
        label=row.label,
        question=row.question,
        exclude=tuple(row.exclude),
        columns=row.columns,
        test=row.test,
        place=place,
    )


def _problems(content: _File, codebook: Codebook, sections: Sections) -> Iterator[Problem]:
    """References to variables, bases, levels and groups that do not exist."""
    for set_name, rows in content.groups.items():
        for key, row in rows.items():
            owner, place = f"group {set_name}.{key}", sections[f"groups.{set_name}"]
            yield from _wrong_conditions(owner, row.where, codebook, place)
    for key, table in content.table.items():
        owner, place = f"table {key}", sections[f"table.{key}"]
        yield from _wrong_conditions(owner, table.completed, codebook, place)
        if table.groups not in content.groups:
            hint = nearest(table.groups, content.groups)
            yield Problem(f"{owner}: no groups {table.groups!r}", place, hint)
        if table.base and table.base not in codebook.bases:
            hint = nearest(table.base, codebook.bases)
            yield Problem(f"{owner}: no base {table.base!r}", place, hint)
        kinds = [table.variable, table.items, table.ticks, table.response, table.strata]
        if sum(map(bool, kinds)) != 1:
            message = f"{owner}: give one of variable, items, ticks, response, strata"
            yield Problem(message, place)
        for column in (*table.response, *(STRATA_COLUMNS if table.strata else ())):
            if column not in table.columns:
                yield Problem(f"{owner}: column {column} has no label in columns", place)
        yield from _wrong_variables(owner, table, codebook, place)


def _wrong_variables(
    owner: str, table: _TableSection, codebook: Codebook, place: Place
) -> Iterator[Problem]:
    names = [name for name in (table.variable, table.strata) if name]
    for name in [*names, *table.items.values(), *table.ticks.values()]:
        variable = codebook.variables.get(name)
        if variable is None:
            hint = nearest(name, codebook.variables)
            yield Problem(f"{owner}: no variable {name!r}", place, hint)
            continue
        for level in table.exclude:
            if level not in variable.scale.answers:
                hint = nearest(level, variable.scale.answers)
                yield Problem(f"{owner}: {name} has no level {level!r}", place, hint)
        if table.measure == "mean" and not variable.scale.numeric:
            yield Problem(f"{owner}: {name} has no numeric scale to take a mean of", place)


def _wrong_conditions(
    owner: str, where: Mapping[str, list[str]], codebook: Codebook, place: Place
) -> Iterator[Problem]:
    for name, levels in where.items():
        variable = codebook.variables.get(name)
        if variable is None:
            yield Problem(
                f"{owner}: no variable {name!r}", place, nearest(name, codebook.variables)
            )
            continue
        answers = variable.scale.answers
        for level in levels:
            if level not in answers:
                hint = nearest(level, answers)
                yield Problem(f"{owner}: {name} has no level {level!r}", place, hint)
