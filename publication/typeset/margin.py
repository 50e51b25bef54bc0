"""The margin column after layout: blocks move to the outside, and never lie over one another.

CSS knows neither left from right inside the text, nor floats without width that make room for one
another. Both are put right on the finished page. A block that must give way moves by whole lines
of the grid, so that its first line still stands level with a line of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

MM = 25.4 / 96  # CSS pixel in millimetres
NOTE, WIDE = "mn", "wide"
SHIFTS: Mapping[str, float] = {NOTE: -180.0, WIDE: -55.0}  # mm, on left pages
GRID = 5.0  # mm
FOOT = 240.0  # mm from the head of the page: the last line of the text area
PARTED = 0.4  # of the space below a block stays where one follows, with what that has above itself
FIXED = ("figcaption", "caption")  # they stand level with their figure, whatever comes


@dataclass
class Block:
    """A block of the margin column. top and height in mm from the trim corner.

    spare  of its height, what another block may stand in: part of the space below its words
    """

    box: Any
    top: float
    height: float
    fixed: bool
    moved: float = 0.0
    spare: float = 0.0

    @property
    def place(self) -> float:
        return self.top + self.moved

    @property
    def bottom(self) -> float:
        return self.place + self.height


def real(box: Any) -> Any:
    """The box itself, where the tree holds the placeholder of an absolutely placed one."""
    return getattr(box, "_box", box)


def classes(box: Any) -> tuple[str, ...]:
    """The classes of the element a box stands for; none for generated and anonymous boxes."""
    if box.element is None or "::" in (box.element_tag or ""):
        return ()
    return tuple(box.element.get("class", "").split())


def settle_margin(page_box: Any) -> bool:
    """Move notes and wide blocks of a left page outwards, and part what overlaps; did any move?"""
    moved = page_box.page_type.side == "left" and shift_blocks(page_box)
    blocks = sorted(_blocks(page_box), key=lambda block: block.top)
    part(blocks)
    for block in blocks:
        if block.moved:
            move(block.box, 0.0, block.moved)
            moved = True
    return bool(moved)


def shift_blocks(box: Any, moved: float = 0.0) -> bool:
    """Move the blocks named in SHIFTS below box, which has itself moved by `moved` mm."""
    found = False
    for child in map(real, box.all_children()):
        name = next((name for name in SHIFTS if name in classes(child)), None)
        shift = SHIFTS[name] - moved if name and isinstance(child, boxes.BlockLevelBox) else 0.0
        if shift:
            move(child, shift, 0.0)
            found = True
        if name != NOTE:
            found |= shift_blocks(child, moved + shift)
    return found


def part(blocks: list[Block]) -> None:
    """Give every block a place of its own, from the head down; captions stay where they are."""
    for number, block in enumerate(blocks):
        if not block.fixed:
            others = [*blocks[:number], *(other for other in blocks[number:] if other.fixed)]
            _give_way(block, others)
    limit = FOOT
    for block in reversed(blocks):
        end = block.bottom - (block.spare if limit < FOOT else 0.0)
        if not block.fixed and end > limit:
            block.moved -= GRID * math.ceil((end - limit) / GRID - 1e-6)
        limit = min(limit, block.place)


def _give_way(block: Block, others: Iterable[Block]) -> None:
    """Move a block below whatever it would lie over."""
    for other in sorted(others, key=lambda each: each.place):
        end = other.bottom - other.spare
        if other.place < block.bottom - block.spare - 0.1 and block.place < end - 0.1:
            block.moved += GRID * math.ceil((end - block.place) / GRID - 1e-6)


def _blocks(box: Any) -> Iterator[Block]:
    """The blocks of the margin column, by what hangs in their inner block."""
    for child in map(real, box.all_children()):
        if NOTE in classes(child) and isinstance(child, boxes.BlockLevelBox):
            inner = [each for each in map(real, child.all_children()) if "i" in classes(each)]
            if inner:
                top = inner[0].border_box_y() * MM
                height = inner[0].border_height() * MM
                fixed = child.element_tag in FIXED or _captions(child)
                spare = inner[0].padding_bottom * MM * (1 - PARTED)
                yield Block(child, top, height, fixed, spare=spare)
        else:
            yield from _blocks(child)


def _captions(box: Any) -> bool:
    return any(name in FIXED for name in classes(box))


def move(box: Any, dx: float, dy: float) -> None:
    """Move a block with its backgrounds, which layout has placed by themselves; dx, dy in mm."""
    x, y = dx / MM, dy / MM
    box.translate(x, y)
    _move_backgrounds(box, x, y)


def _move_backgrounds(box: Any, x: float, y: float) -> None:
    box = real(box)
    background = getattr(box, "background", None)
    if background is not None:
        layers = [
            layer._replace(
                painting_area=_moved(layer.painting_area, x, y),
                positioning_area=_moved(layer.positioning_area, x, y),
                clipped_boxes=[_moved(clipped, x, y) for clipped in layer.clipped_boxes],
            )
            for layer in background.layers
        ]
        box.background = background._replace(layers=layers)
    for child in box.all_children():
        _move_backgrounds(child, x, y)


def _moved(area: Any, x: float, y: float) -> Any:
    """A rectangle or a rounded box: its first two numbers are its corner."""
    if area is None:
        return None
    left, top, *rest = area
    return (left + x, top + y, *rest)
