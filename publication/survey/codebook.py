"""The codebook: bases, scales, questions and variables of a survey, read and checked."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from publication.errors import SurveyError
from publication.model import Place, Problem
from publication.survey.sections import Sections, misshapen
from publication.textfile import read_toml

Where = Mapping[str, tuple[str, ...]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _SurveySection(_Strict):
    id: str
    title: str
    language: str
    source: str
    fieldwork: tuple[Any, Any] | None = None
    mode: str = ""
    encoding: str = "utf-8"
    separator: str = Field(default=",", min_length=1, max_length=1)
    id_variable: str = "id"
    weight: str = ""
    respondent: str = ""
    reconstructed: bool = False
    limit: int = 5

    @field_validator("encoding")
    @classmethod
    def _known(cls, encoding: str) -> str:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise ValueError(f"no encoding {encoding!r}: utf-8 or latin-1, most likely") from error
        return encoding


class _BaseSection(_Strict):
    label: str
    words: list[str] = []
    where: dict[str, list[str]] = {}


class _MergeSection(_Strict):
    label: str
    levels: list[str]


class _ScaleSection(_Strict):
    levels: dict[str, str]
    missing: dict[str, str] = {}
    merge: dict[str, _MergeSection] = {}
    numeric: bool = False
    ends: tuple[str, str] | None = None


class _QuestionSection(_Strict):
    text: str
    text_one: str = ""
    max_choices: int = 0
    open: bool = False


class _VariableSection(_Strict):
    label: str
    scale: str
    question: str = ""
    asked: str = ""
    required: bool = False
    optional: bool = False
    background: bool = False
    reconstructed: bool = False
    published: list[str] = []


class _File(_Strict):
    survey: _SurveySection
    base: dict[str, _BaseSection] = {}
    scale: dict[str, _ScaleSection]
    question: dict[str, _QuestionSection] = {}
    variable: dict[str, _VariableSection]


@dataclass(frozen=True)
class Merge:
    """Levels pooled for print under one name."""

    key: str
    label: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """The answers a variable may have: levels in order, then codes outside the scale."""

    key: str
    levels: Mapping[str, str]
    missing: Mapping[str, str]
    merges: tuple[Merge, ...]
    numeric: bool
    ends: tuple[str, str] | None

    @property
    def answers(self) -> tuple[str, ...]:
        """Every code that may stand in the data, in order; its index is its stored code."""
        return (*self.levels, *self.missing)

    def label(self, key: str) -> str:
        return self.levels.get(key) or self.missing[key]

    @property
    def columns(self) -> tuple[Merge, ...]:
        """What print shows: the merges, or every answer by itself where there are none."""
        if self.merges:
            return self.merges
        return tuple(Merge(key, self.label(key), (key,)) for key in self.answers)


@dataclass(frozen=True)
class Variable:
    """A column of the data. `published` names the printed columns whose values were published."""

    name: str
    label: str
    scale: Scale
    question: str
    asked: str
    required: bool
    optional: bool
    reconstructed: bool
    published: tuple[str, ...]


@dataclass(frozen=True)
class BaseSpec:
    """Those a table speaks of: every condition must hold. `words` name them in a sentence."""

    key: str
    label: str
    where: Where
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question; `text_one` is its wording where one item stands alone."""

    key: str
    text: str
    text_one: str
    max_choices: int


@dataclass(frozen=True)
class Codebook:
    """The vocabulary of one survey."""

    id: str
    language: str
    source: str
    encoding: str
    separator: str
    id_variable: str
    weight: str
    limit: int
    reconstructed: bool
    bases: Mapping[str, BaseSpec]
    questions: Mapping[str, Question]
    variables: Mapping[str, Variable]
    file: str = field(default="codebook.toml")

    def of_question(self, question: str) -> tuple[Variable, ...]:
        """The variables of a question, in order."""
        return tuple(each for each in self.variables.values() if each.question == question)


def read_codebook(path: Path) -> Codebook:
    """Read codebook.toml. Raises SurveyError with everything in it that is wrong."""
    if not path.is_file():
        message = f"no codebook: {path.name} is missing"
        raise SurveyError([Problem(message, Place(path.name, 1))])
    rows, text = read_toml(path, SurveyError)
    try:
        content = _File.model_validate(rows)
    except ValidationError as error:
        raise SurveyError(misshapen(path.name, text, error)) from None
    problems = list(_disagreements(content, Sections(path.name, text)))
    if problems:
        raise SurveyError(problems)
    return _codebook(content, path.name)


