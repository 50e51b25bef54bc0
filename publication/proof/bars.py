"""Where change bars stand: beside every line that differs from the last approved draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publication.proof.changes import Changes
from publication.proof.records import Draft, Span

TOUCHING = 1.5
"""Millimetres: bars of lines that follow one another this closely are one bar."""


@dataclass(frozen=True, order=True)
class Stretch:
    """A bar: index of the page, top and bottom in mm from the top of the trimmed page.

    right  whether it belongs to a margin column on the right
    """

    page: int
    right: bool
    top: float
    bottom: float


def bars_of(changes: Changes) -> tuple[Stretch, ...]:
    """The bars of the new draft. A figure that looks otherwise is barred over its whole height."""
    lines = [
        Stretch(span.page, span.right, span.top, span.bottom)
        for stretch in changes.touched
        for span in _spans(changes.new, *stretch)
    ]
    drawn = {change.id for change in changes.figures if change.redrawn or change.cells}
    return tuple(_joined([*lines, *_figures(changes.new, drawn)]))


def _spans(draft: Draft, block: int, start: int, end: int) -> Iterator[Span]:
    """The lines that hold a stretch of text; of an empty one, the line it stands in."""
    held = draft.blocks[block]
    if start == end:
        yield held.span_at(start)
        return
    yield from (span for span in held.spans if span.start < end and span.end > start)


def _figures(draft: Draft, names: Iterable[str]) -> Iterator[Stretch]:
    """From a figure's first line of words to its last, on each page it stands on."""
    for name in names:
        spans = [
            span
            for block in draft.blocks
            if block.figure == name and block.kind != "data"
            for span in block.spans
        ]
        for page in sorted({span.page for span in spans}):
            own = [span for span in spans if span.page == page]
            yield Stretch(page, False, min(s.top for s in own), max(s.bottom for s in own))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches that overlap or all but touch, as one."""
    held: Stretch | None = None
    for stretch in sorted(set(stretches)):
        beside = held and (held.page, held.right) == (stretch.page, stretch.right)
        if held and beside and stretch.top - held.bottom < TOUCHING:
            held = Stretch(held.page, held.right, held.top, max(held.bottom, stretch.bottom))
        else:
            if held:
                yield held
            held = stretch
    if held:
        yield held
