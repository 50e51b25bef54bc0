"""A title's figures.toml: which figures it has and how each is drawn. No drawing here."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from publication.errors import FigureError
from publication.model import FigureSpec, Place, Problem
from publication.textfile import line_of, read_toml

KINDS = ("likert", "bars", "pairs", "dots", "treemap", "table")
LABELS = ("figur", "illustration", "tabel")
WIDTHS = (118, 173)  # the text column, and with the margin column (mm)
OWN_KEYS = ("kind", "table", "width", "label", "number")
# read by those who compose the words beside the picture, not by the drawing
WORDS_BESIDE = ("question",)


@dataclass(frozen=True)
class Options:
    """What a figure's entry may say beyond kind, table, width and number.

    rows, columns  keys of the table, in the order drawn; none named: all, as in the codebook
    labels         key -> words that replace the codebook's where room is short
    aside          columns that are no answer (don't know, not relevant): last, white
    strong         rows in semibold, because the headline speaks of them
    sort           "value": by the largest value, highest first; "": as named
    last           rows (of pairs: columns) that stay last whatever their value
    blocks         rows gathered under the name of their series
    names          series -> its name on the first bars
    intervals      whether certainty is drawn; none said: where groups are compared
    small_base     a base under this many answers is marked
    axis           where the axis ends, in the table's own unit (0.4 is 40 per cent)
    measure        words over the axis: what the bars are a share of
    ends           words under the two ends of a scale
    scale          the two ends of a scale of means
    texts          key -> a few words of example inside a box
    height         of a picture whose rows do not decide it, mm
    summary        rows of a table that sum up those above
    subject        what the picture is about, for its alt text: "... om {subject}"
    heading        name of the first column of the data, and of a table
    reading        a line on how to read the picture, for the note beside it (Artwork.key)
    """

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    sort: str = ""
    last: tuple[str, ...] = ()
    blocks: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    intervals: bool | None = None
    small_base: int = 30
    axis: float | None = None
    measure: str = ""
    ends: tuple[str, ...] = ()
    scale: tuple[float, ...] = (1, 5)
    texts: Mapping[str, str] = field(default_factory=dict)
    height: float = 90
    summary: tuple[str, ...] = ()
    subject: str = ""
    heading: str = ""
    reading: str = ""
    language: str = "da"


def options_of(spec: FigureSpec) -> Options:
    """The options of a figure, checked; FigureError names every wrong one."""
    problems = list(_option_problems(spec.id, spec.options))
    if problems:
        raise FigureError(problems)
    known = {each.name for each in fields(Options)}
    given = {key: _frozen(value) for key, value in spec.options.items() if key in known}
    return Options(**given)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


def read_specs(path: Path) -> tuple[FigureSpec, ...]:
    """Read a title's figures.toml, in its order.

    `[defaults]` holds options of every figure; each `[figure.ID]` one figure, its table the one of
    the same name unless it says another, its number the next unless it says another. FigureError
    lists every mistake with its line.
    """
    data, source = read_toml(path, FigureError)
    _demand_tables(data, source, path.name)
    defaults, entries = data.pop("defaults", {}), data.pop("figure", {})
    problems = [
        Problem(f"unknown section [{key}]", Place(path.name, line_of(source, key))) for key in data
    ]
    place = Place(path.name, line_of(source, "defaults"))
    problems += _option_problems("defaults", defaults, place)
    specs = []
    for key, entry in entries.items():
        place = Place(path.name, _line_of(source, key))
        problems += _entry_problems(key, entry, place)
        specs.append(_spec(key, entry, defaults, place))
    specs = _numbered(specs)
    problems += _twice(specs)
    if problems:
        raise FigureError(problems)
    return tuple(specs)


def _demand_tables(data: Mapping[str, Any], source: str, file: str) -> None:
    """FigureError for a section, or the entry of a figure, that is no table."""
    entries = data.get("figure", {})
    loose = [name for name in ("defaults", "figure") if not isinstance(data.get(name, {}), dict)]
    problems = [
        Problem(f"{name} is no table", Place(file, line_of(source, name))) for name in loose
    ]
    for key, entry in entries.items() if isinstance(entries, dict) else ():
        if not isinstance(entry, dict):
            place = Place(file, line_of(source, "figure", key))
            problems.append(Problem(f"{key} is no table", place, f"write [figure.{key}] over it"))
    if problems:
        raise FigureError(problems)


def _line_of(source: str, key: str) -> int:
    """The line on which a figure's section begins."""
    found = re.search(rf"^\s*\[figure\.\"?{re.escape(key)}\"?\]", source, re.MULTILINE)
    return source.count("\n", 0, found.end()) + 1 if found else 1


def _spec(
    key: str, entry: Mapping[str, Any], defaults: Mapping[str, Any], place: Place
) -> FigureSpec:
    options = {name: value for name, value in entry.items() if name not in OWN_KEYS}
    return FigureSpec(
        id=key,
        kind=str(entry.get("kind", "")),
        table=str(entry.get("table", key)),
        width=entry.get("width", WIDTHS[0]),
        label=str(entry.get("label", LABELS[0])),
        number=entry.get("number", 0),
        options={**defaults, **options, **_joined(defaults, options)},
        place=place,
    )


def _joined(defaults: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Words said for all figures and for this one: both hold, the figure's own first."""
    return {
        name: {**value, **options[name]}
        for name, value in defaults.items()
        if isinstance(value, Mapping) and isinstance(options.get(name), Mapping)
    }


def _entry_problems(key: str, entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    choices = {"kind": KINDS, "label": LABELS, "width": WIDTHS}
    for name, allowed in choices.items():
        if entry.get(name, allowed[0] if name != "kind" else "") not in allowed:
            listed = ", ".join(str(choice) for choice in allowed)
            message = f"{key}: {name} is {entry.get(name, '')!r}"
            yield Problem(message, place, f"it must be one of {listed}")
    number = entry.get("number", 1)
    if not isinstance(number, int) or number < 1:
        yield Problem(f"{key}: number is {number!r}", place, "figures count from 1")
    options = {name: value for name, value in entry.items() if name not in OWN_KEYS}
    yield from _option_problems(key, options, place)


def _option_problems(
    key: str, options: Mapping[str, object], place: Place | None = None
) -> Iterator[Problem]:
    """Options nobody reads, and values of the wrong type."""
    kinds = {each.name: _type(each.type) for each in fields(Options)}
    kinds |= dict.fromkeys(WORDS_BESIDE, (str, "words"))
    for name, value in options.items():
        if name not in kinds:
            near = difflib.get_close_matches(name, [*OWN_KEYS, *kinds], 1)
            hint = f"did you mean {near[0]}?" if near else ""
            yield Problem(f"{key}: unknown option {name!r}", place, hint)
        elif not isinstance(value, kinds[name][0]):
            yield Problem(f"{key}: {name} must be {kinds[name][1]}, not {value!r}", place)


def _type(annotation: Any) -> tuple[Any, str]:
    """What a TOML value must be, by the annotation of the field it fills."""
    text = str(annotation)
    if text.startswith("tuple"):
        return (list, tuple), "a list"
    if text.startswith("Mapping"):
        return Mapping, "a table"
    if text.startswith("bool"):
        return bool, "true or false"
    if text.startswith(("float", "int")):
        return (int, float), "a number"
    return str, "words"


def _numbered(specs: list[FigureSpec]) -> list[FigureSpec]:
    """Figures without a number count on from those before them, each label by itself."""
    numbered: list[FigureSpec] = []
    for spec in specs:
        before = sum(1 for each in numbered if each.label == spec.label)
        numbered.append(spec if spec.number else replace(spec, number=before + 1))
    return numbered


def _twice(specs: list[FigureSpec]) -> Iterator[Problem]:
    seen: dict[tuple[str, int], str] = {}
    for spec in specs:
        key = (spec.label, spec.number)
        if key in seen:
            message = f"{seen[key]} and {spec.id} are both {spec.label} {spec.number}"
            yield Problem(message, spec.place)
        seen[key] = spec.id
