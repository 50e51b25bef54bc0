"""Lines in their columns: on the grid, inside the edges, inside the page."""

from __future__ import annotations

from collections.abc import Iterator

from publication.model import Line, Severity
from publication.typography.book import PT, Book, names, quoted
from publication.typography.checks import Found, rule

APART = frozenset({"figure", "table", "facts", "minicase", "contents", "people", "colophon"})


@rule("grid")
def grid(book: Book) -> Iterator[Found]:
    """Lines of the text column stand on the baseline grid, so that facing pages and both sides of
    a leaf agree. Give whatever stands above a height that is a multiple of the grid."""
    for line in book.lines:
        if _is_gridded(line, book):
            off = (line.baseline - book.first_baseline) % book.leading
            drift = min(off, book.leading - off) * PT
            if drift > book.limits.column_drift:
                yield Found(line.page, f"{drift:.2f} pt off the grid: {quoted(line)}", line.src)


def _is_gridded(line: Line, book: Book) -> bool:
    """Whether a line belongs on the grid: running text in the grid's own leading.

    Figures, tables and boxes have grids of their own; so has type with another leading.
    """
    if line.column != "text" or book.flooded(line.page):
        return False
    within = {name for block in names(line.path) for name in block}
    return abs(line.bottom - line.top - book.leading) < 0.01 and not within & APART


@rule("overshoot")
def overshoot(book: Book) -> Iterator[Found]:
    """A line sticks out of its column. Allow a break in its long word, or take out a no-break
    space."""
    for line in book.lines:
        excess = (line.right - line.end) * PT
        if line.end and excess > book.limits.column_overshoot:
            yield Found(line.page, f"{excess:.1f} pt too long: {quoted(line)}", line.src)


@rule("margins", Severity.ERROR)
def margins(book: Book) -> Iterator[Found]:
    """Text stands outside the type area, or so near the trim that the knife may take it. Shorten
    it, or give its block a width."""
    for line in book.lines:
        if where := _outside(book, line.page, line.x, line.right, line.baseline):
            yield Found(line.page, f"{quoted(line)} {where}", line.src)
    for page in book.pages:
        yield from _lettering_outside(book, page.index)


def _lettering_outside(book: Book, page: int) -> Iterator[Found]:
    """Letters that are no lines: in pictures, running heads and folios."""
    below = 0.0 if book.flooded(page) else book.limits.page_foot
    for letters in book.sheets[page].letters:
        if book.line_at(page, letters.x, letters.baseline, slack=2.0):
            continue
        if where := _outside(book, page, letters.x, letters.right, letters.baseline, below):
            yield Found(page, f"»{letters.text.strip()}« {where}")


def _outside(
    book: Book, page: int, x: float, right: float, baseline: float, below: float = 0.0
) -> str:
    """How far a line lies outside the type area of its page, in words; "" where it does not."""
    area, slack = book.area(page), book.limits.page_slack
    bottom = area.bottom + max(below, book.limits.note_below)
    sides = {
        "beyond the left edge": area.left - x,
        "beyond the right edge": right - area.right,
        "above the head": area.top - baseline,
        "below the foot": baseline - bottom,
    }
    side, excess = max(sides.items(), key=lambda item: item[1])
    return f"stands {excess:.1f} mm {side}" if excess > slack else ""
