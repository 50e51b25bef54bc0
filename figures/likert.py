"""Stacked bars: how the answers divide, one bar a group or an item."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from figures.cells import NO_BREAK, Cells
from figures.palette import Level, levels, series
from figures.picture import Picture
from figures.text import Font
from publication.model import Column, Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

# Art direction, mm: a line of level names, then per row its name, its bar and room for certainty.
HEAD = 8.0
NAME_BASELINE = 4.3
BAR_TOP = 6.0
BAR = 8.5
ROW = 20.0
LINE = 5.0
FOOT = -3.0  # the last row needs less room under it; head + rows + foot is a multiple of 5
GAP = 0.3
PAD = 2.2
TIGHT = 0.5
DOOR = 3.4
DOOR_SPACE = 5.2
SWATCH = 2.6
NAME_GAP = 2.0


@dataclass(frozen=True)
class Segment:
    """One answer of one row: from left to right edge in mm, parted from its neighbours."""

    row: Row
    column: Column
    level: Level
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_likert(cells: Cells, picture: Picture) -> Sheet:
    """Draw the bars of a figure; height follows from the rows."""
    names = {row.key: _row_lines(cells, picture, row) for row in cells.rows}
    extra = sum(len(lines) - 1 for lines in names.values()) * LINE
    sheet = picture.sheet(HEAD + FOOT + ROW * len(cells.rows) + extra)
    top = HEAD
    for row in cells.rows:
        segments = _segments(cells, picture, row)
        if row is cells.rows[0]:
            _level_names(sheet, cells, picture, segments)
        _row_name(sheet, cells, picture, row, names[row.key], top)
        top += (len(names[row.key]) - 1) * LINE
        _bar(sheet, cells, picture, segments, top + BAR_TOP)
        if cells.intervals:
            picture.underline(sheet, cells, row, cells.columns[0], top + BAR_TOP + BAR)
        top += ROW
    return sheet


def _row_lines(cells: Cells, picture: Picture, row: Row) -> tuple[str, ...]:
    """The name of a row, broken where it is wider than the figure."""
    room = picture.width - (DOOR_SPACE if picture.doors(cells) else 0)
    if cells.table.by == "group":
        room -= picture.faces.width(cells.base(row.n), picture.type.small) + 4
    return picture.faces.balance(cells.label(row), _name_font(cells, picture, row), room)


def _name_font(cells: Cells, picture: Picture, row: Row) -> Font:
    """Groups are named in semibold; items are sentences and plain, unless they are the point."""
    strong = cells.table.by == "group" or row.key in cells.options.strong
    return picture.type.strong if strong else picture.type.label


def _segments(cells: Cells, picture: Picture, row: Row) -> tuple[Segment, ...]:
    """The answers of a row side by side; the gap between two is taken from both."""
    looks = levels(
        picture.brand, row.series, len(cells.answers), len(cells.columns) - len(cells.answers)
    )
    shown = [(each, look) for each, look in zip(cells.columns, looks, strict=True)]
    shares = [cells[row, column].value for column, _ in shown]
    ends = list(accumulate(shares, initial=0.0))
    return tuple(
        Segment(
            row,
            column,
            look,
            left=picture.width * ends[at] + (GAP / 2 if at else 0),
            right=picture.width * ends[at + 1] - (GAP / 2 if at < len(shown) - 1 else 0),
        )
        for at, (column, look) in enumerate(shown)
        if shares[at] > 0
    )


def _bar(
    sheet: Sheet, cells: Cells, picture: Picture, segments: tuple[Segment, ...], top: float
) -> None:
    """The segments of one row with the values that fit inside; all stand on one baseline."""
    baseline = top + BAR / 2 + picture.faces.cap_height(picture.type.key) / 2
    for segment in segments:
        look = segment.level
        name = f"{cells.table.id}.{segment.row.key}.{segment.column.key}"
        sheet.rect(segment.left, top, segment.width, BAR, look.fill, look.edge, look.line, name)
        _value(sheet, cells, picture, segment, baseline)


def _value(sheet: Sheet, cells: Cells, picture: Picture, segment: Segment, baseline: float) -> None:
    """The share inside its segment: large for the first answer, small for the rest."""
    estimate = cells[segment.row, segment.column]
    first = segment.column == cells.columns[0]
    bare, full = cells.printed(estimate, unit=False), cells.printed(estimate)
    tries = [(full, picture.type.key, PAD), (bare, picture.type.key, PAD)] if first else []
    font = picture.type.value if first else picture.type.plain_value
    tries += [(bare, font, PAD), (bare, font, TIGHT)]
    for words, cut, pad in tries:
        width = picture.faces.width(words, cut)
        if width + 2 * pad <= segment.width:
            start = segment.left + (pad if pad == PAD else (segment.width - width) / 2)
            sheet.text(start, baseline, words, cut, segment.level.label)
            return


def _row_name(
    sheet: Sheet, cells: Cells, picture: Picture, row: Row, lines: tuple[str, ...], top: float
) -> None:
    """A row's door, its name, and how many answered where groups are compared."""
    start = 0.0
    if picture.doors(cells):
        look = series(picture.brand, row.series)
        floor = top + NAME_BASELINE + 0.35
        sheet.door(0, floor, DOOR, DOOR + 0.1, look.shape, look.full, f"door-{row.key}")
        start = DOOR_SPACE
    for at, words in enumerate(lines):
        font = _name_font(cells, picture, row)
        sheet.text(start, top + NAME_BASELINE + at * LINE, words, font, picture.ink)
    if cells.table.by == "group":
        colour = picture.ink if cells.small(row.n) else picture.grey
        sheet.text(
            picture.width,
            top + NAME_BASELINE,
            cells.base(row.n),
            picture.type.small,
            colour,
            "right",
        )


