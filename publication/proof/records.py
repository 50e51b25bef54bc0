"""The frozen records of a draft: what a snapshot holds, so that any two drafts can be compared.

Offsets count characters of a block's text. Heights are in mm from the top of the trimmed page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

FORMAT = 1
"""Version of a stored draft's shape: raised whenever a reader would have to change."""

Kind = Literal[
    "heading",
    "text",
    "item",
    "note",
    "label",
    "row",
    "headline",
    "caption",
    "figure-note",
    "data",
    "folio",
]
COMPUTED: frozenset[str] = frozenset({"figure-note", "data", "folio"})
"""Kinds of block that no author has written: they follow from figures and pages."""


@dataclass(frozen=True)
class Mark:
    """Words that the program has set: a number, a claim or a reference.

    kind   share, mean, count, n, margin, external; claim, compare, rank; or reference
    names  the estimates it rests on; "source:key" of an outside fact; the anchor referred to
    """

    kind: str
    names: tuple[str, ...]
    printed: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What stays the same when only the number, the wording or the page moves."""
        family = "claim" if self.kind in CLAIMS else self.kind
        return f"\N{LEFT DOUBLE ANGLE BRACKET}{family}:{','.join(self.names)}\u300b"


CLAIMS = frozenset({"claim", "compare", "rank"})
REFERENCE = "reference"


@dataclass(frozen=True)
class Span:
    """The part of a block that one typeset line holds.

    page    index in the galley
    right   whether it stands in a margin column on the right
    number  the line's number on its page, as the proof prints it; of the nearest line in a margin
    """

    page: int
    number: int
    top: float
    bottom: float
    baseline: float
    start: int
    end: int
    right: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, note or row of a table. src is file:line, with the turn of a loop.

    figure   id of the figure it belongs to, if any
    foreign  stretches in another language than the title's; "zxx" marks what is in none
    """

    chapter: str
    src: str
    kind: Kind
    text: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    figure: str = ""
    foreign: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> str:
        """file:line without the turn."""
        file, _, line = self.src.rpartition(":")
        return f"{file}:{line.partition('.')[0]}" if file else ""

    @cached_property
    def masked(self) -> str:
        """The text with every mark replaced by its key: what the author alone decides."""
        parts, at = [], 0
        for mark in self.marks:
            parts += [self.text[at : mark.start], mark.key]
            at = mark.end
        return " ".join("".join([*parts, self.text[at:]]).split())

    def span_at(self, offset: int) -> Span:
        """The line that holds a character; the last one for the end of the text."""
        return next((span for span in self.spans if offset < span.end), self.spans[-1])


@dataclass(frozen=True)
class Number:
    """An estimate as it stood: value (share 0..1, mean, count) and the answers in its base."""

    kind: str
    value: float
    n: int


@dataclass(frozen=True)
class Rule:
    """How a table's numbers come about, as flat pairs that can be compared one by one.

    filter      who is counted: base and conditions; "row.<key>" concerns one row only
    definition  what is counted: variables, levels, merges, exclusions, measure
    weights     the margins weighted by; empty where nothing is weighted
    """

    question: str = ""
    base: str = ""
    filter: Mapping[str, str] = field(default_factory=dict)
    definition: Mapping[str, str] = field(default_factory=dict)
    weights: str = ""


@dataclass(frozen=True)
class Picture:
    """A figure or motif: its data as a table of printed strings, and how it was drawn.

    page   index of the page it stands on, -1 where it is on none
    label  "Figur 5"; motifs have none
    """

    id: str
    label: str
    chapter: str
    page: int
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str
    svg: str
    table: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page: what readers call it, its chapter, and whether it is blank."""

    label: str
    chapter: str
    blank: bool = False
    body: bool = True


@dataclass(frozen=True)
class Draft:
    """What a proofreader has in hand. `pictures` are small WebP pictures of the pages, in order.

    number    which approved draft of the title this is; 0 while it is not approved
    checksum  of data, definitions and program together; `data` of the answers alone
    chapters  id -> title, in order
    """

    title_id: str
    title: str
    language: str
    label: str
    number: int
    date: str
    revision: str
    checksum: str
    data: str
    chapters: Mapping[str, str]
    leaves: tuple[Leaf, ...]
    blocks: tuple[Block, ...]
    numbers: Mapping[str, Number]
    rules: Mapping[str, Rule]
    figures: Mapping[str, Picture]
    pictures: tuple[bytes, ...] = ()
