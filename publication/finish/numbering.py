"""Line numbers of a proof: which lines of a page count, and which number each has.

Whoever speaks of "page 12, line 7" means these: the stamped numbers, comments and redlines alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publication.model import Line

SAME_LINE = 1.0
"""Millimetres: baselines nearer than this are one line (cells of a row, a raised number)."""
COUNTED = frozenset({"text", "full"})
"""Columns whose lines count; those of the margin are named by the line they stand beside."""


@dataclass(frozen=True)
class NumberedLine:
    """A line of the text column. baseline in mm from the top edge of the trimmed page."""

    page: int
    number: int
    baseline: float


def number_lines(lines: Iterable[Line]) -> tuple[NumberedLine, ...]:
    """Number the lines of each page from its top."""
    by_page: dict[int, list[float]] = {}
    for line in lines:
        if line.column in COUNTED and line.text:
            by_page.setdefault(line.page, []).append(line.baseline)
    numbered = []
    for page, baselines in sorted(by_page.items()):
        number, last = 0, float("-inf")
        for baseline in sorted(baselines):
            if baseline - last >= SAME_LINE:
                number += 1
                last = baseline
                numbered.append(NumberedLine(page, number, baseline))
    return tuple(numbered)


def line_at(numbered: Iterable[NumberedLine], page: int, y: float) -> int | None:
    """The number of the page's line nearest to a height in mm; None on a page without lines."""
    near = [(abs(line.baseline - y), line.number) for line in numbered if line.page == page]
    return min(near)[1] if near else None
