"""The optical margin: display lines are moved until their first letter, not its box, stands flush.

A letter has room of its own on its left. In text nobody sees it; a title of 56 pt seems indented
by half a millimetre against the picture or the text under it. CSS has no word for it, so the lines
are moved on the finished page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from publication.typeset.margin import MM, real

DISPLAY = 18 / 0.75
"""CSS pixels from which type counts as display: 18 pt, where the room of an H reaches 1/4 mm."""

KEPT = 0.15 / MM
"""CSS pixels of room that a display line keeps: what text of 10 pt has before its own letters."""

FLUSH = 0.5
"""CSS pixels within which a line begins at the left edge of its block."""

LEFT = frozenset({"start", "left", "justify"})


def hang_display(page_box: Any) -> bool:
    """Move the display lines of a page by the room before their first letter; did any move?"""
    moved = False
    for line, text in list(_display(page_box, 0.0)):
        text.room = _room(text)
        for child in line.children:
            child.translate(-text.room, 0)
        moved = moved or text.room != 0
    return moved


def ink_start(text: Any) -> float:
    """Where a text's first letter begins, in CSS pixels, or its box where that is not known."""
    return float(text.position_x + getattr(text, "room", 0.0))


def _display(box: Any, left: float) -> Iterator[tuple[Any, Any]]:
    """Every flush-left line set in display type, with the text it begins with."""
    for child in map(real, box.all_children()):
        if isinstance(child, boxes.LineBox):
            text = _first(child)
            if text and _is_display(text) and _flush(child, text, left):
                yield child, text
        inside = child.content_box_x() if isinstance(child, boxes.BlockBox) else left
        yield from _display(child, inside)


def _first(line: Any) -> Any:
    """The text a line begins with, if it does begin with one."""
    for child in map(real, line.all_children()):
        if isinstance(child, boxes.TextBox):
            return child if child.text.strip() else None
        if child.is_in_normal_flow():
            return _first(child) if isinstance(child, boxes.InlineBox) else None
    return None


def _is_display(text: Any) -> bool:
    return bool(text.style["font_size"] >= DISPLAY)


def _flush(line: Any, text: Any, left: float) -> bool:
    return line.style["text_align_all"] in LEFT and abs(text.position_x - left) < FLUSH


def _room(text: Any) -> float:
    """CSS pixels that a text can be moved to bring its first ink level with that of the text."""
    layout = text.pango_layout
    layout.reactivate(text.style)
    first_line, _ = layout.get_first_line()
    ink = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(first_line, ink, ffi.NULL)
    room = ink.x * FROM_UNITS
    layout.deactivate()
    return max(0.0, float(room) - KEPT)
