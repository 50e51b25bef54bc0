"""Which colour an answer has: the series' own for yes, grey for no, white for no answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from figures.contrast import ratio
from figures.doors import Kind
from publication.brand import Brand
from publication.errors import FigureError
from publication.model import Problem

THREE_TO_ONE = 3.0  # WCAG 2.2, success criterion 1.4.11: graphics against what is beside them
KEYLINE = 0.45  # points
ASIDE_KEYLINE = 0.5


@dataclass(frozen=True)
class Level:
    """How an answer level looks: its fill, the keyline that carries a pale fill, its label."""

    fill: str
    label: str
    edge: str | None = None
    line: float = 0


@dataclass(frozen=True)
class Series:
    """A kind of organisation in figures: full colour, pale colour and door shape."""

    full: str
    pale: str
    label: str
    shape: Kind


def series(brand: Brand, key: str) -> Series:
    """The series of a row; FigureError where the brand does not know it."""
    row = _row(brand, key)
    names = row["levels3"]
    return Series(brand[row["full"]], brand[names[1]], brand[row["labels3"][0]], row["shape"])


def levels(brand: Brand, key: str, answers: int, asides: int) -> tuple[Level, ...]:
    """The colours of `answers` ordered levels and, after them, `asides` that are no answer.

    Yes and no are the full colour and grey; three and five levels stand in brand.toml. FigureError
    where the series has no scale of that length.
    """
    row = _row(brand, key)
    full = brand[row["full"]]
    names, labels = _scale(row, key, answers)
    scale = [
        _level(brand, brand[name], brand[label], full)
        for name, label in zip(names, labels, strict=True)
    ]
    grey, ink = brand["k50"], brand["k"]
    # two white fields side by side could not be told apart: the first of two is light grey
    fills = [brand["k20"]] * (asides - 1) + [brand["papir"]] * min(asides, 1)
    return (*scale, *(Level(fill, ink, grey, ASIDE_KEYLINE) for fill in fills))


def _level(brand: Brand, fill: str, label: str, full: str) -> Level:
    if ratio(fill, brand["papir"]) >= THREE_TO_ONE:
        return Level(fill, label)
    return Level(fill, label, full, KEYLINE)


def _scale(row: Any, key: str, answers: int) -> tuple[list[str], list[str]]:
    if answers == 1:
        return row["levels3"][:1], row["labels3"][:1]
    if answers == 2:
        return row["levels3"][::2], row["labels3"][::2]
    names, labels = row.get(f"levels{answers}"), row.get(f"labels{answers}")
    if names is None or labels is None:
        message = f"no colours for {answers} levels of {key}"
        raise FigureError([Problem(message, hint="merge levels, or add them to brand.toml")])
    return names, labels


def _row(brand: Brand, key: str) -> Any:
    if key not in brand.series:
        known = ", ".join(brand.series)
        raise FigureError([Problem(f"unknown series {key!r}", hint=f"brand.toml has {known}")])
    return brand.series[key]
