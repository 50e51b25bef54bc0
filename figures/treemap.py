"""Boxes as large as their share, largest first, in rows that keep the boxes near square."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from figures.cells import Cells
from figures.palette import KEYLINE, series
from figures.picture import Picture
from publication.model import Row

if TYPE_CHECKING:
    from figures.sheet import Sheet

GAP = 1.0
PAD = 2.4
LINE = 3.75


@dataclass(frozen=True)
class Box:
    """A rectangle in mm."""

    x: float
    y: float
    width: float
    height: float


def squarify(shares: Sequence[float], box: Box) -> tuple[Box, ...]:
    """Divide a box by shares, largest first, each part as near a square as may be.

    Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000): parts are laid along the shorter
    side as long as that makes the worst of them squarer; the rest goes on in what is left.
    """
    if not shares:
        return ()
    total = sum(shares)
    side = min(box.width, box.height)
    area = box.width * box.height / total
    count = 1
    while count < len(shares) and _worst(shares[: count + 1], area, side) <= _worst(
        shares[:count], area, side
    ):
        count += 1
    strip = sum(shares[:count]) * area / side
    parts, rest = _strip(shares[:count], box, strip)
    return (*parts, *squarify(shares[count:], rest))


def _worst(shares: Sequence[float], area: float, side: float) -> float:
    """The most oblong of the parts laid in one strip: its longer side by its shorter."""
    depth = sum(shares) * area / side
    lengths = [share * area / depth for share in shares]
    return max(max(depth / length, length / depth) for length in lengths)


def _strip(shares: Sequence[float], box: Box, depth: float) -> tuple[list[Box], Box]:
    """The parts of one strip along the shorter side, and the box that is left."""
    upright = box.width >= box.height
    side = box.height if upright else box.width
    parts, start = [], 0.0
    for share in shares:
        length = side * share / sum(shares)
        parts.append(
            Box(box.x, box.y + start, depth, length)
            if upright
            else Box(box.x + start, box.y, length, depth)
        )
        start += length
    if upright:
        return parts, Box(box.x + depth, box.y, box.width - depth, box.height)
    return parts, Box(box.x, box.y + depth, box.width, box.height - depth)


def draw_treemap(cells: Cells, picture: Picture) -> Sheet:
    """One box a row or, in a table of one row, one a column; the largest in full colour."""
    sheet = picture.sheet(cells.options.height)
    shown = sorted(_parts(cells), key=lambda part: -part[2])
    whole = Box(-GAP / 2, -GAP / 2, sheet.width + GAP, sheet.height + GAP)
    boxes = squarify([share for _, _, share in shown], whole)
    for (key, label, _), box in zip(shown, boxes, strict=True):
        inner = Box(box.x + GAP / 2, box.y + GAP / 2, box.width - GAP, box.height - GAP)
        _box(sheet, cells, picture, key, label, inner, first=key == shown[0][0])
    return sheet


def _parts(cells: Cells) -> list[tuple[str, str, float]]:
    """Key, words and share of every box."""
    row = cells.rows[0]
    return [(each.key, cells.label(each), cells[row, each].value) for each in cells.columns]


def _box(
    sheet: Sheet, cells: Cells, picture: Picture, key: str, label: str, box: Box, first: bool
) -> None:
    row: Row = cells.rows[0]
    look = series(picture.brand, row.series)
    fill, ink = (look.full, look.label) if first else (look.pale, picture.ink)
    edge, line = (None, 0.0) if first else (look.full, KEYLINE)
    name = f"{cells.table.id}.{row.key}.{key}"
    sheet.rect(box.x, box.y, box.width, box.height, fill, edge, line, name)
    column = next(each for each in cells.columns if each.key == key)
    room = box.width - 2 * PAD
    y = box.y + PAD + 0.5 + picture.faces.cap_height(picture.type.key)
    sheet.text(box.x + PAD, y, cells.printed(cells[row, column]), picture.type.key, ink)
    y += 5.0
    for words in picture.faces.balance(label, picture.type.strong, room):
        sheet.text(box.x + PAD, y, words, picture.type.strong, ink)
        y += LINE
    example = cells.options.texts.get(key, "")
    lines = picture.faces.balance(example, picture.type.small, room) if example else ()
    y += 0.75
    if y + (len(lines) - 1) * LINE <= box.y + box.height - PAD:
        for words in lines:
            sheet.text(box.x + PAD, y, words, picture.type.small, ink)
            y += LINE
