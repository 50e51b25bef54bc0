"""What does not fit on the pages, said as complaints: `file:line: what (page n)`.

WeasyPrint lets text run out of its column, out of the page and over other text without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from publication.message import Message, said
from publication.model import Line

OVERRUN = 0.5  # mm a line may stick out; hanging punctuation and rounding stay below
BELOW = 1.0  # mm a note may reach below the text: its leading is smaller than the grid
CLOSE = 2.0  # mm between baselines under which lines overprint (the smallest leading is 3.75)
ACROSS = 1.0  # mm of common width from which they do


@dataclass(frozen=True)
class Area:
    """The text column of a page, mm from the trim corner."""

    left: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Stray:
    """A block that reaches beyond the bleed: page, where it was written, name, how far in mm."""

    page: int
    src: str
    name: str
    excess: float


def misfits(
    lines: Sequence[Line],
    areas: Sequence[Area],
    overruns: Mapping[int, float],
    strays: Sequence[Stray],
    folio: int,
) -> Iterator[Message]:
    """Complaints about a chapter's lines and blocks.

    areas     by page
    overruns  index of a line -> mm it sticks out of its block
    folio     of the first page, 0 where pages have none
    """

    def page(thing: Line | Stray) -> Message:
        if folio:
            return said("page {number}", number=str(folio + thing.page))
        return said("page {number} of the chapter", number=thing.page + 1)

    for line, excess in ((lines[index], excess) for index, excess in overruns.items()):
        if excess > OVERRUN:
            what = said(
                "a line runs {excess:.1f} mm out of its block ({page}): {start}",
                excess=excess,
                page=page(line),
                start=_start(line),
            )
            yield _placed(line, what)
    for line, excess in _low_notes(lines, areas):
        what = said(
            "a margin note ends {excess:.1f} mm below the text ({page}): {start}",
            excess=excess,
            page=page(line),
            start=_start(line),
        )
        yield _placed(line, what)
    for stray in strays:
        if stray.excess > OVERRUN:
            what = said(
                "{name} reaches {excess:.1f} mm beyond the bleed ({page})",
                name=stray.name,
                excess=stray.excess,
                page=page(stray),
            )
            yield _placed(stray, what)
    for line, other in _overprints(lines):
        what = said(
            "two lines overprint ({page}): {one} / {other}",
            page=page(line),
            one=_start(other),
            other=_start(line),
        )
        yield _placed(line, what)


def _placed(thing: Line | Stray, what: Message) -> Message:
    """With file and line before it, where they are known."""
    return said("{src}: {what}", src=thing.src, what=what) if thing.src else what


def _start(line: Line) -> str:
    return line.text if len(line.text) <= 40 else f"{line.text[:39]}…"


def _low_notes(lines: Sequence[Line], areas: Sequence[Area]) -> Iterator[tuple[Line, float]]:
    """The last line of every note that hangs below the text area."""
    notes = [line for line in lines if line.column == "margin"]
    for _, note in groupby(notes, lambda line: (line.page, line.src)):
        lowest = max(note, key=lambda line: line.bottom)
        excess = lowest.bottom - areas[lowest.page].bottom
        if excess > BELOW:
            yield lowest, excess


def _overprints(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines that stand on each other, one pair a block."""
    said: set[tuple[int, str]] = set()
    ordered = sorted(lines, key=lambda line: (line.page, line.baseline))
    for index, line in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.page != line.page or other.baseline - line.baseline >= CLOSE:
                break
            common = min(line.right, other.right) - max(line.x, other.x)
            if common > ACROSS and (other.page, other.src) not in said:
                said.add((other.page, other.src))
                yield other, line
