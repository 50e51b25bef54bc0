"""Tables: as semantic HTML for the page, and drawn for those who take the picture alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from figures.cells import Cells
from figures.palette import series
from figures.picture import Picture
from publication.model import Column, Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

# Art direction, mm
ROW = 7.5
BASELINE = 4.95
GUTTER = 7.0
RULE = 0.75  # points
HAIRLINE = 0.3
DOOR = 3.2
DOOR_SPACE = 4.4


def table_html(cells: Cells, picture: Picture) -> str:
    """The table as HTML, one row a measure and one column a group.

    Classes: `figure-table`, a series key on each head cell, `door` with its shape, `summary` on
    rows that sum up. Looks are the page's business.
    """
    heads = "".join(_head_cell(cells, picture, row) for row in cells.rows)
    first = f'<th scope="col">{escape(cells.options.heading)}</th>'
    body = "\n".join(_body_row(cells, column) for column in cells.columns)
    return (
        f'<table class="figure-table">\n<thead><tr>{first}{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _head_cell(cells: Cells, picture: Picture, row: Row) -> str:
    look = series(picture.brand, row.series)
    door = f'<span class="door {look.shape}"></span>' if _has_door(cells, row) else ""
    return f'<th scope="col" class="{row.series}">{door}{escape(cells.label(row))}</th>'


def _has_door(cells: Cells, row: Row) -> bool:
    """Kinds of organisation have a door; the sum over them needs none."""
    return row.series != "alle" and len({each.series for each in cells.rows}) > 1


def _body_row(cells: Cells, column: Column) -> str:
    kind = ' class="summary"' if column.key in cells.options.summary else ""
    values = "".join(f"<td>{cells.printed(cells[row, column])}</td>" for row in cells.rows)
    return f'<tr{kind}><th scope="row">{escape(cells.label(column))}</th>{values}</tr>'


def draw_table(cells: Cells, picture: Picture) -> Sheet:
    """The same table as a picture."""
    sheet = picture.sheet(ROW * (1 + len(cells.columns)))
    _draw_head(sheet, cells, picture)
    _rule(sheet, picture, 0, RULE)
    _rule(sheet, picture, ROW, RULE)
    for at, column in enumerate(cells.columns, 1):
        summary = column.key in cells.options.summary
        last = column == cells.columns[-1]
        font = picture.type.strong if summary else picture.type.label
        baseline = ROW * at + BASELINE
        sheet.text(0, baseline, cells.label(column), font, picture.ink)
        for row, right in zip(cells.rows, _rights(cells, picture), strict=True):
            words = cells.printed(cells[row, column])
            sheet.text(right, baseline, words, font, picture.ink, "right")
        _rule(sheet, picture, ROW * (at + 1), RULE if summary or last else HAIRLINE)
    return sheet


def _draw_head(sheet: Sheet, cells: Cells, picture: Picture) -> None:
    font = picture.type.strong
    sheet.text(0, BASELINE, cells.options.heading, font, picture.ink)
    for row, right in zip(cells.rows, _rights(cells, picture), strict=True):
        colour = series(picture.brand, row.series).full if _has_door(cells, row) else picture.ink
        sheet.text(right, BASELINE, cells.label(row), font, colour, "right")
        if _has_door(cells, row):
            x = right - picture.faces.width(cells.label(row), font) - DOOR_SPACE
            shape = series(picture.brand, row.series).shape
            sheet.door(x, BASELINE + 0.4, DOOR, DOOR + 0.1, shape, colour, f"door-{row.key}")


def _rights(cells: Cells, picture: Picture) -> tuple[float, ...]:
    """The right edge of each column of numbers: as wide as its widest words, and a gutter."""
    rights: list[float] = [picture.width]
    for row in reversed(cells.rows[1:]):
        door = DOOR_SPACE if _has_door(cells, row) else 0
        printed = [cells.printed(cells[row, column]) for column in cells.columns]
        widths = [picture.faces.width(words, picture.type.strong) for words in printed]
        widths.append(picture.faces.width(cells.label(row), picture.type.strong) + door)
        rights.append(rights[-1] - max(widths) - GUTTER)
    return tuple(reversed(rights))


def _rule(sheet: Sheet, picture: Picture, y: float, width: float) -> None:
    """A rule across the table; the outermost lie inside the picture."""
    colour = picture.ink if width == RULE else picture.brand["k50"]
    inset = width * 25.4 / 72 / 2
    line = min(max(y, inset), sheet.height - inset)
    sheet.line(colour, width, [(0, line), (picture.width, line)])
