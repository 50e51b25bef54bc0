"""A correction of the engine: a space that does not fit at a line's end does not break the line.

Where the words before an inline element (a name, a number) just fill the line, WeasyPrint 70 counts
the space behind them as too wide, finds nothing to leave out, and breaks the line after its first
word or syllable instead. It happens to about one in a hundred lines that end before an element.
One private function is wrapped, so WeasyPrint is pinned to an exact version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

HANGING = frozenset({"normal", "pre-line"})
"""Values of white-space under which spaces at a line's end take no room (CSS Text 3, 4.1.2)."""

NARROWEST = 4
"""Letters in the width of an em, at most: the bound that WeasyPrint itself goes by."""


@contextmanager
def hanging_spaces() -> Iterator[None]:
    """Have lines broken as if spaces at their ends took no room."""
    original = inline.split_first_line

    def split(text: str, style: Any, context: Any, width: Any, *rest: Any, **named: Any) -> Any:
        found = original(text, style, context, width, *rest, **named)
        _, _, resume, *_ = found
        if resume is None or not _may_fit(text, style, width):
            return found
        _, _, left, bare, *_ = original(text.rstrip(" "), style, context, width, *rest, **named)
        if left is not None or bare > width:
            return found
        return original(text, style, context, width + style["font_size"], *rest, **named)

    inline.split_first_line = split
    try:
        yield
    finally:
        inline.split_first_line = original


def _may_fit(text: str, style: Any, width: Any) -> bool:
    """Whether a text could fill a line but for the space behind it: a cheap look."""
    if width is None or not text.endswith(" ") or style["white_space"] not in HANGING:
        return False
    return bool(len(text) <= NARROWEST * width / style["font_size"])
