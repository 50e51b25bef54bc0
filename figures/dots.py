"""Means on a scale: a stem, the interval as a pale block, the mean as a bar in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures.cells import Cells
from figures.palette import series
from figures.picture import Picture
from publication.model import Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

# Art direction, mm
HEAD = 7.5
ROW = 10.0
FOOT = 7.5
LEFT = 52.0
RIGHT = 4.0
LABEL_COLUMN = 46.0
LABEL_LINE = 3.75
MEAN = (1.6, 3.8)
BLOCK = 3.0
STEM = 0.35 * 72 / 25.4  # points
EDGE = 0.35


def draw_dots(cells: Cells, picture: Picture) -> Sheet:
    """One row a factor; the whole scale is shown, from its lowest to its highest point."""
    foot = HEAD + ROW * len(cells.rows)
    sheet = picture.sheet(foot + (FOOT if cells.options.ends else 0))
    _grid(sheet, cells, picture, foot)
    for at, row in enumerate(cells.rows):
        middle = HEAD + ROW * at + ROW / 2
        _label(sheet, cells, picture, row, middle)
        _mean(sheet, cells, picture, row, middle)
    return sheet


def _x(cells: Cells, picture: Picture, value: float) -> float:
    """Where a point of the scale stands, mm from the left."""
    low, high = cells.options.scale
    return LEFT + (picture.width - LEFT - RIGHT) * (value - low) / (high - low)


def _grid(sheet: Sheet, cells: Cells, picture: Picture, foot: float) -> None:
    """A line for every point of the scale, and words under its two ends."""
    low, high = (round(end) for end in cells.options.scale)
    for point in range(low, high + 1):
        x = _x(cells, picture, point)
        words = cells.language.number(point)
        sheet.text(x, 3.2, words, picture.type.small, picture.grey, "center")
        sheet.line(picture.brand["k20"], 0.5, [(x, 5), (x, foot)])
    ends = zip(cells.options.ends, (low, high), ("left", "right"), strict=False)
    for words, point, anchor in ends:
        x = _x(cells, picture, point)
        sheet.text(x, foot + 4.5, words, picture.type.small, picture.grey, anchor)


def _label(sheet: Sheet, cells: Cells, picture: Picture, row: Row, middle: float) -> None:
    """The factor's name, centred on its row, in two lines where one is too long."""
    font = picture.type.strong if row.key in cells.options.strong else picture.type.label
    lines = picture.faces.balance(cells.label(row), font, LABEL_COLUMN)
    first = middle + picture.faces.cap_height(font) / 2 - (len(lines) - 1) * LABEL_LINE / 2
    for at, words in enumerate(lines):
        sheet.text(0, first + at * LABEL_LINE, words, font, picture.ink)


def _mean(sheet: Sheet, cells: Cells, picture: Picture, row: Row, middle: float) -> None:
    estimate, look = cells[row, cells.columns[0]], series(picture.brand, row.series)
    x = _x(cells, picture, estimate.value)
    width, height = MEAN
    right = x + width / 2
    start = _x(cells, picture, cells.options.scale[0])
    sheet.line(look.pale, STEM, [(start, middle), (x, middle)])
    if estimate.low is not None and estimate.high is not None:
        low, high = (_x(cells, picture, end) for end in (estimate.low, estimate.high))
        sheet.rect(low, middle - BLOCK / 2, high - low, BLOCK, look.pale, look.full, EDGE)
        right = max(right, high)
    name = f"{cells.table.id}.{row.key}.{cells.columns[0].key}"
    sheet.rect(x - width / 2, middle - height / 2, width, height, look.full, name=name)
    words = cells.printed(estimate)
    picture.value(sheet, right + 1.8, middle, words, picture.type.value, look.full)