def says_published(path: Path) -> bool:
    """Whether a codebook says of any variable which of its values were published."""
    return path.is_file() and any(each.published for each in read_codebook(path).variables.values())


def nearest(word: str, allowed: Mapping[str, Any] | tuple[str, ...]) -> str:
    """A hint naming the allowed word nearest to a wrong one, or nothing."""
    close = get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f"nearest: {close[0]}" if close else ""


def _disagreements(content: _File, sections: Sections) -> Iterator[Problem]:
    """References inside the codebook that lead nowhere."""
    for name, variable in content.variable.items():
        place = sections[f"variable.{name}"]
        for kind, key, allowed in (
            ("scale", variable.scale, content.scale),
            ("question", variable.question, content.question),
            ("base", variable.asked, content.base),
        ):
            if key and key not in allowed:
                yield Problem(f"variable {name}: no {kind} {key!r}", place, nearest(key, allowed))
    for name, scale in content.scale.items():
        known = (*scale.levels, *scale.missing)
        place = sections[f"scale.{name}.levels"]
        if not scale.levels:
            yield Problem(f"scale {name} has no levels", place)
        for key in sorted(set(scale.levels) & set(scale.missing)):
            yield Problem(f"scale {name}: {key} is both a level and a missing code", place)
        if scale.numeric and any(not _is_number(key) for key in scale.levels):
            yield Problem(f"scale {name} is numeric, but not all its levels are numbers", place)
        for merge, row in scale.merge.items():
            for level in row.levels:
                if level not in known:
                    message = f"scale {name}: merge {merge} names no level {level!r}"
                    yield Problem(message, place, nearest(level, known))
    for name, base in content.base.items():
        yield from _wrong_conditions(f"base {name}", base.where, content, sections[f"base.{name}"])
    name = content.survey.id_variable
    if name in content.variable:
        place = sections[f"variable.{name}"]
        yield Problem("the id variable needs no entry among the variables", place)


def _is_number(key: str) -> bool:
    return key.removeprefix("-").replace(".", "", 1).isdigit()


def _wrong_conditions(
    owner: str, where: Mapping[str, list[str]], content: _File, place: Place
) -> Iterator[Problem]:
    """Conditions on unknown variables or levels."""
    for name, levels in where.items():
        if name not in content.variable:
            hint = nearest(name, content.variable)
            yield Problem(f"{owner}: no variable {name!r}", place, hint)
            continue
        scale = content.scale.get(content.variable[name].scale)
        known = (*scale.levels, *scale.missing) if scale else ()
        for level in levels:
            if scale and level not in known:
                message = f"{owner}: {name} has no level {level!r}"
                yield Problem(message, place, nearest(level, known))


def _codebook(content: _File, file: str) -> Codebook:
    scales = {key: _scale(key, row) for key, row in content.scale.items()}
    survey = content.survey
    return Codebook(
        id=survey.id,
        language=survey.language,
        source=survey.source,
        encoding=survey.encoding,
        separator=survey.separator,
        id_variable=survey.id_variable,
        weight=survey.weight,
        limit=survey.limit,
        reconstructed=survey.reconstructed,
        bases={
            key: BaseSpec(
                key,
                row.label,
                {name: tuple(levels) for name, levels in row.where.items()},
                tuple(row.words),
            )
            for key, row in content.base.items()
        },
        questions={
            key: Question(key, row.text, row.text_one or row.text, row.max_choices)
            for key, row in content.question.items()
        },
        variables={key: _variable(key, row, scales) for key, row in content.variable.items()},
        file=file,
    )


def _scale(key: str, row: _ScaleSection) -> Scale:
    merges = tuple(Merge(name, m.label, tuple(m.levels)) for name, m in row.merge.items())
    return Scale(key, row.levels, row.missing, merges, row.numeric, row.ends)


def _variable(name: str, row: _VariableSection, scales: Mapping[str, Scale]) -> Variable:
    return Variable(
        name,
        row.label,
        scales[row.scale],
        row.question,
        row.asked,
        row.required,
        row.optional,
        row.reconstructed,
        tuple(row.published),
    )
