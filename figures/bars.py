"""Bars from a common foot: one a row (shares), or two a row (two kinds of organisation)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from figures.cells import NO_BREAK, Cells
from figures.palette import KEYLINE, series
from figures.picture import CERTAINTY, SERIF, Picture
from publication.model import Column, Estimate, Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

# Art direction, mm
HEAD = 8.0
AXIS_BASELINE = 3.2
BAR = 5.0
ROW = 10.0
BLOCK_HEAD = 7.5
BLOCK_ROW = 7.5
BLOCK_FOOT = 2.5
PAIR_BAR = 4.2
PAIR_GAP = 0.3
PAIR_ROW = 12.5
LABEL_LINE = 3.75
LABEL_COLUMN = 48.0
DOOR = 3.2
DOOR_SPACE = 4.8
STEPS = (0.05, 0.1, 0.2, 0.25, 0.5)


@dataclass(frozen=True)
class Axis:
    """A scale of shares: where it starts on the sheet and how long a whole (1.0) is, mm."""

    left: float
    whole: float
    step: float
    end: float

    def x(self, share: float) -> float:
        return self.left + self.whole * share

    def ticks(self) -> tuple[float, ...]:
        return tuple(at * self.step for at in range(math.floor(self.end / self.step + 1e-9) + 1))


def make_axis(cells: Cells, picture: Picture, left: float, after: float) -> Axis:
    """The axis that lets the longest bar end `after` mm before the picture's edge."""
    room = picture.width - left
    if cells.options.axis is not None:
        end = cells.options.axis
        whole = (room - after / 2) / end
    else:
        longest = max(
            _reach(cells, cells[row, column]) for row in cells.rows for column in cells.columns
        )
        whole = (room - after) / longest
        end = room / whole
    step = next((step for step in STEPS if end / step <= 5.0), STEPS[-1])
    return Axis(left, whole, step, end)


def _reach(cells: Cells, estimate: Estimate) -> float:
    """The end of a bar, or of its interval where that is drawn."""
    return max(estimate.value, estimate.high or 0) if cells.intervals else estimate.value


def draw_bars(cells: Cells, picture: Picture) -> Sheet:
    """One bar a row and one column of the table; in blocks by series where the entry asks."""
    column = cells.columns[0]
    axis = make_axis(cells, picture, LABEL_COLUMN + 5, 12)
    if cells.options.blocks:
        return _draw_blocks(cells, picture, axis, column)
    sheet = picture.sheet(HEAD + ROW * len(cells.rows))
    _grid(sheet, cells, picture, axis, HEAD + ROW * len(cells.rows))
    for at, row in enumerate(cells.rows):
        middle = HEAD + ROW * at + ROW / 2
        _label(sheet, cells, picture, row, middle)
        _single(sheet, cells, picture, axis, row, column, middle, BAR)
    _foot_line(sheet, picture, axis, HEAD + ROW * len(cells.rows))
    return sheet


def _draw_blocks(cells: Cells, picture: Picture, axis: Axis, column: Column) -> Sheet:
    """Rows under the name and door of their series."""
    blocks = [(key, list(rows)) for key, rows in groupby(cells.rows, lambda row: row.series)]
    per_block = BLOCK_HEAD + BLOCK_FOOT
    foot = HEAD - 2 + per_block * len(blocks) + BLOCK_ROW * len(cells.rows)
    sheet = picture.sheet(foot)
    _grid(sheet, cells, picture, axis, foot)
    top = HEAD - 2
    for key, rows in blocks:
        look = series(picture.brand, key)
        sheet.door(0, top + 4.6, DOOR, DOOR + 0.1, look.shape, look.full, f"door-{key}")
        name = cells.options.names.get(key, key)
        sheet.text(DOOR_SPACE, top + 4.3, name, picture.type.strong, picture.ink)
        top += BLOCK_HEAD
        for row in rows:
            _block_label(sheet, cells, picture, row, top + BLOCK_ROW / 2)
            _single(sheet, cells, picture, axis, row, column, top + BLOCK_ROW / 2, PAIR_BAR)
            top += BLOCK_ROW
        top += BLOCK_FOOT
    _foot_line(sheet, picture, axis, foot)
    return sheet


def _block_label(sheet: Sheet, cells: Cells, picture: Picture, row: Row, middle: float) -> None:
    """A row's name and, at the end of the label column, its base."""
    baseline = middle + picture.faces.cap_height(picture.type.label) / 2
    sheet.text(DOOR_SPACE, baseline, cells.label(row), picture.type.label, picture.ink)
    colour = picture.ink if cells.small(row.n) else picture.grey
    base = cells.base(row.n)
    sheet.text(LABEL_COLUMN + 3, baseline, base, picture.type.small, colour, "right")


def _label(sheet: Sheet, cells: Cells, picture: Picture, part: Row | Column, middle: float) -> None:
    """The name of a row in the label column, centred on its bars."""
    strong = part.key in cells.options.strong
    font = picture.type.strong if strong else picture.type.label
    lines = picture.faces.balance(cells.label(part), font, LABEL_COLUMN)
    first = middle + picture.faces.cap_height(font) / 2 - (len(lines) - 1) * LABEL_LINE / 2
    for at, words in enumerate(lines):
        sheet.text(0, first + at * LABEL_LINE, words, font, picture.ink)


