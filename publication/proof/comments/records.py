"""The frozen records of proofreaders' comments, from the annotation in a PDF to its answer.

Lengths are mm from the upper left corner of the trimmed page, y down.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from publication.message import NOTHING, Message

Action = Literal["note", "strike", "replace", "insert"]
"""What is asked for: a remark to read, or a correction that can be carried out."""
State = Literal["open", "done", "declined"]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Annotation:
    """What a proofreader put on a page. `kind` is the subtype as the PDF standard names it.

    label    what readers call the page
    boxes    the marked quadrilaterals, or where the sign stands
    marks    whether the boxes lie over the words that are meant
    replies  "AB: agreed", in their order
    """

    file: str
    label: str
    kind: str
    author: str
    note: str
    boxes: tuple[Box, ...]
    marks: bool = False
    action: Action = "note"
    replies: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A short name that the same mark has in every run, whatever the text has become."""
        corners = (f"{box.left:.1f} {box.top:.1f}" for box in self.boxes)
        return key_of(self.label, self.kind, self.note, *corners)


def key_of(*parts: str) -> str:
    """A short name for what is told apart by these parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Spot:
    """Where an annotation stands in the draft: block, characters, and the line on the page.

    words  what is marked, also where it runs over several blocks
    whole  whether all that is marked lies in the one block
    """

    block: int
    start: int
    end: int
    line: int
    words: str = ""
    whole: bool = True


@dataclass(frozen=True)
class Change:
    """A correction: characters of a block, `old`, become `new`; and what is printed around."""

    start: int
    end: int
    old: str
    new: str
    left: str
    right: str


@dataclass(frozen=True)
class Comment:
    """A comment with everything that is known of it.

    keys      one for each mark that was joined into it
    place     template file:line, relative to the title's folder
    answer    why it cannot be patched: the origin of a computed number, or another reason
    unplaced  why it stands nowhere in the text
    against   keys of the comments it disagrees with
    """

    keys: tuple[str, ...]
    kind: str
    action: Action
    files: tuple[str, ...]
    authors: tuple[str, ...]
    page: str
    line: int
    words: str
    note: str
    place: str = ""
    replies: tuple[str, ...] = ()
    spot: Spot | None = None
    change: Change | None = None
    answer: Message = NOTHING
    unplaced: Message = NOTHING
    against: tuple[str, ...] = ()
    state: State = "open"
    reason: str = ""

    @property
    def key(self) -> str:
        """The name the ledger knows it by."""
        return self.keys[0]
