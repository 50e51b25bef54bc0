"""The foot of the page: headings, facing pages, pages with hardly anything on them."""

from __future__ import annotations

from collections.abc import Iterator

from publication.message import said
from publication.model import Line
from publication.typography.book import FLOODED, FRONT, HEADINGS, Book, names, quoted
from publication.typography.checks import Found, rule

# What is not broken over a page, and so may leave the page before it short.
WHOLE = frozenset({"figure", "minicase", "facts", "interesting", "voice", "lesson", "pull", "head"})


@rule("heading-foot")
def heading_at_foot(book: Book) -> Iterator[Found]:
    """A heading this near the foot parts from its text. Move it to the next page, or win lines
    above it."""
    for page in book.pages:
        column = book.column(page.index)
        heads = [line for line in column if _tag(line) in HEADINGS]
        if not heads or book.kind(page.index) in FLOODED | FRONT:
            continue
        last = heads[-1]
        below = {line.baseline for line in column if line.baseline > last.baseline + 0.1}
        if len(below) < book.limits.column_heading_lines:
            what = said("{line} has {count} lines below it", line=quoted(last), count=len(below))
            yield Found(page.index, what, last.src)


def _tag(line: Line) -> str:
    return names(line.path)[-1][0] if line.path else ""


@rule("facing-feet")
def facing_feet(book: Book) -> Iterator[Found]:
    """Facing full pages should end on the same line. Win or lose a line on one of them, or move a
    figure."""
    for left, right in book.facing():
        ends = [line for page in (left, right) if (line := _last_line(book, page.index))]
        if left.chapter != right.chapter or len(ends) < 2:
            continue
        high, low = sorted(ends, key=lambda line: line.baseline)
        apart = (low.baseline - high.baseline) / book.leading
        if apart > book.limits.column_facing_lines + 0.01 and not _explained(book, high.page):
            what = said(
                "the last lines of pages {left} and {right} are {count:.0f} apart",
                left=left.label,
                right=right.label,
                count=apart,
            )
            yield Found(left.index, what, high.src)


def _last_line(book: Book, page: int) -> Line | None:
    column = book.column(page)
    return column[-1] if column else None


def _explained(book: Book, page: int) -> bool:
    """Whether a page ends early because something whole or a heading follows, or nothing does."""
    last = _last_line(book, page)
    following = book.column(page + 1)
    same = page + 1 < len(book.galley.pages) and (
        book.galley.pages[page].chapter == book.galley.pages[page + 1].chapter
    )
    if not same or not following or last is None:
        return True
    within = {name for line in (last, following[0]) for block in names(line.path) for name in block}
    return _tag(following[0]) in HEADINGS or bool(within & WHOLE)


@rule("empty-page")
def empty_page(book: Book) -> Iterator[Found]:
    """There is hardly anything on this page. Win its lines on the pages before, or give the
    chapter more to say."""
    for page in book.pages:
        if page.blank or not page.body or book.kind(page.index) in FLOODED | FRONT:
            continue
        share = filled(book, page.index)
        if share < book.limits.column_filled:
            first = next((line.src for line in book.column(page.index)), "")
            what = said("{share:.0%} of the page is filled", share=share)
            yield Found(page.index, what, first)


def filled(book: Book, page: int) -> float:
    """The share of a page's grid lines on which text or a picture stands."""
    area = book.area(page)
    rows = round((area.bottom - area.top) / book.leading)
    drawn = book.sheets[page].drawn
    taken = {int((line.baseline - area.top) // book.leading) for line in book.column(page)}
    for row in range(rows):
        top = area.top + row * book.leading
        if any(drawn[int(top) : int(top + book.leading)]):
            taken.add(row)
    return len(taken & set(range(rows))) / rows
