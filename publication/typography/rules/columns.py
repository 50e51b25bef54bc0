"""Lines in their columns: on the grid, inside the edges, inside the page."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import Message, said
from publication.model import Line, Severity
from publication.typography.book import PT, Area, Book, names, quoted
from publication.typography.checks import Found, rule
from publication.typography.sheets import Lettering

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
                what = said("{drift:.2f} pt off the grid: {line}", drift=drift, line=quoted(line))
                yield Found(line.page, what, line.src)


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
            what = said("{excess:.1f} pt too long: {line}", excess=excess, line=quoted(line))
            yield Found(line.page, what, line.src)


@rule("margins", Severity.ERROR)
def margins(book: Book) -> Iterator[Found]:
    """Text stands outside the type area, or so near the trim that the knife may take it. Shorten
    it, or give its block a width."""
    limits = book.limits
    for line in book.lines:
        excess = _outside(book.area(line.page), line, limits.note_below)
        if max(excess.values()) > limits.page_slack:
            yield Found(line.page, _told(quoted(line), excess), line.src)
    for page in book.pages:
        below = 0.0 if book.flooded(page.index) else limits.page_foot
        for letters in _loose(book, page.index):
            excess = _outside(book.area(page.index), letters, below)
            if max(excess.values()) > limits.page_ink_slack:
                yield Found(page.index, _told(f"»{letters.text.strip()}«", excess))


def _loose(book: Book, page: int) -> Iterator[Lettering]:
    """Letters that are no lines: in pictures, running heads and folios."""
    for letters in book.sheets[page].letters:
        if not book.line_at(page, letters.x, letters.baseline, slack=2.0):
            yield letters


def _outside(area: Area, text: Line | Lettering, below: float) -> dict[Message, float]:
    """How far a text lies outside an area on each side, mm; it may go below it by so much."""
    return {
        said("beyond the left edge"): area.left - text.x,
        said("beyond the right edge"): text.right - area.right,
        said("above the head"): area.top - text.baseline,
        said("below the foot"): text.baseline - area.bottom - below,
    }


def _told(text: str, excess: dict[Message, float]) -> Message:
    side, most = max(excess.items(), key=lambda item: item[1])
    return said("{text} stands {most:.1f} mm {side}", text=text, most=most, side=side)
