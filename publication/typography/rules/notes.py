"""The margin column: notes level with their calls, whole, and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publication.message import said
from publication.model import Anchor, Line, Severity
from publication.typography.book import Block, Book, quoted
from publication.typography.checks import Found, rule

# Blocks that begin with a picture, under which their words stand: nothing tells where they begin.
PICTURED = frozenset({"voice", "door", "credit", "figure"})


@rule("note-drift")
def note_drift(book: Book) -> Iterator[Found]:
    """A note stands so far from the line that calls it that the reader must search. Shorten the
    notes around it, or move its call."""
    anchors = {anchor.name: anchor for anchor in book.galley.anchors}
    for note in book.notes:
        first, line = note.first, _calling_line(book, note, anchors)
        if line is None:
            continue
        if first.page != line.page:
            what = said("{line} is called on another page", line=quoted(first))
            yield Found(first.page, what, first.src)
            continue
        lines = abs(first.top - line.top) / book.leading
        if lines > book.limits.note_drift_lines + 0.5:  # its first line is set lower in its box
            what = said(
                "{line} is {count:.0f} lines from its call", line=quoted(first), count=lines
            )
            yield Found(first.page, what, first.src)


def _calling_line(book: Book, note: Block, anchors: Mapping[str, Anchor]) -> Line | None:
    """The line that a note belongs to: that of its call, else the one it was written before."""
    ids = [block.partition("#")[2] for block in note.first.path.split()]
    own = next((name for name in ids if name.startswith("note-")), "")
    call = anchors.get(f"call-{own.removeprefix('note-')}") if own else None
    if call:
        return _line_of(book, call)
    return None if own or note.within & PICTURED else book.following(note.lines[-1])


def _line_of(book: Book, call: Anchor) -> Line | None:
    """The line a call stands in."""
    lines = (
        line
        for line in book.column(call.page)
        if line.top <= call.y + 1e-6 <= line.bottom and line.x - 1 <= call.x <= line.right + 1
    )
    return next(lines, None)


@rule("note-split", Severity.ERROR)
def note_split(book: Book) -> Iterator[Found]:
    """A margin note runs over to the next page, where nobody looks for its end. Shorten it, or
    call it higher on the page."""
    for note in book.notes:
        if len(note.pages) > 1:
            what = said("{line} goes on on the next page", line=quoted(note.first))
            yield Found(note.pages[0], what, note.first.src)


@rule("note-page", Severity.ERROR)
def note_page(book: Book) -> Iterator[Found]:
    """A margin note ends below the text area or leaves the page. Shorten it, or the notes above."""
    for note in book.notes:
        for page in note.pages:
            last = max(note.on(page), key=lambda line: line.bottom)
            excess = last.bottom - book.area(page).bottom
            if excess > book.limits.note_below:
                what = said(
                    "{line} ends {excess:.1f} mm below the text area",
                    line=quoted(last),
                    excess=excess,
                )
                yield Found(page, what, last.src)
