"""The estimates a figure shows: picked by its entry, checked, with their printed words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from figures.specs import Options
from publication.errors import FigureError
from publication.language import Language
from publication.model import Column, Estimate, FigureSpec, Problem, Row, Table

Part = TypeVar("Part", Row, Column)

WAY_OUT = "leave the row out in figures.toml, or merge groups in the codebook"
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Cells:
    """The rows and columns of one figure, in the order drawn."""

    spec: FigureSpec
    table: Table
    options: Options
    language: Language
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    def __getitem__(self, cell: tuple[Row, Column]) -> Estimate:
        row, column = cell
        return self.table[row.key, column.key]

    @property
    def answers(self) -> tuple[Column, ...]:
        """The columns that are answers, without those set aside."""
        return tuple(each for each in self.columns if each.key not in self.options.aside)

    @property
    def intervals(self) -> bool:
        """Whether certainty is drawn: where groups are compared, unless the entry says."""
        if self.options.intervals is not None:
            return self.options.intervals
        return self.table.by == "group" and len(self.rows) > 1

    def label(self, part: Row | Column) -> str:
        """The words of a row or column: the entry's own, or else the codebook's."""
        return self.options.labels.get(part.key, part.label)

    def word(self, key: str) -> str:
        """The language's word for something that stands in charts."""
        return str(self.language.sections["figures"][key])

    def printed(self, estimate: Estimate, unit: bool = True) -> str:
        """A number as a figure prints it: 28 %, 3,9, 2.304."""
        if estimate.kind == "mean":
            return self.language.number(estimate.value, 1)
        if estimate.kind == "count":
            return self.language.number(estimate.value)
        return (
            f"{estimate.percent}{NO_BREAK}{self.word('percent')}" if unit else str(estimate.percent)
        )

    def interval(self, estimate: Estimate) -> str:
        """The interval as printed (21–35 %), empty where none was computed."""
        if estimate.low is None or estimate.high is None:
            return ""
        if estimate.kind == "mean":
            ends = [self.language.number(end, 2) for end in (estimate.low, estimate.high)]
            return self.word("range").format(low=ends[0], high=ends[1])
        low, high = (self.language.number(100 * end) for end in (estimate.low, estimate.high))
        return f"{self.word('range').format(low=low, high=high)}{NO_BREAK}{self.word('percent')}"

    def base(self, n: int) -> str:
        """The base of a row as printed in the picture; words where it is small."""
        key = "small_base" if self.small(n) else "base"
        return self.word(key).format(n=self.language.number(n)).replace(" ", NO_BREAK)

    def small(self, n: int) -> bool:
        return n < self.options.small_base


def select(spec: FigureSpec, table: Table, options: Options, language: Language) -> Cells:
    """Pick a figure's rows and columns from its table.

    FigureError names every row and column the table lacks and every estimate that is missing,
    suppressed or empty.
    """
    problems: list[Problem] = []
    hidden = [key for key in options.rows if key in table.suppressed]
    problems += [_suppressed(spec, f"row {key!r} of {spec.table}") for key in hidden]
    wanted = [key for key in options.rows if key not in hidden]
    rows = _pick(spec, table.rows, wanted, "row", problems)
    columns = _pick(spec, table.columns, options.columns, "column", problems)
    problems += _cell_problems(spec, table, rows, columns)
    if problems:
        raise FigureError(problems)
    return _sorted(Cells(spec, table, options, language, tuple(rows), tuple(columns)))


def _pick(
    spec: FigureSpec,
    have: Sequence[Part],
    wanted: Sequence[str],
    what: str,
    problems: list[Problem],
) -> list[Part]:
    """The wanted parts in the wanted order, all of them where none is named."""
    by_key = {part.key: part for part in have}
    missing = [key for key in wanted if key not in by_key]
    known = ", ".join(by_key)
    problems += [
        Problem(f"{spec.id}: table {spec.table} has no {what} {key!r}", hint=f"it has {known}")
        for key in missing
    ]
    return [by_key[key] for key in wanted if key in by_key] if wanted else list(have)


def _suppressed(spec: FigureSpec, what: str) -> Problem:
    """Something that may not be shown, or that the survey cannot tell."""
    message = f"{spec.id}: {what} is suppressed (its base is under the limit) or was not asked"
    return Problem(message, hint=WAY_OUT)


def _cell_problems(
    spec: FigureSpec, table: Table, rows: Sequence[Row], columns: Sequence[Column]
) -> Iterator[Problem]:
    """Estimates that cannot be drawn, each by its name."""
    for row in rows:
        for column in columns:
            name = f"{table.id}.{row.key}.{column.key}"
            estimate = table.estimates.get(name)
            if estimate is None:
                yield _suppressed(spec, name)
            elif estimate.n == 0:
                yield Problem(f"{spec.id}: {name} has no answers", hint=WAY_OUT)
            elif not math.isfinite(estimate.value):
                yield Problem(f"{spec.id}: {name} has no value", hint=WAY_OUT)
    if not rows or not columns:
        yield Problem(f"{spec.id}: table {spec.table} is empty")


def _sorted(cells: Cells) -> Cells:
    """Highest value first where the entry asks for it, those named `last` after the others.

    Pairs are sorted by their columns, everything else by its rows and their first column.
    """
    if cells.options.sort != "value":
        return cells
    last = cells.options.last
    if cells.spec.kind == "pairs":

        def height(column: Column) -> float:
            return max(cells[row, column].value for row in cells.rows)

        columns = sorted(cells.columns, key=lambda each: (each.key in last, -height(each)))
        return replace(cells, columns=tuple(columns))

    def value(row: Row) -> float:
        return cells[row, cells.columns[0]].value

    rows = sorted(cells.rows, key=lambda each: (each.key in last, -value(each)))
    return replace(cells, rows=tuple(rows))