def _level_names(
    sheet: Sheet, cells: Cells, picture: Picture, segments: tuple[Segment, ...]
) -> None:
    """The answers named over the first bar; with swatches where they cannot stand in place."""
    places = _places(cells, picture, segments)
    if places is not None:
        for segment, x in zip(segments, places, strict=True):
            font = _level_font(cells, picture, segment.column)
            sheet.text(x, 3.2, cells.label(segment.column), font, picture.ink)
        return
    looks = levels(
        picture.brand,
        cells.rows[0].series,
        len(cells.answers),
        len(cells.columns) - len(cells.answers),
    )
    x = 0.0
    for column, look in zip(cells.columns, looks, strict=True):
        sheet.rect(x, 3.2 - SWATCH + 0.3, SWATCH, SWATCH, look.fill, look.edge, look.line)
        font = _level_font(cells, picture, column)
        words = cells.label(column).replace(" ", NO_BREAK)
        sheet.text(x + SWATCH + 1.3, 3.2, words, font, picture.ink)
        x += SWATCH + 1.3 + picture.faces.width(words, font) + 5


def _level_font(cells: Cells, picture: Picture, column: Column) -> Font:
    return picture.type.strong if column == cells.columns[0] else picture.type.label


def _places(
    cells: Cells, picture: Picture, segments: tuple[Segment, ...]
) -> tuple[float, ...] | None:
    """Where each level's name starts over its segment; None where not all of them fit."""
    if len(segments) < len(cells.columns):
        return None
    starts: list[float] = []
    free = 0.0
    for segment in segments:
        font = _level_font(cells, picture, segment.column)
        width = picture.faces.width(cells.label(segment.column), font)
        start = max(segment.left, free)
        if segment is segments[-1]:
            # the last name may end with the bar instead of beginning with its segment
            start = max(free, min(start, picture.width - width))
        # a name may be pushed along by the one before it, but not out of its segment
        if start > max(segment.left, segment.right - 2) or start + width > picture.width + 0.01:
            return None
        starts.append(start)
        free = start + width + NAME_GAP
    return tuple(starts)
