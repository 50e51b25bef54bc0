"""What differs between two drafts, by kind and with its cause.

Everything here points into the later draft (`Where.block` is an index of its blocks), or into the
earlier one where something is gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from publication.proof.records import Draft, Picture


class Cause(StrEnum):
    """Why a number differs. More than one may be at work; nothing can part them then."""

    DATA = "data"
    WEIGHT = "weight"
    FILTER = "filter"
    DEFINITION = "definition"
    CALCULATION = "calculation"
    ROUNDING = "rounding"
    SOURCE = "source"
    TEXT = "text"


@dataclass(frozen=True)
class Where:
    """A place in a draft.

    page   what readers call it; line is the line's number there, 0 where none is counted
    place  file:line of the template
    """

    page: str
    line: int
    place: str
    chapter: str
    block: int


Stroke = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Run:
    """A stretch of a redline, with the space that stands before it."""

    stroke: Stroke
    text: str


Range = tuple[int, int, int]
"""A stretch of the later draft: block, first character, the one after the last."""


@dataclass(frozen=True)
class WordChange:
    """A block whose words differ: changed, new, or gone.

    touched  what a proofreader must read again; an empty stretch where words are gone
    moved    whether it stands elsewhere as well
    """

    before: Where | None
    after: Where | None
    runs: tuple[Run, ...]
    touched: tuple[Range, ...]
    moved: bool = False


@dataclass(frozen=True)
class Fact:
    """One thing that explains a number: "base.nyskabelser", as it was, as it is."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class NumberChange:
    """A number or claim that is printed otherwise, at one or many places.

    names   the estimates it rests on
    values  before and after, of the first of them; None where it is from elsewhere or gone
    bases   the answers behind it, likewise
    facts   what differs in filter and definition
    """

    kind: str
    names: tuple[str, ...]
    question: str
    before: str
    after: str
    values: tuple[float | None, float | None]
    bases: tuple[int | None, int | None]
    causes: tuple[Cause, ...]
    facts: tuple[Fact, ...]
    places: tuple[Where, ...]
    touched: tuple[Range, ...]


@dataclass(frozen=True)
class CellChange:
    """A cell of a figure's data: its row and column, before and after."""

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class FigureChange:
    """A figure or motif that differs: its data, its computed words, or how it is drawn.

    before, after  None where it is new or gone
    texts          redlines of its question, note and source
    page           where it stands, as readers call it
    """

    id: str
    label: str
    page: str
    before: Picture | None
    after: Picture | None
    cells: tuple[CellChange, ...]
    texts: tuple[tuple[Run, ...], ...]
    causes: tuple[Cause, ...]
    touched: tuple[Range, ...]
    redrawn: bool


@dataclass(frozen=True)
class Move:
    """Blocks that stand elsewhere, word for word."""

    before: Where
    after: Where
    text: str
    blocks: int


LayoutKind = Literal["pages", "chapter", "chapter-new", "chapter-gone", "blank", "blank-gone"]


@dataclass(frozen=True)
class LayoutChange:
    """Something about pages: how many, of the whole or of one chapter, or a blank one."""

    kind: LayoutKind
    what: str
    before: int
    after: int


@dataclass(frozen=True)
class Shift:
    """Pages that only follow: the same words, so many pages further on."""

    first: str
    last: str
    by: int


@dataclass(frozen=True)
class PagePair:
    """A page and the earlier one that holds the same words, as indexes; -1 for none."""

    before: int
    after: int
    changed: bool


NoteKind = Literal["only_in", "unknown", "look"]


@dataclass(frozen=True)
class Note:
    """Something to be said once of a comparison: pages of one side only, what is not known, pages
    that look otherwise with the same words. file: of which side, where it is of one."""

    kind: NoteKind
    what: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True)
class Changes:
    """All that differs between two drafts.

    unseen      estimates behind the text whose value differs, though it is printed the same
    references  page numbers in references that follow from the pages
    notes       what is to be said of the comparison itself
    """

    old: Draft
    new: Draft
    words: tuple[WordChange, ...]
    numbers: tuple[NumberChange, ...]
    claims: tuple[NumberChange, ...]
    figures: tuple[FigureChange, ...]
    moves: tuple[Move, ...]
    layout: tuple[LayoutChange, ...]
    shifts: tuple[Shift, ...]
    unseen: tuple[str, ...]
    references: int
    pages: tuple[PagePair, ...]
    touched: tuple[Range, ...]
    notes: tuple[Note, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each kind."""
        return {
            "words": len(self.words),
            "numbers": len(self.numbers),
            "claims": len(self.claims),
            "figures": len(self.figures),
            "moves": len(self.moves),
            "layout": len(self.layout),
        }

    @property
    def any(self) -> bool:
        return any(self.counts.values())