def _single(
    sheet: Sheet,
    cells: Cells,
    picture: Picture,
    axis: Axis,
    row: Row,
    column: Column,
    middle: float,
    height: float,
) -> float:
    """A bar with its value and interval; pale with a keyline where the base is small.

    Returns where the value's text ends.
    """
    estimate, look = cells[row, column], series(picture.brand, row.series)
    small = cells.small(row.n) and cells.table.by == "group"
    fill, edge, line = (look.pale, look.full, KEYLINE) if small else (look.full, None, 0.0)
    name = f"{cells.table.id}.{row.key}.{column.key}"
    length = axis.whole * estimate.value
    sheet.rect(axis.left, middle - height / 2, length, height, fill, edge, line, name)
    end = axis.x(estimate.value)
    if cells.intervals and estimate.low is not None and estimate.high is not None:
        end = axis.x(estimate.high)
        _interval(sheet, picture, axis, estimate, middle, look.full, fill)
    words = cells.printed(estimate, unit=False)
    return picture.value(sheet, end + 1.3, middle, words, picture.type.value, look.full)


def _interval(
    sheet: Sheet,
    picture: Picture,
    axis: Axis,
    estimate: Estimate,
    middle: float,
    colour: str,
    fill: str,
) -> None:
    """The interval through the bar's end: page-coloured on a full bar, coloured beyond it."""
    low, high = axis.x(estimate.low or 0), axis.x(estimate.high or 0)
    end = axis.x(estimate.value)
    inner = picture.page if fill == colour else colour
    for stop, tone in ((low, inner), (high, colour)):
        serif = [(stop, middle - SERIF), (stop, middle + SERIF)]
        sheet.line(tone, CERTAINTY, [(end, middle), (stop, middle)], serif)


def _grid(sheet: Sheet, cells: Cells, picture: Picture, axis: Axis, foot: float) -> None:
    """Grid lines with their shares above; the first says per cent."""
    for share in axis.ticks():
        x = axis.x(share)
        percent = cells.language.number(100 * share)
        words = percent if share else f"{percent}{NO_BREAK}{cells.word('percent')}"
        anchor = "center" if share else "left"
        sheet.text(x, AXIS_BASELINE, words, picture.type.small, picture.grey, anchor)
        if share:
            sheet.line(picture.brand["k20"], 0.5, [(x, 5), (x, foot)])
    if cells.options.measure:
        sheet.text(0, AXIS_BASELINE, cells.options.measure, picture.type.small, picture.grey)


def _foot_line(sheet: Sheet, picture: Picture, axis: Axis, foot: float) -> None:
    """The line all bars start from, drawn last and on top."""
    sheet.line(picture.ink, 0.75, [(axis.left, 5), (axis.left, foot)])


# ------------------------------------------------------------------ two bars a row


def draw_pairs(cells: Cells, picture: Picture) -> Sheet:
    """One row a column of the table, in it one bar a series; labels in the margin column."""
    left = LABEL_COLUMN + (7 if picture.width > 150 else 5)
    axis = make_axis(cells, picture, left, 9)
    foot = HEAD + PAIR_ROW * len(cells.columns)
    sheet = picture.sheet(foot)
    _grid(sheet, cells, picture, axis, foot)
    for at, column in enumerate(cells.columns):
        middle = HEAD + PAIR_ROW * at + PAIR_ROW / 2
        _label(sheet, cells, picture, column, middle)
        offset = (PAIR_BAR + PAIR_GAP) / 2
        for row, place in zip(cells.rows, _offsets(len(cells.rows), offset), strict=True):
            end = _single(sheet, cells, picture, axis, row, column, middle + place, PAIR_BAR)
            if at == 0:
                _series_name(sheet, cells, picture, axis, row, column, middle + place, end)
    _foot_line(sheet, picture, axis, foot)
    return sheet


def _offsets(bars: int, half: float) -> tuple[float, ...]:
    """The middles of a row's bars around the row's own middle."""
    return tuple((2 * at - bars + 1) * half for at in range(bars))


def _series_name(
    sheet: Sheet,
    cells: Cells,
    picture: Picture,
    axis: Axis,
    row: Row,
    column: Column,
    middle: float,
    after: float,
) -> None:
    """Door and name of a series on its first bar: behind the value, or inside the bar's end."""
    look = series(picture.brand, row.series)
    name = cells.options.names.get(row.series, cells.label(row))
    font = picture.type.strong
    width = DOOR_SPACE + picture.faces.width(name, font)
    baseline = middle + picture.faces.cap_height(font) / 2
    x, colour, text = after + 3.5, look.full, look.full
    if x + width > picture.width:
        low = cells[row, column].low if cells.intervals else None
        inner = axis.x(cells[row, column].value if low is None else low)
        x, colour, text = inner - 2.5 - width, picture.page, look.label
    sheet.door(x, baseline + 0.4, DOOR, DOOR + 0.1, look.shape, colour, f"door-{row.key}")
    sheet.text(x + DOOR_SPACE, baseline, name, font, text)
